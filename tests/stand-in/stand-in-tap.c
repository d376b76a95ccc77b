/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-tap.h"

#include <string.h>
#include <sys/socket.h>

/*
 * libsoup shows a request's target as a GUri, which is parsed, normalised and put together again:
 * what stood on the wire is gone. So the server is given this stream instead of the connection;
 * it keeps a copy of what is read through it.
 */

/* The input half: a filter that appends to the buffer of the tap. */

#define STAND_IN_TYPE_TAP_INPUT (stand_in_tap_input_get_type ())

G_DECLARE_FINAL_TYPE (StandInTapInput, stand_in_tap_input, STAND_IN, TAP_INPUT, GFilterInputStream)

struct _StandInTapInput
{
  GFilterInputStream parent_instance;

  GByteArray *seen;
};

static void stand_in_tap_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StandInTapInput, stand_in_tap_input, G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      stand_in_tap_input_pollable_init))

static GPollableInputStream *
get_base (gpointer self)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (self));
}

static gssize
stand_in_tap_input_read (GInputStream  *stream,
                         void          *buffer,
                         gsize          count,
                         GCancellable  *cancellable,
                         GError       **error)
{
  StandInTapInput *self = STAND_IN_TAP_INPUT (stream);
  gssize n = g_input_stream_read (G_INPUT_STREAM (get_base (self)), buffer, count, cancellable,
                                  error);

  if (n > 0)
    g_byte_array_append (self->seen, buffer, n);

  return n;
}

static gssize
stand_in_tap_input_read_nonblocking (GPollableInputStream  *stream,
                                     void                  *buffer,
                                     gsize                  count,
                                     GError               **error)
{
  StandInTapInput *self = STAND_IN_TAP_INPUT (stream);
  gssize n = g_pollable_input_stream_read_nonblocking (get_base (self), buffer, count, NULL, error);

  if (n > 0)
    g_byte_array_append (self->seen, buffer, n);

  return n;
}

static gboolean
stand_in_tap_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
stand_in_tap_input_create_source (GPollableInputStream *stream,
                                  GCancellable         *cancellable)
{
  g_autoptr(GSource) base = g_pollable_input_stream_create_source (get_base (stream), cancellable);

  return g_pollable_source_new_full (stream, base, NULL);
}

static void
stand_in_tap_input_finalize (GObject *object)
{
  StandInTapInput *self = STAND_IN_TAP_INPUT (object);

  g_byte_array_unref (self->seen);

  G_OBJECT_CLASS (stand_in_tap_input_parent_class)->finalize (object);
}

static void
stand_in_tap_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = stand_in_tap_input_is_readable;
  iface->create_source = stand_in_tap_input_create_source;
  iface->read_nonblocking = stand_in_tap_input_read_nonblocking;
}

static void
stand_in_tap_input_class_init (StandInTapInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stand_in_tap_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = stand_in_tap_input_read;
}

static void
stand_in_tap_input_init (StandInTapInput *self)
{
  self->seen = g_byte_array_new ();
}

/* The stream that the server holds. */

struct _StandInTap
{
  GIOStream parent_instance;

  GSocketConnection *connection;
  StandInTapInput *input;
  guint number;
};

G_DEFINE_FINAL_TYPE (StandInTap, stand_in_tap, G_TYPE_IO_STREAM)

static GInputStream *
stand_in_tap_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (STAND_IN_TAP (stream)->input);
}

static GOutputStream *
stand_in_tap_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (STAND_IN_TAP (stream)->connection));
}

static gboolean
stand_in_tap_close (GIOStream     *stream,
                    GCancellable  *cancellable,
                    GError       **error)
{
  return g_io_stream_close (G_IO_STREAM (STAND_IN_TAP (stream)->connection), cancellable, error);
}

static void
stand_in_tap_finalize (GObject *object)
{
  StandInTap *self = STAND_IN_TAP (object);

  g_clear_object (&self->input);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (stand_in_tap_parent_class)->finalize (object);
}

static void
stand_in_tap_class_init (StandInTapClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stand_in_tap_finalize;
  stream_class->get_input_stream = stand_in_tap_get_input_stream;
  stream_class->get_output_stream = stand_in_tap_get_output_stream;
  stream_class->close_fn = stand_in_tap_close;
}

static void
stand_in_tap_init (StandInTap *self)
{
}

/**
 * stand_in_tap_new:
 * @connection: an accepted connection
 * @number: the number that tells this connection from others in the record
 *
 * Wraps @connection so that what a client sends can be read as it was sent.
 *
 * Returns: (transfer full): the stream to hand to a #SoupServer
 */
StandInTap *
stand_in_tap_new (GSocketConnection *connection,
                  guint              number)
{
  StandInTap *self = g_object_new (STAND_IN_TYPE_TAP, NULL);
  GInputStream *base = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  self->connection = g_object_ref (connection);
  self->number = number;
  self->input = g_object_new (STAND_IN_TYPE_TAP_INPUT,
                              "base-stream", base,
                              "close-base-stream", FALSE,
                              NULL);

  return self;
}

guint
stand_in_tap_get_number (StandInTap *self)
{
  return self->number;
}

/**
 * stand_in_tap_take_head:
 * @self: a tap
 *
 * Takes the request line and the headers that were read last, byte for byte, and forgets them. To
 * be called once a request, when the server hands it out. Bodies are dropped with their head.
 *
 * Returns: (transfer full): lines that end in CR LF; an empty string when there is no whole head
 */
char *
stand_in_tap_take_head (StandInTap *self)
{
  GByteArray *seen = self->input->seen;
  const char *end = memmem (seen->data, seen->len, "\r\n\r\n", 4);
  char *head;

  if (end == NULL)
    return g_strdup ("");

  head = g_strndup ((const char *) seen->data, end - (const char *) seen->data + 2);
  /* Nobody here pipelines: what follows the head is its body. */
  g_byte_array_set_size (seen, 0);

  return head;
}

/**
 * stand_in_tap_cut:
 * @self: a tap
 *
 * Ends the connection as a peer does that thinks it has said everything.
 */
void
stand_in_tap_cut (StandInTap *self)
{
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
}

/**
 * stand_in_tap_reset:
 * @self: a tap
 *
 * Ends the connection as a peer does that has crashed: the client's next read fails.
 */
void
stand_in_tap_reset (StandInTap *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);
  struct linger linger = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
}

/* libsoup hands the very address back with each message: the one thread from message to tap. */
static const char TAP_KEY[] = "stand-in-tap";

void
stand_in_tap_attach (StandInTap     *self,
                     GSocketAddress *remote)
{
  g_object_set_data (G_OBJECT (remote), TAP_KEY, self);
}

/**
 * stand_in_tap_get_from_message:
 * @message: a message that came over a tap
 *
 * Returns: (transfer none): the tap
 */
StandInTap *
stand_in_tap_get_from_message (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return g_object_get_data (G_OBJECT (remote), TAP_KEY);
}
