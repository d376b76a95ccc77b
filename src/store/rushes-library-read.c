/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-read.h"

#include "rushes-error.h"
#include "rushes-video-id.h"
#include "rushes-video-json.h"

#define COLUMNS \
  "first_seen, activity, hidden, video_id, removed, status, status_final, percent, width, height," \
  " asked_at, error_code, error_text, status_label, cover, prompt"

enum
{
  FIRST_SEEN,
  ACTIVITY,
  HIDDEN,
  VIDEO_ID,
  REMOVED,
  STATUS,
  STATUS_FINAL,
  PERCENT,
  WIDTH,
  HEIGHT,
  ASKED_AT,
  ERROR_CODE,
  ERROR_TEXT,
  STATUS_LABEL,
  COVER,
  PROMPT,
  ANSWER
};

/**
 * rushes_library_entry_free:
 * @self: (transfer full): a row
 *
 * Frees @self.
 */
void
rushes_library_entry_free (RushesLibraryEntry *self)
{
  g_clear_object (&self->video);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * rushes_library_search_free:
 * @self: (transfer full): a search
 *
 * Frees @self.
 */
void
rushes_library_search_free (RushesLibrarySearch *self)
{
  g_atomic_rc_box_release (self->newest);
  g_free (self->query);
  g_free (self);
}

/* A file of ours may have been changed by somebody: nothing in it is trusted. */
static char *
dup_text (sqlite3_stmt *statement,
          int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static void
set_text (RushesVideo  *video,
          const char   *property,
          sqlite3_stmt *statement,
          int           column)
{
  g_autofree char *text = dup_text (statement, column);

  if (text != NULL)
    g_object_set (video, property, text, NULL);
}

static void
set_number (RushesVideo  *video,
            const char   *property,
            sqlite3_stmt *statement,
            int           column)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (video), property);
  gint64 number = sqlite3_column_int64 (statement, column);

  if (number >= 0 && number <= G_PARAM_SPEC_INT (pspec)->maximum)
    g_object_set (video, property, (int) number, NULL);
}

static GDateTime *
read_moment (sqlite3_stmt *statement,
             int           column)
{
  g_autoptr(GDateTime) utc = NULL;

  if (sqlite3_column_type (statement, column) != SQLITE_INTEGER)
    return NULL;

  utc = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, column) / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static GError *
read_error (sqlite3_stmt *statement)
{
  gint64 code = sqlite3_column_int64 (statement, ERROR_CODE);
  g_autofree char *text = NULL;

  if (sqlite3_column_type (statement, ERROR_CODE) != SQLITE_INTEGER || code < 0 ||
      code >= RUSHES_N_ERRORS)
    return NULL;

  text = dup_text (statement, ERROR_TEXT);

  return g_error_new_literal (RUSHES_ERROR, code, text != NULL ? text : "");
}

/* What can be told without reading JSON. */
static RushesVideo *
read_light (sqlite3_stmt *statement,
            const char   *video_id)
{
  RushesVideo *video = rushes_video_new (video_id);

  set_text (video, "prompt", statement, PROMPT);
  set_text (video, "cover-uri", statement, COVER);
  set_text (video, "status-label", statement, STATUS_LABEL);
  set_number (video, "status", statement, STATUS);
  set_number (video, "status-final", statement, STATUS_FINAL);
  set_number (video, "percent", statement, PERCENT);
  set_number (video, "width", statement, WIDTH);
  set_number (video, "height", statement, HEIGHT);

  return video;
}

static RushesVideo *
read_answer (sqlite3_stmt *statement,
             const char   *video_id)
{
  gconstpointer data = sqlite3_column_blob (statement, ANSWER);
  g_autoptr(GBytes) answer = NULL;
  RushesVideo *video;

  if (data == NULL)
    return NULL;

  answer = g_bytes_new (data, sqlite3_column_bytes (statement, ANSWER));
  video = rushes_video_read_json (video_id, answer, NULL);
  /* The last answer may have had none any more. */
  if (video != NULL && rushes_video_get_prompt (video) == NULL)
    set_text (video, "prompt", statement, PROMPT);

  return video;
}

