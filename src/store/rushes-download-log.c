/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download-log.h"

#include "rushes-video-id.h"

/* As SQL has it. */
#define SAVED 2
G_STATIC_ASSERT (SAVED == RUSHES_DOWNLOAD_STAGE_SAVED);

static const char put_text[] =
  "INSERT INTO downloads (video_id, kind, number, uri, type, prompt, folder, name, paused)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
  " ON CONFLICT (video_id, kind, number) DO UPDATE"
  " SET uri = ?4, type = ?5, prompt = ?6, folder = ?7, name = ?8, paused = ?9;";

static const char remove_text[] =
  "DELETE FROM downloads WHERE video_id = ?1 AND kind = ?2 AND number = ?3;";

static const char remove_saved_text[] =
  "DELETE FROM downloads WHERE video_id = ?1 AND kind = ?2 AND number = ?3 AND paused = "
  G_STRINGIFY (SAVED) ";";

static const char load_text[] =
  "SELECT video_id, kind, number, uri, type, prompt, folder, name, paused FROM downloads"
  " ORDER BY id;";

static void
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

static void
bind_media (sqlite3_stmt *statement,
            RushesMedia  *media)
{
  bind_text (statement, 1, rushes_media_get_video_id (media));
  sqlite3_bind_int (statement, 2, rushes_media_get_kind (media));
  sqlite3_bind_int64 (statement, 3, rushes_media_get_number (media));
}

static gpointer
put (sqlite3   *db,
     gpointer   data,
     GError   **error)
{
  RushesDownloadEntry *entry = data;
  sqlite3_stmt *statement = NULL;

  if (db == NULL ||
      !rushes_database_check (db, sqlite3_prepare_v2 (db, put_text, -1, &statement, NULL), error))
    return NULL;

  bind_media (statement, entry->media);
  bind_text (statement, 4, rushes_media_get_uri (entry->media));
  bind_text (statement, 5, rushes_media_get_type_hint (entry->media));
  bind_text (statement, 6, entry->prompt);
  bind_text (statement, 7, entry->folder);
  bind_text (statement, 8, entry->name);
  sqlite3_bind_int (statement, 9, entry->stage);
  rushes_database_check (db, sqlite3_step (statement), error);
  sqlite3_finalize (statement);

  return NULL;
}

static gpointer
remove_by (sqlite3      *db,
           const char   *text,
           RushesMedia  *media,
           GError      **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = db != NULL ? rushes_database_prepare (db, text, error) : NULL;
  if (statement == NULL)
    return NULL;

  bind_media (statement, media);
  rushes_database_step (statement, error);

  return NULL;
}

static gpointer
remove_media (sqlite3   *db,
              gpointer   data,
              GError   **error)
{
  return remove_by (db, remove_text, data, error);
}

static gpointer
remove_saved (sqlite3   *db,
              gpointer   data,
              GError   **error)
{
  return remove_by (db, remove_saved_text, data, error);
}

