/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"
#include "services.h"

#include <sqlite3.h>
#include <string.h>

/* The shortest there is. */
#define INTERVAL 5

#define NAME "A red fox runs through fresh snow at dawn, slow dolly shot, cinematic light " \
  "402000000000000001.mp4"
#define STAYS "Rushes goes on"

static Services *services;

static void
watch (Rig *rig)
{
  rig_set (rig, "watch", g_variant_new_boolean (TRUE));
  rig_set (rig, "watch-interval", g_variant_new_uint32 (INTERVAL));
}

static void
wait_label (Rig        *rig,
            const char *words)
{
  g_autoptr(DisplayNode) label = rig_wait (rig, DISPLAY_ROLE_LABEL, words);
}

static void
wait_no_button (Rig        *rig,
                const char *name)
{
  display_node_wait_gone (rig->root, DISPLAY_ROLE_PUSH_BUTTON, name, NULL);
}

typedef struct
{
  Rig *rig;
  const char *words;
  guint count;
} Wanted;

static gboolean
was_asked (gpointer data)
{
  Wanted *wanted = data;

  return stand_in_count_requests (wanted->rig->stand_in, "api", wanted->words) >= wanted->count;
}

static void
wait_asked (Rig        *rig,
            const char *video_id,
            guint       count)
{
  Wanted wanted = { rig, video_id, count };

  if (!display_wait (was_asked, &wanted))
    display_app_fail (rig->app, "%s was not asked about %u times", video_id, count);
}

static gboolean
is_shown (gpointer data)
{
  Wanted *wanted = data;

  return services_is_shown (services, wanted->words) == (wanted->count > 0);
}

static void
wait_notice (Rig        *rig,
             const char *title,
             gboolean    shown)
{
  Wanted wanted = { rig, title, shown };
  g_autofree char *log = NULL;

  if (display_wait (is_shown, &wanted))
    return;

  log = services_dup_log (services);
  display_app_fail (rig->app, "\"%s\" is %sshown: %s", title, shown ? "not " : "", log);
}

static void
close_window (Rig *rig)
{
  display_window_close (rig->window);
  display_window_wait_gone (rig->app, "Rushes");
}

static void
assert_saved (const char *name,
              const char *sent)
{
  g_autofree char *path = g_build_filename (display_session_get_home (rig_get_session ()),
                                            "Videos", "Rushes", name, NULL);
  g_autofree char *original = stand_in_dup_file_path (sent);
  g_autofree char *got = rig_dup_sha256 (path);
  g_autofree char *want = rig_dup_sha256 (original);

  g_assert_nonnull (got);
  g_assert_cmpstr (got, ==, want);
}

/* --- on the page ------------------------------------------------------------------------------ */

/* From queued to completed without a hand on it. */
static void
test_job (Rig           *rig,
          gconstpointer  data)
{
  g_autofree char *video_id = NULL;

  watch (rig);
  rig_start (rig);
  video_id = rig_fetch_new (rig, "job-1+held", 1);
  rig_wait_video (rig, video_id, "Queued");
  wait_label (rig, "Next look in *s");

  stand_in_advance (rig->stand_in, video_id, 1);
  rig_wait_status (rig, "Processing");
  wait_label (rig, "Next look in *s");
  stand_in_advance (rig->stand_in, video_id, 1);
  rig_wait_status (rig, "Completed");
  wait_label (rig, "As of *");
  wait_no_button (rig, "Stop");
  g_assert_cmpuint (services_count (services, "notify*"), ==, 0);
}

