/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-saving.h"

#include "rushes-library-write.h"
#include "rushes-saved-log.h"

/* A file that is wanted; one of the two below is set once it is known. */
typedef struct
{
  RushesMedia *media;
  RushesDownload *download;
  RushesSavedEntry *saved; /* it was there before */
  gint64 saved_at;
} Wanted;

struct _RushesCommandLineSaving
{
  GObject parent_instance;

  RushesCommandLineParts *parts; /* of the caller */
  RushesVideo *video;
  GPtrArray *wanted; /* of Wanted */
  GPtrArray *failed; /* of RushesDownload */
  gboolean begun;
  gboolean done;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesCommandLineSaving, rushes_command_line_saving, G_TYPE_OBJECT)

static void
wanted_free (Wanted *wanted)
{
  g_clear_object (&wanted->media);
  g_clear_object (&wanted->download);
  g_clear_pointer (&wanted->saved, rushes_saved_entry_free);
  g_free (wanted);
}

static gboolean
is_under_way (RushesCommandLineSaving *self,
              RushesDownload          *download)
{
  RushesDownloadState state = rushes_download_get_state (download);

  return rushes_download_state_is_active (state) || state == RUSHES_DOWNLOAD_QUEUED ||
         rushes_downloads_get_recovery (self->parts->downloads, download) != RUSHES_RECOVERY_NONE;
}

/* At once, and not when all are done: nobody knows how this run ends. */
static void
note_saved (RushesCommandLineSaving *self,
            Wanted                  *wanted)
{
  if (wanted->saved_at != 0)
    return;

  wanted->saved_at = g_get_real_time ();
  rushes_library_write_async (self->parts->shelf,
                              rushes_library_news_new_saved (
                                wanted->media, rushes_download_get_file (wanted->download),
                                rushes_download_get_received (wanted->download)),
                              NULL, NULL, NULL);
}

static gboolean
is_settled (RushesCommandLineSaving *self,
            Wanted                  *wanted)
{
  if (wanted->download == NULL)
    return TRUE;

  if (rushes_download_get_state (wanted->download) == RUSHES_DOWNLOAD_DONE)
    note_saved (self, wanted);

  return !is_under_way (self, wanted->download);
}

static void
check (RushesCommandLineSaving *self)
{
  gboolean settled = TRUE;

  if (!self->begun || self->done)
    return;

  for (guint i = 0; i < self->wanted->len; i++)
    settled = is_settled (self, g_ptr_array_index (self->wanted, i)) && settled;
  if (!settled)
    return;

  self->done = TRUE;
  for (guint i = 0; i < self->wanted->len; i++)
    {
      Wanted *wanted = g_ptr_array_index (self->wanted, i);

      if (wanted->download != NULL &&
          rushes_download_get_error (wanted->download) != NULL)
        g_ptr_array_add (self->failed, wanted->download);
    }
  g_signal_emit (self, signals[DONE], 0);
}

/* --- what is there already -------------------------------------------------------------------- */

static gboolean
is_whole (const RushesSavedEntry *entry)
{
  g_autoptr(GFileInfo) info = NULL;

  info = g_file_query_info (entry->file,
                            G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
         (guint64) g_file_info_get_size (info) == entry->size;
}

static gboolean
is_the_same (const RushesSavedEntry *entry,
             RushesMedia            *media,
             GFile                  *folder)
{
  g_autoptr(GFile) parent = g_file_get_parent (entry->file);

  return entry->kind == rushes_media_get_kind (media) &&
         entry->number == rushes_media_get_number (media) && entry->exists && parent != NULL &&
         g_file_equal (parent, folder) && is_whole (entry);
}

/* The same command twice saves the same files once. */
static RushesSavedEntry *
steal_saved (GPtrArray   *entries,
             RushesMedia *media,
             GFile       *folder)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (is_the_same (g_ptr_array_index (entries, i), media, folder))
      return g_ptr_array_steal_index (entries, i);

  return NULL;
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesCommandLineSaving) self = user_data;
  g_autoptr(GPtrArray) entries = rushes_saved_log_load_finish (RUSHES_DATABASE (source), result,
                                                               NULL);
  g_autoptr(GFile) folder = rushes_downloads_dup_folder (self->parts->downloads);

  for (guint i = 0; i < self->wanted->len; i++)
    {
      Wanted *wanted = g_ptr_array_index (self->wanted, i);
      RushesDownload *download;

      wanted->saved = steal_saved (entries, wanted->media, folder);
      if (wanted->saved != NULL)
        continue;
      download = rushes_downloads_add (self->parts->downloads, wanted->media,
                                       rushes_video_get_prompt (self->video));
      wanted->download = g_object_ref (download);
    }

  self->begun = TRUE;
  check (self);
}

/* ---------------------------------------------------------------------------------------------- */

static void
rushes_command_line_saving_finalize (GObject *object)
{
  RushesCommandLineSaving *self = RUSHES_COMMAND_LINE_SAVING (object);

  g_clear_object (&self->video);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->failed);

  G_OBJECT_CLASS (rushes_command_line_saving_parent_class)->finalize (object);
}

