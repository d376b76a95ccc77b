/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-picture.h"

G_BEGIN_DECLS

/**
 * RUSHES_PICTURE_MAX_BYTES:
 *
 * How large the file of a picture that is shown may be (DESIGN §7).
 */
#define RUSHES_PICTURE_MAX_BYTES (16 * 1024 * 1024)

#define RUSHES_TYPE_PICTURE_CLIENT (rushes_picture_client_get_type ())

G_DECLARE_FINAL_TYPE (RushesPictureClient, rushes_picture_client, RUSHES, PICTURE_CLIENT, GObject)

RushesPictureClient *rushes_picture_client_new         (void);
void                 rushes_picture_client_load_async  (RushesPictureClient  *self,
                                                        const char           *uri,
                                                        gboolean              loopback_allowed,
                                                        int                   box_width,
                                                        int                   box_height,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
void                 rushes_picture_client_decode_async (RushesPictureClient *self,
                                                        GBytes               *bytes,
                                                        int                   box_width,
                                                        int                   box_height,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
RushesPicture       *rushes_picture_client_load_finish (RushesPictureClient  *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
char                *rushes_picture_uri_without_webp   (const char           *uri);

G_END_DECLS
