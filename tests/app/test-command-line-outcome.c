/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-outcome.h"

#include "rushes-error.h"
#include "rushes-video-json.h"

#include <string.h>

#define ID "user:1234-minimax:1-video:2"

static RushesVideo *
make_video (const char *json)
{
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GError) error = NULL;
  RushesVideo *video = rushes_video_read_json (ID, body, &error);

  g_assert_no_error (error);

  return video;
}

/* DESIGN §6: what an answer means, and the exit status of it. */
static const struct
{
  const char *json;
  RushesCommandLineOutcome outcome;
  int status;
  const char *kind;
} video_rows[] = {
  { "{\"status\":2,\"statusFinal\":true}", RUSHES_COMMAND_LINE_DONE, 0, NULL },
  { "{\"status\":2}", RUSHES_COMMAND_LINE_DONE, 0, NULL },
  { "{\"status\":10,\"statusFinal\":true}", RUSHES_COMMAND_LINE_DONE, 0, NULL },
  { "{\"status\":42,\"statusFinal\":true}", RUSHES_COMMAND_LINE_DONE, 0, NULL },
  { "{\"status\":0}", RUSHES_COMMAND_LINE_NOT_FINAL, 5, "not-final" },
  { "{\"status\":1,\"percent\":63}", RUSHES_COMMAND_LINE_NOT_FINAL, 5, "not-final" },
  { "{\"status\":11}", RUSHES_COMMAND_LINE_NOT_FINAL, 5, "not-final" },
  { "{\"status\":6}", RUSHES_COMMAND_LINE_NOT_FINAL, 5, "not-final" },
  { "{\"status\":99,\"statusFinal\":false}", RUSHES_COMMAND_LINE_NOT_FINAL, 5, "not-final" },
  { "{\"status\":5,\"statusFinal\":true}", RUSHES_COMMAND_LINE_MODERATED, 4, "moderated" },
  { "{\"status\":7}", RUSHES_COMMAND_LINE_MODERATED, 4, "moderated" },
  { "{\"status\":14}", RUSHES_COMMAND_LINE_MODERATED, 4, "moderated" },
  { "{\"status\":3}", RUSHES_COMMAND_LINE_FAILED, 4, "failed" },
};

static void
test_video (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (video_rows); i++)
    {
      g_autoptr(RushesVideo) video = make_video (video_rows[i].json);
      RushesCommandLineOutcome outcome = rushes_command_line_outcome_read (video);

      g_test_message ("%s", video_rows[i].json);
      g_assert_cmpint (outcome, ==, video_rows[i].outcome);
      g_assert_cmpint (rushes_command_line_outcome_get_exit (outcome, NULL), ==,
                       video_rows[i].status);
      g_assert_cmpstr (rushes_command_line_outcome_get_kind (outcome, NULL), ==,
                       video_rows[i].kind);
    }
}

static void
test_removed (void)
{
  g_autoptr(RushesVideo) video = rushes_video_new (ID);

  rushes_video_set_removed (video, TRUE);
  g_assert_cmpint (rushes_command_line_outcome_read (video), ==, RUSHES_COMMAND_LINE_REMOVED);
  g_assert_cmpint (rushes_command_line_outcome_get_exit (RUSHES_COMMAND_LINE_REMOVED, NULL), ==,
                   2);
}

