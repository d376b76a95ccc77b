/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-range.h"

G_BEGIN_DECLS

/**
 * RUSHES_RESUME_OVERLAP:
 *
 * How many bytes that are there already are asked for again and compared before anything is
 * appended (LIBRARIES.md, "Downloads").
 */
#define RUSHES_RESUME_OVERLAP (64 * 1024)

/**
 * RushesResumeReply:
 * @status: the status of the answer
 * @have: how many bytes are there already
 * @total: how long the file was when they came, or -1
 * @from: the first byte that was asked for; 0 when the whole file was
 * @range: what `Content-Range` says
 * @length: how many bytes of body are announced, or -1
 * @same_etag: whether the answer carries the very validator that was asked with
 *
 * All that counts in an answer about a file, beside what is known of it.
 */
typedef struct
{
  guint status;
  gint64 have;
  gint64 total;
  gint64 from;
  RushesRange range;
  gint64 length;
  gboolean same_etag;
} RushesResumeReply;

/**
 * RushesResume:
 * @RUSHES_RESUME_REWRITE: the body is the whole file: take it in place of what is there
 * @RUSHES_RESUME_APPEND: the body is the rest of the file: compare the overlap, then append
 * @RUSHES_RESUME_COMPLETE: what is there is the whole file
 * @RUSHES_RESUME_ASK_ANEW: what is there is of no use: ask for the whole file
 * @RUSHES_RESUME_FAIL: the answer is no file; see [func@error_from_media_status]
 *
 * What an answer means for what is there already.
 */
typedef enum
{
  RUSHES_RESUME_REWRITE,
  RUSHES_RESUME_APPEND,
  RUSHES_RESUME_COMPLETE,
  RUSHES_RESUME_ASK_ANEW,
  RUSHES_RESUME_FAIL,
} RushesResume;

gint64       rushes_resume_get_start    (gint64                   have,
                                         gint64                   total,
                                         const char              *etag);
void         rushes_resume_read_headers (RushesResumeReply       *reply,
                                         SoupMessageHeaders      *headers,
                                         const char              *etag);
RushesResume rushes_resume_decide       (const RushesResumeReply *reply);

G_END_DECLS
