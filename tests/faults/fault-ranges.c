/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-reply.h"

static void
reply_other_start (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length - 10, reply->etag,
                         "Content-Range: bytes 10-%zu/%zu\r\n", reply->length - 1, reply->length);
  fault_reply_send (reply, 10, reply->length - 10);
}

static void
reply_other_total (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length - reply->from, reply->etag,
                         "Content-Range: bytes %zu-%zu/%zu\r\n", (gsize) reply->from,
                         reply->length - 1, reply->length + 1);
  fault_reply_send (reply, reply->from, reply->length - reply->from);
}

static void
reply_star_total (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length - reply->from, reply->etag,
                         "Content-Range: bytes %zu-%zu/*\r\n", (gsize) reply->from,
                         reply->length - 1);
  fault_reply_send (reply, reply->from, reply->length - reply->from);
}

static void
reply_no_range (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length - reply->from, reply->etag, "%s", "");
  fault_reply_send (reply, reply->from, reply->length - reply->from);
}

static void
reply_bad_range (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length - reply->from, reply->etag,
                         "Content-Range: octets %zu..\r\n", (gsize) reply->from);
  fault_reply_send (reply, reply->from, reply->length - reply->from);
}

static void
reply_whole_range (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length, reply->etag, "Content-Range: bytes 0-%zu/%zu\r\n",
                         reply->length - 1, reply->length);
  fault_reply_send (reply, 0, reply->length);
}

static void
reply_short_range (FaultReply *reply)
{
  fault_reply_say_range (reply, 100, reply->etag, "Content-Range: bytes %zu-%zu/%zu\r\n",
                         (gsize) reply->from, (gsize) reply->from + 99, reply->length);
  fault_reply_send (reply, reply->from, 100);
}

static void
reply_multipart (FaultReply *reply)
{
  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 206 Partial Content\r\nContent-Length: 60\r\n"
                      "Content-Type: multipart/byteranges; boundary=x\r\n\r\n%060d", 0);
}

static void
reply_other_etag (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length - reply->from, "\"other\"",
                         "Content-Range: bytes %zu-%zu/%zu\r\n", (gsize) reply->from,
                         reply->length - 1, reply->length);
  fault_reply_send (reply, reply->from, reply->length - reply->from);
}

/* The validator says "the same", and the bytes are not. */
static void
reply_other_bytes (FaultReply *reply)
{
  g_autofree char *bytes = g_memdup2 (reply->bytes, reply->length);

  for (gsize i = 0; i < reply->length; i++)
    bytes[i] ^= 1;

  fault_reply_say_range (reply, reply->length - reply->from, reply->etag,
                         "Content-Range: bytes %zu-%zu/%zu\r\n", (gsize) reply->from,
                         reply->length - 1, reply->length);
  fault_exchange_send (reply->exchange, bytes + reply->from, reply->length - reply->from);
}

static void
reply_encoded_range (FaultReply *reply)
{
  fault_reply_say_range (reply, reply->length - reply->from, reply->etag,
                         "Content-Encoding: gzip\r\nContent-Range: bytes %zu-%zu/%zu\r\n",
                         (gsize) reply->from, reply->length - 1, reply->length);
  fault_reply_send (reply, reply->from, reply->length - reply->from);
}

static void
reply_extra (FaultReply *reply)
{
  gsize rest = reply->length - reply->from;

  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 206 Partial Content\r\nTransfer-Encoding: chunked\r\nETag: %s\r\n"
                      "Content-Range: bytes %zu-%zu/%zu\r\n\r\n%zx\r\n",
                      reply->etag, (gsize) reply->from, reply->length - 1, reply->length, rest);
  fault_reply_send (reply, reply->from, rest);
  fault_reply_say (reply, "\r\n5\r\nextra\r\n0\r\n\r\n");
}

/* ?total=...: nothing of what was asked for is there. */
static void
reply_out_of_range (FaultReply *reply)
{
  const char *total = fault_exchange_get_query (reply->exchange, "total");

  fault_exchange_say (reply->exchange,
                      "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */%s\r\n"
                      "ETag: %s\r\nContent-Length: 0\r\n\r\n", total, reply->etag);
}

static void
reply_forbidden (FaultReply *reply)
{
  fault_reply_say (reply, "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n"
                          "Content-Length: 6\r\n\r\n<html>");
}

/* ?sign=old is good for one question. */
static void
reply_signed (FaultReply *reply)
{
  if (reply->exchange->attempt > 0 &&
      g_strcmp0 (fault_exchange_get_query (reply->exchange, "sign"), "old") == 0)
    reply_forbidden (reply);
  else
    fault_reply_ok (reply);
}

/* ?type=...: for a while, the second question and no other, everything is a login page. */
static void
reply_portal (FaultReply *reply)
{
  if (reply->exchange->attempt != 1)
    fault_reply_ok (reply);
  else
    fault_exchange_say (reply->exchange,
                        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: 6\r\n\r\n<html>",
                        fault_exchange_get_query (reply->exchange, "type"));
}

/* As over a line: 32 KiB a millisecond at most. */
static void
reply_slow (FaultReply *reply)
{
  gsize from = MAX (reply->from, 0);

  if (reply->from < 0)
    fault_reply_nothing (reply);
  else
    fault_reply_say_range (reply, reply->length - from, reply->etag,
                           "Content-Range: bytes %zu-%zu/%zu\r\n", from, reply->length - 1,
                           reply->length);

  for (; from < reply->length && fault_exchange_hold (reply->exchange, 1); from += 32768)
    fault_reply_send (reply, from, MIN (32768, reply->length - from));
}

const FaultRow fault_ranges[] = {
  { "range-ignored", fault_reply_whole, fault_reply_whole },
  { "other-start", fault_reply_whole, reply_other_start },
  { "other-total", fault_reply_whole, reply_other_total },
  { "star-total", fault_reply_whole, reply_star_total },
  { "no-range", fault_reply_whole, reply_no_range },
  { "bad-range", fault_reply_whole, reply_bad_range },
  { "whole-range", fault_reply_whole, reply_whole_range },
  { "short-range", fault_reply_whole, reply_short_range },
  { "multipart", fault_reply_whole, reply_multipart },
  { "other-etag", fault_reply_whole, reply_other_etag },
  { "other-bytes", fault_reply_whole, reply_other_bytes },
  { "encoded-range", fault_reply_whole, reply_encoded_range },
  { "extra", fault_reply_whole, reply_extra },
  { "out-of-range", fault_reply_whole, reply_out_of_range },
  { "signed", reply_signed, reply_signed },
  { "portal", reply_portal, reply_portal },
  { "slow", reply_slow, reply_slow },
  { NULL },
};
