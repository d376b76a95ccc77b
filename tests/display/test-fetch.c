/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-clipboard.h"

#include <math.h>

#define WAITING "当前排队人数较多*"

static void
refresh (Rig *rig)
{
  rig_press (rig, "Refresh", NULL);
}

static void
assert_progress (Rig    *rig,
                 double  value)
{
  g_autoptr(DisplayNode) bar = rig_wait (rig, DISPLAY_ROLE_PROGRESS_BAR, "Generation progress");
  g_autofree char *percent = g_strdup_printf ("?%.0f*%%?", value * 100);
  g_autoptr(DisplayNode) label = rig_wait (rig, DISPLAY_ROLE_LABEL, percent);

  g_assert_cmpfloat_with_epsilon (display_node_get_value (bar), value, 0.001);
}

/* The one label goes through all states; a pulse, a percent and a sentence go with it. */
static void
test_job (Rig           *rig,
          gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autoptr(DisplayNode) waiting = NULL;

  rig_start (rig);
  video_id = rig_fetch_new (rig, "job-2", 1);
  rig_wait_video (rig, video_id, "Queued");
  waiting = rig_wait (rig, DISPLAY_ROLE_LABEL, WAITING);

  refresh (rig);
  rig_wait_status (rig, "Processing");
  assert_progress (rig, 0.05);

  refresh (rig);
  assert_progress (rig, 0.95);
  rig_wait_status (rig, "Processing");

  refresh (rig);
  rig_wait_status (rig, "Completed");
  display_node_wait_gone (rig->root, DISPLAY_ROLE_PROGRESS_BAR, "Generation progress", NULL);
  g_assert_true (rig_is_shown (rig, video_id));
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", video_id), ==, 4);
}

static void
assert_row (Rig        *rig,
            const char *title,
            const char *description)
{
  g_autoptr(DisplayNode) row = rig_wait_row (rig, title);
  g_autoptr(DisplayNode) button = display_node_wait (row, DISPLAY_ROLE_PUSH_BUTTON, "Download",
                                                     description);

  display_node_wait_state (button, DISPLAY_STATE_SENSITIVE, TRUE);
}

/* What there is to see and to save of a finished video. */
static void
test_completed (Rig           *rig,
                gconstpointer  data)
{
  g_autoptr(DisplayNode) cover = NULL;
  g_autoptr(DisplayNode) prompt = NULL;
  g_autoptr(DisplayNode) text = NULL;
  g_autofree char *description = NULL;

  rig_start (rig);
  rig_show (rig, "fox", 2, "Completed");
  cover = rig_wait (rig, DISPLAY_ROLE_IMAGE, "Cover");
  description = display_node_dup_description (cover);
  g_assert_true (g_str_has_prefix (description, "A red fox runs through fresh snow at dawn"));

  prompt = rig_wait (rig, DISPLAY_ROLE_PANEL, "Prompt");
  text = display_node_wait (prompt, DISPLAY_ROLE_LABEL, "A red fox runs through fresh snow*", NULL);

  assert_row (rig, "Video, no watermark", "Download: video without watermark");
  assert_row (rig, "Video, with watermark", "Download: video with watermark");
  assert_row (rig, "Cover", "Download: cover");
}

/* The clean video is not silently another one. */
static void
test_no_clean_video (Rig           *rig,
                     gconstpointer  data)
{
  g_autoptr(DisplayNode) row = NULL;
  g_autoptr(DisplayNode) reason = NULL;
  g_autoptr(DisplayNode) button = NULL;

  rig_start (rig);
  rig_show (rig, "no-download", 3, "Completed");
  row = rig_wait_row (rig, "Video, no watermark");
  reason = display_node_wait (row, DISPLAY_ROLE_LABEL, "Only on paid accounts", NULL);
  button = display_node_find (row, DISPLAY_ROLE_PUSH_BUTTON, "Download", NULL);
  if (button != NULL)
    g_assert_false (display_node_has_state (button, DISPLAY_STATE_SENSITIVE));
  assert_row (rig, "Video, with watermark", "Download: video with watermark");
}

static void
test_states (Rig           *rig,
             gconstpointer  data)
{
  static const struct
  {
    const char *options;
    const char *word;
    const char *sentence;
  } rows[] = {
    { "status-0", "Pending", "It has not begun yet." },
    { "status-1", "Processing", "Generating, about 2 minutes left" },
    { "status-12", "Processing", NULL },
    { "status-11", "Queued", WAITING },
    { "status-6", "In review", "*looks at it before it goes on*" },
    { "status-7", "Moderated", "*held this video back because of its content*" },
    { "status-5", "Moderated", "*You can appeal on hailuoai.video*" },
    { "status-3", "Failed", "*You can try again on hailuoai.video*" },
    { "status-10", "Completed", NULL },
    { "status-42", "dreaming", NULL },
    { "status-99", "transmogrifying", NULL },
    { "old", "Completed", NULL },
  };

  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(DisplayNode) sentence = NULL;

      rig_show (rig, rows[i].options, 10 + i, rows[i].word);
      if (rows[i].sentence != NULL)
        sentence = rig_wait (rig, DISPLAY_ROLE_LABEL, rows[i].sentence);
    }
}

