/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-token.h"

#include "rushes-error.h"

#include <string.h>

#define SECRET "aB3dE5gH7jK9mN1pQ3sT5v"
#define TOKEN "user:1234-" SECRET
#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"

static const struct
{
  const char *name;
  const char *text;
  const char *want; /* NULL for the error */
  RushesError error;
} rows[] = {
  { "plain", TOKEN, TOKEN },
  { "one sign", "x", "x" },
  { "other shape", "!#$%&()*+,-./:;<=>?@[]^_{|}~", "!#$%&()*+,-./:;<=>?@[]^_{|}~" },
  { "H1 blanks around", "  " TOKEN "\t", TOKEN },
  { "H1 line end behind", TOKEN "\r\n", TOKEN },
  { "blank that does not break", "\u00a0" TOKEN "\u00a0", TOKEN },
  { "invisible signs", "\ufeff\u200b" TOKEN "\u200b", TOKEN },
  { "Bearer", "Bearer " TOKEN, TOKEN },
  { "bearer", "bearer\t" TOKEN, TOKEN },
  { "BEARER and blanks", "  BEARER   " TOKEN " ", TOKEN },
  { "header", "Authorization: Bearer " TOKEN, TOKEN },
  { "header in small letters", "authorization: bearer " TOKEN, TOKEN },
  { "header without blank", "Authorization:Bearer " TOKEN, TOKEN },
  { "header in quotes", "'Authorization: Bearer " TOKEN "'", TOKEN },
  { "quotes", "\"" TOKEN "\"", TOKEN },
  { "single quotes", "'" TOKEN "'", TOKEN },
  { "curly quotes", "“" TOKEN "”", TOKEN },
  { "low quotes", "„" TOKEN "“", TOKEN },
  { "guillemets", "« " TOKEN " »", TOKEN },
  { "quotes behind Bearer", "Bearer \"" TOKEN "\"", TOKEN },
  { "begins with Bearer", "Bearer1234", "Bearer1234" },

  { "absent", NULL, NULL, RUSHES_ERROR_NO_TOKEN },
  { "H1 empty", "", NULL, RUSHES_ERROR_NO_TOKEN },
  { "H1 blanks only", " \t\r\n", NULL, RUSHES_ERROR_NO_TOKEN },
  { "quotes only", "\"\"", NULL, RUSHES_ERROR_NO_TOKEN },
  { "Bearer only", "Bearer", NULL, RUSHES_ERROR_NO_TOKEN },
  { "Bearer and a blank", "Bearer ", NULL, RUSHES_ERROR_NO_TOKEN },
  { "header only", "Authorization: Bearer", NULL, RUSHES_ERROR_NO_TOKEN },

  { "H1 blank inside", TOKEN " x", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 CR LF inside", TOKEN "\r\nX-Other: 1", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 LF inside", TOKEN "\nx", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 CR inside", TOKEN "\rx", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 tab inside", TOKEN "\tx", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 control inside", TOKEN "\x01", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 delete inside", TOKEN "\x7f", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 not ASCII", "user:1234-é" SECRET, NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 invisible sign inside", "user:1234-\u200b" SECRET, NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 invalid UTF-8", TOKEN "\xff", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 two of them", TOKEN " " TOKEN, NULL, RUSHES_ERROR_BAD_TOKEN },
  { "video ID", ID, NULL, RUSHES_ERROR_BAD_TOKEN },
  { "video ID behind Bearer", "Bearer " ID, NULL, RUSHES_ERROR_BAD_TOKEN },
  { "video ID escaped", "user%3A1-minimax%3A2-video%3A3", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "link", "https://api.useapi.net/v1/minimax/videos/" ID, NULL, RUSHES_ERROR_BAD_TOKEN },
};

static void
test_clean (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *token = rushes_token_clean (rows[i].text, &error);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (token, ==, rows[i].want);
      g_assert_cmpint (token != NULL, ==, rushes_token_is_valid (token));
      if (rows[i].want != NULL)
        {
          g_assert_no_error (error);
          continue;
        }

      g_assert_error (error, RUSHES_ERROR, (int) rows[i].error);
      g_assert_null (strstr (error->message, SECRET));
      g_assert_null (strstr (error->message, "user"));
    }
}

/* The sentence says what was mistaken for a token. */
static void
test_video_is_named (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rushes_token_clean (" " ID "\n", &error));
  g_assert_nonnull (strstr (error->message, "video"));
}

static const struct
{
  gsize length;
  gboolean want;
} length_rows[] = {
  { 1, TRUE },
  { 30, TRUE },
  { RUSHES_TOKEN_MAX_LENGTH, TRUE },
  { RUSHES_TOKEN_MAX_LENGTH + 1, FALSE },
  { 1024 * 1024, FALSE },
};

static void
test_length (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (length_rows); i++)
    {
      g_autofree char *text = g_strnfill (length_rows[i].length, 'a');
      g_autofree char *token = rushes_token_clean (text, NULL);

      g_assert_cmpint (token != NULL, ==, length_rows[i].want);
      g_assert_cmpint (rushes_token_is_valid (text), ==, length_rows[i].want);
    }
}

static const struct
{
  const char *name;
  const char *token;
} invalid_rows[] = {
  { "absent", NULL },
  { "H1 empty", "" },
  { "H1 blank", "a b" },
  { "H1 blank before", " a" },
  { "H1 line end behind", "a\n" },
  { "H1 delete", "a\x7f" },
  { "H1 first byte above ASCII", "a\x80" },
  { "H1 not ASCII", "é" },
};

static void
test_invalid (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (invalid_rows); i++)
    {
      g_test_message ("%s", invalid_rows[i].name);
      g_assert_false (rushes_token_is_valid (invalid_rows[i].token));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/token/H1-clean", test_clean);
  g_test_add_func ("/token/video-is-named", test_video_is_named);
  g_test_add_func ("/token/H1-length", test_length);
  g_test_add_func ("/token/invalid", test_invalid);

  return g_test_run ();
}
