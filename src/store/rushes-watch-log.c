/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-log.h"

#include "rushes-video-id.h"

static void
entry_free (RushesWatchEntry *entry)
{
  g_free (entry->video_id);
  g_free (entry);
}

static RushesWatchEntry *
entry_new (const char *video_id,
           gint64      since)
{
  RushesWatchEntry *entry = g_new0 (RushesWatchEntry, 1);

  entry->video_id = g_strdup (video_id);
  entry->since = since;

  return entry;
}

static sqlite3_stmt *
prepare (sqlite3                *db,
         const char             *text,
         const RushesWatchEntry *entry,
         GError                **error)
{
  sqlite3_stmt *statement = NULL;

  if (db == NULL ||
      !rushes_database_check (db, sqlite3_prepare_v2 (db, text, -1, &statement, NULL), error))
    return NULL;

  if (entry != NULL)
    {
      sqlite3_bind_text (statement, 1, entry->video_id, -1, SQLITE_TRANSIENT);
      if (sqlite3_bind_parameter_count (statement) > 1)
        sqlite3_bind_int64 (statement, 2, entry->since);
    }

  return statement;
}

static void
execute (sqlite3                *db,
         const char             *text,
         const RushesWatchEntry *entry,
         GError                **error)
{
  sqlite3_stmt *statement = prepare (db, text, entry, error);

  if (statement != NULL)
    rushes_database_check (db, sqlite3_step (statement), error);
  sqlite3_finalize (statement);
}

static gpointer
put (sqlite3   *db,
     gpointer   data,
     GError   **error)
{
  execute (db, "INSERT OR REPLACE INTO watches (video_id, since) VALUES (?1, ?2);", data, error);

  return NULL;
}

static gpointer
remove_watch (sqlite3   *db,
              gpointer   data,
              GError   **error)
{
  execute (db, "DELETE FROM watches WHERE video_id = ?1;", data, error);

  return NULL;
}

static gpointer
load (sqlite3   *db,
      gpointer   data,
      GError   **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  sqlite3_stmt *statement = prepare (db, "SELECT video_id, since FROM watches ORDER BY since;",
                                     NULL, error);
  int result = SQLITE_DONE;

  while (statement != NULL && (result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *video_id = (const char *) sqlite3_column_text (statement, 0);

      /* A file of ours may have been changed by somebody: nothing in it is trusted. */
      if (rushes_video_id_is_valid (video_id))
        g_ptr_array_add (entries, entry_new (video_id, sqlite3_column_int64 (statement, 1)));
    }
  if (statement != NULL)
    rushes_database_check (db, result, error);
  sqlite3_finalize (statement);

  return *error == NULL ? g_steal_pointer (&entries) : NULL;
}

/**
 * rushes_watch_log_put:
 * @database: the database
 * @video_id: a video
 * @since: seconds since 1970, when the watching began
 *
 * Writes down that a video is being watched.
 */
void
rushes_watch_log_put (RushesDatabase *database,
                      const char     *video_id,
                      gint64          since)
{
  rushes_database_run_async (database, put, entry_new (video_id, since),
                             (GDestroyNotify) entry_free, NULL, NULL, NULL);
}

/**
 * rushes_watch_log_remove:
 * @database: the database
 * @video_id: a video
 *
 * Strikes a video out: it is watched no more.
 */
void
rushes_watch_log_remove (RushesDatabase *database,
                         const char     *video_id)
{
  rushes_database_run_async (database, remove_watch, entry_new (video_id, 0),
                             (GDestroyNotify) entry_free, NULL, NULL, NULL);
}

/**
 * rushes_watch_log_load_async:
 * @database: the database
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Reads what an earlier run was watching.
 */
void
rushes_watch_log_load_async (RushesDatabase      *database,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  rushes_database_run_async (database, load, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                             callback, user_data);
}

/**
 * rushes_watch_log_load_finish:
 * @database: the database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@watch_log_load_async].
 *
 * Returns: (transfer full) (element-type RushesWatchEntry) (nullable): the videos, the one watched
 *   for longest first, or %NULL with an error
 */
GPtrArray *
rushes_watch_log_load_finish (RushesDatabase  *database,
                              GAsyncResult    *result,
                              GError         **error)
{
  return rushes_database_run_finish (database, result, error);
}
