/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include <string.h>

/* What is under way has the prompt before that. */
#define CLEAN_ROW "*" RIG_CLEAN_ROW

#define STAYS "Rushes goes on"
#define SAVED "Saved"
#define NOT_SAVED "A file could not be saved"
#define SUSPEND_ONLY "inhibit 4"

/* Begun, and not over yet. */
static char *
begin (Rig        *rig,
       const char *options)
{
  char *video_id = rig_begin_saving (rig, options, 1);
  g_autoptr(DisplayNode) cancel = display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Cancel",
                                                     RIG_CLEAN);

  return video_id;
}

static void
wait_running (Rig *rig)
{
  rig_wait_caption (rig, CLEAN_ROW, "* of *B*");
}

typedef struct
{
  Services *services;
  guint count;
} Awake;

static gboolean
has_inhibitors (gpointer data)
{
  Awake *awake = data;

  return services_count_inhibitors (awake->services) == awake->count;
}

static void
wait_inhibitors (Rig   *rig,
                 guint  count)
{
  Awake awake = { rig->services, count };
  g_autofree char *log = NULL;

  if (display_wait (has_inhibitors, &awake))
    return;

  log = services_dup_log (rig->services);
  display_app_fail (rig->app, "not %u inhibitors: %s", count, log);
}

/* It ends without being asked to, and well. */
static void
wait_end (Rig *rig)
{
  display_app_finish (rig->app);
  rig_stop (rig);
}

/* --- with a window ---------------------------------------------------------------------------- */

/* The machine is kept awake only while bytes move. */
static void
test_pause (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autofree char *want = NULL;

  rig_start (rig);
  wait_inhibitors (rig, 0);
  video_id = begin (rig, "big-1+slow-media-300");
  want = stand_in_dup_big_sha256 (video_id, 1, 0);
  wait_running (rig);
  wait_inhibitors (rig, 1);
  g_assert_cmpuint (services_count (rig->services, SUSPEND_ONLY), ==, 1);

  rig_press (rig, "Pause", RIG_CLEAN);
  rig_wait_caption (rig, CLEAN_ROW, "Paused · *");
  wait_inhibitors (rig, 0);
  rig_press (rig, "Resume", RIG_CLEAN);
  wait_running (rig);
  wait_inhibitors (rig, 1);
  rig_wait_caption (rig, CLEAN_ROW, "Saved · *");
  wait_inhibitors (rig, 0);

  rig_assert_saved (RIG_FOX_FILE, want);
  g_assert_cmpuint (services_count (rig->services, "inhibit*"), ==, 2);
  g_assert_cmpuint (services_count (rig->services, "notify*"), ==, 0);
  rig_stop (rig);
}

/* Nothing moves, so nothing stays. */
static void
test_close_paused (Rig           *rig,
                   gconstpointer  data)
{
  rig_start (rig);
  g_free (begin (rig, "big-1+slow-media-300"));
  wait_running (rig);
  rig_press (rig, "Pause", RIG_CLEAN);
  rig_wait_caption (rig, CLEAN_ROW, "Paused · *");
  display_window_close (rig->window);
  wait_end (rig);
  g_assert_cmpuint (services_count (rig->services, "notify*"), ==, 0);
}

/* --- without one ------------------------------------------------------------------------------ */

static void
test_close (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autofree char *want = NULL;

  rig_start (rig);
  video_id = begin (rig, "big-2+slow-media-200");
  want = stand_in_dup_big_sha256 (video_id, 2, 0);
  wait_running (rig);

  /* It stays, says so once, and starting it again shows what it does. */
  rig_close_window (rig);
  rig_wait_notice (rig, STAYS, TRUE);
  g_assert_true (display_app_is_running (rig->app));
  rig_start_second (rig);
  rig_wait_notice (rig, STAYS, FALSE);
  wait_running (rig);

  /* So does a click on the notification. */
  rig_close_window (rig);
  rig_wait_notice (rig, STAYS, TRUE);
  services_activate (rig->services, STAYS);
  g_clear_pointer (&rig->window, display_window_free);
  rig->window = display_window_wait (rig->app, "Rushes");
  wait_running (rig);
  g_assert_cmpuint (services_count (rig->services, "notify " STAYS "|1 file *"), ==, 2);
  g_assert_cmpuint (services_count (rig->services, "notify*"), ==, 2);

  rig_wait_caption (rig, CLEAN_ROW, "Saved · *");
  rig_assert_saved (RIG_FOX_FILE, want);
  g_assert_cmpuint (services_count (rig->services, "notify " SAVED "*"), ==, 0);
}

static void
assert_recent (Rig *rig)
{
  g_autofree char *path = g_build_filename (display_session_get_home (rig_get_session ()),
                                            ".local", "share", "recently-used.xbel", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "402000000000000001.mp4"));
  g_assert_null (strstr (text, "/generated/"));
}

/* Its end is told by a notification, with what belongs to a saved file, and the program ends. */
static void
test_saved (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *record = rig_dup_saved_path (RIG_FOX " 402000000000000001.json");
  g_autofree char *video_id = NULL;
  g_autofree char *want = NULL;

  rig_set (rig, "save-record", g_variant_new_boolean (TRUE));
  rig_start (rig);
  video_id = begin (rig, "big-1+slow-media-300");
  want = stand_in_dup_big_sha256 (video_id, 1, 0);
  wait_running (rig);
  rig_close_window (rig);
  rig_wait_notice (rig, STAYS, TRUE);
  wait_inhibitors (rig, 1);
  wait_end (rig);

  wait_inhibitors (rig, 0);
  g_assert_true (services_is_shown (rig->services, SAVED));
  g_assert_cmpuint (services_count (rig->services, "notify " SAVED "|" RIG_FOX_FILE), ==, 1);
  g_assert_false (services_is_shown (rig->services, STAYS));
  rig_assert_saved (RIG_FOX_FILE, want);
  g_assert_true (g_file_test (record, G_FILE_TEST_EXISTS));
  assert_recent (rig);
}

/* A fault is told of when nothing can be done about it any more, and not before. */
static void
test_failed (Rig           *rig,
             gconstpointer  data)
{
  rig_start (rig);
  g_free (begin (rig, "once-then-error-404+big-1+slow-media-300+cut-media-500+expiring-media"));
  wait_running (rig);
  rig_close_window (rig);
  rig_wait_notice (rig, STAYS, TRUE);
  wait_end (rig);

  g_assert_cmpuint (services_count (rig->services, "notify " NOT_SAVED "|*"), ==, 1);
  g_assert_true (services_is_shown (rig->services, NOT_SAVED));
  g_assert_false (services_is_shown (rig->services, STAYS));
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add_with_services ("/background/pause", test_pause);
  rig_add_with_services ("/background/close-paused", test_close_paused);
  rig_add_with_services ("/background/close", test_close);
  rig_add_with_services ("/background/saved", test_saved);
  rig_add_with_services ("/background/F11-failed", test_failed);

  return rig_run ();
}
