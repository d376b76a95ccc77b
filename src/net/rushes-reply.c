/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-reply.h"

#include "rushes-error.h"
#include "rushes-json-syntax.h"
#include "rushes-video-json.h"

#include <libsoup/soup.h>
#include <string.h>

/* A server that asks for ten years gets an hour (FAULTS B18). */
#define MAX_WAIT_SECONDS 3600
#define MIN_WAIT_SECONDS 1

/* What an error says is a sentence; a longer body is a page, and reading it would take a frame. */
#define FAULT_MAX_BYTES (64 * 1024)

static gint64
bound_wait (GTimeSpan microseconds)
{
  gint64 seconds = (microseconds + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;

  return CLAMP (seconds, MIN_WAIT_SECONDS, MAX_WAIT_SECONDS);
}

/**
 * rushes_reply_parse_wait:
 * @retry_after: (nullable): the header `Retry-After`
 * @now: the present time
 *
 * Reads how long the server asks to wait: seconds, or a date (RFC 9110, 10.2.3).
 *
 * Returns: 1 to 3,600 seconds, or -1 when the header is absent or has neither form
 */
gint64
rushes_reply_parse_wait (const char *retry_after,
                         GDateTime  *now)
{
  g_autoptr(GDateTime) date = NULL;
  gint64 seconds;

  if (retry_after == NULL || *retry_after == '\0')
    return -1;

  if (g_ascii_string_to_signed (retry_after, 10, 0, G_MAXINT32, &seconds, NULL))
    return CLAMP (seconds, MIN_WAIT_SECONDS, MAX_WAIT_SECONDS);
  if (g_ascii_isdigit (*retry_after))
    return retry_after[strspn (retry_after, G_CSET_DIGITS)] == '\0' ? MAX_WAIT_SECONDS : -1;

  date = soup_date_time_new_from_http_string (retry_after);

  return date != NULL ? bound_wait (g_date_time_difference (date, now)) : -1;
}

static gboolean
is_encoded (const RushesReply *reply)
{
  return reply->encoding != NULL && g_ascii_strcasecmp (reply->encoding, "identity") != 0;
}

static void
set_error (const RushesReply  *reply,
           GDateTime          *now,
           GError            **error)
{
  g_autoptr(RushesFault) fault = NULL;
  gint64 wait = rushes_reply_parse_wait (reply->retry_after, now);
  GError *made;

  if (!is_encoded (reply) && g_bytes_get_size (reply->body) <= FAULT_MAX_BYTES)
    fault = rushes_fault_read_json (reply->body);

  made = g_error_new_literal (RUSHES_ERROR, rushes_error_from_status (reply->status),
                              fault != NULL && fault->text != NULL ? fault->text : "");
  if (wait < 0 && fault != NULL && fault->retry_at != NULL)
    wait = bound_wait (g_date_time_difference (fault->retry_at, now));
  rushes_error_set_retry_after (made, wait);
  g_propagate_error (error, made);
}

/* Only a plain 200 is success. What a page of a gateway is packed in does not hide its status. */
static gboolean
check (const RushesReply  *reply,
       GDateTime          *now,
       GError            **error)
{
  if (reply->status != 200)
    {
      set_error (reply, now, error);
      return FALSE;
    }

  if (is_encoded (reply))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_ENCODED, "");
      return FALSE;
    }

  return TRUE;
}

/**
 * rushes_reply_read_video:
 * @reply: what came back
 * @video_id: the ID that was asked about
 * @now: the present time
 * @error: return location for an error
 *
 * Tells what an answer about a video means (API.md, "Answer" and "Errors"). The message of an
 * error is the server's text, cut and safe to show, or empty.
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): the video, or %NULL with an error of %RUSHES_ERROR
 */
RushesVideo *
rushes_reply_read_video (const RushesReply  *reply,
                         const char         *video_id,
                         GDateTime          *now,
                         GError            **error)
{
  RushesVideo *video;

  if (!check (reply, now, error))
    return NULL;

  video = rushes_video_read_json (video_id, reply->body, error);
  if (video != NULL)
    rushes_video_set_asked_at (video, now);

  return video;
}

/**
 * rushes_reply_read_account:
 * @reply: what came back
 * @now: the present time
 * @error: return location for an error
 *
 * Tells what an answer about the account means: whether the token is good. A page where JSON is
 * due comes from somebody else, and says nothing of the token.
 *
 * Returns: %TRUE when the token is good, else %FALSE with an error of %RUSHES_ERROR
 */
gboolean
rushes_reply_read_account (const RushesReply  *reply,
                           GDateTime          *now,
                           GError            **error)
{
  gsize length;
  const char *text;

  if (!check (reply, now, error))
    return FALSE;

  text = g_bytes_get_data (reply->body, &length);

  return rushes_json_syntax_check (text, length, error);
}