/* No percent is no zero: the bar only shows that something goes on. */
static void
test_no_percent (Rig           *rig,
                 gconstpointer  data)
{
  g_autoptr(DisplayNode) bar = NULL;

  rig_start (rig);
  rig_show (rig, "fixture-status-1-no-percent", 4, "Processing");
  bar = rig_wait (rig, DISPLAY_ROLE_PROGRESS_BAR, "Generation progress");
  display_node_wait_state (bar, DISPLAY_STATE_BUSY, TRUE);
}

static void
test_paste (Rig           *rig,
            gconstpointer  data)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (rig_get_session ());
  g_autofree char *first = stand_in_dup_id ("good", 20);
  g_autofree char *second = stand_in_dup_id ("good", 21);
  g_autofree char *link = g_strdup_printf ("https://api.useapi.net/v1/minimax/videos/%s", second);
  g_autoptr(DisplayNode) refresh_button = NULL;

  rig_start (rig);
  display_clipboard_set_text (clipboard, first);
  rig_press (rig, "Paste and Fetch", NULL);
  rig_wait_video (rig, first, "Completed");

  /* Outside of a text field, Ctrl+V means the same. */
  display_clipboard_set_text (clipboard, link);
  refresh_button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Refresh");
  display_node_click (refresh_button);
  display_node_wait_state (refresh_button, DISPLAY_STATE_FOCUSED, TRUE);
  display_window_press (rig->window, "Control+v");
  rig_wait_video (rig, second, "Completed");
}

static void
test_type (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("good", 22);
  g_autoptr(DisplayNode) entry = NULL;

  rig_start (rig);
  entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  display_node_wait_state (entry, DISPLAY_STATE_FOCUSED, TRUE);
  display_window_type (rig->window, video_id);
  display_window_type (rig->window, "\n");
  rig_wait_video (rig, video_id, "Completed");
  display_node_wait_text (entry, "");
}

static void
test_json (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (rig_get_session ());
  g_autoptr(DisplayWindow) window = NULL;
  g_autofree char *video_id = NULL;
  g_autofree char *pattern = NULL;

  rig_start (rig);
  video_id = rig_fetch_new (rig, "fox", 23);
  rig_wait_video (rig, video_id, "Completed");
  rig_press (rig, "Show JSON", NULL);
  window = display_window_wait (rig->app, "Answer of the Server");
  rig_press (rig, "Copy JSON", NULL);
  pattern = g_strdup_printf ("{*\"downloadURL\"*\"videoId\"*%s*}*", video_id);
  display_clipboard_wait_text (clipboard, pattern);

  display_window_press (window, "Escape");
  display_window_wait_gone (rig->app, "Answer of the Server");
}

static void
test_copy (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (rig_get_session ());
  g_autofree char *video_id = NULL;

  rig_start (rig);
  video_id = rig_fetch_new (rig, "prompt-long", 24);
  rig_wait_video (rig, video_id, "Completed");
  rig_press (rig, "Copy Prompt", NULL);
  display_clipboard_wait_text (clipboard, "A red fox runs*no people*.");
  rig_press (rig, "Copy ID", NULL);
  display_clipboard_wait_text (clipboard, video_id);
}

static int
get_prompt_height (Rig        *rig,
                   const char *text)
{
  g_autoptr(DisplayNode) box = rig_wait (rig, DISPLAY_ROLE_PANEL, "Prompt");
  g_autoptr(DisplayNode) label = display_node_wait (box, DISPLAY_ROLE_LABEL, text, NULL);
  DisplayRect rect;

  g_assert_true (display_node_get_rect (label, &rect));

  return rect.height;
}

static void
press_toggle (Rig        *rig,
              const char *name,
              const char *then)
{
  /* A push button to GTK 4.8, a toggle button to newer ones. */
  g_autoptr(DisplayNode) toggle = rig_wait (rig, DISPLAY_ROLE_ANY, name);

  display_node_scroll_to (toggle);
  display_node_click (toggle);
  display_node_wait_name (toggle, then);
}

