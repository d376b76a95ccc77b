/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library-write.h"

G_BEGIN_DECLS

void rushes_library_hide_async (RushesDatabase      *database,
                                const char *const   *video_ids,
                                gboolean             whether,
                                const char          *query,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
void rushes_library_hide_purge (RushesDatabase      *database);

G_END_DECLS
