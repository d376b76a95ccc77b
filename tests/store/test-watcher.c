/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-error.h"
#include "rushes-watch-log.h"
#include "rushes-watcher.h"
#include "storing.h"

#define SECOND_MILLISECONDS STORING_SECOND_MILLISECONDS
#define INTERVAL 15

/* More than there are connections to one host. */
#define N_HANGING 12

typedef struct
{
  Storing storing;
  GPtrArray *ended; /* of RushesWatch */
} Watching;

/* --- a network that comes and goes ------------------------------------------------------------ */

#define TEST_TYPE_NETWORK (test_network_get_type ())

G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork
{
  GObject parent_instance;

  gboolean available;
};

enum
{
  PROP_0,
  PROP_AVAILABLE,
  PROP_METERED,
  PROP_CONNECTIVITY
};

static void
test_network_initable (GInitableIface *iface)
{
}

static void
test_network_monitor (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork, test_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_network_initable)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                      test_network_monitor))

static void
test_network_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_CONNECTIVITY)
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
  else
    g_value_set_boolean (value, prop_id == PROP_AVAILABLE && TEST_NETWORK (object)->available);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
}

static void
set_available (TestNetwork *self,
               gboolean     available)
{
  self->available = available;
  g_object_notify (G_OBJECT (self), "network-available");
}

/* ---------------------------------------------------------------------------------------------- */

static void
on_ended (RushesWatcher *watcher,
          RushesWatch   *watch,
          gpointer       user_data)
{
  g_ptr_array_add (((Watching *) user_data)->ended, g_object_ref (watch));
}

static void
listen (Watching *w)
{
  g_signal_connect (w->storing.watcher, "ended", G_CALLBACK (on_ended), w);
}

static gboolean
is_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
stop_watcher (Watching *w)
{
  storing_wait_until (is_alone, w->storing.watcher);
  g_assert_finalize_object (w->storing.watcher);
}

static void
start_watcher (Watching *w)
{
  w->storing.watcher = rushes_watcher_new (w->storing.settings, w->storing.client,
                                           w->storing.library);
  rushes_watcher_set_second (w->storing.watcher, SECOND_MILLISECONDS);
  listen (w);
}

static void
set_up (Watching      *w,
        gconstpointer  data)
{
  storing_set_up (&w->storing, NULL);
  g_settings_set_boolean (w->storing.raw, "watch", TRUE);
  g_settings_set_uint (w->storing.raw, "watch-interval", INTERVAL);
  g_settings_set_uint (w->storing.raw, "watch-limit", 120);
  w->ended = g_ptr_array_new_with_free_func (g_object_unref);
  listen (w);
}

static void
tear_down (Watching      *w,
           gconstpointer  data)
{
  g_ptr_array_unref (w->ended);
  storing_tear_down (&w->storing, NULL);
}

static guint
count (Watching   *w,
       const char *video_id)
{
  return storing_count (&w->storing, "api", video_id);
}

static guint
get_left (Watching    *w,
          RushesWatch *watch)
{
  return rushes_watcher_get_seconds_left (w->storing.watcher, watch);
}

typedef struct
{
  Watching *w;
  RushesWatch *watch;
  const char *video_id;
  RushesSchedulePhase phase;
  guint n_requests;
} Wanted;

static gboolean
is_phase (gpointer data)
{
  Wanted *wanted = data;

  return rushes_watch_get_phase (wanted->watch) == wanted->phase;
}

static void
wait_phase (RushesWatch         *watch,
            RushesSchedulePhase  phase)
{
  Wanted wanted = { .watch = watch, .phase = phase };

  storing_wait_until (is_phase, &wanted);
}

static gboolean
was_asked (gpointer data)
{
  Wanted *wanted = data;

  return count (wanted->w, wanted->video_id) >= wanted->n_requests;
}

