/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RUSHES_REPLY_MAX_BYTES:
 *
 * How long an answer of the API may be, in bytes (DESIGN §7).
 */
#define RUSHES_REPLY_MAX_BYTES (1024 * 1024)

/**
 * RushesReply:
 * @status: the HTTP status
 * @encoding: (nullable): the header `Content-Encoding`
 * @retry_after: (nullable): the header `Retry-After`
 * @body: the whole body
 *
 * What came back from the API, as far as it has a meaning.
 */
typedef struct
{
  guint status;
  const char *encoding;
  const char *retry_after;
  GBytes *body;
} RushesReply;

RushesVideo *rushes_reply_read_video   (const RushesReply  *reply,
                                        const char         *video_id,
                                        GDateTime          *now,
                                        GError            **error);
gboolean     rushes_reply_read_account (const RushesReply  *reply,
                                        GDateTime          *now,
                                        GError            **error);
gint64       rushes_reply_parse_wait   (const char         *retry_after,
                                        GDateTime          *now);

G_END_DECLS
