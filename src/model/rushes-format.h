/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RUSHES_FORMAT_EXCERPT_MAX:
 *
 * As many bytes of a stranger's text as one label shows (LIBRARIES.md, "Text": a label of 100 KB
 * costs 62 ms). The whole text can still be copied.
 */
#define RUSHES_FORMAT_EXCERPT_MAX 4096

char *rushes_format_size        (guint64     bytes);
char *rushes_format_size_pair   (guint64     received,
                                 guint64     total);
char *rushes_format_speed       (guint64     bytes_per_second);
char *rushes_format_left        (gint64      seconds);
char *rushes_format_download    (guint64     received,
                                 guint64     total,
                                 guint64     bytes_per_second,
                                 gint64      seconds_left);
char *rushes_format_countdown   (guint       seconds);
char *rushes_format_percent     (guint       percent);
char *rushes_format_dimension   (guint       width,
                                 guint       height);
char *rushes_format_when        (GDateTime  *then,
                                 GDateTime  *now);
char *rushes_format_isolate     (const char *text);
char *rushes_format_isolate_ltr (const char *text);
char *rushes_format_excerpt     (const char *text,
                                 gsize       max_bytes);

G_END_DECLS
