/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-problem.h"

#include "rushes-error.h"

#include <string.h>

/* A sentence for people: no code, no link, no shouting (FAULTS, rule 3). */
static void
assert_plain (const char *text)
{
  g_test_message ("%s", text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), >, 8);
  g_assert_null (strpbrk (text, "!<>{}_\n"));
  g_assert_null (strstr (text, "http"));
  g_assert_null (strstr (text, "://"));
  g_assert_null (strstr (text, "  "));
}

static void
assert_without_digits (const char *text)
{
  g_assert_null (strpbrk (text, G_CSET_DIGITS));
}

static void
assert_new (GHashTable *seen,
            const char *text)
{
  g_test_message ("%s", text);
  g_assert_true (g_hash_table_add (seen, g_strdup (text)));
}

static RushesProblem *
make_problem (RushesError  code,
              const char  *message,
              gint64       wait)
{
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, code, message);

  rushes_error_set_retry_after (error, wait);

  return rushes_problem_new_for_error (error);
}

/* Each code says something that no other says. */
static void
test_every_error (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = 0; code < RUSHES_N_ERRORS; code++)
    {
      g_autoptr(RushesProblem) problem = make_problem (code, "", -1);
      g_autofree char *end = NULL;

      g_assert_nonnull (problem->title);
      g_assert_nonnull (problem->text);
      assert_plain (problem->title);
      assert_plain (problem->text);
      assert_without_digits (problem->title);
      assert_without_digits (problem->text);
      g_assert_false (g_str_has_suffix (problem->title, "."));
      g_assert_true (g_str_has_suffix (problem->text, "."));
      assert_new (seen, problem->title);
      assert_new (seen, problem->text);
    }
}

/* A message that is for a log is not shown; the code alone decides. */
static void
test_message_not_shown (void)
{
  for (int code = 0; code < RUSHES_N_ERRORS; code++)
    {
      g_autoptr(RushesProblem) problem = make_problem (code, "https://h/?sign=secret", -1);

      if (code == RUSHES_ERROR_BAD_REQUEST || code == RUSHES_ERROR_ACCOUNT ||
          code == RUSHES_ERROR_INSECURE)
        continue;

      g_assert_null (strstr (problem->title, "secret"));
      g_assert_null (strstr (problem->text, "secret"));
    }
}

/* What a server says is named as such, isolated, on one line and cut. */
static const struct
{
  RushesError code;
  const char *message;
  const char *part;
} said_rows[] = {
  { RUSHES_ERROR_BAD_REQUEST, "Bad ID", "The server says: “\u2068" "Bad ID\u2069”. Check that" },
  { RUSHES_ERROR_ACCOUNT, "On hold.", "The server says: “\u2068On hold.\u2069”. useapi.net" },
  { RUSHES_ERROR_BAD_REQUEST, " a\nb ", "\u2068" "a b\u2069" },
  { RUSHES_ERROR_BAD_REQUEST, "<b>&amp;</b>", "\u2068<b>&amp;</b>\u2069" },
  { RUSHES_ERROR_BAD_REQUEST, "a\u202e\u2069\x1b[31m", "\u2068" "a [31m\u2069" },
  { RUSHES_ERROR_BAD_REQUEST, "خطأ", "\u2068خطأ\u2069" },
  { RUSHES_ERROR_INSECURE, "Its certificate has expired.",
    "Its certificate has expired. The server could not prove" },
};

static void
test_server_words (void)
{
  g_autofree char *long_words = g_strnfill (100 * 1000, 'x');
  g_autoptr(RushesProblem) long_problem = make_problem (RUSHES_ERROR_BAD_REQUEST, long_words, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (said_rows); i++)
    {
      g_autoptr(RushesProblem) problem = make_problem (said_rows[i].code, said_rows[i].message, -1);

      g_test_message ("%s", problem->text);
      g_assert_nonnull (strstr (problem->text, said_rows[i].part));
      g_assert_true (g_str_has_suffix (problem->text, "."));
    }

  g_assert_cmpuint (strlen (long_problem->text), <, 500);
}

