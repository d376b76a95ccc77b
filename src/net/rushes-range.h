/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * RushesRange:
 * @start: the first byte, or -1 when none is named
 * @end: the last byte, or -1 when none is named
 * @total: the length of the whole file, or -1 when it is not said
 *
 * What a `Content-Range` says.
 */
typedef struct
{
  gint64 start;
  gint64 end;
  gint64 total;
} RushesRange;

SoupMessage *rushes_range_request_new       (const char         *uri,
                                             guint64             from,
                                             const char         *etag);
gboolean     rushes_range_read              (const char         *content_range,
                                             RushesRange        *range);
gint64       rushes_range_read_length       (const char         *content_length);
gint64       rushes_range_get_length        (SoupMessageHeaders *headers);
gboolean     rushes_range_is_strong         (const char         *etag);

G_END_DECLS