/* Those that DESIGN §6 names. */
static const struct
{
  RushesError code;
  int status;
  const char *kind;
} error_rows[] = {
  { RUSHES_ERROR_BAD_ID, 1, "bad-id" },
  { RUSHES_ERROR_BAD_REQUEST, 1, "bad-request" },
  { RUSHES_ERROR_BAD_ADDRESS, 1, "bad-address" },
  { RUSHES_ERROR_NOT_FOUND, 2, "not-found" },
  { RUSHES_ERROR_GONE, 2, "gone" },
  { RUSHES_ERROR_NO_TOKEN, 3, "no-token" },
  { RUSHES_ERROR_BAD_TOKEN, 3, "bad-token" },
  { RUSHES_ERROR_UNAUTHORIZED, 3, "unauthorized" },
  { RUSHES_ERROR_NO_SUBSCRIPTION, 3, "no-subscription" },
  { RUSHES_ERROR_FORBIDDEN, 3, "forbidden" },
  { RUSHES_ERROR_RATE_LIMITED, 6, "rate-limited" },
  { RUSHES_ERROR_ACCOUNT, 6, "account" },
  { RUSHES_ERROR_OFFLINE, 6, "offline" },
  { RUSHES_ERROR_INSECURE, 6, "insecure" },
  { RUSHES_ERROR_NOT_MEDIA, 6, "not-media" },
  { RUSHES_ERROR_NO_SPACE, 7, "no-space" },
  { RUSHES_ERROR_FILE_BUSY, 7, "file-busy" },
  { RUSHES_ERROR_FILE, 7, "file" },
};

static void
test_error (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, error_rows[i].code, "");

      g_assert_cmpint (rushes_command_line_outcome_get_exit (RUSHES_COMMAND_LINE_ERROR, error), ==,
                       error_rows[i].status);
      g_assert_cmpstr (rushes_command_line_outcome_get_kind (RUSHES_COMMAND_LINE_ERROR, error), ==,
                       error_rows[i].kind);
    }
}

/* No code is without its status, its word and its sentences; no two have the same word. */
static void
test_every_error (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GFile) folder = g_file_new_for_path ("/tmp/a b");

  for (int code = 0; code < RUSHES_N_ERRORS; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, code, "https://h/?sign=secret");
      const char *kind = rushes_command_line_outcome_get_kind (RUSHES_COMMAND_LINE_ERROR, error);
      g_autofree char *text = rushes_command_line_outcome_dup_error_text (error, NULL);
      g_autofree char *of_file = rushes_command_line_outcome_dup_error_text (error, folder);
      int status = rushes_command_line_outcome_get_exit (RUSHES_COMMAND_LINE_ERROR, error);

      g_test_message ("%s: %d: %s", kind, status, text);
      g_assert_true (g_hash_table_add (seen, (char *) kind));
      g_assert_cmpint (status, >, 0);
      g_assert_cmpint (status, <, 8);
      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_true (g_str_has_suffix (of_file, "."));
      if (code != RUSHES_ERROR_BAD_REQUEST && code != RUSHES_ERROR_ACCOUNT &&
          code != RUSHES_ERROR_INSECURE)
        g_assert_null (strstr (text, "secret"));
    }
}

static void
test_text (void)
{
  g_autoptr(RushesVideo) video = make_video ("{\"status\":7}");

  for (int outcome = RUSHES_COMMAND_LINE_DONE; outcome < RUSHES_COMMAND_LINE_ERROR; outcome++)
    {
      g_autofree char *text = rushes_command_line_outcome_dup_text (outcome, video, 120);

      if (outcome == RUSHES_COMMAND_LINE_DONE)
        g_assert_null (text);
      else
        g_assert_true (g_str_has_suffix (text, "."));
      if (outcome == RUSHES_COMMAND_LINE_EXPIRED)
        g_assert_nonnull (strstr (text, "after 120 minutes"));
      if (outcome == RUSHES_COMMAND_LINE_MODERATED)
        g_assert_true (g_str_has_prefix (text, "Moderated. "));
    }
}

/* It is said where a token is set; the window has a button for that. */
static void
test_token (void)
{
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_NO_TOKEN, "");
  g_autofree char *text = rushes_command_line_outcome_dup_error_text (error, NULL);

  g_assert_true (g_str_has_prefix (text, "No API token is set. "));
  g_assert_nonnull (strstr (text, "RUSHES_TOKEN"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/command-line-outcome/video", test_video);
  g_test_add_func ("/command-line-outcome/removed", test_removed);
  g_test_add_func ("/command-line-outcome/error", test_error);
  g_test_add_func ("/command-line-outcome/every-error", test_every_error);
  g_test_add_func ("/command-line-outcome/text", test_text);
  g_test_add_func ("/command-line-outcome/token", test_token);

  return g_test_run ();
}
