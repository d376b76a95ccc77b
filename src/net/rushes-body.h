/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

gint64  rushes_body_get_length  (SoupMessage          *message);
void    rushes_body_read_async  (GInputStream         *stream,
                                 gsize                 limit,
                                 gint64                expected,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
GBytes *rushes_body_read_finish (GInputStream         *stream,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
