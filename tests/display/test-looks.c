/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-shot.h"

#include <glib/gstdio.h>

/*
 * How the window looks in each state: nothing may be wider than the window, at any of its widths.
 * The pictures go to the folder RUSHES_SHOTS, to be looked at by a person. A few states at one
 * width are always seen to; with RUSHES_LOOKS=all it is all of them at all widths, in the themes
 * and both directions of writing. `meson test --suite looks` does that.
 */

#define CLEAN "*: video without watermark"

/* More turns of the wheel than any page is long. */
#define ALL_THE_WAY 60

typedef struct
{
  const char *name;
  const char *theme;
  gboolean is_turned_round;
} Look;

typedef struct _State State;

struct _State
{
  const char *name;
  void (*reach) (Rig         *rig,
                 const State *state);
  const char *options;
  const char *words;
  gboolean has_cover;
  gboolean is_moving;
  gboolean is_quick;
};

static gboolean
is_all (void)
{
  return g_strcmp0 (g_getenv ("RUSHES_LOOKS"), "all") == 0;
}

static const char *
get_folder (void)
{
  const char *folder = g_getenv ("RUSHES_SHOTS");

  return folder != NULL ? folder : display_session_get_folder (rig_get_session ());
}

static void
save (GdkPixbuf  *picture,
      const Look *look,
      const char *name,
      int         width)
{
  g_autofree char *file = g_strdup_printf ("%s-%s-%d.png", look->name, name, width);
  g_autofree char *path = g_build_filename (get_folder (), file, NULL);

  g_assert_no_errno (g_mkdir_with_parents (get_folder (), 0755));
  display_shot_save (picture, path);
}

/* Below @tree, nothing may reach beyond what is seen of the window. */
static void
check_width (Rig         *rig,
             DisplayTree *tree,
             int          width)
{
  /* A scroll bar that is not needed keeps the place that it had. */
  if (!display_tree_is_sized (tree) || tree->role == DISPLAY_ROLE_SCROLL_BAR)
    return;

  if (tree->placed && (tree->rect.x < 0 || tree->rect.x + tree->rect.width > width))
    display_app_fail (rig->app, "role %u \"%s\" is at %d, %d wide, in a window %d wide", tree->role,
                      tree->name, tree->rect.x, tree->rect.width, width);

  for (guint i = 0; i < tree->children->len; i++)
    check_width (rig, tree->children->pdata[i], width);
}

static void
assert_fits (Rig        *rig,
             const char *title,
             int         width)
{
  g_autoptr(DisplayNode) node = rig_wait (rig, DISPLAY_ROLE_ANY, title);
  g_autoptr(DisplayTree) tree = display_tree_read (rig->app, display_node_get_path (node), FALSE);

  check_width (rig, tree, width);
}

static GdkPixbuf *
take (Rig         *rig,
      const State *state)
{
  return state->is_moving ? display_shot_take (rig->window) : display_shot_settled (rig->window);
}

/* What lies below is seen as well, where there is more than fits. */
static void
shoot_end (Rig         *rig,
           const State *state,
           const Look  *look,
           GdkPixbuf   *start,
           int          width,
           int          height)
{
  g_autofree char *name = g_strconcat (state->name, "-end", NULL);
  g_autoptr(GdkPixbuf) end = NULL;

  display_window_scroll (rig->window, width / 2, height - 60, ALL_THE_WAY);
  end = take (rig, state);
  if (!display_shot_is_same (start, end))
    save (end, look, name, width);
  display_window_scroll (rig->window, width / 2, height - 60, -ALL_THE_WAY);
}

static void
shoot (Rig         *rig,
       const State *state,
       const Look  *look,
       int          width,
       int          height)
{
  g_autoptr(GdkPixbuf) start = NULL;

  display_window_resize (rig->window, width, height);
  start = take (rig, state);
  save (start, look, state->name, width);
  assert_fits (rig, "Rushes", width);
  if (is_all ())
    shoot_end (rig, state, look, start, width, height);
}

static void
reach_start (Rig         *rig,
             const State *state)
{
  g_autoptr(DisplayNode) title = rig_wait (rig, DISPLAY_ROLE_LABEL, state->words);
}

static void
reach_video (Rig         *rig,
             const State *state)
{
  static guint n_videos = 0;
  g_autoptr(DisplayNode) cover = NULL;

  rig_show (rig, state->options, ++n_videos, state->words);
  if (state->has_cover)
    cover = rig_wait (rig, DISPLAY_ROLE_IMAGE, "Cover");
}

static void
reach_removed (Rig         *rig,
               const State *state)
{
  reach_video (rig, state);
  rig_press (rig, "Refresh", NULL);
  rig_wait_status (rig, "Removed");
}

static void
reach_problem (Rig         *rig,
               const State *state)
{
  static guint n_problems = 1000;

  g_free (rig_fetch_new (rig, state->options, ++n_problems));
  rig_wait_problem (rig, state->words, NULL);
}

