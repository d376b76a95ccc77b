/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is too long, too deep or too much to have been pasted on purpose. */
#include "pasting.h"

static const struct
{
  const char *name;
  const char *head;
  const char *repeated;
  gsize times;
  const char *tail;
  RushesPasteKind want; /* of the first item */
  guint n_want;         /* 0: any number within the limits */
} long_rows[] = {
  { "H2 longest account", "user:1-minimax:", "a", 490, "-video:5", RUSHES_PASTE_TOO_LONG, 1 },
  { "H2 longest that is taken", "user:1-minimax:", "a", 489, "-video:5", RUSHES_PASTE_VIDEO, 1 },
  { "H2 10,000 letters", "", "a", 10000, "", RUSHES_PASTE_TOO_LONG, 1 },
  { "H2 10,000 digits in an ID", ACCOUNT "-video:", "4", 10000, "", RUSHES_PASTE_TOO_LONG, 1 },
  { "H2 10,000 in a link", BASE, "a", 10000, "", RUSHES_PASTE_TOO_LONG, 1 },
  { "long words in Chinese", "", "水", 10000, "", RUSHES_PASTE_UNKNOWN, 1 },
  { "long query", BASE ID1 "?", "a,b=c&", 10000, "", RUSHES_PASTE_VIDEO, 1 },
  { "long prompt", ID1 ",", "fox ", 100000, "", RUSHES_PASTE_VIDEO, 1 },
  { "the same over and over", "", ID1 "\n", 50000, "", RUSHES_PASTE_VIDEO, 1 },
  { "the same in one line", "", ID1 ",a ", 50000, "", RUSHES_PASTE_VIDEO, 1 },
  { "deep lists", "", "[", 1000000, "\"" ID1 "\"", RUSHES_PASTE_VIDEO, 1 },
  { "deep objects", "", "{\"desc\":", 200000, "\"" ID1 "\"}", RUSHES_PASTE_UNKNOWN, 1 },
  { "many objects", "", "{\"a\":1}", 200000, "", RUSHES_PASTE_UNKNOWN, 1 },
  { "many quotes", "", "{\"", 500000, "", RUSHES_PASTE_UNKNOWN, 0 },
  { "many escapes", "{\"a\":\"", "\\", 1000000, "\"", RUSHES_PASTE_UNKNOWN, 1 },
  { "many quotes after lists", "", "[[]]\"", 200000, "", RUSHES_PASTE_UNKNOWN, 0 },
  { "many escaped quotes", "", "[[]]\\\"", 200000, "", RUSHES_PASTE_UNKNOWN, 0 },
  { "many slashes", "", "/", 1000000, "", RUSHES_PASTE_OTHER_LINK, 1 },
  { "many schemes", "", "a://", 250000, "", RUSHES_PASTE_OTHER_LINK, 0 },
  { "many users", "", "user:", 200000, "", RUSHES_PASTE_TOO_LONG, 1 },
  { "many tokens", "", TOKEN, 50000, "", RUSHES_PASTE_TOO_LONG, 1 },
  { "many tokens in words", "", "x" TOKEN " ", 50000, "", RUSHES_PASTE_UNKNOWN, 1 },
  { "many Bearers", "", "Bearer ", 100000, "", RUSHES_PASTE_TOKEN, 1 },
  { "many commands", "", "curl \\\n", 100000, "", RUSHES_PASTE_UNKNOWN, 1 },
  { "many invalid bytes", "", "\xff\xc3", 500000, "", RUSHES_PASTE_UNKNOWN, 1 },
  { "many invisible signs", "", "\u202e", 300000, "x", RUSHES_PASTE_UNKNOWN, 1 },
  { "many line ends", "", "\r\n", 500000, ID1, RUSHES_PASTE_VIDEO, 1 },
};

static void
test_long (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (long_rows); i++)
    {
      g_autoptr(GString) text = g_string_new (long_rows[i].head);
      g_autoptr(GPtrArray) items = NULL;
      const RushesPasteItem *first;
      gint64 begin;

      for (gsize n = 0; n < long_rows[i].times; n++)
        g_string_append (text, long_rows[i].repeated);
      g_string_append (text, long_rows[i].tail);

      begin = g_get_monotonic_time ();
      items = rushes_video_id_parse (text->str, text->len);
      g_test_message ("%s: %" G_GINT64_FORMAT " ms", long_rows[i].name,
                      (g_get_monotonic_time () - begin) / 1000);

      first = g_ptr_array_index (items, 0);
      g_assert_cmpint (first->kind, ==, long_rows[i].want);
      if (long_rows[i].n_want > 0)
        g_assert_cmpuint (items->len, ==, long_rows[i].n_want);
      pasting_assert_sound (items);
    }
}

static void
test_limits (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) items = NULL;

  for (guint i = 0; i < RUSHES_PASTE_MAX_OTHERS + 10; i++)
    g_string_append_printf (text, "word %u\n", i);
  for (guint i = 0; i < RUSHES_PASTE_MAX_VIDEOS + 10; i++)
    g_string_append_printf (text, "user:1-minimax:2-video:%u\n", i);

  items = rushes_video_id_parse (text->str, text->len);
  g_assert_cmpuint (items->len, ==, RUSHES_PASTE_MAX_OTHERS + RUSHES_PASTE_MAX_VIDEOS);
  pasting_assert_sound (items);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/video-id-long/H2-long", test_long);
  g_test_add_func ("/video-id-long/limits", test_limits);

  return g_test_run ();
}
