/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-import.h"

#include "rushes-csv.h"
#include "rushes-video-id.h"

#include <string.h>

/* Text is judged in pieces of whole lines, since some lines about one video may belong together;
 * of no more lines than things are named of one paste. */
#define PIECE_BYTES (256 * 1024)
#define PIECE_LINES 1000

/* A line that does not end is no list. */
#define MAX_LINE_BYTES (4 * 1024 * 1024)

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _RushesImport
{
  GString *rest;   /* not judged yet */
  RushesCsv *csv;  /* for a table; else NULL */
  gboolean begun;
  guint n_lines;   /* judged */
  int id_column;
  int prompt_column;
  GPtrArray *videos;
  GHashTable *seen; /* IDs, which the videos own */
  RushesImportSummary summary;
};

static void
video_free (RushesImportVideo *video)
{
  g_free (video->id);
  g_free (video->prompt);
  g_free (video);
}

/**
 * rushes_import_new:
 *
 * Makes an empty list. It may be filled in any thread.
 *
 * Returns: (transfer full): the list
 */
RushesImport *
rushes_import_new (void)
{
  RushesImport *self = g_new0 (RushesImport, 1);

  self->rest = g_string_new (NULL);
  self->videos = g_ptr_array_new_with_free_func ((GDestroyNotify) video_free);
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  self->summary.refused =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_paste_item_free);

  return self;
}

/**
 * rushes_import_free:
 * @self: (transfer full): a list
 *
 * Frees @self.
 */
void
rushes_import_free (RushesImport *self)
{
  g_clear_pointer (&self->csv, rushes_csv_free);
  g_string_free (self->rest, TRUE);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->videos);
  g_ptr_array_unref (self->summary.refused);
  g_free (self);
}

/* --- what was found --------------------------------------------------------------------------- */

static void
take_video (RushesImport *self,
            const char   *id,
            const char   *prompt)
{
  RushesImportVideo *video;

  if (g_hash_table_contains (self->seen, id))
    return;

  video = g_new0 (RushesImportVideo, 1);
  video->id = g_strdup (id);
  video->prompt = prompt != NULL && *prompt != '\0' ? g_strdup (prompt) : NULL;
  g_ptr_array_add (self->videos, video);
  g_hash_table_add (self->seen, video->id);
}

static void
refuse (RushesImport    *self,
        RushesPasteItem *item)
{
  self->summary.n_refused++;
  if (self->summary.refused->len < RUSHES_IMPORT_MAX_REFUSED)
    g_ptr_array_add (self->summary.refused, item);
  else
    rushes_paste_item_free (item);
}

/* Judges some text that begins in the line after @n_lines. */
static void
judge (RushesImport *self,
       const char   *text,
       gsize         length,
       guint         n_lines,
       const char   *prompt)
{
  g_autoptr(GPtrArray) items = rushes_video_id_parse (text, length);

  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(RushesPasteItem) item = g_ptr_array_index (items, i);

      item->line += n_lines;
      if (item->kind == RUSHES_PASTE_VIDEO)
        take_video (self, item->id, prompt != NULL ? prompt : item->note);
      else
        refuse (self, g_steal_pointer (&item));
    }
}

/* --- tables ----------------------------------------------------------------------------------- */

/* The apostrophe before what begins as a formula does. */
static const char *
skip_guard (const char *text)
{
  return text[0] == '\'' && text[1] != '\0' && strchr ("=+-@\t\r", text[1]) != NULL ? text + 1
                                                                                    : text;
}

static void
on_record (GPtrArray *fields,
           guint      line,
           gpointer   user_data)
{
  RushesImport *self = user_data;
  const char *id, *prompt = NULL;

  if (line == 1) /* the names of the columns */
    return;

  id = (guint) self->id_column < fields->len ? g_ptr_array_index (fields, self->id_column) : "";
  if (self->prompt_column >= 0 && (guint) self->prompt_column < fields->len)
    prompt = skip_guard (g_ptr_array_index (fields, self->prompt_column));
  judge (self, id, strlen (id), line - 1, prompt);
}

static int
find_column (char       **names,
             const char  *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (names[i]), name) == 0)
      return i;

  return -1;
}

/* A table has names in its first line, one of which is "id"; in every other text an ID may stand
 * anywhere. */
