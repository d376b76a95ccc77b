/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-words.h"

#include "rushes-error.h"

#define NO_ERROR (-1)

static const struct
{
  RushesSchedulePhase phase;
  gboolean asking;
  guint seconds_left;
  guint limit;
  int error;
  const char *want;
} rows[] = {
  { RUSHES_SCHEDULE_FINAL, FALSE, 0, 120, NO_ERROR, "As of 09:05" },
  { RUSHES_SCHEDULE_FINAL, TRUE, 0, 120, NO_ERROR, "Looking now…" },
  { RUSHES_SCHEDULE_WAITING, FALSE, 12, 120, NO_ERROR, "Next look in 12\u00a0s" },
  { RUSHES_SCHEDULE_WAITING, FALSE, 300, 120, NO_ERROR, "Next look in 5\u00a0min" },
  { RUSHES_SCHEDULE_WAITING, FALSE, 0, 120, NO_ERROR, "Next look soon" },
  { RUSHES_SCHEDULE_WAITING, TRUE, 12, 120, NO_ERROR, "Looking now…" },
  { RUSHES_SCHEDULE_WAITING, FALSE, 30, 120, RUSHES_ERROR_SERVER,
    "No answer. Next look in 30\u00a0s" },
  { RUSHES_SCHEDULE_WAITING, FALSE, 30, 120, RUSHES_ERROR_RATE_LIMITED,
    "The server wants a pause. Next look in 30\u00a0s" },
  { RUSHES_SCHEDULE_DUE, FALSE, 0, 120, RUSHES_ERROR_SERVER, "Next look soon" },
  { RUSHES_SCHEDULE_DUE, TRUE, 0, 120, NO_ERROR, "Looking now…" },
  { RUSHES_SCHEDULE_OFFLINE, FALSE, 0, 120, RUSHES_ERROR_OFFLINE, "Waits for the network" },
  { RUSHES_SCHEDULE_HALTED, FALSE, 0, 120, RUSHES_ERROR_UNAUTHORIZED, "Waits for your account" },
  { RUSHES_SCHEDULE_OFF, FALSE, 0, 120, NO_ERROR, "Watching is turned off" },
  { RUSHES_SCHEDULE_STOPPED, FALSE, 0, 120, NO_ERROR, "Not being watched" },
  { RUSHES_SCHEDULE_EXPIRED, FALSE, 0, 1, NO_ERROR, "Stopped looking after 1 minute" },
  { RUSHES_SCHEDULE_EXPIRED, FALSE, 0, 90, NO_ERROR, "Stopped looking after 90 minutes" },
  { RUSHES_SCHEDULE_EXPIRED, FALSE, 0, 60, NO_ERROR, "Stopped looking after 1 hour" },
  { RUSHES_SCHEDULE_EXPIRED, FALSE, 0, 120, NO_ERROR, "Stopped looking after 2 hours" },
  { RUSHES_SCHEDULE_EXPIRED, FALSE, 0, 0, NO_ERROR, "Stopped looking after 0 minutes" },
};

static void
test_words (void)
{
  g_autoptr(GDateTime) asked_at = g_date_time_new_utc (2026, 11, 23, 9, 5, 59);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *words = NULL;
      RushesWatchWordsFacts facts = {
        .phase = rows[i].phase,
        .asking = rows[i].asking,
        .seconds_left = rows[i].seconds_left,
        .limit = rows[i].limit,
        .asked_at = asked_at,
      };

      if (rows[i].error != NO_ERROR)
        error = g_error_new_literal (RUSHES_ERROR, rows[i].error, "x");
      facts.error = error;
      words = rushes_watch_words_dup (&facts);
      g_assert_cmpstr (words, ==, rows[i].want);
    }
}

/* Of what was never answered, there is nothing to say. */
static void
test_never (void)
{
  RushesWatchWordsFacts facts = { .phase = RUSHES_SCHEDULE_FINAL };
  g_autofree char *words = rushes_watch_words_dup (&facts);

  g_assert_cmpstr (words, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/watch-words/words", test_words);
  g_test_add_func ("/watch-words/never", test_never);

  return g_test_run ();
}
