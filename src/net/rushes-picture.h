/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesPicture:
 * @pixels: rows of red, green, blue and, where @has_alpha, alpha, a byte each, not premultiplied
 * @width: pixels in a row
 * @height: rows
 * @stride: bytes from one row to the next
 * @has_alpha: whether a pixel has four bytes instead of three
 * @file: (nullable): the file it was decoded from, where it came from a host
 *
 * A decoded picture, small enough to be shown as it is.
 */
typedef struct
{
  GBytes *pixels;
  int width;
  int height;
  gsize stride;
  gboolean has_alpha;
  GBytes *file;
} RushesPicture;

/**
 * RushesPictureKind:
 * @RUSHES_PICTURE_NONE: bytes that are no picture which is shown
 * @RUSHES_PICTURE_PNG: PNG
 * @RUSHES_PICTURE_JPEG: JPEG
 * @RUSHES_PICTURE_WEBP: WebP
 * @RUSHES_PICTURE_GIF: GIF
 *
 * What a picture is by its first bytes, whatever its name or content type says.
 */
typedef enum
{
  RUSHES_PICTURE_NONE,
  RUSHES_PICTURE_PNG,
  RUSHES_PICTURE_JPEG,
  RUSHES_PICTURE_WEBP,
  RUSHES_PICTURE_GIF,
} RushesPictureKind;

RushesPictureKind rushes_picture_sniff  (const guint8   *data,
                                         gsize           length);
gboolean          rushes_picture_fit    (int             width,
                                         int             height,
                                         int             box_width,
                                         int             box_height,
                                         int            *fit_width,
                                         int            *fit_height);
RushesPicture    *rushes_picture_decode (GBytes         *bytes,
                                         int             box_width,
                                         int             box_height,
                                         GCancellable   *cancellable,
                                         GError        **error);
void              rushes_picture_free   (RushesPicture  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPicture, rushes_picture_free)

G_END_DECLS
