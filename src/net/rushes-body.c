/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-body.h"

#include "rushes-error.h"

#define CHUNK_BYTES (64 * 1024)

typedef struct
{
  GByteArray *bytes;
  gsize limit;
  gint64 expected;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->bytes, g_byte_array_unref);
  g_free (reading);
}

static void read_on (GTask *task);

static void
finish (GTask   *task,
        Reading *reading)
{
  if (reading->expected >= 0 && reading->bytes->len != (guint64) reading->expected)
    g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_TRUNCATED, "%u of %" G_GINT64_FORMAT,
                             reading->bytes->len, reading->expected);
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&reading->bytes)),
                           (GDestroyNotify) g_bytes_unref);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                              &error);
  Reading *reading = g_task_get_task_data (task);

  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Looked at before it is kept: one byte beyond the limit would double what is allocated. */
  if (g_bytes_get_size (chunk) == 0)
    finish (task, reading);
  else if (g_bytes_get_size (chunk) > reading->limit - reading->bytes->len)
    g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_TOO_LARGE,
                             "more than %" G_GSIZE_FORMAT " bytes", reading->limit);
  else
    {
      g_byte_array_append (reading->bytes, g_bytes_get_data (chunk, NULL),
                           g_bytes_get_size (chunk));
      read_on (g_steal_pointer (&task));
    }
}

static void
read_on (GTask *task)
{
  g_input_stream_read_bytes_async (g_task_get_source_object (task), CHUNK_BYTES,
                                   g_task_get_priority (task), g_task_get_cancellable (task),
                                   on_read, task);
}

/**
 * rushes_body_get_length:
 * @message: a message whose answer has begun
 *
 * Gets the length the server announced for the body.
 *
 * Returns: bytes, or -1 when it announced none
 */
gint64
rushes_body_get_length (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return -1;

  return soup_message_headers_get_content_length (headers);
}

/**
 * rushes_body_read_async:
 * @stream: a body
 * @limit: how many bytes may come
 * @expected: how many bytes were announced, or -1
 * @cancellable: (nullable): stops the reading, and is the caller's way to a deadline
 * @callback: called on the caller's main context
 * @user_data: data for @callback
 *
 * Reads a whole body into memory, bounded and counted, since libsoup does neither: it takes some
 * cut bodies for whole ones (LIBRARIES.md, "libsoup").
 */
void
rushes_body_read_async (GInputStream        *stream,
                        gsize                limit,
                        gint64               expected,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (stream, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->bytes = g_byte_array_new ();
  reading->limit = limit;
  reading->expected = expected;

  g_task_set_source_tag (task, rushes_body_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);

  if (expected > 0 && (guint64) expected > limit)
    g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_TOO_LARGE,
                             "%" G_GINT64_FORMAT " bytes announced", expected);
  else
    read_on (g_steal_pointer (&task));
}

/**
 * rushes_body_read_finish:
 * @stream: the body
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [func@body_read_async].
 *
 * Returns: (transfer full): the whole body, or %NULL with %RUSHES_ERROR_TOO_LARGE,
 *   %RUSHES_ERROR_TRUNCATED or an error of the stream
 */
GBytes *
rushes_body_read_finish (GInputStream  *stream,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, stream), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