static void
wait_asked (Watching   *w,
            const char *video_id,
            guint       n_requests)
{
  Wanted wanted = { .w = w, .video_id = video_id, .n_requests = n_requests };

  storing_wait_until (was_asked, &wanted);
}

static gboolean
is_idle (gpointer data)
{
  return !rushes_watch_get_asking (data);
}

static gboolean
has_error (gpointer data)
{
  return rushes_watch_get_error (data) != NULL;
}

/* Lets the clock of the watcher go on. Nothing announces that nothing happens. */
static gboolean
on_time_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
let_pass (guint seconds)
{
  gboolean over = FALSE;

  g_timeout_add (seconds * SECOND_MILLISECONDS, on_time_over, &over);
  storing_wait_until (is_true, &over);
}

/* In seconds of the watcher, between two requests about a video. */
static double
get_gap (Watching   *w,
         const char *video_id,
         guint       index)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (w->storing.stand_in);
  gint64 former = 0;

  for (guint i = 0; i < record->len; i++)
    {
      StandInRequest *request = g_ptr_array_index (record, i);

      if (g_strrstr (request->target, video_id) == NULL)
        continue;
      if (index == 0)
        return (request->time - former) / 1000.0 / SECOND_MILLISECONDS;
      former = request->time;
      index--;
    }

  g_assert_not_reached ();
}

static char *
make_id (const char *options)
{
  static guint number;

  return stand_in_dup_id (options, ++number);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(RushesVideo **) user_data = rushes_library_open_finish (RUSHES_LIBRARY (source), result, NULL);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static RushesWatch *
open_watch (Watching   *w,
            const char *video_id)
{
  g_autoptr(RushesVideo) video = NULL;

  rushes_library_open_async (w->storing.library, video_id, NULL, on_opened, &video);
  storing_wait_until (is_set, &video);

  return rushes_watcher_open (w->storing.watcher, video);
}

static void
stop (Watching   *w,
      const char *video_id)
{
  g_autoptr(RushesWatch) watch = open_watch (w, video_id);

  rushes_watcher_stop (w->storing.watcher, watch);
}

static RushesWatch *
watch_new (Watching   *w,
           const char *video_id)
{
  RushesWatch *watch = open_watch (w, video_id);

  rushes_watcher_watch (w->storing.watcher, watch);

  return watch;
}

static void
begin (Watching   *w,
       const char *video_id)
{
  g_object_unref (watch_new (w, video_id));
}

/* --- to the end ------------------------------------------------------------------------------- */

static void
test_job (Watching      *w,
          gconstpointer  data)
{
  g_autofree char *id = make_id ("job-3");
  g_autoptr(RushesWatch) watch = watch_new (w, id);
  RushesVideo *video = rushes_watch_get_video (watch);

  g_assert_true (rushes_watch_get_asking (watch));
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 1);
  wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_QUEUED);
  g_assert_cmpuint (get_left (w, watch), >, 0);
  g_assert_cmpuint (get_left (w, watch), <=, INTERVAL * 11 / 10 + 1);

  wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
  g_assert_cmpuint (count (w, id), ==, 5);
  g_assert_cmpfloat (get_gap (w, id, 1), >=, INTERVAL * 0.9);
  g_assert_cmpuint (w->ended->len, ==, 1);
  g_assert_true (g_ptr_array_index (w->ended, 0) == watch);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);

  let_pass (3 * INTERVAL);
  g_assert_cmpuint (count (w, id), ==, 5);
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
      g_autofree char *id = make_id (ends[i].options);
      g_autoptr(RushesWatch) watch = watch_new (w, id);

      g_test_message ("%s", ends[i].options);
      g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_DUE);
      wait_phase (watch, ends[i].want_phase);
      g_assert_cmpint (rushes_video_get_state (rushes_watch_get_video (watch)), ==, ends[i].want);
      g_assert_cmpuint (w->ended->len, ==, i + 1);
    }
}

