/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-error.h"
#include "rushes-link.h"
#include "rushes-reply.h"
#include "rushes-resume.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_BYTES (64 * 1024)
#define ASKED "https://cdn.example.com/path/video.mp4?sign=a%2Fb"

/* Never splice two files: every number and the validator must be the ones that are known. */
static void
assert_append (const RushesResumeReply *reply,
               const char              *etag)
{
  g_assert_cmpuint (reply->status, ==, 206);
  g_assert_true (reply->same_etag);
  g_assert_true (rushes_range_is_strong (etag));
  g_assert_cmpint (reply->from, >, 0);
  g_assert_cmpint (reply->from, <, reply->have);
  g_assert_cmpint (reply->have, <=, reply->total);
  g_assert_cmpint (reply->range.start, ==, reply->from);
  g_assert_cmpint (reply->range.end, ==, reply->total - 1);
  g_assert_cmpint (reply->range.total, ==, reply->total);
  g_assert_true (reply->length == -1 || reply->length == reply->total - reply->from);
}

static void
assert_decision (const RushesResumeReply *reply,
                 const char              *etag)
{
  switch (rushes_resume_decide (reply))
    {
    case RUSHES_RESUME_APPEND:
      assert_append (reply, etag);
      break;
    case RUSHES_RESUME_COMPLETE:
      g_assert_cmpuint (reply->status, ==, 416);
      g_assert_true (reply->same_etag);
      g_assert_cmpint (reply->have, ==, reply->total);
      g_assert_cmpint (reply->have, >, 0);
      break;
    case RUSHES_RESUME_REWRITE:
      g_assert_true (reply->status == 200 || (reply->status == 206 && reply->range.start == 0));
      break;
    case RUSHES_RESUME_ASK_ANEW: /* only once, as the next question is for the whole */
      g_assert_cmpint (reply->from, >, 0);
      break;
    case RUSHES_RESUME_FAIL:
      g_assert_cmpint (rushes_error_from_media_status (reply->status), <, RUSHES_N_ERRORS);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* What is read, written down and read again is the same. */
static void
assert_range (const RushesRange *range)
{
  g_autofree char *start = NULL;
  g_autofree char *total = NULL;
  g_autofree char *text = NULL;
  RushesRange again;

  if (range->start < 0 && range->total < 0)
    return;

  start = range->start < 0 ? g_strdup ("*")
                           : g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                                              range->start, range->end);
  total = range->total < 0 ? g_strdup ("*") : g_strdup_printf ("%" G_GINT64_FORMAT, range->total);
  text = g_strdup_printf ("bytes %s/%s", start, total);
  g_assert_true (rushes_range_read (text, &again));
  g_assert_cmpint (again.start, ==, range->start);
  g_assert_cmpint (again.end, ==, range->end);
  g_assert_cmpint (again.total, ==, range->total);
}

/* FAULTS A3, A6, A8: a redirect leads to another https host, or nowhere. */
static void
assert_redirect (const char *location)
{
  g_autofree char *uri = rushes_link_resolve_redirect (ASKED, location, FALSE, NULL);
  g_autoptr(GUri) parsed = NULL;
  g_autoptr(SoupMessage) message = NULL;

  if (uri == NULL)
    return;

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  g_assert_nonnull (parsed);
  g_assert_cmpstr (g_uri_get_scheme (parsed), ==, "https");
  g_assert_null (g_uri_get_userinfo (parsed));
  message = rushes_range_request_new (uri, 0, NULL);
  g_assert_nonnull (message);
}

static void
assert_wait (const char *retry_after)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (1750000000);
  gint64 wait = rushes_reply_parse_wait (retry_after, now);

  g_assert_true (wait == -1 || (wait >= 1 && wait <= 3600));
}

/* The first line is what is known of the file, "HAVE TOTAL ETAG"; then comes the answer's head. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = fuzz_input_new (data, size);
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autofree char *known = fuzz_input_take_text (&input, '\n');
  g_autofree char *head = g_strndup (input.p, input.end - input.p);
  FuzzInput words = { known, known + strlen (known) };
  RushesResumeReply reply = { 0 };
  g_autofree char *etag = NULL;

  if (size > MAX_BYTES)
    return -1;

  reply.have = MAX (fuzz_input_take_int (&words), 0);
  reply.total = fuzz_input_take_int (&words);
  etag = fuzz_input_take_text (&words, '\n');
  reply.from = rushes_resume_get_start (reply.have, reply.total, etag);
  g_assert_cmpint (reply.from, >=, 0);
  if (!soup_headers_parse_response (head, strlen (head), headers, NULL, &reply.status, NULL))
    return 0;

  rushes_resume_read_headers (&reply, headers, etag);
  g_assert_cmpint (reply.length, >=, -1);
  assert_range (&reply.range);
  assert_decision (&reply, etag);
  assert_redirect (soup_message_headers_get_one (headers, "Location"));
  assert_wait (soup_message_headers_get_one (headers, "Retry-After"));

  return 0;
}
