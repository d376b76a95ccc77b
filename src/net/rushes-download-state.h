/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesDownloadState:
 * @RUSHES_DOWNLOAD_QUEUED: waits for [method@Download.start]; nothing is asked
 * @RUSHES_DOWNLOAD_CONNECTING: asks for the file; nothing of it has come yet
 * @RUSHES_DOWNLOAD_RUNNING: takes bytes, or makes the last of them durable
 * @RUSHES_DOWNLOAD_PAUSED: stopped, and what came is kept. By [method@Download.pause], or because
 *   the disk is full: then [property@Download:error] is %RUSHES_ERROR_NO_SPACE
 * @RUSHES_DOWNLOAD_FAILED: ended without the file; [property@Download:error] says why. What came is
 *   kept where it can be gone on from
 * @RUSHES_DOWNLOAD_DONE: every byte is under [property@Download:file]
 * @RUSHES_DOWNLOAD_CANCELLED: stopped by [method@Download.cancel], and nothing of it is kept
 *
 * Where a download stands. Only %RUSHES_DOWNLOAD_DONE is for ever; from %RUSHES_DOWNLOAD_PAUSED,
 * %RUSHES_DOWNLOAD_FAILED and %RUSHES_DOWNLOAD_CANCELLED a download can be started again.
 */
typedef enum
{
  RUSHES_DOWNLOAD_QUEUED,
  RUSHES_DOWNLOAD_CONNECTING,
  RUSHES_DOWNLOAD_RUNNING,
  RUSHES_DOWNLOAD_PAUSED,
  RUSHES_DOWNLOAD_FAILED,
  RUSHES_DOWNLOAD_DONE,
  RUSHES_DOWNLOAD_CANCELLED,
} RushesDownloadState;

#define RUSHES_TYPE_DOWNLOAD_STATE (rushes_download_state_get_type ())

GType               rushes_download_state_get_type   (void);
gboolean            rushes_download_state_is_active  (RushesDownloadState  state);
gboolean            rushes_download_state_can_start  (RushesDownloadState  state);
gboolean            rushes_download_state_can_pause  (RushesDownloadState  state);
gboolean            rushes_download_state_can_cancel (RushesDownloadState  state);
gboolean            rushes_download_state_can_retry  (RushesDownloadState  state);
RushesDownloadState rushes_download_state_after      (const GError        *error);

G_END_DECLS
