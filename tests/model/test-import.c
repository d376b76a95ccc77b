/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-import.h"

#include "rushes-export.h"

#include <string.h>

#define ONE "user:1-minimax:331000000000000001-video:402000000000000001"
#define TWO "user:1-minimax:331000000000000001-video:402000000000000002"

/* "ID prompt/", then "!line kind/" for what was refused. */
static char *
describe (RushesImport *import)
{
  GPtrArray *videos = rushes_import_get_videos (import);
  GPtrArray *refused = rushes_import_get_summary (import)->refused;
  GString *got = g_string_new (NULL);

  for (guint i = 0; i < videos->len; i++)
    {
      RushesImportVideo *video = g_ptr_array_index (videos, i);

      g_string_append_printf (got, "%s %s/", strrchr (video->id, ':') + strlen (":40200000000000"),
                              video->prompt != NULL ? video->prompt : "-");
    }
  for (guint i = 0; i < refused->len; i++)
    {
      RushesPasteItem *item = g_ptr_array_index (refused, i);

      g_string_append_printf (got, "!%u %d/", item->line, item->kind);
    }

  return g_string_free (got, FALSE);
}

static const struct
{
  const char *text;
  const char *want;
} rows[] = {
  { "", "" },
  { "\n \n", "" },
  { ONE, "0001 -/" },
  { "\ufeff" ONE "\r\n" TWO "\r\n", "0001 -/0002 -/" },
  { ONE "\n" ONE "\n" TWO, "0001 -/0002 -/" },
  { ONE ",A red fox\n" TWO "\tSnow\n", "0001 A red fox/0002 Snow/" },
  { ONE "\n\n12345\nhttps://hailuoai.video/x\nuser:1-image:3\n" TWO,
    "0001 -/0002 -/!3 4/!4 5/!5 3/" },
  { "https://api.useapi.net/v1/minimax/videos/" ONE, "0001 -/" },
  { "[{\"videoId\":\"" ONE "\",\"desc\":\"A fox\"},\n{\"id\":\"" TWO "\"}]",
    "0001 A fox/0002 -/" },
  /* Tables: any column may be the ID. */
  { "id\n" ONE "\n" TWO, "0001 -/0002 -/" },
  { "id,prompt\n" ONE ",\"A fox,\nin \"\"snow\"\"\"\n12345,x\n" TWO ",\n",
    "0001 A fox,\nin \"snow\"/0002 -/!4 4/" },
  { "\ufeffPrompt, ID ,other\r\nA fox," ONE ",7\r\n'=1+1," TWO ",8\r\n",
    "0001 A fox/0002 =1+1/" },
  { "id,prompt\n,nothing\n\n" ONE, "0001 -/" },
  { "id,other\n" ONE "\n", "0001 -/" },
};

static void
read_in_pieces (RushesImport *import,
                const char   *text,
                gsize         piece)
{
  gsize length = strlen (text);

  for (gsize at = 0; at < length; at += piece)
    rushes_import_read (import, text + at, MIN (piece, length - at));
  rushes_import_finish (import);
}

static void
test_table (void)
{
  static const gsize pieces[] = { 1, 7, 100, 1000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (pieces); j++)
      {
        g_autoptr(RushesImport) import = rushes_import_new ();
        g_autofree char *name = g_strescape (rows[i].text, NULL);
        g_autofree char *got = NULL;

        g_test_message ("%s", name);
        read_in_pieces (import, rows[i].text, pieces[j]);
        got = describe (import);
        g_assert_cmpstr (got, ==, rows[i].want);
      }
}

/* What goes out comes in again. */
static void
test_exported (void)
{
  for (int format = RUSHES_EXPORT_JSON; format <= RUSHES_EXPORT_CSV; format++)
    {
      g_autoptr(RushesVideo) video = rushes_video_new (ONE);
      g_autoptr(RushesVideo) other = rushes_video_new (TWO);
      g_autoptr(RushesExportEntry) entry = rushes_export_entry_new (video, 1, 1);
      g_autoptr(RushesExportEntry) bare = rushes_export_entry_new (other, 1, 1);
      g_autoptr(RushesImport) import = rushes_import_new ();
      g_autoptr(GString) out = g_string_new (NULL);
      g_autofree char *got = NULL;

      g_object_set (video, "prompt", "=A \"red\" fox, 红狐", "cover-uri", "https://x/c.jpg", NULL);
      rushes_export_entry_add (entry, RUSHES_MEDIA_CLEAN, 1, "/v/fox 402.mp4", 5, 1);
      rushes_export_begin (out, format);
      rushes_export_append (out, format, entry, TRUE);
      rushes_export_append (out, format, bare, FALSE);
      rushes_export_end (out, format);

      read_in_pieces (import, out->str, 10);
      got = describe (import);
      g_assert_cmpstr (got, ==, "0001 =A \"red\" fox, 红狐/0002 -/");
    }
}

/* Long lists: in pieces, and no more is kept than is needed. */
static void
test_long (void)
{
  g_autoptr(RushesImport) import = rushes_import_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  const RushesImportSummary *summary = rushes_import_get_summary (import);
  RushesPasteItem *last;

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, "user:1-minimax:1-video:%u\n%u\n", i, i);
  read_in_pieces (import, text->str, 4096);
  g_assert_cmpuint (rushes_import_get_videos (import)->len, ==, 30000);
  g_assert_cmpuint (summary->n_refused, ==, 30000);
  g_assert_cmpuint (summary->refused->len, ==, RUSHES_IMPORT_MAX_REFUSED);
  last = g_ptr_array_index (summary->refused, RUSHES_IMPORT_MAX_REFUSED - 1);
  g_assert_cmpuint (last->line, ==, 2 * RUSHES_IMPORT_MAX_REFUSED);

  /* All of it again: each video counts once. */
  read_in_pieces (import, text->str, 4096);
  g_assert_cmpuint (rushes_import_get_videos (import)->len, ==, 30000);

  rushes_import_count (import, 20000, 5000);
  rushes_import_count (import, 1000, 4000);
  g_assert_cmpuint (summary->n_taken, ==, 21000);
  g_assert_cmpuint (summary->n_known, ==, 9000);
}

/* A line that never ends does not fill the memory. */
static void
test_endless (void)
{
  g_autoptr(RushesImport) import = rushes_import_new ();
  g_autofree char *piece = g_strnfill (1024 * 1024, 'x');

  for (guint i = 0; i < 20; i++)
    rushes_import_read (import, piece, 1024 * 1024);
  rushes_import_finish (import);
  g_assert_cmpuint (rushes_import_get_videos (import)->len, ==, 0);
  g_assert_cmpuint (rushes_import_get_summary (import)->n_refused, >=, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/table", test_table);
  g_test_add_func ("/import/exported", test_exported);
  g_test_add_func ("/import/long", test_long);
  g_test_add_func ("/import/endless", test_endless);

  return g_test_run ();
}
