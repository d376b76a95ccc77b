/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-error.h"
#include "rushes-watch-log.h"
#include "watching.h"

/* More than there are connections to one host. */
#define N_HANGING 12

/* --- to the end ------------------------------------------------------------------------------- */

static void
test_job (Watching      *w,
          gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-3");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);
  RushesVideo *video = rushes_watch_get_video (watch);

  g_assert_true (rushes_watch_get_asking (watch));
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 1);
  watching_wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_QUEUED);
  g_assert_cmpuint (watching_get_left (w, watch), >, 0);
  g_assert_cmpuint (watching_get_left (w, watch), <=, INTERVAL * 11 / 10 + 1);

  watching_wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
  g_assert_cmpuint (watching_count (w, id), ==, 5);
  g_assert_cmpfloat (watching_get_gap (w, id, 1), >=, INTERVAL * 0.9);
  g_assert_cmpuint (w->ended->len, ==, 1);
  g_assert_true (g_ptr_array_index (w->ended, 0) == watch);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);

  watching_let_pass (3 * INTERVAL);
  g_assert_cmpuint (watching_count (w, id), ==, 5);
}

static const struct
{
  const char *options;
  RushesStatus want;
  RushesSchedulePhase want_phase;
} ends[] = {
  { "job-1+status-5", RUSHES_STATUS_MODERATED, RUSHES_SCHEDULE_FINAL },
  { "job-1+status-3", RUSHES_STATUS_FAILED, RUSHES_SCHEDULE_FINAL },
  { "job-1+status-42", RUSHES_STATUS_UNKNOWN, RUSHES_SCHEDULE_FINAL },
  { "old", RUSHES_STATUS_COMPLETED, RUSHES_SCHEDULE_FINAL },
  { "once-then-error-404+status-1", RUSHES_STATUS_REMOVED, RUSHES_SCHEDULE_FINAL },
  { "once-then-error-410+status-1", RUSHES_STATUS_REMOVED, RUSHES_SCHEDULE_FINAL },
  { "once-then-error-403+status-1", RUSHES_STATUS_PROCESSING, RUSHES_SCHEDULE_STOPPED },
  { "once-then-error-400+status-1", RUSHES_STATUS_PROCESSING, RUSHES_SCHEDULE_STOPPED },
};

static void
test_ends (Watching      *w,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *id = watching_make_id (ends[i].options);
      g_autoptr(RushesWatch) watch = watching_watch (w, id);

      g_test_message ("%s", ends[i].options);
      g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_DUE);
      watching_wait_phase (watch, ends[i].want_phase);
      g_assert_cmpint (rushes_video_get_state (rushes_watch_get_video (watch)), ==, ends[i].want);
      g_assert_cmpuint (w->ended->len, ==, i + 1);
    }
}

/* --- what is asked for ------------------------------------------------------------------------ */

typedef struct
{
  guint n_done;
  guint n_cancelled;
  GError *error;
  RushesVideo *video;
} Fetched;

static void
fetched_clear (Fetched *fetched)
{
  g_clear_error (&fetched->error);
  g_clear_object (&fetched->video);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fetched *fetched = user_data;

  fetched_clear (fetched);
  fetched->video = rushes_watcher_fetch_finish (RUSHES_WATCHER (source), result, &fetched->error);
  fetched->n_done++;
  if (g_error_matches (fetched->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fetched->n_cancelled++;
}

static gboolean
is_done (gpointer data)
{
  return ((Fetched *) data)->n_done > 0;
}

static gboolean
are_three (gpointer data)
{
  return ((Fetched *) data)->n_done == 3;
}

/* Refresh, Refresh again and the watching itself at the same moment: one request. */
static void
test_together (Watching      *w,
               gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("slow-0.2");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);
  Fetched fetched = { 0 };

  for (guint i = 0; i < 3; i++)
    rushes_watcher_fetch_async (w->storing.watcher, id, NULL, on_fetched, &fetched);
  storing_wait_until (are_three, &fetched);
  g_assert_no_error (fetched.error);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpuint (watching_count (w, id), ==, 1);
  fetched_clear (&fetched);
}

/* What nobody watches is asked about once, and its watch knows before the caller does. */
static void
test_fetch (Watching      *w,
            gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9");
  g_autoptr(RushesWatch) watch = watching_open (w, id);
  Fetched fetched = { 0 };

  rushes_watcher_fetch_async (w->storing.watcher, id, NULL, on_fetched, &fetched);
  g_assert_true (rushes_watch_get_asking (watch));
  storing_wait_until (is_done, &fetched);
  g_assert_cmpint (rushes_video_get_state (rushes_watch_get_video (watch)), ==,
                   RUSHES_STATUS_QUEUED);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_STOPPED);
  watching_let_pass (3 * INTERVAL);
  g_assert_cmpuint (watching_count (w, id), ==, 1);
  g_assert_cmpuint (w->ended->len, ==, 0);
  fetched_clear (&fetched);
}

