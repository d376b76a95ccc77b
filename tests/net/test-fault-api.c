/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the API may answer, with the words that the user reads about it (FAULTS A to D). Rows of
 * framing stand in test-client-wire.c. The limits on memory and main loop come with the server. */
#include "rushes-client.h"

#include "fault-server.h"
#include "faulting.h"
#include "fetching.h"
#include "rushes-error.h"

#include <string.h>

#define TOKEN "user:1234-aB3dE5gH7jK9mN1pQ3sT5v"
#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"
#define DEADLINE_MILLISECONDS 20000
#define DEEP 100000
#define LONG_TEXT 1000000

#define OK "HTTP/1.1 200 OK\r\n"
#define VIDEO "{\"id\":\"1\",\"status\":2}"
#define MOVED(status, lines) "HTTP/1.1 " status " Moved\r\n" lines "Content-Length: 0\r\n\r\n"
#define CLOSE "Connection: close\r\n"
/* Up to the end of the connection: so no row has to count its bytes. */
#define STATUS(status, body) "HTTP/1.1 " status " Odd\r\n" CLOSE "\r\n" body
#define JSON(body) OK CLOSE "\r\n" body

#define GOOD (-1)
#define SOME_ERROR (-2)

#define ELSEWHERE "The server sent Rushes somewhere else"
#define NO_VIDEO "The answer is not about a video"

typedef struct
{
  const char *name;
  const char *bytes; /* @other@ is an address of another host, @port@ one of another port */
  int code;
  const char *title; /* of what the user reads; where it is GOOD: the prompt */
  gsize length;      /* 0 for a text that ends at its NUL */
} Row;