/* --- faults ----------------------------------------------------------------------------------- */

static void
test_rate_limited (Watching      *w,
                   gconstpointer  data)
{
  g_autofree char *id = make_id ("job-1");
  g_autofree char *other = make_id ("job-2");
  g_autoptr(RushesWatch) watch = watch_new (w, id);
  g_autoptr(RushesWatch) other_watch = NULL;

  stand_in_set_failure (w->storing.stand_in, 429, NULL);
  storing_wait_until (has_error, watch);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_WAITING);
  other_watch = watch_new (w, other);
  let_pass (5);
  g_assert_cmpuint (count (w, other), ==, 0);
  stand_in_set_failure (w->storing.stand_in, 0, NULL);

  wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  wait_phase (other_watch, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpfloat (get_gap (w, id, 1), >=, 20);
}

static void
test_retry_after (Watching      *w,
                  gconstpointer  data)
{
  static const guint statuses[] = { 429, 503 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *id = make_id ("good");
      g_autoptr(RushesWatch) watch = NULL;

      g_test_message ("%u", statuses[i]);
      stand_in_set_failure (w->storing.stand_in, statuses[i], "50");
      watch = watch_new (w, id);
      storing_wait_until (has_error, watch);
      stand_in_set_failure (w->storing.stand_in, 0, NULL);
      wait_phase (watch, RUSHES_SCHEDULE_FINAL);
      g_assert_cmpuint (count (w, id), ==, 2);
      g_assert_cmpfloat (get_gap (w, id, 1), >=, 50);
      g_assert_cmpfloat (get_gap (w, id, 1), <, 80);
    }
}

/* The network is away in mid-watch; what was seen last stays meanwhile. */
static void
test_outage (Watching      *w,
             gconstpointer  data)
{
  g_autofree char *id = make_id ("job-2");
  g_autoptr(RushesWatch) watch = watch_new (w, id);

  wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  g_assert_true (stand_in_set_down (w->storing.stand_in, "api", TRUE));
  storing_wait_until (has_error, watch);
  g_assert_error (rushes_watch_get_error (watch), RUSHES_ERROR, RUSHES_ERROR_REFUSED);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_WAITING);
  g_assert_cmpuint (get_left (w, watch), >, INTERVAL * 3 / 2);
  g_assert_cmpint (rushes_video_get_state (rushes_watch_get_video (watch)), ==,
                   RUSHES_STATUS_QUEUED);

  g_assert_true (stand_in_set_down (w->storing.stand_in, "api", FALSE));
  wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  g_assert_no_error (rushes_watch_get_error (watch));
}

static void
test_offline (Watching      *w,
              gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9+held");
  g_autofree char *wished = make_id ("good");
  g_autoptr(TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);
  g_autoptr(RushesWatch) watch = NULL;
  g_autoptr(RushesWatch) wished_watch = open_watch (w, wished);
  guint n_asked;

  g_settings_set_uint (w->storing.raw, "watch-interval", 600);
  rushes_watcher_set_monitor (w->storing.watcher, G_NETWORK_MONITOR (network));
  watch = watch_new (w, id);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_OFFLINE);
  let_pass (5);
  g_assert_cmpuint (count (w, id), ==, 0);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 1);

  /* Somebody who presses Refresh may know better. */
  rushes_watcher_fetch_async (w->storing.watcher, wished, NULL, NULL, NULL);
  wait_phase (wished_watch, RUSHES_SCHEDULE_FINAL);

  set_available (network, TRUE);
  wait_asked (w, id, 1);
  wait_phase (watch, RUSHES_SCHEDULE_WAITING);

  /* Back once more, long before the interval is over. */
  n_asked = count (w, id);
  set_available (network, FALSE);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_OFFLINE);
  set_available (network, TRUE);
  wait_asked (w, id, n_asked + 1);

  rushes_watcher_set_monitor (w->storing.watcher, NULL);
  stop (w, id);
}

