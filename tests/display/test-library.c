/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-clipboard.h"

#include <glib/gstdio.h>
#include <string.h>

#define FOX_ROW "A red fox*"
#define MOUNTAINS_ROW "水墨*"
#define DUNES_ROW "قافلة*"

static void
wait_row (Rig        *rig,
          const char *name)
{
  g_autoptr(DisplayNode) row = rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, name);
}

static void
wait_no_row (Rig        *rig,
             const char *name)
{
  display_node_wait_gone (rig->root, DISPLAY_ROLE_LIST_ITEM, name, NULL);
}

static void
click_row (Rig        *rig,
           const char *name)
{
  g_autoptr(DisplayNode) row = rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, name);

  display_node_click (row);
}

static char *
fetch (Rig        *rig,
       const char *options,
       guint       number,
       const char *word)
{
  char *video_id = rig_fetch_new (rig, options, number);

  rig_wait_video (rig, video_id, word);

  return video_id;
}

static guint
count_questions (Rig *rig)
{
  return stand_in_count_requests (rig->stand_in, "api", "/videos/");
}

/* --- the list --------------------------------------------------------------------------------- */

/* Every video fetched is there again in the next run, and to look at one asks nobody. */
static void
test_found_again (Rig           *rig,
                  gconstpointer  data)
{
  g_autofree char *fox = NULL;
  g_autofree char *mountains = NULL;

  rig_start (rig);
  fox = fetch (rig, "fox", 1, "Completed");
  mountains = fetch (rig, "mountains", 2, "Completed");
  wait_row (rig, FOX_ROW ", Completed");
  rig_stop (rig);

  stand_in_clear_record (rig->stand_in);
  rig_start (rig);
  click_row (rig, FOX_ROW);
  rig_wait_video (rig, fox, "Completed");
  rig_wait_label (rig, "As of *");
  display_node_wait_gone (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Go On", NULL);
  click_row (rig, MOUNTAINS_ROW);
  rig_wait_video (rig, mountains, "Completed");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", NULL), ==, 0);
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "media", NULL), ==, 0);
}

/* A row is as its video is, without being clicked. */
static void
test_live (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *job = NULL;
  g_autofree char *other = NULL;

  rig_set (rig, "watch", g_variant_new_boolean (TRUE));
  rig_set (rig, "watch-interval", g_variant_new_uint32 (5));
  rig_start (rig);
  job = fetch (rig, "job-1+held", 1, "Queued");
  other = fetch (rig, "mountains", 2, "Completed");
  wait_row (rig, FOX_ROW ", Queued");
  stand_in_advance (rig->stand_in, job, 1);
  wait_row (rig, FOX_ROW ", Processing · *");
  stand_in_advance (rig->stand_in, job, 1);
  wait_row (rig, FOX_ROW ", Completed");
  g_assert_true (rig_is_shown (rig, other));
}

static void
test_search (Rig           *rig,
             gconstpointer  data)
{
  g_autoptr(DisplayNode) search = NULL;

  rig_start (rig);
  g_free (fetch (rig, "fox", 1, "Completed"));
  g_free (fetch (rig, "mountains", 2, "Completed"));
  g_free (fetch (rig, "dunes", 3, "Completed"));

  display_window_press (rig->window, "Control+f");
  search = rig_wait (rig, DISPLAY_ROLE_ENTRY, "Search videos");
  display_node_set_text (search, "水墨");
  wait_no_row (rig, FOX_ROW);
  wait_row (rig, MOUNTAINS_ROW);

  display_node_set_text (search, "SNOW fox");
  wait_row (rig, FOX_ROW);
  wait_no_row (rig, MOUNTAINS_ROW);

  display_node_set_text (search, "402000000000000003");
  wait_row (rig, DUNES_ROW);
  wait_no_row (rig, FOX_ROW);

  display_node_set_text (search, "nothing like it");
  rig_wait_label (rig, "No video matches. *");
  display_window_press (rig->window, "Escape");
  wait_row (rig, FOX_ROW);
  wait_row (rig, MOUNTAINS_ROW);
}

/* --- what can be done ------------------------------------------------------------------------- */

