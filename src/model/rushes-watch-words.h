/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-schedule.h"

G_BEGIN_DECLS

/**
 * RushesWatchWordsFacts:
 * @phase: whether the video is watched, and why not
 * @asking: whether it is being asked about
 * @seconds_left: until it is asked about, where it waits
 * @limit: the setting `watch-limit`, in minutes
 * @error: (nullable): how the last question failed
 * @asked_at: (nullable): when the last answer came
 *
 * What there is to say of how a video is watched.
 */
typedef struct
{
  RushesSchedulePhase phase;
  gboolean asking;
  guint seconds_left;
  guint limit;
  const GError *error;
  GDateTime *asked_at;
} RushesWatchWordsFacts;

char *rushes_watch_words_dup (const RushesWatchWordsFacts *facts);

G_END_DECLS
