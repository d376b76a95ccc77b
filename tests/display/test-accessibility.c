/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "playing.h"
#include "states.h"
#include "walk.h"

/*
 * Every state of the program, read and gone through as by who does not see it. The lines of
 * ACCESSIBILITY.md are proved in walk-rules.c (1, 2, 3, 5, 6, 11, 12), walk.c (7, 10, 13) and
 * below (4, 8, 9).
 */

static const char *
get_title (const State *state)
{
  return state->title != NULL ? state->title : "Rushes";
}

static void
walk_all (Rig       *rig,
          StateList  list,
          gboolean   around)
{
  for (guint i = 0; i < list.n_states; i++)
    {
      const State *state = &list.states[i];

      g_test_message ("%s", state->name);
      state->reach (rig, state);
      walk_read (rig, state->name);
      if (around)
        walk_around (rig, state->name, get_title (state));
      if (state->leave != NULL)
        state->leave (rig, state);
    }
}

static void
test_pages (Rig           *rig,
            gconstpointer  data)
{
  rig_start (rig);
  display_window_resize (rig->window, 1100, 900);
  walk_all (rig, states_get_pages (), TRUE);
}

static void
test_files (Rig           *rig,
            gconstpointer  data)
{
  rig_start (rig);
  display_window_resize (rig->window, 1100, 900);
  walk_all (rig, states_get_files (), TRUE);
}

static void
test_library (Rig           *rig,
              gconstpointer  data)
{
  rig_start (rig);
  display_window_resize (rig->window, 1100, 760);
  walk_all (rig, states_get_library (), TRUE);
}

static void
test_windows (Rig           *rig,
              gconstpointer  data)
{
  rig_start (rig);
  display_window_resize (rig->window, 1100, 760);
  walk_all (rig, states_get_windows (), TRUE);
}

/* Arrows go around in a menu, and Tab leaves it. */
static void
test_menus (Rig           *rig,
            gconstpointer  data)
{
  rig_start (rig);
  display_window_resize (rig->window, 1100, 760);
  walk_all (rig, states_get_menus (), FALSE);
}

static void
test_no_token (Rig           *rig,
               gconstpointer  data)
{
  static const State state = { "no-token", NULL, NULL, "Add Your API Token" };

  rig_set (rig, "token", g_variant_new_string (""));
  rig_start (rig);
  states_reach_start (rig, &state);
  walk_read (rig, state.name);
  walk_around (rig, state.name, "Rushes");
}

/* In one pane, the other one is not there at all. */
static void
test_narrow (Rig           *rig,
             gconstpointer  data)
{
  rig_set (rig, "window-width", g_variant_new_int32 (360));
  rig_set (rig, "window-height", g_variant_new_int32 (720));
  rig_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_show (rig, "mountains", 2, "Completed");
  display_node_wait_gone (rig->root, DISPLAY_ROLE_ENTRY, "Search videos", NULL);
  walk_read (rig, "narrow-page");
  walk_around (rig, "narrow-page", "Rushes");

  rig_press (rig, "Back", NULL);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_ENTRY, "Search videos"));
  display_node_wait_gone (rig->root, DISPLAY_ROLE_TEXT, "Video ID", NULL);
  walk_read (rig, "narrow-list");
  walk_around (rig, "narrow-list", "Rushes");
}

static void
test_player (Rig           *rig,
             gconstpointer  data)
{
  if (!playing_is_possible ())
    {
      g_test_skip ("there is no player here");
      return;
    }

  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Play", NULL);
  playing_wait_player (rig);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_SLIDER, "Position"));
  walk_read (rig, "player");
  walk_around (rig, "player", "Rushes");
}

/* The names stay when what they stand around changes (ACCESSIBILITY.md, 4 and 9), and what a
 * passing notice or bar says is read where it stands (8). */
static void
test_changing (Rig           *rig,
               gconstpointer  data)
{
  g_autofree char *job = stand_in_dup_id ("job-2+held", 1);
  g_autoptr(DisplayNode) status = NULL, cover = NULL, prompt = NULL, alert = NULL;

  rig_start (rig);
  rig_fetch (rig, job);
  rig_wait_video (rig, job, "Queued");
  status = rig_wait (rig, DISPLAY_ROLE_PANEL, "Status");
  prompt = rig_wait (rig, DISPLAY_ROLE_PANEL, "Prompt");
  stand_in_advance (rig->stand_in, job, 2);
  rig_press (rig, "Refresh", NULL);
  display_node_free (display_node_wait (status, DISPLAY_ROLE_LABEL, "Processing", NULL));
  stand_in_advance (rig->stand_in, job, 9);
  rig_press (rig, "Refresh", NULL);
  display_node_free (display_node_wait (status, DISPLAY_ROLE_LABEL, "Completed", NULL));
  cover = display_node_wait (rig->root, DISPLAY_ROLE_IMAGE, "Cover", "A red fox*");

  rig_show (rig, "mountains", 2, "Completed");
  display_node_free (display_node_wait (rig->root, DISPLAY_ROLE_IMAGE, "Cover", "水墨*"));
  display_node_free (display_node_wait (prompt, DISPLAY_ROLE_LABEL, "水墨*", NULL));

  g_free (rig_fetch_new (rig, "error-500", 3));
  alert = rig_wait (rig, DISPLAY_ROLE_ALERT, "The server failed");
  walk_read (rig, "changing");
}

/* A button that goes while it has the focus leaves that to the one in its place. */
static void
test_focus (Rig           *rig,
            gconstpointer  data)
{
  g_autoptr(DisplayNode) resume = NULL, open = NULL;

  rig_start (rig);
  rig_show (rig, "fox+big-1+slow-media-400", 1, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  rig_press (rig, "Pause", RIG_CLEAN);
  resume = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Resume");
  display_node_wait_state (resume, DISPLAY_STATE_FOCUSED, TRUE);
  display_window_press (rig->window, "space");
  open = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Open");
  display_node_wait_state (open, DISPLAY_STATE_FOCUSED, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/accessibility/pages", test_pages, NULL);
  rig_add ("/accessibility/files", test_files, NULL);
  rig_add ("/accessibility/library", test_library, NULL);
  rig_add ("/accessibility/windows", test_windows, NULL);
  rig_add ("/accessibility/menus", test_menus, NULL);
  rig_add ("/accessibility/no-token", test_no_token, NULL);
  rig_add ("/accessibility/narrow", test_narrow, NULL);
  rig_add ("/accessibility/player", test_player, NULL);
  rig_add ("/accessibility/changing", test_changing, NULL);
  rig_add ("/accessibility/focus", test_focus, NULL);

  return rig_run ();
}
