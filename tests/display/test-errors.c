/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

/* Each fault in its own words, with the button that mends it; the last good page stays. */
static const struct
{
  const char *options;
  const char *title;
  const char *text;
  const char *button;
} rows[] = {
  { "error-400", "The server does not know an ID like this", "The server says: *", "Edit ID" },
  { "error-401", "The server refused the token", "Set a token that works to go on.", "Set Token…" },
  { "error-402", "The useapi.net subscription has expired", "Renew it at useapi.net*",
    "Open useapi.net" },
  { "error-403", "The server does not show this video to you", "It belongs to another account*",
    "Set Token…" },
  { "error-429", "The server was asked too often", "Wait a little*", "Try Again" },
  { "error-429-retry-7", "The server was asked too often", "It asks for a pause of 7 seconds.*",
    "Try Again" },
  { "error-500", "The server failed", "Something went wrong*", "Try Again" },
  { "error-502-html", "The server could not reach MiniMax", "This often passes by itself.*",
    "Try Again" },
  { "error-503-nested", "The server is out of service for now", "*Try again in a few minutes.",
    "Try Again" },
  { "error-504-empty", "MiniMax did not answer the server in time", "Try again in a minute.",
    "Try Again" },
  { "error-596", "The MiniMax account is on hold", "*the account page tells more.",
    "Open useapi.net" },
  { "redirect-302", "The server sent Rushes somewhere else", "*so that the token stays safe*",
    "Try Again" },
  { "redirect-307-self", "The server sent Rushes somewhere else", NULL, "Try Again" },
  { "redirect-301-loop", "The server sent Rushes somewhere else", NULL, "Try Again" },
  { "redirect-302-file", "The server sent Rushes somewhere else", NULL, "Try Again" },
  { "redirect-308-none", "The server sent Rushes somewhere else", NULL, "Try Again" },
  { "garbage", "The answer is not about a video", "*sign-in page of your network*", "Try Again" },
  { "empty", "The answer is not about a video", NULL, "Try Again" },
  { "null", "The answer is not about a video", NULL, "Try Again" },
  { "array", "The answer is not about a video", NULL, "Try Again" },
  { "cut-json", "The answer is not about a video", NULL, "Try Again" },
  { "html-200", "The answer is not about a video", NULL, "Try Again" },
  { "deep", "The answer is too large", NULL, "Try Again" },
  { "huge", "The answer is too large", "Rushes did not read it to the end.*", "Try Again" },
  { "truncated", "The answer was cut off", "The connection ended too early.*", "Try Again" },
  { "gzip", "The answer came in a form Rushes did not ask for", NULL, "Try Again" },
  { "xyz-encoding", "The answer came in a form Rushes did not ask for", NULL, "Try Again" },
  { "reset", "The *", NULL, "Try Again" },
  { "not-http", "The *", NULL, "Try Again" },
};

/* The page that was good before is still there, and the next fetch takes the words away. */
static void
test_row (Rig        *rig,
          guint       i,
          const char *good)
{
  g_autofree char *bad = rig_fetch_new (rig, rows[i].options, 100 + i);
  g_autoptr(DisplayNode) text = NULL;

  rig_wait_problem (rig, rows[i].title, rows[i].button);
  if (rows[i].text != NULL)
    text = rig_wait (rig, DISPLAY_ROLE_LABEL, rows[i].text);
  g_assert_true (rig_is_shown (rig, good));
  rig_wait_status (rig, "Completed");

  rig_fetch (rig, good);
  rig_wait_mended (rig, rows[i].title);
  g_assert_true (rig_is_shown (rig, good));
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", bad), ==, 1);
}

static void
test_answers (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *good = NULL;

  rig_start (rig);
  good = rig_fetch_new (rig, "good+no-cover", 1);
  rig_wait_video (rig, good, "Completed");
  for (guint i = GPOINTER_TO_UINT (data); i < G_N_ELEMENTS (rows); i += 2)
    test_row (rig, i, good);
}

/* Nothing was followed: the media port, where most redirects lead, was not asked. */
static void
test_redirect (Rig           *rig,
               gconstpointer  data)
{
  rig_start (rig);
  g_free (rig_fetch_new (rig, "redirect-302", 2));
  rig_wait_problem (rig, "The server sent Rushes somewhere else", "Try Again");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "media", NULL), ==, 0);
}

