/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesCoverFolder:
 *
 * The folder in which covers are kept. Its functions wait for the disk; they may be called from
 * several threads at once.
 */
typedef struct _RushesCoverFolder RushesCoverFolder;

RushesCoverFolder *rushes_cover_folder_new    (const char         *path,
                                               guint64             max_bytes);
RushesCoverFolder *rushes_cover_folder_ref    (RushesCoverFolder  *self);
void               rushes_cover_folder_unref  (RushesCoverFolder  *self);
GBytes            *rushes_cover_folder_load   (RushesCoverFolder  *self,
                                               const char         *video_id,
                                               const char         *uri,
                                               GError            **error);
gboolean           rushes_cover_folder_store  (RushesCoverFolder  *self,
                                               const char         *video_id,
                                               const char         *uri,
                                               GBytes             *bytes,
                                               GError            **error);
void               rushes_cover_folder_remove (RushesCoverFolder  *self,
                                               const char         *video_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesCoverFolder, rushes_cover_folder_unref)

G_END_DECLS
