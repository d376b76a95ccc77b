/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"

G_BEGIN_DECLS

/**
 * RushesWatchEntry:
 * @video_id: the video
 * @since: seconds since 1970, when the watching began
 *
 * A video that is being watched.
 */
typedef struct
{
  char *video_id;
  gint64 since;
} RushesWatchEntry;

void       rushes_watch_log_put         (RushesDatabase       *database,
                                         const char           *video_id,
                                         gint64                since);
void       rushes_watch_log_remove      (RushesDatabase       *database,
                                         const char           *video_id);
void       rushes_watch_log_load_async  (RushesDatabase       *database,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray *rushes_watch_log_load_finish (RushesDatabase       *database,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
