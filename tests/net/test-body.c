/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-body.h"

#include "rushes-error.h"

#define MIB (1024 * 1024)
#define GOOD (-1)

/* What libsoup hands over as a whole body, which it is not always (LIBRARIES.md, "libsoup"). */
static const struct
{
  const char *name;
  gsize length;
  gsize limit;
  gint64 expected;
  int code;
} rows[] = {
  { "no length", 1000, MIB, -1, GOOD },
  { "its length", 1000, MIB, 1000, GOOD },
  { "nothing", 0, MIB, -1, GOOD },
  { "nothing announced", 0, MIB, 0, GOOD },
  { "at the limit", MIB, MIB, MIB, GOOD },
  { "at the limit, no length", MIB, MIB, -1, GOOD },
  { "several chunks", 300 * 1000, MIB, 300 * 1000, GOOD },
  { "B1 half", 500, MIB, 1000, RUSHES_ERROR_TRUNCATED },
  { "B1 all but one", 999, MIB, 1000, RUSHES_ERROR_TRUNCATED },
  { "B2 none of it", 0, MIB, 1000, RUSHES_ERROR_TRUNCATED },
  { "B3 one more", 1001, MIB, 1000, RUSHES_ERROR_TRUNCATED },
  { "B12 one over the limit", MIB + 1, MIB, -1, RUSHES_ERROR_TOO_LARGE },
  { "B12 announced", 10, MIB, MIB + 1, RUSHES_ERROR_TOO_LARGE },
  { "B12 lies", 4 * MIB, MIB, 10, RUSHES_ERROR_TOO_LARGE },
  { "B7 announced without bound", 10, MIB, G_MAXINT64, RUSHES_ERROR_TOO_LARGE },
};

typedef struct
{
  gboolean done;
  GBytes *bytes;
  GError *error;
} Reading;

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;

  reading->bytes = rushes_body_read_finish (G_INPUT_STREAM (source), result, &reading->error);
  reading->done = TRUE;
}

static void
check_read (gsize         row,
            GCancellable *cancellable,
            Reading      *reading)
{
  g_autofree char *text = g_strnfill (rows[row].length, 'x');
  GInputStream *stream = g_memory_input_stream_new_from_data (text, rows[row].length, NULL);

  rushes_body_read_async (stream, rows[row].limit, rows[row].expected, cancellable, on_read,
                          reading);
  while (!reading->done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_finalize_object (stream);
}

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Reading reading = { FALSE };
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i].name);
      check_read (i, NULL, &reading);
      bytes = reading.bytes;
      error = reading.error;
      if (rows[i].code != GOOD)
        {
          g_assert_null (bytes);
          g_assert_error (error, RUSHES_ERROR, rows[i].code);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, rows[i].length);
    }
}

static void
test_cancel (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Reading reading = { FALSE };

  g_cancellable_cancel (cancellable);
  check_read (0, cancellable, &reading);
  g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&reading.error);
}

/* What is announced, and whether it counts. */
static const struct
{
  const char *length;
  const char *encoding;
  gint64 want;
} length_rows[] = {
  { "1000", NULL, 1000 },
  { "0", NULL, 0 },
  { NULL, NULL, -1 },
  { NULL, "chunked", -1 },
  { "1000", "chunked", -1 },
};

static void
test_length (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (length_rows); i++)
    {
      g_autoptr(SoupMessage) message = soup_message_new ("GET", "https://h/");
      SoupMessageHeaders *headers = soup_message_get_response_headers (message);

      if (length_rows[i].length != NULL)
        soup_message_headers_replace (headers, "Content-Length", length_rows[i].length);
      if (length_rows[i].encoding != NULL)
        soup_message_headers_replace (headers, "Transfer-Encoding", length_rows[i].encoding);
      g_assert_cmpint (rushes_body_get_length (message), ==, length_rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/body/read", test_read);
  g_test_add_func ("/body/cancel", test_cancel);
  g_test_add_func ("/body/length", test_length);

  return g_test_run ();
}
