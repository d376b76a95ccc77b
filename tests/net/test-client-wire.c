/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-client.h"

#include "fault-server.h"
#include "fetching.h"
#include "making.h"
#include "rushes-error.h"

#include <string.h>
#include <sys/resource.h>

#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"
#define TOKEN "user:1234-aB3dE5gH7jK9mN1pQ3sT5v"
#define OK "HTTP/1.1 200 OK\r\n"
#define VIDEO "{\"id\":\"1\",\"status\":2}" /* 21 bytes */
#define CLOSE "Connection: close\r\n"

#define DEADLINE_MILLISECONDS 20000
#define SHORT_DEADLINE_MILLISECONDS 150
#define DRIP_MILLISECONDS 10
#define MAX_DRIPS 2000
#define MAX_GROWTH_KIB (64 * 1024)

/* One answer a path, written as it stands here. Which error it is differs among libsoups. */
#define GOOD (-1)
#define ANY_ERROR (-2)

static const struct
{
  const char *path;
  const char *bytes;
  gsize length; /* 0 for a text that ends at its NUL */
  int code;
} rows[] = {
  { "whole", OK "Content-Length: 21\r\n\r\n" VIDEO, 0, GOOD },
  { "B1-short", OK "Content-Length: 1000\r\n\r\n" VIDEO, 0, RUSHES_ERROR_TRUNCATED },
  { "B1-one-byte", OK "Content-Length: 22\r\n\r\n" VIDEO, 0, RUSHES_ERROR_TRUNCATED },
  { "B2-none", OK "Content-Length: 1000\r\n\r\n", 0, RUSHES_ERROR_TRUNCATED },
  { "B2-error-none", "HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\n", 0,
    RUSHES_ERROR_TRUNCATED },
  { "B3-longer", OK "Content-Length: 21\r\n\r\n" VIDEO "{\"status\":5}" OK
    "Content-Length: 12\r\n\r\n{\"status\":5}", 0, GOOD },
  { "B5-in-chunk", OK "Transfer-Encoding: chunked\r\n\r\n1f4\r\n" VIDEO, 0,
    RUSHES_ERROR_TRUNCATED },
  { "B5-in-second-chunk", OK "Transfer-Encoding: chunked\r\n\r\n15\r\n" VIDEO "\r\n1f4\r\n  ", 0,
    RUSHES_ERROR_TRUNCATED },
  { "B5-whole", OK "Transfer-Encoding: chunked\r\n\r\n15\r\n" VIDEO "\r\n0\r\n\r\n", 0, GOOD },
  { "B5-no-size", OK "Transfer-Encoding: chunked\r\n\r\n", 0, ANY_ERROR },
  { "B6-close", OK CLOSE "\r\n" VIDEO, 0, GOOD },
  { "B6-cut", OK CLOSE "\r\n{\"id\":\"1\",\"sta", 0, RUSHES_ERROR_BAD_ANSWER },
  { "B6-empty", OK CLOSE "\r\n", 0, RUSHES_ERROR_BAD_ANSWER },
  { "B7-negative", OK "Content-Length: -1\r\n" CLOSE "\r\n{\"id\":", 0, ANY_ERROR },
  { "B7-garbage", OK "Content-Length: 10abc\r\n" CLOSE "\r\n{\"id\":", 0, ANY_ERROR },
  { "B7-too-large", OK "Content-Length: 99999999999999999999999\r\n\r\n" VIDEO, 0, ANY_ERROR },
  { "B7-two", OK "Content-Length: 10\r\nContent-Length: 20\r\n\r\n" VIDEO, 0, ANY_ERROR },
  { "B8-both", OK "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n" VIDEO
    "\r\n0\r\n\r\n", 0, GOOD },
  { "B9-nothing", "", 0, RUSHES_ERROR_DISCONNECTED },
  { "B9-half-a-line", "HTTP/1.1 20", 0, RUSHES_ERROR_DISCONNECTED },
  { "B9-ssh", "SSH-2.0-OpenSSH_9.2p1\r\n", 0, RUSHES_ERROR_DISCONNECTED },
  { "B9-binary", "\x7f\x45\x4c\x46\0\0\0\0\r\n\r\n", 12, RUSHES_ERROR_DISCONNECTED },
  { "B9-text", "hello", 0, RUSHES_ERROR_DISCONNECTED },
  { "B10-204", "HTTP/1.1 204 No Content\r\n\r\n", 0, RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-206", "HTTP/1.1 206 Partial Content\r\nContent-Length: 21\r\n\r\n" VIDEO, 0,
    RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-304", "HTTP/1.1 304 Not Modified\r\n\r\n", 0, RUSHES_ERROR_REDIRECTED },
  { "B10-999", "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n", 0,
    RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-interim", "HTTP/1.1 103 Early Hints\r\n\r\n" OK "Content-Length: 21\r\n\r\n" VIDEO, 0,
    GOOD },
  { "B11-not-utf-8", "HTTP/1.1 429 \xff\xfe\r\nRetry-After: \xff\xfe\r\nX-Other: \xc3\x28\r\n"
    "Content-Length: 15\r\n\r\n{\"error\":\"now\"}", 0, RUSHES_ERROR_RATE_LIMITED },
  { "C2-corrupt", OK "Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\x1f\x8b\x08nonsens", 0,
    RUSHES_ERROR_ENCODED },
  { "C2-not-gzip", OK "Content-Encoding: gzip\r\nContent-Length: 21\r\n\r\n" VIDEO, 0,
    RUSHES_ERROR_ENCODED },
  { "C4-br", OK "Content-Encoding: br\r\nContent-Length: 21\r\n\r\n" VIDEO, 0,
    RUSHES_ERROR_ENCODED },
  { "C4-zstd", OK "content-encoding: ZSTD\r\nContent-Length: 21\r\n\r\n" VIDEO, 0,
    RUSHES_ERROR_ENCODED },
  { "C4-identity", OK "Content-Encoding: identity\r\nContent-Length: 21\r\n\r\n" VIDEO, 0, GOOD },
  { "A9-basic", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"a\"\r\n"
    "Content-Length: 0\r\n\r\n", 0, RUSHES_ERROR_UNAUTHORIZED },
  { "A9-basic-bare", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", 0,
    RUSHES_ERROR_UNAUTHORIZED },
  { "A9-digest", "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\", "
    "qop=\"auth\"\r\nContent-Length: 0\r\n\r\n", 0, RUSHES_ERROR_UNAUTHORIZED },
  { "A9-digest-bare", "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\r\n"
    "Content-Length: 0\r\n\r\n", 0, RUSHES_ERROR_UNAUTHORIZED },
  { "A9-ntlm", "HTTP/1.1 401 No\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n", 0,
    RUSHES_ERROR_UNAUTHORIZED },
  { "A9-negotiate", "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\n"
    "Content-Length: 0\r\n\r\n", 0, RUSHES_ERROR_UNAUTHORIZED },
  { "A9-empty", "HTTP/1.1 401 No\r\nWWW-Authenticate:\r\nContent-Length: 0\r\n\r\n", 0,
    RUSHES_ERROR_UNAUTHORIZED },
  { "A10-cookie", OK "Set-Cookie: a=b; Path=/\r\nContent-Length: 21\r\n\r\n" VIDEO, 0, GOOD },
};

static void
drip (FaultExchange *exchange,
      const char    *unit)
{
  for (guint i = 0; i < MAX_DRIPS && fault_exchange_hold (exchange, DRIP_MILLISECONDS); i++)
    fault_exchange_say (exchange, "%s", unit);
}

static void
repeat (FaultExchange *exchange,
        const char    *unit,
        gsize          n_bytes)
{
  GString *text = g_string_new (NULL);

  while (text->len < n_bytes)
    g_string_append (text, unit);
  fault_exchange_send (exchange, text->str, n_bytes);
  g_string_free (text, TRUE);
}

static GBytes *
compress_zeros (gsize length)
{
  g_autoptr(GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) result = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (result, G_CONVERTER (gzip));
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  for (gsize done = 0; done < length; done += 1024 * 1024)
    g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (result));
}

