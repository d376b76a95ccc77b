/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-error.h"
#include "watching.h"

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

/* --- faults ----------------------------------------------------------------------------------- */

static void
test_rate_limited (Watching      *w,
                   gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-1");
  g_autofree char *other = watching_make_id ("job-2");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);
  g_autoptr(RushesWatch) other_watch = NULL;

  stand_in_set_failure (w->storing.stand_in, 429, NULL);
  storing_wait_until (watching_has_error, watch);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_WAITING);
  other_watch = watching_watch (w, other);
  watching_let_pass (5);
  g_assert_cmpuint (watching_count (w, other), ==, 0);
  stand_in_set_failure (w->storing.stand_in, 0, NULL);

  watching_wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  watching_wait_phase (other_watch, RUSHES_SCHEDULE_FINAL);
  g_assert_cmpfloat (watching_get_gap (w, id, 1), >=, 20);
}

static void
test_retry_after (Watching      *w,
                  gconstpointer  data)
{
  static const guint statuses[] = { 429, 503 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *id = watching_make_id ("good");
      g_autoptr(RushesWatch) watch = NULL;

      g_test_message ("%u", statuses[i]);
      stand_in_set_failure (w->storing.stand_in, statuses[i], "50");
      watch = watching_watch (w, id);
      storing_wait_until (watching_has_error, watch);
      stand_in_set_failure (w->storing.stand_in, 0, NULL);
      watching_wait_phase (watch, RUSHES_SCHEDULE_FINAL);
      g_assert_cmpuint (watching_count (w, id), ==, 2);
      g_assert_cmpfloat (watching_get_gap (w, id, 1), >=, 50);
      g_assert_cmpfloat (watching_get_gap (w, id, 1), <, 80);
    }
}

/* The network is away in mid-watch; what was seen last stays meanwhile. */
static void
test_outage (Watching      *w,
             gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-2");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);

  watching_wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  g_assert_true (stand_in_set_down (w->storing.stand_in, "api", TRUE));
  storing_wait_until (watching_has_error, watch);
  g_assert_error (rushes_watch_get_error (watch), RUSHES_ERROR, RUSHES_ERROR_REFUSED);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_WAITING);
  g_assert_cmpuint (watching_get_left (w, watch), >, INTERVAL * 3 / 2);
  g_assert_cmpint (rushes_video_get_state (rushes_watch_get_video (watch)), ==,
                   RUSHES_STATUS_QUEUED);

  g_assert_true (stand_in_set_down (w->storing.stand_in, "api", FALSE));
  watching_wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  g_assert_no_error (rushes_watch_get_error (watch));
}

static void
test_offline (Watching      *w,
              gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9+held");
  g_autofree char *wished = watching_make_id ("good");
  g_autoptr(TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);
  g_autoptr(RushesWatch) watch = NULL;
  g_autoptr(RushesWatch) wished_watch = watching_open (w, wished);
  guint n_asked;

  g_settings_set_uint (w->storing.raw, "watch-interval", 600);
  rushes_watcher_set_monitor (w->storing.watcher, G_NETWORK_MONITOR (network));
  watch = watching_watch (w, id);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_OFFLINE);
  watching_let_pass (5);
  g_assert_cmpuint (watching_count (w, id), ==, 0);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 1);

  /* Somebody who presses Refresh may know better. */
  rushes_watcher_fetch_async (w->storing.watcher, wished, NULL, NULL, NULL);
  watching_wait_phase (wished_watch, RUSHES_SCHEDULE_FINAL);

  set_available (network, TRUE);
  watching_wait_asked (w, id, 1);
  watching_wait_phase (watch, RUSHES_SCHEDULE_WAITING);

  /* Back once more, long before the interval is over. */
  n_asked = watching_count (w, id);
  set_available (network, FALSE);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_OFFLINE);
  set_available (network, TRUE);
  watching_wait_asked (w, id, n_asked + 1);

  rushes_watcher_set_monitor (w->storing.watcher, NULL);
  watching_stop (w, id);
}

static void
test_woken (Watching      *w,
            gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = NULL;

  g_settings_set_uint (w->storing.raw, "watch-interval", 600);
  g_settings_set_uint (w->storing.raw, "watch-limit", 1440);
  watch = watching_watch (w, id);
  watching_wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  storing_wait_until (watching_is_idle, watch);
  watching_let_pass (5);
  g_assert_cmpuint (watching_count (w, id), ==, 1);

  rushes_watcher_skip (w->storing.watcher, 8 * 3600);
  g_assert_true (rushes_watch_get_asking (watch));
  watching_wait_asked (w, id, 2);
  watching_stop (w, id);
}

