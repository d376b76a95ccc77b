/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "states.h"

#define FOX_ROW "A red fox*"

/**
 * states_reach_start:
 * @rig: a rig whose program runs
 * @state: a state
 *
 * Waits until the words of @state are there, for a state in which the program begins.
 */
void
states_reach_start (Rig         *rig,
                    const State *state)
{
  g_autoptr(DisplayNode) title = rig_wait (rig, DISPLAY_ROLE_LABEL, state->words);
}

/* Each video is another one, and each run of the program has a library of its own. */
static guint
count (void)
{
  static guint n_videos = 0;

  return ++n_videos;
}

static void
reach_video (Rig         *rig,
             const State *state)
{
  g_autoptr(DisplayNode) cover = NULL;

  rig_show (rig, state->options, count (), state->words);
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
  g_free (rig_fetch_new (rig, state->options, count ()));
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

  g_free (rig_fetch_new (rig, state->options, count ()));
  words = rig_wait (rig, DISPLAY_ROLE_LABEL, state->words);
}

static void
reach_row (Rig         *rig,
           const State *state)
{
  g_autoptr(DisplayNode) words = NULL;

  rig_show (rig, state->options, count (), "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  words = rig_wait (rig, DISPLAY_ROLE_LABEL, state->words);
}

static void
leave_row (Rig         *rig,
           const State *state)
{
  rig_press (rig, "Cancel", RIG_CLEAN);
  display_node_free (display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Download",
                                        RIG_CLEAN));
}

static void
reach_paused (Rig         *rig,
              const State *state)
{
  g_autoptr(DisplayNode) words = NULL;

  rig_show (rig, state->options, count (), "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  rig_press (rig, "Pause", RIG_CLEAN);
  words = rig_wait (rig, DISPLAY_ROLE_LABEL, state->words);
}

/* --- the pages of the window ------------------------------------------------------------------ */

static void
reach_several (Rig         *rig,
               const State *state)
{
  rig_fetch (rig, state->options);
  states_reach_start (rig, state);
}

static void
leave_several (Rig         *rig,
               const State *state)
{
  rig_press (rig, "Cancel", NULL);
  display_node_wait_gone (rig->root, DISPLAY_ROLE_LABEL, state->words, NULL);
}

/* In this order, for the bars stand above the last good page. */
static const State pages[] = {
  { "ready", states_reach_start, NULL, "Paste a Video ID", .is_quick = TRUE },
  { "input-token", reach_input, STAND_IN_TOKEN, "This is an API token, not a video ID" },
  { "input-several", reach_input, "402000000000000001 user:1234-minimax:a-file:5", "This *" },
  { "several", reach_several,
    "user:1234-minimax:good-video:402000000000000001 user:1234-minimax:good-file:5 "
    "user:1234-minimax:good-video:402000000000000003", "2 videos, 1 left out",
    .leave = leave_several },
  { "asking-first", reach_asking, "hang", "Asking about *" },
  { "queued", reach_video, "status-11", "Queued" },
  { "pending", reach_video, "status-0", "Pending" },
  { "processing", reach_video, "status-1", "Processing", .is_quick = TRUE },
  { "processing-no-percent", reach_video, "fixture-status-1-no-percent", "Processing" },
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
  { "asking", reach_asking, "hang", "Asking about *", .is_quick = TRUE },
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

/**
 * states_get_pages:
 *
 * Gets what the page beside the list can be: empty states, videos of every status, the bars above
 * them. The program shows its first page, and has a token.
 *
 * Returns: the states
 */
StateList
states_get_pages (void)
{
  return (StateList) { pages, G_N_ELEMENTS (pages) };
}

static const State files[] = {
  { "row-failed", reach_row, "whale+html-media", "A web page came*" },
  { "row-expired", reach_row, "whale+error-media-403", "The link has expired*" },
  { "row-saved", reach_row, "fox+big-2", "Saved*", .has_cover = TRUE, .is_quick = TRUE },
  { "row-paused", reach_paused, "whale+big-20+slow-media-100", "Paused · *", .leave = leave_row },
  { "row-connecting", reach_row, "whale+hang-media", "Connecting…", .leave = leave_row },
  { "row-running", reach_row, "whale+big-20+slow-media-100", "* of *B*", .is_moving = TRUE,
    .leave = leave_row },
};

/**
 * states_get_files:
 *
 * Gets what the row of a file can be.
 *
 * Returns: the states
 */
StateList
states_get_files (void)
{
  return (StateList) { files, G_N_ELEMENTS (files) };
}

/* --- the list beside it ----------------------------------------------------------------------- */

static void
reach_list (Rig         *rig,
            const State *state)
{
  static const char *const kinds[] = { "fox", "mountains", "dunes", "error-404", "status-1" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    rig_show (rig, kinds[i], count (), NULL);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, FOX_ROW ", Completed"));
}

static void
reach_search (Rig         *rig,
              const State *state)
{
  g_autoptr(DisplayNode) search = NULL;

  display_window_press (rig->window, "Control+f");
  search = rig_wait (rig, DISPLAY_ROLE_ENTRY, "Search videos");
  display_node_set_text (search, state->options);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_ANY, state->words));
}

static void
leave_search (Rig         *rig,
              const State *state)
{
  display_window_press (rig->window, "Control+f");
  display_window_press (rig->window, "Escape");
  display_node_free (rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, FOX_ROW));
}

static void
click_row (Rig *rig)
{
  g_autoptr(DisplayNode) row = rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, FOX_ROW);

  display_node_click (row);
  display_node_wait_state (row, DISPLAY_STATE_SELECTED, TRUE);
}