static void
test_woken (Watching      *w,
            gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = NULL;

  g_settings_set_uint (w->storing.raw, "watch-interval", 600);
  g_settings_set_uint (w->storing.raw, "watch-limit", 1440);
  watch = watch_new (w, id);
  wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  storing_wait_until (is_idle, watch);
  let_pass (5);
  g_assert_cmpuint (count (w, id), ==, 1);

  rushes_watcher_skip (w->storing.watcher, 8 * 3600);
  g_assert_true (rushes_watch_get_asking (watch));
  wait_asked (w, id, 2);
  stop (w, id);
}

static void
test_unauthorized (Watching      *w,
                   gconstpointer  data)
{
  g_autofree char *id = make_id ("job-3");
  g_autofree char *other = make_id ("job-3");
  g_autoptr(RushesWatch) watch = watch_new (w, id);
  g_autoptr(RushesWatch) other_watch = watch_new (w, other);
  guint n_asked;

  wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  wait_asked (w, other, 1);
  stand_in_set_token (w->storing.stand_in, "user:1234-another");
  wait_phase (watch, RUSHES_SCHEDULE_HALTED);
  wait_phase (other_watch, RUSHES_SCHEDULE_HALTED);
  g_assert_true (rushes_watch_get_error (watch) != NULL ||
                 rushes_watch_get_error (other_watch) != NULL);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);

  storing_wait_until (is_idle, watch);
  storing_wait_until (is_idle, other_watch);
  n_asked = count (w, "/videos/");
  let_pass (5 * INTERVAL);
  g_assert_cmpuint (count (w, "/videos/"), ==, n_asked);

  rushes_client_set_token (w->storing.client, "user:1234-another");
  g_settings_set_string (w->storing.raw, "token", "user:1234-another");
  wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  wait_phase (other_watch, RUSHES_SCHEDULE_FINAL);
  g_settings_reset (w->storing.raw, "token");
}

/* --- the settings ----------------------------------------------------------------------------- */

static void
test_limit (Watching      *w,
            gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = NULL;
  guint n_asked;

  g_settings_set_uint (w->storing.raw, "watch-limit", 1);
  watch = watch_new (w, id);
  wait_phase (watch, RUSHES_SCHEDULE_EXPIRED);
  g_assert_cmpuint (w->ended->len, ==, 1);
  g_assert_cmpuint (count (w, id), >=, 3);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);

  n_asked = count (w, id);
  let_pass (3 * INTERVAL);
  g_assert_cmpuint (count (w, id), ==, n_asked);

  begin (w, id);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_DUE);
  wait_asked (w, id, n_asked + 2);
  stop (w, id);
}

static void
test_off (Watching      *w,
          gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9");
  g_autoptr(RushesWatch) watch = NULL;
  guint n_asked;

  g_settings_set_boolean (w->storing.raw, "watch", FALSE);
  watch = watch_new (w, id);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_OFF);
  g_assert_cmpuint (count (w, id), ==, 0);

  rushes_watcher_fetch_async (w->storing.watcher, id, NULL, NULL, NULL);
  wait_asked (w, id, 1);
  storing_wait_until (is_idle, watch);
  n_asked = count (w, id);
  let_pass (3 * INTERVAL);
  g_assert_cmpuint (count (w, id), ==, n_asked);

  g_settings_set_boolean (w->storing.raw, "watch", TRUE);
  wait_asked (w, id, n_asked + 2);
  stop (w, id);
}

