/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-known.h"

static gboolean
is_known (sqlite3    *db,
          const char *video_id,
          GError    **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "SELECT 1 FROM videos WHERE video_id = ?1"
                                           " AND hidden = 0", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, video_id, -1, SQLITE_TRANSIENT);

  return sqlite3_step (statement) == SQLITE_ROW;
}

static gpointer
find_known (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **video_ids = data;

  for (guint i = 0; db != NULL && *error == NULL && video_ids[i] != NULL; i++)
    if (is_known (db, video_ids[i], error))
      g_hash_table_add (known, g_strdup (video_ids[i]));

  return *error == NULL ? g_steal_pointer (&known) : NULL;
}

/**
 * rushes_library_find_known_async:
 * @database: where the videos are
 * @video_ids: (array zero-terminated=1): valid video IDs
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Looks which of some videos are in the list.
 */
void
rushes_library_find_known_async (RushesDatabase      *database,
                                 const char *const   *video_ids,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  rushes_database_run_async (database, find_known, g_strdupv ((char **) video_ids),
                             (GDestroyNotify) g_strfreev, (GDestroyNotify) g_hash_table_unref,
                             callback, user_data);
}

/**
 * rushes_library_find_known_finish:
 * @database: where the videos are
 * @result: what the callback got
 *
 * Ends [func@library_find_known_async].
 *
 * Returns: (transfer full) (element-type utf8 utf8): a set of those that are; empty where the
 *   database cannot be read
 */
GHashTable *
rushes_library_find_known_finish (RushesDatabase *database,
                                  GAsyncResult   *result)
{
  GHashTable *known = rushes_database_run_finish (database, result, NULL);

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return known;
}
