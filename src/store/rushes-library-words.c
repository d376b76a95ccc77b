/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-words.h"

#include "rushes-search-text.h"
#include "rushes-video-id.h"

static const char put_text[] =
  "INSERT OR REPLACE INTO search (rowid, words, account, number, tail)"
  " VALUES (?1, ?2, ?3, ?4, ?5)";

static void
bind_words (sqlite3_stmt *statement,
            int           index,
            char         *words)
{
  sqlite3_bind_text (statement, index, words, -1, g_free);
}

/**
 * rushes_library_words_put:
 * @db: the open database
 * @activity: which video
 * @video_id: its ID
 * @prompt: (nullable): its prompt
 * @error: return location for an error
 *
 * Notes down what a video can be found by. For functions run on the database.
 *
 * Returns: %TRUE when it is noted down
 */
gboolean
rushes_library_words_put (sqlite3     *db,
                          gint64       activity,
                          const char  *video_id,
                          const char  *prompt,
                          GError     **error)
{
  g_autoptr(sqlite3_stmt) statement = rushes_database_prepare (db, put_text, error);
  char *account, *number, *tail;

  if (statement == NULL)
    return FALSE;

  rushes_search_text_fold_id (video_id, &account, &number, &tail);
  sqlite3_bind_int64 (statement, 1, activity);
  bind_words (statement, 2, rushes_search_text_fold (prompt != NULL ? prompt : ""));
  bind_words (statement, 3, account);
  bind_words (statement, 4, number);
  bind_words (statement, 5, tail);

  return rushes_database_check (db, sqlite3_step (statement), error);
}

/**
 * rushes_library_words_move:
 * @db: the open database
 * @from: which video
 * @to: its new place
 * @error: return location for an error
 *
 * Lets what a video is found by follow it to another place. For functions run on the database.
 *
 * Returns: %TRUE when all went well
 */
gboolean
rushes_library_words_move (sqlite3  *db,
                           gint64    from,
                           gint64    to,
                           GError  **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "UPDATE search SET rowid = ?2 WHERE rowid = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, from);
  sqlite3_bind_int64 (statement, 2, to);

  return rushes_database_check (db, sqlite3_step (statement), error);
}

/**
 * rushes_library_words_remove:
 * @db: the open database
 * @activity: which video
 * @error: return location for an error
 *
 * Forgets what a video was found by. For functions run on the database.
 *
 * Returns: %TRUE when all went well
 */
gboolean
rushes_library_words_remove (sqlite3  *db,
                             gint64    activity,
                             GError  **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "DELETE FROM search WHERE rowid = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, activity);

  return rushes_database_check (db, sqlite3_step (statement), error);
}

/**
 * rushes_library_words_match:
 * @db: the open database
 * @query: (nullable): an expression of [func@search_text_query]
 * @activity: which video
 *
 * Tells whether a video is among those that are looked for. For functions run on the database.
 *
 * Returns: %TRUE when it is, or when nothing is looked for
 */
gboolean
rushes_library_words_match (sqlite3    *db,
                            const char *query,
                            gint64      activity)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  if (query == NULL)
    return TRUE;

  statement = rushes_database_prepare (db, "SELECT 1 FROM search WHERE search MATCH ?1"
                                           " AND rowid = ?2", NULL);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, query, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, activity);

  return rushes_database_step (statement, NULL);
}

static void
hide (sqlite3 *db,
      gint64   activity)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "UPDATE videos SET hidden = 1 WHERE activity = ?1",
                                       NULL);
  if (statement == NULL)
    return;

  sqlite3_bind_int64 (statement, 1, activity);
  sqlite3_step (statement);
}

/**
 * rushes_library_words_put_all:
 * @db: the open database
 *
 * Notes down what all videos can be found by, where that was not done yet. What has no valid ID is
 * no video, and goes with those the user removed. For functions run on the database.
 */
void
rushes_library_words_put_all (sqlite3 *db)
{
  g_autoptr(sqlite3_stmt) videos = NULL;

  videos = rushes_database_prepare (db, "SELECT activity, video_id, prompt FROM videos", NULL);
  while (videos != NULL && rushes_database_step (videos, NULL))
    {
      const char *video_id = (const char *) sqlite3_column_text (videos, 1);

      if (rushes_video_id_is_valid (video_id))
        rushes_library_words_put (db, sqlite3_column_int64 (videos, 0), video_id,
                                  (const char *) sqlite3_column_text (videos, 2), NULL);
      else
        hide (db, sqlite3_column_int64 (videos, 0));
    }
}
