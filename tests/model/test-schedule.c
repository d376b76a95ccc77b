/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-schedule.h"

#include "rushes-error.h"

#define S ((gint64) G_USEC_PER_SEC)

/* Every row begins with this: a video watched since 1000 s, asked about at 2000 s, every 15 s. */
static const RushesScheduleRules usual_rules = {
  .enabled = TRUE,
  .interval = 15,
  .limit = 7200,
  .online = TRUE,
};

static const RushesScheduleState usual_state = {
  .since = 1000 * S,
  .asked_at = 2000 * S,
};

typedef struct
{
  RushesScheduleState state;
  RushesScheduleRules rules;
} Case;

static void
nothing (Case *c)
{
}

static void
jitter_up (Case *c)
{
  c->state.jitter = 1;
}

static void
jitter_down (Case *c)
{
  c->state.jitter = -1;
}

static void
jitter_wild (Case *c)
{
  c->state.jitter = 1000;
}

static void
one_fault (Case *c)
{
  c->state.n_faults = 1;
}

static void
four_faults (Case *c)
{
  c->state.n_faults = 4;
}

static void
five_faults (Case *c)
{
  c->state.n_faults = 5;
}

static void
many_faults (Case *c)
{
  c->state.n_faults = G_MAXUINT;
}

static void
faults_and_ten_minutes (Case *c)
{
  c->state.n_faults = 3;
  c->rules.interval = 600;
}

static void
five_seconds (Case *c)
{
  c->rules.interval = 5;
}

static void
hurried (Case *c)
{
  c->state.hurried = TRUE;
  c->state.n_faults = 9;
}

static void
quiet (Case *c)
{
  c->rules.quiet_until = 2030 * S;
}

static void
quiet_and_hurried (Case *c)
{
  quiet (c);
  c->state.hurried = TRUE;
}

static void
quiet_is_over (Case *c)
{
  c->rules.quiet_until = 2003 * S;
}

static void
final (Case *c)
{
  c->state.final = TRUE;
  c->state.hurried = TRUE;
  c->rules.halted = TRUE;
}

static void
stopped (Case *c)
{
  c->state.stopped = TRUE;
  c->state.hurried = TRUE;
}

static void
off (Case *c)
{
  c->rules.enabled = FALSE;
  c->state.hurried = TRUE;
}

static void
halted (Case *c)
{
  c->rules.halted = TRUE;
  c->rules.online = FALSE;
  c->state.hurried = TRUE;
}

static void
offline (Case *c)
{
  c->rules.online = FALSE;
  c->state.hurried = TRUE;
}

static void
long_watched (Case *c)
{
  c->rules.limit = 1015;
}

static void
long_watched_and_woken (Case *c)
{
  c->rules.limit = 900;
  c->state.hurried = TRUE;
}

static void
long_watched_and_offline (Case *c)
{
  c->rules.limit = 900;
  c->rules.online = FALSE;
}

