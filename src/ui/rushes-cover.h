/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-picture-client.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_COVER (rushes_cover_get_type ())

G_DECLARE_FINAL_TYPE (RushesCover, rushes_cover, RUSHES, COVER, GtkWidget)

void rushes_cover_load            (RushesCover         *self,
                                   RushesPictureClient *client,
                                   const char          *uri,
                                   gboolean             loopback_allowed,
                                   int                  width,
                                   int                  height);
void rushes_cover_show_plate      (RushesCover         *self,
                                   const char          *icon_name,
                                   const char          *text);
void rushes_cover_set_description (RushesCover         *self,
                                   const char          *description);

G_END_DECLS
