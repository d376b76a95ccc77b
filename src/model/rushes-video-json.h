/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesFault:
 * @text: (nullable): the server's words, cut and safe to show
 * @code: the number it gives, or 0
 * @retry_at: (nullable): when it says to ask again
 *
 * What the body of an error answer says (API.md, "Errors").
 */
typedef struct
{
  char *text;
  int code;
  GDateTime *retry_at;
} RushesFault;

void         rushes_fault_free        (RushesFault  *fault);
RushesFault *rushes_fault_read_json   (GBytes       *body);
RushesVideo *rushes_video_read_json   (const char   *video_id,
                                       GBytes       *body,
                                       GError      **error);
char        *rushes_video_format_json (GBytes       *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesFault, rushes_fault_free)

G_END_DECLS
