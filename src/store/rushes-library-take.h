/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-import.h"

G_BEGIN_DECLS

/**
 * RUSHES_LIBRARY_TAKE_MAX:
 *
 * As many videos of a list are written down in one go, so that nobody else waits long for the
 * database.
 */
#define RUSHES_LIBRARY_TAKE_MAX 100

void          rushes_library_take_read_async  (GInputStream         *stream,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
RushesImport *rushes_library_take_read_finish (GAsyncResult         *result,
                                               GError              **error);
void          rushes_library_take_async       (RushesDatabase       *database,
                                               RushesImport         *import,
                                               guint                 first,
                                               guint                 n_videos,
                                               const char           *query,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);

G_END_DECLS
