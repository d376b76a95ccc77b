/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-window.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Pictures are in the screen's pixels: twice as large each way at a scale of 2. */

GdkPixbuf *display_shot_screen  (DisplaySession *session);
GdkPixbuf *display_shot_take    (DisplayWindow  *window);
GdkPixbuf *display_shot_settled (DisplayWindow  *window);
gboolean   display_shot_is_same (GdkPixbuf      *first,
                                 GdkPixbuf      *second);
guint32    display_shot_pixel   (GdkPixbuf      *picture,
                                 int             x,
                                 int             y);
void       display_shot_save    (GdkPixbuf      *picture,
                                 const char     *path);

G_END_DECLS