static void
reach_input (Rig         *rig,
             const State *state)
{
  rig_fetch (rig, state->options);
  rig_wait_problem (rig, state->words, NULL);
}

static void
reach_asking (Rig         *rig,
              const State *state)
{
  g_autoptr(DisplayNode) words = NULL;

  g_free (rig_fetch_new (rig, state->options, 2000));
  words = rig_wait (rig, DISPLAY_ROLE_LABEL, state->words);
}

static void
reach_row (Rig         *rig,
           const State *state)
{
  static guint n_rows = 3000;
  g_autoptr(DisplayNode) words = NULL;

  rig_show (rig, state->options, ++n_rows, "Completed");
  rig_press (rig, "Download", CLEAN);
  words = rig_wait (rig, DISPLAY_ROLE_LABEL, state->words);
}

/* In this order, for the bars stand above the last good page. */
static const State states[] = {
  { "ready", reach_start, NULL, "Paste a Video ID", .is_quick = TRUE },
  { "input-token", reach_input, STAND_IN_TOKEN, "This is an API token, not a video ID" },
  { "input-several", reach_input, "402000000000000001 user:1234-minimax:a-file:5",
    "This *" },
  { "asking-first", reach_asking, "hang", "Asking about *", .is_moving = TRUE },
  { "queued", reach_video, "status-11", "Queued" },
  { "pending", reach_video, "status-0", "Pending" },
  { "processing", reach_video, "status-1", "Processing", .is_quick = TRUE },
  { "processing-no-percent", reach_video, "fixture-status-1-no-percent", "Processing",
    .is_moving = TRUE },
  { "in-review", reach_video, "status-6", "In review" },
  { "moderated", reach_video, "status-7", "Moderated" },
  { "moderated-appeal", reach_video, "status-5", "Moderated" },
  { "failed", reach_video, "status-3", "Failed" },
  { "removed", reach_video, "error-404", "Removed" },
  { "removed-known", reach_removed, "whale+once-then-error-404", "Completed", .has_cover = TRUE },
  { "unknown", reach_video, "status-99", "transmogrifying" },
  { "unknown-final", reach_video, "status-42", "dreaming" },
  { "no-cover", reach_video, "no-cover", "Completed" },
  { "bad-cover", reach_video, "bad-cover", "Completed" },
  { "no-download", reach_video, "no-download", "Completed", .has_cover = TRUE },
  { "portrait", reach_video, "portrait", "Completed", .has_cover = TRUE },
  { "square", reach_video, "square", "Completed", .has_cover = TRUE },
  { "cjk", reach_video, "mountains+prompt-cjk", "Completed", .has_cover = TRUE },
  { "arabic", reach_video, "dunes+prompt-arabic", "Completed", .has_cover = TRUE,
    .is_quick = TRUE },
  { "long", reach_video, "whale+prompt-long", "Completed", .has_cover = TRUE, .is_quick = TRUE },
  { "markup", reach_video, "prompt-markup", "Completed", .has_cover = TRUE, .is_quick = TRUE },
  { "no-prompt", reach_video, "prompt-empty", "Completed", .has_cover = TRUE },
  { "rich", reach_video, "fixture-completed-rich", "Completed" },
  { "many-files", reach_video, "fixture-completed-originfiles-many", "Completed" },
  { "nulls", reach_video, "fixture-completed-nulls", NULL },
  { "row-failed", reach_row, "whale+html-media", "A web page came*" },
  { "row-expired", reach_row, "whale+error-media-403", "The link has expired*" },
  { "row-running", reach_row, "whale+big-20+slow-media-100", "* of *B*", .is_moving = TRUE },
  { "row-saved", reach_row, "fox+big-2", "Saved*", .has_cover = TRUE, .is_quick = TRUE },
  { "asking", reach_asking, "hang", "Asking about *", .is_moving = TRUE },
  { "error-400", reach_problem, "error-400", "The server does not know an ID like this" },
  { "error-401", reach_problem, "error-401", "The server refused the token", .is_quick = TRUE },
  { "error-402", reach_problem, "error-402", "The useapi.net subscription has expired" },
  { "error-403", reach_problem, "error-403", "The server does not show this video to you" },
  { "error-429", reach_problem, "error-429-retry-300", "The server was asked too often" },
  { "error-500", reach_problem, "error-500", "The server failed" },
  { "error-502", reach_problem, "error-502", "The server could not reach MiniMax" },
  { "error-503", reach_problem, "error-503", "The server is out of service for now" },
  { "error-504", reach_problem, "error-504", "MiniMax did not answer the server in time" },
  { "error-596", reach_problem, "error-596", "The MiniMax account is on hold" },
  { "redirect", reach_problem, "redirect-302", "The server sent Rushes somewhere else" },
  { "html", reach_problem, "html-200", "The answer is not about a video" },
  { "huge", reach_problem, "huge", "The answer is too large" },
  { "truncated", reach_problem, "truncated", "The answer was cut off" },
  { "gzip", reach_problem, "gzip", "The answer came in a form Rushes did not ask for" },
};