static const struct
{
  RushesError code;
  gint64 wait;
  const char *part; /* NULL for no word of a pause */
} wait_rows[] = {
  { RUSHES_ERROR_RATE_LIMITED, -1, NULL },
  { RUSHES_ERROR_RATE_LIMITED, 0, NULL },
  { RUSHES_ERROR_RATE_LIMITED, 1, "a pause of 1 second." },
  { RUSHES_ERROR_RATE_LIMITED, 20, "a pause of 20 seconds." },
  { RUSHES_ERROR_RATE_LIMITED, 59, "a pause of 59 seconds." },
  { RUSHES_ERROR_RATE_LIMITED, 60, "a pause of 1 minute." },
  { RUSHES_ERROR_RATE_LIMITED, 61, "a pause of 2 minutes." },
  { RUSHES_ERROR_RATE_LIMITED, 3600, "a pause of 60 minutes." },
  { RUSHES_ERROR_UNAVAILABLE, 20, "a pause of 20 seconds." },
  { RUSHES_ERROR_NOT_FOUND, 20, NULL },
};

static void
test_wait (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wait_rows); i++)
    {
      g_autoptr(RushesProblem) problem = make_problem (wait_rows[i].code, "", wait_rows[i].wait);

      g_test_message ("%s", problem->text);
      if (wait_rows[i].part != NULL)
        g_assert_nonnull (strstr (problem->text, wait_rows[i].part));
      else
        g_assert_null (strstr (problem->text, "a pause of"));
    }
}

/* The button that mends it (API.md, "Errors"). */
static const struct
{
  RushesError code;
  RushesProblemAction action;
  gboolean mild;
} action_rows[] = {
  { RUSHES_ERROR_NO_TOKEN, RUSHES_PROBLEM_SET_TOKEN, TRUE },
  { RUSHES_ERROR_BAD_TOKEN, RUSHES_PROBLEM_SET_TOKEN, FALSE },
  { RUSHES_ERROR_UNAUTHORIZED, RUSHES_PROBLEM_SET_TOKEN, FALSE },
  { RUSHES_ERROR_BAD_ADDRESS, RUSHES_PROBLEM_RESET_ADDRESS, FALSE },
  { RUSHES_ERROR_BAD_ID, RUSHES_PROBLEM_EDIT_ID, TRUE },
  { RUSHES_ERROR_BAD_REQUEST, RUSHES_PROBLEM_EDIT_ID, FALSE },
  { RUSHES_ERROR_NO_SUBSCRIPTION, RUSHES_PROBLEM_OPEN_ACCOUNT, FALSE },
  { RUSHES_ERROR_ACCOUNT, RUSHES_PROBLEM_OPEN_ACCOUNT, FALSE },
  { RUSHES_ERROR_RATE_LIMITED, RUSHES_PROBLEM_TRY_AGAIN, TRUE },
  { RUSHES_ERROR_OFFLINE, RUSHES_PROBLEM_TRY_AGAIN, TRUE },
  { RUSHES_ERROR_BAD_GATEWAY, RUSHES_PROBLEM_TRY_AGAIN, FALSE },
  { RUSHES_ERROR_GONE, RUSHES_PROBLEM_NOTHING, FALSE },
};

static void
test_action (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      g_autoptr(RushesProblem) problem = make_problem (action_rows[i].code, "", -1);

      g_test_message ("%s", problem->title);
      g_assert_cmpint (problem->action, ==, action_rows[i].action);
      g_assert_cmpint (problem->mild, ==, action_rows[i].mild);
    }
}

static void
test_action_label (void)
{
  static const char *const labels[] = {
    [RUSHES_PROBLEM_NOTHING] = NULL,
    [RUSHES_PROBLEM_SET_TOKEN] = "Set Token…",
    [RUSHES_PROBLEM_TRY_AGAIN] = "Try Again",
    [RUSHES_PROBLEM_EDIT_ID] = "Edit ID",
    [RUSHES_PROBLEM_OPEN_ACCOUNT] = "Open useapi.net",
    [RUSHES_PROBLEM_RESET_ADDRESS] = "Use useapi.net",
  };

  for (guint action = 0; action < G_N_ELEMENTS (labels); action++)
    g_assert_cmpstr (rushes_problem_action_label (action), ==, labels[action]);
}

