/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-downloads.h"

#include "rushes-download-log.h"
#include "rushes-download-notes.h"

/* DESIGN §5: four at once at most, the rest queued. */
#define MAX_ACTIVE 4

struct _RushesDownloads
{
  GObject parent_instance;

  RushesSettings *settings;
  RushesClient *client;
  RushesWatcher *watcher;
  RushesDatabase *database;
  GListStore *downloads;
  GHashTable *recoveries; /* of RushesDownload to RushesRecovery */
  RushesDownloadNotes *notes;
};

enum
{
  PROP_0,
  PROP_N_ACTIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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

static guint
count_active (RushesDownloads *self)
{
  guint n_active = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->downloads)); i++)
    n_active += is_active (peek_at (self, i));

  return n_active;
}

static void
start_queued (RushesDownloads *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->downloads));
  guint n_active = count_active (self);

  for (guint i = 0; i < n_items && n_active < MAX_ACTIVE; i++)
    {
      RushesDownload *download = peek_at (self, i);

      if (rushes_download_get_state (download) != RUSHES_DOWNLOAD_QUEUED)
        continue;
      n_active++;
      rushes_download_start (download);
    }
}

/* Whether it goes on without the user doing anything. */
static gboolean
is_open (RushesDownloads *self,
         RushesDownload  *download)
{
  return is_active (download) ||
         rushes_download_get_state (download) == RUSHES_DOWNLOAD_QUEUED ||
         rushes_downloads_get_recovery (self, download) != RUSHES_RECOVERY_NONE;
}

static gboolean
is_ending (RushesDownloads *self,
           RushesDownload  *download)
{
  return rushes_download_get_state (download) == RUSHES_DOWNLOAD_DONE &&
         rushes_download_notes_has (self->notes, download);
}

static void
write_down (RushesDownloads *self,
            RushesDownload  *download)
{
  rushes_download_notes_put (self->notes, download, !is_open (self, download));
}

