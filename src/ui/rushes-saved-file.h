/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RushesSavedFileUse:
 * @RUSHES_SAVED_FILE_OPEN: open it with the program for its type
 * @RUSHES_SAVED_FILE_SHOW: show it in the file manager
 *
 * What is to be done with a saved file.
 */
typedef enum
{
  RUSHES_SAVED_FILE_OPEN,
  RUSHES_SAVED_FILE_SHOW,
} RushesSavedFileUse;

void     rushes_saved_file_use_async  (GtkWindow            *parent,
                                       GFile                *file,
                                       RushesSavedFileUse    use,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean rushes_saved_file_use_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
