/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download.h"

/* What there is to say of a download, one by one. */

/**
 * rushes_download_get_media:
 * @self: a download
 *
 * Gets the file that is saved.
 *
 * Returns: (transfer none): the file
 */
RushesMedia *
rushes_download_get_media (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return rushes_download_get_plan (self)->media;
}

/**
 * rushes_download_get_prompt:
 * @self: a download
 *
 * Gets what the video was asked to be, which the name of the file is made of.
 *
 * Returns: (transfer none) (nullable): the prompt
 */
const char *
rushes_download_get_prompt (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return rushes_download_get_plan (self)->prompt;
}

/**
 * rushes_download_get_name:
 * @self: a download
 *
 * Gets the name that was chosen for the file, as it was given.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL when one is made of the prompt
 */
const char *
rushes_download_get_name (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return rushes_download_get_plan (self)->name;
}

/**
 * rushes_download_get_state:
 * @self: a download
 *
 * Gets where the download stands.
 *
 * Returns: the state
 */
RushesDownloadState
rushes_download_get_state (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), RUSHES_DOWNLOAD_QUEUED);

  return rushes_download_get_facts (self)->state;
}

/**
 * rushes_download_get_received:
 * @self: a download
 *
 * Gets how much of the file is there.
 *
 * Returns: bytes
 */
guint64
rushes_download_get_received (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), 0);

  return rushes_download_get_facts (self)->received;
}

/**
 * rushes_download_get_total:
 * @self: a download
 *
 * Gets how long the file is.
 *
 * Returns: bytes, or -1 when that is not known
 */
gint64
rushes_download_get_total (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), -1);

  return rushes_download_get_facts (self)->total;
}

/**
 * rushes_download_get_speed:
 * @self: a download
 *
 * Gets how fast bytes come, smoothed over some seconds.
 *
 * Returns: bytes a second
 */
guint64
rushes_download_get_speed (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), 0);

  return rushes_download_get_facts (self)->speed;
}

/**
 * rushes_download_get_time_left:
 * @self: a download
 *
 * Gets how long the download will take yet.
 *
 * Returns: seconds, or -1 when that is not known
 */
gint64
rushes_download_get_time_left (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), -1);

  return rushes_download_get_facts (self)->time_left;
}

/**
 * rushes_download_get_fraction:
 * @self: a download
 *
 * Gets how much of the file is there, as a part of the whole. It is 1 only when the file stands
 * under its final name, and 0 when the length is not known.
 *
 * Returns: from 0 to 1
 */
double
rushes_download_get_fraction (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), 0.0);

  return rushes_download_facts_get_fraction (rushes_download_get_facts (self));
}

/**
 * rushes_download_get_content_type:
 * @self: a download
 *
 * Gets what the host says the type of the file is. It is a stranger's text.
 *
 * Returns: (transfer none) (nullable): the type, or %NULL before an answer
 */
const char *
rushes_download_get_content_type (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return rushes_download_get_facts (self)->content_type;
}

/**
 * rushes_download_get_error:
 * @self: a download
 *
 * Gets why the download failed, or why it was paused when the user did not do it.
 *
 * Returns: (transfer none) (nullable): an error of %RUSHES_ERROR, or %NULL
 */
const GError *
rushes_download_get_error (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return rushes_download_get_facts (self)->error;
}

/**
 * rushes_download_get_file:
 * @self: a download
 *
 * Gets the saved file.
 *
 * Returns: (transfer none) (nullable): the file, or %NULL before %RUSHES_DOWNLOAD_DONE
 */
GFile *
rushes_download_get_file (RushesDownload *self)
{
  g_return_val_if_fail (RUSHES_IS_DOWNLOAD (self), NULL);

  return rushes_download_get_facts (self)->file;
}