/* Four lines of it, whatever it holds, and all on demand; markup is text. */
static void
test_prompt (Rig           *rig,
             gconstpointer  data)
{
  static const struct
  {
    const char *options;
    const char *text;
  } rows[] = {
    { "no-cover+prompt-long", "A red fox runs*" },
    { "no-cover+prompt-markup", "<b>Bold</b> & <span foreground=\"red\" size=\"xx-large\">red*" },
  };

  rig_start (rig);
  display_window_resize (rig->window, 360, 720);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int height;

      rig_show (rig, rows[i].options, 25 + i, "Completed");
      press_toggle (rig, "Show All", "Show Less");
      height = get_prompt_height (rig, rows[i].text);
      press_toggle (rig, "Show Less", "Show All");
      g_assert_cmpint (get_prompt_height (rig, rows[i].text), <, height);
      g_assert_cmpint (get_prompt_height (rig, rows[i].text), <, 100);
    }
}

typedef struct
{
  Rig *rig;
  const char *awaited;
  DisplayRole role;
  const char *forbidden;
} Vigil;

/* It is looked at all the time while something slower is waited for. */
static gboolean
has_come (gpointer data)
{
  Vigil *vigil = data;
  g_autoptr(DisplayNode) late = rig_find (vigil->rig, vigil->role, vigil->forbidden);

  if (late != NULL)
    display_app_fail (vigil->rig->app, "\"%s\" appeared after all", vigil->forbidden);

  return rig_is_shown (vigil->rig, vigil->awaited);
}

static void
assert_never (Rig         *rig,
              DisplayRole  role,
              const char  *forbidden,
              const char  *options)
{
  g_autofree char *awaited = rig_fetch_new (rig, options, 99);
  Vigil vigil = { rig, awaited, role, forbidden };

  g_assert_true (display_wait (has_come, &vigil));
}

/* Who asks anew does not want the old answer, however late it comes. */
static void
test_superseded (Rig           *rig,
                 gconstpointer  data)
{
  g_autofree char *slow = NULL;
  g_autofree char *late_text = NULL;

  rig_start (rig);
  slow = rig_fetch_new (rig, "slow-1+whale", 30);
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "api", slow, 1));
  rig_show (rig, "good", 31, "Completed");
  assert_never (rig, DISPLAY_ROLE_LABEL, "A blue whale*", "slow-1.5");
}

static void
test_superseded_cover (Rig           *rig,
                       gconstpointer  data)
{
  g_autoptr(DisplayNode) cover = NULL;
  g_autoptr(DisplayNode) plate = NULL;

  rig_start (rig);
  rig_show (rig, "slow-cover-50", 32, "Completed");
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "media", "/cover", 1));
  rig_show (rig, "no-cover", 33, "Completed");
  plate = rig_wait (rig, DISPLAY_ROLE_LABEL, "There is no cover");
  assert_never (rig, DISPLAY_ROLE_IMAGE, "Cover", "no-cover+slow-2");

  /* It would have been seen. */
  rig_show (rig, "slow-cover-50", 34, "Completed");
  cover = rig_wait (rig, DISPLAY_ROLE_IMAGE, "Cover");
}

static void
test_bad_covers (Rig           *rig,
                 gconstpointer  data)
{
  static const struct
  {
    const char *options;
    const char *sentence;
  } rows[] = {
    { "bad-cover", "The cover is not a picture that can be shown" },
    { "missing-cover", "The cover could not be loaded" },
    { "big-cover", "The cover is too large to be shown" },
    { "http-media", "The cover could not be loaded" },
    { "file-media", "The cover could not be loaded" },
    { "userinfo-media", "The cover could not be loaded" },
  };

  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(DisplayNode) sentence = NULL;

      rig_show (rig, rows[i].options, 40 + i, "Completed");
      sentence = rig_wait (rig, DISPLAY_ROLE_LABEL, rows[i].sentence);
    }
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/fetch/job", test_job, NULL);
  rig_add ("/fetch/completed", test_completed, NULL);
  rig_add ("/fetch/no-clean-video", test_no_clean_video, NULL);
  rig_add ("/fetch/states", test_states, NULL);
  rig_add ("/fetch/no-percent", test_no_percent, NULL);
  rig_add ("/fetch/paste", test_paste, NULL);
  rig_add ("/fetch/type", test_type, NULL);
  rig_add ("/fetch/json", test_json, NULL);
  rig_add ("/fetch/copy", test_copy, NULL);
  rig_add ("/fetch/prompt", test_prompt, NULL);
  rig_add ("/fetch/superseded", test_superseded, NULL);
  rig_add ("/fetch/E9-superseded-cover", test_superseded_cover, NULL);
  rig_add ("/fetch/E8-bad-covers", test_bad_covers, NULL);

  return rig_run ();
}