/* What was known stays: the prompt of a video that was removed is of use. */
static void
test_removed (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *unknown = NULL;
  g_autofree char *known = NULL;
  g_autofree char *gone = NULL;
  g_autoptr(DisplayNode) sentence = NULL;
  g_autoptr(DisplayNode) prompt = NULL;

  rig_start (rig);
  unknown = rig_fetch_new (rig, "error-404", 3);
  rig_wait_video (rig, unknown, "Removed");
  sentence = rig_wait (rig, DISPLAY_ROLE_LABEL, "*Most often it was moderated and removed*");

  known = rig_fetch_new (rig, "whale+once-then-error-404", 4);
  rig_wait_video (rig, known, "Completed");
  rig_press (rig, "Refresh", NULL);
  rig_wait_status (rig, "Removed");
  g_assert_true (rig_is_shown (rig, known));
  prompt = rig_wait (rig, DISPLAY_ROLE_LABEL, "A blue whale drifts*");

  gone = rig_fetch_new (rig, "error-410", 5);
  rig_wait_video (rig, gone, "Removed");
  rig_show (rig, "good", 6, "Completed");
}

/* A refresh that fails leaves what the last one said; one that works takes the words away. */
static void
test_refresh_fails (Rig           *rig,
                    gconstpointer  data)
{
  rig_start (rig);
  rig_show (rig, "job-9", 7, "Queued");
  stand_in_set_failure (rig->stand_in, 500, NULL);
  rig_press (rig, "Refresh", NULL);
  rig_wait_problem (rig, "The server failed", "Try Again");
  rig_wait_status (rig, "Queued");

  stand_in_set_failure (rig->stand_in, 0, NULL);
  rig_press (rig, "Try Again", NULL);
  rig_wait_status (rig, "Processing");
  rig_wait_mended (rig, "The server failed");
}

static void
test_refused_connection (Rig           *rig,
                         gconstpointer  data)
{
  g_autofree char *video_id = stand_in_dup_id ("good", 8);

  rig_start (rig);
  g_assert_true (stand_in_set_down (rig->stand_in, "api", TRUE));
  rig_fetch (rig, video_id);
  rig_wait_problem (rig, "The server cannot be reached", "Try Again");

  g_assert_true (stand_in_set_down (rig->stand_in, "api", FALSE));
  rig_press (rig, "Try Again", NULL);
  rig_wait_video (rig, video_id, "Completed");
  rig_wait_mended (rig, "The server cannot be reached");
}

/* What takes long is said, and can be given up; the ID stays to be changed. */
static void
test_hang (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autoptr(DisplayNode) words = NULL;
  g_autoptr(DisplayNode) entry = NULL;

  rig_start (rig);
  video_id = rig_fetch_new (rig, "hang", 9);
  words = rig_wait (rig, DISPLAY_ROLE_LABEL, "Asking about *");
  rig_press (rig, "Cancel", NULL);
  display_node_wait_gone (rig->root, DISPLAY_ROLE_LABEL, "Asking about *", NULL);
  entry = rig_wait (rig, DISPLAY_ROLE_TEXT, "Video ID");
  display_node_wait_text (entry, video_id);
  display_node_wait_state (entry, DISPLAY_STATE_FOCUSED, TRUE);
  rig_show (rig, "good", 10, "Completed");
}

/* An address that is not safe is not asked; the button goes back to the service's own. */
static void
test_bad_address (Rig           *rig,
                  gconstpointer  data)
{
  rig_set (rig, "api-url", g_variant_new_string ("http://api.invalid/v1/minimax"));
  rig_start (rig);
  g_free (rig_fetch_new (rig, "good", 11));
  rig_wait_problem (rig, "The server’s address cannot be used", "Use useapi.net");
  rig_press (rig, "Use useapi.net", NULL);
  rig_wait_mended (rig, "The server’s address cannot be used");
}

/* Closed in the middle of it, the program ends at once and well. */
static void
test_close_while_asking (Rig           *rig,
                         gconstpointer  data)
{
  rig_start (rig);
  g_free (rig_fetch_new (rig, "hang", 12));
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "api", "hang", 1));
  rig_stop (rig);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/errors/answers/even", test_answers, GUINT_TO_POINTER (0));
  rig_add ("/errors/answers/odd", test_answers, GUINT_TO_POINTER (1));
  rig_add ("/errors/A1-redirect", test_redirect, NULL);
  rig_add ("/errors/removed", test_removed, NULL);
  rig_add ("/errors/refresh-fails", test_refresh_fails, NULL);
  rig_add ("/errors/B15-refused-connection", test_refused_connection, NULL);
  rig_add ("/errors/B13-hang", test_hang, NULL);
  rig_add ("/errors/bad-address", test_bad_address, NULL);
  rig_add ("/errors/I1-close-while-asking", test_close_while_asking, NULL);

  return rig_run ();
}
