/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesMediaKind:
 * @RUSHES_MEDIA_CLEAN: the video without watermark (`downloadURL`), for paid accounts
 * @RUSHES_MEDIA_WATERMARK: the video with watermark (`videoURL`)
 * @RUSHES_MEDIA_COVER: the cover (`coverURL`)
 * @RUSHES_MEDIA_SOURCE: something the video was made from (one of `originFiles`)
 *
 * Which of a video's files one is.
 */
typedef enum
{
  RUSHES_MEDIA_CLEAN,
  RUSHES_MEDIA_WATERMARK,
  RUSHES_MEDIA_COVER,
  RUSHES_MEDIA_SOURCE,
} RushesMediaKind;

#define RUSHES_TYPE_MEDIA (rushes_media_get_type ())

G_DECLARE_FINAL_TYPE (RushesMedia, rushes_media, RUSHES, MEDIA, GObject)

RushesMedia     *rushes_media_new           (const char      *video_id,
                                             RushesMediaKind  kind,
                                             guint            number,
                                             const char      *uri,
                                             const char      *type);
const char      *rushes_media_get_video_id  (RushesMedia     *self);
RushesMediaKind  rushes_media_get_kind      (RushesMedia     *self);
guint            rushes_media_get_number    (RushesMedia     *self);
const char      *rushes_media_get_uri       (RushesMedia     *self);
void             rushes_media_set_uri       (RushesMedia     *self,
                                             const char      *uri);
const char      *rushes_media_get_type_hint (RushesMedia     *self);
gboolean         rushes_media_is_same_file  (RushesMedia     *self,
                                             RushesMedia     *other);

G_END_DECLS
