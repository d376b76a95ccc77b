/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-take.h"

#include "rushes-library-words.h"
#include "rushes-library-write.h"

#define BLOCK_BYTES (64 * 1024)
#define MAX_BYTES (G_GINT64_CONSTANT (1) << 30)

/* --- the list --------------------------------------------------------------------------------- */

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr(RushesImport) import = rushes_import_new ();
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  gint64 n_bytes = 0;
  gssize n = 0;
  GError *error = NULL;

  while (n_bytes < MAX_BYTES &&
         (n = g_input_stream_read (task_data, block, BLOCK_BYTES, cancellable, &error)) > 0)
    {
      rushes_import_read (import, block, n);
      n_bytes += n;
    }
  if (n < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  rushes_import_finish (import);
  g_task_return_pointer (task, g_steal_pointer (&import), (GDestroyNotify) rushes_import_free);
}

/**
 * rushes_library_take_read_async:
 * @stream: a list of videos
 * @cancellable: (nullable): ends the call
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Reads a list in a worker thread.
 */
void
rushes_library_take_read_async (GInputStream        *stream,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_library_take_read_async);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * rushes_library_take_read_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@library_take_read_async].
 *
 * Returns: (transfer full): the list, or %NULL with an error
 */
RushesImport *
rushes_library_take_read_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the database ----------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *videos; /* of RushesImportVideo */
  char *query;
} Taking;

static void
taking_free (Taking *taking)
{
  g_ptr_array_unref (taking->videos);
  g_free (taking->query);
  g_free (taking);
}

static void
video_free (RushesImportVideo *video)
{
  g_free (video->id);
  g_free (video->prompt);
  g_free (video);
}

/* One that is known stays as it is, but is not hidden any more. */
static const char take_text[] =
  "INSERT INTO videos (activity, video_id, first_seen, prompt)"
  " VALUES (max (?1, coalesce ((SELECT max (activity) + 1 FROM videos), 0)), ?2, ?1, ?3)"
  " ON CONFLICT (video_id) DO UPDATE SET hidden = 0 WHERE hidden <> 0"
  " RETURNING activity, first_seen = ?1";

static gboolean
take_one (sqlite3                 *db,
          sqlite3_stmt            *statement,
          const RushesImportVideo *video,
          const char              *query,
          GPtrArray               *moves,
          GError                 **error)
{
  GError *local = NULL;
  RushesLibraryMove *move;
  gboolean changed, new = FALSE;
  gint64 activity = 0;

  sqlite3_bind_int64 (statement, 1, g_get_real_time ());
  sqlite3_bind_text (statement, 2, video->id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, video->prompt, -1, SQLITE_STATIC);
  changed = rushes_database_step (statement, &local);
  if (changed)
    {
      activity = sqlite3_column_int64 (statement, 0);
      new = sqlite3_column_int (statement, 1) != 0;
    }
  sqlite3_reset (statement);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (!changed)
    return TRUE;
  if (new && !rushes_library_words_put (db, activity, video->id, video->prompt, error))
    return FALSE;

  move = g_new0 (RushesLibraryMove, 1);
  move->video_id = g_strdup (video->id);
  move->to = activity;
  move->matches = rushes_library_words_match (db, query, activity);
  g_ptr_array_add (moves, move);

  return TRUE;
}

static gpointer
take (sqlite3   *db,
      gpointer   data,
      GError   **error)
{
  Taking *taking = data;
  g_autoptr(GPtrArray) moves = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean good = TRUE;

  moves = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_library_move_free);
  if (db == NULL)
    return g_steal_pointer (&moves);

  statement = rushes_database_prepare (db, take_text, error);
  if (statement == NULL || !rushes_database_execute (db, "BEGIN IMMEDIATE", error))
    return NULL;

  for (guint i = taking->videos->len; i > 0 && good; i--)
    good = take_one (db, statement, g_ptr_array_index (taking->videos, i - 1), taking->query,
                     moves, error);

  return rushes_library_write_end (db, good, error) ? g_steal_pointer (&moves) : NULL;
}

/**
 * rushes_library_take_async:
 * @database: the database
 * @import: a list
 * @first: the first of its videos to take
 * @n_videos: how many to take
 * @query: (nullable): what is looked for in the library
 * @callback: called on the main context of this thread; [method@Database.run_finish] gives it an
 *   array of #RushesLibraryMove: the videos that are new
 * @user_data: data for @callback
 *
 * Writes down some videos of a list, all of them or none; the first comes to stand at the top.
 */
void
rushes_library_take_async (RushesDatabase      *database,
                           RushesImport        *import,
                           guint                first,
                           guint                n_videos,
                           const char          *query,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GPtrArray *videos = rushes_import_get_videos (import);
  Taking *taking = g_new0 (Taking, 1);

  taking->videos = g_ptr_array_new_with_free_func ((GDestroyNotify) video_free);
  taking->query = g_strdup (query);
  for (guint i = first; i < first + n_videos; i++)
    {
      const RushesImportVideo *video = g_ptr_array_index (videos, i);
      RushesImportVideo *copy = g_new0 (RushesImportVideo, 1);

      copy->id = g_strdup (video->id);
      copy->prompt = g_strdup (video->prompt);
      g_ptr_array_add (taking->videos, copy);
    }

  rushes_database_run_async (database, take, taking, (GDestroyNotify) taking_free,
                             (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}
