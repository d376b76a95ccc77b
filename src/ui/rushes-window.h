/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-covers.h"
#include "rushes-downloads.h"
#include "rushes-library.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_WINDOW (rushes_window_get_type ())

G_DECLARE_FINAL_TYPE (RushesWindow, rushes_window, RUSHES, WINDOW, GtkApplicationWindow)

RushesWindow *rushes_window_new        (GtkApplication  *application,
                                        RushesSettings  *settings,
                                        RushesClient    *client,
                                        RushesLibrary   *library,
                                        RushesWatcher   *watcher,
                                        RushesCovers    *covers,
                                        RushesDownloads *downloads);
RushesVideo  *rushes_window_peek_video (RushesWindow    *self);

G_END_DECLS