static RushesLibraryEntry *
read_row (sqlite3_stmt *statement,
          gboolean      with_answer)
{
  const char *video_id = (const char *) sqlite3_column_text (statement, VIDEO_ID);
  g_autoptr(GDateTime) asked_at = NULL;
  RushesLibraryEntry *row;

  if (!rushes_video_id_is_valid (video_id))
    return NULL;

  row = g_new0 (RushesLibraryEntry, 1);
  row->first_seen = sqlite3_column_int64 (statement, FIRST_SEEN);
  row->activity = sqlite3_column_int64 (statement, ACTIVITY);
  row->hidden = sqlite3_column_int (statement, HIDDEN) != 0;
  row->error = read_error (statement);
  if (with_answer)
    row->video = read_answer (statement, video_id);
  if (row->video == NULL)
    row->video = read_light (statement, video_id);

  asked_at = read_moment (statement, ASKED_AT);
  if (asked_at != NULL)
    rushes_video_set_asked_at (row->video, asked_at);
  rushes_video_set_removed (row->video, sqlite3_column_int (statement, REMOVED) != 0);

  return row;
}

/**
 * rushes_library_read_order:
 * @db: (nullable): the open database
 * @data: nothing
 * @error: return location for an error
 *
 * Reads which videos there are, a #RushesDatabaseFunc.
 *
 * Returns: (transfer full): a #RushesOrder, or %NULL with an error
 */
gpointer
rushes_library_read_order (sqlite3   *db,
                           gpointer   data,
                           GError   **error)
{
  g_autoptr(RushesOrder) order = rushes_order_new ();
  g_autoptr(GArray) activities = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(sqlite3_stmt) statement = NULL;
  GError *local = NULL;

  if (db == NULL)
    return g_steal_pointer (&order);

  statement = rushes_database_prepare (db, "SELECT activity FROM videos WHERE hidden = 0"
                                           " ORDER BY activity", error);
  if (statement == NULL)
    return NULL;

  while (rushes_database_step (statement, &local))
    {
      gint64 activity = sqlite3_column_int64 (statement, 0);

      g_array_append_val (activities, activity);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  rushes_order_merge (order, activities);

  return g_steal_pointer (&order);
}

/**
 * rushes_library_read_rows:
 * @db: (nullable): the open database
 * @data: (type GArray) (element-type gint64): which videos
 * @error: return location for an error
 *
 * Reads what a list shows of some videos, a #RushesDatabaseFunc.
 *
 * Returns: (transfer full) (element-type RushesLibraryEntry): an array of those that are there, or
 *   %NULL with an error
 */
gpointer
rushes_library_read_rows (sqlite3   *db,
                          gpointer   data,
                          GError   **error)
{
  GArray *activities = data;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  GError *local = NULL;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_library_entry_free);
  if (db == NULL)
    return g_steal_pointer (&rows);

  statement = rushes_database_prepare (db, "SELECT " COLUMNS " FROM videos WHERE activity = ?1",
                                       error);
  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < activities->len && local == NULL; i++)
    {
      RushesLibraryEntry *row = NULL;

      sqlite3_bind_int64 (statement, 1, g_array_index (activities, gint64, i));
      if (rushes_database_step (statement, &local))
        row = read_row (statement, FALSE);
      if (row != NULL)
        g_ptr_array_add (rows, row);
      sqlite3_reset (statement);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  return g_steal_pointer (&rows);
}

/**
 * rushes_library_read_whole:
 * @db: (nullable): the open database
 * @data: (type utf8): a video ID
 * @error: return location for an error
 *
 * Reads all that is known of one video, a #RushesDatabaseFunc.
 *
 * Returns: (transfer full) (nullable): a #RushesLibraryEntry, or %NULL when the video is not known
 *   or with an error
 */
