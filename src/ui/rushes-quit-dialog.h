/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_QUIT_DIALOG (rushes_quit_dialog_get_type ())

G_DECLARE_FINAL_TYPE (RushesQuitDialog, rushes_quit_dialog, RUSHES, QUIT_DIALOG, GtkWindow)

void rushes_quit_dialog_show (GtkWindow *parent,
                              guint      n_files);

G_END_DECLS
