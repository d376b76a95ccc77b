/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-downloads.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

void     rushes_best_file_queue_async  (RushesDownloads      *downloads,
                                        RushesWatcher        *watcher,
                                        const char           *video_id,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean rushes_best_file_queue_finish (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