static const struct
{
  const char *name;
  void (*make) (Case *c);
  gint64 now; /* seconds */
  RushesSchedulePhase want;
  double want_due; /* seconds */
} rows[] = {
  { "just asked", nothing, 2000, RUSHES_SCHEDULE_WAITING, 2015 },
  { "a moment before", nothing, 2014, RUSHES_SCHEDULE_WAITING, 2015 },
  { "due", nothing, 2015, RUSHES_SCHEDULE_DUE, 2015 },
  { "long due", nothing, 4000, RUSHES_SCHEDULE_DUE, 2015 },
  { "a clock that went back", nothing, 10, RUSHES_SCHEDULE_WAITING, 2015 },
  { "jitter, later", jitter_up, 2016, RUSHES_SCHEDULE_WAITING, 2016.5 },
  { "jitter, earlier", jitter_down, 2014, RUSHES_SCHEDULE_DUE, 2013.5 },
  { "jitter is bounded", jitter_wild, 2017, RUSHES_SCHEDULE_DUE, 2016.5 },
  { "another interval", five_seconds, 2005, RUSHES_SCHEDULE_DUE, 2005 },
  { "after a fault", one_fault, 2015, RUSHES_SCHEDULE_WAITING, 2030 },
  { "after four", four_faults, 2015, RUSHES_SCHEDULE_WAITING, 2240 },
  { "after five: five minutes", five_faults, 2015, RUSHES_SCHEDULE_WAITING, 2300 },
  { "after many: no more", many_faults, 2300, RUSHES_SCHEDULE_DUE, 2300 },
  { "never sooner than wanted", faults_and_ten_minutes, 2300, RUSHES_SCHEDULE_WAITING, 2600 },
  { "back, or woken: at once", hurried, 2000, RUSHES_SCHEDULE_DUE, 2000 },
  { "429: quiet", quiet, 2029, RUSHES_SCHEDULE_WAITING, 2030 },
  { "429: quiet is over", quiet, 2030, RUSHES_SCHEDULE_DUE, 2030 },
  { "429: quiet, whatever hurries", quiet_and_hurried, 2015, RUSHES_SCHEDULE_WAITING, 2030 },
  { "429: shorter than the interval", quiet_is_over, 2014, RUSHES_SCHEDULE_WAITING, 2015 },
  { "final", final, 9999, RUSHES_SCHEDULE_FINAL, 0 },
  { "stopped", stopped, 9999, RUSHES_SCHEDULE_STOPPED, 0 },
  { "nothing is watched", off, 2015, RUSHES_SCHEDULE_OFF, 0 },
  { "401: somebody has to act", halted, 2015, RUSHES_SCHEDULE_HALTED, 0 },
  { "no network", offline, 2015, RUSHES_SCHEDULE_OFFLINE, 0 },
  { "nearly too long", long_watched, 2014, RUSHES_SCHEDULE_WAITING, 2015 },
  { "too long", long_watched, 2015, RUSHES_SCHEDULE_EXPIRED, 0 },
  { "too long, but just woken", long_watched_and_woken, 2015, RUSHES_SCHEDULE_DUE, 2000 },
  { "too long, without network", long_watched_and_offline, 2015, RUSHES_SCHEDULE_EXPIRED, 0 },
};

static void
test_judge (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Case c = { usual_state, usual_rules };
      gint64 due = -1;

      g_test_message ("%s", rows[i].name);
      rows[i].make (&c);
      g_assert_cmpint (rushes_schedule_judge (&c.state, &c.rules, rows[i].now * S, &due), ==,
                       rows[i].want);
      g_assert_cmpint (due, ==, (gint64) (rows[i].want_due * S));
      g_assert_cmpint (rushes_schedule_judge (&c.state, &c.rules, rows[i].now * S, NULL), ==,
                       rows[i].want);
    }
}

/* --- errors ----------------------------------------------------------------------------------- */

static const struct
{
  RushesError code;
  RushesScheduleOutcome want;
} errors[] = {
  { RUSHES_ERROR_NO_TOKEN, RUSHES_SCHEDULE_REFUSED },
  { RUSHES_ERROR_BAD_TOKEN, RUSHES_SCHEDULE_REFUSED },
  { RUSHES_ERROR_BAD_ADDRESS, RUSHES_SCHEDULE_REFUSED },
  { RUSHES_ERROR_UNAUTHORIZED, RUSHES_SCHEDULE_REFUSED },
  { RUSHES_ERROR_NO_SUBSCRIPTION, RUSHES_SCHEDULE_REFUSED },
  { RUSHES_ERROR_BAD_ID, RUSHES_SCHEDULE_REJECTED },
  { RUSHES_ERROR_BAD_REQUEST, RUSHES_SCHEDULE_REJECTED },
  { RUSHES_ERROR_FORBIDDEN, RUSHES_SCHEDULE_REJECTED },
  { RUSHES_ERROR_NOT_FOUND, RUSHES_SCHEDULE_ENDED },
  { RUSHES_ERROR_GONE, RUSHES_SCHEDULE_ENDED },
  { RUSHES_ERROR_RATE_LIMITED, RUSHES_SCHEDULE_SLOWED },
};

