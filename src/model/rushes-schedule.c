/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-schedule.h"

#include "rushes-error.h"

/* DESIGN §4: 5xx, 596 and network faults back off to five minutes. */
#define MAX_BACKOFF_SECONDS 300
#define MAX_DOUBLINGS 8

/* So that videos begun together do not stay together. */
#define JITTER_SHARE 0.1

/* The vendor's own script waits 20 s (API.md, 429); a longer word of the server counts, but a slip
 * in it must not end the watching. */
#define PAUSE_SECONDS 20
#define MIN_PAUSE_SECONDS 1
#define MAX_PAUSE_SECONDS 3600

/* The two clocks also drift by what an adjustment of the time costs. */
#define SLEEP_MICROSECONDS (2 * G_USEC_PER_SEC)

static gint64
get_delay (const RushesScheduleState *state,
           const RushesScheduleRules *rules)
{
  gint64 most = MAX ((gint64) rules->interval, MAX_BACKOFF_SECONDS);
  gint64 seconds = (gint64) rules->interval << MIN (state->n_faults, MAX_DOUBLINGS);
  double spread = 1 + JITTER_SHARE * CLAMP (state->jitter, -1, 1);

  return MIN (seconds, most) * spread * G_USEC_PER_SEC;
}

static gint64
get_due (const RushesScheduleState *state,
         const RushesScheduleRules *rules)
{
  gint64 due = state->hurried ? state->asked_at : state->asked_at + get_delay (state, rules);

  return MAX (due, rules->quiet_until);
}

/* A machine that wakes after the limit is to look once more: what it waited for may be there. */
static gboolean
is_expired (const RushesScheduleState *state,
            const RushesScheduleRules *rules,
            gint64                     now)
{
  return !state->hurried && now - state->since >= (gint64) rules->limit * G_USEC_PER_SEC;
}

/**
 * rushes_schedule_judge:
 * @state: what is known about a video
 * @rules: what holds for all
 * @now: microseconds of the same clock as all others here, which goes on while the machine sleeps
 * @due: (out) (optional): when it is to be asked about; 0 unless it waits or is due
 *
 * Tells when a video that is watched is to be asked about again (DESIGN §4), and why it is not.
 * How many at once and how many in a second is the business of [struct@WatchQueue].
 *
 * Returns: whether it may be asked about at @now
 */
RushesSchedulePhase
rushes_schedule_judge (const RushesScheduleState *state,
                       const RushesScheduleRules *rules,
                       gint64                     now,
                       gint64                    *due)
{
  gint64 at = get_due (state, rules);

  if (due != NULL)
    *due = 0;

  if (state->final)
    return RUSHES_SCHEDULE_FINAL;
  if (state->stopped)
    return RUSHES_SCHEDULE_STOPPED;
  if (!rules->enabled)
    return RUSHES_SCHEDULE_OFF;
  if (rules->halted)
    return RUSHES_SCHEDULE_HALTED;
  if (is_expired (state, rules, now))
    return RUSHES_SCHEDULE_EXPIRED;
  if (!rules->online)
    return RUSHES_SCHEDULE_OFFLINE;

  if (due != NULL)
    *due = at;

  return now >= at ? RUSHES_SCHEDULE_DUE : RUSHES_SCHEDULE_WAITING;
}

/**
 * rushes_schedule_is_over:
 * @phase: whether a video may be asked about
 *
 * Tells whether a video is asked about no more, whatever changes around it, unless somebody begins
 * that anew.
 *
 * Returns: %TRUE when it is not
 */
gboolean
rushes_schedule_is_over (RushesSchedulePhase phase)
{
  return phase == RUSHES_SCHEDULE_FINAL || phase == RUSHES_SCHEDULE_STOPPED ||
         phase == RUSHES_SCHEDULE_EXPIRED;
}

/**
 * rushes_schedule_read_error:
 * @error: (nullable): how a question ended, or %NULL when it was answered
 *
 * Tells what an error means for the watching (API.md, "Errors"; DESIGN §4).
 *
 * Returns: what the question has brought
 */
RushesScheduleOutcome
rushes_schedule_read_error (const GError *error)
{
  if (error == NULL)
    return RUSHES_SCHEDULE_ANSWERED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return RUSHES_SCHEDULE_DROPPED;

  if (error->domain != RUSHES_ERROR)
    return RUSHES_SCHEDULE_FAILED;

  switch ((RushesError) error->code)
    {
    case RUSHES_ERROR_NOT_FOUND:
    case RUSHES_ERROR_GONE:
      return RUSHES_SCHEDULE_ENDED;
    case RUSHES_ERROR_RATE_LIMITED:
      return RUSHES_SCHEDULE_SLOWED;
    case RUSHES_ERROR_UNAVAILABLE:
      return rushes_error_get_retry_after (error) >= 0 ? RUSHES_SCHEDULE_SLOWED
                                                       : RUSHES_SCHEDULE_FAILED;
    case RUSHES_ERROR_NO_TOKEN:
    case RUSHES_ERROR_BAD_TOKEN:
    case RUSHES_ERROR_BAD_ADDRESS:
    case RUSHES_ERROR_UNAUTHORIZED:
    case RUSHES_ERROR_NO_SUBSCRIPTION:
      return RUSHES_SCHEDULE_REFUSED;
    case RUSHES_ERROR_BAD_ID:
    case RUSHES_ERROR_BAD_REQUEST:
    case RUSHES_ERROR_FORBIDDEN:
      return RUSHES_SCHEDULE_REJECTED;
    default:
      return RUSHES_SCHEDULE_FAILED;
    }
}

/**
 * rushes_schedule_get_pause:
 * @retry_after: the seconds that the service asks for, or -1
 * @n_times: how many times in a row it has slowed the program down before
 *
 * Tells for how long nothing is asked after 429, or 503 with `Retry-After` (RFC 9110, 10.2.3;
 * RFC 6585, 4). Without a word of the service, the wait is doubled each time.
 *
 * Returns: seconds, from 1 to 3600
 */
gint64
rushes_schedule_get_pause (gint64 retry_after,
                           guint  n_times)
{
  gint64 seconds = (gint64) PAUSE_SECONDS << MIN (n_times, MAX_DOUBLINGS);

  if (retry_after >= 0)
    return CLAMP (retry_after, MIN_PAUSE_SECONDS, MAX_PAUSE_SECONDS);

  return MIN (seconds, MAX_BACKOFF_SECONDS);
}

/**
 * rushes_schedule_has_slept:
 * @apart: by how many microseconds the clock that goes on during sleep is ahead of the one that
 *   stands still
 * @apart_before: the same, when it was last looked at
 *
 * Tells whether the machine has slept meanwhile.
 *
 * Returns: %TRUE when it has just woken
 */
gboolean
rushes_schedule_has_slept (gint64 apart,
                           gint64 apart_before)
{
  return apart - apart_before > SLEEP_MICROSECONDS;
}
