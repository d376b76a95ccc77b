/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

SoupSession *rushes_http_session_new_api   (GTlsDatabase *tls_database);
SoupSession *rushes_http_session_new_media (GTlsDatabase *tls_database,
                                            guint         idle_seconds);
void         rushes_http_bound_interim     (SoupMessage  *message,
                                            GCancellable *cancellable);
GError      *rushes_http_error_new         (const GError *error,
                                            SoupMessage  *message);

G_END_DECLS
