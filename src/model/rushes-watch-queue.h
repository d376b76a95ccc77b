/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-schedule.h"

G_BEGIN_DECLS

/**
 * RUSHES_WATCH_QUEUE_MAX_ASKING:
 *
 * How many questions may be under way at once (DESIGN §4).
 */
#define RUSHES_WATCH_QUEUE_MAX_ASKING 4

/**
 * RUSHES_WATCH_QUEUE_MAX_A_SECOND:
 *
 * How many questions may begin in any stretch of a second (DESIGN §4).
 */
#define RUSHES_WATCH_QUEUE_MAX_A_SECOND 2

typedef struct _RushesWatchQueue RushesWatchQueue;

RushesWatchQueue   *rushes_watch_queue_new          (guint32                seed);
void                rushes_watch_queue_free         (RushesWatchQueue      *self);
void                rushes_watch_queue_set_settings (RushesWatchQueue      *self,
                                                     gboolean               enabled,
                                                     guint                  interval,
                                                     guint                  limit);
void                rushes_watch_queue_set_online   (RushesWatchQueue      *self,
                                                     gboolean               online);
void                rushes_watch_queue_resume       (RushesWatchQueue      *self);
void                rushes_watch_queue_hurry        (RushesWatchQueue      *self);
void                rushes_watch_queue_watch        (RushesWatchQueue      *self,
                                                     const char            *video_id,
                                                     gint64                 since);
void                rushes_watch_queue_stop         (RushesWatchQueue      *self,
                                                     const char            *video_id);
void                rushes_watch_queue_wish         (RushesWatchQueue      *self,
                                                     const char            *video_id,
                                                     gint64                 now);
void                rushes_watch_queue_unwish       (RushesWatchQueue      *self,
                                                     const char            *video_id);
const char         *rushes_watch_queue_take         (RushesWatchQueue      *self,
                                                     gint64                 now);
void                rushes_watch_queue_settle       (RushesWatchQueue      *self,
                                                     const char            *video_id,
                                                     gint64                 now,
                                                     RushesScheduleOutcome  outcome,
                                                     gboolean               final,
                                                     gint64                 retry_after);
gint64              rushes_watch_queue_get_wake     (RushesWatchQueue      *self,
                                                     gint64                 now);
RushesSchedulePhase rushes_watch_queue_judge        (RushesWatchQueue      *self,
                                                     const char            *video_id,
                                                     gint64                 now,
                                                     gint64                *due);
gboolean            rushes_watch_queue_is_asking    (RushesWatchQueue      *self,
                                                     const char            *video_id);
guint               rushes_watch_queue_count        (RushesWatchQueue      *self,
                                                     gint64                 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesWatchQueue, rushes_watch_queue_free)

G_END_DECLS
