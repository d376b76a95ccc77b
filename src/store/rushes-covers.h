/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-cover-cache.h"
#include "rushes-picture-client.h"
#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesCoverRequest:
 * @video: whose cover
 * @may_fetch: whether its host may be asked when it is not kept
 * @loopback_allowed: whether the API itself is on this machine, so that pictures may be
 * @box_width: device pixels there are for it, or 0
 * @box_height: device pixels there are for it, or 0
 *
 * Which cover is wanted, and how large.
 */
typedef struct
{
  RushesVideo *video;
  gboolean may_fetch;
  gboolean loopback_allowed;
  int box_width;
  int box_height;
} RushesCoverRequest;

#define RUSHES_TYPE_COVERS (rushes_covers_get_type ())

G_DECLARE_FINAL_TYPE (RushesCovers, rushes_covers, RUSHES, COVERS, GObject)

RushesCovers  *rushes_covers_new         (RushesPictureClient       *client,
                                          RushesCoverCache          *cache);
void           rushes_covers_load_async  (RushesCovers              *self,
                                          const RushesCoverRequest  *request,
                                          GCancellable              *cancellable,
                                          GAsyncReadyCallback        callback,
                                          gpointer                   user_data);
RushesPicture *rushes_covers_load_finish (RushesCovers              *self,
                                          GAsyncResult              *result,
                                          GError                   **error);
void           rushes_covers_remove      (RushesCovers              *self,
                                          const char                *video_id);

G_END_DECLS
