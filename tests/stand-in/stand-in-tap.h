/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define STAND_IN_TYPE_TAP (stand_in_tap_get_type ())

G_DECLARE_FINAL_TYPE (StandInTap, stand_in_tap, STAND_IN, TAP, GIOStream)

StandInTap *stand_in_tap_new              (GSocketConnection *connection,
                                           guint              number);
guint       stand_in_tap_get_number       (StandInTap        *self);
char       *stand_in_tap_take_head        (StandInTap        *self);
void        stand_in_tap_cut              (StandInTap        *self);
void        stand_in_tap_reset            (StandInTap        *self);
void        stand_in_tap_attach           (StandInTap        *self,
                                           GSocketAddress    *remote);
StandInTap *stand_in_tap_get_from_message (SoupServerMessage *message);

G_END_DECLS
