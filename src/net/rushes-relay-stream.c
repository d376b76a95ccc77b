/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-relay-stream.h"

#include <string.h>

#define BUFFER_BYTES (64 * 1024)

/* A player goes to and fro between picture and sound, which lie beside each other in a file. What
 * lies so near is not asked for again. */
#define KEPT_BYTES (4 * 1024 * 1024)
#define SKIP_BYTES (1024 * 1024)

/* How often in a row a connection may end before the file does, without a byte. */
#define MAX_CUTS 3

struct _RushesRelayStream
{
  GInputStream parent_instance;

  guint16 port;
  char *path;
  GCancellable *cancellable;

  GSocketConnection *connection;
  GDataInputStream *body;
  gint64 total;     /* -1 while it is not known */
  gint64 position;  /* of the reader */
  gint64 at;        /* where the next byte of the body stands */
  GByteArray *kept; /* what came before that */
};

static void rushes_relay_stream_seekable_init (GSeekableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesRelayStream, rushes_relay_stream, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE,
                                                      rushes_relay_stream_seekable_init))

/* --- one connection --------------------------------------------------------------------------- */

static void
disconnect (RushesRelayStream *self)
{
  g_clear_object (&self->body);
  g_clear_object (&self->connection);
}

static gboolean
send_request (RushesRelayStream  *self,
              gint64              from,
              GCancellable       *cancellable,
              GError            **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));
  g_autofree char *head = NULL;

  head = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=%" G_GINT64_FORMAT
                          "-\r\n\r\n", self->path, from);

  return g_output_stream_write_all (output, head, strlen (head), NULL, cancellable, error);
}

/* An end is an error here, too: nobody who waits for a head may be told of none. */
static char *
read_line (RushesRelayStream  *self,
           GCancellable       *cancellable,
           GError            **error)
{
  g_autoptr(GError) failure = NULL;
  char *line = g_data_input_stream_read_line (self->body, NULL, cancellable, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (line == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the relay says no more");

  return line;
}

/* Of the relay's own answers, which are as plain as its questions. */
static gboolean
read_head (RushesRelayStream  *self,
           gint64              from,
           GCancellable       *cancellable,
           GError            **error)
{
  static const char length_field[] = "Content-Length: ";
  g_autofree char *line = read_line (self, cancellable, error);

  if (line == NULL)
    return FALSE;

  if (!g_str_has_prefix (line, "HTTP/1.1 200 ") && !g_str_has_prefix (line, "HTTP/1.1 206 "))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the relay gives nothing");
      return FALSE;
    }

  while (line != NULL && *line != '\0')
    {
      if (g_str_has_prefix (line, length_field))
        self->total = from + g_ascii_strtoll (line + strlen (length_field), NULL, 10);

      g_free (line);
      line = read_line (self, cancellable, error);
    }

  return line != NULL;
}

static gboolean
connect_at (RushesRelayStream  *self,
            gint64              from,
            GCancellable       *cancellable,
            GError            **error)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  GInputStream *input;

  disconnect (self);
  g_byte_array_set_size (self->kept, 0);
  self->at = from;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  g_socket_client_set_enable_proxy (client, FALSE);
  self->connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, cancellable,
                                                      error);
  if (self->connection == NULL)
    return FALSE;

  input = g_io_stream_get_input_stream (G_IO_STREAM (self->connection));
  self->body = g_data_input_stream_new (input);
  g_data_input_stream_set_newline_type (self->body, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  if (send_request (self, from, cancellable, error) && read_head (self, from, cancellable, error))
    return TRUE;

  disconnect (self);

  return FALSE;
}

/* --- read ------------------------------------------------------------------------------------- */

static gssize
fill (RushesRelayStream  *self,
      GCancellable       *cancellable,
      GError            **error)
{
  guint8 buffer[BUFFER_BYTES];
  gssize n = g_input_stream_read (G_INPUT_STREAM (self->body), buffer, sizeof buffer, cancellable,
                                  error);

  if (n <= 0)
    return n;

  g_byte_array_append (self->kept, buffer, n);
  self->at += n;
  if (self->kept->len > 2 * KEPT_BYTES)
    g_byte_array_remove_range (self->kept, 0, self->kept->len - KEPT_BYTES);

  return n;
}

static gboolean
is_kept (RushesRelayStream *self)
{
  return self->position < self->at && self->position >= self->at - (gint64) self->kept->len;
}

static gboolean
is_on_the_way (RushesRelayStream *self)
{
  return self->body != NULL && self->position >= self->at &&
         self->position - self->at <= SKIP_BYTES;
}

