/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-video.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_DETAILS (rushes_details_get_type ())

G_DECLARE_FINAL_TYPE (RushesDetails, rushes_details, RUSHES, DETAILS, GtkWidget)

void rushes_details_show_video (RushesDetails *self,
                                RushesVideo   *video);

G_END_DECLS
