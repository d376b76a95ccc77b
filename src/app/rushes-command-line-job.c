/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-job.h"

#include "rushes-command-line-saving.h"
#include "rushes-error.h"
#include "rushes-library-write.h"

struct _RushesCommandLineJob
{
  GObject parent_instance;

  RushesCommandLineParts *parts; /* of the caller */
  const RushesCommandLinePlan *plan;
  char *video_id;
  RushesVideo *video;
  RushesWatch *watch; /* NULL when it is asked about once */
  GCancellable *cancellable;
  RushesCommandLineSaving *saving;

  gboolean done;
  RushesCommandLineOutcome outcome;
  GError *error;
  RushesExportEntry *entry;
  GPtrArray *paths;  /* of names of files */
  GPtrArray *faults; /* of RushesCommandLineFault */
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesCommandLineJob, rushes_command_line_job, G_TYPE_OBJECT)

static void
fault_free (RushesCommandLineFault *fault)
{
  g_clear_object (&fault->media);
  g_free (fault->text);
  g_free (fault);
}

static void
add_fault (RushesCommandLineJob  *self,
           RushesMedia           *media,
           char                  *text,
           RushesCommandLineExit  status)
{
  RushesCommandLineFault *fault = g_new0 (RushesCommandLineFault, 1);

  if (media != NULL)
    fault->media = g_object_ref (media);
  fault->text = text;
  fault->exit = status;
  g_ptr_array_add (self->faults, fault);
}

/* --- the end ---------------------------------------------------------------------------------- */

static void
finish (RushesCommandLineJob     *self,
        RushesCommandLineOutcome  outcome)
{
  if (self->done)
    return;

  self->done = TRUE;
  self->outcome = outcome;
  g_cancellable_cancel (self->cancellable);
  g_signal_emit (self, signals[DONE], 0);
}

/* Where its files are wanted, a video that has none yet is a fault; else it is a result. */
static void
finish_with (RushesCommandLineJob     *self,
             RushesCommandLineOutcome  outcome)
{
  guint interval, limit;
  char *text;

  rushes_settings_get_watch (self->parts->settings, &interval, &limit);
  if (self->plan->mode == RUSHES_COMMAND_LINE_DOWNLOAD || outcome == RUSHES_COMMAND_LINE_EXPIRED)
    {
      text = rushes_command_line_outcome_dup_text (outcome, self->video, limit);
      if (text != NULL)
        add_fault (self, NULL, text, rushes_command_line_outcome_get_exit (outcome, NULL));
    }

  finish (self, outcome);
}

static void
finish_with_error (RushesCommandLineJob *self,
                   const GError         *error)
{
  self->error = error->domain == RUSHES_ERROR
                  ? g_error_copy (error)
                  : g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_SERVER, error->message);
  add_fault (self, NULL, rushes_command_line_outcome_dup_error_text (self->error, NULL),
             rushes_command_line_outcome_get_exit (RUSHES_COMMAND_LINE_ERROR, self->error));
  finish (self, RUSHES_COMMAND_LINE_ERROR);
}

/* --- files ------------------------------------------------------------------------------------ */

static void
on_saved (RushesCommandLineJob *self)
{
  GPtrArray *failed = rushes_command_line_saving_get_failed (self->saving);
  g_autoptr(GFile) folder = rushes_downloads_dup_folder (self->parts->downloads);

  rushes_command_line_saving_fill (self->saving, self->entry, self->paths);
  for (guint i = 0; i < failed->len; i++)
    {
      RushesDownload *download = g_ptr_array_index (failed, i);
      const GError *error = rushes_download_get_error (download);

      if (self->error == NULL)
        self->error = g_error_copy (error);
      add_fault (self, rushes_download_get_media (download),
                 rushes_command_line_outcome_dup_error_text (error, folder),
                 rushes_command_line_outcome_get_exit (RUSHES_COMMAND_LINE_ERROR, error));
    }

  finish (self, failed->len > 0 ? RUSHES_COMMAND_LINE_ERROR : RUSHES_COMMAND_LINE_DONE);
}

