/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-covers.h"
#include "rushes-downloads.h"
#include "rushes-watcher.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_CONTENT (rushes_content_get_type ())

G_DECLARE_FINAL_TYPE (RushesContent, rushes_content, RUSHES, CONTENT, GtkWidget)

void         rushes_content_set_sources (RushesContent   *self,
                                         GActionMap      *action_map,
                                         RushesSettings  *settings,
                                         RushesClient    *client,
                                         RushesWatcher   *watcher,
                                         RushesCovers    *covers,
                                         RushesDownloads *downloads);
void         rushes_content_set_watch   (RushesContent   *self,
                                         RushesWatch     *watch);
RushesWatch *rushes_content_peek_watch  (RushesContent   *self);
void         rushes_content_set_narrow  (RushesContent   *self,
                                         gboolean         narrow);
void         rushes_content_set_suggest (RushesContent   *self,
                                         gboolean         suggest);

G_END_DECLS
