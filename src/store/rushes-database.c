/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-database.h"

#include "rushes-database-salvage.h"
#include "rushes-database-schema.h"

#include <glib/gstdio.h>

/* What is written reaches the disk this long after, also when the machine loses its power. */
#define SYNC_MICROSECONDS (G_USEC_PER_SEC)

struct _RushesDatabase
{
  GObject parent_instance;

  char *path;
  GMainContext *context;
  GThread *thread;
  GAsyncQueue *jobs; /* of GTask */
  RushesDatabaseProblem problem;
  char *set_aside;
  GMutex lock;
  GPtrArray *reports; /* of GSource: not yet told of; guarded by the lock */

  /* Of the thread alone. */
  sqlite3 *db;
  gint64 n_synced;
  gint64 n_at_full; /* changes there were when the disk was full; -1 when it is not */
  RushesDatabaseProblem lasting;
};

typedef struct
{
  RushesDatabaseFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gboolean last;
} Job;

typedef struct
{
  RushesDatabase *database;
  RushesDatabaseProblem problem;
  char *set_aside; /* NULL: as it was */
} Report;

enum
{
  PROP_0,
  PROP_PROBLEM,
  PROP_SET_ASIDE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesDatabase, rushes_database, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static void
report_free (Report *report)
{
  g_free (report->set_aside);
  g_free (report);
}

/* --- in the thread ---------------------------------------------------------------------------- */

static gboolean
on_report (gpointer user_data)
{
  Report *report = user_data;
  RushesDatabase *self = report->database;

  g_mutex_lock (&self->lock);
  g_ptr_array_remove (self->reports, g_main_current_source ());
  g_mutex_unlock (&self->lock);

  self->problem = report->problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  if (report->set_aside != NULL)
    {
      g_free (self->set_aside);
      self->set_aside = g_steal_pointer (&report->set_aside);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SET_ASIDE]);
    }

  return G_SOURCE_REMOVE;
}

/* Without a reference: who gives up the last one waits for the thread. */
static void
report (RushesDatabase        *self,
        RushesDatabaseProblem  problem,
        const char            *set_aside)
{
  Report *told = g_new0 (Report, 1);
  GSource *source = g_idle_source_new ();

  told->database = self;
  told->problem = problem;
  told->set_aside = g_strdup (set_aside);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_report, told, (GDestroyNotify) report_free);

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->reports, source);
  g_mutex_unlock (&self->lock);
  g_source_attach (source, self->context);
}

static void
close_file (RushesDatabase *self)
{
  g_clear_pointer (&self->db, sqlite3_close_v2);
}

/* What is in its journal stays there, where SQLite would else put it into the file. */
static void
close_untouched (RushesDatabase *self)
{
  g_autofree char *journal = g_strconcat (self->path, "-wal", NULL);
  GStatBuf status;

  if (self->db != NULL && g_stat (journal, &status) == 0 && status.st_size > 0)
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  close_file (self);
}

static int
open_file (RushesDatabase *self)
{
  int result = sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                NULL);

  if (result == SQLITE_OK && g_chmod (self->path, 0600) != 0)
    result = SQLITE_CANTOPEN;
  if (result == SQLITE_OK)
    result = rushes_database_schema_prepare (self->db);
  if (result == SQLITE_OK)
    return result;

  g_info ("The database cannot be used: %s", sqlite3_errmsg (self->db));
  close_untouched (self);

  return result;
}

