/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-run.h"

#include "rushes-command-line-job.h"
#include "rushes-command-line-words.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#define BAR_MILLISECONDS 200

typedef struct
{
  const RushesCommandLinePlan *plan;
  RushesCommandLineOutput *output;
  RushesCommandLineParts *parts;
  GPtrArray *jobs; /* of RushesCommandLineJob, in the order given */
  guint n_told;
  GMainLoop *loop;
  RushesCommandLineExit status;
  gboolean halted; /* and said so */
  gboolean stopping;
  int signal_number;
} Run;

static RushesCommandLineJob *
peek_job (Run   *run,
          guint  i)
{
  return g_ptr_array_index (run->jobs, i);
}

static gboolean
is_over (Run *run)
{
  guint n_active = 0;

  if (!run->stopping)
    return run->n_told == run->jobs->len &&
           rushes_downloads_get_n_open (run->parts->downloads) == 0;

  g_object_get (run->parts->downloads, "n-active", &n_active, NULL);

  return n_active == 0;
}

static void
end_if_over (Run *run)
{
  if (is_over (run))
    g_main_loop_quit (run->loop);
}

/* --- being stopped ---------------------------------------------------------------------------- */

/* The queued ones first: each that stops makes room for the next. */
static void
pause_all (RushesDownloads *downloads,
           gboolean         active)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (downloads)); i++)
    {
      g_autoptr(RushesDownload) download = g_list_model_get_item (G_LIST_MODEL (downloads), i);

      if (rushes_download_state_is_active (rushes_download_get_state (download)) == active)
        rushes_downloads_pause (downloads, download);
    }
}

/* What came is kept, so that the same command goes on with it. */
static void
stop (Run *run)
{
  if (run->stopping)
    return;

  run->stopping = TRUE;
  pause_all (run->parts->downloads, FALSE);
  pause_all (run->parts->downloads, TRUE);
  end_if_over (run);
}

static gboolean
on_signal (Run *run,
           int  number)
{
  run->signal_number = number;
  stop (run);

  /* The second one is obeyed at once. */
  return G_SOURCE_REMOVE;
}

static gboolean
on_interrupt (gpointer user_data)
{
  return on_signal (user_data, SIGINT);
}

static gboolean
on_terminate (gpointer user_data)
{
  return on_signal (user_data, SIGTERM);
}

static gboolean
on_hang_up (gpointer user_data)
{
  return on_signal (user_data, SIGHUP);
}

/* --- telling ---------------------------------------------------------------------------------- */

static void
print (Run        *run,
       const char *line)
{
  int fault;

  if (run->stopping)
    return;

  fault = rushes_command_line_output_print (run->output, line);
  if (fault == 0)
    return;

  /* Nobody reads any more: that is their right. */
  if (fault == EPIPE)
    {
      run->signal_number = SIGPIPE;
    }
  else
    {
      run->status = RUSHES_EXIT_FILE;
      rushes_command_line_output_complain (run->output, _("The result could not be written"),
                                           g_strerror (fault));
    }
  stop (run);
}

static void
tell_faults (Run                  *run,
             RushesCommandLineJob *job)
{
  GPtrArray *faults = rushes_command_line_job_get_faults (job);
  const GError *error = rushes_command_line_job_get_error (job);
  const char *id = rushes_command_line_job_get_id (job);
  gboolean halted = error != NULL && rushes_schedule_read_error (error) == RUSHES_SCHEDULE_REFUSED;

  if (run->halted && halted)
    return;

  run->halted = run->halted || halted;
  for (guint i = 0; i < faults->len; i++)
    {
      const RushesCommandLineFault *fault = g_ptr_array_index (faults, i);

      rushes_command_line_output_complain (run->output, halted ? NULL : id, fault->text);
    }

  if (rushes_command_line_job_is_swapped (job))
    rushes_command_line_output_complain (run->output, id,
                                         _("There is no video without watermark, which is only on "
                                           "paid accounts. The one with watermark was chosen."));
}

static void
tell_json (Run                  *run,
           RushesCommandLineJob *job)
{
  GPtrArray *faults = rushes_command_line_job_get_faults (job);
  const RushesCommandLineFault *fault = faults->len > 0 ? g_ptr_array_index (faults, 0) : NULL;
  g_autofree char *line = NULL;

  line = rushes_command_line_words_dup_json (rushes_command_line_job_get_entry (job),
                                             rushes_command_line_job_get_outcome (job),
                                             rushes_command_line_job_get_error (job),
                                             fault != NULL ? fault->text : NULL);
  print (run, line);
}

/* Also of one that is gone: that is how it is. */
static void
tell_status (Run                  *run,
             RushesCommandLineJob *job)
{
  RushesVideo *video = rushes_command_line_job_peek_video (job);
  g_autofree char *line = NULL;

  if (rushes_video_get_answer (video) == NULL &&
      rushes_video_get_state (video) != RUSHES_STATUS_REMOVED)
    return;

  line = rushes_command_line_words_dup_status (video);
  print (run, line);
}