/* One step towards the position: -1 for an error, 0 where there is nothing more. */
static gssize
step (RushesRelayStream  *self,
      guint              *n_cuts,
      GCancellable       *cancellable,
      GError            **error)
{
  gssize n;

  if (self->total >= 0 && self->position >= self->total)
    return 0;

  if (!is_on_the_way (self) && !connect_at (self, self->position, cancellable, error))
    return -1;

  n = fill (self, cancellable, error);
  if (n != 0 || self->total < 0)
    return n;

  /* A host that cut it off is asked for the rest. */
  disconnect (self);
  if (++*n_cuts <= MAX_CUTS)
    return 1;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the relay gives no more");

  return -1;
}

static gssize
rushes_relay_stream_read (GInputStream  *stream,
                          void          *buffer,
                          gsize          count,
                          GCancellable  *cancellable,
                          GError       **error)
{
  RushesRelayStream *self = RUSHES_RELAY_STREAM (stream);
  guint n_cuts = 0;
  gssize n = 1;
  gsize length;

  while (!is_kept (self) && n > 0)
    n = step (self, &n_cuts, cancellable, error);
  if (n <= 0)
    return n;

  length = MIN (count, (gsize) (self->at - self->position));
  memcpy (buffer, self->kept->data + self->kept->len - (self->at - self->position), length);
  self->position += (gint64) length;

  return (gssize) length;
}

static gboolean
rushes_relay_stream_close (GInputStream  *stream,
                           GCancellable  *cancellable,
                           GError       **error)
{
  disconnect (RUSHES_RELAY_STREAM (stream));

  return TRUE;
}

/* --- go elsewhere ----------------------------------------------------------------------------- */

static goffset
rushes_relay_stream_tell (GSeekable *seekable)
{
  return RUSHES_RELAY_STREAM (seekable)->position;
}

/* Only who has asked knows. */
static gboolean
rushes_relay_stream_can_seek (GSeekable *seekable)
{
  RushesRelayStream *self = RUSHES_RELAY_STREAM (seekable);

  if (self->total < 0 && self->body == NULL)
    connect_at (self, self->position, NULL, NULL);

  return self->total >= 0;
}

static gboolean
rushes_relay_stream_seek (GSeekable     *seekable,
                          goffset        offset,
                          GSeekType      type,
                          GCancellable  *cancellable,
                          GError       **error)
{
  RushesRelayStream *self = RUSHES_RELAY_STREAM (seekable);
  gint64 base = type == G_SEEK_CUR ? self->position : 0;

  if (type == G_SEEK_END && !rushes_relay_stream_can_seek (seekable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "the end is not known");
      return FALSE;
    }

  if (type == G_SEEK_END)
    base = self->total;
  if (offset < -base || offset > G_MAXINT64 - base)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "before the beginning");
      return FALSE;
    }

  self->position = base + offset;

  return TRUE;
}

static gboolean
rushes_relay_stream_can_truncate (GSeekable *seekable)
{
  return FALSE;
}

/* -------------------------------------------------------------------------------------------- */

static void
rushes_relay_stream_finalize (GObject *object)
{
  RushesRelayStream *self = RUSHES_RELAY_STREAM (object);

  disconnect (self);
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->kept);
  g_free (self->path);

  G_OBJECT_CLASS (rushes_relay_stream_parent_class)->finalize (object);
}

static void
rushes_relay_stream_class_init (RushesRelayStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  object_class->finalize = rushes_relay_stream_finalize;
  stream_class->read_fn = rushes_relay_stream_read;
  stream_class->close_fn = rushes_relay_stream_close;
}

static void
rushes_relay_stream_seekable_init (GSeekableIface *iface)
{
  iface->tell = rushes_relay_stream_tell;
  iface->can_seek = rushes_relay_stream_can_seek;
  iface->seek = rushes_relay_stream_seek;
  iface->can_truncate = rushes_relay_stream_can_truncate;
}

static void
rushes_relay_stream_init (RushesRelayStream *self)
{
  self->total = -1;
  self->kept = g_byte_array_new ();
}

/**
 * rushes_relay_stream_new:
 * @port: where a relay listens on loopback
 * @path: what it listens to
 * @cancellable: what ends the relay
 *
 * Makes a way to read from a relay for players that take no address. It can be seeked when the host
 * says how long the file is. Reading, and the first question whether it can be seeked, block: any
 * one thread at a time may do so, but not the one of the main loop.
 *
 * Returns: (transfer full): a stream that implements #GSeekable
 */
GInputStream *
rushes_relay_stream_new (guint16       port,
                         const char   *path,
                         GCancellable *cancellable)
{
  RushesRelayStream *self = g_object_new (RUSHES_TYPE_RELAY_STREAM, NULL);

  self->port = port;
  self->path = g_strdup (path);
  self->cancellable = g_object_ref (cancellable);

  return G_INPUT_STREAM (self);
}