/* Stop and Go On take each other's place, and the focus with it. */
static void
test_stop (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autoptr(DisplayNode) button = NULL;
  guint n_asked;

  watch (rig);
  rig_start (rig);
  video_id = rig_fetch_new (rig, "job-9+held", 1);
  rig_wait_video (rig, video_id, "Queued");
  rig_press (rig, "Stop", NULL);
  wait_label (rig, "Not being watched");
  wait_no_button (rig, "Stop");
  button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Go On");
  display_node_wait_state (button, DISPLAY_STATE_FOCUSED, TRUE);

  n_asked = stand_in_count_requests (rig->stand_in, "api", video_id);
  rig_press (rig, "Refresh", NULL);
  wait_asked (rig, video_id, n_asked + 1);
  wait_label (rig, "Not being watched");

  rig_press (rig, "Go On", NULL);
  wait_asked (rig, video_id, n_asked + 3);
  rig_press (rig, "Stop", NULL);
  wait_label (rig, "Not being watched");
}

/* A fault that passes is said beside the status; what was known stays. */
static void
test_outage (Rig           *rig,
             gconstpointer  data)
{
  g_autofree char *video_id = NULL;

  watch (rig);
  rig_start (rig);
  video_id = rig_fetch_new (rig, "job-1+held", 1);
  rig_wait_video (rig, video_id, "Queued");
  stand_in_set_failure (rig->stand_in, 503, NULL);
  wait_label (rig, "No answer. Next look in *");
  rig_wait_status (rig, "Queued");

  stand_in_advance (rig->stand_in, video_id, 2);
  stand_in_set_failure (rig->stand_in, 0, NULL);
  rig_wait_status (rig, "Completed");
}

/* 401 stops it and says so in the bar; a new token takes it up. */
static void
test_refused (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autoptr(DisplayWindow) dialog = NULL;
  g_autoptr(DisplayNode) entry = NULL;

  watch (rig);
  rig_start (rig);
  video_id = rig_fetch_new (rig, "job-1+held", 1);
  rig_wait_video (rig, video_id, "Queued");
  stand_in_set_token (rig->stand_in, "user:9-another");
  rig_wait_problem (rig, "*token*", "Set Token…");
  wait_label (rig, "Waits for your account");
  rig_wait_status (rig, "Queued");

  stand_in_advance (rig->stand_in, video_id, 2);
  stand_in_set_token (rig->stand_in, STAND_IN_TOKEN);
  rig_press (rig, "Refresh", NULL);
  rig_wait_status (rig, "Completed");
  rig_wait_mended (rig, "*token*");
}

/* What cannot be asked about now is kept, and shown when it can. */
static void
test_first_later (Rig           *rig,
                  gconstpointer  data)
{
  g_autofree char *video_id = NULL;

  watch (rig);
  rig_start (rig);
  stand_in_set_failure (rig->stand_in, 502, NULL);
  video_id = rig_fetch_new (rig, "fox", 1);
  rig_wait_problem (rig, "*", "Try Again");
  stand_in_set_failure (rig->stand_in, 0, NULL);
  rig_wait_video (rig, video_id, "Completed");
}

