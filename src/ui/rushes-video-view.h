/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-downloads.h"
#include "rushes-covers.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_VIDEO_VIEW (rushes_video_view_get_type ())

G_DECLARE_FINAL_TYPE (RushesVideoView, rushes_video_view, RUSHES, VIDEO_VIEW, GtkWidget)

void         rushes_video_view_set_sources   (RushesVideoView     *self,
                                              RushesSettings      *settings,
                                              RushesClient        *client,
                                              RushesWatcher       *watcher,
                                              RushesCovers        *covers,
                                              RushesDownloads     *downloads);
void         rushes_video_view_set_watch     (RushesVideoView     *self,
                                              RushesWatch         *watch);
RushesWatch *rushes_video_view_get_watch     (RushesVideoView     *self);
RushesVideo *rushes_video_view_get_video     (RushesVideoView     *self);
void         rushes_video_view_set_suggest   (RushesVideoView     *self,
                                              gboolean             suggest);
gboolean     rushes_video_view_download      (RushesVideoView     *self,
                                              gboolean             as);

G_END_DECLS
