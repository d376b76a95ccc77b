/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-downloads.h"
#include "rushes-video.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_PLAYABLE (rushes_playable_get_type ())

G_DECLARE_FINAL_TYPE (RushesPlayable, rushes_playable, RUSHES, PLAYABLE, GObject)

RushesPlayable *rushes_playable_new         (void);
void            rushes_playable_set_sources (RushesPlayable  *self,
                                             RushesClient    *client,
                                             RushesDownloads *downloads);
void            rushes_playable_set_video   (RushesPlayable  *self,
                                             RushesVideo     *video);
RushesVideo    *rushes_playable_get_video   (RushesPlayable  *self);
GPtrArray      *rushes_playable_dup_saved   (RushesPlayable  *self);
const char     *rushes_playable_get_link    (RushesPlayable  *self);
gboolean        rushes_playable_is_local    (RushesPlayable  *self);
gboolean        rushes_playable_is_any      (RushesPlayable  *self);

G_END_DECLS
