/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-reply.h"

#include "rushes-error.h"

#include <string.h>

#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"
#define HTML "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"

static GDateTime *
make_now (void)
{
  return g_date_time_new_utc (2026, 1, 1, 0, 0, 0);
}

static RushesReply
make_reply (guint       status,
            const char *encoding,
            const char *retry_after,
            const char *body)
{
  RushesReply reply = { status, encoding, retry_after, g_bytes_new (body, strlen (body)) };

  return reply;
}

/* @text: the message of the error, which is the server's text or nothing. */
static void
check_error (const RushesReply *reply,
             RushesError        code,
             const char        *text,
             gint64             wait)
{
  g_autoptr(GDateTime) now = make_now ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) account_error = NULL;

  g_assert_null (rushes_reply_read_video (reply, ID, now, &error));
  g_assert_error (error, RUSHES_ERROR, (int) code);
  if (text != NULL)
    g_assert_cmpstr (error->message, ==, text);
  g_assert_cmpint (rushes_error_get_retry_after (error), ==, wait);

  if (reply->status == 200)
    return;

  g_assert_false (rushes_reply_read_account (reply, now, &account_error));
  g_assert_error (account_error, RUSHES_ERROR, (int) code);
}

/* Every status of API.md, "Errors", and some that nobody names. */
static const struct
{
  guint status;
  RushesError code;
} status_rows[] = {
  { 400, RUSHES_ERROR_BAD_REQUEST },
  { 401, RUSHES_ERROR_UNAUTHORIZED },
  { 402, RUSHES_ERROR_NO_SUBSCRIPTION },
  { 403, RUSHES_ERROR_FORBIDDEN },
  { 404, RUSHES_ERROR_NOT_FOUND },
  { 410, RUSHES_ERROR_GONE },
  { 422, RUSHES_ERROR_BAD_REQUEST },
  { 429, RUSHES_ERROR_RATE_LIMITED },
  { 500, RUSHES_ERROR_SERVER },
  { 502, RUSHES_ERROR_BAD_GATEWAY },
  { 503, RUSHES_ERROR_UNAVAILABLE },
  { 504, RUSHES_ERROR_GATEWAY_TIMEOUT },
  { 596, RUSHES_ERROR_ACCOUNT },
  { 301, RUSHES_ERROR_REDIRECTED },
  { 302, RUSHES_ERROR_REDIRECTED },
  { 303, RUSHES_ERROR_REDIRECTED },
  { 307, RUSHES_ERROR_REDIRECTED },
  { 308, RUSHES_ERROR_REDIRECTED },
  { 0, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 100, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 201, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 204, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 206, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 418, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 999, RUSHES_ERROR_UNEXPECTED_STATUS },
};

/* FAULTS B19: the status decides, whatever the body; only words of JSON are the server's text. */
static const struct
{
  const char *name;
  const char *body;
  const char *text;
} body_rows[] = {
  { "text and code", "{\"error\":\"Words.\",\"code\":404}", "Words." },
  { "text", "{\"error\":\"Words.\"}", "Words." },
  { "object", "{\"error\":{\"code\":404,\"message\":\"Words.\",\"status\":\"S\"}}", "Words." },
  { "null", "{\"error\":null}", "" },
  { "good video", "{\"id\":\"1\",\"status\":2}", "" },
  { "plain text", "Words.", "" },
  { "HTML", HTML, "" },
  { "nothing", "", "" },
  { "cut", "{\"error\":\"Wor", "" },
  { "array", "[\"error\"]", "" },
};

static void
test_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_rows); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (body_rows); j++)
      {
        RushesReply reply = make_reply (status_rows[i].status, NULL, NULL, body_rows[j].body);
        g_autoptr(GBytes) body = reply.body;

        g_test_message ("%u, %s", status_rows[i].status, body_rows[j].name);
        check_error (&reply, status_rows[i].code, body_rows[j].text, -1);
      }
}

