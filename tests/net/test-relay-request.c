/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-relay-request.h"

#define PATH "/0a1b2c"

static const struct
{
  const char *head;
  guint status;
  gint64 from;
} rows[] = {
  { "GET /0a1b2c HTTP/1.1", 200, 0 },
  { "GET /0a1b2c HTTP/1.1\r\nHost: 127.0.0.1:1\r\nRange: bytes=5-", 200, 5 },
  { "GET /0a1b2c HTTP/1.1\r\nrange:bytes=5-9", 200, 5 },
  { "GET /0a1b2c HTTP/1.0\r\nRANGE:   Bytes=12345678901- ", 200, G_GINT64_CONSTANT (12345678901) },

  /* What is not understood is no range. */
  { "GET /0a1b2c HTTP/1.1\r\nRange: bytes=-5", 200, 0 },
  { "GET /0a1b2c HTTP/1.1\r\nRange: bytes=1-2,5-", 200, 0 },
  { "GET /0a1b2c HTTP/1.1\r\nRange: bytes=+5-", 200, 0 },
  { "GET /0a1b2c HTTP/1.1\r\nRange: lines=5-", 200, 0 },
  { "GET /0a1b2c HTTP/1.1\r\nRange: bytes=5", 200, 0 },
  { "GET /0a1b2c HTTP/1.1\r\nRange: bytes=99999999999999999999-", 200, 0 },
  { "GET /0a1b2c HTTP/1.1\r\nX-Range: bytes=5-", 200, 0 },

  /* Who does not know the path. */
  { "GET / HTTP/1.1", 404, 0 },
  { "GET /0a1b2 HTTP/1.1", 404, 0 },
  { "GET /0a1b2c? HTTP/1.1", 404, 0 },
  { "GET http://127.0.0.1/0a1b2c HTTP/1.1", 404, 0 },
  { "POST / HTTP/1.1", 404, 0 },

  { "HEAD /0a1b2c HTTP/1.1", 405, 0 },
  { "POST /0a1b2c HTTP/1.1\r\nRange: bytes=5-", 405, 0 },
  { "", 400, 0 },
  { "GET /0a1b2c", 400, 0 },
  { "GET /0a1b2c HTTP/2", 400, 0 },
  { "GET /0a1b2c x HTTP/1.1", 400, 0 },
  { "\r\nGET /0a1b2c HTTP/1.1", 400, 0 },
};

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 from = -1;

      g_test_message ("%s", rows[i].head);
      g_assert_cmpuint (rushes_relay_request_read (rows[i].head, PATH, &from), ==, rows[i].status);
      g_assert_cmpint (from, ==, rows[i].from);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/relay-request/read", test_read);

  return g_test_run ();
}
