/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-client.h"
#include "rushes-library.h"
#include "rushes-settings.h"
#include "rushes-watch.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_WATCHER (rushes_watcher_get_type ())

G_DECLARE_FINAL_TYPE (RushesWatcher, rushes_watcher, RUSHES, WATCHER, GObject)

RushesWatcher *rushes_watcher_new              (RushesSettings       *settings,
                                                RushesClient         *client,
                                                RushesLibrary        *library);
void           rushes_watcher_set_monitor      (RushesWatcher        *self,
                                                GNetworkMonitor      *monitor);
void           rushes_watcher_set_second       (RushesWatcher        *self,
                                                guint                 milliseconds);
void           rushes_watcher_skip             (RushesWatcher        *self,
                                                guint                 seconds);
RushesWatch   *rushes_watcher_open             (RushesWatcher        *self,
                                                RushesVideo          *video);
void           rushes_watcher_watch            (RushesWatcher        *self,
                                                RushesWatch          *watch);
void           rushes_watcher_stop             (RushesWatcher        *self,
                                                RushesWatch          *watch);
void           rushes_watcher_fetch_async      (RushesWatcher        *self,
                                                const char           *video_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
RushesVideo   *rushes_watcher_fetch_finish     (RushesWatcher        *self,
                                                GAsyncResult         *result,
                                                GError              **error);
guint          rushes_watcher_get_seconds_left (RushesWatcher        *self,
                                                RushesWatch          *watch);
guint          rushes_watcher_get_n_watching   (RushesWatcher        *self);

G_END_DECLS
