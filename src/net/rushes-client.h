/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-video.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_CLIENT (rushes_client_get_type ())

G_DECLARE_FINAL_TYPE (RushesClient, rushes_client, RUSHES, CLIENT, GObject)

RushesClient *rushes_client_new                (GTlsDatabase         *tls_database);
void          rushes_client_set_deadline       (RushesClient         *self,
                                                guint                 milliseconds);
void          rushes_client_set_api_url        (RushesClient         *self,
                                                const char           *api_url);
void          rushes_client_set_token          (RushesClient         *self,
                                                const char           *token);
gboolean      rushes_client_get_is_loopback    (RushesClient         *self);
void          rushes_client_fetch_async        (RushesClient         *self,
                                                const char           *video_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
RushesVideo  *rushes_client_fetch_finish       (RushesClient         *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void          rushes_client_check_token_async  (RushesClient         *self,
                                                const char           *token,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean      rushes_client_check_token_finish (RushesClient         *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
