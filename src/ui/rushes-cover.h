/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-covers.h"
#include "rushes-downloads.h"
#include "rushes-video.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_COVER (rushes_cover_get_type ())

G_DECLARE_FINAL_TYPE (RushesCover, rushes_cover, RUSHES, COVER, GtkWidget)

void rushes_cover_set_sources     (RushesCover         *self,
                                   RushesClient        *client,
                                   RushesDownloads     *downloads);
void rushes_cover_set_video       (RushesCover         *self,
                                   RushesVideo         *video);
void rushes_cover_load            (RushesCover         *self,
                                   RushesCovers        *covers,
                                   RushesVideo         *video,
                                   gboolean             loopback_allowed);
void rushes_cover_show_plate      (RushesCover         *self,
                                   const char          *icon_name,
                                   const char          *text);
void rushes_cover_set_description (RushesCover         *self,
                                   const char          *description);

G_END_DECLS
