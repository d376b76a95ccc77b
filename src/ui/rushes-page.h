/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-covers.h"
#include "rushes-downloads.h"
#include "rushes-library.h"
#include "rushes-problem.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_PAGE (rushes_page_get_type ())

G_DECLARE_FINAL_TYPE (RushesPage, rushes_page, RUSHES, PAGE, GtkWidget)

void         rushes_page_set_sources  (RushesPage           *self,
                                       GtkApplicationWindow *window,
                                       RushesSettings       *settings,
                                       RushesClient         *client,
                                       RushesLibrary        *library,
                                       RushesWatcher        *watcher,
                                       RushesCovers         *covers,
                                       RushesDownloads      *downloads);
RushesVideo *rushes_page_peek_video   (RushesPage           *self);
void         rushes_page_open         (RushesPage           *self,
                                       const char           *video_id,
                                       gboolean              to_fetch);
void         rushes_page_forget       (RushesPage           *self);
void         rushes_page_set_narrow   (RushesPage           *self,
                                       gboolean              narrow);
void         rushes_page_show_problem (RushesPage           *self,
                                       const RushesProblem  *problem);

G_END_DECLS
