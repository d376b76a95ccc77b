/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-resume.h"

/**
 * rushes_resume_get_start:
 * @have: how many bytes are there already
 * @total: how long the file was when they came, or -1
 * @etag: (nullable): the validator that came with them
 *
 * Tells from which byte to ask. Nothing is gone on from without a strong validator and a proven
 * total (FAULTS F7), nor with so few bytes that comparing them costs as much as fetching them.
 *
 * Returns: the first byte to ask for; 0 to ask for the whole file
 */
gint64
rushes_resume_get_start (gint64      have,
                         gint64      total,
                         const char *etag)
{
  if (!rushes_range_is_strong (etag) || total <= 0 || have > total || have <= RUSHES_RESUME_OVERLAP)
    return 0;

  return have - RUSHES_RESUME_OVERLAP;
}

/**
 * rushes_resume_read_headers:
 * @reply: gets what they say
 * @headers: the headers of an answer
 * @etag: (nullable): the validator that was asked with
 *
 * Reads what the headers of an answer say of the file: how long the body is, which bytes it has,
 * and whether it is the file that @etag belongs to.
 */
void
rushes_resume_read_headers (RushesResumeReply  *reply,
                            SoupMessageHeaders *headers,
                            const char         *etag)
{
  reply->length = rushes_range_get_length (headers);
  reply->same_etag =
    etag != NULL && g_strcmp0 (etag, soup_message_headers_get_one (headers, "ETag")) == 0;
  rushes_range_read (soup_message_headers_get_one (headers, "Content-Range"), &reply->range);
}

static gboolean
is_whole_file (const RushesResumeReply *reply)
{
  return reply->range.start == 0 && reply->range.total > 0 &&
         reply->range.end == reply->range.total - 1 &&
         (reply->length < 0 || reply->length == reply->range.total);
}

static gboolean
is_rest_of_same (const RushesResumeReply *reply)
{
  gint64 rest = reply->total - reply->from;

  return reply->same_etag && reply->range.start == reply->from &&
         reply->range.total == reply->total && reply->range.end == reply->total - 1 &&
         (reply->length < 0 || reply->length == rest);
}

/**
 * rushes_resume_decide:
 * @reply: an answer, and what is known of the file
 *
 * Decides what to do with an answer (EXAMPLES.md, 13; FAULTS F3 to F10). libsoup checks nothing of
 * it. Bytes are only ever appended when start, end, total and validator all equal what is known; a
 * 206 or 416 that nobody asked for is an error, so asking anew cannot go in a circle.
 *
 * Returns: what to do
 */
RushesResume
rushes_resume_decide (const RushesResumeReply *reply)
{
  if (reply->status == 200)
    return RUSHES_RESUME_REWRITE;

  if (reply->from <= 0)
    return RUSHES_RESUME_FAIL;

  if (reply->status == 206 && is_rest_of_same (reply))
    return RUSHES_RESUME_APPEND;

  if (reply->status == 206 && is_whole_file (reply))
    return RUSHES_RESUME_REWRITE;

  if (reply->status == 416 && reply->same_etag && reply->range.total == reply->have &&
      reply->total == reply->have)
    return RUSHES_RESUME_COMPLETE;

  if (reply->status == 206 || reply->status == 416)
    return RUSHES_RESUME_ASK_ANEW;

  return RUSHES_RESUME_FAIL;
}
