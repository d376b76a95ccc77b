/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-playable.h"

struct _RushesPlayable
{
  GObject parent_instance;

  RushesClient *client;
  RushesDownloads *downloads;
  RushesVideo *video;
  GSignalGroup *video_signals;
  GSignalGroup *files_signals;
  gboolean any;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesPlayable, rushes_playable, G_TYPE_OBJECT)

/* The files that are videos come first: the clean one, then the one with watermark. */
static RushesMedia *
dup_film (RushesPlayable *self,
          guint           index)
{
  RushesMedia *media;

  if (self->video == NULL)
    return NULL;

  media = g_list_model_get_item (rushes_video_get_files (self->video), index);
  if (media != NULL && rushes_media_get_kind (media) > RUSHES_MEDIA_WATERMARK)
    g_clear_object (&media);

  return media;
}

static void
update (RushesPlayable *self)
{
  g_autoptr(GPtrArray) saved = rushes_playable_dup_saved (self);
  gboolean any = saved->len > 0 || rushes_playable_get_link (self) != NULL;

  if (self->any == any)
    return;

  self->any = any;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rushes_playable_dispose (GObject *object)
{
  RushesPlayable *self = RUSHES_PLAYABLE (object);

  g_clear_object (&self->video_signals);
  g_clear_object (&self->files_signals);
  g_clear_object (&self->video);
  g_clear_object (&self->downloads);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (rushes_playable_parent_class)->dispose (object);
}

static void
rushes_playable_class_init (RushesPlayableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_playable_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_playable_init (RushesPlayable *self)
{
  self->video_signals = g_signal_group_new (RUSHES_TYPE_VIDEO);
  g_signal_group_connect_swapped (self->video_signals, "notify", G_CALLBACK (update), self);
  self->files_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->files_signals, "items-changed", G_CALLBACK (update), self);
}

/**
 * rushes_playable_new:
 *
 * Makes what keeps an eye on whether a video can be played, and from where. It emits "changed" when
 * [method@Playable.is_any] changes.
 *
 * Returns: (transfer full): the object, without a video yet
 */
RushesPlayable *
rushes_playable_new (void)
{
  return g_object_new (RUSHES_TYPE_PLAYABLE, NULL);
}

/**
 * rushes_playable_set_sources:
 * @self: a playable
 * @client: who asks the API
 * @downloads: the transfers, which know what was saved
 *
 * Gives it what it needs. To be called once, before the first video.
 */
void
rushes_playable_set_sources (RushesPlayable  *self,
                             RushesClient    *client,
                             RushesDownloads *downloads)
{
  g_return_if_fail (RUSHES_IS_PLAYABLE (self));

  g_set_object (&self->client, client);
  g_set_object (&self->downloads, downloads);
  g_signal_connect_object (downloads, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * rushes_playable_set_video:
 * @self: a playable
 * @video: (nullable): a video
 *
 * Sets the video.
 */
void
rushes_playable_set_video (RushesPlayable *self,
                           RushesVideo    *video)
{
  g_return_if_fail (RUSHES_IS_PLAYABLE (self));

  if (!g_set_object (&self->video, video))
    return;

  g_signal_group_set_target (self->video_signals, video);
  g_signal_group_set_target (self->files_signals,
                             video != NULL ? rushes_video_get_files (video) : NULL);
  update (self);
}

/**
 * rushes_playable_get_video:
 * @self: a playable
 *
 * Gets the video.
 *
 * Returns: (transfer none) (nullable): the video
 */
RushesVideo *
rushes_playable_get_video (RushesPlayable *self)
{
  g_return_val_if_fail (RUSHES_IS_PLAYABLE (self), NULL);

  return self->video;
}

/**
 * rushes_playable_dup_saved:
 * @self: a playable
 *
 * Lists what was saved of the video, best first. It may have been moved or deleted since.
 *
 * Returns: (transfer full) (element-type GFile): the files
 */
GPtrArray *
rushes_playable_dup_saved (RushesPlayable *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  RushesMedia *media;

  for (guint i = 0; (media = dup_film (self, i)) != NULL; i++)
    {
      RushesDownload *download = rushes_downloads_peek (self->downloads, media);

      if (download != NULL && rushes_download_get_state (download) == RUSHES_DOWNLOAD_DONE)
        g_ptr_array_add (files, g_object_ref (rushes_download_get_file (download)));
      g_object_unref (media);
    }

  return files;
}

/**
 * rushes_playable_get_link:
 * @self: a playable
 *
 * Gets the link to the best of the videos that can be had now: a stranger's text, not yet judged.
 *
 * Returns: (transfer none) (nullable): the link, good until the next answer
 */
const char *
rushes_playable_get_link (RushesPlayable *self)
{
  RushesMedia *media;

  for (guint i = 0; (media = dup_film (self, i)) != NULL; i++)
    {
      const char *uri = rushes_media_get_uri (media);

      g_object_unref (media);
      if (uri != NULL)
        return uri;
    }

  return NULL;
}

/**
 * rushes_playable_is_local:
 * @self: a playable
 *
 * Tells whether the API itself is on this machine, so that media may be (DESIGN §7).
 *
 * Returns: %TRUE when links to loopback are allowed
 */
gboolean
rushes_playable_is_local (RushesPlayable *self)
{
  g_return_val_if_fail (RUSHES_IS_PLAYABLE (self), FALSE);

  return rushes_client_get_is_loopback (self->client);
}

/**
 * rushes_playable_is_any:
 * @self: a playable
 *
 * Tells whether there is anything to play: a saved file, or a link.
 *
 * Returns: %TRUE when there is
 */
gboolean
rushes_playable_is_any (RushesPlayable *self)
{
  g_return_val_if_fail (RUSHES_IS_PLAYABLE (self), FALSE);

  return self->any;
}
