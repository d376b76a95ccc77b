/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"

G_BEGIN_DECLS

void        rushes_library_find_known_async  (RushesDatabase       *database,
                                              const char *const    *video_ids,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GHashTable *rushes_library_find_known_finish (RushesDatabase       *database,
                                              GAsyncResult         *result);

G_END_DECLS
