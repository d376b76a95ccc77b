/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download-notes.h"

#include "rushes-finished-file.h"
#include "rushes-record-file.h"

struct _RushesDownloadNotes
{
  RushesDatabase *database;
  RushesSettings *settings;
  GObject *owner; /* not owned, but by what is under way */
  RushesDownloadNotesWritten written;
  GHashTable *open; /* of RushesDownload: those the next run would go on with */
};

/* The end of one transfer on its way to the disk. */
typedef struct
{
  RushesDownloadNotes *notes;
  GObject *owner; /* who has the notes */
  RushesDownload *download;
} Ending;

/**
 * rushes_download_notes_new:
 * @database: where they are kept
 * @settings: whether videos get a record beside them
 * @owner: who has the notes; it is there as long as anything is being written
 * @written: told of each transfer that is done and of which nothing is left to write
 *
 * Makes notes that know of no transfer yet.
 *
 * Returns: (transfer full): the notes
 */
RushesDownloadNotes *
rushes_download_notes_new (RushesDatabase             *database,
                           RushesSettings             *settings,
                           GObject                    *owner,
                           RushesDownloadNotesWritten  written)
{
  RushesDownloadNotes *self = g_new0 (RushesDownloadNotes, 1);

  self->database = g_object_ref (database);
  self->settings = g_object_ref (settings);
  self->owner = owner;
  self->written = written;
  self->open = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  return self;
}

/**
 * rushes_download_notes_free:
 * @self: (transfer full): notes of an owner that ends
 *
 * Frees the notes. What is written stays.
 */
void
rushes_download_notes_free (RushesDownloadNotes *self)
{
  g_object_unref (self->database);
  g_object_unref (self->settings);
  g_hash_table_unref (self->open);
  g_free (self);
}

/**
 * rushes_download_notes_take_up:
 * @self: notes
 * @download: a transfer that an earlier run noted
 *
 * Knows a transfer again.
 */
void
rushes_download_notes_take_up (RushesDownloadNotes *self,
                               RushesDownload      *download)
{
  rushes_download_set_logged (download, TRUE);
  g_hash_table_add (self->open, g_object_ref (download));
}

static RushesDownloadEntry *
make_entry (RushesDownload      *download,
            RushesDownloadStage  stage)
{
  return rushes_download_entry_new (rushes_download_get_media (download),
                                    rushes_download_get_prompt (download),
                                    rushes_download_get_folder (download),
                                    rushes_download_get_name (download), stage);
}

static void
note (RushesDownloadNotes *self,
      RushesDownload      *download,
      RushesDownloadStage  stage)
{
  if (g_hash_table_add (self->open, g_object_ref (download)))
    rushes_download_set_logged (download, FALSE);

  rushes_download_log_put_async (self->database, make_entry (download, stage), NULL, NULL);
}

static Ending *
ending_new (RushesDownloadNotes *self,
            RushesDownload      *download)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->notes = self;
  ending->owner = g_object_ref (self->owner);
  ending->download = g_object_ref (download);

  return ending;
}

static void
settle (Ending *ending)
{
  g_hash_table_remove (ending->notes->open, ending->download);
  ending->notes->written (ending->owner);
  g_object_unref (ending->download);
  g_object_unref (ending->owner);
  g_free (ending);
}

static void
on_forgotten (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Ending *ending = user_data;

  rushes_finished_file_forget_finish (result);
  rushes_download_log_remove_saved (ending->notes->database,
                                    rushes_download_get_media (ending->download));
  settle (ending);
}

static void
forget (Ending *ending)
{
  rushes_finished_file_forget_async (rushes_download_get_plan (ending->download), on_forgotten,
                                     ending);
}

/* Not before: whoever is killed until then finds the file by what is kept beside it. */
static void
on_saved_noted (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Ending *ending = user_data;
  g_autoptr(GError) error = NULL;

  if (rushes_download_log_put_finish (RUSHES_DATABASE (source), result, &error))
    {
      forget (ending);
      return;
    }

  g_info ("It is not noted that a file is saved: %s", error->message);
  settle (ending);
}

static void
note_saved (Ending *ending)
{
  rushes_download_log_put_async (ending->notes->database,
                                 make_entry (ending->download, RUSHES_DOWNLOAD_STAGE_SAVED),
                                 on_saved_noted, ending);
}

static void
on_record_written (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!rushes_record_file_write_finish (result, &error))
    g_info ("No record was written: %s", error->message);

  note_saved (user_data);
}

static gboolean
needs_record (RushesDownloadNotes *self,
              RushesDownload      *download)
{
  RushesMediaKind kind = rushes_media_get_kind (rushes_download_get_media (download));

  return (kind == RUSHES_MEDIA_CLEAN || kind == RUSHES_MEDIA_WATERMARK) &&
         rushes_settings_get_save_record (self->settings);
}

static void
end (RushesDownloadNotes *self,
     RushesDownload      *download)
{
  Ending *ending = ending_new (self, download);

  if (needs_record (self, download))
    rushes_record_file_write_async (download, on_record_written, ending);
  else
    note_saved (ending);
}

static void
give_up (RushesDownloadNotes *self,
         RushesDownload      *download)
{
  rushes_download_log_remove (self->database, rushes_download_get_media (download));
  g_hash_table_remove (self->open, download);
}

/**
 * rushes_download_notes_put:
 * @self: notes
 * @download: a transfer
 * @waits: whether it waits for the user, unless it is done or was cancelled
 *
 * Notes how a transfer stands. What is done or given up need not be remembered, and a video that is
 * done gets its record; the rest must outlive the program. One that was done before it was ever
 * noted is left alone.
 */
void
rushes_download_notes_put (RushesDownloadNotes *self,
                           RushesDownload      *download,
                           gboolean             waits)
{
  switch (rushes_download_get_state (download))
    {
    case RUSHES_DOWNLOAD_DONE:
      if (rushes_download_notes_has (self, download))
        end (self, download);
      break;
    case RUSHES_DOWNLOAD_CANCELLED:
      give_up (self, download);
      break;
    case RUSHES_DOWNLOAD_QUEUED:
    case RUSHES_DOWNLOAD_PAUSED:
    case RUSHES_DOWNLOAD_FAILED:
      note (self, download,
            waits ? RUSHES_DOWNLOAD_STAGE_WAITING : RUSHES_DOWNLOAD_STAGE_OPEN);
      break;
    case RUSHES_DOWNLOAD_CONNECTING:
    case RUSHES_DOWNLOAD_RUNNING:
    default:
      break;
    }
}

/**
 * rushes_download_notes_tidy:
 * @self: notes
 * @entry: what an earlier run noted of a file that is saved
 *
 * Removes what that run had no time to remove. The file stays.
 */
void
rushes_download_notes_tidy (RushesDownloadNotes       *self,
                            const RushesDownloadEntry *entry)
{
  g_autoptr(GFile) folder = g_file_new_for_path (entry->folder);
  g_autoptr(RushesDownload) saved = NULL;

  saved = rushes_download_new (entry->media, entry->prompt, folder, entry->name, FALSE);
  forget (ending_new (self, saved));
}

/**
 * rushes_download_notes_has:
 * @self: notes
 * @download: a transfer
 *
 * Tells whether the next run would go on with a transfer, or something is being written of its end.
 *
 * Returns: %TRUE until all of it is written
 */
gboolean
rushes_download_notes_has (RushesDownloadNotes *self,
                           RushesDownload      *download)
{
  return g_hash_table_contains (self->open, download);
}
