/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-changes.h"

#include "rushes-library-hide.h"
#include "rushes-library-take.h"
#include "rushes-library-write.h"

static void
on_changed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(RushesLibrary) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) moves = NULL;

  moves = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  if (moves != NULL)
    rushes_library_follow (self, moves);
  else
    g_info ("The library was not changed: %s", error->message);
}

static void
hide (RushesLibrary     *self,
      const char *const *video_ids,
      gboolean           whether)
{
  rushes_library_hide_async (rushes_library_get_database (self), video_ids, whether,
                             rushes_library_get_query (self), on_changed,
                             g_object_ref (self));
}

static void
write_down (RushesLibrary     *self,
            RushesLibraryNews *news)
{
  rushes_library_write_async (rushes_library_get_database (self), news,
                              rushes_library_get_query (self), on_changed, g_object_ref (self));
}

/**
 * rushes_library_put:
 * @self: the library
 * @video: a video
 * @error: (nullable): why the last question about it had no answer
 *
 * Writes down what is known of a video now, and moves it to the top when that is news
 * ([func@library_new]). Without an answer, what an earlier one said is kept. It is in the database,
 * and then in the list, a moment later. One that the user has removed stays removed.
 */
void
rushes_library_put (RushesLibrary *self,
                    RushesVideo   *video,
                    const GError  *error)
{
  RushesLibraryRows *rows;

  g_return_if_fail (RUSHES_IS_LIBRARY (self));
  g_return_if_fail (RUSHES_IS_VIDEO (video));

  rows = rushes_library_get_rows (self);
  video = rushes_library_rows_share (rows, video);
  rushes_library_rows_set_error (rows, rushes_video_get_video_id (video), error);
  write_down (self, rushes_library_news_new (video, error));
}

/**
 * rushes_library_add_saved:
 * @self: the library
 * @media: what was saved
 * @file: where it is
 * @size: how many bytes it has
 *
 * Writes down that a file of a video was saved, for [func@saved_log_load_async], and moves the
 * video to the top.
 */
void
rushes_library_add_saved (RushesLibrary *self,
                          RushesMedia   *media,
                          GFile         *file,
                          guint64        size)
{
  g_return_if_fail (RUSHES_IS_LIBRARY (self));
  g_return_if_fail (g_file_peek_path (file) != NULL);

  write_down (self, rushes_library_news_new_saved (media, file, size));
}

/**
 * rushes_library_remove:
 * @self: the library
 * @video_ids: (array zero-terminated=1): which videos
 *
 * Takes videos out of the list, all at once and also for the next start, until they are restored or
 * purged. Files that were saved of them stay.
 */
void
rushes_library_remove (RushesLibrary     *self,
                       const char *const *video_ids)
{
  g_return_if_fail (RUSHES_IS_LIBRARY (self));

  hide (self, video_ids, TRUE);
}

/**
 * rushes_library_restore:
 * @self: the library
 * @video_ids: (array zero-terminated=1): which videos
 *
 * Brings videos that were removed back to where they were.
 */
void
rushes_library_restore (RushesLibrary     *self,
                        const char *const *video_ids)
{
  g_return_if_fail (RUSHES_IS_LIBRARY (self));

  hide (self, video_ids, FALSE);
}

/**
 * rushes_library_purge:
 * @self: the library
 *
 * Forgets for good what was removed: when it can no longer be undone, and once at the start of a
 * program with a window. Files that were saved stay.
 */
void
rushes_library_purge (RushesLibrary *self)
{
  g_return_if_fail (RUSHES_IS_LIBRARY (self));

  rushes_library_hide_purge (rushes_library_get_database (self));
}

/* --- import ----------------------------------------------------------------------------------- */

static void take_next (GTask *task);

typedef struct
{
  RushesImport *import;
  guint n_left; /* videos that were not written down yet: from the last to the first */
} Taking;

static void
taking_free (Taking *taking)
{
  g_clear_pointer (&taking->import, rushes_import_free);
  g_free (taking);
}

static void
on_taken (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) moves = NULL;
  RushesLibrary *self = g_task_get_source_object (task);
  Taking *taking = g_task_get_task_data (task);
  guint n = MIN (taking->n_left, RUSHES_LIBRARY_TAKE_MAX);

  moves = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  if (moves == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  rushes_library_follow (self, moves);
  rushes_import_count (taking->import, moves->len, n - moves->len);
  taking->n_left -= n;
  take_next (g_steal_pointer (&task));
}

/* From the end, so that the first of the list comes to stand at the top. Takes @task. */
static void
take_next (GTask *task)
{
  RushesLibrary *self = g_task_get_source_object (task);
  Taking *taking = g_task_get_task_data (task);
  guint n = MIN (taking->n_left, RUSHES_LIBRARY_TAKE_MAX);

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else if (n > 0)
    rushes_library_take_async (rushes_library_get_database (self), taking->import,
                               taking->n_left - n, n, rushes_library_get_query (self), on_taken,
                               task);
  else
    {
      g_task_return_pointer (task, g_steal_pointer (&taking->import),
                             (GDestroyNotify) rushes_import_free);
      g_object_unref (task);
    }
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Taking *taking = g_new0 (Taking, 1);

  g_task_set_task_data (task, taking, (GDestroyNotify) taking_free);
  taking->import = rushes_library_take_read_finish (result, &error);
  if (taking->import == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  taking->n_left = rushes_import_get_videos (taking->import)->len;
  take_next (g_steal_pointer (&task));
}

/**
 * rushes_library_import_async:
 * @self: the library
 * @stream: a list of videos, as [method@Import.read] describes it
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED; what was taken so far stays
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Takes over the videos of a list that are not known yet, without asking about them: the first of
 * them comes to stand at the top, with the prompt beside it. Those that the user has removed come
 * back. The list is read in a worker thread, and no more of it than 1 GiB.
 */
void
rushes_library_import_async (RushesLibrary       *self,
                             GInputStream        *stream,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (RUSHES_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_library_import_async);
  rushes_library_take_read_async (stream, cancellable, on_read, task);
}

/**
 * rushes_library_import_finish:
 * @self: the library
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Library.import_async].
 *
 * Returns: (transfer full): the list, whose summary tells what became of it, or %NULL with an error
 */
RushesImport *
rushes_library_import_finish (RushesLibrary  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
