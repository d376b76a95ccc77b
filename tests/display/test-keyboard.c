/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include <string.h>

#define CLEAN_ROW "Video, no watermark"

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
  row = rig_wait_row (rig, CLEAN_ROW);
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
choose (Rig        *rig,
        const char *name)
{
  g_autoptr(DisplayNode) item = NULL;

  display_window_press (rig->window, "F10");
  item = rig_wait (rig, DISPLAY_ROLE_MENU_ITEM, name);
  display_node_activate (item);
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

  choose (rig, "API Token…");
  token = display_window_wait (rig->app, "API Token");
  display_window_press (token, "Escape");
  display_window_wait_gone (rig->app, "API Token");

  choose (rig, "Keyboard Shortcuts");
  shortcuts = display_window_wait (rig->app, "Keyboard Shortcuts");
  display_node_free (rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, "Paste and fetch"));
  display_window_press (shortcuts, "Escape");
  display_window_wait_gone (rig->app, "Keyboard Shortcuts");

  choose (rig, "About Rushes");
  about = display_window_wait (rig->app, "About Rushes");
  display_window_press (about, "Escape");
  display_window_wait_gone (rig->app, "About Rushes");

  choose (rig, "Quit");
  display_app_finish (rig->app);
}

static void
test_end (Rig           *rig,
          gconstpointer  data)
{
  rig_start (rig);
  display_window_press (rig->window, data);
  display_app_finish (rig->app);
}

static gboolean
has_state (DisplayTree  *tree,
           DisplayState  state)
{
  return tree->states & (G_GUINT64_CONSTANT (1) << state);
}

static gboolean
is_doubled (const char *name)
{
  gsize length = strlen (name);

  return length % 2 == 1 && name[length / 2] == ' ' &&
         strncmp (name, name + length / 2 + 1, length / 2) == 0;
}

/* A class name is what GTK says of a widget that nobody named. */
static void
check_name (Rig         *rig,
            DisplayTree *tree)
{
  gboolean is_bare = *tree->name == '\0' || g_str_has_prefix (tree->name, "Gtk") ||
                     g_str_has_prefix (tree->name, "Rushes");

  /* An inner part of a widget has the name of what is around it. */
  if (is_bare && tree->parent != NULL && has_state (tree->parent, DISPLAY_STATE_FOCUSABLE))
    is_bare = FALSE;
  if (is_bare && g_str_equal (tree->name, "Rushes"))
    is_bare = FALSE;

  if (is_bare || is_doubled (tree->name))
    display_app_fail (rig->app, "a widget of role %u that takes the focus is called \"%s\"",
                      tree->role, tree->name);
}

/* What scrolls and what lists take the focus only when nothing inside does; the buttons of the
 * window are for the pointer, and keys of the desktop do the same. */
static gboolean
is_passed_over (DisplayTree *tree)
{
  return tree->role == DISPLAY_ROLE_SCROLL_PANE || tree->role == DISPLAY_ROLE_LIST ||
         g_str_equal (tree->name, "Minimize") || g_str_equal (tree->name, "Maximize") ||
         g_str_equal (tree->name, "Close");
}

/* Below @tree, what can take the focus, by path; each is checked for a name of its own. */
static void
collect (Rig         *rig,
         DisplayTree *tree,
         GHashTable  *found)
{
  if (!display_tree_is_sized (tree))
    return;

  if (!is_passed_over (tree) && has_state (tree, DISPLAY_STATE_FOCUSABLE) &&
      has_state (tree, DISPLAY_STATE_SENSITIVE))
    {
      check_name (rig, tree);
      g_hash_table_insert (found, g_strdup (tree->path),
                           g_strdup_printf ("%u \"%s\"", tree->role, tree->name));
    }

  for (guint i = 0; i < tree->children->len; i++)
    collect (rig, tree->children->pdata[i], found);
}

static GHashTable *
find_focusable (Rig        *rig,
                const char *title)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(DisplayNode) window = rig_wait (rig, DISPLAY_ROLE_ANY, title);
  g_autoptr(DisplayTree) tree = display_tree_read (rig->app, display_node_get_path (window), FALSE);

  for (guint i = 0; i < tree->children->len; i++)
    collect (rig, tree->children->pdata[i], found);

  return found;
}

typedef struct
{
  DisplayNode *window;
  DisplayNode *last;
  DisplayNode *now;
} Step;

static gboolean
has_moved (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->now, display_node_free);
  step->now = display_node_find_focused (step->window);

  return step->now != NULL && (step->last == NULL || !display_node_is_same (step->now, step->last));
}