static void
test_fetch_error (Watching      *w,
                  gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("error-596");
  Fetched fetched = { 0 };

  rushes_watcher_fetch_async (w->storing.watcher, id, NULL, on_fetched, &fetched);
  storing_wait_until (is_done, &fetched);
  g_assert_error (fetched.error, RUSHES_ERROR, RUSHES_ERROR_ACCOUNT);
  fetched_clear (&fetched);
}

/* A server that hangs is left alone when nobody wants to know any more; the next question does not
 * wait for it. */
static void
test_cancel (Watching      *w,
             gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("hang");
  Fetched fetched = { 0 };

  for (guint i = 1; i <= N_HANGING; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();

      rushes_watcher_fetch_async (w->storing.watcher, id, cancellable, on_fetched, &fetched);
      watching_wait_asked (w, id, i);
      g_cancellable_cancel (cancellable);
      storing_wait_until (is_done, &fetched);
      g_assert_cmpuint (fetched.n_cancelled, ==, 1);
      fetched.n_done = fetched.n_cancelled = 0;
    }
  fetched_clear (&fetched);
}

static void
test_cancelled_before (Watching      *w,
                       gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("good");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Fetched fetched = { 0 };

  g_cancellable_cancel (cancellable);
  rushes_watcher_fetch_async (w->storing.watcher, id, cancellable, on_fetched, &fetched);
  storing_wait_until (is_done, &fetched);
  g_assert_cmpuint (fetched.n_cancelled, ==, 1);
  watching_let_pass (5);
  g_assert_cmpuint (watching_count (w, id), ==, 0);
  fetched_clear (&fetched);
}

/* One of two who wait goes away: the other still gets the answer. */
static void
test_cancel_one (Watching      *w,
                 gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("slow-0.2");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Fetched first = { 0 }, second = { 0 };

  rushes_watcher_fetch_async (w->storing.watcher, id, cancellable, on_fetched, &first);
  rushes_watcher_fetch_async (w->storing.watcher, id, NULL, on_fetched, &second);
  watching_wait_asked (w, id, 1);
  g_cancellable_cancel (cancellable);
  storing_wait_until (is_done, &first);
  storing_wait_until (is_done, &second);
  g_assert_cmpuint (first.n_cancelled, ==, 1);
  g_assert_no_error (second.error);
  g_assert_cmpuint (watching_count (w, id), ==, 1);
  fetched_clear (&first);
  fetched_clear (&second);
}

static void
test_stop (Watching      *w,
           gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9+held");
  g_autofree char *hanging = watching_make_id ("hang");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);
  g_autoptr(RushesWatch) hanging_watch = watching_watch (w, hanging);

  watching_wait_asked (w, id, 1);
  watching_wait_asked (w, hanging, 1);
  storing_wait_until (watching_is_idle, watch);
  watching_stop (w, id);
  watching_stop (w, hanging);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_STOPPED);
  g_assert_false (rushes_watch_get_asking (hanging_watch));
  watching_let_pass (3 * INTERVAL);
  g_assert_cmpuint (watching_count (w, id), ==, 1);
  g_assert_cmpuint (watching_count (w, hanging), ==, 1);
  g_assert_cmpuint (w->ended->len, ==, 0);
}

/* A watcher that goes away while it asks leaves nothing behind. */
static void
test_gone (Watching      *w,
           gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("hang");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);

  watching_wait_asked (w, id, 1);
  watching_stop_watcher (w);
  watching_start_watcher (w);
  watching_stop (w, id);
}

