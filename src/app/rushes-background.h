/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-downloads.h"
#include "rushes-notices.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_BACKGROUND (rushes_background_get_type ())

G_DECLARE_FINAL_TYPE (RushesBackground, rushes_background, RUSHES, BACKGROUND, GObject)

RushesBackground *rushes_background_new (GtkApplication  *application,
                                         RushesDownloads *downloads,
                                         RushesWatcher   *watcher,
                                         RushesLibrary   *library,
                                         RushesNotices   *notices);

G_END_DECLS
