/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RushesPlayerWays:
 * @RUSHES_PLAYER_NO_WAY: none
 * @RUSHES_PLAYER_OPEN: another program
 * @RUSHES_PLAYER_TRY_AGAIN: the same once more
 * @RUSHES_PLAYER_REFRESH: another link
 *
 * What may help when a video is not played.
 */
typedef enum
{
  RUSHES_PLAYER_NO_WAY = 0,
  RUSHES_PLAYER_OPEN = 1 << 0,
  RUSHES_PLAYER_TRY_AGAIN = 1 << 1,
  RUSHES_PLAYER_REFRESH = 1 << 2,
} RushesPlayerWays;

#define RUSHES_TYPE_PLAYER_FAULT (rushes_player_fault_get_type ())

G_DECLARE_FINAL_TYPE (RushesPlayerFault, rushes_player_fault, RUSHES, PLAYER_FAULT, GtkWidget)

void rushes_player_fault_show (RushesPlayerFault *self,
                               const char        *text,
                               RushesPlayerWays   ways);

G_END_DECLS