/* --- restarts --------------------------------------------------------------------------------- */

static void
test_restart (Watching      *w,
              gconstpointer  data)
{
  g_autofree char *kept = watching_make_id ("job-4");
  g_autofree char *stopped = watching_make_id ("job-9");
  g_autofree char *final = watching_make_id ("good");
  g_autoptr(RushesWatch) watch = NULL;

  watching_begin (w, kept);
  watching_begin (w, stopped);
  watch = watching_watch (w, final);
  watching_wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  watching_wait_asked (w, kept, 1);
  watching_wait_asked (w, stopped, 1);
  watching_stop (w, stopped);
  g_clear_object (&watch);
  watching_stop_watcher (w);

  stand_in_clear_record (w->storing.stand_in);
  watching_start_watcher (w);
  watching_wait_asked (w, kept, 1);
  watch = watching_open (w, kept);
  watching_wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpuint (watching_count (w, stopped), ==, 0);
  g_assert_cmpuint (watching_count (w, final), ==, 0);
  g_clear_object (&watch);

  /* What is final is final from the first look at it. */
  watch = watching_open (w, final);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_FINAL);
  g_clear_object (&watch);
  watching_stop_watcher (w);

  /* Nothing is left for the next one. */
  watching_start_watcher (w);
  watching_let_pass (5);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);
}

/* The limit counts from the beginning, not from the last start of the program; but what may have
 * become ready meanwhile is looked at once. */
static void
test_restart_late (Watching      *w,
                   gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = NULL;

  watching_begin (w, id);
  watching_wait_asked (w, id, 1);
  watching_stop_watcher (w);
  stand_in_clear_record (w->storing.stand_in);
  rushes_watch_log_put (w->storing.database, id, g_get_real_time () / G_USEC_PER_SEC - 3600 * 24);

  watching_start_watcher (w);
  watch = watching_open (w, id);
  watching_wait_asked (w, id, 1);
  watching_wait_phase (watch, RUSHES_SCHEDULE_EXPIRED);
  g_assert_cmpuint (watching_count (w, id), ==, 1);
}

/* --- many ------------------------------------------------------------------------------------- */

#define N_MANY 60

/* The rates hold on the wire, over all videos and whoever asks. */
static void
test_many (Watching      *w,
           gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) record = NULL;
  char *ids[N_MANY];

  for (guint i = 0; i < N_MANY; i++)
    {
      ids[i] = watching_make_id ("job-9+held");
      watching_begin (w, ids[i]);
    }
  for (guint i = 0; i < N_MANY; i++)
    watching_wait_asked (w, ids[i], 2);

  /* Two at once to begin with, then two a second. A slow machine can only make them later. */
  record = stand_in_dup_record (w->storing.stand_in);
  for (guint i = 2; i < record->len; i++)
    {
      StandInRequest *request = g_ptr_array_index (record, i);

      g_assert_cmpint (request->time - start, >=, (i - 2) / 2 * SECOND_MILLISECONDS * 1000);
    }

  for (guint i = 0; i < N_MANY; i++)
    {
      g_assert_cmpuint (watching_count (w, ids[i]), <=, 3);
      watching_stop (w, ids[i]);
      g_free (ids[i]);
    }
}

static void
add (const char *path,
     void      (*test) (Watching *w, gconstpointer data))
{
  g_test_add (path, Watching, NULL, watching_set_up, test, watching_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/watcher/job", test_job);
  add ("/watcher/ends", test_ends);
  add ("/watcher/together", test_together);
  add ("/watcher/fetch", test_fetch);
  add ("/watcher/fetch-error", test_fetch_error);
  add ("/watcher/cancel", test_cancel);
  add ("/watcher/cancelled-before", test_cancelled_before);
  add ("/watcher/cancel-one", test_cancel_one);
  add ("/watcher/stop", test_stop);
  add ("/watcher/gone", test_gone);
  add ("/watcher/restart", test_restart);
  add ("/watcher/restart-late", test_restart_late);
  add ("/watcher/many", test_many);

  return g_test_run ();
}
