/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-import.h"
#include "rushes-video-id.h"

#include <string.h>

#define MAX_BYTES (1024 * 1024)

static RushesImport *
read_in_pieces (const char *text,
                gsize       length,
                gsize       piece)
{
  RushesImport *import = rushes_import_new ();

  for (gsize at = 0; at < length; at += piece)
    rushes_import_read (import, text + at, MIN (piece, length - at));
  rushes_import_finish (import);

  return import;
}

static void
assert_videos (RushesImport *import)
{
  GPtrArray *videos = rushes_import_get_videos (import);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < videos->len; i++)
    {
      RushesImportVideo *video = g_ptr_array_index (videos, i);

      g_assert_true (rushes_video_id_is_valid (video->id));
      g_assert_true (g_hash_table_add (seen, video->id));
      fuzz_assert_text (video->prompt, FUZZ_TEXT_ANY, MAX_BYTES);
    }
}

static void
assert_refused (RushesImport *import)
{
  const RushesImportSummary *summary = rushes_import_get_summary (import);

  g_assert_cmpuint (summary->refused->len, ==,
                    MIN (summary->n_refused, RUSHES_IMPORT_MAX_REFUSED));
  for (guint i = 0; i < summary->refused->len; i++)
    {
      RushesPasteItem *item = g_ptr_array_index (summary->refused, i);

      g_assert_cmpint (item->kind, !=, RUSHES_PASTE_VIDEO);
      fuzz_assert_text (item->excerpt, FUZZ_TEXT_LINE, RUSHES_PASTE_EXCERPT_MAX);
    }
}

/* Where a file is cut into pieces has no meaning. */
static void
assert_same (RushesImport *self,
             RushesImport *other)
{
  GPtrArray *videos = rushes_import_get_videos (self);
  GPtrArray *others = rushes_import_get_videos (other);

  g_assert_cmpuint (videos->len, ==, others->len);
  g_assert_cmpuint (rushes_import_get_summary (self)->n_refused, ==,
                    rushes_import_get_summary (other)->n_refused);
  for (guint i = 0; i < videos->len; i++)
    {
      RushesImportVideo *one = g_ptr_array_index (videos, i);
      RushesImportVideo *two = g_ptr_array_index (others, i);

      g_assert_cmpstr (one->id, ==, two->id);
      g_assert_cmpstr (one->prompt, ==, two->prompt);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = fuzz_input_new (data, size);
  g_autoptr(RushesImport) whole = NULL;
  g_autoptr(RushesImport) pieces = NULL;

  if (size > MAX_BYTES)
    return -1;

  whole = read_in_pieces (input.p, size, MAX (size, 1));
  pieces = read_in_pieces (input.p, size, 1 + size % 61);
  assert_videos (whole);
  assert_refused (whole);
  assert_same (whole, pieces);

  return 0;
}
