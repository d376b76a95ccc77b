/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rig.h"

G_BEGIN_DECLS

/**
 * PLAYING_SILENCE:
 *
 * What keeps GStreamer from every device for sound; where all of these are missing anyway, that is
 * the same.
 */
#define PLAYING_SILENCE "alsasink:NONE,jackaudiosink:NONE,openalsink:NONE,oss4sink:NONE," \
                        "osssink:NONE,pipewiresink:NONE,pulsesink:NONE"

gboolean playing_is_possible (void);
void     playing_start       (Rig    *rig);
void     playing_save        (Rig    *rig);
void     playing_wait_player (Rig    *rig);
void     playing_wait_time   (Rig    *rig,
                              double  seconds);
void     playing_wait_closed (Rig    *rig);

G_END_DECLS
