/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download-state.h"

#include "rushes-error.h"

G_DEFINE_ENUM_TYPE (RushesDownloadState, rushes_download_state,
                    G_DEFINE_ENUM_VALUE (RUSHES_DOWNLOAD_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (RUSHES_DOWNLOAD_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (RUSHES_DOWNLOAD_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (RUSHES_DOWNLOAD_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (RUSHES_DOWNLOAD_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (RUSHES_DOWNLOAD_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (RUSHES_DOWNLOAD_CANCELLED, "cancelled"))

/**
 * rushes_download_state_is_active:
 * @state: where a download stands
 *
 * Tells whether it takes one of the places of those that are under way.
 *
 * Returns: %TRUE when it connects or runs
 */
gboolean
rushes_download_state_is_active (RushesDownloadState state)
{
  return state == RUSHES_DOWNLOAD_CONNECTING || state == RUSHES_DOWNLOAD_RUNNING;
}

/**
 * rushes_download_state_can_start:
 * @state: where a download stands
 *
 * Tells whether [method@Download.start] does anything.
 *
 * Returns: %TRUE when it does
 */
gboolean
rushes_download_state_can_start (RushesDownloadState state)
{
  return state != RUSHES_DOWNLOAD_DONE && !rushes_download_state_is_active (state);
}

/**
 * rushes_download_state_can_pause:
 * @state: where a download stands
 *
 * Tells whether [method@Download.pause] does anything.
 *
 * Returns: %TRUE when it does
 */
gboolean
rushes_download_state_can_pause (RushesDownloadState state)
{
  return state == RUSHES_DOWNLOAD_QUEUED || rushes_download_state_is_active (state);
}

/**
 * rushes_download_state_can_cancel:
 * @state: where a download stands
 *
 * Tells whether [method@Download.cancel] does anything.
 *
 * Returns: %TRUE when it does
 */
gboolean
rushes_download_state_can_cancel (RushesDownloadState state)
{
  return state != RUSHES_DOWNLOAD_DONE && state != RUSHES_DOWNLOAD_CANCELLED;
}

/**
 * rushes_download_state_can_retry:
 * @state: where a download stands
 *
 * Tells whether [method@Download.retry] does anything.
 *
 * Returns: %TRUE when it does
 */
gboolean
rushes_download_state_can_retry (RushesDownloadState state)
{
  return rushes_download_state_can_start (state) && state != RUSHES_DOWNLOAD_QUEUED;
}

/**
 * rushes_download_state_after:
 * @error: why a download ended without the file
 *
 * Tells where it stands then. A full disk only pauses it, for nothing is lost (DESIGN §5).
 *
 * Returns: %RUSHES_DOWNLOAD_PAUSED or %RUSHES_DOWNLOAD_FAILED
 */
RushesDownloadState
rushes_download_state_after (const GError *error)
{
  return g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_NO_SPACE) ? RUSHES_DOWNLOAD_PAUSED
                                                                     : RUSHES_DOWNLOAD_FAILED;
}
