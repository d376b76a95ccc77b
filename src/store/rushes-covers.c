/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-covers.h"

struct _RushesCovers
{
  GObject parent_instance;

  RushesPictureClient *client;
  RushesCoverCache *cache;
};

/* The link as it was when it was asked for: that of the video may change meanwhile. */
typedef struct
{
  char *video_id;
  char *uri;
  RushesCoverRequest request;
} Load;

G_DEFINE_FINAL_TYPE (RushesCovers, rushes_covers, G_TYPE_OBJECT)

static void
load_free (Load *load)
{
  g_free (load->video_id);
  g_free (load->uri);
  g_free (load);
}

static Load *
load_new (const RushesCoverRequest *request)
{
  Load *load = g_new0 (Load, 1);

  load->video_id = g_strdup (rushes_video_get_video_id (request->video));
  load->uri = g_strdup (rushes_video_get_cover_uri (request->video));
  load->request = *request;
  load->request.video = NULL;

  return load;
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RushesCovers *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  RushesPicture *picture = rushes_picture_client_load_finish (RUSHES_PICTURE_CLIENT (source),
                                                              result, &error);

  if (picture == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (picture->file != NULL)
    rushes_cover_cache_store_async (self->cache, load->video_id, load->uri, picture->file, NULL,
                                    NULL);
  g_task_return_pointer (task, picture, (GDestroyNotify) rushes_picture_free);
}

static void
fetch (GTask  *task,
       GError *why)
{
  RushesCovers *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  if (!load->request.may_fetch || load->uri == NULL)
    {
      g_task_return_error (task, why);
      g_object_unref (task);
      return;
    }

  g_error_free (why);
  rushes_picture_client_load_async (self->client, load->uri, load->request.loopback_allowed,
                                    load->request.box_width, load->request.box_height,
                                    g_task_get_cancellable (task), on_fetched, task);
}

/* What is kept may be spoilt by anybody. */
static void
on_decoded (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RushesCovers *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  RushesPicture *picture = rushes_picture_client_load_finish (RUSHES_PICTURE_CLIENT (source),
                                                              result, &error);

  if (picture != NULL)
    {
      g_task_return_pointer (task, picture, (GDestroyNotify) rushes_picture_free);
      return;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rushes_cover_cache_remove (self->cache, load->video_id);
  fetch (g_steal_pointer (&task), g_steal_pointer (&error));
}

static void
on_cached (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RushesCovers *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = rushes_cover_cache_load_finish (RUSHES_COVER_CACHE (source), result,
                                                            &error);

  if (bytes == NULL)
    fetch (g_steal_pointer (&task), g_steal_pointer (&error));
  else
    rushes_picture_client_decode_async (self->client, bytes, load->request.box_width,
                                        load->request.box_height, g_task_get_cancellable (task),
                                        on_decoded, g_object_ref (task));
}

static void
rushes_covers_finalize (GObject *object)
{
  RushesCovers *self = RUSHES_COVERS (object);

  g_clear_object (&self->client);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (rushes_covers_parent_class)->finalize (object);
}

static void
rushes_covers_class_init (RushesCoversClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_covers_finalize;
}

static void
rushes_covers_init (RushesCovers *self)
{
}

/**
 * rushes_covers_new:
 * @client: who fetches and decodes pictures
 * @cache: who keeps them
 *
 * Makes the one who has covers: those that are kept, and those of their hosts, which are kept from
 * then on. So they are seen without a network, and after the service has forgotten the video.
 *
 * Returns: (transfer full): for the main thread
 */
RushesCovers *
rushes_covers_new (RushesPictureClient *client,
                   RushesCoverCache    *cache)
{
  RushesCovers *self = g_object_new (RUSHES_TYPE_COVERS, NULL);

  self->client = g_object_ref (client);
  self->cache = g_object_ref (cache);

  return self;
}

/**
 * rushes_covers_load_async:
 * @self: the covers
 * @request: which cover, and how large; not needed after the call
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Gets the cover of a video, decoded and scaled in a worker thread.
 */
void
rushes_covers_load_async (RushesCovers             *self,
                          const RushesCoverRequest *request,
                          GCancellable             *cancellable,
                          GAsyncReadyCallback       callback,
                          gpointer                  user_data)
{
  g_autoptr(GTask) task = NULL;
  Load *load;

  g_return_if_fail (RUSHES_IS_COVERS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_covers_load_async);
  load = load_new (request);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  rushes_cover_cache_load_async (self->cache, load->video_id, load->uri, cancellable, on_cached,
                                 g_object_ref (task));
}

/**
 * rushes_covers_load_finish:
 * @self: the covers
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Covers.load_async].
 *
 * Returns: (transfer full): the picture, or %NULL with an error of %RUSHES_ERROR, or
 *   %G_IO_ERROR_NOT_FOUND when it is not kept and no host may be asked
 */
RushesPicture *
rushes_covers_load_finish (RushesCovers  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rushes_covers_remove:
 * @self: the covers
 * @video_id: a video
 *
 * Keeps the cover of a video no longer.
 */
void
rushes_covers_remove (RushesCovers *self,
                      const char   *video_id)
{
  g_return_if_fail (RUSHES_IS_COVERS (self));

  rushes_cover_cache_remove (self->cache, video_id);
}
