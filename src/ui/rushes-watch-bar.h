/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_WATCH_BAR (rushes_watch_bar_get_type ())

G_DECLARE_FINAL_TYPE (RushesWatchBar, rushes_watch_bar, RUSHES, WATCH_BAR, GtkWidget)

void rushes_watch_bar_set_watcher (RushesWatchBar *self,
                                   RushesWatcher  *watcher,
                                   RushesSettings *settings);
void rushes_watch_bar_set_watch   (RushesWatchBar *self,
                                   RushesWatch    *watch);

G_END_DECLS
