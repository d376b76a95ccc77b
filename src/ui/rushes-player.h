/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-playable.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_PLAYER (rushes_player_get_type ())

G_DECLARE_FINAL_TYPE (RushesPlayer, rushes_player, RUSHES, PLAYER, GtkWidget)

RushesPlayer *rushes_player_new         (RushesPlayable *playable);
gboolean      rushes_player_get_active  (RushesPlayer   *self);
double        rushes_player_get_aspect  (RushesPlayer   *self);
void          rushes_player_toggle      (RushesPlayer   *self);
void          rushes_player_toggle_full (RushesPlayer   *self);
void          rushes_player_stop        (RushesPlayer   *self);

G_END_DECLS
