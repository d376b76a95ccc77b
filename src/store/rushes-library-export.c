/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-export.h"

#include "rushes-library-read.h"
#include "rushes-saved-log.h"

/* As many videos are read in one go, so that nobody else waits long for the database; fewer when
 * their answers are long. */
#define PAGE_VIDEOS 100
#define PAGE_BYTES (256 * 1024)

/* What stays from one page to the next. Only one thread at a time has it. */
typedef struct
{
  GOutputStream *stream;
  RushesExportFormat format;
  GStrv video_ids; /* NULL for all */
  guint next;      /* of these */
  char *last;      /* the ID of the one read last */
  gboolean paged;  /* there was a page */
  gboolean begun;  /* there was a video */
  gboolean ended;
  GString *text;   /* of this page */
} Export;

static void export_page (GTask *task);

static void
export_free (Export *self)
{
  g_clear_object (&self->stream);
  g_strfreev (self->video_ids);
  g_free (self->last);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* --- in the thread of the database ------------------------------------------------------------ */

static gboolean
append (Export              *self,
        sqlite3             *db,
        RushesLibraryEntry  *row,
        GError             **error)
{
  const char *video_id = rushes_video_get_video_id (row->video);
  g_autoptr(RushesExportEntry) entry = NULL;
  g_autoptr(GPtrArray) files = rushes_saved_log_read (db, (gpointer) video_id, error);

  if (files == NULL)
    return FALSE;

  entry = rushes_export_entry_new (row->video, row->first_seen, row->activity);
  for (guint i = 0; i < files->len; i++)
    {
      RushesSavedEntry *file = g_ptr_array_index (files, i);

      rushes_export_entry_add (entry, file->kind, file->number, g_file_peek_path (file->file),
                               file->size, file->saved_at);
    }
  rushes_export_append (self->text, self->format, entry, !self->begun);
  self->begun = TRUE;

  return TRUE;
}

static gboolean
is_full (Export *self,
         guint   n_videos)
{
  return n_videos >= PAGE_VIDEOS || self->text->len >= PAGE_BYTES;
}

static gboolean
read_all (Export   *self,
          sqlite3  *db,
          GError  **error)
{
  g_autoptr(sqlite3_stmt) statement = rushes_library_read_before (db, self->last, error);
  GError *local = NULL;

  if (statement == NULL)
    return FALSE;

  for (guint n = 0; local == NULL && !self->ended && !is_full (self, n); n++)
    {
      g_autoptr(RushesLibraryEntry) row = rushes_library_read_next (statement, &local);

      self->ended = row == NULL;
      if (row == NULL)
        continue;
      append (self, db, row, &local);
      g_free (self->last);
      self->last = g_strdup (rushes_video_get_video_id (row->video));
    }
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

static gboolean
read_chosen (Export   *self,
             sqlite3  *db,
             GError  **error)
{
  GError *local = NULL;

  for (guint n = 0; local == NULL && !self->ended && !is_full (self, n); n++)
    {
      char *video_id = self->video_ids[self->next];
      g_autoptr(RushesLibraryEntry) row = NULL;

      self->ended = video_id == NULL;
      if (video_id == NULL)
        continue;
      row = rushes_library_read_whole (db, video_id, &local);
      if (row != NULL)
        append (self, db, row, &local);
      self->next++;
    }
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

static gboolean
read_videos (Export   *self,
             sqlite3  *db,
             GError  **error)
{
  self->ended = db == NULL;
  if (self->ended)
    return TRUE;

  return self->video_ids != NULL ? read_chosen (self, db, error) : read_all (self, db, error);
}

/* A page is read again when the database turns out to be damaged. */
static gpointer
read_page (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Export *self = data;
  g_autofree char *last = g_strdup (self->last);
  guint next = self->next;
  gboolean begun = self->begun;

  g_string_truncate (self->text, 0);
  if (!self->paged)
    rushes_export_begin (self->text, self->format);

  if (read_videos (self, db, error))
    {
      self->paged = TRUE;
      if (self->ended)
        rushes_export_end (self->text, self->format);
      return NULL;
    }

  g_free (self->last);
  self->last = g_steal_pointer (&last);
  self->next = next;
  self->begun = begun;
  self->ended = FALSE;

  return NULL;
}

/* --- in the main thread ----------------------------------------------------------------------- */

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_error (task, error);
  else if (self->ended)
    g_task_return_boolean (task, TRUE);
  else
    export_page (g_steal_pointer (&task));
}

static void
on_page (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_output_stream_write_all_async (self->stream, self->text->str, self->text->len,
                                     G_PRIORITY_DEFAULT, cancellable, on_written,
                                     g_steal_pointer (&task));
}

/* Takes @task. */
static void
export_page (GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }

  rushes_database_run_async (g_task_get_source_object (task), read_page,
                             g_task_get_task_data (task), NULL, NULL, on_page, task);
}

/**
 * rushes_library_export_async:
 * @database: the database
 * @stream: where to write; the caller closes it
 * @format: how ([func@export_begin])
 * @video_ids: (nullable) (array zero-terminated=1): which videos, or %NULL for all, which come by
 *   their ID
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Writes videos out, a page at a time: neither the program nor its memory feels how many there are.
 * Those that were removed are left out, unless they are named.
 */
void
rushes_library_export_async (RushesDatabase      *database,
                             GOutputStream       *stream,
                             RushesExportFormat   format,
                             const char *const   *video_ids,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);

  g_task_set_source_tag (task, rushes_library_export_async);
  g_task_set_task_data (task, self, (GDestroyNotify) export_free);
  self->stream = g_object_ref (stream);
  self->format = format;
  self->video_ids = g_strdupv ((GStrv) video_ids);
  self->text = g_string_new (NULL);
  export_page (task);
}

/**
 * rushes_library_export_finish:
 * @database: the database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@library_export_async].
 *
 * Returns: %TRUE when all was written to the stream
 */
gboolean
rushes_library_export_finish (RushesDatabase  *database,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, database), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
