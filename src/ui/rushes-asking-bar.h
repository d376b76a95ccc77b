/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_ASKING_BAR (rushes_asking_bar_get_type ())

G_DECLARE_FINAL_TYPE (RushesAskingBar, rushes_asking_bar, RUSHES, ASKING_BAR, GtkWidget)

void rushes_asking_bar_start (RushesAskingBar *self,
                              const char      *video_id);
void rushes_asking_bar_stop  (RushesAskingBar *self);

G_END_DECLS
