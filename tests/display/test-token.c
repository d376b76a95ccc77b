/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#define STORED "A token is stored. Type a new one to replace it."

static void
forget_token (Rig *rig)
{
  rig_set (rig, "token", g_variant_new_string (""));
}

static DisplayNode *
get_dialog (Rig *rig)
{
  return rig_wait (rig, DISPLAY_ROLE_ANY, "API Token");
}

static DisplayNode *
get_entry (Rig *rig)
{
  return rig_wait (rig, DISPLAY_ROLE_PASSWORD_TEXT, "API token");
}

static void
type_token (Rig        *rig,
            const char *text)
{
  g_autoptr(DisplayNode) entry = get_entry (rig);

  display_node_set_text (entry, text);
}

static void
press_in_dialog (Rig        *rig,
                 const char *name)
{
  g_autoptr(DisplayNode) dialog = get_dialog (rig);
  g_autoptr(DisplayNode) button = display_node_wait (dialog, DISPLAY_ROLE_PUSH_BUTTON, name, NULL);

  display_node_wait_state (button, DISPLAY_STATE_SENSITIVE, TRUE);
  display_node_click (button);
}

static void
wait_result (Rig        *rig,
             const char *words)
{
  g_autoptr(DisplayNode) dialog = get_dialog (rig);
  g_autoptr(DisplayNode) label = display_node_wait (dialog, DISPLAY_ROLE_LABEL, words, NULL);
}

static void
wait_closed (Rig *rig)
{
  display_window_wait_gone (rig->app, "API Token");
}

static void
assert_stored (Rig        *rig,
               const char *token)
{
  g_autofree char *stored = rig_dup_setting (rig, "token");

  g_assert_cmpstr (stored, ==, token);
}

typedef struct
{
  Rig *rig;
  const char *token;
} Storing;

static gboolean
is_stored (gpointer data)
{
  Storing *storing = data;
  g_autofree char *stored = rig_dup_setting (storing->rig, "token");

  return g_str_equal (stored, storing->token);
}

/* Settings reach the disk a moment after they are set. */
static void
wait_stored (Rig        *rig,
             const char *token)
{
  Storing storing = { rig, token };

  if (!display_wait (is_stored, &storing))
    display_app_fail (rig->app, "the token was not stored");
}

/* From nothing to the first fetch. */
static void
test_first (Rig           *rig,
            gconstpointer  data)
{
  g_autoptr(DisplayWindow) dialog = NULL;
  g_autoptr(DisplayNode) title = NULL;
  g_autoptr(DisplayNode) kept = NULL;

  forget_token (rig);
  rig_start (rig);
  title = rig_wait (rig, DISPLAY_ROLE_LABEL, "Add Your API Token");
  g_assert_null (rig_find (rig, DISPLAY_ROLE_TEXT, "Video ID"));

  rig_press (rig, "Set Token…", NULL);
  dialog = display_window_wait (rig->app, "API Token");
  kept = rig_wait (rig, DISPLAY_ROLE_LABEL, "*is not encrypted*");
  type_token (rig, STAND_IN_TOKEN);
  press_in_dialog (rig, "Check");
  wait_result (rig, "The server accepts this token");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", "/v2/account"), ==, 1);
  assert_stored (rig, "");

  press_in_dialog (rig, "Save");
  wait_closed (rig);
  wait_stored (rig, STAND_IN_TOKEN);
  rig_assert_secret (rig);
  rig_show (rig, "good", 1, "Completed");
}

/* Told by the server, by its faults, and without a word to it when it cannot be a token. */
static void
test_check (Rig           *rig,
            gconstpointer  data)
{
  g_autoptr(DisplayWindow) dialog = NULL;

  rig_start (rig);
  dialog = rig_open_token (rig);
  press_in_dialog (rig, "Check");
  wait_result (rig, "The server accepts this token");

  type_token (rig, RIG_OTHER_TOKEN);
  press_in_dialog (rig, "Check");
  wait_result (rig, "The server refuses this token. Check that the whole of it was copied.");

  stand_in_set_failure (rig->stand_in, 503, NULL);
  press_in_dialog (rig, "Check");
  wait_result (rig, "The server is out of service for now.*");

  stand_in_set_failure (rig->stand_in, 402, NULL);
  press_in_dialog (rig, "Check");
  wait_result (rig, "The useapi.net subscription has expired.*");

  stand_in_set_failure (rig->stand_in, 0, NULL);
  g_assert_true (stand_in_set_down (rig->stand_in, "api", TRUE));
  press_in_dialog (rig, "Check");
  wait_result (rig, "The server cannot be reached.*");
  g_assert_true (stand_in_set_down (rig->stand_in, "api", FALSE));

  press_in_dialog (rig, "Cancel");
  wait_closed (rig);
  assert_stored (rig, STAND_IN_TOKEN);
  rig_show (rig, "good", 2, "Completed");
}

/* What was typed is gone with the dialog, and what is stored is never shown. */
static void
test_cancel (Rig           *rig,
             gconstpointer  data)
{
  g_autoptr(DisplayWindow) dialog = NULL;
  g_autoptr(DisplayWindow) again = NULL;
  g_autoptr(DisplayNode) entry = NULL;

  rig_start (rig);
  dialog = rig_open_token (rig);
  type_token (rig, RIG_OTHER_TOKEN);
  press_in_dialog (rig, "Cancel");
  wait_closed (rig);
  assert_stored (rig, STAND_IN_TOKEN);

  again = rig_open_token (rig);
  wait_result (rig, STORED);
  entry = get_entry (rig);
  display_node_wait_text (entry, "");
  rig_assert_secret (rig);

  display_window_press (again, "Escape");
  wait_closed (rig);
  assert_stored (rig, STAND_IN_TOKEN);
}

