/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"

G_BEGIN_DECLS

void crowd_make         (GFile      *file,
                         guint       n_videos);
void crowd_make_watched (GFile      *file,
                         guint       n_videos,
                         const char *options);

G_END_DECLS