static RushesScheduleOutcome
want_for (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if ((int) errors[i].code == code)
      return errors[i].want;

  return RUSHES_SCHEDULE_FAILED;
}

/* Each code there is, so that a new one stops nothing by accident. */
static void
test_errors (void)
{
  for (int code = 0; code < RUSHES_N_ERRORS; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, code, "x");

      g_test_message ("code %d", code);
      g_assert_cmpint (rushes_schedule_read_error (error), ==, want_for (code));
    }
}

static void
test_other_errors (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr(GError) foreign = g_error_new_literal (G_IO_ERROR, RUSHES_ERROR_UNAUTHORIZED, "x");
  g_autoptr(GError) unavailable = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNAVAILABLE,
                                                       "x");

  g_assert_cmpint (rushes_schedule_read_error (NULL), ==, RUSHES_SCHEDULE_ANSWERED);
  g_assert_cmpint (rushes_schedule_read_error (cancelled), ==, RUSHES_SCHEDULE_DROPPED);
  g_assert_cmpint (rushes_schedule_read_error (foreign), ==, RUSHES_SCHEDULE_FAILED);

  g_assert_cmpint (rushes_schedule_read_error (unavailable), ==, RUSHES_SCHEDULE_FAILED);
  rushes_error_set_retry_after (unavailable, 0);
  g_assert_cmpint (rushes_schedule_read_error (unavailable), ==, RUSHES_SCHEDULE_SLOWED);
}

/* --- pauses ----------------------------------------------------------------------------------- */

static const struct
{
  gint64 retry_after;
  guint n_times;
  gint64 want;
} pauses[] = {
  { -1, 0, 20 },
  { -1, 1, 40 },
  { -1, 3, 160 },
  { -1, 4, 300 },
  { -1, G_MAXUINT, 300 },
  { 0, 0, 1 },
  { 1, 0, 1 },
  { 7, 5, 7 },
  { 3600, 0, 3600 },
  { 3601, 0, 3600 },
  { G_MAXINT64, 9, 3600 },
};

static void
test_pauses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pauses); i++)
    g_assert_cmpint (rushes_schedule_get_pause (pauses[i].retry_after, pauses[i].n_times), ==,
                     pauses[i].want);
}

static const struct
{
  RushesSchedulePhase phase;
  gboolean want;
} overs[] = {
  { RUSHES_SCHEDULE_FINAL, TRUE },
  { RUSHES_SCHEDULE_STOPPED, TRUE },
  { RUSHES_SCHEDULE_OFF, FALSE },
  { RUSHES_SCHEDULE_HALTED, FALSE },
  { RUSHES_SCHEDULE_EXPIRED, TRUE },
  { RUSHES_SCHEDULE_OFFLINE, FALSE },
  { RUSHES_SCHEDULE_WAITING, FALSE },
  { RUSHES_SCHEDULE_DUE, FALSE },
};

static void
test_over (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (overs); i++)
    g_assert_cmpint (rushes_schedule_is_over (overs[i].phase), ==, overs[i].want);
}

static void
test_sleep (void)
{
  g_assert_false (rushes_schedule_has_slept (0, 0));
  g_assert_false (rushes_schedule_has_slept (2 * S, 0));
  g_assert_true (rushes_schedule_has_slept (2 * S + 1, 0));
  g_assert_true (rushes_schedule_has_slept (90000 * S, 86400 * S));
  g_assert_false (rushes_schedule_has_slept (86400 * S, 86400 * S));
  g_assert_false (rushes_schedule_has_slept (0, 86400 * S));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schedule/judge", test_judge);
  g_test_add_func ("/schedule/over", test_over);
  g_test_add_func ("/schedule/errors", test_errors);
  g_test_add_func ("/schedule/other-errors", test_other_errors);
  g_test_add_func ("/schedule/pauses", test_pauses);
  g_test_add_func ("/schedule/sleep", test_sleep);

  return g_test_run ();
}