static const Row rows[] = {
  { "A1-301", MOVED ("301", "Location: @other@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A1-302", MOVED ("302", "Location: @other@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A1-303", MOVED ("303", "Location: @other@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A1-307", MOVED ("307", "Location: @other@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A1-308", MOVED ("308", "Location: @other@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A1-no-scheme", MOVED ("302", "Location: @//other@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A2-301", MOVED ("301", "Location: @port@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A2-307", MOVED ("307", "Location: @port@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A2-308", MOVED ("308", "Location: @port@/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A4-path", MOVED ("302", "Location: /elsewhere\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A4-loop", MOVED ("307", "Location: /A4-loop/videos/" ID "\r\n"), RUSHES_ERROR_REDIRECTED,
    ELSEWHERE },
  { "A6-file", MOVED ("302", "Location: file:///etc/passwd\r\n"), RUSHES_ERROR_REDIRECTED,
    ELSEWHERE },
  { "A6-data", MOVED ("302", "Location: data:application/json,{}\r\n"), RUSHES_ERROR_REDIRECTED,
    ELSEWHERE },
  { "A6-resource", MOVED ("302", "Location: resource:///x\r\n"), RUSHES_ERROR_REDIRECTED,
    ELSEWHERE },
  { "A6-ftp", MOVED ("302", "Location: ftp://127.0.0.1/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A6-javascript", MOVED ("302", "Location: javascript:1\r\n"), RUSHES_ERROR_REDIRECTED,
    ELSEWHERE },
  { "A7-omitted", MOVED ("302", ""), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A7-empty", MOVED ("302", "Location:\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A7-relative", MOVED ("302", "Location: ../x\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A7-host-alone", MOVED ("302", "Location: //host/\r\n"), RUSHES_ERROR_REDIRECTED, ELSEWHERE },
  { "A7-unparsable", MOVED ("302", "Location: http://[::bad/\r\n"), RUSHES_ERROR_REDIRECTED,
    ELSEWHERE },
  { "A9-refused", "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"a\"\r\n"
    "Content-Length: 0\r\n\r\n", RUSHES_ERROR_UNAUTHORIZED, "The server refused the token" },
  { "B1-short", OK "Content-Length: 1000\r\n\r\n" VIDEO, RUSHES_ERROR_TRUNCATED,
    "The answer was cut off" },
  { "B4-reset", OK "Content-Length: 1000\r\n\r\n" VIDEO, SOME_ERROR, NULL },
  { "B9-ssh", "SSH-2.0-OpenSSH_9.2\r\n", RUSHES_ERROR_DISCONNECTED, "The connection broke" },
  { "B10-204", STATUS ("204", ""), RUSHES_ERROR_UNEXPECTED_STATUS,
    "The server gave an unexpected answer" },
  { "B10-000", STATUS ("000", ""), SOME_ERROR, NULL },
  { "B10-999", STATUS ("999", ""), RUSHES_ERROR_UNEXPECTED_STATUS,
    "The server gave an unexpected answer" },
  { "B11-nul", OK "X-Other: a\0b\r\n" CLOSE "\r\n" VIDEO, SOME_ERROR, NULL,
    sizeof (OK "X-Other: a\0b\r\n" CLOSE "\r\n" VIDEO) - 1 },
  { "B11-not-utf-8", "HTTP/1.1 503 \xff\r\nX-Other: \xc3\x28\r\n" CLOSE "\r\n\xff\xfe",
    RUSHES_ERROR_UNAVAILABLE, "The server is out of service for now" },
  { "B18-429", "HTTP/1.1 429 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
    RUSHES_ERROR_RATE_LIMITED, "The server was asked too often" },
  { "B18-429-nonsense", "HTTP/1.1 429 No\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n",
    RUSHES_ERROR_RATE_LIMITED, "The server was asked too often" },
  { "B18-500", STATUS ("500", ""), RUSHES_ERROR_SERVER, "The server failed" },
  { "B18-502-page", STATUS ("502", "<html>{\"error\":\"secret page\"}"), RUSHES_ERROR_BAD_GATEWAY,
    "The server could not reach MiniMax" },
  { "B18-503", STATUS ("503", ""), RUSHES_ERROR_UNAVAILABLE,
    "The server is out of service for now" },
  { "B19-400", STATUS ("400", "{\"error\":\"<b>bad</b>\"}"), RUSHES_ERROR_BAD_REQUEST,
    "The server does not know an ID like this" },
  { "B19-400-none", STATUS ("400", ""), RUSHES_ERROR_BAD_REQUEST,
    "The server does not know an ID like this" },
  { "B19-401", STATUS ("401", "{\"error\":\"No\",\"code\":401}"), RUSHES_ERROR_UNAUTHORIZED,
    "The server refused the token" },
  { "B19-403", STATUS ("403", "<html>"), RUSHES_ERROR_FORBIDDEN,
    "The server does not show this video to you" },
  { "B19-404", STATUS ("404", "{\"error\":\"Not found.\"}"), RUSHES_ERROR_NOT_FOUND,
    "The server has no such video" },
  { "B19-404-none", STATUS ("404", ""), RUSHES_ERROR_NOT_FOUND, "The server has no such video" },
  { "B19-404-page", STATUS ("404", "<!DOCTYPE html><p>404"), RUSHES_ERROR_NOT_FOUND,
    "The server has no such video" },
  { "B19-410", STATUS ("410", ""), RUSHES_ERROR_GONE, "The server has deleted this video" },
  { "B19-422", STATUS ("422", "{\"error\":7}"), RUSHES_ERROR_BAD_REQUEST,
    "The server does not know an ID like this" },
  { "C2-cut", OK "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
    RUSHES_ERROR_ENCODED, "The answer came in a form Rushes did not ask for" },
  { "C4-xyz", OK "Content-Encoding: xyz\r\n" CLOSE "\r\n" VIDEO, RUSHES_ERROR_ENCODED,
    "The answer came in a form Rushes did not ask for" },
  { "D1-array", JSON ("[{\"id\":\"1\"}]"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D1-string", JSON ("\"id\""), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D1-number", JSON ("7"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D1-null", JSON ("null"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D1-empty", JSON (""), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D1-blanks", JSON (" \r\n\t "), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D4-twice", JSON ("{\"status\":2,\"desc\":\"a\",\"desc\":\"b\"}"), GOOD, "b" },
  { "D5-not-utf-8", JSON ("{\"desc\":\"\xff\"}"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D5-overlong", JSON ("{\"desc\":\"\xc0\xaf\"}"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D5-nul", JSON ("{\"desc\":\"a\\u0000b\"}"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D5-raw-nul", JSON ("{\"desc\":\"a\0b\"}"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO,
    sizeof JSON ("{\"desc\":\"a\0b\"}") - 1 },
  { "D6-numbers", JSON ("{\"id\":\"1\",\"status\":2,\"desc\":\"n\",\"width\":1e999,"
    "\"height\":-9223372036854775809,\"percent\":99999999999999999999}"), GOOD, "n" },
  { "D7-bom", JSON ("\xef\xbb\xbf{\"id\":\"1\",\"status\":2,\"desc\":\"c\"}"), GOOD, "c" },
  { "D7-utf-16", JSON ("\xff\xfe{\0}\0"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO,
    sizeof JSON ("\xff\xfe{\0}\0") - 1 },
  { "D7-html", JSON ("<!DOCTYPE html>"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D7-garbage", JSON (VIDEO "x"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D7-two", JSON (VIDEO VIDEO), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D7-comma", JSON ("{\"id\":\"1\",}"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D7-cut", JSON ("{\"id\":\"1\",\"sta"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D9-markup", JSON ("{\"status\":2,\"desc\":\"<b>&amp;&#0;</b>\"}"), GOOD, "<b>&amp;&#0;</b>" },
  { "D11-status", JSON ("{\"id\":\"1\",\"status\":\"???\",\"desc\":\"d\",\"new\":[{}]}"), GOOD,
    "d" },
  { "D11-empty-list", JSON ("[]"), RUSHES_ERROR_BAD_ANSWER, NO_VIDEO },
  { "D12-dates", JSON ("{\"id\":\"1\",\"status\":2,\"desc\":\"e\",\"createTime\":-1}"), GOOD, "e" },
};

/* --- the server's side, in its threads -------------------------------------------------------- */

/* Set before there is anybody to answer. */
static char *other_uri, *port_uri;

static void
repeat (FaultExchange *exchange,
        const char    *unit,
        gsize          times)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < times; i++)
    g_string_append (text, unit);
  fault_exchange_send (exchange, text->str, text->len);
}

static void
endless (FaultExchange *exchange,
         const char    *unit)
{
  g_autoptr(GString) text = g_string_new (NULL);

  while (text->len < 16384)
    g_string_append (text, unit);
  for (guint i = 0; i < 12800 && fault_exchange_hold (exchange, 0); i++)
    fault_exchange_send (exchange, text->str, text->len);
}

static void
answer_once (FaultExchange *exchange)
{
  fault_exchange_say (exchange, OK "Content-Length: 21\r\n\r\n" VIDEO);
  if (fault_exchange_wait_more (exchange))
    fault_exchange_reset (exchange);
}

static gboolean
reply_at_length (FaultExchange *exchange)
{
  const char *path = exchange->path;

  if (g_str_equal (path, "good"))
    fault_exchange_say (exchange, OK "Content-Length: 21\r\n\r\n" VIDEO);
  else if (g_str_equal (path, "B17-once"))
    answer_once (exchange);
  else if (g_str_equal (path, "B11-headers"))
    fault_exchange_say (exchange, OK), endless (exchange, "X-Other: aaaaaaaaaaaaaaaaaaaaaaa\r\n");
  else if (g_str_equal (path, "B11-header"))
    fault_exchange_say (exchange, OK "X-Other: "), endless (exchange, "a");
  else if (g_str_equal (path, "B10-ten"))
    repeat (exchange, "HTTP/1.1 103 Early Hints\r\n\r\n", 10),
      fault_exchange_say (exchange, JSON (VIDEO));
  else if (g_str_equal (path, "B10-thousand"))
    repeat (exchange, "HTTP/1.1 103 Early Hints\r\n\r\n", 1000),
      fault_exchange_say (exchange, JSON (VIDEO));
  else if (g_str_equal (path, "B10-flood"))
    endless (exchange, "HTTP/1.1 103 Early Hints\r\n\r\n");
  else if (g_str_equal (path, "D3-arrays"))
    fault_exchange_say (exchange, JSON ("{\"id\":")), repeat (exchange, "[", DEEP),
      repeat (exchange, "]", DEEP), fault_exchange_say (exchange, "}");
  else if (g_str_equal (path, "D3-open-arrays"))
    fault_exchange_say (exchange, JSON ("")), repeat (exchange, "[", DEEP);
  else if (g_str_equal (path, "D3-objects"))
    fault_exchange_say (exchange, JSON ("")), repeat (exchange, "{\"a\":", DEEP),
      fault_exchange_say (exchange, "1"), repeat (exchange, "}", DEEP);
  else if (g_str_equal (path, "D8-long"))
    fault_exchange_say (exchange, JSON ("{\"status\":2,\"desc\":\"")),
      repeat (exchange, "x", LONG_TEXT), fault_exchange_say (exchange, "\"}");
  else if (g_str_equal (path, "D8-lines"))
    fault_exchange_say (exchange, JSON ("{\"status\":2,\"desc\":\"")),
      repeat (exchange, "line\\n", 10000), fault_exchange_say (exchange, "\"}");
  else if (g_str_equal (path, "D10-arrays"))
    fault_exchange_say (exchange, JSON ("[")), repeat (exchange, "[],", 4 * 1024 * 1024 / 3);
  else
    return FALSE;

  return TRUE;
}

static void
send_row (FaultExchange *exchange,
          const Row     *row)
{
  g_autoptr(GString) text = g_string_new (row->bytes);

  if (row->length != 0)
    {
      fault_exchange_send (exchange, row->bytes, row->length);
      return;
    }

  g_string_replace (text, "@other@", other_uri, 0);
  g_string_replace (text, "@//other@", strchr (other_uri, '/'), 0);
  g_string_replace (text, "@port@", port_uri, 0);
  fault_exchange_send (exchange, text->str, text->len);
  if (g_str_has_prefix (row->name, "B4-"))
    fault_exchange_reset (exchange);
}

void
fault_exchange_reply (FaultExchange *exchange)
{
  if (reply_at_length (exchange))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (exchange->path, rows[i].name))
      send_row (exchange, &rows[i]);
}

/* --- our side --------------------------------------------------------------------------------- */

typedef struct
{
  FaultServer *server;
  FaultServer *other; /* another host */
  FaultServer *port;  /* the same host, another port */
  RushesClient *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->other = fault_server_new ("127.0.0.2");
  fixture->port = fault_server_new ("127.0.0.1");
  other_uri = fault_server_get_uri (fixture->other, "");
  port_uri = fault_server_get_uri (fixture->port, "");
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
  fault_server_free (fixture->other);
  fault_server_free (fixture->port);
  g_clear_pointer (&other_uri, g_free);
  g_clear_pointer (&port_uri, g_free);
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

/* Rule 6: the same client goes on at once. */
static void
assert_goes_on (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) video = fetch (fixture, "good", &error);

  g_assert_no_error (error);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
}

static void
assert_asked (FaultServer *server,
              guint        times)
{
  g_auto(GStrv) heads = fault_server_dup_heads (server);

  g_assert_cmpuint (g_strv_length (heads), ==, times);
}

static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  const Row *row = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) video = fetch (fixture, row->name, &error);

  if (row->code == GOOD)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (rushes_video_get_prompt (video), ==, row->title);
    }
  else
    {
      g_assert_null (video);
      if (row->code != SOME_ERROR)
        g_assert_error (error, RUSHES_ERROR, row->code);
      faulting_assert_words (error, row->title, TOKEN);
      g_assert_null (strstr (error->message, "html"));
    }

  assert_asked (fixture->server, 1);
  assert_asked (fixture->other, 0);
  assert_asked (fixture->port, 0);
  assert_goes_on (fixture);
}

static const struct
{
  const char *path;
  int code;
} long_rows[] = {
  { "B10-ten", GOOD },
  { "B10-thousand", RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-flood", RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B11-headers", RUSHES_ERROR_DISCONNECTED },
  { "B11-header", RUSHES_ERROR_DISCONNECTED },
  { "D3-arrays", RUSHES_ERROR_TOO_LARGE },
  { "D3-open-arrays", RUSHES_ERROR_TOO_LARGE },
  { "D3-objects", RUSHES_ERROR_TOO_LARGE },
  { "D8-long", GOOD },
  { "D8-lines", GOOD },
  { "D10-arrays", RUSHES_ERROR_TOO_LARGE },
};

static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) video = fetch (fixture, long_rows[i].path, &error);

  if (long_rows[i].code == GOOD)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, RUSHES_ERROR, long_rows[i].code);
      faulting_assert_words (error, NULL, TOKEN);
    }

  assert_goes_on (fixture);
}

/* B17: the connection is closed under the next question, which is asked once more by itself. */
static void
test_closed_on_reuse (Fixture       *fixture,
                      gconstpointer  data)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesVideo) video = fetch (fixture, "B17-once", &error);

      g_assert_no_error (error);
    }
}

#define ADD(name, data, test) \
  { \
    g_autofree char *path = g_strconcat ("/fault-api/", name, NULL); \
\
    g_test_add (path, Fixture, data, set_up, test, tear_down); \
  }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    ADD (rows[i].name, &rows[i], test_row)
  for (gsize i = 0; i < G_N_ELEMENTS (long_rows); i++)
    ADD (long_rows[i].path, GSIZE_TO_POINTER (i), test_long)
  ADD ("B17-closed-on-reuse", NULL, test_closed_on_reuse)

  return g_test_run ();
}
