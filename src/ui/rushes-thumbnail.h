/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-covers.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_THUMBNAIL (rushes_thumbnail_get_type ())

G_DECLARE_FINAL_TYPE (RushesThumbnail, rushes_thumbnail, RUSHES, THUMBNAIL, GtkWidget)

void rushes_thumbnail_load (RushesThumbnail *self,
                            RushesCovers    *covers,
                            RushesVideo     *video,
                            gboolean         may_fetch,
                            gboolean         loopback_allowed);

G_END_DECLS
