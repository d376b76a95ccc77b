/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FULL_SCREEN (rushes_full_screen_get_type ())

G_DECLARE_FINAL_TYPE (RushesFullScreen, rushes_full_screen, RUSHES, FULL_SCREEN, GtkWindow)

GtkWindow *rushes_full_screen_new (GtkWindow      *beside,
                                   GtkMediaStream *media);

G_END_DECLS
