/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_CONTROLS (rushes_controls_get_type ())

G_DECLARE_FINAL_TYPE (RushesControls, rushes_controls, RUSHES, CONTROLS, GtkWidget)

void     rushes_controls_set_media      (RushesControls *self,
                                         GtkMediaStream *media);
void     rushes_controls_set_full       (RushesControls *self,
                                         gboolean        full);
gboolean rushes_controls_is_in_use      (RushesControls *self);
void     rushes_controls_toggle_playing (RushesControls *self);
void     rushes_controls_step           (RushesControls *self,
                                         int             seconds);
void     rushes_controls_step_volume    (RushesControls *self,
                                         double          by);

G_END_DECLS