/* Removed with one key, brought back with one click; what was saved stays in any case. */
static void
test_remove (Rig           *rig,
             gconstpointer  data)
{
  g_autofree char *path = rig_dup_saved_path (RIG_FOX_FILE);
  g_autofree char *fox = NULL;

  rig_start (rig);
  fox = fetch (rig, "fox", 1, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Open"));

  click_row (rig, FOX_ROW ", Completed");
  display_window_press (rig->window, "Delete");
  rig_wait_label (rig, "Removed “A red fox *”");
  wait_no_row (rig, FOX_ROW ", Completed");
  display_node_free (rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Paste and Fetch"));

  rig_press (rig, "Undo", NULL);
  click_row (rig, FOX_ROW ", Completed");
  rig_wait_video (rig, fox, "Completed");
  display_window_press (rig->window, "Control+f");
  click_row (rig, FOX_ROW ", Completed");
  display_window_press (rig->window, "Delete");
  wait_no_row (rig, FOX_ROW ", Completed");
  rig_stop (rig);

  /* Not taken back, it is gone; the file is not. */
  rig_start (rig);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Paste and Fetch"));
  wait_no_row (rig, FOX_ROW ", Completed");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
has_covers (gpointer data)
{
  g_autofree char *folder = g_build_filename (display_session_get_home (rig_get_session ()),
                                              ".cache", "rushes", "covers", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  return (dir != NULL && g_dir_read_name (dir) != NULL) == GPOINTER_TO_INT (data);
}

/* Of what was removed and cannot be taken back, no picture is kept either. */
static void
test_cover_goes (Rig           *rig,
                 gconstpointer  data)
{
  rig_start (rig);
  g_free (fetch (rig, "fox", 1, "Completed"));
  g_assert_true (display_wait (has_covers, GINT_TO_POINTER (TRUE)));
  click_row (rig, FOX_ROW);
  display_window_press (rig->window, "Delete");
  rig_wait_label (rig, "Removed “A red fox *”");
  g_assert_true (has_covers (GINT_TO_POINTER (TRUE)));
  g_assert_true (display_wait (has_covers, GINT_TO_POINTER (FALSE)));
}

/* Several at once. */
static void
test_several (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (rig_get_session ());
  g_autofree char *fox = NULL;
  g_autofree char *mountains = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *want = NULL;

  rig_start (rig);
  fox = fetch (rig, "fox", 1, "Completed");
  mountains = fetch (rig, "mountains", 2, "Completed");
  click_row (rig, MOUNTAINS_ROW);
  display_window_press (rig->window, "Shift+Down");
  display_window_press (rig->window, "Control+c");
  rig_wait_label (rig, "IDs copied");
  copied = display_clipboard_dup_text (clipboard);
  want = g_strdup_printf ("%s\n%s", mountains, fox);
  g_assert_cmpstr (copied, ==, want);

  display_window_press (rig->window, "Delete");
  rig_wait_label (rig, "2 videos removed from the list");
  wait_no_row (rig, FOX_ROW);
  wait_no_row (rig, MOUNTAINS_ROW);
  rig_press (rig, "Undo", NULL);
  wait_row (rig, FOX_ROW);
  wait_row (rig, MOUNTAINS_ROW);
}

/* --- in and out ------------------------------------------------------------------------------- */

static DisplayWindow *
choose (Rig        *rig,
        const char *item,
        const char *title)
{
  rig_choose (rig, item);

  return display_window_wait (rig->app, title);
}

/* A list goes out as a whole, and one that comes in says what became of each line. */
static void
test_lists (Rig           *rig,
            gconstpointer  data)
{
  const char *home = display_session_get_home (rig_get_session ());
  g_autofree char *exported = g_build_filename (home, "videos.csv", NULL);
  g_autofree char *imported = g_build_filename (home, "list.txt", NULL);
  g_autofree char *fox = NULL, *other = stand_in_dup_id ("whale", 9);
  g_autofree char *text = NULL, *list = NULL;
  g_autoptr(DisplayWindow) save = NULL;
  g_autoptr(DisplayWindow) open = NULL;

  /* GTK's file chooser asks a library for cloud folders, which leaks, unseen by name. */
  display_session_setenv (rig_get_session (), "ASAN_OPTIONS",
                          "detect_leaks=0:detect_stack_use_after_return=0");
  rig_start (rig);
  fox = fetch (rig, "fox", 1, "Completed");
  save = choose (rig, "Export List…", "Export the List of Videos");
  display_window_press (save, "Return");
  rig_wait_label (rig, "The list was exported");
  g_assert_true (g_file_get_contents (exported, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, fox));
  g_assert_nonnull (strstr (text, "A red fox runs"));

  list = g_strdup_printf ("%s\n%s,A whale sings\nnonsense\n", fox, other);
  g_assert_true (g_file_set_contents (imported, list, -1, NULL));
  open = choose (rig, "Import List…", "Import a List of Videos");
  display_window_type (open, imported);
  display_window_press (open, "Return");
  rig_wait_label (rig, "1 video added, 1 known already, 1 line without an ID");
  wait_row (rig, "A whale sings, Not fetched yet");
  g_assert_cmpuint (count_questions (rig), ==, 1);
}

/* --- forgotten by the service ----------------------------------------------------------------- */

/* The card is of use for as long as the user wants: cover, prompt, details and saved files stay. */
static void
test_removed (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *path = rig_dup_saved_path (RIG_FOX_FILE);
  g_autofree char *fox = NULL;
  guint n_covers;

  rig_start (rig);
  fox = fetch (rig, "once-then-error-404", 1, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Open"));
  n_covers = stand_in_count_requests (rig->stand_in, "media", "cover");
  rig_press (rig, "Refresh", NULL);
  rig_wait_status (rig, "Removed");
  rig_stop (rig);

  rig_start (rig);
  click_row (rig, FOX_ROW ", Removed");
  rig_wait_video (rig, fox, "Removed");
  display_node_free (rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Open"));
  display_node_free (rig_wait_row (rig, RIG_CLEAN_ROW));
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "media", "cover"), ==, n_covers);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* --- narrow ----------------------------------------------------------------------------------- */

/* In one pane, the list is a page of its own. */
static void
test_narrow (Rig           *rig,
             gconstpointer  data)
{
  g_autofree char *fox = NULL;

  rig_set (rig, "window-width", g_variant_new_int32 (360));
  rig_set (rig, "window-height", g_variant_new_int32 (720));
  rig_start (rig);
  fox = fetch (rig, "fox", 1, "Completed");
  wait_no_row (rig, FOX_ROW);
  rig_press (rig, "Back", NULL);
  wait_row (rig, FOX_ROW);
  display_node_wait_gone (rig->root, DISPLAY_ROLE_TEXT, "Video ID", NULL);

  click_row (rig, FOX_ROW);
  rig_wait_video (rig, fox, "Completed");
  display_window_press (rig->window, "Alt+Left");
  wait_row (rig, FOX_ROW);
  rig_press (rig, "Fetch a Video", NULL);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID"));
  wait_no_row (rig, FOX_ROW);
}

static void
test_hidden (Rig           *rig,
             gconstpointer  data)
{
  rig_start (rig);
  g_free (fetch (rig, "fox", 1, "Completed"));
  wait_row (rig, FOX_ROW);
  display_window_press (rig->window, "F9");
  wait_no_row (rig, FOX_ROW);
  rig_stop (rig);

  rig_start (rig);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Paste and Fetch"));
  wait_no_row (rig, FOX_ROW);
  display_window_press (rig->window, "Control+f");
  wait_row (rig, FOX_ROW);
}

/* --- damage ----------------------------------------------------------------------------------- */

static void
test_damaged (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (display_session_get_home (rig_get_session ()),
                                              ".local", "share", "rushes", NULL);
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  g_autofree char *fox = NULL;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (path, "no database, but a text of more than a hundred bytes, "
                                      "as it takes to have no header that could be one at all",
                                      -1, NULL));
  rig_start (rig);
  rig_wait_problem (rig, "The list of videos was damaged", NULL);
  fox = fetch (rig, "fox", 1, "Completed");
  wait_row (rig, FOX_ROW);
  rig_stop (rig);

  rig_start (rig);
  wait_row (rig, FOX_ROW);
  g_assert_cmpuint (count_questions (rig), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/library/found-again", test_found_again, NULL);
  rig_add ("/library/live", test_live, NULL);
  rig_add ("/library/search", test_search, NULL);
  rig_add ("/library/remove", test_remove, NULL);
  rig_add ("/library/cover-goes", test_cover_goes, NULL);
  rig_add ("/library/several", test_several, NULL);
  rig_add ("/library/lists", test_lists, NULL);
  rig_add ("/library/removed", test_removed, NULL);
  rig_add ("/library/narrow", test_narrow, NULL);
  rig_add ("/library/hidden", test_hidden, NULL);
  rig_add ("/library/H9-damaged", test_damaged, NULL);

  return rig_run ();
}
