/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesScheduleRules:
 * @enabled: the setting `watch`
 * @interval: the setting `watch-interval`, in seconds
 * @limit: the setting `watch-limit`, in seconds
 * @online: whether the network is there
 * @halted: whether the service refuses everything until somebody acts
 * @quiet_until: microseconds; before that nothing is asked, since the service said so
 *
 * What holds for all videos that are watched.
 */
typedef struct
{
  gboolean enabled;
  guint interval;
  guint limit;
  gboolean online;
  gboolean halted;
  gint64 quiet_until;
} RushesScheduleRules;

/**
 * RushesScheduleState:
 * @final: whether its last answer was the last there will be
 * @stopped: whether somebody, or an answer, has stopped the watching
 * @hurried: whether it is due at once: it has not been asked about, or the network is back
 * @since: microseconds; when the watching began
 * @asked_at: microseconds; when the last question was answered, or given up
 * @n_faults: how many questions in a row have failed
 * @jitter: from -1 to 1, drawn anew after each question
 *
 * What is known about one of them.
 */
typedef struct
{
  gboolean final;
  gboolean stopped;
  gboolean hurried;
  gint64 since;
  gint64 asked_at;
  guint n_faults;
  double jitter;
} RushesScheduleState;

/**
 * RushesSchedulePhase:
 * @RUSHES_SCHEDULE_FINAL: nothing is left to be asked
 * @RUSHES_SCHEDULE_STOPPED: it is asked about no more
 * @RUSHES_SCHEDULE_OFF: nothing is watched at all
 * @RUSHES_SCHEDULE_HALTED: somebody has to act first
 * @RUSHES_SCHEDULE_EXPIRED: it has been watched for as long as the user wants
 * @RUSHES_SCHEDULE_OFFLINE: it is asked about when the network is back
 * @RUSHES_SCHEDULE_WAITING: it is asked about later
 * @RUSHES_SCHEDULE_DUE: it may be asked about now
 *
 * Whether a video may be asked about.
 */
typedef enum
{
  RUSHES_SCHEDULE_FINAL,
  RUSHES_SCHEDULE_STOPPED,
  RUSHES_SCHEDULE_OFF,
  RUSHES_SCHEDULE_HALTED,
  RUSHES_SCHEDULE_EXPIRED,
  RUSHES_SCHEDULE_OFFLINE,
  RUSHES_SCHEDULE_WAITING,
  RUSHES_SCHEDULE_DUE,
} RushesSchedulePhase;

/**
 * RushesScheduleOutcome:
 * @RUSHES_SCHEDULE_ANSWERED: the service said how the video is
 * @RUSHES_SCHEDULE_ENDED: the service has no such video any more
 * @RUSHES_SCHEDULE_FAILED: a fault that may pass
 * @RUSHES_SCHEDULE_SLOWED: the service wants to be asked less
 * @RUSHES_SCHEDULE_REFUSED: nothing can be asked until somebody acts
 * @RUSHES_SCHEDULE_REJECTED: this video cannot be asked about
 * @RUSHES_SCHEDULE_DROPPED: the question was taken back
 *
 * What a question has brought.
 */
typedef enum
{
  RUSHES_SCHEDULE_ANSWERED,
  RUSHES_SCHEDULE_ENDED,
  RUSHES_SCHEDULE_FAILED,
  RUSHES_SCHEDULE_SLOWED,
  RUSHES_SCHEDULE_REFUSED,
  RUSHES_SCHEDULE_REJECTED,
  RUSHES_SCHEDULE_DROPPED,
} RushesScheduleOutcome;

RushesSchedulePhase   rushes_schedule_judge      (const RushesScheduleState *state,
                                                  const RushesScheduleRules *rules,
                                                  gint64                     now,
                                                  gint64                    *due);
gboolean              rushes_schedule_is_over    (RushesSchedulePhase        phase);
RushesScheduleOutcome rushes_schedule_read_error (const GError              *error);
gint64                rushes_schedule_get_pause  (gint64                     retry_after,
                                                  guint                      n_times);
gboolean              rushes_schedule_has_slept  (gint64                     apart,
                                                  gint64                     apart_before);

G_END_DECLS
