/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-watch.h"

G_BEGIN_DECLS

/**
 * RushesWatchTable:
 *
 * The watches that somebody has, one for a video, and those that are to stay although nobody has
 * them. For the main thread.
 */
typedef struct _RushesWatchTable RushesWatchTable;

RushesWatchTable *rushes_watch_table_new    (void);
void              rushes_watch_table_free   (RushesWatchTable *self);
RushesWatch      *rushes_watch_table_peek   (RushesWatchTable *self,
                                             const char       *video_id);
RushesWatch      *rushes_watch_table_add    (RushesWatchTable *self,
                                             RushesVideo      *video);
void              rushes_watch_table_keep   (RushesWatchTable *self,
                                             RushesWatch      *watch);
void              rushes_watch_table_let_go (RushesWatchTable *self,
                                             RushesWatch      *watch);
GPtrArray        *rushes_watch_table_list   (RushesWatchTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesWatchTable, rushes_watch_table_free)

G_END_DECLS
