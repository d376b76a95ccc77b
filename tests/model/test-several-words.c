/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-several-words.h"

#include "rushes-video-id.h"

#include <string.h>

#define ACCOUNT "331000000000000001"
#define NUMBER "402000000000000025"
#define ID "user:1234-minimax:" ACCOUNT "-video:" NUMBER
#define SECRET "abcdefghij0123456789"

#define LTR(text) "\u2066" text "\u2069"
#define FIRST(text) "\u2068" text "\u2069"
#define EIGHT "水水水水水水水水"

static const struct
{
  guint n_videos;
  guint n_left_out;
  gboolean has_lines;
  const char *heading;
  const char *fetch;
} count_rows[] = {
  { 4, 2, TRUE, "4 videos, 2 lines left out", "Fetch 4 Videos" },
  { 4, 1, TRUE, "4 videos, 1 line left out", "Fetch 4 Videos" },
  { 1, 1, TRUE, "1 video, 1 line left out", "Fetch 1 Video" },
  { 2, 0, TRUE, "2 videos", "Fetch 2 Videos" },
  { 0, 3, TRUE, "No videos, 3 lines left out", "Fetch 0 Videos" },
  { 4, 2, FALSE, "4 videos, 2 left out", "Fetch 4 Videos" },
  { 1, 1, FALSE, "1 video, 1 left out", "Fetch 1 Video" },
  { 2, 0, FALSE, "2 videos", "Fetch 2 Videos" },
  { 10000, 1000, TRUE, "10000 videos, 1000 lines left out", "Fetch 10000 Videos" },
};

static void
test_counts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (count_rows); i++)
    {
      g_autofree char *heading = rushes_several_words_dup_heading (count_rows[i].n_videos,
                                                                   count_rows[i].n_left_out,
                                                                   count_rows[i].has_lines);
      g_autofree char *fetch = rushes_several_words_dup_fetch (count_rows[i].n_videos);

      g_assert_cmpstr (heading, ==, count_rows[i].heading);
      g_assert_cmpstr (fetch, ==, count_rows[i].fetch);
    }
}

static const struct
{
  const char *id;
  const char *want;
} id_rows[] = {
  { ID, "…" ACCOUNT "-video:" NUMBER },
  { "user:1-minimax:a@b.c-video:5", "…a@b.c-video:5" },
  { "user:1-minimax:a-video:7-video:5", "…a-video:7-video:5" },
  { "user:1-minimax:a-video:", "user:1-minimax:a-video:" },
  { "", "" },
};

static void
test_short_id (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (id_rows); i++)
    {
      g_autofree char *short_id = rushes_several_words_dup_short_id (id_rows[i].id);

      g_assert_cmpstr (short_id, ==, id_rows[i].want);
    }
}

static const struct
{
  RushesPasteKind kind;
  const char *excerpt;
  gboolean has_lines;
  const char *want;
} title_rows[] = {
  { RUSHES_PASTE_VIDEO, ID, TRUE, LTR ("…" ACCOUNT "-video:" NUMBER) },
  { RUSHES_PASTE_VIDEO, ID, FALSE, LTR ("…" ACCOUNT "-video:" NUMBER) },
  { RUSHES_PASTE_TOKEN, "user:1234-" RUSHES_PASTE_MASK, TRUE,
    "Line 4: " LTR ("user:1234-" RUSHES_PASTE_MASK) },
  { RUSHES_PASTE_TOKEN, "user:1234-" RUSHES_PASTE_MASK, FALSE,
    LTR ("user:1234-" RUSHES_PASTE_MASK) },
  { RUSHES_PASTE_TOKEN, RUSHES_PASTE_MASK, TRUE, "Line 4: " LTR (RUSHES_PASTE_MASK) },
  { RUSHES_PASTE_TOKEN, "user:1234-" SECRET, TRUE, "Line 4: " LTR (RUSHES_PASTE_MASK) },
  { RUSHES_PASTE_TOKEN, RUSHES_PASTE_MASK SECRET, TRUE, "Line 4: " LTR (RUSHES_PASTE_MASK) },
  { RUSHES_PASTE_FILE_ID, "user:1-minimax:" ACCOUNT "-file:601", TRUE,
    "Line 4: " LTR ("…-file:601") },
  { RUSHES_PASTE_FILE_ID, "-file:601", TRUE, "Line 4: " LTR ("-file:601") },
  { RUSHES_PASTE_FILE_ID, "file 601", TRUE, "Line 4: " LTR ("file 601") },
  { RUSHES_PASTE_IMAGE_ID, "user:1-minimax:" ACCOUNT "-image:601", FALSE, LTR ("…-image:601") },
  { RUSHES_PASTE_NUMBER, NUMBER, TRUE, "Line 4: " LTR (NUMBER) },
  { RUSHES_PASTE_PAGE, "https://hailuoai.video/a", TRUE,
    "Line 4: " LTR ("https://hailuoai.video/a") },
  { RUSHES_PASTE_MEDIA_LINK, "https://h/v.mp4", TRUE, "Line 4: " LTR ("https://h/v.mp4") },
  { RUSHES_PASTE_OTHER_LINK, "https://h/", TRUE, "Line 4: " LTR ("https://h/") },
  { RUSHES_PASTE_BAD_ID, "user:1-minimax:-video:5", TRUE,
    "Line 4: " LTR ("user:1-minimax:-video:5") },
  { RUSHES_PASTE_TOO_LONG, "aaa…", TRUE, "Line 4: " LTR ("aaa…") },
  { RUSHES_PASTE_UNKNOWN, "قافلة جمال", TRUE, "Line 4: " FIRST ("قافلة جمال") },
  { RUSHES_PASTE_UNKNOWN, "a\u202e\u2069b", FALSE, FIRST ("ab") },
};