static void
test_trimmed (Rig           *rig,
              gconstpointer  data)
{
  static const char *const texts[] = {
    "  " RIG_OTHER_TOKEN "\t ",
    "Bearer " RIG_OTHER_TOKEN,
    "bearer  " RIG_OTHER_TOKEN "  ",
    "Authorization: Bearer " RIG_OTHER_TOKEN,
    "\"" RIG_OTHER_TOKEN "\"",
  };

  stand_in_set_token (rig->stand_in, RIG_OTHER_TOKEN);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(DisplayWindow) dialog = NULL;

      rig_set (rig, "token", g_variant_new_string (""));
      rig_start (rig);
      dialog = rig_open_token (rig);
      type_token (rig, texts[i]);
      press_in_dialog (rig, "Save");
      wait_closed (rig);
      wait_stored (rig, RIG_OTHER_TOKEN);
      rig_show (rig, "good", 10 + i, "Completed");
      rig_stop (rig);
    }
}

/* In words, and before any request. */
static void
test_refused (Rig           *rig,
              gconstpointer  data)
{
  static const struct
  {
    const char *text;
    const char *words;
  } rows[] = {
    { "   ", "Type or paste the token first." },
    { "Bearer ", "Type or paste the token first." },
    { "user:1234-Ab0Cd1Ef2 Gh3Ij4Kl5Mn6O", "A token is a single word of plain letters*" },
    { "user:1234-Zürich", "A token is a single word of plain letters*" },
    { "user:1234-minimax:good-video:402000000000000001",
      "This is the ID of a video, not a token." },
  };
  g_autoptr(DisplayWindow) dialog = NULL;

  rig_start (rig);
  dialog = rig_open_token (rig);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      type_token (rig, rows[i].text);
      press_in_dialog (rig, "Save");
      wait_result (rig, rows[i].words);
      type_token (rig, "x");
      wait_result (rig, STORED);
      type_token (rig, rows[i].text);
      press_in_dialog (rig, "Check");
      wait_result (rig, rows[i].words);
    }

  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, NULL, NULL), ==, 0);
  press_in_dialog (rig, "Cancel");
  wait_closed (rig);
  assert_stored (rig, STAND_IN_TOKEN);
}

static void
test_too_long (Rig           *rig,
               gconstpointer  data)
{
  g_autofree char *text = g_strnfill (10000, 'a');
  g_autoptr(DisplayWindow) dialog = NULL;

  rig_start (rig);
  dialog = rig_open_token (rig);
  type_token (rig, text);
  press_in_dialog (rig, "Save");
  wait_result (rig, "This is too long for a token.");
  press_in_dialog (rig, "Cancel");
  wait_closed (rig);
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, NULL, NULL), ==, 0);
}

/* A token that cannot be one, put into the settings by another hand, is not sent. */
static void
test_bad_stored (Rig           *rig,
                 gconstpointer  data)
{
  rig_set (rig, "token", g_variant_new_string ("user:1234\r\nX-Evil: 1"));
  rig_start (rig);
  g_free (rig_fetch_new (rig, "good", 20));
  rig_wait_problem (rig, "The stored token cannot be used", "Set Token…");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, NULL, NULL), ==, 0);
}

/* A token that is refused is set anew, and what it stopped goes on by itself. */
static void
test_renewed (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr(DisplayWindow) dialog = NULL;
  g_autofree char *video_id = NULL;

  stand_in_set_token (rig->stand_in, RIG_OTHER_TOKEN);
  rig_start (rig);
  video_id = rig_fetch_new (rig, "good", 21);
  rig_wait_problem (rig, "The server refused the token", "Set Token…");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", video_id), ==, 1);

  rig_press (rig, "Set Token…", NULL);
  dialog = display_window_wait (rig->app, "API Token");
  type_token (rig, RIG_OTHER_TOKEN);
  press_in_dialog (rig, "Save");
  rig_wait_video (rig, video_id, "Completed");
  rig_wait_mended (rig, "The server refused the token");
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", video_id), ==, 2);
}

/* Enter saves, and the reveal button has a name. */
static void
test_keys (Rig           *rig,
           gconstpointer  data)
{
  g_autoptr(DisplayWindow) dialog = NULL;
  g_autoptr(DisplayNode) entry = NULL;

  stand_in_set_token (rig->stand_in, RIG_OTHER_TOKEN);
  rig_start (rig);
  dialog = rig_open_token (rig);
  entry = get_entry (rig);
  display_node_wait_state (entry, DISPLAY_STATE_FOCUSED, TRUE);
  display_window_type (dialog, RIG_OTHER_TOKEN "\n");
  wait_closed (rig);
  wait_stored (rig, RIG_OTHER_TOKEN);
  rig_show (rig, "good", 22, "Completed");
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/token/first", test_first, NULL);
  rig_add ("/token/check", test_check, NULL);
  rig_add ("/token/cancel", test_cancel, NULL);
  rig_add ("/token/trimmed", test_trimmed, NULL);
  rig_add ("/token/refused", test_refused, NULL);
  rig_add ("/token/too-long", test_too_long, NULL);
  rig_add ("/token/bad-stored", test_bad_stored, NULL);
  rig_add ("/token/renewed", test_renewed, NULL);
  rig_add ("/token/keys", test_keys, NULL);

  return rig_run ();
}