static void
rushes_command_line_saving_class_init (RushesCommandLineSavingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_command_line_saving_finalize;

  /**
   * RushesCommandLineSaving::done:
   * @self: the saving
   *
   * No file is on its way any more.
   */
  signals[DONE] = g_signal_new ("done", RUSHES_TYPE_COMMAND_LINE_SAVING, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_command_line_saving_init (RushesCommandLineSaving *self)
{
  self->wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) wanted_free);
  self->failed = g_ptr_array_new ();
}

static void
take_file (GPtrArray   *chosen,
           RushesMedia *media)
{
  if (media != NULL && rushes_media_get_uri (media) != NULL)
    g_ptr_array_add (chosen, g_object_ref (media));
}

static void
take_all_files (GPtrArray   *chosen,
                RushesVideo *video)
{
  GListModel *files = rushes_video_get_files (video);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(RushesMedia) media = g_list_model_get_item (files, i);

      take_file (chosen, media);
    }
}

/**
 * rushes_command_line_saving_choose:
 * @video: a video
 * @files: which of its files
 *
 * Chooses the files of a video that are to be saved, those alone that have a link.
 *
 * Returns: (transfer full) (element-type RushesMedia): the files
 */
GPtrArray *
rushes_command_line_saving_choose (RushesVideo            *video,
                                   RushesCommandLineFiles  files)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  switch (files)
    {
    case RUSHES_COMMAND_LINE_ALL:
      take_all_files (chosen, video);
      break;
    case RUSHES_COMMAND_LINE_CLEAN:
      take_file (chosen, rushes_video_peek_file (video, RUSHES_MEDIA_CLEAN, 1));
      break;
    case RUSHES_COMMAND_LINE_WATERMARK:
      take_file (chosen, rushes_video_peek_file (video, RUSHES_MEDIA_WATERMARK, 1));
      break;
    case RUSHES_COMMAND_LINE_COVER:
      take_file (chosen, rushes_video_peek_file (video, RUSHES_MEDIA_COVER, 1));
      break;
    case RUSHES_COMMAND_LINE_BEST:
    default:
      take_file (chosen, rushes_video_peek_best (video));
      break;
    }

  return chosen;
}

/**
 * rushes_command_line_saving_new:
 * @parts: what to work with; it must outlive the saving
 * @video: a video
 * @files: (element-type RushesMedia): those of its files that are wanted
 *
 * Begins to save files of a video, but those that an earlier run, or the window, has saved in the
 * same folder and that are still whole there.
 *
 * Returns: (transfer full): the saving, for the main thread
 */
RushesCommandLineSaving *
rushes_command_line_saving_new (RushesCommandLineParts *parts,
                                RushesVideo            *video,
                                GPtrArray              *files)
{
  RushesCommandLineSaving *self = g_object_new (RUSHES_TYPE_COMMAND_LINE_SAVING, NULL);

  self->parts = parts;
  self->video = g_object_ref (video);
  for (guint i = 0; i < files->len; i++)
    {
      Wanted *wanted = g_new0 (Wanted, 1);

      wanted->media = g_object_ref (g_ptr_array_index (files, i));
      g_ptr_array_add (self->wanted, wanted);
    }

  /* What is being done about a fault is no property of a download. */
  g_signal_connect_object (parts->downloads, "notify::n-active", G_CALLBACK (check), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->downloads, "items-changed", G_CALLBACK (check), self,
                           G_CONNECT_SWAPPED);
  rushes_saved_log_load_async (parts->shelf, rushes_video_get_video_id (video), NULL, on_loaded,
                               g_object_ref (self));

  return self;
}

/**
 * rushes_command_line_saving_get_failed:
 * @self: a saving that is done
 *
 * Gets the transfers that ended without their file.
 *
 * Returns: (transfer none) (element-type RushesDownload): the transfers
 */
GPtrArray *
rushes_command_line_saving_get_failed (RushesCommandLineSaving *self)
{
  g_return_val_if_fail (RUSHES_IS_COMMAND_LINE_SAVING (self), NULL);

  return self->failed;
}

static void
fill_one (RushesExportEntry *entry,
          GPtrArray         *paths,
          const Wanted      *wanted)
{
  GFile *file = wanted->saved != NULL ? wanted->saved->file
                                      : rushes_download_get_file (wanted->download);

  if (wanted->saved == NULL && wanted->saved_at == 0)
    return;

  g_ptr_array_add (paths, g_file_get_path (file));
  rushes_export_entry_add (entry, rushes_media_get_kind (wanted->media),
                           rushes_media_get_number (wanted->media), g_file_peek_path (file),
                           wanted->saved != NULL ? wanted->saved->size
                                                 : rushes_download_get_received (wanted->download),
                           wanted->saved != NULL ? wanted->saved->saved_at : wanted->saved_at);
}

/**
 * rushes_command_line_saving_fill:
 * @self: a saving that is done
 * @entry: where to note it down
 * @paths: (element-type filename): where to put the names, as they are
 *
 * Notes down what there is of the files now, in their order.
 */
void
rushes_command_line_saving_fill (RushesCommandLineSaving *self,
                                 RushesExportEntry       *entry,
                                 GPtrArray               *paths)
{
  g_return_if_fail (RUSHES_IS_COMMAND_LINE_SAVING (self));

  for (guint i = 0; i < self->wanted->len; i++)
    fill_one (entry, paths, g_ptr_array_index (self->wanted, i));
}