/* The library that does it is not built with the sanitizer, and so must come before it. */
static void
turn_round (DisplaySession *session)
{
  const char *options = g_environ_getenv (display_session_get_environ (session), "ASAN_OPTIONS");
  g_autofree char *more = g_strconcat (options, ":verify_asan_link_order=0", NULL);

  display_session_setenv (session, "ASAN_OPTIONS", more);
  display_session_setenv (session, "LD_PRELOAD", TURN_ROUND);
}

static void
apply (const Look *look)
{
  display_session_set_theme (rig_get_session (), look->theme);
  if (look->is_turned_round)
    turn_round (rig_get_session ());
}

static void
shoot_all_sizes (Rig         *rig,
                 const State *state,
                 const Look  *look)
{
  shoot (rig, state, look, 360, 720);
  if (!is_all ())
    return;

  shoot (rig, state, look, 720, 760);
  shoot (rig, state, look, 1100, 760);
}

static gboolean
is_turned_round (Rig *rig)
{
  g_autoptr(DisplayNode) entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  g_autoptr(DisplayNode) button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Fetch");
  DisplayRect left, right;

  g_assert_true (display_node_get_rect (button, &left) && display_node_get_rect (entry, &right));

  return left.x < right.x;
}

static void
test_window (Rig           *rig,
             gconstpointer  data)
{
  const Look *look = data;

  apply (look);
  rig_start (rig);
  g_assert_cmpint (is_turned_round (rig), ==, look->is_turned_round);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (!states[i].is_quick && !is_all ())
        continue;

      states[i].reach (rig, &states[i]);
      shoot_all_sizes (rig, &states[i], look);
    }
}

static void
test_no_token (Rig           *rig,
               gconstpointer  data)
{
  static const State state = { "no-token", NULL, NULL, "Add Your API Token" };

  apply (data);
  rig_set (rig, "token", g_variant_new_string (""));
  rig_start (rig);
  reach_start (rig, &state);
  shoot_all_sizes (rig, &state, data);
}

static void
shoot_dialog (Rig           *rig,
              DisplayWindow *dialog,
              const char    *title,
              const char    *name,
              const Look    *look)
{
  g_autoptr(GdkPixbuf) picture = display_shot_settled (dialog);
  int width = gdk_pixbuf_get_width (picture);

  save (picture, look, name, width);
  assert_fits (rig, title, width);
}

static void
check_token (Rig        *rig,
             const char *token,
             const char *words)
{
  g_autoptr(DisplayNode) entry = rig_wait (rig, DISPLAY_ROLE_PASSWORD_TEXT, "API token");
  g_autoptr(DisplayNode) button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Check");
  g_autoptr(DisplayNode) label = NULL;

  display_node_set_text (entry, token);
  display_node_click (button);
  label = rig_wait (rig, DISPLAY_ROLE_LABEL, words);
}

static void
test_dialogs (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr(DisplayWindow) token = NULL;
  g_autoptr(DisplayWindow) json = NULL;

  apply (data);
  rig_start (rig);
  display_window_resize (rig->window, 1100, 760);
  token = rig_open_token (rig);
  shoot_dialog (rig, token, "API Token", "token", data);
  check_token (rig, "", "The server accepts this token");
  shoot_dialog (rig, token, "API Token", "token-good", data);
  check_token (rig, RIG_OTHER_TOKEN, "The server refuses this token*");
  shoot_dialog (rig, token, "API Token", "token-bad", data);
  display_window_press (token, "Escape");
  display_window_wait_gone (rig->app, "API Token");

  rig_show (rig, "prompt-long", 1, "Completed");
  rig_press (rig, "Show JSON", NULL);
  json = display_window_wait (rig->app, "Answer of the Server");
  shoot_dialog (rig, json, "Answer of the Server", "json", data);
  display_window_press (json, "Escape");
  display_window_wait_gone (rig->app, "Answer of the Server");
}

static void
add (const Look *look)
{
  g_autofree char *window = g_strdup_printf ("/looks/%s/window", look->name);
  g_autofree char *no_token = g_strdup_printf ("/looks/%s/no-token", look->name);
  g_autofree char *dialogs = g_strdup_printf ("/looks/%s/dialogs", look->name);

  rig_add (window, test_window, look);
  rig_add (no_token, test_no_token, look);
  rig_add (dialogs, test_dialogs, look);
}

int
main (int   argc,
      char *argv[])
{
  static const Look looks[] = {
    { "light", "Default", FALSE },
    { "dark", "Default:dark", FALSE },
    { "rtl", "Default", TRUE },
    { "contrast", "Default-hc", FALSE },
    { "contrast-dark", "Default-hc:dark", FALSE },
  };

  rig_init (&argc, &argv);
  for (gsize i = 0; i < (is_all () ? G_N_ELEMENTS (looks) : 1); i++)
    add (&looks[i]);

  return rig_run ();
}