/* A longer interval holds for what waits already. */
static void
test_interval (Watching      *w,
               gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = watch_new (w, id);

  wait_asked (w, id, 1);
  storing_wait_until (is_idle, watch);
  g_settings_set_uint (w->storing.raw, "watch-interval", 600);
  g_assert_cmpuint (get_left (w, watch), >, 500);
  g_settings_set_uint (w->storing.raw, "watch-interval", 5);
  g_assert_cmpuint (get_left (w, watch), <=, 6);
  wait_asked (w, id, 3);
  stop (w, id);
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
  g_autofree char *id = make_id ("slow-0.2");
  g_autoptr(RushesWatch) watch = watch_new (w, id);
  Fetched fetched = { 0 };

  for (guint i = 0; i < 3; i++)
    rushes_watcher_fetch_async (w->storing.watcher, id, NULL, on_fetched, &fetched);
  storing_wait_until (are_three, &fetched);
  g_assert_no_error (fetched.error);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpuint (count (w, id), ==, 1);
  fetched_clear (&fetched);
}

/* What nobody watches is asked about once, and its watch knows before the caller does. */
static void
test_fetch (Watching      *w,
            gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9");
  g_autoptr(RushesWatch) watch = open_watch (w, id);
  Fetched fetched = { 0 };

  rushes_watcher_fetch_async (w->storing.watcher, id, NULL, on_fetched, &fetched);
  g_assert_true (rushes_watch_get_asking (watch));
  storing_wait_until (is_done, &fetched);
  g_assert_cmpint (rushes_video_get_state (rushes_watch_get_video (watch)), ==,
                   RUSHES_STATUS_QUEUED);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_STOPPED);
  let_pass (3 * INTERVAL);
  g_assert_cmpuint (count (w, id), ==, 1);
  g_assert_cmpuint (w->ended->len, ==, 0);
  fetched_clear (&fetched);
}

static void
test_fetch_error (Watching      *w,
                  gconstpointer  data)
{
  g_autofree char *id = make_id ("error-596");
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
  g_autofree char *id = make_id ("hang");
  Fetched fetched = { 0 };

  for (guint i = 1; i <= N_HANGING; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();

      rushes_watcher_fetch_async (w->storing.watcher, id, cancellable, on_fetched, &fetched);
      wait_asked (w, id, i);
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
  g_autofree char *id = make_id ("good");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Fetched fetched = { 0 };

  g_cancellable_cancel (cancellable);
  rushes_watcher_fetch_async (w->storing.watcher, id, cancellable, on_fetched, &fetched);
  storing_wait_until (is_done, &fetched);
  g_assert_cmpuint (fetched.n_cancelled, ==, 1);
  let_pass (5);
  g_assert_cmpuint (count (w, id), ==, 0);
  fetched_clear (&fetched);
}

/* One of two who wait goes away: the other still gets the answer. */
static void
test_cancel_one (Watching      *w,
                 gconstpointer  data)
{
  g_autofree char *id = make_id ("slow-0.2");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Fetched first = { 0 }, second = { 0 };

  rushes_watcher_fetch_async (w->storing.watcher, id, cancellable, on_fetched, &first);
  rushes_watcher_fetch_async (w->storing.watcher, id, NULL, on_fetched, &second);
  wait_asked (w, id, 1);
  g_cancellable_cancel (cancellable);
  storing_wait_until (is_done, &first);
  storing_wait_until (is_done, &second);
  g_assert_cmpuint (first.n_cancelled, ==, 1);
  g_assert_no_error (second.error);
  g_assert_cmpuint (count (w, id), ==, 1);
  fetched_clear (&first);
  fetched_clear (&second);
}

static void
test_stop (Watching      *w,
           gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9+held");
  g_autofree char *hanging = make_id ("hang");
  g_autoptr(RushesWatch) watch = watch_new (w, id);
  g_autoptr(RushesWatch) hanging_watch = watch_new (w, hanging);

  wait_asked (w, id, 1);
  wait_asked (w, hanging, 1);
  storing_wait_until (is_idle, watch);
  stop (w, id);
  stop (w, hanging);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_STOPPED);
  g_assert_false (rushes_watch_get_asking (hanging_watch));
  let_pass (3 * INTERVAL);
  g_assert_cmpuint (count (w, id), ==, 1);
  g_assert_cmpuint (count (w, hanging), ==, 1);
  g_assert_cmpuint (w->ended->len, ==, 0);
}