/* Goes once around with Tab, and takes from @left what had the focus. */
static void
go_around (Rig           *rig,
           DisplayWindow *window,
           const char    *title,
           GHashTable    *left)
{
  Step step = { rig_wait (rig, DISPLAY_ROLE_ANY, title), NULL, NULL };
  guint most = 2 * g_hash_table_size (left) + 4;

  for (guint i = 0; i < most && g_hash_table_size (left) > 0; i++)
    {
      display_window_press (window, "Tab");
      if (!display_wait (has_moved, &step))
        display_app_fail (rig->app, "Tab goes nowhere");
      g_hash_table_remove (left, display_node_get_path (step.now));
      g_clear_pointer (&step.last, display_node_free);
      step.last = g_steal_pointer (&step.now);
    }

  g_clear_pointer (&step.last, display_node_free);
  display_node_free (step.window);
}

/* Everything that takes the focus has a name, and Tab gets there. */
static void
assert_all_reached (Rig           *rig,
                    DisplayWindow *window,
                    const char    *title)
{
  g_autoptr(GHashTable) left = find_focusable (rig, title);
  g_autoptr(GString) names = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;

  g_assert_cmpuint (g_hash_table_size (left), >, 2);
  go_around (rig, window, title, left);

  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    g_string_append_printf (names, " %s", (char *) name);
  if (names->len > 0)
    display_app_fail (rig->app, "Tab does not reach%s", names->str);
}

static void
test_tab_empty (Rig           *rig,
                gconstpointer  data)
{
  rig_start (rig);
  assert_all_reached (rig, rig->window, "Rushes");
}

static void
test_tab_no_token (Rig           *rig,
                   gconstpointer  data)
{
  rig_set (rig, "token", g_variant_new_string (""));
  rig_start (rig);
  assert_all_reached (rig, rig->window, "Rushes");
}

static void
test_tab_video (Rig           *rig,
                gconstpointer  data)
{
  rig_start (rig);
  rig_show (rig, data, 5, NULL);
  rig_enter (rig, "something to fetch");
  assert_all_reached (rig, rig->window, "Rushes");
}

static void
test_tab_problem (Rig           *rig,
                  gconstpointer  data)
{
  rig_start (rig);
  g_free (rig_fetch_new (rig, "error-401", 6));
  rig_wait_problem (rig, "The server refused the token", "Set Token…");
  assert_all_reached (rig, rig->window, "Rushes");
}

static void
test_tab_saved (Rig           *rig,
                gconstpointer  data)
{
  g_autoptr(DisplayNode) saved = NULL;

  rig_start (rig);
  rig_show (rig, "good", 7, "Completed");
  display_window_press (rig->window, "Control+s");
  saved = rig_wait (rig, DISPLAY_ROLE_LABEL, "Saved*");
  assert_all_reached (rig, rig->window, "Rushes");
}

static void
test_tab_saving (Rig           *rig,
                 gconstpointer  data)
{
  g_autoptr(DisplayNode) pause = NULL;

  rig_start (rig);
  rig_show (rig, "hang-media", 8, "Completed");
  display_window_press (rig->window, "Control+s");
  pause = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Cancel");
  assert_all_reached (rig, rig->window, "Rushes");
  display_window_press (rig->window, "Control+q");
}

static void
test_tab_token (Rig           *rig,
                gconstpointer  data)
{
  g_autoptr(DisplayWindow) dialog = NULL;

  rig_start (rig);
  dialog = rig_open_token (rig);
  assert_all_reached (rig, dialog, "API Token");
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/keyboard/shortcuts", test_shortcuts, NULL);
  rig_add ("/keyboard/dialogs", test_dialogs, NULL);
  rig_add ("/keyboard/menu", test_menu, NULL);
  rig_add ("/keyboard/end/close", test_end, "Control+w");
  rig_add ("/keyboard/end/quit", test_end, "Control+q");
  rig_add ("/keyboard/tab/empty", test_tab_empty, NULL);
  rig_add ("/keyboard/tab/no-token", test_tab_no_token, NULL);
  rig_add ("/keyboard/tab/completed", test_tab_video, "prompt-long");
  rig_add ("/keyboard/tab/processing", test_tab_video, "status-1");
  rig_add ("/keyboard/tab/removed", test_tab_video, "error-404");
  rig_add ("/keyboard/tab/problem", test_tab_problem, NULL);
  rig_add ("/keyboard/tab/saved", test_tab_saved, NULL);
  rig_add ("/keyboard/tab/saving", test_tab_saving, NULL);
  rig_add ("/keyboard/tab/token", test_tab_token, NULL);

  return rig_run ();
}