static const struct
{
  const char *name;
  guint status;
  const char *body;
  RushesError code;
} ok_rows[] = {
  { "HTML", 200, HTML, RUSHES_ERROR_BAD_ANSWER },
  { "nothing", 200, "", RUSHES_ERROR_BAD_ANSWER },
  { "array", 200, "[{\"id\":\"1\",\"status\":2}]", RUSHES_ERROR_BAD_ANSWER },
  { "error in it", 200, "{\"error\":\"Unauthorized\",\"code\":401}", RUSHES_ERROR_UNAUTHORIZED },
};

static void
test_bad_ok (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ok_rows); i++)
    {
      RushesReply reply = make_reply (200, NULL, NULL, ok_rows[i].body);
      g_autoptr(GBytes) body = reply.body;

      g_test_message ("%s", ok_rows[i].name);
      check_error (&reply, ok_rows[i].code, NULL, -1);
    }
}

static void
test_good (void)
{
  static const char *const encodings[] = { NULL, "identity", "Identity" };

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      RushesReply reply = make_reply (200, encodings[i], "20", "{\"id\":\"1\",\"status\":2}");
      g_autoptr(GBytes) body = reply.body;
      g_autoptr(GDateTime) now = make_now ();
      g_autoptr(GError) error = NULL;
      RushesVideo *video = rushes_reply_read_video (&reply, ID, now, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rushes_video_get_video_id (video), ==, ID);
      g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
      g_assert_true (g_date_time_equal (rushes_video_get_asked_at (video), now));
      g_assert_true (rushes_video_get_answer (video) == body);
      g_assert_finalize_object (video);
    }
}

/* FAULTS C: nothing encoded is read; of an error the status is enough. */
static const struct
{
  const char *encoding;
  guint status;
  RushesError code;
} encoding_rows[] = {
  { "gzip", 200, RUSHES_ERROR_ENCODED },
  { "br", 200, RUSHES_ERROR_ENCODED },
  { "zstd", 200, RUSHES_ERROR_ENCODED },
  { "xyz", 200, RUSHES_ERROR_ENCODED },
  { "", 200, RUSHES_ERROR_ENCODED },
  { "identity, gzip", 200, RUSHES_ERROR_ENCODED },
  { "gzip", 401, RUSHES_ERROR_UNAUTHORIZED },
  { "br", 502, RUSHES_ERROR_BAD_GATEWAY },
};

static void
test_encoding (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (encoding_rows); i++)
    {
      RushesReply reply = make_reply (encoding_rows[i].status, encoding_rows[i].encoding, NULL,
                                      "{\"id\":\"1\",\"status\":2,\"error\":\"Words.\"}");
      g_autoptr(GBytes) body = reply.body;

      g_test_message ("C4 %u, %s", encoding_rows[i].status, encoding_rows[i].encoding);
      check_error (&reply, encoding_rows[i].code, "", -1);
    }
}

/* FAULTS B18; it is midnight of 1 January 2026, a Thursday. */
static const struct
{
  const char *header;
  gint64 want;
} wait_rows[] = {
  { NULL, -1 },
  { "", -1 },
  { "20", 20 },
  { "1", 1 },
  { "0", 1 },
  { "3600", 3600 },
  { "3601", 3600 },
  { "315360000", 3600 },
  { "2147483648", 3600 },
  { "18446744073709551615", 3600 },
  { "123456789012345678901234567890", 3600 },
  { "-5", -1 },
  { "+5", 5 },
  { "1.5", -1 },
  { "20 s", -1 },
  { "0x10", -1 },
  { "soon", -1 },
  { "NaN", -1 },
  { "2026-01-01T00:00:20Z", -1 },
  { "Thu, 01 Jan 2026 00:00:20 GMT", 20 },
  { "Thursday, 01-Jan-26 00:00:20 GMT", 20 },
  { "Thu Jan  1 00:00:20 2026", 20 },
  { "Wed, 31 Dec 2025 23:59:59 GMT", 1 },
  { "Thu, 01 Jan 1970 00:00:00 GMT", 1 },
  { "Thu, 01 Jan 2026 02:00:00 GMT", 3600 },
  { "Tue, 01 Jan 2036 00:00:00 GMT", 3600 },
  { "Thu, 31 Dec 9998 23:59:59 GMT", 3600 },
  { "Thu, 99 Jan 2026 99:99:99 GMT", -1 },
};

