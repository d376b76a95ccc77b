/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-reply.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define HOLD_MS 20000
#define MAX_DRIPS 2000
#define MAX_ENDLESS (256 * 1024 * 1024)
#define MAX_HEADER_LINES (MAX_ENDLESS / 8000)
#define MAX_INTERIM 50000000

void
fault_reply_say (FaultReply *reply,
                 const char *text)
{
  fault_exchange_say (reply->exchange, "%s", text);
}

void
fault_reply_send (FaultReply *reply,
                  gsize       from,
                  gsize       length)
{
  fault_exchange_send (reply->exchange, reply->bytes + from, length);
}

static void
say_whole (FaultReply *reply,
           const char *more)
{
  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %zu\r\n%s\r\n",
                      reply->length, more);
}

static char *
etag_line (FaultReply *reply)
{
  return reply->etag != NULL ? g_strdup_printf ("ETag: %s\r\n", reply->etag) : g_strdup ("");
}

/* ?cuts=10,5000: the first answer ends after 10 bytes of body, the second after 5000. */
static gsize
get_cut (FaultReply *reply,
         gsize       length)
{
  const char *cuts = fault_exchange_get_query (reply->exchange, "cuts");
  g_auto(GStrv) list = g_strsplit (cuts != NULL ? cuts : "", ",", -1);

  if (reply->exchange->attempt >= g_strv_length (list))
    return length;

  return MIN (length, g_ascii_strtoull (list[reply->exchange->attempt], NULL, 10));
}

void
fault_reply_whole (FaultReply *reply)
{
  g_autofree char *etag = etag_line (reply);

  say_whole (reply, etag);
  fault_reply_send (reply, 0, get_cut (reply, reply->length));
}

void
fault_reply_say_range (FaultReply *reply,
                       gsize       length,
                       const char *etag,
                       const char *format,
                       ...)
{
  g_autofree char *range = NULL;
  va_list args;

  va_start (args, format);
  range = g_strdup_vprintf (format, args);
  va_end (args);

  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 206 Partial Content\r\nContent-Type: video/mp4\r\n"
                      "Content-Length: %zu\r\nETag: %s\r\n%s\r\n",
                      length, etag, range);
}

static void
reply_rest (FaultReply *reply)
{
  gsize rest = reply->length - reply->from;

  fault_reply_say_range (reply, rest, reply->etag, "Content-Range: bytes %zu-%zu/%zu\r\n",
                         (gsize) reply->from, reply->length - 1, reply->length);
  fault_reply_send (reply, reply->from, get_cut (reply, rest));
}

/* A server that does everything right. */
void
fault_reply_ok (FaultReply *reply)
{
  if (reply->from < 0)
    fault_reply_whole (reply);
  else if ((gsize) reply->from < reply->length)
    reply_rest (reply);
  else
    fault_exchange_say (reply->exchange,
                        "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */%zu\r\n"
                        "ETag: %s\r\nContent-Length: 0\r\n\r\n",
                        reply->length, reply->etag);
}

/* --- B: framing ------------------------------------------------------------------------------ */

static void
reply_half (FaultReply *reply)
{
  g_autofree char *etag = etag_line (reply);

  say_whole (reply, etag);
  fault_reply_send (reply, 0, reply->length / 2);
}

void
fault_reply_nothing (FaultReply *reply)
{
  g_autofree char *etag = etag_line (reply);

  say_whole (reply, etag);
}

static void
reply_longer (FaultReply *reply)
{
  say_whole (reply, "");
  fault_reply_send (reply, 0, reply->length);
  say_whole (reply, "");
  fault_reply_send (reply, 0, reply->length);
}

static void
reply_reset (FaultReply *reply)
{
  reply_half (reply);
  fault_exchange_reset (reply->exchange);
}

static void
reply_vanish (FaultReply *reply)
{
  reply_half (reply);
  reply->exchange->vanish = TRUE;
}