gpointer
rushes_library_read_whole (sqlite3   *db,
                           gpointer   data,
                           GError   **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  if (db == NULL)
    return NULL;

  statement = rushes_database_prepare (db, "SELECT " COLUMNS ", answer FROM videos"
                                           " WHERE video_id = ?1", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, data, -1, SQLITE_STATIC);

  return rushes_database_step (statement, error) ? read_row (statement, TRUE) : NULL;
}

/**
 * rushes_library_read_before:
 * @db: the open database
 * @video_id: (nullable): an ID, or %NULL for the beginning
 * @error: return location for an error
 *
 * Begins to read all that is known of the videos that are not hidden, from the highest ID down.
 * No order but that by ID stays the same from one piece of work to the next. For functions run on
 * the database.
 *
 * Returns: (transfer full): a statement for [func@library_read_next], or %NULL with an error
 */
sqlite3_stmt *
rushes_library_read_before (sqlite3     *db,
                            const char  *video_id,
                            GError     **error)
{
  sqlite3_stmt *statement;

  statement = rushes_database_prepare (db, "SELECT " COLUMNS ", answer FROM videos"
                                           " WHERE (?1 IS NULL OR video_id < ?1) AND hidden = 0"
                                           " ORDER BY video_id DESC", error);
  if (statement != NULL)
    sqlite3_bind_text (statement, 1, video_id, -1, SQLITE_TRANSIENT);

  return statement;
}

/**
 * rushes_library_read_next:
 * @statement: what [func@library_read_before] gave
 * @error: return location for an error
 *
 * Reads the next video that can be read. For functions run on the database.
 *
 * Returns: (transfer full) (nullable): a row, or %NULL at the end or with an error
 */
RushesLibraryEntry *
rushes_library_read_next (sqlite3_stmt  *statement,
                          GError       **error)
{
  RushesLibraryEntry *row = NULL;

  while (row == NULL && rushes_database_step (statement, error))
    row = read_row (statement, TRUE);

  return row;
}

static void
turn_round (GArray *activities)
{
  for (guint i = 0, j = activities->len; i + 1 < j; i++)
    {
      gint64 activity = g_array_index (activities, gint64, i);

      j--;
      g_array_index (activities, gint64, i) = g_array_index (activities, gint64, j);
      g_array_index (activities, gint64, j) = activity;
    }
}

static gboolean
is_wanted (RushesLibrarySearch *search)
{
  return g_atomic_int_get (search->newest) == search->number;
}

/**
 * rushes_library_read_matching:
 * @db: (nullable): the open database
 * @data: (type RushesLibrarySearch): what to look for
 * @error: return location for an error
 *
 * Looks for videos, the newest first, a #RushesDatabaseFunc. A newer search ends it.
 *
 * Returns: (transfer full) (nullable): a #GArray of gint64, oldest first; %NULL when there is a
 *   newer search, or with an error
 */
gpointer
rushes_library_read_matching (sqlite3   *db,
                              gpointer   data,
                              GError   **error)
{
  RushesLibrarySearch *search = data;
  g_autoptr(GArray) activities = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(sqlite3_stmt) statement = NULL;
  GError *local = NULL;

  if (db == NULL)
    return g_steal_pointer (&activities);

  statement = rushes_database_prepare (db, "SELECT rowid FROM search WHERE search MATCH ?1"
                                           " AND rowid < ?2 AND rowid NOT IN"
                                           " (SELECT activity FROM videos WHERE hidden = 1)"
                                           " ORDER BY rowid DESC LIMIT ?3", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, search->query, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, search->below);
  sqlite3_bind_int64 (statement, 3, search->max);
  while (is_wanted (search) && rushes_database_step (statement, &local))
    {
      gint64 activity = sqlite3_column_int64 (statement, 0);

      g_array_append_val (activities, activity);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  turn_round (activities);

  return is_wanted (search) ? g_steal_pointer (&activities) : NULL;
}