/* Has rows look again at what is no property of the download. */
static void
tell_again (RushesDownloads *self,
            RushesDownload  *download)
{
  guint position;

  if (g_list_store_find (self->downloads, download, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

static void
forget (RushesDownloads *self,
        RushesDownload  *download)
{
  guint position;

  if (g_list_store_find (self->downloads, download, &position))
    g_list_store_remove (self->downloads, position);
  g_hash_table_remove (self->recoveries, download);
}

static void
on_written (GObject *object)
{
  g_object_notify_by_pspec (object, properties[PROP_N_ACTIVE]);
}

/* Who hears of it may write something down as well: that the file is saved must be in the library
 * before it is struck out here. */
static void
on_state_changed (RushesDownloads *self,
                  GParamSpec      *pspec,
                  RushesDownload  *download)
{
  gboolean done = rushes_download_get_state (download) == RUSHES_DOWNLOAD_DONE;

  if (!done)
    write_down (self, download);
  if (rushes_download_get_state (download) == RUSHES_DOWNLOAD_CANCELLED)
    forget (self, download);
  if (!is_active (download))
    start_queued (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
  if (done)
    write_down (self, download);
}

static void
on_phase_changed (RushesDownloads *self,
                  GParamSpec      *pspec,
                  RushesRecovery  *recovery)
{
  GHashTableIter iter;
  gpointer download, known;

  g_hash_table_iter_init (&iter, self->recoveries);
  while (g_hash_table_iter_next (&iter, &download, &known))
    if (known == recovery)
      {
        write_down (self, download);
        tell_again (self, download);
        break;
      }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
}

static RushesDownload *
append (RushesDownloads *self,
        RushesMedia     *media,
        const char      *prompt,
        GFile           *folder,
        const char      *name)
{
  g_autoptr(RushesDownload) download = NULL;
  RushesRecovery *recovery;

  download = rushes_download_new (media, prompt, folder, name,
                                  rushes_client_get_is_loopback (self->client));
  recovery = rushes_recovery_new (download, self->watcher);
  g_hash_table_insert (self->recoveries, g_object_ref (download), recovery);
  g_signal_connect_object (recovery, "notify::phase", G_CALLBACK (on_phase_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (download, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->downloads, download);

  return download; /* the list keeps it */
}

static void
take_over (RushesDownloads           *self,
           const RushesDownloadEntry *entry)
{
  g_autoptr(GFile) folder = g_file_new_for_path (entry->folder);
  RushesDownload *download;

  if (entry->stage == RUSHES_DOWNLOAD_STAGE_SAVED)
    {
      rushes_download_notes_tidy (self->notes, entry);
      return;
    }

  download = append (self, entry->media, entry->prompt, folder, entry->name);
  rushes_download_notes_take_up (self->notes, download);
  if (entry->stage == RUSHES_DOWNLOAD_STAGE_OPEN)
    return;

  rushes_download_look (download);
  rushes_download_pause (download);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesDownloads) self = user_data;
  g_autoptr(GPtrArray) entries = rushes_download_log_load_finish (RUSHES_DATABASE (source), result,
                                                                  NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RushesDownloadEntry *entry = g_ptr_array_index (entries, i);

      if (rushes_downloads_peek (self, entry->media) == NULL)
        take_over (self, entry);
    }

  start_queued (self);
}

static void
rushes_downloads_finalize (GObject *object)
{
  RushesDownloads *self = RUSHES_DOWNLOADS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->watcher);
  g_clear_object (&self->client);
  g_clear_object (&self->database);
  g_clear_object (&self->downloads);
  g_hash_table_unref (self->recoveries);
  rushes_download_notes_free (self->notes);

  G_OBJECT_CLASS (rushes_downloads_parent_class)->finalize (object);
}

static void
rushes_downloads_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  RushesDownloads *self = RUSHES_DOWNLOADS (object);

  if (prop_id == PROP_N_ACTIVE)
    g_value_set_uint (value, count_active (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_downloads_class_init (RushesDownloadsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_downloads_finalize;
  object_class->get_property = rushes_downloads_get_property;

  properties[PROP_N_ACTIVE] = g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_downloads_init (RushesDownloads *self)
{
  self->recoveries = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->downloads = g_list_store_new (RUSHES_TYPE_DOWNLOAD);
  g_signal_connect_object (self->downloads, "items-changed",
                           G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
}

/**
 * rushes_downloads_new:
 * @settings: where the target folder stands
 * @client: who knows the API; files come from this machine only when the API does, too
 * @watcher: who asks it for links
 * @database: where what is unfinished is written down
 *
 * Makes the queue of transfers, in the order in which they were asked for. It is a #GListModel of
 * #RushesDownload and belongs to the main thread. What an earlier run left unfinished comes in
 * soon after, paused or going on as it was (DESIGN §5). `n-active` is how many are under way.
 *
 * Returns: (transfer full): the queue
 */
RushesDownloads *
rushes_downloads_new (RushesSettings *settings,
                      RushesClient   *client,
                      RushesWatcher  *watcher,
                      RushesDatabase *database)
{
  RushesDownloads *self = g_object_new (RUSHES_TYPE_DOWNLOADS, NULL);

  self->settings = g_object_ref (settings);
  self->client = g_object_ref (client);
  self->watcher = g_object_ref (watcher);
  self->database = g_object_ref (database);
  self->notes = rushes_download_notes_new (database, settings, G_OBJECT (self), on_written);
  rushes_download_log_load_async (database, on_loaded, g_object_ref (self));

  return self;
}

/* FALSE when there is nothing to go on with. In another folder than before, what there is of the
 * file comes along, so that a full disk can be exchanged for one with room. */
static gboolean
take_up (RushesDownloads *self,
         RushesDownload  *known,
         RushesMedia     *media)
{
  g_autoptr(GFile) folder = rushes_settings_dup_download_folder (self->settings);
  RushesDownloadState state = rushes_download_get_state (known);

  if (is_active (known) || state == RUSHES_DOWNLOAD_QUEUED)
    return TRUE;
  if (!rushes_download_state_can_retry (state))
    return FALSE;

  rushes_download_set_media (known, media);
  if (rushes_download_get_name (known) == NULL &&
      !g_file_equal (folder, rushes_download_get_folder (known)))
    rushes_download_set_folder (known, folder);
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
 * has stopped goes on from what it has; one that is done makes room for the new one.
 *
 * Returns: (transfer none): the transfer, new or not
 */
RushesDownload *
rushes_downloads_add (RushesDownloads *self,
                      RushesMedia     *media,
                      const char      *prompt)
{
  RushesDownload *known, *download;
  g_autoptr(GFile) folder = NULL;

  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), NULL);

  known = rushes_downloads_peek (self, media);
  if (known != NULL && take_up (self, known, media))
    return known;
  if (known != NULL)
    forget (self, known);

  folder = rushes_settings_dup_download_folder (self->settings);
  download = append (self, media, prompt, folder, NULL);
  write_down (self, download);
  start_queued (self);

  return download;
}

/**
 * rushes_downloads_add_saved:
 * @self: the queue
 * @media: a file of a video
 * @prompt: (nullable): what its video was asked to be
 * @file: where it is, whole
 * @size: how many bytes it has
 *
 * Puts a file that was saved by an earlier run among the transfers, as done; unless there is a
 * transfer of it.
 */
void
rushes_downloads_add_saved (RushesDownloads *self,
                            RushesMedia     *media,
                            const char      *prompt,
                            GFile           *file,
                            guint64          size)
{
  g_autoptr(GFile) folder = g_file_get_parent (file);

  g_return_if_fail (RUSHES_IS_DOWNLOADS (self));

  if (folder != NULL && rushes_downloads_peek (self, media) == NULL)
    rushes_download_take_saved (append (self, media, prompt, folder, NULL), file, size);
}

/**
 * rushes_downloads_pause:
 * @self: the queue
 * @download: one of its transfers
 *
 * Stops a transfer, or what is being done about its fault, until the user wants it to go on. What
 * came is kept.
 */
void
rushes_downloads_pause (RushesDownloads *self,
                        RushesDownload  *download)
{
  RushesRecovery *recovery;

  g_return_if_fail (RUSHES_IS_DOWNLOADS (self));

  recovery = g_hash_table_lookup (self->recoveries, download);
  if (recovery != NULL)
    rushes_recovery_give_up (recovery);
  rushes_download_pause (download);
}

/**
 * rushes_downloads_add_as:
 * @self: the queue
 * @media: what to save
 * @prompt: (nullable): what its video was asked to be
 * @file: where to, and under which name
 *
 * Queues a transfer to a place the user chose. What there is of the file already comes along; one
 * that is under way is left alone.
 *
 * Returns: (transfer none): the transfer, new or not
 */
RushesDownload *
rushes_downloads_add_as (RushesDownloads *self,
                         RushesMedia     *media,
                         const char      *prompt,
                         GFile           *file)
{
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  RushesDownload *known, *download;

  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), NULL);

  known = rushes_downloads_peek (self, media);
  if (known != NULL && is_open (self, known))
    return known;

  download = append (self, media, prompt,
                     known != NULL ? rushes_download_get_folder (known) : folder, name);
  rushes_download_set_folder (download, folder);
  if (known != NULL && rushes_download_get_state (known) != RUSHES_DOWNLOAD_DONE)
    forget (self, known);
  write_down (self, download);
  start_queued (self);

  return download;
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

/**
 * rushes_downloads_get_recovery:
 * @self: the queue
 * @download: one of its transfers
 *
 * Tells what is being done about a transfer that failed. When that changes, the queue says that the
 * item has changed.
 *
 * Returns: the phase of its recovery
 */
RushesRecoveryPhase
rushes_downloads_get_recovery (RushesDownloads *self,
                               RushesDownload  *download)
{
  RushesRecovery *recovery;

  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), RUSHES_RECOVERY_NONE);

  recovery = g_hash_table_lookup (self->recoveries, download);

  return recovery != NULL ? rushes_recovery_get_phase (recovery) : RUSHES_RECOVERY_NONE;
}

/**
 * rushes_downloads_get_database:
 * @self: the queue
 *
 * Gets where it is written down what is unfinished, and what was saved.
 *
 * Returns: (transfer none): the database
 */
RushesDatabase *
rushes_downloads_get_database (RushesDownloads *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), NULL);

  return self->database;
}

/**
 * rushes_downloads_dup_folder:
 * @self: the queue
 *
 * Gets where files go when no other place is chosen.
 *
 * Returns: (transfer full): a folder, which need not exist
 */
GFile *
rushes_downloads_dup_folder (RushesDownloads *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), NULL);

  return rushes_settings_dup_download_folder (self->settings);
}

/**
 * rushes_downloads_get_n_open:
 * @self: the queue
 *
 * Counts the transfers that are under way or will be without the user doing anything, or whose end
 * is being written down.
 *
 * Returns: how many there are
 */
guint
rushes_downloads_get_n_open (RushesDownloads *self)
{
  guint n_open = 0;

  g_return_val_if_fail (RUSHES_IS_DOWNLOADS (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->downloads)); i++)
    n_open += is_open (self, peek_at (self, i)) || is_ending (self, peek_at (self, i));

  return n_open;
}