static void
send_bomb (FaultExchange *exchange)
{
  g_autoptr(GBytes) bomb = compress_zeros (128 * 1024 * 1024);
  gsize length;
  gconstpointer data = g_bytes_get_data (bomb, &length);

  fault_exchange_say (exchange, OK "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", length);
  fault_exchange_send (exchange, data, length);
}

static void
send_long_video (FaultExchange *exchange)
{
  g_autofree char *prompt = g_strnfill (900 * 1000, 'x');

  fault_exchange_say (exchange, OK CLOSE "\r\n{\"status\":2,\"desc\":\"%s\"}", prompt);
}

/* What has no end, or too much of it. */
static gboolean
reply_at_length (FaultExchange *exchange)
{
  if (g_str_equal (exchange->path, "B12-endless"))
    fault_exchange_say (exchange, OK CLOSE "\r\n"), repeat (exchange, " ", 16 * 1024 * 1024);
  else if (g_str_equal (exchange->path, "B12-announced"))
    fault_exchange_say (exchange, OK "Content-Length: 1048577\r\n\r\n");
  else if (g_str_equal (exchange->path, "B12-error"))
    fault_exchange_say (exchange, "HTTP/1.1 502 Bad\r\n" CLOSE "\r\n"),
      repeat (exchange, "<html>", 16 * 1024 * 1024);
  else if (g_str_equal (exchange->path, "D10-arrays"))
    fault_exchange_say (exchange, OK CLOSE "\r\n["), repeat (exchange, "[],", 4 * 1024 * 1024);
  else if (g_str_equal (exchange->path, "B14-body"))
    fault_exchange_say (exchange, OK CLOSE "\r\n"), drip (exchange, " ");
  else if (g_str_equal (exchange->path, "B14-headers"))
    fault_exchange_say (exchange, OK), drip (exchange, "X-Other: a\r\n");
  else if (g_str_equal (exchange->path, "B14-status"))
    drip (exchange, "H");
  else if (g_str_equal (exchange->path, "C1-bomb"))
    send_bomb (exchange);
  else if (g_str_equal (exchange->path, "long"))
    send_long_video (exchange);
  else
    return FALSE;

  return TRUE;
}

