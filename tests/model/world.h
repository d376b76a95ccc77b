/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-watch-queue.h"

G_BEGIN_DECLS

#define S ((gint64) G_USEC_PER_SEC)
#define N_VIDEOS 1000

/* A queue in a world of its own, where a question takes as long as the world says. */
typedef struct
{
  RushesWatchQueue *queue;
  gint64 now;
  gint64 latency;
  RushesScheduleOutcome outcome;
  gint64 retry_after;
  GQueue asking;     /* of Question, the first to end first */
  GHashTable *asked; /* of video ID to how often */
  GArray *starts;    /* of gint64 */
  guint most_at_once;
} World;

void   world_set_up       (World         *world,
                           gconstpointer  data);
void   world_tear_down    (World         *world,
                           gconstpointer  data);
guint  world_count_asked  (World         *world,
                           const char    *video_id);
void   world_take_all     (World         *world);
void   world_run_until    (World         *world,
                           gint64         end);
void   world_watch_many   (World         *world,
                           guint          n_videos);
gint64 world_start_at     (World         *world,
                           guint          index);
void   world_assert_rates (World         *world);
void   world_get_range    (World         *world,
                           guint         *least,
                           guint         *most);

G_END_DECLS
