/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-database.h"

#include <glib/gstdio.h>

#define SCHEMA_VERSION 2
#define BUSY_MILLISECONDS 2000

struct _RushesDatabase
{
  GObject parent_instance;

  char *path;
  GThread *thread;
  GAsyncQueue *jobs; /* of GTask */
  sqlite3 *db;       /* of the thread alone */
};

typedef struct
{
  RushesDatabaseFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gboolean last;
} Job;

G_DEFINE_FINAL_TYPE (RushesDatabase, rushes_database, G_TYPE_OBJECT)

/* From one version of the schema to the next; never changed once released. */
static const char *const migrations[SCHEMA_VERSION] = {
  "CREATE TABLE downloads ("
  "  id INTEGER PRIMARY KEY,"
  "  video_id TEXT NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  number INTEGER NOT NULL,"
  "  uri TEXT NOT NULL,"
  "  type TEXT,"
  "  prompt TEXT,"
  "  folder TEXT NOT NULL,"
  "  name TEXT,"
  "  paused INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (video_id, kind, number)"
  ") STRICT;",

  /* What is being watched, and the second since 1970 in which that began. */
  "CREATE TABLE watches ("
  "  video_id TEXT PRIMARY KEY,"
  "  since INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;",
};

static void
job_free (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static int
read_version (sqlite3 *db)
{
  sqlite3_stmt *statement = NULL;
  int version = -1;

  if (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    version = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);

  return version;
}

/* All of a step or nothing, so that a crash leaves a version that is known. */
static gboolean
migrate (sqlite3 *db,
         int      version)
{
  for (; version < SCHEMA_VERSION; version++)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA user_version = %d; COMMIT;",
                              migrations[version], version + 1);

      if (sqlite3_exec (db, text, NULL, NULL, NULL) != SQLITE_OK)
        {
          sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }

  return TRUE;
}

/* A database of a newer program is left as it is, to the byte: the journal's mode stands in the
 * file, too. */
static gboolean
prepare (sqlite3 *db)
{
  int version;

  sqlite3_busy_timeout (db, BUSY_MILLISECONDS);
  version = read_version (db);
  if (version < 0 || version > SCHEMA_VERSION)
    return FALSE;

  return sqlite3_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", NULL, NULL,
                       NULL) == SQLITE_OK && migrate (db, version);
}

static void
open_database (RushesDatabase *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  g_mkdir_with_parents (folder, 0700);
  if (sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) ==
        SQLITE_OK && g_chmod (self->path, 0600) == 0 && prepare (self->db))
    return;

  g_info ("The database cannot be used: %s", sqlite3_errmsg (self->db));
  sqlite3_close (self->db);
  self->db = NULL;
}

static void
run_job (RushesDatabase *self,
         GTask          *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gpointer result = NULL;

  if (job->func != NULL)
    result = job->func (self->db, job->data, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, job->free_result);
}

static gpointer
run_thread (gpointer user_data)
{
  RushesDatabase *self = user_data;
  gboolean last = FALSE;

  open_database (self);
  while (!last)
    {
      g_autoptr(GTask) task = g_async_queue_pop (self->jobs);

      last = ((Job *) g_task_get_task_data (task))->last;
      run_job (self, task);
    }
  g_clear_pointer (&self->db, sqlite3_close);

  return NULL;
}

static void
push_job (RushesDatabase      *self,
          Job                 *job,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (job->last ? NULL : self, NULL, callback, user_data);

  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_async_queue_push (self->jobs, task);
}

static void
rushes_database_finalize (GObject *object)
{
  RushesDatabase *self = RUSHES_DATABASE (object);

  rushes_database_close (self);
  g_async_queue_unref (self->jobs);
  g_free (self->path);

  G_OBJECT_CLASS (rushes_database_parent_class)->finalize (object);
}

static void
rushes_database_class_init (RushesDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_database_finalize;
}

static void
rushes_database_init (RushesDatabase *self)
{
  self->jobs = g_async_queue_new_full (g_object_unref);
}

/**
 * rushes_database_new:
 * @file: where it is, or will be
 *
 * Opens the database in a thread of its own, so that no disk is waited for in the main loop. It is
 * made when it is missing and brought to this version when it is older; one of a newer program is
 * not touched. Where none can be had, work gets %NULL and the program goes on without a memory.
 *
 * Returns: (transfer full): the database, for the calling thread
 */
RushesDatabase *
rushes_database_new (GFile *file)
{
  RushesDatabase *self = g_object_new (RUSHES_TYPE_DATABASE, NULL);

  self->path = g_file_get_path (file);
  self->thread = g_thread_new ("database", run_thread, self);

  return self;
}

/**
 * rushes_database_close:
 * @self: the database
 *
 * Waits until all work asked for is done and closes the file. Blocks for as long as a disk takes:
 * only for the end of the program.
 */
void
rushes_database_close (RushesDatabase *self)
{
  Job *job;

  g_return_if_fail (RUSHES_IS_DATABASE (self));

  if (self->thread == NULL)
    return;

  job = g_new0 (Job, 1);
  job->last = TRUE;
  push_job (self, job, NULL, NULL);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * rushes_database_run_async:
 * @self: the database
 * @func: what to do
 * @data: data for @func
 * @free_data: (nullable): frees @data, in any thread
 * @free_result: (nullable): frees a result nobody takes
 * @callback: (nullable): called on the main context of this thread
 * @user_data: data for @callback
 *
 * Has @func work on the database, behind all that was asked for before.
 */
void
rushes_database_run_async (RushesDatabase      *self,
                           RushesDatabaseFunc   func,
                           gpointer             data,
                           GDestroyNotify       free_data,
                           GDestroyNotify       free_result,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RUSHES_IS_DATABASE (self));
  g_return_if_fail (self->thread != NULL);

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  push_job (self, job, callback, user_data);
}

/**
 * rushes_database_run_finish:
 * @self: the database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Database.run_async].
 *
 * Returns: (transfer full) (nullable): what the function returned, or %NULL with its error
 */
gpointer
rushes_database_run_finish (RushesDatabase  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rushes_database_check:
 * @db: the open database
 * @result: what a call of SQLite returned
 * @error: return location for an error
 *
 * Makes a #GError of a result that is none of OK, ROW and DONE. For functions run on the database.
 *
 * Returns: %TRUE when @result is good
 */
gboolean
rushes_database_check (sqlite3  *db,
                       int       result,
                       GError  **error)
{
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sqlite3_errmsg (db));

  return FALSE;
}