static void
open_memory (RushesDatabase *self)
{
  if (sqlite3_open_v2 (":memory:", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
        SQLITE_OK || rushes_database_schema_prepare (self->db) != SQLITE_OK)
    close_file (self);
}

/* The program goes on with a memory of its own, for as long as it runs. */
static void
do_without (RushesDatabase        *self,
            RushesDatabaseProblem  problem)
{
  self->lasting = problem;
  report (self, problem, NULL);
  open_memory (self);
}

/* A new one in the place of what is damaged, with as much as can be read. */
static void
begin_anew (RushesDatabase *self)
{
  g_autofree char *aside = NULL;

  close_untouched (self);
  aside = rushes_database_salvage_set_aside (self->path);
  if (aside == NULL || open_file (self) != SQLITE_OK)
    {
      do_without (self, RUSHES_DATABASE_UNAVAILABLE);
      return;
    }

  rushes_database_salvage_run (self->db, aside);
  self->lasting = RUSHES_DATABASE_SET_ASIDE;
  report (self, RUSHES_DATABASE_SET_ASIDE, aside);
}

static void
open_database (RushesDatabase *self)
{
  g_autofree char *folder = NULL;
  int result;

  if (self->path == NULL)
    {
      open_memory (self);
      return;
    }

  folder = g_path_get_dirname (self->path);
  g_mkdir_with_parents (folder, 0700);
  result = open_file (self);
  if (rushes_database_is_damage (result))
    begin_anew (self);
  else if (result != SQLITE_OK)
    do_without (self, result == SQLITE_MISMATCH ? RUSHES_DATABASE_TOO_NEW
                                                : RUSHES_DATABASE_UNAVAILABLE);
}

/* Room there is again when something could be written. */
static void
note_room (RushesDatabase *self,
           const GError   *error)
{
  gint64 n_changes = self->db != NULL ? sqlite3_total_changes64 (self->db) : 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    {
      if (self->n_at_full < 0)
        report (self, RUSHES_DATABASE_FULL, NULL);
      self->n_at_full = n_changes;
    }
  else if (self->n_at_full >= 0 && error == NULL && n_changes > self->n_at_full)
    {
      self->n_at_full = -1;
      report (self, self->lasting, NULL);
    }
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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    {
      g_clear_error (&error);
      begin_anew (self);
      result = job->func (self->db, job->data, &error);
    }
  note_room (self, error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, job->free_result);
}

/* A checkpoint is what makes SQLite wait for the disk, with `synchronous = NORMAL`. */
static void
sync_file (RushesDatabase *self)
{
  sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  self->n_synced = sqlite3_total_changes64 (self->db);
}

/* The next job; what was written is brought to the disk first when that is due. */
static GTask *
wait_for_job (RushesDatabase *self,
              gint64         *due)
{
  GTask *task = NULL;

  if (self->db == NULL || sqlite3_total_changes64 (self->db) == self->n_synced)
    {
      *due = 0;
      return g_async_queue_pop (self->jobs);
    }

  if (*due == 0)
    *due = g_get_monotonic_time () + SYNC_MICROSECONDS;
  if (*due > g_get_monotonic_time ())
    task = g_async_queue_timeout_pop (self->jobs, *due - g_get_monotonic_time ());
  if (task != NULL)
    return task;

  sync_file (self);
  *due = 0;

  return g_async_queue_pop (self->jobs);
}

static gpointer
run_thread (gpointer user_data)
{
  RushesDatabase *self = user_data;
  gboolean last = FALSE;
  gint64 due = 0;

  open_database (self);
  while (!last)
    {
      g_autoptr(GTask) task = wait_for_job (self, &due);

      last = ((Job *) g_task_get_task_data (task))->last;
      run_job (self, task);
    }
  close_file (self);

  return NULL;
}

/* --- in the main thread ----------------------------------------------------------------------- */

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

/* At the end of the program what is under way may still want to note something down. */
static void
refuse_job (RushesDatabase      *self,
            Job                 *job,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  job_free (job);
  g_task_report_new_error (self, callback, user_data, refuse_job, G_IO_ERROR, G_IO_ERROR_CLOSED,
                           "the database is closed");
}

static void
rushes_database_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RushesDatabase *self = RUSHES_DATABASE (object);

  switch (prop_id)
    {
    case PROP_PROBLEM:
      g_value_set_int (value, self->problem);
      break;
    case PROP_SET_ASIDE:
      g_value_set_string (value, self->set_aside);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_database_finalize (GObject *object)
{
  RushesDatabase *self = RUSHES_DATABASE (object);

  rushes_database_close (self);
  for (guint i = 0; i < self->reports->len; i++)
    g_source_destroy (g_ptr_array_index (self->reports, i));
  g_ptr_array_unref (self->reports);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  g_async_queue_unref (self->jobs);
  g_free (self->set_aside);
  g_free (self->path);

  G_OBJECT_CLASS (rushes_database_parent_class)->finalize (object);
}

static void
rushes_database_class_init (RushesDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_database_finalize;
  object_class->get_property = rushes_database_get_property;

  properties[PROP_PROBLEM] = g_param_spec_int ("problem", NULL, NULL, RUSHES_DATABASE_FINE,
                                               RUSHES_DATABASE_FULL, RUSHES_DATABASE_FINE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SET_ASIDE] = g_param_spec_string ("set-aside", NULL, NULL, NULL,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_database_init (RushesDatabase *self)
{
  self->jobs = g_async_queue_new_full (g_object_unref);
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  self->n_at_full = -1;
  g_mutex_init (&self->lock);
}

/**
 * rushes_database_new:
 * @file: (nullable): where it is, or will be, or %NULL for one that lasts as long as this object
 *
 * Opens the database in a thread of its own, so that no disk is waited for in the main loop. It is
 * made when it is missing and brought to this version when it is older; one of a newer program is
 * not touched. One that SQLite calls damaged, now or at any work later, is set aside as
 * `NAME.damaged-YYYYMMDD-HHMMSS`, and what can be read of it goes into a new one. Where none can be
 * had, what is written lasts as long as the program runs.
 *
 * `problem` and `set-aside` notify, before the callback of any work that met the trouble.
 * `set-aside` notifies each time that there is a new database, whose rows are fewer.
 *
 * Returns: (transfer full): the database, for the calling thread
 */
RushesDatabase *
rushes_database_new (GFile *file)
{
  RushesDatabase *self = g_object_new (RUSHES_TYPE_DATABASE, NULL);

  self->path = file != NULL ? g_file_get_path (file) : NULL;
  self->context = g_main_context_ref_thread_default ();
  self->thread = g_thread_new ("database", run_thread, self);

  return self;
}

/**
 * rushes_database_new_for_user:
 *
 * Opens the one database of the user, which holds the library of videos. Other processes may have
 * it open as well.
 *
 * Returns: (transfer full): the database, for the calling thread
 */
RushesDatabase *
rushes_database_new_for_user (void)
{
  g_autoptr(GFile) file = g_file_new_build_filename (g_get_user_data_dir (), "rushes",
                                                     "library.sqlite", NULL);

  return rushes_database_new (file);
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
 * rushes_database_get_problem:
 * @self: the database
 *
 * Gets what is wrong with the database, as far as that is known yet.
 *
 * Returns: the problem
 */
RushesDatabaseProblem
rushes_database_get_problem (RushesDatabase *self)
{
  g_return_val_if_fail (RUSHES_IS_DATABASE (self), RUSHES_DATABASE_FINE);

  return self->problem;
}

/**
 * rushes_database_peek_path:
 * @self: the database
 *
 * Gets where the database is.
 *
 * Returns: (transfer none) (nullable): the full name of a file, or %NULL when it is in memory
 */
const char *
rushes_database_peek_path (RushesDatabase *self)
{
  g_return_val_if_fail (RUSHES_IS_DATABASE (self), NULL);

  return self->path;
}

/**
 * rushes_database_peek_set_aside:
 * @self: the database
 *
 * Gets where the damaged database is that was found last.
 *
 * Returns: (transfer none) (nullable): the full name of a file, or %NULL when there was none
 */
const char *
rushes_database_peek_set_aside (RushesDatabase *self)
{
  g_return_val_if_fail (RUSHES_IS_DATABASE (self), NULL);

  return self->set_aside;
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
 * Has @func work on the database, behind all that was asked for before. When @func finds that the
 * database is damaged (%G_IO_ERROR_INVALID_DATA, which [func@database_check] gives), it is called
 * once more for the new one. After [method@Database.close] the answer is %G_IO_ERROR_CLOSED.
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

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  if (self->thread != NULL)
    push_job (self, job, callback, user_data);
  else
    refuse_job (self, job, callback, user_data);
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