static void
reach_chosen (Rig         *rig,
              const State *state)
{
  click_row (rig);
  display_window_press (rig->window, "Shift+Down");
  display_window_press (rig->window, "Control+c");
  states_reach_start (rig, state);
}

static void
reach_toast (Rig         *rig,
             const State *state)
{
  click_row (rig);
  display_window_press (rig->window, "Delete");
  states_reach_start (rig, state);
}

static void
leave_toast (Rig         *rig,
             const State *state)
{
  rig_press (rig, "Undo", NULL);
  display_node_free (rig_wait (rig, DISPLAY_ROLE_LIST_ITEM, FOX_ROW));
}

static const State library[] = {
  { "library", reach_list },
  { "library-search", reach_search, "snow", FOX_ROW, .leave = leave_search },
  { "library-no-match", reach_search, "nothing like it", "No video matches. *",
    .leave = leave_search },
  { "library-chosen", reach_chosen, NULL, "IDs copied" },
  { "library-toast", reach_toast, NULL, "Removed “A red fox *”", .leave = leave_toast },
};

/**
 * states_get_library:
 *
 * Gets what the list of videos can be. The window is wide enough to show it beside the page.
 *
 * Returns: the states
 */
StateList
states_get_library (void)
{
  return (StateList) { library, G_N_ELEMENTS (library) };
}

/* --- what opens above it ---------------------------------------------------------------------- */

static void
reach_from_menu (Rig         *rig,
                 const State *state)
{
  g_autoptr(DisplayWindow) window = NULL;

  rig_choose (rig, state->options);
  window = display_window_wait (rig->app, state->title);
}

static void
leave_window (Rig         *rig,
              const State *state)
{
  g_autoptr(DisplayWindow) window = display_window_wait (rig->app, state->title);

  display_window_press (window, "Escape");
  display_window_wait_gone (rig->app, state->title);
}

static void
reach_json (Rig         *rig,
            const State *state)
{
  g_autoptr(DisplayWindow) window = NULL;

  rig_show (rig, state->options, count (), "Completed");
  rig_press (rig, "Show JSON", NULL);
  window = display_window_wait (rig->app, state->title);
}

static void
reach_token (Rig         *rig,
             const State *state)
{
  g_autoptr(DisplayWindow) dialog = rig_open_token (rig);
  g_autoptr(DisplayNode) entry = rig_wait (rig, DISPLAY_ROLE_PASSWORD_TEXT, "API token");
  g_autoptr(DisplayNode) button = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Check");

  display_node_set_text (entry, state->options);
  display_node_click (button);
  states_reach_start (rig, state);
}

static void
reach_quit (Rig         *rig,
            const State *state)
{
  g_autoptr(DisplayWindow) window = NULL;

  rig_show (rig, "whale+hang-media", count (), "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  display_window_press (rig->window, "Control+q");
  window = display_window_wait (rig->app, state->title);
}

static const State windows[] = {
  { "token", reach_from_menu, "API Token…", NULL, "API Token", leave_window },
  { "token-good", reach_token, "", "The server accepts this token", "API Token", leave_window },
  { "token-bad", reach_token, RIG_OTHER_TOKEN, "The server refuses this token*", "API Token",
    leave_window },
  { "preferences", reach_from_menu, "Preferences", NULL, "Preferences", leave_window },
  { "shortcuts", reach_from_menu, "Keyboard Shortcuts", NULL, "Keyboard Shortcuts", leave_window },
  { "about", reach_from_menu, "About Rushes", NULL, "About Rushes", leave_window },
  { "json", reach_json, "prompt-long", NULL, "Answer of the Server", leave_window },
  { "quit", reach_quit, NULL, NULL, "Quit Rushes?", leave_window },
};

/**
 * states_get_windows:
 *
 * Gets the windows that open above the main one.
 *
 * Returns: the states
 */
StateList
states_get_windows (void)
{
  return (StateList) { windows, G_N_ELEMENTS (windows) };
}

/* --- menus ------------------------------------------------------------------------------------ */

static void
wait_item (Rig         *rig,
           const State *state)
{
  display_node_free (rig_wait (rig, DISPLAY_ROLE_MENU_ITEM, state->words));
}

static void
reach_menu (Rig         *rig,
            const State *state)
{
  display_window_press (rig->window, "F10");
  wait_item (rig, state);
}

static void
reach_row_menu (Rig         *rig,
                const State *state)
{
  rig_show (rig, "fox", count (), "Completed");
  click_row (rig);
  display_window_press (rig->window, "Shift+F10");
  wait_item (rig, state);
}

/* The menu of a row is opened from what has the focus in it. */
static void
reach_file_menu (Rig         *rig,
                 const State *state)
{
  g_autoptr(DisplayNode) row = NULL;

  rig_show (rig, "fox", count (), "Completed");
  row = rig_wait_row (rig, RIG_CLEAN_ROW);
  display_node_scroll_to (row);
  display_node_click_button (row, 3, 1);
  wait_item (rig, state);
}

static void
leave_menu (Rig         *rig,
            const State *state)
{
  display_window_press (rig->window, "Escape");
  display_node_wait_gone (rig->root, DISPLAY_ROLE_MENU_ITEM, state->words, NULL);
}

static const State menus[] = {
  { "menu", reach_menu, NULL, "About Rushes", .leave = leave_menu },
  { "menu-row", reach_row_menu, NULL, "Copy ID", .leave = leave_menu },
  { "menu-file", reach_file_menu, NULL, "Save As…", .leave = leave_menu },
};

/**
 * states_get_menus:
 *
 * Gets the menus that open in the main window.
 *
 * Returns: the states
 */
StateList
states_get_menus (void)
{
  return (StateList) { menus, G_N_ELEMENTS (menus) };
}