/* A watcher that goes away while it asks leaves nothing behind. */
static void
test_gone (Watching      *w,
           gconstpointer  data)
{
  g_autofree char *id = make_id ("hang");
  g_autoptr(RushesWatch) watch = watch_new (w, id);

  wait_asked (w, id, 1);
  stop_watcher (w);
  start_watcher (w);
  stop (w, id);
}

/* --- restarts --------------------------------------------------------------------------------- */

static void
test_restart (Watching      *w,
              gconstpointer  data)
{
  g_autofree char *kept = make_id ("job-4");
  g_autofree char *stopped = make_id ("job-9");
  g_autofree char *final = make_id ("good");
  g_autoptr(RushesWatch) watch = NULL;

  begin (w, kept);
  begin (w, stopped);
  watch = watch_new (w, final);
  wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  wait_asked (w, kept, 1);
  wait_asked (w, stopped, 1);
  stop (w, stopped);
  g_clear_object (&watch);
  stop_watcher (w);

  stand_in_clear_record (w->storing.stand_in);
  start_watcher (w);
  wait_asked (w, kept, 1);
  watch = open_watch (w, kept);
  wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpuint (count (w, stopped), ==, 0);
  g_assert_cmpuint (count (w, final), ==, 0);
  g_clear_object (&watch);

  /* What is final is final from the first look at it. */
  watch = open_watch (w, final);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_FINAL);
  g_clear_object (&watch);
  stop_watcher (w);

  /* Nothing is left for the next one. */
  start_watcher (w);
  let_pass (5);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);
}

/* The limit counts from the beginning, not from the last start of the program; but what may have
 * become ready meanwhile is looked at once. */
static void
test_restart_late (Watching      *w,
                   gconstpointer  data)
{
  g_autofree char *id = make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = NULL;

  begin (w, id);
  wait_asked (w, id, 1);
  stop_watcher (w);
  stand_in_clear_record (w->storing.stand_in);
  rushes_watch_log_put (w->storing.database, id, g_get_real_time () / G_USEC_PER_SEC - 3600 * 24);

  start_watcher (w);
  watch = open_watch (w, id);
  wait_asked (w, id, 1);
  wait_phase (watch, RUSHES_SCHEDULE_EXPIRED);
  g_assert_cmpuint (count (w, id), ==, 1);
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
      ids[i] = make_id ("job-9+held");
      begin (w, ids[i]);
    }
  for (guint i = 0; i < N_MANY; i++)
    wait_asked (w, ids[i], 2);

  /* Two at once to begin with, then two a second. A slow machine can only make them later. */
  record = stand_in_dup_record (w->storing.stand_in);
  for (guint i = 2; i < record->len; i++)
    {
      StandInRequest *request = g_ptr_array_index (record, i);

      g_assert_cmpint (request->time - start, >=, (i - 2) / 2 * SECOND_MILLISECONDS * 1000);
    }

  for (guint i = 0; i < N_MANY; i++)
    {
      g_assert_cmpuint (count (w, ids[i]), <=, 3);
      stop (w, ids[i]);
      g_free (ids[i]);
    }
}

static void
add (const char *path,
     void      (*test) (Watching *w, gconstpointer data))
{
  g_test_add (path, Watching, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/watcher/job", test_job);
  add ("/watcher/ends", test_ends);
  add ("/watcher/rate-limited", test_rate_limited);
  add ("/watcher/retry-after", test_retry_after);
  add ("/watcher/outage", test_outage);
  add ("/watcher/offline", test_offline);
  add ("/watcher/woken", test_woken);
  add ("/watcher/unauthorized", test_unauthorized);
  add ("/watcher/limit", test_limit);
  add ("/watcher/off", test_off);
  add ("/watcher/interval", test_interval);
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
