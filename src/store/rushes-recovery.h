/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-download.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

/**
 * RushesRecoveryPhase:
 * @RUSHES_RECOVERY_NONE: there is nothing to recover from, or nothing that could be done
 * @RUSHES_RECOVERY_RENEWING: the link had expired, and the API is asked for a new one
 * @RUSHES_RECOVERY_WAITING: the fault may pass, and the next attempt is waited for
 *
 * What is being done about a transfer that failed.
 */
typedef enum
{
  RUSHES_RECOVERY_NONE,
  RUSHES_RECOVERY_RENEWING,
  RUSHES_RECOVERY_WAITING,
} RushesRecoveryPhase;

#define RUSHES_TYPE_RECOVERY (rushes_recovery_get_type ())

G_DECLARE_FINAL_TYPE (RushesRecovery, rushes_recovery, RUSHES, RECOVERY, GObject)

RushesRecovery      *rushes_recovery_new        (RushesDownload *download,
                                                 RushesWatcher  *watcher);
void                 rushes_recovery_set_second (RushesRecovery *self,
                                                 guint           milliseconds);
void                 rushes_recovery_give_up    (RushesRecovery *self);
RushesRecoveryPhase  rushes_recovery_get_phase  (RushesRecovery *self);

G_END_DECLS
