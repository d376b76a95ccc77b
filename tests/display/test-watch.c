/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include <sqlite3.h>

/* The shortest there is. */
#define INTERVAL 5

#define STAYS "Rushes goes on"

static void
watch (Rig *rig)
{
  rig_set (rig, "watch", g_variant_new_boolean (TRUE));
  rig_set (rig, "watch-interval", g_variant_new_uint32 (INTERVAL));
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
  const char *video_id;
  guint count;
} Question;

static gboolean
was_asked (gpointer data)
{
  Question *question = data;

  return stand_in_count_requests (question->rig->stand_in, "api", question->video_id) >=
         question->count;
}

static void
wait_asked (Rig        *rig,
            const char *video_id,
            guint       count)
{
  Question question = { rig, video_id, count };

  if (!display_wait (was_asked, &question))
    display_app_fail (rig->app, "%s was not asked about %u times", video_id, count);
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
  rig_wait_label (rig, "Next look in *s");

  stand_in_advance (rig->stand_in, video_id, 1);
  rig_wait_status (rig, "Processing");
  rig_wait_label (rig, "Next look in *s");
  stand_in_advance (rig->stand_in, video_id, 1);
  rig_wait_status (rig, "Completed");
  rig_wait_label (rig, "As of *");
  wait_no_button (rig, "Stop");
  g_assert_cmpuint (services_count (rig->services, "notify*"), ==, 0);
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
  rig_wait_label (rig, "Not being watched");
  wait_no_button (rig, "Stop");
  button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Go On");
  display_node_wait_state (button, DISPLAY_STATE_FOCUSED, TRUE);

  n_asked = stand_in_count_requests (rig->stand_in, "api", video_id);
  rig_press (rig, "Refresh", NULL);
  wait_asked (rig, video_id, n_asked + 1);
  rig_wait_label (rig, "Not being watched");

  rig_press (rig, "Go On", NULL);
  wait_asked (rig, video_id, n_asked + 3);
  rig_press (rig, "Stop", NULL);
  rig_wait_label (rig, "Not being watched");
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
  rig_wait_label (rig, "No answer. Next look in *");
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
  rig_wait_label (rig, "Waits for your account");
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

/* It goes on in the next run by itself, until it has been watched for as long as the user wants:
 * one last look, and Go On begins anew. */
static void
test_limit (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autoptr(DisplayNode) row = NULL;

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
  stand_in_clear_record (rig->stand_in);
  rig_start (rig);
  row = rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, "A red fox*, Queued");
  display_node_click (row);
  rig_wait_label (rig, "Stopped looking after 2 hours");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", video_id), ==, 1);
  rig_press (rig, "Go On", NULL);
  wait_asked (rig, video_id, 2);
  rig_wait_label (rig, "Next look in *s");
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
  rig_close_window (rig);
  rig_wait_notice (rig, STAYS, TRUE);
  g_assert_cmpuint (services_count (rig->services, "notify " STAYS "|1 video is not ready yet. *"),
                    ==, 1);

  stand_in_advance (rig->stand_in, video_id, 2);
  rig_wait_notice (rig, "Completed", TRUE);
  g_assert_cmpuint (services_count (rig->services, "notify Completed|A red fox runs*"), ==, 1);
  g_assert_cmpuint (services_count (rig->services, "notify Completed*"), ==, 1);
  display_app_finish (rig->app);
  rig_stop (rig);
  g_assert_false (services_is_shown (rig->services, STAYS));

  rig_activate (rig, "download", video_id);
  rig_wait_notice (rig, "Saved", TRUE);
  display_app_finish (rig->app);
  rig_stop (rig);
  rig_assert_sent (RIG_FOX_FILE, "video.mp4");
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
      rig_close_window (rig);
      stand_in_advance (rig->stand_in, video_id, 2);
      rig_wait_notice (rig, notices[i].title, TRUE);
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
  rig_wait_notice (rig, "Completed", TRUE);
  rig_fetch (rig, first);
  rig_wait_video (rig, first, "Completed");
  rig_wait_notice (rig, "Completed", FALSE);
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
  rig_close_window (rig);
  rig_wait_notice (rig, STAYS, TRUE);
  stand_in_set_token (rig->stand_in, "user:9-another");
  display_app_finish (rig->app);
  rig_stop (rig);
  g_assert_cmpuint (services_count (rig->services, "notify *oken*|*"), ==, 1);
  g_assert_false (services_is_shown (rig->services, STAYS));
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add_with_services ("/watch/job", test_job);
  rig_add_with_services ("/watch/stop", test_stop);
  rig_add_with_services ("/watch/outage", test_outage);
  rig_add_with_services ("/watch/refused", test_refused);
  rig_add_with_services ("/watch/first-later", test_first_later);
  rig_add_with_services ("/watch/limit", test_limit);
  rig_add_with_services ("/watch/notice", test_notice);
  rig_add_with_services ("/watch/notices", test_notices);
  rig_add_with_services ("/watch/seen", test_seen);
  rig_add_with_services ("/watch/halted", test_halted);

  return rig_run ();
}
