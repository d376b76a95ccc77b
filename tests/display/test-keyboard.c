/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

static void
wait_focus (Rig         *rig,
            DisplayRole  role,
            const char  *name)
{
  g_autoptr(DisplayNode) node = rig_wait (rig, role, name);

  display_node_wait_state (node, DISPLAY_STATE_FOCUSED, TRUE);
}

static void
test_shortcuts (Rig           *rig,
                gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("fox", 1);
  g_autofree char *second = stand_in_dup_id ("fox", 2);
  g_autoptr(DisplayNode) row = NULL;
  g_autoptr(DisplayNode) saved = NULL;

  rig_start (rig);
  rig_fetch (rig, video_id);
  rig_wait_video (rig, video_id, "Completed");

  display_window_press (rig->window, "Control+r");
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "api", video_id, 2));

  display_window_press (rig->window, "Control+s");
  row = rig_wait_row (rig, RIG_CLEAN_ROW);
  saved = display_node_wait (row, DISPLAY_ROLE_LABEL, "Saved*", NULL);

  /* What stands in the entry is typed over. */
  rig_enter (rig, "nonsense");
  display_window_press (rig->window, "Control+l");
  wait_focus (rig, DISPLAY_ROLE_TEXT, "Video ID");
  display_window_type (rig->window, second);
  display_window_press (rig->window, "Return");
  rig_wait_video (rig, second, "Completed");
}

static void
test_dialogs (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr(DisplayWindow) token = NULL;
  g_autoptr(DisplayWindow) json = NULL;

  rig_start (rig);
  token = rig_open_token (rig);
  wait_focus (rig, DISPLAY_ROLE_PASSWORD_TEXT, "API token");
  display_window_press (token, "Escape");
  display_window_wait_gone (rig->app, "API Token");

  rig_show (rig, "good", 3, "Completed");
  rig_press (rig, "Show JSON", NULL);
  json = display_window_wait (rig->app, "Answer of the Server");
  display_window_press (json, "Escape");
  display_window_wait_gone (rig->app, "Answer of the Server");
}

static void
test_menu (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayNode) item = NULL;
  g_autoptr(DisplayWindow) token = NULL;
  g_autoptr(DisplayWindow) about = NULL;
  g_autoptr(DisplayWindow) shortcuts = NULL;

  rig_start (rig);
  display_window_press (rig->window, "F10");
  item = rig_wait (rig, DISPLAY_ROLE_MENU_ITEM, "About Rushes");
  display_window_press (rig->window, "Escape");
  display_node_wait_gone (rig->root, DISPLAY_ROLE_MENU_ITEM, "About Rushes", NULL);

  rig_choose (rig, "API Token…");
  token = display_window_wait (rig->app, "API Token");
  display_window_press (token, "Escape");
  display_window_wait_gone (rig->app, "API Token");

  rig_choose (rig, "Keyboard Shortcuts");
  shortcuts = display_window_wait (rig->app, "Keyboard Shortcuts");
  display_node_free (rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, "Paste and fetch"));
  display_window_press (shortcuts, "Escape");
  display_window_wait_gone (rig->app, "Keyboard Shortcuts");

  rig_choose (rig, "About Rushes");
  about = display_window_wait (rig->app, "About Rushes");
  display_window_press (about, "Escape");
  display_window_wait_gone (rig->app, "About Rushes");

  rig_choose (rig, "Quit");
  display_app_finish (rig->app);
}

/* Tab goes into the list of videos and out of it, whichever way and however long it is. */
static void
test_rows (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayNode) search = NULL;

  rig_start (rig);
  display_window_resize (rig->window, 1100, 760);
  rig_show (rig, "portrait", 1, "Completed");
  rig_show (rig, "mountains", 2, "Completed");
  rig_show (rig, "fox", 3, "Completed");

  display_window_press (rig->window, "Control+f");
  search = rig_wait (rig, DISPLAY_ROLE_ENTRY, "Search videos");
  display_node_wait_state (search, DISPLAY_STATE_FOCUSED, TRUE);
  display_window_press (rig->window, "Tab");
  display_node_wait_state (search, DISPLAY_STATE_FOCUSED, FALSE);
  display_window_press (rig->window, "Home");
  wait_focus (rig, DISPLAY_ROLE_LIST_ITEM, "A red fox*");
  display_window_press (rig->window, "Tab");
  wait_focus (rig, DISPLAY_ROLE_ANY, "List of Videos");

  display_window_press (rig->window, "Shift+Tab");
  wait_focus (rig, DISPLAY_ROLE_LIST_ITEM, "A red fox*");
  display_window_press (rig->window, "Down");
  wait_focus (rig, DISPLAY_ROLE_LIST_ITEM, "水墨*");
  display_window_press (rig->window, "Shift+Tab");
  display_node_wait_state (search, DISPLAY_STATE_FOCUSED, TRUE);
}

static void
test_end (Rig           *rig,
          gconstpointer  data)
{
  rig_start (rig);
  display_window_press (rig->window, data);
  display_app_finish (rig->app);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/keyboard/shortcuts", test_shortcuts, NULL);
  rig_add ("/keyboard/dialogs", test_dialogs, NULL);
  rig_add ("/keyboard/menu", test_menu, NULL);
  rig_add ("/keyboard/rows", test_rows, NULL);
  rig_add ("/keyboard/end/close", test_end, "Control+w");
  rig_add ("/keyboard/end/quit", test_end, "Control+q");

  return rig_run ();
}
