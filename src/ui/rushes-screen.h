/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SCREEN (rushes_screen_get_type ())

G_DECLARE_FINAL_TYPE (RushesScreen, rushes_screen, RUSHES, SCREEN, GtkWidget)

void rushes_screen_set_media       (RushesScreen   *self,
                                    GtkMediaStream *media);
void rushes_screen_set_description (RushesScreen   *self,
                                    const char     *description);
void rushes_screen_set_full        (RushesScreen   *self,
                                    gboolean        full);
void rushes_screen_toggle_playing  (RushesScreen   *self);

G_END_DECLS