static void
make_old (void)
{
  g_autofree char *path = g_build_filename (display_session_get_home (rig_get_session ()),
                                            ".local", "share", "rushes", "library.sqlite", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE watches SET since = 0", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (db), ==, 1);
  sqlite3_close (db);
}

/* It goes on in the next run by itself, until it has been watched for as long as the user wants. */
static void
test_limit (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = NULL;

  watch (rig);
  rig_start (rig);
  video_id = rig_fetch_new (rig, "job-9+held", 1);
  rig_wait_video (rig, video_id, "Queued");
  rig_stop (rig);
  stand_in_clear_record (rig->stand_in);
  rig_start (rig);
  wait_asked (rig, video_id, 1);
  rig_stop (rig);

  make_old ();
  rig_start (rig);
  rig_fetch (rig, video_id);
  rig_wait_video (rig, video_id, "Queued");
  rig_press (rig, "Stop", NULL);
  rig_press (rig, "Go On", NULL);
  wait_label (rig, "Next look in *s");
}

/* --- without a window ------------------------------------------------------------------------- */

/* It stays until the video is ready, says so, and ends. The button of the notification works when
 * the program has ended long ago, and what comes of it takes the place of the notification. */
static void
test_notice (Rig           *rig,
             gconstpointer  data)
{
  g_autofree char *video_id = NULL;

  watch (rig);
  rig_start (rig);
  video_id = rig_fetch_new (rig, "job-1+held", 1);
  rig_wait_video (rig, video_id, "Queued");
  close_window (rig);
  wait_notice (rig, STAYS, TRUE);
  g_assert_cmpuint (services_count (services, "notify " STAYS "|1 video is not ready yet. *"), ==,
                    1);

  stand_in_advance (rig->stand_in, video_id, 2);
  wait_notice (rig, "Completed", TRUE);
  g_assert_cmpuint (services_count (services, "notify Completed|A red fox runs*"), ==, 1);
  g_assert_cmpuint (services_count (services, "notify Completed*"), ==, 1);
  display_app_finish (rig->app);
  rig_stop (rig);
  g_assert_false (services_is_shown (services, STAYS));

  rig_activate (rig, "download", video_id);
  wait_notice (rig, "Saved", TRUE);
  display_app_finish (rig->app);
  rig_stop (rig);
  assert_saved (NAME, "video.mp4");
}

static const struct
{
  const char *options;
  const char *title;
} notices[] = {
  { "job-1+held+status-5", "Moderated" },
  { "job-1+held+status-3", "Failed" },
  { "once-then-error-404+status-1", "Removed" },
};

static void
test_notices (Rig           *rig,
              gconstpointer  data)
{
  watch (rig);
  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_autofree char *video_id = NULL;

      g_test_message ("%s", notices[i].options);
      rig_start (rig);
      video_id = rig_fetch_new (rig, notices[i].options, 1 + i);
      close_window (rig);
      stand_in_advance (rig->stand_in, video_id, 2);
      wait_notice (rig, notices[i].title, TRUE);
      display_app_finish (rig->app);
      rig_stop (rig);
    }
}

/* Seen is told of no more. */
static void
test_seen (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  watch (rig);
  rig_start (rig);
  first = rig_fetch_new (rig, "job-1+held", 1);
  rig_wait_video (rig, first, "Queued");
  second = rig_fetch_new (rig, "mountains", 2);
  rig_wait_video (rig, second, "Completed");

  stand_in_advance (rig->stand_in, first, 2);
  wait_notice (rig, "Completed", TRUE);
  rig_fetch (rig, first);
  rig_wait_video (rig, first, "Completed");
  wait_notice (rig, "Completed", FALSE);
}

/* A refused token is told of where there is no bar to say it, and nothing is left to stay for. */
static void
test_halted (Rig           *rig,
             gconstpointer  data)
{
  watch (rig);
  rig_start (rig);
  g_free (rig_fetch_new (rig, "job-9+held", 1));
  rig_wait_status (rig, "Queued");
  close_window (rig);
  wait_notice (rig, STAYS, TRUE);
  stand_in_set_token (rig->stand_in, "user:9-another");
  display_app_finish (rig->app);
  rig_stop (rig);
  g_assert_cmpuint (services_count (services, "notify *oken*|*"), ==, 1);
  g_assert_false (services_is_shown (services, STAYS));
}

static void
run (Rig           *rig,
     gconstpointer  data)
{
  RigTest test = (RigTest) data;

  services = services_new (rig_get_session ());
  test (rig, NULL);
  if (rig->app != NULL)
    rig_stop (rig);
  g_clear_pointer (&services, services_free);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/watch/job", run, test_job);
  rig_add ("/watch/stop", run, test_stop);
  rig_add ("/watch/outage", run, test_outage);
  rig_add ("/watch/refused", run, test_refused);
  rig_add ("/watch/first-later", run, test_first_later);
  rig_add ("/watch/limit", run, test_limit);
  rig_add ("/watch/notice", run, test_notice);
  rig_add ("/watch/notices", run, test_notices);
  rig_add ("/watch/seen", run, test_seen);
  rig_add ("/watch/halted", run, test_halted);

  return rig_run ();
}
