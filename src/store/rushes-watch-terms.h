/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-settings.h"
#include "rushes-watch-queue.h"

G_BEGIN_DECLS

/**
 * RushesWatchTerms:
 *
 * What from outside decides whether and how often is asked: the settings, the account, the network.
 * It tells the queue. For the main thread.
 */
typedef struct _RushesWatchTerms RushesWatchTerms;

/**
 * RushesWatchTermsChanged:
 * @user_data: what [func@WatchTerms.new] got
 *
 * Says that the queue decides otherwise than before.
 */
typedef void (*RushesWatchTermsChanged) (gpointer user_data);

RushesWatchTerms *rushes_watch_terms_new         (RushesSettings          *settings,
                                                  RushesWatchQueue        *queue,
                                                  RushesWatchTermsChanged  changed,
                                                  gpointer                 user_data);
void              rushes_watch_terms_free        (RushesWatchTerms        *self);
void              rushes_watch_terms_set_monitor (RushesWatchTerms        *self,
                                                  GNetworkMonitor         *monitor);
guint             rushes_watch_terms_get_account (const RushesWatchTerms  *self);

G_END_DECLS