static void
test_title (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (title_rows); i++)
    {
      g_autofree char *excerpt = g_strdup (title_rows[i].excerpt);
      gboolean is_video = title_rows[i].kind == RUSHES_PASTE_VIDEO;
      RushesPasteItem item = { title_rows[i].kind, RUSHES_PASTE_SOURCE_BARE, 4,
                               is_video ? excerpt : NULL, excerpt, NULL };
      g_autofree char *title = rushes_several_words_dup_title (&item, title_rows[i].has_lines);

      g_assert_cmpstr (title, ==, title_rows[i].want);
    }
}

static const struct
{
  RushesPasteSource source;
  const char *note;
  gboolean is_known;
  const char *want;
} caption_rows[] = {
  { RUSHES_PASTE_SOURCE_BARE, NULL, FALSE, "New" },
  { RUSHES_PASTE_SOURCE_JSON, NULL, FALSE, "New" },
  { RUSHES_PASTE_SOURCE_CURL, NULL, FALSE, "New" },
  { RUSHES_PASTE_SOURCE_LINK, NULL, FALSE, "New · from a link" },
  { RUSHES_PASTE_SOURCE_LINK, "", FALSE, "New · from a link" },
  { RUSHES_PASTE_SOURCE_LIST, "Paper boats", FALSE, "New · “" FIRST ("Paper boats") "”" },
  { RUSHES_PASTE_SOURCE_LINK, "Paper boats", FALSE, "New · “" FIRST ("Paper boats") "”" },
  { RUSHES_PASTE_SOURCE_LIST, "قافلة", FALSE, "New · “" FIRST ("قافلة") "”" },
  { RUSHES_PASTE_SOURCE_LIST, EIGHT EIGHT EIGHT EIGHT, FALSE,
    "New · “" FIRST (EIGHT EIGHT EIGHT "水…") "”" },
  { RUSHES_PASTE_SOURCE_BARE, NULL, TRUE, "Already in the list, will be refreshed" },
  { RUSHES_PASTE_SOURCE_LIST, "Paper boats", TRUE, "Already in the list, will be refreshed" },
};

static void
test_caption (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (caption_rows); i++)
    {
      g_autofree char *note = g_strdup (caption_rows[i].note);
      g_autofree char *id = g_strdup (ID);
      RushesPasteItem item = { RUSHES_PASTE_VIDEO, caption_rows[i].source, 1, id, id, note };
      g_autofree char *caption = rushes_several_words_dup_caption (&item, caption_rows[i].is_known);

      g_assert_cmpstr (caption, ==, caption_rows[i].want);
    }
}

/* From the text to the words: whatever a token stands in, no part of its secret comes through. */
static const char *const token_rows[] = {
  "user:1234-" SECRET,
  "\"user:1234-" SECRET "\"",
  "Authorization: Bearer user:1234-" SECRET,
  "Bearer " SECRET,
  "a fox user:1234-" SECRET " runs",
  ID "," SECRET,
  "https://h/?token=user:1234-" SECRET,
};

static void
test_no_token (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (token_rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\n%s", ID, token_rows[i]);
      g_autoptr(GPtrArray) items = rushes_video_id_parse (text, -1);

      g_assert_cmpuint (items->len, >, 0);
      for (guint n = 0; n < items->len; n++)
        {
          const RushesPasteItem *item = g_ptr_array_index (items, n);
          g_autofree char *title = rushes_several_words_dup_title (item, TRUE);
          g_autofree char *caption = rushes_several_words_dup_caption (item, FALSE);

          g_test_message ("%s: %s", title, caption);
          g_assert_null (strstr (title, "cdefgh"));
          g_assert_null (strstr (caption, "cdefgh"));
        }
    }
}

static const struct
{
  guint n;
  const char *videos;
  const char *lines;
} more_rows[] = {
  { 1, "and 1 more video", "and 1 more left out" },
  { 850, "and 850 more videos", "and 850 more left out" },
};

static void
test_more (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (more_rows); i++)
    {
      g_autofree char *videos = rushes_several_words_dup_more (more_rows[i].n);
      g_autofree char *lines = rushes_several_words_dup_more_lines (more_rows[i].n);

      g_assert_cmpstr (videos, ==, more_rows[i].videos);
      g_assert_cmpstr (lines, ==, more_rows[i].lines);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/several-words/counts", test_counts);
  g_test_add_func ("/several-words/short-id", test_short_id);
  g_test_add_func ("/several-words/title", test_title);
  g_test_add_func ("/several-words/caption", test_caption);
  g_test_add_func ("/several-words/no-token", test_no_token);
  g_test_add_func ("/several-words/more", test_more);

  return g_test_run ();
}
