/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pasting.h"

#include <string.h>

static const char *const kind_names[] = { "video", "token", "file", "image", "number", "page",
                                          "media-link", "other-link", "bad", "too-long",
                                          "unknown" };
static const char *const source_names[] = { "bare", "link", "json", "curl", "list" };

/* A line for each item: kind, source, line, what is shown, and the note. */
char *
pasting_describe (GPtrArray *items)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const RushesPasteItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (text, "%s %s %u %s", kind_names[item->kind],
                              source_names[item->source], item->line, item->excerpt);
      if (item->note != NULL)
        g_string_append_printf (text, " (%s)", item->note);
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_may_be_shown (const char *text,
                     gsize       max_bytes)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, max_bytes);
  g_assert_null (strstr (text, SECRET));
  g_assert_null (strpbrk (text, "\n\r\t\x1b"));
}

/* What every item keeps to, whatever was pasted. */
void
pasting_assert_sound (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const RushesPasteItem *item = g_ptr_array_index (items, i);
      gboolean is_video = item->kind == RUSHES_PASTE_VIDEO;

      g_assert_cmpint (is_video, ==, item->id != NULL);
      g_assert_cmpuint (item->line, >, 0);
      if (is_video)
        g_assert_true (rushes_video_id_is_valid (item->id));
      if (is_video)
        g_assert_cmpstr (item->excerpt, ==, item->id);
      assert_may_be_shown (item->excerpt, is_video ? RUSHES_VIDEO_ID_MAX_LENGTH
                                                   : RUSHES_PASTE_EXCERPT_MAX);
      if (item->note != NULL)
        assert_may_be_shown (item->note, RUSHES_PASTE_NOTE_MAX);
    }
}
