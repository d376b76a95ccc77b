/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-record.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define ID "user:1234-minimax:a@b.c-video:402000000000000025"
#define URI "https://host/video.mp4?Signature=s3cr3t"

static const struct
{
  const char *name;
  RushesMediaKind kind;
  const char *prompt;
  guint64 size;
  const char *want_version;
} rows[] = {
  { "clean", RUSHES_MEDIA_CLEAN, "A red fox", 9800000, "without watermark" },
  { "watermark", RUSHES_MEDIA_WATERMARK, "A red fox", 1, "with watermark" },
  { "no prompt", RUSHES_MEDIA_CLEAN, NULL, 1, "without watermark" },
  { "D9 quotes, lines, controls", RUSHES_MEDIA_CLEAN, "\"a\"\\\n\t\x1b[31m<b>", 1,
    "without watermark" },
  { "other scripts", RUSHES_MEDIA_CLEAN, "一只狐狸 ثعلب 🦊", 1, "without watermark" },
  { "beyond 32 bits", RUSHES_MEDIA_CLEAN, "A red fox", G_GUINT64_CONSTANT (5000000000),
    "without watermark" },
};

static JsonObject *
parse (JsonParser *parser,
       const char *text)
{
  g_autoptr(GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

/* Five members and no more: the link, which is signed, is none of them. */
static void
test_format (void)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_iso8601 ("2025-02-03T04:05:06+01:00", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(RushesMedia) media = rushes_media_new (ID, rows[i].kind, 1, URI, NULL);
      g_autofree char *text = rushes_record_format (media, rows[i].prompt, rows[i].size, when);
      g_autoptr(JsonParser) parser = json_parser_new ();
      JsonObject *record = parse (parser, text);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpuint (json_object_get_size (record), ==, 5);
      g_assert_cmpstr (json_object_get_string_member (record, "videoId"), ==, ID);
      g_assert_cmpstr (json_object_get_string_member (record, "prompt"), ==,
                       rows[i].prompt != NULL ? rows[i].prompt : "");
      g_assert_cmpstr (json_object_get_string_member (record, "version"), ==,
                       rows[i].want_version);
      g_assert_cmpint (json_object_get_int_member (record, "bytes"), ==, rows[i].size);
      g_assert_cmpstr (json_object_get_string_member (record, "savedAt"), ==,
                       "2025-02-03T04:05:06+01");
      g_assert_null (strstr (text, "s3cr3t"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/format", test_format);

  return g_test_run ();
}