static void
test_wait (void)
{
  g_autoptr(GDateTime) now = make_now ();

  for (gsize i = 0; i < G_N_ELEMENTS (wait_rows); i++)
    {
      g_test_message ("%s", wait_rows[i].header);
      g_assert_cmpint (rushes_reply_parse_wait (wait_rows[i].header, now), ==, wait_rows[i].want);
    }
}

/* The wait reaches the error, from the header or else from the body. */
static const struct
{
  guint status;
  const char *header;
  const char *body;
  gint64 want;
} carried_rows[] = {
  { 429, "20", "{\"error\":\"a\"}", 20 },
  { 503, "20", HTML, 20 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":\"2026-01-01T00:00:30.000Z\"}", 30 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":\"2026-01-01T08:00:30+08:00\"}", 30 },
  { 429, "20", "{\"error\":\"a\",\"retryAfter\":\"2026-01-01T00:00:30.000Z\"}", 20 },
  { 429, "soon", "{\"error\":\"a\",\"retryAfter\":\"2026-01-01T00:00:30.000Z\"}", 30 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":\"2036-01-01T00:00:00.000Z\"}", 3600 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":\"2020-01-01T00:00:00.000Z\"}", 1 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":\"soon\"}", -1 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":20}", -1 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":\"\"}", -1 },
  { 429, NULL, "{\"error\":\"a\",\"retryAfter\":\"99999-01-01T00:00:00Z\"}", -1 },
  { 596, "60", "{\"error\":\"a\"}", 60 },
};

static void
test_carried (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (carried_rows); i++)
    {
      RushesReply reply = make_reply (carried_rows[i].status, NULL, carried_rows[i].header,
                                      carried_rows[i].body);
      g_autoptr(GBytes) body = reply.body;

      g_test_message ("%s, %s", carried_rows[i].header, carried_rows[i].body);
      check_error (&reply, rushes_error_from_status (carried_rows[i].status), NULL,
                   carried_rows[i].want);
    }
}

/* A page of a megabyte is not looked at for a sentence. */
static void
test_long_fault (void)
{
  g_autofree char *words = g_strnfill (RUSHES_REPLY_MAX_BYTES, 'x');
  g_autofree char *text = g_strdup_printf ("{\"error\":\"%s\"}", words);
  RushesReply reply = make_reply (400, NULL, NULL, text);
  g_autoptr(GBytes) body = reply.body;

  check_error (&reply, RUSHES_ERROR_BAD_REQUEST, "", -1);
}

static const struct
{
  const char *body;
  gboolean good;
} account_rows[] = {
  { "{\"email\":\"a@example.com\"}", TRUE },
  { "{}", TRUE },
  { "[]", TRUE },
  { "", FALSE },
  { HTML, FALSE },
  { "{\"email\":", FALSE },
};

/* A sign-in page of a hotel does not make a token good. */
static void
test_account (void)
{
  g_autoptr(GDateTime) now = make_now ();

  for (gsize i = 0; i < G_N_ELEMENTS (account_rows); i++)
    {
      RushesReply reply = make_reply (200, NULL, NULL, account_rows[i].body);
      g_autoptr(GBytes) body = reply.body;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", account_rows[i].body);
      g_assert_cmpint (rushes_reply_read_account (&reply, now, &error), ==, account_rows[i].good);
      if (!account_rows[i].good)
        g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_ANSWER);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reply/B19-status", test_status);
  g_test_add_func ("/reply/bad-ok", test_bad_ok);
  g_test_add_func ("/reply/good", test_good);
  g_test_add_func ("/reply/C4-encoding", test_encoding);
  g_test_add_func ("/reply/B18-wait", test_wait);
  g_test_add_func ("/reply/B18-carried", test_carried);
  g_test_add_func ("/reply/long-fault", test_long_fault);
  g_test_add_func ("/reply/account", test_account);

  return g_test_run ();
}
