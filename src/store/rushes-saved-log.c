/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-saved-log.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static const char load_text[] =
  "SELECT kind, number, path, size, saved_at FROM saved WHERE video_id = ?1"
  " ORDER BY kind, number, saved_at DESC";

/**
 * rushes_saved_entry_free:
 * @self: (transfer full): an entry
 *
 * Frees @self.
 */
void
rushes_saved_entry_free (RushesSavedEntry *self)
{
  g_clear_object (&self->file);
  g_free (self);
}

static RushesSavedEntry *
read_entry (sqlite3_stmt *statement)
{
  const char *path = (const char *) sqlite3_column_text (statement, 2);
  gint64 kind = sqlite3_column_int64 (statement, 0);
  RushesSavedEntry *entry;

  if (kind < 0 || kind > RUSHES_MEDIA_SOURCE || path == NULL || !g_path_is_absolute (path))
    return NULL;

  entry = g_new0 (RushesSavedEntry, 1);
  entry->kind = kind;
  entry->number = MAX (sqlite3_column_int (statement, 1), 1);
  entry->file = g_file_new_for_path (path);
  entry->size = MAX (sqlite3_column_int64 (statement, 3), 0);
  entry->saved_at = sqlite3_column_int64 (statement, 4);

  return entry;
}

/**
 * rushes_saved_log_read:
 * @db: (nullable): the open database
 * @data: (type utf8): a video ID
 * @error: return location for an error
 *
 * Reads which files of a video were saved, a #RushesDatabaseFunc. Whether they exist is not looked
 * at.
 *
 * Returns: (transfer full) (element-type RushesSavedEntry): an array of them, or %NULL with an
 *   error
 */
gpointer
rushes_saved_log_read (sqlite3   *db,
                       gpointer   data,
                       GError   **error)
{
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  GError *local = NULL;

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_saved_entry_free);
  if (db == NULL)
    return g_steal_pointer (&entries);

  statement = rushes_database_prepare (db, load_text, error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, data, -1, SQLITE_STATIC);
  while (rushes_database_step (statement, &local))
    {
      RushesSavedEntry *entry = read_entry (statement);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  return g_steal_pointer (&entries);
}

/* Not in the thread of the database: a disk in another room may take its time. */
static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GPtrArray *entries = task_data;

  for (guint i = 0; i < entries->len; i++)
    {
      RushesSavedEntry *entry = g_ptr_array_index (entries, i);
      GStatBuf status;

      entry->exists = g_stat (g_file_peek_path (entry->file), &status) == 0 &&
                      S_ISREG (status.st_mode);
    }

  g_task_return_pointer (task, g_ptr_array_ref (entries), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);

  if (entries == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_set_task_data (task, entries, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, look_in_thread);
}

/**
 * rushes_saved_log_load_async:
 * @database: the database
 * @video_id: which video
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Reads which files of a video were saved ([method@Library.add_saved]), and looks whether they are
 * still there, in a worker thread.
 */
void
rushes_saved_log_load_async (RushesDatabase      *database,
                             const char          *video_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_saved_log_load_async);
  rushes_database_run_async (database, rushes_saved_log_read, g_strdup (video_id), g_free,
                             (GDestroyNotify) g_ptr_array_unref, on_loaded, task);
}

/**
 * rushes_saved_log_load_finish:
 * @database: the database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@saved_log_load_async].
 *
 * Returns: (transfer full) (element-type RushesSavedEntry): the files, clean video first, of each
 *   the one saved last first; or %NULL with an error
 */
GPtrArray *
rushes_saved_log_load_finish (RushesDatabase  *database,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, database), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
