/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-client.h"
#include "rushes-covers.h"
#include "rushes-library.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SIDEBAR (rushes_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (RushesSidebar, rushes_sidebar, RUSHES, SIDEBAR, GtkWidget)

void   rushes_sidebar_set_sources  (RushesSidebar *self,
                                    RushesLibrary *library,
                                    RushesCovers  *covers,
                                    RushesClient  *client);
void   rushes_sidebar_set_menu     (RushesSidebar *self,
                                    GMenuModel    *menu);
void   rushes_sidebar_select       (RushesSidebar *self,
                                    const char    *video_id);
char **rushes_sidebar_dup_selected (RushesSidebar *self);
void   rushes_sidebar_focus_search (RushesSidebar *self);

G_END_DECLS