static void
test_unauthorized (Watching      *w,
                   gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-3");
  g_autofree char *other = watching_make_id ("job-3");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);
  g_autoptr(RushesWatch) other_watch = watching_watch (w, other);
  guint n_asked;

  watching_wait_phase (watch, RUSHES_SCHEDULE_WAITING);
  watching_wait_asked (w, other, 1);
  stand_in_set_token (w->storing.stand_in, "user:1234-another");
  watching_wait_phase (watch, RUSHES_SCHEDULE_HALTED);
  watching_wait_phase (other_watch, RUSHES_SCHEDULE_HALTED);
  g_assert_true (rushes_watch_get_error (watch) != NULL ||
                 rushes_watch_get_error (other_watch) != NULL);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);

  storing_wait_until (watching_is_idle, watch);
  storing_wait_until (watching_is_idle, other_watch);
  n_asked = watching_count (w, "/videos/");
  watching_let_pass (5 * INTERVAL);
  g_assert_cmpuint (watching_count (w, "/videos/"), ==, n_asked);

  rushes_client_set_token (w->storing.client, "user:1234-another");
  g_settings_set_string (w->storing.raw, "token", "user:1234-another");
  watching_wait_phase (watch, RUSHES_SCHEDULE_FINAL);
  watching_wait_phase (other_watch, RUSHES_SCHEDULE_FINAL);
  g_settings_reset (w->storing.raw, "token");
}

/* --- the settings ----------------------------------------------------------------------------- */

static void
test_limit (Watching      *w,
            gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = NULL;
  guint n_asked;

  g_settings_set_uint (w->storing.raw, "watch-limit", 1);
  watch = watching_watch (w, id);
  watching_wait_phase (watch, RUSHES_SCHEDULE_EXPIRED);
  g_assert_cmpuint (w->ended->len, ==, 1);
  g_assert_cmpuint (watching_count (w, id), >=, 3);
  g_assert_cmpuint (rushes_watcher_get_n_watching (w->storing.watcher), ==, 0);

  n_asked = watching_count (w, id);
  watching_let_pass (3 * INTERVAL);
  g_assert_cmpuint (watching_count (w, id), ==, n_asked);

  watching_begin (w, id);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_DUE);
  watching_wait_asked (w, id, n_asked + 2);
  watching_stop (w, id);
}

static void
test_off (Watching      *w,
          gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9");
  g_autoptr(RushesWatch) watch = NULL;
  guint n_asked;

  g_settings_set_boolean (w->storing.raw, "watch", FALSE);
  watch = watching_watch (w, id);
  g_assert_cmpint (rushes_watch_get_phase (watch), ==, RUSHES_SCHEDULE_OFF);
  g_assert_cmpuint (watching_count (w, id), ==, 0);

  rushes_watcher_fetch_async (w->storing.watcher, id, NULL, NULL, NULL);
  watching_wait_asked (w, id, 1);
  storing_wait_until (watching_is_idle, watch);
  n_asked = watching_count (w, id);
  watching_let_pass (3 * INTERVAL);
  g_assert_cmpuint (watching_count (w, id), ==, n_asked);

  g_settings_set_boolean (w->storing.raw, "watch", TRUE);
  watching_wait_asked (w, id, n_asked + 2);
  watching_stop (w, id);
}

/* A longer interval holds for what waits already. */
static void
test_interval (Watching      *w,
               gconstpointer  data)
{
  g_autofree char *id = watching_make_id ("job-9+held");
  g_autoptr(RushesWatch) watch = watching_watch (w, id);

  watching_wait_asked (w, id, 1);
  storing_wait_until (watching_is_idle, watch);
  g_settings_set_uint (w->storing.raw, "watch-interval", 600);
  g_assert_cmpuint (watching_get_left (w, watch), >, 500);
  g_settings_set_uint (w->storing.raw, "watch-interval", 5);
  g_assert_cmpuint (watching_get_left (w, watch), <=, 6);
  watching_wait_asked (w, id, 3);
  watching_stop (w, id);
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

  add ("/watcher-terms/rate-limited", test_rate_limited);
  add ("/watcher-terms/retry-after", test_retry_after);
  add ("/watcher-terms/outage", test_outage);
  add ("/watcher-terms/offline", test_offline);
  add ("/watcher-terms/woken", test_woken);
  add ("/watcher-terms/unauthorized", test_unauthorized);
  add ("/watcher-terms/limit", test_limit);
  add ("/watcher-terms/off", test_off);
  add ("/watcher-terms/interval", test_interval);

  return g_test_run ();
}
