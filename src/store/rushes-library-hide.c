/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-hide.h"

#include "rushes-library-words.h"

/* As many rows are deleted in one go, so that nobody else waits long for the database. */
#define PURGE_ROWS 200

typedef struct
{
  GStrv video_ids;
  char *query;
  gboolean whether;
} Hiding;

static void
hiding_free (Hiding *hiding)
{
  g_strfreev (hiding->video_ids);
  g_free (hiding->query);
  g_free (hiding);
}

static RushesLibraryMove *
hide_one (sqlite3              *db,
          Hiding        *hiding,
          sqlite3_stmt         *statement,
          const char           *video_id,
          GError              **error)
{
  RushesLibraryMove *move = NULL;
  gint64 activity;

  sqlite3_bind_int (statement, 1, hiding->whether);
  sqlite3_bind_text (statement, 2, video_id, -1, SQLITE_STATIC);
  if (rushes_database_step (statement, error))
    {
      activity = sqlite3_column_int64 (statement, 0);
      move = g_new0 (RushesLibraryMove, 1);
      move->video_id = g_strdup (video_id);
      move->from = hiding->whether ? activity : 0;
      move->to = activity;
      move->hidden = hiding->whether;
      move->matches = !hiding->whether && rushes_library_words_match (db, hiding->query, activity);
    }
  sqlite3_reset (statement);

  return move;
}

/* All of them, or none. */
static gpointer
hide (sqlite3   *db,
      gpointer   data,
      GError   **error)
{
  Hiding *hiding = data;
  g_autoptr(GPtrArray) moves = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  GError *local = NULL;

  moves = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_library_move_free);
  if (db == NULL)
    return g_steal_pointer (&moves);

  statement = rushes_database_prepare (db, "UPDATE videos SET hidden = ?1 WHERE video_id = ?2"
                                           " AND hidden <> ?1 RETURNING activity", error);
  if (statement == NULL || !rushes_database_execute (db, "BEGIN IMMEDIATE", error))
    return NULL;

  for (char **p = hiding->video_ids; *p != NULL && local == NULL; p++)
    {
      RushesLibraryMove *move = hide_one (db, hiding, statement, *p, &local);

      if (move != NULL)
        g_ptr_array_add (moves, move);
    }
  if (local != NULL)
    g_propagate_error (error, local);

  return rushes_library_write_end (db, local == NULL, error) ? g_steal_pointer (&moves) : NULL;
}

static gboolean
purge_one (sqlite3   *db,
           gint64     activity,
           GError   **error)
{
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("DELETE FROM saved WHERE video_id ="
                         " (SELECT video_id FROM videos WHERE activity = %" G_GINT64_FORMAT ");"
                         "DELETE FROM videos WHERE activity = %" G_GINT64_FORMAT ";",
                         activity, activity);

  return rushes_library_words_remove (db, activity, error) &&
         rushes_database_execute (db, sql, error);
}

static GArray *
read_hidden (sqlite3  *db,
             GError  **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  GArray *activities = g_array_new (FALSE, FALSE, sizeof (gint64));

  statement = rushes_database_prepare (db, "SELECT activity FROM videos WHERE hidden = 1 LIMIT "
                                           G_STRINGIFY (PURGE_ROWS), error);
  while (statement != NULL && rushes_database_step (statement, error))
    {
      gint64 activity = sqlite3_column_int64 (statement, 0);

      g_array_append_val (activities, activity);
    }

  return activities;
}

/* Gives 1 when there may be more. */
static gpointer
purge (sqlite3   *db,
       gpointer   data,
       GError   **error)
{
  g_autoptr(GArray) activities = NULL;
  gboolean good = TRUE;

  if (db == NULL || !rushes_database_execute (db, "BEGIN IMMEDIATE", error))
    return NULL;

  activities = read_hidden (db, error);
  for (guint i = 0; i < activities->len && good; i++)
    good = purge_one (db, g_array_index (activities, gint64, i), error);

  if (!rushes_library_write_end (db, good, error))
    return NULL;

  return GINT_TO_POINTER (activities->len == PURGE_ROWS);
}

static void
on_purged (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  RushesDatabase *database = RUSHES_DATABASE (source);
  g_autoptr(GError) error = NULL;

  if (rushes_database_run_finish (database, result, &error) != NULL)
    rushes_library_hide_purge (database);
  else if (error != NULL)
    g_info ("What was removed was not purged: %s", error->message);
}

/**
 * rushes_library_hide_async:
 * @database: the database
 * @video_ids: (array zero-terminated=1): which videos
 * @whether: whether to hide them or to bring them back
 * @query: (nullable): what is looked for in the list
 * @callback: called on the main context of this thread; [method@Database.run_finish] gives it an
 *   array of #RushesLibraryMove
 * @user_data: data for @callback
 *
 * Hides videos or brings them back.
 */
void
rushes_library_hide_async (RushesDatabase      *database,
                           const char *const   *video_ids,
                           gboolean             whether,
                           const char          *query,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Hiding *hiding = g_new0 (Hiding, 1);

  hiding->video_ids = g_strdupv ((GStrv) video_ids);
  hiding->query = g_strdup (query);
  hiding->whether = whether;
  rushes_database_run_async (database, hide, hiding, (GDestroyNotify) hiding_free,
                             (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}

/**
 * rushes_library_hide_purge:
 * @database: the database
 *
 * Forgets for good what is hidden, a piece at a time. Files that were saved stay where they are.
 */
void
rushes_library_hide_purge (RushesDatabase *database)
{
  rushes_database_run_async (database, purge, NULL, NULL, NULL, on_purged, NULL);
}
