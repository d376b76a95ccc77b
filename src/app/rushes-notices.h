/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-downloads.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_NOTICES (rushes_notices_get_type ())

G_DECLARE_FINAL_TYPE (RushesNotices, rushes_notices, RUSHES, NOTICES, GObject)

RushesNotices *rushes_notices_new         (GtkApplication *application,
                                           RushesWatcher  *watcher);
void           rushes_notices_tell_saved  (RushesNotices  *self,
                                           RushesDownload *download);
void           rushes_notices_tell_failed (RushesNotices  *self,
                                           RushesDownload *download);
void           rushes_notices_tell_error  (RushesNotices  *self,
                                           const char     *video_id,
                                           const GError   *error);
void           rushes_notices_tell_stays  (RushesNotices  *self,
                                           guint           n_files,
                                           guint           n_videos);
void           rushes_notices_stop_stays  (RushesNotices  *self);

G_END_DECLS