static const char *
text_at (sqlite3_stmt *statement,
         int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static char *
dup_text (sqlite3_stmt *statement,
          int           column)
{
  const char *text = text_at (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* A file of ours may have been changed by somebody: nothing in it is trusted. */
static gboolean
is_usable (sqlite3_stmt *statement)
{
  gint64 kind = sqlite3_column_int64 (statement, 1);
  gint64 number = sqlite3_column_int64 (statement, 2);
  const char *folder = text_at (statement, 6);

  return rushes_video_id_is_valid (text_at (statement, 0)) && kind >= RUSHES_MEDIA_CLEAN &&
         kind <= RUSHES_MEDIA_SOURCE && number >= 0 && number <= G_MAXINT &&
         text_at (statement, 3) != NULL && folder != NULL && g_path_is_absolute (folder);
}

/* What nobody knows waits: then nothing happens that nobody wants. */
static RushesDownloadStage
read_stage (sqlite3_stmt *statement)
{
  gint64 number = sqlite3_column_int64 (statement, 8);

  return number == RUSHES_DOWNLOAD_STAGE_OPEN || number == RUSHES_DOWNLOAD_STAGE_SAVED
           ? (RushesDownloadStage) number
           : RUSHES_DOWNLOAD_STAGE_WAITING;
}

/* NULL for what could not have been written by this program. */
static RushesDownloadEntry *
read_entry (sqlite3_stmt *statement)
{
  g_autofree char *type = dup_text (statement, 4);
  RushesDownloadEntry *entry;

  if (!is_usable (statement))
    return NULL;

  entry = g_new0 (RushesDownloadEntry, 1);
  entry->media = rushes_media_new (text_at (statement, 0), sqlite3_column_int (statement, 1),
                                   sqlite3_column_int (statement, 2), text_at (statement, 3), type);
  entry->prompt = dup_text (statement, 5);
  entry->folder = g_strdup (text_at (statement, 6));
  entry->name = g_strdup (text_at (statement, 7));
  entry->stage = read_stage (statement);

  return entry;
}

static gpointer
load (sqlite3   *db,
      gpointer   data,
      GError   **error)
{
  g_autoptr(GPtrArray) entries = NULL;
  sqlite3_stmt *statement = NULL;
  int result = SQLITE_DONE;

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_download_entry_free);
  if (db == NULL)
    return g_steal_pointer (&entries);

  if (!rushes_database_check (db, sqlite3_prepare_v2 (db, load_text, -1, &statement, NULL), error))
    return NULL;

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      RushesDownloadEntry *entry = read_entry (statement);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  sqlite3_finalize (statement);

  return rushes_database_check (db, result, error) ? g_steal_pointer (&entries) : NULL;
}

/**
 * rushes_download_entry_new:
 * @media: what is being saved; its link is copied as it is now
 * @prompt: (nullable): what its video was asked to be
 * @folder: where it goes
 * @name: (nullable): the name the user chose
 * @stage: how far it is
 *
 * Describes a transfer.
 *
 * Returns: (transfer full): the entry, which may be given to another thread
 */
RushesDownloadEntry *
rushes_download_entry_new (RushesMedia         *media,
                           const char          *prompt,
                           GFile               *folder,
                           const char          *name,
                           RushesDownloadStage  stage)
{
  RushesDownloadEntry *self = g_new0 (RushesDownloadEntry, 1);

  /* The link of the one that is shown may be renewed while this is written. */
  self->media = rushes_media_new (rushes_media_get_video_id (media), rushes_media_get_kind (media),
                                  rushes_media_get_number (media), rushes_media_get_uri (media),
                                  rushes_media_get_type_hint (media));
  self->prompt = g_strdup (prompt);
  self->folder = g_file_get_path (folder);
  self->name = g_strdup (name);
  self->stage = stage;

  return self;
}

/**
 * rushes_download_entry_free:
 * @self: an entry
 *
 * Frees @self.
 */
void
rushes_download_entry_free (RushesDownloadEntry *self)
{
  g_clear_object (&self->media);
  g_free (self->prompt);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

/**
 * rushes_download_log_put_async:
 * @database: the database
 * @entry: (transfer full): a transfer
 * @callback: (nullable): called on the main context of this thread
 * @user_data: data for @callback
 *
 * Writes down a transfer, or that something of it has changed.
 */
void
rushes_download_log_put_async (RushesDatabase      *database,
                               RushesDownloadEntry *entry,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  rushes_database_run_async (database, put, entry, (GDestroyNotify) rushes_download_entry_free,
                             NULL, callback, user_data);
}

/**
 * rushes_download_log_put_finish:
 * @database: the database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@download_log_put_async].
 *
 * Returns: %TRUE when it is written
 */
gboolean
rushes_download_log_put_finish (RushesDatabase  *database,
                                GAsyncResult    *result,
                                GError         **error)
{
  GError *local = NULL;

  rushes_database_run_finish (database, result, &local);
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

/**
 * rushes_download_log_remove:
 * @database: the database
 * @media: what was being saved
 *
 * Strikes a transfer out: nothing is left to do.
 */
void
rushes_download_log_remove (RushesDatabase *database,
                            RushesMedia    *media)
{
  rushes_database_run_async (database, remove_media, g_object_ref (media), g_object_unref, NULL,
                             NULL, NULL);
}

/**
 * rushes_download_log_remove_saved:
 * @database: the database
 * @media: what was saved
 *
 * Strikes a transfer out unless it has begun once more meanwhile.
 */
void
rushes_download_log_remove_saved (RushesDatabase *database,
                                  RushesMedia    *media)
{
  rushes_database_run_async (database, remove_saved, g_object_ref (media), g_object_unref, NULL,
                             NULL, NULL);
}

/**
 * rushes_download_log_load_async:
 * @database: the database
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Reads what an earlier run left unfinished.
 */
void
rushes_download_log_load_async (RushesDatabase      *database,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  rushes_database_run_async (database, load, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                             callback, user_data);
}

/**
 * rushes_download_log_load_finish:
 * @database: the database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@download_log_load_async].
 *
 * Returns: (transfer full) (element-type RushesDownloadEntry): the transfers, in the order in which
 *   they were asked for, or %NULL with an error
 */
GPtrArray *
rushes_download_log_load_finish (RushesDatabase  *database,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  return rushes_database_run_finish (database, result, error);
}
