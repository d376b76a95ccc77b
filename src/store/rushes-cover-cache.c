/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-cover-cache.h"

#include "rushes-cover-folder.h"

struct _RushesCoverCache
{
  GObject parent_instance;

  RushesCoverFolder *folder;
};

typedef struct
{
  RushesCoverFolder *folder;
  char *video_id;
  char *uri;
  GBytes *bytes;
} Job;

G_DEFINE_FINAL_TYPE (RushesCoverCache, rushes_cover_cache, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  rushes_cover_folder_unref (job->folder);
  g_free (job->video_id);
  g_free (job->uri);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

static Job *
job_new (RushesCoverCache *self,
         const char       *video_id,
         const char       *uri,
         GBytes           *bytes)
{
  Job *job = g_new0 (Job, 1);

  job->folder = rushes_cover_folder_ref (self->folder);
  job->video_id = g_strdup (video_id);
  job->uri = g_strdup (uri);
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;

  return job;
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  GBytes *bytes;

  if (g_task_return_error_if_cancelled (task))
    return;

  bytes = rushes_cover_folder_load (job->folder, job->video_id, job->uri, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
store_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (rushes_cover_folder_store (job->folder, job->video_id, job->uri, job->bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Job *job = task_data;

  rushes_cover_folder_remove (job->folder, job->video_id);
  g_task_return_boolean (task, TRUE);
}

static void
rushes_cover_cache_finalize (GObject *object)
{
  RushesCoverCache *self = RUSHES_COVER_CACHE (object);

  g_clear_pointer (&self->folder, rushes_cover_folder_unref);

  G_OBJECT_CLASS (rushes_cover_cache_parent_class)->finalize (object);
}

static void
rushes_cover_cache_class_init (RushesCoverCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_cover_cache_finalize;
}

static void
rushes_cover_cache_init (RushesCoverCache *self)
{
}

/**
 * rushes_cover_cache_new:
 * @folder: where the covers are, or will be; a native one
 * @max_bytes: how much they may take, such as %RUSHES_COVER_CACHE_MAX_BYTES
 *
 * Makes the one who keeps covers as they were fetched, so that a list of videos needs no network.
 * What was not looked at for the longest time goes first. The folder may be emptied or spoilt by
 * anybody at any time. All work on it is done in worker threads.
 *
 * Returns: (transfer full): the cache, for the main thread
 */
RushesCoverCache *
rushes_cover_cache_new (GFile   *folder,
                        guint64  max_bytes)
{
  RushesCoverCache *self = g_object_new (RUSHES_TYPE_COVER_CACHE, NULL);

  self->folder = rushes_cover_folder_new (g_file_peek_path (folder), max_bytes);

  return self;
}

/**
 * rushes_cover_cache_load_async:
 * @self: the cache
 * @video_id: which video
 * @uri: (nullable): the link of its cover; the query does not count
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Reads the cover of a video, if it is there.
 */
void
rushes_cover_cache_load_async (RushesCoverCache    *self,
                               const char          *video_id,
                               const char          *uri,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RUSHES_IS_COVER_CACHE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_cover_cache_load_async);
  g_task_set_task_data (task, job_new (self, video_id, uri, NULL), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * rushes_cover_cache_load_finish:
 * @self: the cache
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@CoverCache.load_async].
 *
 * Returns: (transfer full): a picture's file, at most 16 MiB and not yet decoded, or %NULL with an
 *   error: %G_IO_ERROR_NOT_FOUND when it has to be fetched
 */
GBytes *
rushes_cover_cache_load_finish (RushesCoverCache  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rushes_cover_cache_store_async:
 * @self: the cache
 * @video_id: which video
 * @uri: (nullable): the link of its cover; the query does not count
 * @bytes: the file as it was fetched
 * @callback: (nullable): called on the main context of this thread
 * @user_data: data for @callback
 *
 * Keeps a cover, in the place of an earlier one of the video.
 */
void
rushes_cover_cache_store_async (RushesCoverCache    *self,
                                const char          *video_id,
                                const char          *uri,
                                GBytes              *bytes,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RUSHES_IS_COVER_CACHE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rushes_cover_cache_store_async);
  g_task_set_task_data (task, job_new (self, video_id, uri, bytes), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, store_in_thread);
}

/**
 * rushes_cover_cache_store_finish:
 * @self: the cache
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@CoverCache.store_async].
 *
 * Returns: %TRUE when the cover is kept
 */
gboolean
rushes_cover_cache_store_finish (RushesCoverCache  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rushes_cover_cache_remove:
 * @self: the cache
 * @video_id: which video
 *
 * Forgets the cover of a video.
 */
void
rushes_cover_cache_remove (RushesCoverCache *self,
                           const char       *video_id)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RUSHES_IS_COVER_CACHE (self));

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, rushes_cover_cache_remove);
  g_task_set_task_data (task, job_new (self, video_id, NULL, NULL), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, remove_in_thread);
}