/* In the server's thread. */
void
fault_exchange_reply (FaultExchange *exchange)
{
  if (reply_at_length (exchange))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (exchange->path, rows[i].path))
      fault_exchange_send (exchange, rows[i].bytes,
                           rows[i].length != 0 ? rows[i].length : strlen (rows[i].bytes));
}

typedef struct
{
  FaultServer *server;
  RushesClient *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = fault_server_new ("127.0.0.1");
  fixture->client = rushes_client_new (NULL);
  rushes_client_set_token (fixture->client, TOKEN);
  rushes_client_set_deadline (fixture->client, DEADLINE_MILLISECONDS);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->client);
  fault_server_free (fixture->server);
}

static RushesVideo *
fetch (Fixture     *fixture,
       const char  *path,
       GError     **error)
{
  g_autofree char *segment = g_strconcat ("/", path, NULL);
  g_autofree char *url = fault_server_get_uri (fixture->server, segment);

  rushes_client_set_api_url (fixture->client, url);

  return fetching_run (fixture->client, ID, error);
}

static guint
count_requests (Fixture *fixture)
{
  g_auto(GStrv) heads = fault_server_dup_heads (fixture->server);

  return g_strv_length (heads);
}

/* One question, and whatever came before it, the next good answer is taken. */
static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) video = fetch (fixture, rows[i].path, &error);
  g_autoptr(RushesVideo) next = NULL;

  g_assert_cmpuint (count_requests (fixture), ==, 1);
  if (rows[i].code == GOOD)
    {
      g_assert_no_error (error);
      g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
    }
  else if (rows[i].code == ANY_ERROR)
    g_assert_true (error != NULL && error->domain == RUSHES_ERROR);
  else
    g_assert_error (error, RUSHES_ERROR, rows[i].code);

  next = fetch (fixture, "whole", NULL);
  g_assert_nonnull (next);
}