static void
look_at_first_line (RushesImport *self)
{
  const char *line = self->rest->str;
  g_autofree char *first = NULL;
  g_auto(GStrv) names = NULL;

  if (g_str_has_prefix (line, BYTE_ORDER_MARK))
    g_string_erase (self->rest, 0, strlen (BYTE_ORDER_MARK));

  first = g_strndup (self->rest->str, MIN (strcspn (self->rest->str, "\r\n"), 4096));
  names = g_strsplit (first, ",", -1);
  self->id_column = find_column (names, "id");
  self->prompt_column = find_column (names, "prompt");
  if (self->id_column >= 0)
    self->csv = rushes_csv_new (on_record, self);
  self->begun = TRUE;
}

/* --- text ------------------------------------------------------------------------------------- */

/* How much of what is left is judged next; 0 when more of the text is needed for that. */
static gsize
measure_piece (RushesImport *self,
               guint        *n_lines)
{
  gsize end = MIN (self->rest->len, PIECE_BYTES);
  gsize length = 0;

  *n_lines = 0;
  for (gsize i = 0; i < end && *n_lines < PIECE_LINES; i++)
    if (self->rest->str[i] == '\n')
      {
        length = i + 1;
        (*n_lines)++;
      }

  if (*n_lines == PIECE_LINES || (length > 0 && end == PIECE_BYTES))
    return length;

  return self->rest->len > MAX_LINE_BYTES ? self->rest->len : 0;
}

static void
judge_lines (RushesImport *self)
{
  guint n_lines;
  gsize length;

  while ((length = measure_piece (self, &n_lines)) > 0)
    {
      judge (self, self->rest->str, length, self->n_lines, NULL);
      self->n_lines += n_lines;
      g_string_erase (self->rest, 0, length);
    }
}

/**
 * rushes_import_read:
 * @self: a list
 * @text: (array length=length): the next piece of a file
 * @length: how many bytes it has
 *
 * Reads a list of videos: any text that can be pasted ([func@video_id_parse]), an export in JSON or
 * in CSV, or any CSV whose first line names a column "id", and perhaps one "prompt". Pieces may be
 * cut anywhere. Only videos are kept in memory, and %RUSHES_IMPORT_MAX_REFUSED other things.
 */
void
rushes_import_read (RushesImport *self,
                    const char   *text,
                    gsize         length)
{
  if (self->csv != NULL)
    {
      rushes_csv_read (self->csv, text, length);
      return;
    }

  g_string_append_len (self->rest, text, length);
  if (!self->begun && memchr (self->rest->str, '\n', self->rest->len) == NULL &&
      self->rest->len < PIECE_BYTES)
    return;

  if (!self->begun)
    look_at_first_line (self);
  if (self->csv == NULL)
    {
      judge_lines (self);
      return;
    }

  rushes_csv_read (self->csv, self->rest->str, self->rest->len);
  g_string_truncate (self->rest, 0);
}

/**
 * rushes_import_finish:
 * @self: a list
 *
 * Reads what is left, when there are no more pieces.
 */
void
rushes_import_finish (RushesImport *self)
{
  if (!self->begun)
    look_at_first_line (self);

  if (self->csv != NULL)
    {
      rushes_csv_read (self->csv, self->rest->str, self->rest->len);
      g_string_truncate (self->rest, 0);
      rushes_csv_finish (self->csv);
    }
  else
    {
      judge_lines (self);
      judge (self, self->rest->str, self->rest->len, self->n_lines, NULL);
    }
}

/**
 * rushes_import_get_videos:
 * @self: a list
 *
 * Gets the videos, each once, in the order of the list.
 *
 * Returns: (transfer none) (element-type RushesImportVideo): the videos
 */
GPtrArray *
rushes_import_get_videos (RushesImport *self)
{
  return self->videos;
}

/**
 * rushes_import_count:
 * @self: a list
 * @n_taken: how many more of its videos were new
 * @n_known: how many more were in the library before
 *
 * Notes down what became of some of the videos.
 */
void
rushes_import_count (RushesImport *self,
                     guint         n_taken,
                     guint         n_known)
{
  self->summary.n_taken += n_taken;
  self->summary.n_known += n_known;
}

/**
 * rushes_import_get_summary:
 * @self: a list
 *
 * Gets what became of the list so far.
 *
 * Returns: (transfer none): the counts, and what was refused
 */
const RushesImportSummary *
rushes_import_get_summary (RushesImport *self)
{
  return &self->summary;
}
