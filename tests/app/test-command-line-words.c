/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-words.h"

#include "rushes-error.h"
#include "rushes-video-json.h"

#include <json-glib/json-glib.h>
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

static const struct
{
  const char *text;
  const char *want;
} plain_rows[] = {
  { NULL, "" },
  { "", "" },
  { " a ", "a" },
  { "a\nb\r\tc", "a b  c" },
  { "\x1b[31mred", "[31mred" },
  { "\xc2\x9b" "31mred", "31mred" },
  { "a\x7f" "b", "ab" },
  { "\u202e" "a\u2068" "b\u2069\u200f", "ab" },
  { "a\u2028" "b", "a b" },
  { "\xff\xfe", "\uFFFD\uFFFD" },
  { "خطأ 错误", "خطأ 错误" },
};

static void
test_plain (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_rows); i++)
    {
      g_autofree char *plain = rushes_command_line_words_dup_plain (plain_rows[i].text);

      g_assert_cmpstr (plain, ==, plain_rows[i].want);
    }
}

static const struct
{
  const char *json;
  const char *want;
} status_rows[] = {
  { "{\"status\":99}", "Status 99\t-\t-" },
  { "{\"status\":1,\"percent\":63,\"desc\":\"A fox\"}", "Processing\t63%\tA fox" },
  { "{\"status\":11,\"percent\":0}", "Queued\t0%\t-" },
  { "{\"status\":2,\"percent\":100,\"desc\":\"\\n one\\ntwo\"}", "Completed\t100%\tone" },
  { "{\"status\":2,\"desc\":\"a\\tb\"}", "Completed\t-\ta b" },
  { "{\"status\":6,\"desc\":\"\\u001b[2Ja\\u009b\\u202e\"}", "In review\t-\t[2Ja" },
  { "{\"status\":42,\"statusLabel\":\"a\\tb\\u001b\",\"statusFinal\":true}", "a b\t-\t-" },
};

static void
test_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_rows); i++)
    {
      g_autoptr(RushesVideo) video = make_video (status_rows[i].json);
      g_autofree char *line = rushes_command_line_words_dup_status (video);
      g_auto(GStrv) columns = g_strsplit (line, "\t", -1);

      g_test_message ("%s", status_rows[i].json);
      g_assert_cmpuint (g_strv_length (columns), ==, 4);
      g_assert_cmpstr (columns[0], ==, ID);
      g_assert_cmpstr (line + strlen (ID "\t"), ==, status_rows[i].want);
    }
}

static void
test_long_prompt (void)
{
  g_autofree char *prompt = g_strnfill (100 * 1000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"status\":2,\"desc\":\"%s\"}", prompt);
  g_autoptr(RushesVideo) video = make_video (json);
  g_autofree char *line = rushes_command_line_words_dup_status (video);

  g_assert_cmpuint (strlen (line), <, 500);
}

static char *
dup_json (const char               *json,
          RushesCommandLineOutcome  outcome,
          const GError             *error,
          const char               *text)
{
  g_autoptr(RushesVideo) video = make_video (json);
  g_autoptr(RushesExportEntry) entry = rushes_export_entry_new (video, 0, 0);

  rushes_export_entry_add (entry, RUSHES_MEDIA_CLEAN, 1, "/tmp/a \"b\".mp4", 12, 1);

  return rushes_command_line_words_dup_json (entry, outcome, error, text);
}

static JsonObject *
read_line (JsonParser *parser,
           const char *line)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (strchr (line, '\n'));
  json_parser_load_from_data (parser, line, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_json (void)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *line = dup_json ("{\"status\":2,\"desc\":\"\\\"firstSeen\\\":null\","
                                    "\"coverURL\":\"https://h/c.jpeg?sign=secret\"}",
                                    RUSHES_COMMAND_LINE_DONE, NULL, NULL);
  JsonObject *object = read_line (parser, line);
  g_autoptr(GList) members = json_object_get_members (object);
  g_autoptr(GString) names = g_string_new (NULL);

  for (GList *l = members; l != NULL; l = l->next)
    g_string_append_printf (names, "%s ", (const char *) l->data);
  g_assert_cmpstr (names->str, ==,
                   "id prompt status statusNumber percent width height askedAt cover watermarked "
                   "clean saved final exit error kind ");
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, ID);
  g_assert_cmpstr (json_object_get_string_member (object, "prompt"), ==, "\"firstSeen\":null");
  g_assert_cmpstr (json_object_get_string_member (object, "status"), ==, "completed");
  g_assert_true (json_object_get_boolean_member (object, "final"));
  g_assert_cmpint (json_object_get_int_member (object, "exit"), ==, 0);
  g_assert_true (json_object_get_null_member (object, "error"));
  g_assert_true (json_object_get_null_member (object, "kind"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "saved")), ==, 1);
  g_assert_null (strstr (line, "secret"));
}

static void
test_json_error (void)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_NO_SPACE, "");
  g_autofree char *line = dup_json ("{\"status\":2}", RUSHES_COMMAND_LINE_ERROR, error,
                                    "The \"disk\" is\nfull \\ \u2068" "a\u2069");
  JsonObject *object = read_line (parser, line);

  g_assert_cmpint (json_object_get_int_member (object, "exit"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (object, "error"), ==,
                   "The \"disk\" is full \\ a");
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "no-space");
}

/* A terminal gets the line as it is; who reads it gets the text as it was. */
static void
test_json_safe (void)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *line = dup_json ("{\"status\":1,\"desc\":\"a\\u001b\\u009b\\u202eb\\u00e9\"}",
                                    RUSHES_COMMAND_LINE_NOT_FINAL, NULL, NULL);
  JsonObject *object = read_line (parser, line);

  g_assert_cmpstr (json_object_get_string_member (object, "prompt"), ==,
                   "a\x1b\xc2\x9b\u202e" "b\u00e9");
  g_assert_false (json_object_get_boolean_member (object, "final"));
  g_assert_null (strchr (line, '\x1b'));
  g_assert_null (strstr (line, "\xc2\x9b"));
  g_assert_null (strstr (line, "\u202e"));
  g_assert_nonnull (strstr (line, "\u00e9"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/command-line-words/plain", test_plain);
  g_test_add_func ("/command-line-words/status", test_status);
  g_test_add_func ("/command-line-words/long-prompt", test_long_prompt);
  g_test_add_func ("/command-line-words/json", test_json);
  g_test_add_func ("/command-line-words/json-error", test_json_error);
  g_test_add_func ("/command-line-words/json-safe", test_json_safe);

  return g_test_run ();
}
