/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-sender.h"

#include "stand-in-generated.h"
#include "stand-in-tap.h"

#define PIECE_BYTES (256 * 1024)
#define PIECES_A_SECOND 20

typedef struct
{
  StandInSending sending;
  SoupServerMessage *message; /* owns this */
  StandInTap *tap;
  GSource *timer;
  goffset sent;
  gint64 began;
} Sender;

static void
sender_free (gpointer data)
{
  Sender *self = data;

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_pointer (&self->sending.content.bytes, g_bytes_unref);
  g_object_unref (self->tap);
  g_free (self);
}

static GBytes *
get_piece (Sender  *self,
           goffset  offset,
           gsize    count)
{
  const StandInContent *content = &self->sending.content;
  guint8 *buffer;

  if (content->bytes != NULL)
    return g_bytes_new_from_bytes (content->bytes, offset, count);

  buffer = g_malloc (count);
  stand_in_generated_fill (buffer, count, offset, content->seed);

  return g_bytes_new_take (buffer, count);
}

static goffset
get_end (Sender *self)
{
  const StandInSending *sending = &self->sending;

  return sending->cut >= 0 ? MIN (sending->cut, sending->length) : sending->length;
}

static void
append_piece (Sender *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  goffset left = get_end (self) - self->sent;
  gsize count = PIECE_BYTES;
  g_autoptr(GBytes) piece = NULL;

  if (self->sending.rate > 0)
    count = CLAMP (self->sending.rate / PIECES_A_SECOND, 1, PIECE_BYTES);
  count = MIN (count, (gsize) left);

  piece = get_piece (self, self->sending.start + self->sent, count);
  self->sent += count;
  soup_message_body_append_bytes (body, piece);
}

/* The connection ends here, and libsoup learns it from a write that fails. */
static void
break_off (Sender *self)
{
  if (self->sending.reset)
    stand_in_tap_reset (self->tap);
  else
    stand_in_tap_cut (self->tap);

  soup_message_body_append (soup_server_message_get_response_body (self->message),
                            SOUP_MEMORY_STATIC, "!", 1);
}

static gboolean
on_due (gpointer user_data)
{
  Sender *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  append_piece (self);
  soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

/* How long until as much may be out as the rate allows, in microseconds. */
static gint64
get_wait (Sender *self)
{
  gint64 due;

  if (self->sending.rate == 0)
    return 0;

  due = self->began + (gint64) (self->sent * (double) G_USEC_PER_SEC / self->sending.rate);

  return MAX (due - g_get_monotonic_time (), 0);
}

static void
go_on (Sender *self)
{
  gint64 wait;

  if (self->sent >= get_end (self))
    {
      if (self->sending.cut >= 0 && self->sending.cut < self->sending.announced)
        break_off (self);
      else if (self->sending.announced < 0 && self->sending.cut >= 0)
        break_off (self);
      else if (self->sending.announced < 0)
        soup_message_body_complete (soup_server_message_get_response_body (self->message));
      return;
    }

  wait = get_wait (self);
  if (wait == 0)
    {
      append_piece (self);
      return;
    }

  /* Meanwhile libsoup finds no piece to write, and pauses the message by itself. */
  self->timer = g_timeout_source_new ((wait + 999) / 1000);
  g_source_set_callback (self->timer, on_due, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
on_wrote (SoupServerMessage *message,
          gpointer           user_data)
{
  go_on (user_data);
}

static void
on_finished (SoupServerMessage *message,
             gpointer           user_data)
{
  Sender *self = user_data;

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/**
 * stand_in_send:
 * @message: a message whose status and headers are set, but for the length
 * @sending: what to send, and how
 *
 * Sends a body piece by piece, so that nothing but the piece on its way is held.
 */
void
stand_in_send (SoupServerMessage    *message,
               const StandInSending *sending)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  Sender *self;

  if (sending->announced >= 0)
    soup_message_headers_set_content_length (headers, sending->announced);
  else
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);

  if (sending->announced == 0 || soup_server_message_get_method (message) == SOUP_METHOD_HEAD)
    return;

  self = g_new0 (Sender, 1);
  self->sending = *sending;
  if (sending->content.bytes != NULL)
    g_bytes_ref (sending->content.bytes);
  self->message = message;
  self->tap = g_object_ref (stand_in_tap_get_from_message (message));
  self->began = g_get_monotonic_time ();

  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), "stand-in-sender", self, sender_free);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (on_wrote), self);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote), self);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), self);
}

static void
send_raw (SoupServerMessage *message,
          GBytes            *raw)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);
  gsize size;
  const void *data = g_bytes_get_data (raw, &size);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, size, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
send_body (SoupServerMessage   *message,
           const StandInAnswer *answer)
{
  StandInSending sending = { .cut = -1 };

  sending.content.bytes = answer->body;
  sending.content.size = answer->body != NULL ? (goffset) g_bytes_get_size (answer->body) : 0;
  sending.length = sending.content.size;
  sending.announced = sending.content.size + answer->missing;
  if (answer->missing > 0)
    sending.cut = sending.content.size;
  sending.reset = answer->reset;

  stand_in_send (message, &sending);
}

/**
 * stand_in_send_answer:
 * @message: a message, not paused
 * @answer: what goes back
 *
 * Answers @message.
 */
void
stand_in_send_answer (SoupServerMessage   *message,
                      const StandInAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (answer->hang)
    {
      soup_server_message_pause (message);
      return;
    }

  if (answer->raw != NULL)
    {
      send_raw (message, answer->raw);
      return;
    }

  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->type != NULL)
    soup_message_headers_set_content_type (headers, answer->type, NULL);
  if (answer->encoding != NULL)
    soup_message_headers_replace (headers, "Content-Encoding", answer->encoding);
  if (answer->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", answer->retry_after);
  if (answer->location != NULL)
    soup_message_headers_replace (headers, "Location", answer->location);

  /* Else libsoup cuts the answer to what the client asked a part of. */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  send_body (message, answer);
}
