/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-export.h"

G_BEGIN_DECLS

void     rushes_library_export_async  (RushesDatabase       *database,
                                       GOutputStream        *stream,
                                       RushesExportFormat    format,
                                       const char *const    *video_ids,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean rushes_library_export_finish (RushesDatabase       *database,
                                       GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
