/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-export.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define ID "user:1-minimax:a@b.c-video:42"
#define MOMENT (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static RushesExportEntry *
make_full (void)
{
  g_autoptr(RushesVideo) video = rushes_video_new (ID);
  g_autoptr(GDateTime) asked_at = g_date_time_new_from_unix_utc (1700000001);
  RushesExportEntry *entry;

  g_object_set (video,
                "prompt", "A \"red\" fox,\nin snow\t\\ 红狐\x01",
                "status", 2,
                "percent", 100,
                "width", 1280,
                "height", 720,
                "cover-uri", "https://u:p@cdn.example/c.jpeg?x-oss=1&sign=SECRET#SECRET",
                "video-uri", "https://cdn.example/v@2.mp4#SECRET",
                "download-uri", "not a link?SECRET",
                "message", "SECRET",
                NULL);
  rushes_video_set_asked_at (video, asked_at);
  entry = rushes_export_entry_new (video, MOMENT, MOMENT + G_USEC_PER_SEC * 60);
  rushes_export_entry_add (entry, RUSHES_MEDIA_CLEAN, 1, "/v/fox, red.mp4", 5, MOMENT);
  rushes_export_entry_add (entry, RUSHES_MEDIA_SOURCE, 2, "/v/\xff.png", 6, 0);

  return entry;
}

static RushesExportEntry *
make_prompted (const char *prompt)
{
  g_autoptr(RushesVideo) video = rushes_video_new (ID);

  g_object_set (video, "prompt", prompt, NULL);

  return rushes_export_entry_new (video, 0, 0);
}

static char *
export (RushesExportFormat  format,
        RushesExportEntry  *one,
        RushesExportEntry  *other)
{
  GString *out = g_string_new (NULL);

  rushes_export_begin (out, format);
  if (one != NULL)
    rushes_export_append (out, format, one, TRUE);
  if (other != NULL)
    rushes_export_append (out, format, other, FALSE);
  rushes_export_end (out, format);

  return g_string_free (out, FALSE);
}

static void
test_json (void)
{
  g_autoptr(RushesExportEntry) full = make_full ();
  g_autoptr(RushesExportEntry) bare = make_prompted (NULL);
  g_autofree char *text = export (RUSHES_EXPORT_JSON, full, bare);

  g_assert_cmpstr (text, ==,
    "[\n{\"id\":\"" ID "\",\"prompt\":\"A \\\"red\\\" fox,\\nin snow\\u0009\\\\ 红狐\\u0001\","
    "\"status\":\"completed\",\"statusNumber\":2,\"percent\":100,\"width\":1280,\"height\":720,"
    "\"firstSeen\":\"2023-11-14T22:13:20Z\",\"askedAt\":\"2023-11-14T22:13:21Z\","
    "\"lastActivity\":\"2023-11-14T22:14:20Z\",\"cover\":\"https://cdn.example/c.jpeg\","
    "\"watermarked\":\"https://cdn.example/v@2.mp4\",\"clean\":\"not a link\",\"saved\":["
    "{\"kind\":\"clean\",\"number\":1,\"path\":\"/v/fox, red.mp4\",\"bytes\":5,"
    "\"savedAt\":\"2023-11-14T22:13:20Z\"},{\"kind\":\"source\",\"number\":2,"
    "\"path\":\"/v/\ufffd.png\",\"bytes\":6,\"savedAt\":null}]},\n"
    "{\"id\":\"" ID "\",\"prompt\":null,\"status\":\"unknown\",\"statusNumber\":null,"
    "\"percent\":null,\"width\":null,\"height\":null,\"firstSeen\":null,\"askedAt\":null,"
    "\"lastActivity\":null,\"cover\":null,\"watermarked\":null,\"clean\":null,\"saved\":[]}\n]\n");
}

/* Others can read it. */
static void
test_json_parses (void)
{
  g_autoptr(RushesExportEntry) full = make_full ();
  g_autofree char *none = export (RUSHES_EXPORT_JSON, NULL, NULL);
  g_autofree char *text = export (RUSHES_EXPORT_JSON, full, full);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *object;

  g_assert_true (json_parser_load_from_data (parser, none, -1, &error));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))),
                    ==, 0);
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  g_assert_no_error (error);
  object = json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 1);
  g_assert_cmpstr (json_object_get_string_member (object, "prompt"), ==,
                   "A \"red\" fox,\nin snow\t\\ 红狐\x01");
}

static void
test_csv (void)
{
  g_autoptr(RushesExportEntry) full = make_full ();
  g_autoptr(RushesExportEntry) bare = make_prompted (NULL);
  g_autofree char *text = export (RUSHES_EXPORT_CSV, full, bare);

  g_assert_cmpstr (text, ==,
    "\ufeffid,prompt,status,status_number,percent,width,height,first_seen,asked_at,last_activity,"
    "cover,watermarked,clean,saved\r\n"
    ID ",\"A \"\"red\"\" fox,\nin snow\t\\ 红狐\x01\",completed,2,100,1280,720,"
    "2023-11-14T22:13:20Z,2023-11-14T22:13:21Z,2023-11-14T22:14:20Z,https://cdn.example/c.jpeg,"
    "https://cdn.example/v@2.mp4,not a link,\"/v/fox, red.mp4\n/v/\ufffd.png\"\r\n"
    ID ",,unknown,,,,,,,,,,,\r\n");
}

/* What a spreadsheet would calculate. */
static void
test_formulas (void)
{
  static const struct
  {
    const char *prompt;
    const char *want;
  } rows[] = {
    { "a fox", "a fox" },
    { "=1+1", "\"'=1+1\"" },
    { "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"" },
    { "+1", "\"'+1\"" },
    { "-1", "\"'-1\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "\t=1", "\"'\t=1\"" },
    { "\r=1", "\"'\r=1\"" },
    { "a=1", "a=1" },
    { "'=1", "'=1" },
    { "say, \"hi\"", "\"say, \"\"hi\"\"\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(RushesExportEntry) entry = make_prompted (rows[i].prompt);
      g_autofree char *text = export (RUSHES_EXPORT_CSV, entry, NULL);
      g_autofree char *want = g_strdup_printf ("\r\n" ID ",%s,unknown", rows[i].want);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_nonnull (strstr (text, want));
    }
}

static void
test_no_secrets (void)
{
  g_autoptr(RushesExportEntry) full = make_full ();

  for (int format = RUSHES_EXPORT_JSON; format <= RUSHES_EXPORT_CSV; format++)
    {
      g_autofree char *text = export (format, full, full);

      g_assert_null (strstr (text, "SECRET"));
      g_assert_null (strstr (text, "u:p"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/json", test_json);
  g_test_add_func ("/export/json-parses", test_json_parses);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/formulas", test_formulas);
  g_test_add_func ("/export/H4-no-secrets", test_no_secrets);

  return g_test_run ();
}