/* A10, and what every request says of us. */
static void
test_requests (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(GStrv) heads = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(RushesVideo) video = fetch (fixture, "A10-cookie", NULL);

      g_assert_nonnull (video);
    }

  heads = fault_server_dup_heads (fixture->server);
  for (guint i = 0; heads[i] != NULL; i++)
    {
      g_assert_true (g_str_has_prefix (heads[i], "GET /A10-cookie/videos/" ID " HTTP/1.1\r\n"));
      g_assert_null (strstr (heads[i], "Cookie"));
      g_assert_null (strstr (heads[i], "Accept-Language"));
      g_assert_nonnull (strstr (heads[i], "\r\nAuthorization: Bearer " TOKEN "\r\n"));
      g_assert_nonnull (strstr (heads[i], "\r\nAccept: application/json\r\n"));
    }
}

static const struct
{
  const char *path;
  RushesError code;
} long_rows[] = {
  { "C1-bomb", RUSHES_ERROR_ENCODED },
  { "B12-endless", RUSHES_ERROR_TOO_LARGE },
  { "B12-announced", RUSHES_ERROR_TOO_LARGE },
  { "B12-error", RUSHES_ERROR_TOO_LARGE },
  { "D10-arrays", RUSHES_ERROR_TOO_LARGE },
};

static glong
get_peak_kib (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);

  return usage.ru_maxrss;
}

/* What the server holds in this process, some 20 MB, is counted too. */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (long_rows); i++)
    {
      g_autoptr(GError) error = NULL;
      glong peak = get_peak_kib ();

      g_test_message ("%s", long_rows[i].path);
      g_assert_null (fetch (fixture, long_rows[i].path, &error));
      g_assert_error (error, RUSHES_ERROR, (int) long_rows[i].code);
      g_assert_cmpint (get_peak_kib () - peak, <, MAX_GROWTH_KIB);
    }
}

/* B14: each byte comes in time, the whole never. */
static void
test_drip (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const paths[] = { "B14-body", "B14-headers", "B14-status" };

  rushes_client_set_deadline (fixture->client, SHORT_DEADLINE_MILLISECONDS);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", paths[i]);
      g_assert_null (fetch (fixture, paths[i], &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT);
    }
}

/* Cancelled in the middle of a body that goes on. */
static void
test_cancel_body (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *url = fault_server_get_uri (fixture->server, "/B14-body");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Fetching) fetching = { FALSE };

  rushes_client_set_api_url (fixture->client, url);
  fetching_begin (&fetching, fixture->client, ID, cancellable);
  while (count_requests (fixture) == 0)
    g_main_context_iteration (NULL, FALSE);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  fetching_wait (&fetching);

  g_assert_error (fetching.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_off_main_loop (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  RushesVideo *video;

  making_watch (RUSHES_TYPE_VIDEO);
  video = fetch (fixture, "long", &error);

  g_assert_true (making_was_elsewhere ());
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (rushes_video_get_prompt (video)), ==, 900 * 1000);
  g_assert_finalize_object (video);
}

/* B13: the caller need not wait for a thread that still reads. */
static void
test_cancel_parsing (Fixture       *fixture,
                     gconstpointer  data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *url = fault_server_get_uri (fixture->server, "/long");
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_auto(Fetching) fetching = { FALSE };

      rushes_client_set_api_url (fixture->client, url);
      fetching_begin (&fetching, fixture->client, ID, cancellable);
      for (guint j = 0; j < 2 * i && !fetching.done; j++)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (cancellable);
      fetching_wait (&fetching);

      if (fetching.error != NULL)
        g_assert_error (fetching.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
add_test (const char *path,
          void      (*test) (Fixture       *fixture,
                             gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strconcat ("/client-wire/", rows[i].path, NULL);

      g_test_add (name, Fixture, GSIZE_TO_POINTER (i), set_up, test_row, tear_down);
    }
  add_test ("/client-wire/A10-requests", test_requests);
  add_test ("/client-wire/B12-C1-D10-long", test_long);
  add_test ("/client-wire/B14-drip", test_drip);
  add_test ("/client-wire/B14-cancel-body", test_cancel_body);
  add_test ("/client-wire/off-main-loop", test_off_main_loop);
  add_test ("/client-wire/cancel-parsing", test_cancel_parsing);

  return g_test_run ();
}
