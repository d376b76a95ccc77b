/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-file-caption.h"

#include "rushes-format.h"
#include "rushes-media-words.h"
#include "rushes-problem.h"

#include <glib/gi18n.h>

static char *
dup_saved (RushesDownload *download)
{
  g_autofree char *size = rushes_format_size (rushes_download_get_received (download));

  /* Translators: %s is a size, as in "Saved · 9.8 MB" */
  return g_strdup_printf (_("Saved · %s"), size);
}

static char *
dup_progress (RushesDownload *download)
{
  gint64 total = rushes_download_get_total (download);

  return rushes_format_download (rushes_download_get_received (download), MAX (total, 0),
                                 rushes_download_get_speed (download),
                                 rushes_download_get_time_left (download));
}

static char *
dup_paused (RushesDownload *download)
{
  gint64 total = rushes_download_get_total (download);
  g_autofree char *sizes = rushes_format_download (rushes_download_get_received (download),
                                                   MAX (total, 0), 0, -1);

  /* Translators: %s is how much there is, as in "Paused · 4.1 of 9.8 MB" */
  return g_strdup_printf (_("Paused · %s"), sizes);
}

/* While something is done about a fault, it is no bad news yet. */
static char *
dup_stopped (RushesDownload      *download,
             RushesRecoveryPhase  recovery)
{
  const GError *error = rushes_download_get_error (download);

  switch (recovery)
    {
    case RUSHES_RECOVERY_RENEWING:
      return g_strdup (_("The link has expired. Getting a new one…"));
    case RUSHES_RECOVERY_WAITING:
      return rushes_problem_dup_waiting (error);
    case RUSHES_RECOVERY_NONE:
    default:
      return error != NULL
               ? rushes_problem_dup_reason (error, rushes_download_get_folder (download))
               : dup_paused (download);
    }
}

/**
 * rushes_file_caption_get_tone:
 * @download: (nullable): the newest transfer of a file
 * @recovery: what is being done about its fault
 *
 * Tells what kind of news there is of a file.
 *
 * Returns: the tone
 */
RushesFileTone
rushes_file_caption_get_tone (RushesDownload      *download,
                              RushesRecoveryPhase  recovery)
{
  RushesDownloadState state = download != NULL ? rushes_download_get_state (download)
                                               : RUSHES_DOWNLOAD_CANCELLED;
  gboolean stopped = state == RUSHES_DOWNLOAD_PAUSED || state == RUSHES_DOWNLOAD_FAILED;

  if (state == RUSHES_DOWNLOAD_DONE)
    return RUSHES_FILE_TONE_GOOD;
  if (stopped && recovery == RUSHES_RECOVERY_NONE && rushes_download_get_error (download) != NULL)
    return RUSHES_FILE_TONE_BAD;

  return RUSHES_FILE_TONE_PLAIN;
}

/**
 * rushes_file_caption_dup:
 * @download: (nullable): the newest transfer of a file
 * @recovery: what is being done about its fault
 * @video: the video the file is of
 * @media: the file
 *
 * Says how far a file is saved, or what it is while nobody has asked for it.
 *
 * Returns: (transfer full): a sentence
 */
char *
rushes_file_caption_dup (RushesDownload      *download,
                         RushesRecoveryPhase  recovery,
                         RushesVideo         *video,
                         RushesMedia         *media)
{
  switch (download != NULL ? rushes_download_get_state (download) : RUSHES_DOWNLOAD_CANCELLED)
    {
    case RUSHES_DOWNLOAD_QUEUED:
      return g_strdup (_("Waits for its turn"));
    case RUSHES_DOWNLOAD_CONNECTING:
      return g_strdup (_("Connecting…"));
    case RUSHES_DOWNLOAD_RUNNING:
      return dup_progress (download);
    case RUSHES_DOWNLOAD_DONE:
      return dup_saved (download);
    case RUSHES_DOWNLOAD_PAUSED:
    case RUSHES_DOWNLOAD_FAILED:
      return dup_stopped (download, recovery);
    case RUSHES_DOWNLOAD_CANCELLED:
    default:
      return rushes_media_words_dup_caption (media, rushes_video_get_width (video),
                                             rushes_video_get_height (video));
    }
}
