/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RUSHES_COVER_CACHE_MAX_BYTES:
 *
 * How much all covers may take on the disk.
 */
#define RUSHES_COVER_CACHE_MAX_BYTES (64 * 1024 * 1024)

#define RUSHES_TYPE_COVER_CACHE (rushes_cover_cache_get_type ())

G_DECLARE_FINAL_TYPE (RushesCoverCache, rushes_cover_cache, RUSHES, COVER_CACHE, GObject)

RushesCoverCache *rushes_cover_cache_new          (GFile                *folder,
                                                   guint64               max_bytes);
void              rushes_cover_cache_load_async   (RushesCoverCache     *self,
                                                   const char           *video_id,
                                                   const char           *uri,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GBytes           *rushes_cover_cache_load_finish  (RushesCoverCache     *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void              rushes_cover_cache_store_async  (RushesCoverCache     *self,
                                                   const char           *video_id,
                                                   const char           *uri,
                                                   GBytes               *bytes,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean          rushes_cover_cache_store_finish (RushesCoverCache     *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void              rushes_cover_cache_remove       (RushesCoverCache     *self,
                                                   const char           *video_id);

G_END_DECLS
