/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-best-file.h"

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) video = rushes_watcher_fetch_finish (RUSHES_WATCHER (source), result,
                                                              &error);
  RushesMedia *media = video != NULL ? rushes_video_peek_best (video) : NULL;

  if (media != NULL)
    rushes_downloads_add (g_task_get_source_object (task), media, rushes_video_get_prompt (video));

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, media != NULL);
}

/**
 * rushes_best_file_queue_async:
 * @downloads: the queue
 * @watcher: who asks about videos
 * @video_id: a video
 * @callback: (nullable): called on the main context
 * @user_data: data for @callback
 *
 * Asks for a video, and queues the file that is meant when no other is named
 * ([method@Video.peek_best]). What is known of its links may be old.
 */
void
rushes_best_file_queue_async (RushesDownloads     *downloads,
                              RushesWatcher       *watcher,
                              const char          *video_id,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (downloads, NULL, callback, user_data);

  g_task_set_source_tag (task, rushes_best_file_queue_async);
  rushes_watcher_fetch_async (watcher, video_id, NULL, on_fetched, task);
}

/**
 * rushes_best_file_queue_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@best_file_queue_async].
 *
 * Returns: %TRUE when a file is on its way; %FALSE without an error when there is none yet
 */
gboolean
rushes_best_file_queue_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