static void
reply_half_chunk (FaultReply *reply)
{
  fault_reply_say (reply, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n");
  fault_reply_send (reply, 0, 200);
}

static void
reply_without_length (FaultReply *reply)
{
  fault_reply_say (reply, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n"
                          "Connection: close\r\n\r\n");
  fault_reply_send (reply, 0, reply->length);
}

static void
reply_with_lines (FaultReply *reply,
                  const char *lines)
{
  fault_exchange_say (reply->exchange, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n%s\r\n",
                      lines);
  fault_reply_send (reply, 0, 4096);
}

static void
reply_two_lengths (FaultReply *reply)
{
  reply_with_lines (reply, "Content-Length: 4096\r\nContent-Length: 20\r\n");
}

static void
reply_worded_length (FaultReply *reply)
{
  reply_with_lines (reply, "Content-Length: 10abc\r\n");
}

static void
reply_negative_length (FaultReply *reply)
{
  reply_with_lines (reply, "Content-Length: -1\r\n");
}

static void
reply_huge_length (FaultReply *reply)
{
  reply_with_lines (reply, "Content-Length: 99999999999999999999999\r\n");
}

static void
reply_impossible_length (FaultReply *reply)
{
  reply_with_lines (reply, "Content-Length: 9223372036854775807\r\n");
}

static void
reply_two_framings (FaultReply *reply)
{
  fault_reply_say (reply, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n");
}

/* ?status=503&wait=30: with Retry-After. */
static void
reply_status (FaultReply *reply)
{
  const char *status = fault_exchange_get_query (reply->exchange, "status");
  const char *wait = fault_exchange_get_query (reply->exchange, "wait");

  fault_exchange_say (reply->exchange, "HTTP/1.1 %s Whatever\r\nContent-Length: 4\r\n", status);
  if (wait != NULL)
    fault_exchange_say (reply->exchange, "Retry-After: %s\r\n", wait);
  fault_reply_say (reply, "\r\ntext");
}

static void
reply_garbage (FaultReply *reply)
{
  fault_reply_say (reply, "SSH-2.0-OpenSSH_9.2\r\n");
}

static void
send_endless (FaultReply *reply)
{
  char *spaces = g_malloc (65536);

  memset (spaces, ' ', 65536);
  for (gsize sent = 0; sent < MAX_ENDLESS && fault_exchange_hold (reply->exchange, 0);
       sent += 65536)
    fault_exchange_send (reply->exchange, spaces, 65536);

  g_free (spaces);
}

static void
reply_endless_headers (FaultReply *reply)
{
  g_autofree char *value = g_strnfill (8000, 'x');

  fault_reply_say (reply, "HTTP/1.1 200 OK\r\n");
  for (guint i = 0; i < MAX_HEADER_LINES && fault_exchange_hold (reply->exchange, 0); i++)
    fault_exchange_say (reply->exchange, "X-%u: %s\r\n", i, value);
}

static void
reply_endless_header (FaultReply *reply)
{
  fault_reply_say (reply, "HTTP/1.1 200 OK\r\nX: ");
  send_endless (reply);
}

static void
reply_endless_interim (FaultReply *reply)
{
  for (guint i = 0; i < MAX_INTERIM && fault_exchange_hold (reply->exchange, 0); i++)
    fault_reply_say (reply, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
}

static void
reply_endless (FaultReply *reply)
{
  fault_reply_whole (reply);
  send_endless (reply);
}

static void
reply_endless_page (FaultReply *reply)
{
  fault_reply_say (reply, "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
  send_endless (reply);
}

static void
reply_never (FaultReply *reply)
{
  fault_exchange_hold (reply->exchange, HOLD_MS);
}

static void
drip (FaultReply *reply,
      const char *bytes,
      gsize       length)
{
  for (gsize i = 0; i < MIN (length, MAX_DRIPS); i++)
    {
      fault_exchange_send (reply->exchange, bytes + i, 1);
      if (!fault_exchange_hold (reply->exchange, 200))
        return;
    }
}

static void
reply_drip (FaultReply *reply)
{
  say_whole (reply, "");
  drip (reply, reply->bytes, reply->length);
}

static void
reply_drip_headers (FaultReply *reply)
{
  const char *head = "HTTP/1.1 200 OK\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  drip (reply, head, strlen (head));
  fault_exchange_hold (reply->exchange, HOLD_MS);
}

/* The second half comes when the test has it come. */
static void
reply_gated (FaultReply *reply)
{
  reply_half (reply);
  if (fault_exchange_wait (reply->exchange))
    fault_reply_send (reply, reply->length / 2, reply->length - reply->length / 2);
}

static void
reply_pause (FaultReply *reply)
{
  reply_half (reply);
  fault_exchange_hold (reply->exchange, HOLD_MS);
}

/* ?mebibytes=...: zeros that nobody has to keep. */
static void
reply_large (FaultReply *reply)
{
  guint n = atoi (fault_exchange_get_query (reply->exchange, "mebibytes"));
  char *zeros = g_malloc0 (1024 * 1024);

  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: \"zeros\"\r\n"
                      "Content-Length: %zu\r\n\r\n", (gsize) n * 1024 * 1024);
  for (guint i = 0; i < n && fault_exchange_hold (reply->exchange, 0); i++)
    fault_exchange_send (reply->exchange, zeros, 1024 * 1024);

  g_free (zeros);
}

/* --- C, F12: not the bytes of the file ------------------------------------------------------- */

static void
reply_encoded (FaultReply *reply)
{
  const char *encoding = fault_exchange_get_query (reply->exchange, "encoding");
  g_autofree char *line = g_strdup_printf ("Content-Encoding: %s\r\n", encoding);

  say_whole (reply, line);
  fault_reply_send (reply, 0, reply->length);
}

/* ?type=...&text=...: a text, under any name. */
static void
reply_text (FaultReply *reply)
{
  const char *type = fault_exchange_get_query (reply->exchange, "type");
  const char *text = fault_exchange_get_query (reply->exchange, "text");

  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s", type,
                      strlen (text), text);
}

/* --- A: redirects ---------------------------------------------------------------------------- */

/* ?to=...&status=...: no `to`, no Location; ?loop: to itself for ever; ?hops=3: so often. */
static void
reply_redirect (FaultReply *reply)
{
  const char *to = fault_exchange_get_query (reply->exchange, "to");
  const char *status = fault_exchange_get_query (reply->exchange, "status");
  const char *hops = fault_exchange_get_query (reply->exchange, "hops");
  g_autofree char *next = NULL;

  if (hops != NULL && atoi (hops) > 1)
    next = g_strdup_printf ("/redirect?hops=%d&to=%s", atoi (hops) - 1, to);

  fault_exchange_say (reply->exchange, "HTTP/1.1 %s Found\r\nContent-Length: 0\r\n"
                                       "Set-Cookie: a=b\r\n",
                      status != NULL ? status : "302");
  if (to != NULL)
    fault_exchange_say (reply->exchange, "Location: %s\r\n", next != NULL ? next : to);
  fault_reply_say (reply, "\r\n");
}

/* --- G: names -------------------------------------------------------------------------------- */

/* The file, under a type and a name that the program did not ask for. */
static void
reply_named (FaultReply *reply)
{
  const char *type = fault_exchange_get_query (reply->exchange, "type");
  const char *name = fault_exchange_get_query (reply->exchange, "name");

  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                      "Content-Disposition: attachment; filename=\"%s\"\r\n\r\n",
                      type, reply->length, name);
  fault_reply_send (reply, 0, reply->length);
}

/* --- which is which -------------------------------------------------------------------------- */

static const FaultRow replies[] = {
  { "ok", fault_reply_ok },
  { "half", reply_half },
  { "nothing", fault_reply_nothing },
  { "longer", reply_longer },
  { "reset", reply_reset },
  { "vanish", reply_vanish },
  { "half-chunk", reply_half_chunk },
  { "without-length", reply_without_length },
  { "two-lengths", reply_two_lengths },
  { "worded-length", reply_worded_length },
  { "negative-length", reply_negative_length },
  { "huge-length", reply_huge_length },
  { "impossible-length", reply_impossible_length },
  { "two-framings", reply_two_framings },
  { "status", reply_status },
  { "garbage", reply_garbage },
  { "endless", reply_endless },
  { "endless-header", reply_endless_header },
  { "endless-headers", reply_endless_headers },
  { "endless-interim", reply_endless_interim },
  { "endless-page", reply_endless_page },
  { "never", reply_never },
  { "drip", reply_drip },
  { "drip-headers", reply_drip_headers },
  { "gated", reply_gated, fault_reply_ok },
  { "pause", reply_pause, fault_reply_ok },
  { "hold", reply_pause },
  { "large", reply_large },
  { "encoded", reply_encoded },
  { "text", reply_text },
  { "redirect", reply_redirect },
  { "named", reply_named },
  { NULL },
};

static const FaultRow *
find_row (const FaultRow *rows,
          const char     *path)
{
  for (; rows->path != NULL; rows++)
    if (g_str_equal (rows->path, path))
      return rows;

  return NULL;
}

/* As an honest server reads it: If-Range of another version means the whole file. */
static gint64
read_from (FaultReply *reply)
{
  g_autofree char *range = fault_exchange_get_field (reply->exchange, "Range");
  g_autofree char *condition = fault_exchange_get_field (reply->exchange, "If-Range");

  if (range == NULL || !g_str_has_prefix (range, "bytes=") ||
      (condition != NULL && g_strcmp0 (condition, reply->etag) != 0))
    return -1;

  return g_ascii_strtoll (range + strlen ("bytes="), NULL, 10);
}

void
fault_exchange_reply (FaultExchange *exchange)
{
  FaultReply reply = { .exchange = exchange };
  g_autoptr(GBytes) body = fault_server_dup_body (exchange->server, &reply.etag);
  const FaultRow *row;

  reply.bytes = g_bytes_get_data (body, &reply.length);
  reply.from = read_from (&reply);

  row = find_row (replies, exchange->path);
  if (row == NULL)
    row = find_row (fault_ranges, exchange->path);
  if (row != NULL)
    (reply.from >= 0 && row->rest != NULL ? row->rest : row->whole) (&reply);

  g_free (reply.etag);
}