static void
tell (Run                  *run,
      RushesCommandLineJob *job)
{
  GPtrArray *paths = rushes_command_line_job_get_paths (job);

  run->status = MAX (run->status, rushes_command_line_job_get_exit (job));
  if (run->plan->json)
    tell_json (run, job);
  else if (run->plan->mode == RUSHES_COMMAND_LINE_STATUS)
    tell_status (run, job);
  else
    for (guint i = 0; i < paths->len; i++)
      print (run, g_ptr_array_index (paths, i));

  if (!run->stopping)
    tell_faults (run, job);
}

/* In the order given, as soon as all before it are known. */
static void
on_done (Run *run)
{
  while (!run->stopping && run->n_told < run->jobs->len &&
         rushes_command_line_job_is_done (peek_job (run, run->n_told)))
    tell (run, peek_job (run, run->n_told++));

  end_if_over (run);
}

/* What is wrong with the token, or the address, is wrong for all that is still to be asked. */
static void
on_halted (Run          *run,
           const GError *error)
{
  for (guint i = 0; i < run->jobs->len; i++)
    rushes_command_line_job_stop (peek_job (run, i), error);
}

/* --- getting on ------------------------------------------------------------------------------- */

static void
count_files (Run                       *run,
             RushesCommandLineBarFacts *facts)
{
  GListModel *downloads = G_LIST_MODEL (run->parts->downloads);
  gboolean known = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (downloads); i++)
    {
      g_autoptr(RushesDownload) download = g_list_model_get_item (downloads, i);
      gint64 total = rushes_download_get_total (download);

      facts->n_files += rushes_download_get_state (download) != RUSHES_DOWNLOAD_DONE;
      facts->received += rushes_download_get_received (download);
      facts->speed += rushes_download_get_speed (download);
      facts->total += MAX (total, 0);
      known = known && total > 0;
    }

  if (!known)
    facts->total = 0;
  facts->seconds_left = -1;
  if (facts->speed > 0 && facts->total >= facts->received)
    facts->seconds_left = (facts->total - facts->received) / facts->speed;
}

static gboolean
on_bar_due (gpointer user_data)
{
  Run *run = user_data;
  RushesCommandLineBarFacts facts = { .n_videos = run->jobs->len };

  for (guint i = 0; i < run->jobs->len; i++)
    facts.n_done += rushes_command_line_job_is_done (peek_job (run, i));
  facts.percent = rushes_video_get_percent (rushes_command_line_job_peek_video (peek_job (run, 0)));
  count_files (run, &facts);
  rushes_command_line_output_show_bar (run->output, &facts);

  return G_SOURCE_CONTINUE;
}

/* ---------------------------------------------------------------------------------------------- */

static void
begin (Run       *run,
       GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      RushesCommandLineJob *job = rushes_command_line_job_new (run->parts, run->plan,
                                                               g_ptr_array_index (ids, i));

      g_signal_connect_swapped (job, "done", G_CALLBACK (on_done), run);
      g_ptr_array_add (run->jobs, job);
    }
  for (guint i = 0; i < run->jobs->len; i++)
    rushes_command_line_job_start (peek_job (run, i));
}

static void
run_loop (Run       *run,
          GPtrArray *ids)
{
  guint sources[4] = { 0 };

  g_signal_connect_swapped (run->parts->watcher, "halted", G_CALLBACK (on_halted), run);
  g_signal_connect_swapped (run->parts->downloads, "notify::n-active", G_CALLBACK (end_if_over),
                            run);
  sources[0] = g_unix_signal_add (SIGINT, on_interrupt, run);
  sources[1] = g_unix_signal_add (SIGTERM, on_terminate, run);
  sources[2] = g_unix_signal_add (SIGHUP, on_hang_up, run);
  if (rushes_command_line_output_has_bar (run->output))
    sources[3] = g_timeout_add (BAR_MILLISECONDS, on_bar_due, run);

  begin (run, ids);
  g_main_loop_run (run->loop);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i] != 0 && g_main_context_find_source_by_id (NULL, sources[i]) != NULL)
      g_source_remove (sources[i]);
  g_signal_handlers_disconnect_by_data (run->parts->watcher, run);
  g_signal_handlers_disconnect_by_data (run->parts->downloads, run);
  for (guint i = 0; i < run->jobs->len; i++)
    g_signal_handlers_disconnect_by_data (peek_job (run, i), run);
}

/**
 * rushes_command_line_run:
 * @plan: what to do, without a window
 * @ids: (element-type utf8): valid video IDs, at least one
 * @token: (nullable): a token that holds for this run in place of the one that is set
 * @output: where to tell it
 * @signal_number: (out): the signal that ended it, or 0
 *
 * Asks about all videos at once, as far as the rates allow, saves their files where that is wanted,
 * and tells of each in the order given. A signal that ends a process pauses what is being saved:
 * the caller sends it to itself again, so that a shell knows.
 *
 * It runs the main loop of this thread.
 *
 * Returns: the highest exit status of all of them
 */
RushesCommandLineExit
rushes_command_line_run (const RushesCommandLinePlan *plan,
                         GPtrArray                   *ids,
                         const char                  *token,
                         RushesCommandLineOutput     *output,
                         int                         *signal_number)
{
  g_autoptr(RushesCommandLineParts) parts = rushes_command_line_parts_new (plan, token);
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .plan = plan, .output = output, .parts = parts, .jobs = jobs, .loop = loop };

  run_loop (&run, ids);
  rushes_command_line_output_hide_bar (output);
  *signal_number = run.signal_number;

  return run.status;
}
