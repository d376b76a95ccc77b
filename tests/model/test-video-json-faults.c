/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video-json.h"

#include <string.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GBytes *
read_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "answers", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (text, length);
}

/* The three forms of API.md, "Errors", and what says nothing. */
static const struct
{
  const char *name;
  const char *body;
  const char *text;
  int code; /* -1 when nothing is said */
} fault_rows[] = {
  { "text and code", "{\"error\":\"Not found.\",\"code\":404}", "Not found.", 404 },
  { "text", "{\"error\":\"Expired\"}", "Expired", 0 },
  { "object", "{\"error\":{\"code\":503,\"message\":\"Later.\",\"status\":\"X\"}}", "Later.", 503 },
  { "object without words", "{\"error\":{\"code\":503}}", NULL, 503 },
  { "D2 number", "{\"error\":7,\"code\":404}", NULL, 404 },
  { "D2 code as text", "{\"error\":\"a\",\"code\":\"404\"}", "a", 0 },
  { "D2 message as object", "{\"error\":{\"message\":{}}}", NULL, 0 },
  { "D6 code too large", "{\"error\":\"a\",\"code\":99999999999}", "a", 0 },
  { "D6 code negative", "{\"error\":\"a\",\"code\":-1}", "a", 0 },
  { "D9 markup", "{\"error\":\"<b>&amp;</b>\"}", "<b>&amp;</b>", 0 },
  { "D9 escape and override", "{\"error\":\"a\\u001b[31m\\u202eb\"}", "a [31mb", 0 },
  { "null", "{\"error\":null}", NULL, -1 },
  { "absent", "{\"code\":404}", NULL, -1 },
  { "array", "[{\"error\":\"a\"}]", NULL, -1 },
  { "HTML", "<html>error</html>", NULL, -1 },
  { "nothing", "", NULL, -1 },
  { "D7 cut", "{\"error\":\"a", NULL, -1 },
};

static void
test_fault (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      g_autoptr(GBytes) body = bytes_of (fault_rows[i].body);
      g_autoptr(RushesFault) fault = rushes_fault_read_json (body);

      g_test_message ("%s", fault_rows[i].name);
      g_assert_cmpint (fault == NULL, ==, fault_rows[i].code == -1);
      if (fault == NULL)
        continue;

      g_assert_cmpstr (fault->text, ==, fault_rows[i].text);
      g_assert_cmpint (fault->code, ==, fault_rows[i].code);
      g_assert_null (fault->retry_at);
    }
}

static const struct
{
  const char *name;
  const char *text; /* NULL when nothing is said */
  int code;
  gboolean has_retry;
} fault_fixtures[] = {
  { "error-400.json", "Parameter videoId (402000000000000001) has incorrect format", 400 },
  { "error-401.json", "Unauthorized", 401 },
  { "error-402.json", "Account has no subscription or subscription expired", 0 },
  { "error-404.json", "Not found.", 404 },
  { "error-429.json", "Too many requests", 429, TRUE },
  { "error-502-html.body.txt", NULL, 0 },
  { "error-503-nested.json", "Service temporarily unavailable.", 503 },
  { "error-596.json", "Account 331000000000000001 in error state: token expired", 596 },
};

static void
test_fault_fixtures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fault_fixtures); i++)
    {
      g_autoptr(GBytes) body = read_fixture (fault_fixtures[i].name);
      g_autoptr(RushesFault) fault = rushes_fault_read_json (body);

      g_test_message ("%s", fault_fixtures[i].name);
      g_assert_cmpint (fault != NULL, ==, fault_fixtures[i].text != NULL);
      if (fault == NULL)
        continue;

      g_assert_cmpstr (fault->text, ==, fault_fixtures[i].text);
      g_assert_cmpint (fault->code, ==, fault_fixtures[i].code);
      g_assert_cmpint (fault->retry_at != NULL, ==, fault_fixtures[i].has_retry);
    }
}

static void
test_fault_long (void)
{
  g_autofree char *words = g_strnfill (100 * 1000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"error\":\"%s\"}", words);
  g_autoptr(GBytes) body = bytes_of (text);
  g_autoptr(RushesFault) fault = rushes_fault_read_json (body);

  g_assert_cmpuint (strlen (fault->text), <=, 1024);
}

static const struct
{
  const char *answer;
  const char *want;
} format_rows[] = {
  { "{\"a\":1,\"b\":[]}", "{\n  \"a\" : 1,\n  \"b\" : []\n}" },
  { "{\"a\":\"\\ud83d\\ude00<b>\"}", "{\n  \"a\" : \"😀<b>\"\n}" },
  { "<html>", "<html>" },
  { "a\xff", "a\xef\xbf\xbd" },
  { "", "" },
};

static void
test_format (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (format_rows); i++)
    {
      g_autoptr(GBytes) answer = bytes_of (format_rows[i].answer);
      g_autofree char *text = rushes_video_format_json (answer);

      g_assert_cmpstr (text, ==, format_rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/video-json/D2-D6-D7-D9-fault", test_fault);
  g_test_add_func ("/video-json/fault-fixtures", test_fault_fixtures);
  g_test_add_func ("/video-json/B19-fault-long", test_fault_long);
  g_test_add_func ("/video-json/format", test_format);

  return g_test_run ();
}
