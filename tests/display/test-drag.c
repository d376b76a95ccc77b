/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-shot.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <string.h>

/* How far the pointer goes before it drags, in each step. */
#define STEP 12
#define N_STEPS 4

static DisplayApp *
start_peer (const char *first,
            const char *second)
{
  return display_app_new (rig_get_session (), (const char *const[]) { PEER, first, second, NULL },
                          NULL);
}

static void
push (DisplayWindow *window,
      gboolean       is_press)
{
  Display *x = display_session_get_x (rig_get_session ());

  XTestFakeButtonEvent (x, 1, is_press, CurrentTime);
  XSync (x, False);
}

typedef struct
{
  DisplayWindow *window;
  DisplayApp *peer;
  const char *words;
  int x;
  int y;
  guint n_looks;
} Hover;

/* A target is asked only while the pointer moves over it. */
static gboolean
says (gpointer data)
{
  Hover *hover = data;
  g_autofree char *output = display_app_dup_output (hover->peer);

  display_window_point (hover->window, hover->x + (int) (hover->n_looks++ % 2), hover->y);

  return g_pattern_match_simple (hover->words, output);
}

/* Takes up what is in the middle of @rect, once that has been drawn: before, there is nothing. */
static void
take_up (DisplayWindow     *window,
         const DisplayRect *rect)
{
  int x = rect->x + rect->width / 4, y = rect->y + rect->height / 2;

  g_object_unref (display_shot_settled (window));
  display_window_point (window, x, y);
  push (window, TRUE);
  for (int i = 1; i <= N_STEPS; i++)
    display_window_point (window, x + i * STEP, y);
}

static void
drop_on_peer (DisplayApp *peer,
              const char *words)
{
  g_autoptr(DisplayWindow) window = display_window_wait (peer, "Peer");
  DisplayRect rect;
  Hover hover = { window, peer, "*enter*", 0, 0, 0 };

  g_assert_true (display_window_get_rect (window, &rect));
  hover.x = rect.width / 2;
  hover.y = rect.height / 2;
  if (!display_wait (says, &hover))
    display_app_fail (peer, "nothing that it takes is dragged over it");

  push (window, FALSE);
  hover.words = words;
  if (!display_wait (says, &hover))
    {
      g_autofree char *output = display_app_dup_output (peer);

      display_app_fail (peer, "it got not %s but %s", words, output);
    }
}

static void
drag_to_peer (Rig         *rig,
              DisplayNode *node,
              DisplayApp  *peer,
              const char  *words)
{
  DisplayRect rect;

  display_node_scroll_to (node);
  g_assert_true (display_node_get_rect (node, &rect));
  take_up (rig->window, &rect);
  drop_on_peer (peer, words);
}

static char *
dup_saved_pattern (const char *name)
{
  g_autofree char *path = rig_dup_saved_path (name);

  return g_strdup_printf ("*file %s\n*", path);
}

static void
show_fox (Rig *rig)
{
  rig_start (rig);
  display_window_resize (rig->window, 720, 760);
  rig_show (rig, "fox", 1, "Completed");
  display_node_free (rig_wait (rig, DISPLAY_ROLE_IMAGE, "Cover"));
}

/* Dragged out of its row, a saved file is a file elsewhere. */
static void
test_file (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayApp) peer = NULL;
  g_autoptr(DisplayNode) row = NULL, saved = NULL, title = NULL;
  g_autofree char *pattern = dup_saved_pattern (RIG_FOX_FILE);

  show_fox (rig);
  row = rig_wait_row (rig, RIG_CLEAN_ROW);
  rig_press (rig, "Download", RIG_CLEAN);
  saved = display_node_wait (row, DISPLAY_ROLE_LABEL, "Saved · *", NULL);
  title = display_node_wait (row, DISPLAY_ROLE_LABEL, RIG_CLEAN_ROW, NULL);
  peer = start_peer (NULL, NULL);
  drag_to_peer (rig, title, peer, pattern);
}

static void
assert_nothing_taken (Rig *rig)
{
  g_autoptr(DisplayNode) entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  g_autoptr(DisplayNode) problem = rig_find (rig, DISPLAY_ROLE_ALERT, "*");
  g_autofree char *text = display_node_dup_text (entry);

  g_assert_cmpstr (text, ==, "");
  g_assert_null (problem);
}

/* What goes out and comes back in the same movement is nothing to be fetched. Each question to the
 * program takes turns of its main loop, in which it learns where the pointer is. */
