/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-downloads.h"

#include "rushes-saved-log.h"

/* What earlier runs saved, found again among the transfers. */

typedef struct
{
  RushesDownloads *downloads;
  RushesVideo *video;
} Recalling;

static void
recalling_free (Recalling *recalling)
{
  g_object_unref (recalling->downloads);
  g_object_unref (recalling->video);
  g_free (recalling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recalling, recalling_free)

/* What is known of the video may have no such file any more. */
static void
recall (Recalling              *recalling,
        const RushesSavedEntry *entry)
{
  RushesMedia *media = rushes_video_peek_file (recalling->video, entry->kind, entry->number);

  if (entry->exists && media != NULL)
    rushes_downloads_add_saved (recalling->downloads, media,
                                rushes_video_get_prompt (recalling->video), entry->file,
                                entry->size);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Recalling) recalling = user_data;
  g_autoptr(GPtrArray) entries = rushes_saved_log_load_finish (RUSHES_DATABASE (source), result,
                                                               NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    recall (recalling, g_ptr_array_index (entries, i));
}

/**
 * rushes_downloads_recall:
 * @self: the queue
 * @video: a video of the library
 *
 * Puts what earlier runs saved of a video among the transfers, as done, where it is still there.
 */
void
rushes_downloads_recall (RushesDownloads *self,
                         RushesVideo     *video)
{
  Recalling *recalling;

  g_return_if_fail (RUSHES_IS_DOWNLOADS (self));

  recalling = g_new0 (Recalling, 1);
  recalling->downloads = g_object_ref (self);
  recalling->video = g_object_ref (video);
  rushes_saved_log_load_async (rushes_downloads_get_database (self),
                               rushes_video_get_video_id (video), NULL, on_loaded, recalling);
}
