/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-record-file.h"

#include "rushes-record.h"

#include <string.h>

static GFile *
get_place (GFile *video)
{
  g_autoptr(GFile) folder = g_file_get_parent (video);
  g_autofree char *name = g_file_get_basename (video);
  g_autofree char *record = NULL;
  char *dot = strrchr (name, '.');

  if (dot != NULL)
    *dot = '\0';
  record = g_strconcat (name, ".json", NULL);

  return g_file_get_child (folder, record);
}

/* A file that is there already is somebody's, and left alone. */
static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const char *text = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileOutputStream) stream = g_file_create (source, G_FILE_CREATE_NONE, NULL, &error);

  if (stream != NULL &&
      g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL, NULL,
                                 &error) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * rushes_record_file_write_async:
 * @download: a transfer of a video that is done
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Writes NAME.json beside the saved video (DESIGN §2, `save-record`), in a worker thread.
 */
void
rushes_record_file_write_async (RushesDownload      *download,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GFile) place = get_place (rushes_download_get_file (download));
  g_autoptr(GTask) task = g_task_new (place, NULL, callback, user_data);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  g_task_set_source_tag (task, rushes_record_file_write_async);
  g_task_set_task_data (task,
                        rushes_record_format (rushes_download_get_media (download),
                                              rushes_download_get_prompt (download),
                                              rushes_download_get_received (download), now),
                        g_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * rushes_record_file_write_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@record_file_write_async]. The video is saved with or without it.
 *
 * Returns: %TRUE when there is a record
 */
gboolean
rushes_record_file_write_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
