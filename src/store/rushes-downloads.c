/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-downloads.h"

/* DESIGN §5: four at once at most, the rest queued. */
#define MAX_ACTIVE 4

struct _RushesDownloads
{
  GObject parent_instance;

  RushesSettings *settings;
  RushesClient *client;
  GListStore *downloads;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesDownloads, rushes_downloads, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
rushes_downloads_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_DOWNLOAD;
}

static guint
rushes_downloads_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (RUSHES_DOWNLOADS (model)->downloads));
}

static gpointer
rushes_downloads_get_item (GListModel *model,
                           guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (RUSHES_DOWNLOADS (model)->downloads), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_downloads_get_item_type;
  iface->get_n_items = rushes_downloads_get_n_items;
  iface->get_item = rushes_downloads_get_item;
}

static RushesDownload *
peek_at (RushesDownloads *self,
         guint            position)
{
  g_autoptr(RushesDownload) download = NULL;

  download = g_list_model_get_item (G_LIST_MODEL (self->downloads), position);

  return download; /* the list keeps it */
}

static gboolean
is_active (RushesDownload *download)
{
  return rushes_download_state_is_active (rushes_download_get_state (download));
}

static void
start_queued (RushesDownloads *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->downloads));
  guint n_active = 0;

  for (guint i = 0; i < n_items; i++)
    n_active += is_active (peek_at (self, i));

  for (guint i = 0; i < n_items && n_active < MAX_ACTIVE; i++)
    {
      RushesDownload *download = peek_at (self, i);

      if (rushes_download_get_state (download) != RUSHES_DOWNLOAD_QUEUED)
        continue;
      n_active++;
      rushes_download_start (download);
    }
}

static void
on_state_changed (RushesDownloads *self,
                  GParamSpec      *pspec,
                  RushesDownload  *download)
{
  if (!is_active (download))
    start_queued (self);
}

static void
rushes_downloads_finalize (GObject *object)
{
  RushesDownloads *self = RUSHES_DOWNLOADS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->client);
  g_clear_object (&self->downloads);

  G_OBJECT_CLASS (rushes_downloads_parent_class)->finalize (object);
}

static void
rushes_downloads_class_init (RushesDownloadsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_downloads_finalize;
}

static void
rushes_downloads_init (RushesDownloads *self)
{
  self->downloads = g_list_store_new (RUSHES_TYPE_DOWNLOAD);
  g_signal_connect_object (self->downloads, "items-changed",
                           G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
}

/**
 * rushes_downloads_new:
 * @settings: where the target folder stands
 * @client: who asks the API; files come from this machine only when the API does, too
 *
 * Makes an empty queue of transfers, in the order in which they were asked for. It is a
 * #GListModel of #RushesDownload and belongs to the main thread.
 *
 * Returns: (transfer full): the queue
 */
RushesDownloads *
rushes_downloads_new (RushesSettings *settings,
                      RushesClient   *client)
{
  RushesDownloads *self = g_object_new (RUSHES_TYPE_DOWNLOADS, NULL);

  self->settings = g_object_ref (settings);
  self->client = g_object_ref (client);

  return self;
}

/* FALSE when there is nothing to go on with: it is done, or was to go to another folder. */
static gboolean
take_up (RushesDownloads *self,
         RushesDownload  *known,
         RushesMedia     *media)
{
  g_autoptr(GFile) folder = rushes_settings_dup_download_folder (self->settings);
  RushesDownloadState state = rushes_download_get_state (known);

  if (is_active (known) || state == RUSHES_DOWNLOAD_QUEUED)
    return TRUE;
  if (!rushes_download_state_can_retry (state) ||
      !g_file_equal (folder, rushes_download_get_folder (known)))
    return FALSE;

  rushes_download_set_media (known, media);
  rushes_download_retry (known);

  return TRUE;
}

/**
 * rushes_downloads_add:
 * @self: the queue
 * @media: what to save
 * @prompt: (nullable): what its video was asked to be, for the name of the file
 *
 * Queues a transfer; it begins as soon as fewer than four are under way. One of the same file that
 * is queued or under way already is left alone, so no file has two writers (FAULTS F14); one that
 * has stopped goes on from what it has.
 *
 * Returns: (transfer none): the transfer, new or not
 */
RushesDownload *
rushes_downloads_add (RushesDownloads *self,
                      RushesMedia     *media,
                      const char      *prompt)
{
  RushesDownload *known = rushes_downloads_peek (self, media);
  g_autoptr(RushesDownload) download = NULL;
  g_autoptr(GFile) folder = NULL;

  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), NULL);

  if (known != NULL && take_up (self, known, media))
    return known;

  folder = rushes_settings_dup_download_folder (self->settings);
  download = rushes_download_new (media, prompt, folder,
                                  rushes_client_get_is_loopback (self->client));
  g_signal_connect_object (download, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->downloads, download);
  start_queued (self);

  return download; /* the list keeps it */
}

/**
 * rushes_downloads_peek:
 * @self: the queue
 * @media: a file of a video
 *
 * Looks for the transfer of a file.
 *
 * Returns: (transfer none) (nullable): the transfer, or %NULL when there is none
 */
RushesDownload *
rushes_downloads_peek (RushesDownloads *self,
                       RushesMedia     *media)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), NULL);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->downloads)); i > 0; i--)
    if (rushes_media_is_same_file (rushes_download_get_media (peek_at (self, i - 1)), media))
      return peek_at (self, i - 1);

  return NULL;
}
