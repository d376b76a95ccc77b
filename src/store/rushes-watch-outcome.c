/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-outcome.h"

/**
 * rushes_watch_outcome_read:
 * @error: (nullable): why a question was not answered, or %NULL when it was
 * @asked_account: with which account it was asked
 * @account: the account that is set now ([method@WatchTerms.get_account])
 *
 * Tells what the end of a question means. What the service said to an old token says nothing about
 * the new one.
 *
 * Returns: how it ended
 */
RushesScheduleOutcome
rushes_watch_outcome_read (const GError *error,
                           guint         asked_account,
                           guint         account)
{
  RushesScheduleOutcome outcome = rushes_schedule_read_error (error);

  if (outcome == RUSHES_SCHEDULE_REFUSED && asked_account != account)
    return RUSHES_SCHEDULE_DROPPED;

  return outcome;
}

/* A question that was refused for what it asks about tells of no video. */
static gboolean
is_worth_keeping (RushesVideo           *video,
                  RushesScheduleOutcome  outcome)
{
  return rushes_video_get_answer (video) != NULL || outcome != RUSHES_SCHEDULE_REJECTED;
}

/**
 * rushes_watch_outcome_apply:
 * @outcome: how a question ended
 * @library: the videos
 * @watch: (nullable): the watch of its video
 * @video_id: which video it asked about
 * @answer: (nullable): the answer
 * @error: (nullable): why there is none
 *
 * Tells the watch where there is one, else whoever has the video, and has the library keep what is
 * worth it.
 */
void
rushes_watch_outcome_apply (RushesScheduleOutcome  outcome,
                            RushesLibrary         *library,
                            RushesWatch           *watch,
                            const char            *video_id,
                            RushesVideo           *answer,
                            const GError          *error)
{
  g_autoptr(RushesVideo) video = NULL;

  if (watch != NULL)
    g_set_object (&video, rushes_watch_get_video (watch));
  else
    g_set_object (&video, rushes_library_peek (library, video_id));

  if (watch != NULL)
    rushes_watch_answer (watch, answer, error);
  else if (video != NULL && answer != NULL)
    rushes_video_update (video, answer);

  if (video != NULL && outcome != RUSHES_SCHEDULE_DROPPED && is_worth_keeping (video, outcome))
    rushes_library_put (library, video, error);
}
