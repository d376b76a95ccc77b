/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-paste-list.h"
#include "rushes-video-id.h"

#include <string.h>

/* As long as a text is that is pasted by mistake; the time it takes is in proportion. */
#define MAX_BYTES (1024 * 1024)

static void
assert_bounded (GPtrArray *items)
{
  guint n_videos = 0;

  for (guint i = 0; i < items->len; i++)
    n_videos += ((RushesPasteItem *) g_ptr_array_index (items, i))->kind == RUSHES_PASTE_VIDEO;

  g_assert_cmpuint (n_videos, <=, RUSHES_PASTE_MAX_VIDEOS);
  g_assert_cmpuint (items->len - n_videos, <=, RUSHES_PASTE_MAX_OTHERS);
}

/* "user:1-" and then a secret, which is never to be seen again. An ID goes on in another way. */
static void
assert_masked (const char *text)
{
  g_autoptr(GRegex) token = g_regex_new ("user:[0-9]+-[A-Za-z0-9]{20,}(?![A-Za-z0-9:_%])", 0, 0,
                                         NULL);

  g_assert_true (text == NULL || !g_regex_match (token, text, 0, NULL));
}

/* By itself an ID is what it was found to be, to the byte. */
static void
assert_found_again (const char *id)
{
  g_autoptr(GPtrArray) items = rushes_video_id_parse (id, -1);
  g_autofree char *account = rushes_video_id_dup_account (id);
  g_autofree char *number = rushes_video_id_dup_number (id);
  RushesPasteItem *item;

  g_assert_true (rushes_video_id_is_valid (id));
  g_assert_nonnull (account);
  g_assert_nonnull (number);
  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (item->id, ==, id);
}

static void
assert_item (const RushesPasteItem *item,
             guint                  n_lines)
{
  g_assert_cmpint (item->kind, <=, RUSHES_PASTE_UNKNOWN);
  g_assert_cmpint (item->source, <=, RUSHES_PASTE_SOURCE_LIST);
  g_assert_cmpuint (item->line, >=, 1);
  g_assert_cmpuint (item->line, <=, n_lines);
  g_assert_nonnull (item->excerpt);
  fuzz_assert_text (item->note, FUZZ_TEXT_LINE, RUSHES_PASTE_NOTE_MAX);
  assert_masked (item->note);

  g_assert_true ((item->kind == RUSHES_PASTE_VIDEO) == (item->id != NULL));
  if (item->id != NULL)
    {
      g_assert_cmpstr (item->excerpt, ==, item->id);
      assert_found_again (item->id);
      return;
    }

  g_assert_null (item->note);
  fuzz_assert_text (item->excerpt, FUZZ_TEXT_LINE, RUSHES_PASTE_EXCERPT_MAX);
  assert_masked (item->excerpt);
}

static gboolean
is_blank (const uint8_t *data,
          size_t         size)
{
  for (size_t i = 0; i < size; i++)
    if (g_ascii_isgraph (data[i]))
      return FALSE;

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  FuzzInput input = fuzz_input_new (data, size);
  guint n_lines = 1;

  if (size > MAX_BYTES)
    return -1;

  for (size_t i = 0; i < size; i++)
    n_lines += data[i] == '\n' || data[i] == '\r';

  items = rushes_video_id_parse (input.p, size);
  assert_bounded (items);
  g_assert_true (items->len > 0 || is_blank (data, size));
  for (guint i = 0; i < items->len; i++)
    {
      RushesPasteItem *item = g_ptr_array_index (items, i);

      assert_item (item, n_lines);
      g_assert_true (item->id == NULL || g_hash_table_add (seen, item->id));
    }

  return 0;
}
