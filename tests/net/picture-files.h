/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a PNG says of itself, and how many rows of zeros really follow. */
typedef struct
{
  guint32 width;
  guint32 height;
  guint8 depth;
  guint8 colour; /* 0 grey, 2 RGB, 6 RGBA */
  guint32 n_rows;
} PngShape;

GBytes *picture_files_load       (const char     *name);
GBytes *picture_files_make_png   (const PngShape *shape);
GBytes *picture_files_resize     (GBytes         *jpeg,
                                  guint           width,
                                  guint           height);
GBytes *picture_files_turn       (GBytes         *jpeg,
                                  guint8          orientation);
GBytes *picture_files_cut        (GBytes         *file,
                                  gsize           length);
GBytes *picture_files_flip       (GBytes         *file,
                                  gsize           offset);

G_END_DECLS