static void
save_files (RushesCommandLineJob *self)
{
  g_autoptr(GPtrArray) files = rushes_command_line_saving_choose (self->video, self->plan->files);

  if (files->len == 0)
    {
      finish_with (self, RUSHES_COMMAND_LINE_NO_FILE);
      return;
    }

  self->saving = rushes_command_line_saving_new (self->parts, self->video, files);
  g_signal_connect_object (self->saving, "done", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
}

/* --- the video -------------------------------------------------------------------------------- */

/* As the window does it: a question that could not be asked tells of no video. */
static void
note_down (RushesCommandLineJob *self,
           const GError         *error)
{
  RushesScheduleOutcome outcome = rushes_schedule_read_error (error);

  if (outcome == RUSHES_SCHEDULE_ANSWERED || outcome == RUSHES_SCHEDULE_ENDED)
    rushes_library_write_async (self->parts->shelf, rushes_library_news_new (self->video, error),
                                NULL, NULL, NULL);
}

static void
take_answer (RushesCommandLineJob *self,
             const GError         *error)
{
  RushesCommandLineOutcome outcome;

  note_down (self, error);
  self->entry = rushes_export_entry_new (self->video, 0, 0);
  if (error != NULL)
    {
      finish_with_error (self, error);
      return;
    }

  outcome = rushes_command_line_outcome_read (self->video);
  if (outcome == RUSHES_COMMAND_LINE_DONE && self->plan->mode == RUSHES_COMMAND_LINE_DOWNLOAD)
    save_files (self);
  else
    finish_with (self, outcome);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(RushesCommandLineJob) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) answer = rushes_watcher_fetch_finish (RUSHES_WATCHER (source), result,
                                                               &error);

  if (self->done || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (answer != NULL)
    g_set_object (&self->video, answer);
  else if (rushes_schedule_read_error (error) == RUSHES_SCHEDULE_ENDED)
    rushes_video_set_removed (self->video, TRUE);
  take_answer (self, error);
}

/* --- waiting ---------------------------------------------------------------------------------- */

static void
on_ended (RushesCommandLineJob *self,
          RushesWatch          *watch)
{
  const GError *error = rushes_watch_get_error (watch);
  gboolean answered = rushes_video_get_answer (self->video) != NULL;

  if (watch != self->watch || self->done)
    return;

  if (rushes_watch_get_phase (watch) != RUSHES_SCHEDULE_EXPIRED || (!answered && error != NULL))
    {
      take_answer (self, error);
      return;
    }

  note_down (self, NULL);
  self->entry = rushes_export_entry_new (self->video, 0, 0);
  finish_with (self, RUSHES_COMMAND_LINE_EXPIRED);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesCommandLineJob) self = user_data;
  g_autoptr(RushesVideo) video = rushes_library_open_finish (RUSHES_LIBRARY (source), result,
                                                             NULL);

  if (video == NULL || self->done)
    return;

  g_set_object (&self->video, video);
  self->watch = rushes_watcher_open (self->parts->watcher, video);
  g_signal_connect_object (self->parts->watcher, "ended", G_CALLBACK (on_ended), self,
                           G_CONNECT_SWAPPED);
  rushes_watcher_watch (self->parts->watcher, self->watch);
}

/* --- the object ------------------------------------------------------------------------------- */

static void
rushes_command_line_job_finalize (GObject *object)
{
  RushesCommandLineJob *self = RUSHES_COMMAND_LINE_JOB (object);

  g_clear_object (&self->saving);
  g_clear_object (&self->watch);
  g_clear_object (&self->video);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->entry, rushes_export_entry_free);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->faults);
  g_free (self->video_id);

  G_OBJECT_CLASS (rushes_command_line_job_parent_class)->finalize (object);
}

static void
rushes_command_line_job_class_init (RushesCommandLineJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_command_line_job_finalize;

  /**
   * RushesCommandLineJob::done:
   * @self: the job
   *
   * All that is to be told of the video is known.
   */
  signals[DONE] = g_signal_new ("done", RUSHES_TYPE_COMMAND_LINE_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_command_line_job_init (RushesCommandLineJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
}

/**
 * rushes_command_line_job_new:
 * @parts: what to work with; it must outlive the job
 * @plan: what to do; it must outlive the job
 * @id: a valid video ID
 *
 * Makes what is to be done about one video.
 *
 * Returns: (transfer full): the job, for the main thread
 */
RushesCommandLineJob *
rushes_command_line_job_new (RushesCommandLineParts      *parts,
                             const RushesCommandLinePlan *plan,
                             const char                  *id)
{
  RushesCommandLineJob *self = g_object_new (RUSHES_TYPE_COMMAND_LINE_JOB, NULL);

  self->parts = parts;
  self->plan = plan;
  self->video_id = g_strdup (id);
  self->video = rushes_video_new (id);

  return self;
}

/**
 * rushes_command_line_job_start:
 * @self: a job
 *
 * Begins: asks about the video once, or until it is final, and then saves its files, as the plan
 * says.
 */
void
rushes_command_line_job_start (RushesCommandLineJob *self)
{
  g_return_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self));

  if (self->plan->wait)
    rushes_library_open_async (self->parts->library, self->video_id, self->cancellable, on_opened,
                               g_object_ref (self));
  else
    rushes_watcher_fetch_async (self->parts->watcher, self->video_id, self->cancellable,
                                on_fetched, g_object_ref (self));
}

