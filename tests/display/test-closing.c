/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FAULTS I1: closed in any state, the program ends cleanly and at once; H8: and leaves no core. */
#include "rig.h"

#include <signal.h>
#include <string.h>

#define PART ".part"

/* With AddressSanitizer it looks for leaks first, which takes another half of a second. */
#ifdef __SANITIZE_ADDRESS__
#define MAX_SECONDS 3
#else
#define MAX_SECONDS 1
#endif

static void
do_nothing (Rig *rig)
{
}

static void
ask (Rig *rig)
{
  g_free (rig_fetch_new (rig, "hang", 1));
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "api", "hang", 1));
}

static void
show (Rig *rig)
{
  rig_show (rig, "fox", 1, "Completed");
}

static void
load_cover (Rig *rig)
{
  rig_show (rig, "hang-cover", 1, "Completed");
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "media", "/cover", 1));
}

static void
fail (Rig *rig)
{
  g_free (rig_fetch_new (rig, "error-500", 1));
  rig_wait_problem (rig, "The server failed", "Try Again");
}

static void
open_token (Rig *rig)
{
  g_autoptr(DisplayWindow) dialog = rig_open_token (rig);
}

static void
open_preferences (Rig *rig)
{
  g_autoptr(DisplayWindow) dialog = NULL;

  rig_choose (rig, "Preferences");
  dialog = display_window_wait (rig->app, "Preferences");
}

static void
begin_saving (Rig *rig)
{
  g_autoptr(DisplayNode) pause = NULL;

  rig_show (rig, "big-5+slow-media-400", 1, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  pause = display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Pause", RIG_CLEAN);
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "media", "/generated", 1));
}

static void
pause_saving (Rig *rig)
{
  g_autoptr(DisplayNode) resume = NULL;

  begin_saving (rig);
  rig_press (rig, "Pause", RIG_CLEAN);
  resume = display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Resume", RIG_CLEAN);
}

static void
fail_saving (Rig *rig)
{
  g_autoptr(DisplayNode) again = NULL;

  rig_show (rig, "html-media", 1, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "media", "/video.mp4", 1));
  again = display_node_wait (rig->root, DISPLAY_ROLE_LABEL, "A web page came*", NULL);
}

static void
watch (Rig *rig)
{
  g_free (rig_fetch_new (rig, "status-1", 1));
  rig_wait_status (rig, "Processing");
}

/* Each tells when the last thing was done that a person does. */
static gint64
close_all (Rig *rig)
{
  gint64 now = g_get_monotonic_time ();

  display_window_close_all (rig->app);

  return now;
}

static gint64
quit (Rig *rig)
{
  gint64 now = g_get_monotonic_time ();

  display_window_press (rig->window, "Control+q");

  return now;
}

static gint64
quit_nonetheless (Rig *rig)
{
  g_autoptr(DisplayWindow) question = NULL;
  g_autoptr(DisplayNode) button = NULL;
  gint64 now;

  quit (rig);
  question = display_window_wait (rig->app, "Quit Rushes?");
  button = display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Quit Now", NULL);
  now = g_get_monotonic_time ();
  display_node_click (button);

  return now;
}

typedef struct
{
  const char *name;
  void (*reach) (Rig *rig);
  gint64 (*leave) (Rig *rig);
  gboolean keeps; /* a part of a file */
} State;

static const State states[] = {
  { "empty", do_nothing, close_all },
  { "asking", ask, close_all },
  { "shown", show, close_all },
  { "cover-loading", load_cover, close_all },
  { "problem", fail, close_all },
  { "token-dialog", open_token, close_all },
  { "preferences", open_preferences, close_all },
  { "saving", begin_saving, quit_nonetheless, TRUE },
  { "paused", pause_saving, close_all, TRUE },
  { "not-saved", fail_saving, close_all },
  { "watching", watch, quit },
};

static gboolean
holds_part (const char *path)
{
  g_autoptr(GDir) folder = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK) || !g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_str_has_suffix (path, PART);

  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (holds_part (child))
        return TRUE;
    }

  return FALSE;
}

static void
test_state (Rig           *rig,
            gconstpointer  data)
{
  const State *state = data;
  gint64 closed;
  double seconds;

  rig_set (rig, "watch", g_variant_new_boolean (state->reach == watch));
  rig_start (rig);
  state->reach (rig);
  rig_assert_secret (rig);

  closed = state->leave (rig);
  display_app_finish (rig->app);
  seconds = (g_get_monotonic_time () - closed) / 1e6;

  g_test_message ("ended after %.2f s", seconds);
  g_assert_cmpfloat (seconds, <, MAX_SECONDS);
  g_assert_cmpint (holds_part (display_session_get_home (rig_get_session ())), ==, state->keeps);
}

/* H8: while it holds the token no core may be written, and none is. */
static void
test_core (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *limits = NULL;
  g_autoptr(GDir) home = NULL;
  const char *name;

  rig_start (rig);
  show (rig);
  path = g_strdup_printf ("/proc/%d/limits", display_app_get_pid (rig->app));
  g_assert_true (g_file_get_contents (path, &limits, NULL, NULL));
  g_assert_true (g_regex_match_simple ("Max core file size +0 +0 ", limits, 0, 0));

  display_app_signal (rig->app, SIGABRT);
  g_assert_cmpint (display_app_wait_exit (rig->app), ==, -SIGABRT);
  rig_forget (rig);

  home = g_dir_open (display_session_get_home (rig_get_session ()), 0, NULL);
  while ((name = g_dir_read_name (home)) != NULL)
    g_assert_false (g_str_has_prefix (name, "core"));
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *path = g_strconcat ("/closing/I1-", states[i].name, NULL);

      rig_add (path, test_state, &states[i]);
    }
  rig_add ("/closing/H8-core", test_core, NULL);

  return rig_run ();
}
