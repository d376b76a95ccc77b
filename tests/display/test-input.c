/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-clipboard.h"

static void
assert_nothing_sent (Rig *rig)
{
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, NULL, NULL), ==, 0);
}

/* The next fetch works, and takes the words away. */
static void
assert_goes_on (Rig        *rig,
                const char *title,
                guint       number)
{
  rig_show (rig, "good", number, "Completed");
  rig_wait_mended (rig, title);
}

/* What is no video ID is named before anything is sent. */
static void
test_refused (Rig           *rig,
              gconstpointer  data)
{
  static const struct
  {
    const char *text;
    const char *title;
    const char *button;
  } rows[] = {
    { STAND_IN_TOKEN, "This is an API token, not a video ID", "Set Token…" },
    { "Bearer " STAND_IN_TOKEN, "This is an API token, not a video ID", "Set Token…" },
    { "user:1234-minimax:good-file:402000000000000001", "This is the ID of a file, not of a video",
      "Edit ID" },
    { "user:1234-minimax:good-image:402000000000000001",
      "This is the ID of an image, not of a video", "Edit ID" },
    { "402000000000000001", "This is only a part of a video ID", "Edit ID" },
    { "https://hailuoai.video/generate/402000000000000001", "This is a page of hailuoai.video",
      "Edit ID" },
    { "https://cdn.hailuoai.video/moss/prod/2024-12-19-06/video/a.mp4",
      "This is a link to a file, not a video ID", "Edit ID" },
    { "https://example.org/videos", "This link does not lead to a video", "Edit ID" },
    { "user:1234-minimax:good-video:", "This video ID is not whole", "Edit ID" },
    { "user:1234-minimax:good-video:1/../2", "This video ID is not whole", "Edit ID" },
    { "a red fox", "There is no video ID in this", "Edit ID" },
    { "\xe2\x80\xae \xf0\x9f\xa6\x8a", "There is no video ID in this", "Edit ID" },
  };

  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rig_fetch (rig, rows[i].text);
      rig_wait_problem (rig, rows[i].title, rows[i].button);
      assert_nothing_sent (rig);
      assert_goes_on (rig, rows[i].title, 1 + i);
      stand_in_clear_record (rig->stand_in);
    }
}

/* Pasted with a click, the words come as well; a token is not shown while it is refused. */
static void
test_paste_refused (Rig           *rig,
                    gconstpointer  data)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (rig_get_session ());
  g_autoptr(DisplayNode) entry = NULL;

  rig_start (rig);
  display_clipboard_set_text (clipboard, "");
  rig_press (rig, "Paste and Fetch", NULL);
  rig_wait_problem (rig, "There is no text to paste", "Edit ID");

  display_clipboard_set_text (clipboard, "  \n" STAND_IN_TOKEN "\n");
  rig_press (rig, "Paste and Fetch", NULL);
  rig_wait_problem (rig, "This is an API token, not a video ID", "Set Token…");
  entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  display_node_wait_text (entry, "*•*");
  rig_assert_secret (rig);
  assert_nothing_sent (rig);
  assert_goes_on (rig, "This is an API token, not a video ID", 30);
}

/* Everything around an ID is taken off. */
static void
test_taken (Rig           *rig,
            gconstpointer  data)
{
  static const char *const wrappings[] = {
    "  %s  ",
    "\"%s\",",
    "https://api.useapi.net/v1/minimax/videos/%s",
    "https://api.useapi.net/v1/minimax/videos/%s?x=y#z",
    "%s,A red fox",
    "{\"videoId\": \"%s\", \"status\": 1}",
    "curl -H \"Authorization: Bearer " STAND_IN_TOKEN "\" "
    "https://api.useapi.net/v1/minimax/videos/%s",
  };

  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (wrappings); i++)
    {
      g_autofree char *video_id = stand_in_dup_id ("good", 40 + i);
      g_auto(GStrv) halves = g_strsplit (wrappings[i], "%s", 2);
      g_autofree char *text = g_strjoinv (video_id, halves);

      rig_fetch (rig, text);
      rig_wait_video (rig, video_id, "Completed");
    }
}

/* An error leaves what was fetched in the entry, but never the token that came with it. */
static void
test_command_with_token (Rig           *rig,
                         gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("error-500", 50);
  g_autofree char *text = g_strdup_printf ("curl -H \"Authorization: Bearer %s\" %s/videos/%s",
                                           STAND_IN_TOKEN, "https://api.useapi.net/v1/minimax",
                                           video_id);
  g_autoptr(DisplayNode) entry = NULL;

  rig_start (rig);
  rig_fetch (rig, text);
  rig_wait_problem (rig, "The server failed", "Try Again");
  entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  display_node_wait_text (entry, video_id);
  rig_assert_secret (rig);
}

/* Of several, what was understood is shown first; then each becomes a video. */
static void
test_several (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (rig_get_session ());
  g_autofree char *first = stand_in_dup_id ("good", 60);
  g_autofree char *second = stand_in_dup_id ("mountains", 61);
  g_autofree char *text = g_strdup_printf ("%s\n%s\nuser:1234-minimax:good-file:5\n%s\n", first,
                                           second, "402000000000000001");
  g_autoptr(DisplayNode) heading = NULL;
  g_autoptr(DisplayNode) row = NULL;

  rig_start (rig);
  display_clipboard_set_text (clipboard, text);
  rig_press (rig, "Paste and Fetch", NULL);
  heading = rig_wait (rig, DISPLAY_ROLE_LABEL, "2 videos, 2 lines left out");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", NULL), ==, 0);

  rig_press (rig, "Fetch 2 Videos", NULL);
  rig_wait_video (rig, first, "Completed");
  row = rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, "水墨*, Completed");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", first), ==, 1);
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", second), ==, 1);
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", NULL), ==, 2);
}

/* The button of the words leads back to the entry, ready to type over. */
static void
test_edit (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("good", 70);
  g_autoptr(DisplayNode) entry = NULL;

  rig_start (rig);
  rig_fetch (rig, "nonsense");
  rig_wait_problem (rig, "There is no video ID in this", "Edit ID");
  rig_press (rig, "Edit ID", NULL);
  entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  display_node_wait_state (entry, DISPLAY_STATE_FOCUSED, TRUE);

  display_window_type (rig->window, video_id);
  rig_wait_mended (rig, "There is no video ID in this");
  display_node_wait_text (entry, video_id);
  display_window_press (rig->window, "Return");
  rig_wait_video (rig, video_id, "Completed");
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/input/refused", test_refused, NULL);
  rig_add ("/input/paste-refused", test_paste_refused, NULL);
  rig_add ("/input/taken", test_taken, NULL);
  rig_add ("/input/H3-command-with-token", test_command_with_token, NULL);
  rig_add ("/input/several", test_several, NULL);
  rig_add ("/input/edit", test_edit, NULL);

  return rig_run ();
}
