/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-download.h"

G_BEGIN_DECLS

void     rushes_record_file_write_async  (RushesDownload       *download,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean rushes_record_file_write_finish (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