/**
 * rushes_command_line_job_stop:
 * @self: a job
 * @error: an error of %RUSHES_ERROR that stands in the way of every question
 *
 * Ends a job that still waits for an answer. One whose files are on their way goes on.
 */
void
rushes_command_line_job_stop (RushesCommandLineJob *self,
                              const GError         *error)
{
  g_return_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self));

  if (self->done || self->saving != NULL)
    return;

  self->entry = rushes_export_entry_new (self->video, 0, 0);
  finish_with_error (self, error);
}

/**
 * rushes_command_line_job_get_id:
 * @self: a job
 *
 * Gets which video it is about.
 *
 * Returns: (transfer none): the ID
 */
const char *
rushes_command_line_job_get_id (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), NULL);

  return self->video_id;
}

/**
 * rushes_command_line_job_is_done:
 * @self: a job
 *
 * Tells whether all is known.
 *
 * Returns: %TRUE from `done` on
 */
gboolean
rushes_command_line_job_is_done (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), TRUE);

  return self->done;
}

/**
 * rushes_command_line_job_peek_video:
 * @self: a job
 *
 * Gets what is known of the video.
 *
 * Returns: (transfer none): the video
 */
RushesVideo *
rushes_command_line_job_peek_video (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), NULL);

  return self->video;
}

/**
 * rushes_command_line_job_get_outcome:
 * @self: a job that is done
 *
 * Gets what has become of the video.
 *
 * Returns: the outcome
 */
RushesCommandLineOutcome
rushes_command_line_job_get_outcome (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), RUSHES_COMMAND_LINE_DONE);

  return self->outcome;
}

/**
 * rushes_command_line_job_get_error:
 * @self: a job that is done
 *
 * Gets the first error there was.
 *
 * Returns: (transfer none) (nullable): an error of %RUSHES_ERROR
 */
const GError *
rushes_command_line_job_get_error (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), NULL);

  return self->error;
}

/**
 * rushes_command_line_job_get_entry:
 * @self: a job that is done
 *
 * Gets the video with what was saved of it, in the order of its files.
 *
 * Returns: (transfer none): the entry
 */
const RushesExportEntry *
rushes_command_line_job_get_entry (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), NULL);

  return self->entry;
}

/**
 * rushes_command_line_job_get_paths:
 * @self: a job that is done
 *
 * Gets where its files are.
 *
 * Returns: (transfer none) (element-type filename): the names, in the order of the files
 */
GPtrArray *
rushes_command_line_job_get_paths (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), NULL);

  return self->paths;
}

/**
 * rushes_command_line_job_get_faults:
 * @self: a job that is done
 *
 * Gets all that went wrong.
 *
 * Returns: (transfer none) (element-type RushesCommandLineFault): the faults
 */
GPtrArray *
rushes_command_line_job_get_faults (RushesCommandLineJob *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), NULL);

  return self->faults;
}

/**
 * rushes_command_line_job_is_swapped:
 * @self: a job that is done
 *
 * Tells whether the video with watermark was saved because there is none without it, which must not
 * go unsaid.
 *
 * Returns: %TRUE when it was
 */
gboolean
rushes_command_line_job_is_swapped (RushesCommandLineJob *self)
{
  RushesMedia *best;

  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), FALSE);

  if (self->saving == NULL || self->plan->files != RUSHES_COMMAND_LINE_BEST)
    return FALSE;

  best = rushes_video_peek_best (self->video);

  return best != NULL && rushes_media_get_kind (best) == RUSHES_MEDIA_WATERMARK;
}

/**
 * rushes_command_line_job_get_exit:
 * @self: a job that is done
 *
 * Gets the exit status it asks for: the highest of all that went wrong.
 *
 * Returns: the status
 */
RushesCommandLineExit
rushes_command_line_job_get_exit (RushesCommandLineJob *self)
{
  RushesCommandLineExit status;

  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_JOB (self), RUSHES_EXIT_DONE);

  status = rushes_command_line_outcome_get_exit (self->outcome, self->error);
  for (guint i = 0; i < self->faults->len; i++)
    status = MAX (status, ((RushesCommandLineFault *) g_ptr_array_index (self->faults, i))->exit);

  return status;
}
