/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RUSHES_FILM_HEAD_LENGTH:
 *
 * How many bytes of a file tell what kind of file it is.
 */
#define RUSHES_FILM_HEAD_LENGTH 12

/**
 * RUSHES_FILM_SPAN:
 *
 * How many bytes, in whatever pieces they come, make out a box that names another address.
 */
#define RUSHES_FILM_SPAN 12

/**
 * RushesFilmScan:
 *
 * What must be kept of a piece of a video to look at the next one. It begins as all zeros.
 */
typedef struct
{
  guint8 tail[RUSHES_FILM_SPAN - 1];
  gsize n_tail;
} RushesFilmScan;

gboolean rushes_film_begins     (const guint8    *bytes,
                                 gsize            length);
gboolean rushes_film_scan       (RushesFilmScan  *scan,
                                 const guint8    *bytes,
                                 gsize            length);
gboolean rushes_film_check_file (GFile           *file,
                                 GCancellable    *cancellable,
                                 GError         **error);

G_END_DECLS