static void
test_every_paste (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *masked = "user:1234-" RUSHES_PASTE_MASK;

  for (int kind = RUSHES_PASTE_TOKEN; kind <= RUSHES_PASTE_UNKNOWN; kind++)
    {
      RushesPasteItem item = { .kind = kind, .line = 3, .excerpt = (char *) masked };
      g_autoptr(RushesProblem) problem = rushes_problem_new_for_paste (&item, FALSE);
      g_autoptr(RushesProblem) among = rushes_problem_new_for_paste (&item, TRUE);
      g_autofree char *want = g_strdup_printf ("Line 3, \u2068%s\u2069: %s", masked, problem->text);

      assert_plain (problem->title);
      assert_plain (problem->text);
      g_assert_false (g_str_has_suffix (problem->title, "."));
      g_assert_true (g_str_has_suffix (problem->text, "."));
      assert_new (seen, problem->title);
      assert_new (seen, problem->text);
      g_assert_true (problem->mild);
      g_assert_cmpint (problem->action, ==, kind == RUSHES_PASTE_TOKEN ? RUSHES_PROBLEM_SET_TOKEN
                                                                       : RUSHES_PROBLEM_EDIT_ID);
      g_assert_cmpstr (among->title, ==, problem->title);
      g_assert_cmpstr (among->text, ==, want);
    }
}

/* In the summary of several: what mends it is said once of each kind; a token has a button. */
static const struct
{
  RushesPasteKind kind;
  gboolean brief;
  const char *want;
} left_out_rows[] = {
  { RUSHES_PASTE_TOKEN, FALSE,
    "This is an API token, not a video ID. It was not sent anywhere." },
  { RUSHES_PASTE_TOKEN, TRUE, "This is an API token, not a video ID. It was not sent anywhere." },
  { RUSHES_PASTE_FILE_ID, FALSE,
    "This is the ID of a file, not of a video. A video ID has “-video:” where this one has "
    "“-file:”." },
  { RUSHES_PASTE_FILE_ID, TRUE, "This is the ID of a file, not of a video" },
};

static void
test_left_out (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (left_out_rows); i++)
    {
      RushesPasteItem item = { .kind = left_out_rows[i].kind };
      g_autofree char *text = rushes_problem_dup_left_out (&item, left_out_rows[i].brief);

      g_assert_cmpstr (text, ==, left_out_rows[i].want);
    }
}

static void
test_clipboard (void)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_clipboard ();

  assert_plain (problem->title);
  assert_plain (problem->text);
  g_assert_true (g_str_has_suffix (problem->text, "."));
}

/* FAULTS G1 to G3: a fault of the disk names the folder. */
static const struct
{
  RushesError code;
  guint64 missing;
  const char *want;
} reason_rows[] = {
  { RUSHES_ERROR_NO_SPACE, 0,
    "The disk is full: \u2066/tmp/a b\u2069. Free some space, or choose another folder in the "
    "preferences, then go on." },
  { RUSHES_ERROR_NO_SPACE, 9800000,
    "9.8\u00a0MB are missing on the disk of \u2066/tmp/a b\u2069. Free some space, then try "
    "again." },
  { RUSHES_ERROR_FOLDER_MISSING, 0, "The folder is missing: \u2066/tmp/a b\u2069. Connect its "
    "disk, or choose another folder in the preferences, then try again." },
  { RUSHES_ERROR_DISCONNECTED, 0, NULL },
};

static void
test_reason (void)
{
  g_autoptr(GFile) folder = g_file_new_for_path ("/tmp/a b");

  for (gsize i = 0; i < G_N_ELEMENTS (reason_rows); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, reason_rows[i].code, "");
      g_autofree char *reason = NULL;

      rushes_error_set_missing (error, reason_rows[i].missing);
      reason = rushes_problem_dup_reason (error, folder);
      if (reason_rows[i].want != NULL)
        g_assert_cmpstr (reason, ==, reason_rows[i].want);
      else
        g_assert_null (strstr (reason, "/tmp"));
    }
}

static void
test_every_reason (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GFile) folder = g_file_new_for_path ("/tmp");

  for (int code = 0; code < RUSHES_N_ERRORS; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, code, "https://h/?sign=secret");
      g_autofree char *reason = rushes_problem_dup_reason (error, folder);

      assert_plain (reason);
      assert_new (seen, reason);
      g_assert_true (g_str_has_suffix (reason, "."));
      g_assert_null (strstr (reason, "secret"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/problem/every-error", test_every_error);
  g_test_add_func ("/problem/message-not-shown", test_message_not_shown);
  g_test_add_func ("/problem/server-words", test_server_words);
  g_test_add_func ("/problem/wait", test_wait);
  g_test_add_func ("/problem/action", test_action);
  g_test_add_func ("/problem/action-label", test_action_label);
  g_test_add_func ("/problem/every-paste", test_every_paste);
  g_test_add_func ("/problem/left-out", test_left_out);
  g_test_add_func ("/problem/clipboard", test_clipboard);
  g_test_add_func ("/problem/reason", test_reason);
  g_test_add_func ("/problem/every-reason", test_every_reason);

  return g_test_run ();
}