static void
test_own (Rig           *rig,
          gconstpointer  data)
{
  g_autoptr(DisplayNode) row = NULL, saved = NULL;
  g_autoptr(DisplayWindow) shortcuts = NULL;
  DisplayRect rect;

  show_fox (rig);
  row = rig_wait_row (rig, RIG_CLEAN_ROW);
  rig_press (rig, "Download", RIG_CLEAN);
  saved = display_node_wait (row, DISPLAY_ROLE_LABEL, "Saved · *", NULL);
  display_node_scroll_to (saved);
  g_assert_true (display_node_get_rect (saved, &rect));
  take_up (rig->window, &rect);
  for (int i = 0; i < 3 * N_STEPS; i++)
    {
      display_window_point (rig->window, 400 + i * STEP, 300);
      assert_nothing_taken (rig);
    }
  push (rig->window, FALSE);

  display_window_press (rig->window, "Control+question");
  shortcuts = display_window_wait (rig->app, "Keyboard Shortcuts");
  assert_nothing_taken (rig);
}

/* The cover is a picture at any time, and a file as soon as it was saved. */
static void
test_cover (Rig           *rig,
            gconstpointer  data)
{
  g_autoptr(DisplayApp) peer = NULL;
  g_autoptr(DisplayNode) cover = NULL, row = NULL, saved = NULL;
  g_autofree char *pattern = dup_saved_pattern (RIG_FOX " 402000000000000001 cover.jpg");

  show_fox (rig);
  cover = rig_wait (rig, DISPLAY_ROLE_IMAGE, "Cover");
  peer = start_peer (NULL, NULL);
  drag_to_peer (rig, cover, peer, "*picture 640 360\n*");
  display_app_quit (peer);
  g_clear_pointer (&peer, display_app_free);

  row = rig_wait_row (rig, "Cover");
  rig_press (rig, "Download", "*: cover");
  saved = display_node_wait (row, DISPLAY_ROLE_LABEL, "Saved · *", NULL);
  peer = start_peer (NULL, NULL);
  drag_to_peer (rig, cover, peer, pattern);
}

static void
drop_on_rushes (Rig        *rig,
                DisplayApp *peer)
{
  g_autoptr(DisplayWindow) window = display_window_wait (peer, "Peer");
  DisplayRect rect = { 40, 80, 80, 40 };
  DisplayRect frame;
  Hover hover = { rig->window, peer, "*wanted*", 0, 0, 0 };

  g_assert_true (display_window_get_rect (rig->window, &frame));
  hover.x = frame.width / 2;
  hover.y = frame.height / 2;
  take_up (window, &rect);
  if (!display_wait (says, &hover))
    display_app_fail (rig->app, "what is dragged over the window is not wanted there");

  push (rig->window, FALSE);
}

/* Text that is dropped anywhere in the window is fetched as if it had been pasted. */
static void
test_text (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("mountains", 2);
  g_autofree char *text = g_strdup_printf ("  \"%s\",\n", video_id);
  g_autoptr(DisplayApp) peer = NULL;

  show_fox (rig);
  peer = start_peer (text, NULL);
  drop_on_rushes (rig, peer);
  rig_wait_video (rig, video_id, "Completed");
}

/* So is what a text file holds. */
static void
test_text_file (Rig           *rig,
                gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("mountains", 2);
  g_autofree char *path = g_build_filename (display_session_get_home (rig_get_session ()),
                                            "list.txt", NULL);
  g_autoptr(DisplayApp) peer = NULL;

  g_assert_true (g_file_set_contents (path, video_id, -1, NULL));
  show_fox (rig);
  peer = start_peer ("--file", path);
  drop_on_rushes (rig, peer);
  rig_wait_video (rig, video_id, "Completed");
}

/* What is no text says nothing about a video. */
static void
test_no_text (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *path = stand_in_dup_file_path ("cover.jpg");
  g_autoptr(DisplayApp) peer = NULL;

  show_fox (rig);
  peer = start_peer ("--file", path);
  drop_on_rushes (rig, peer);
  rig_wait_problem (rig, "There is no text to paste", "Edit ID");
}

/* A token that is dropped is named as what it is, and shown to nobody. */
static void
test_token (Rig           *rig,
            gconstpointer  data)
{
  g_autoptr(DisplayApp) peer = NULL;

  show_fox (rig);
  peer = start_peer (RIG_OTHER_TOKEN, NULL);
  drop_on_rushes (rig, peer);
  rig_wait_problem (rig, "This is an API token, not a video ID", "Set Token…");
  rig_assert_secret (rig);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/drag/file", test_file, NULL);
  rig_add ("/drag/own", test_own, NULL);
  rig_add ("/drag/cover", test_cover, NULL);
  rig_add ("/drag/text", test_text, NULL);
  rig_add ("/drag/text-file", test_text_file, NULL);
  rig_add ("/drag/no-text", test_no_text, NULL);
  rig_add ("/drag/token", test_token, NULL);

  return rig_run ();
}
