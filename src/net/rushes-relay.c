/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-relay.h"

#include <string.h>

#include "rushes-relay-request.h"
#include "rushes-relay-route.h"
#include "rushes-relay-stream.h"

/* A player has one connection, and for a moment a second one when it goes elsewhere. Others on this
 * machine, who know the port but not the path, must not be able to wear it out. */
#define MAX_VISITS 8
#define HEAD_SECONDS 5

struct _RushesRelay
{
  GSocketService *service;
  RushesRelayRoute *route;
  guint16 port;
  char *path;
  char *uri;
};

typedef struct
{
  RushesRelayRoute *route;
  char *path;
  int n_visits; /* atomic */
} Reception;

static void
reception_free (gpointer  data,
            GClosure *closure)
{
  Reception *self = data;

  rushes_relay_route_unref (self->route);
  g_free (self->path);
  g_free (self);
}

static char *
read_head (GInputStream *stream,
           GCancellable *cancellable)
{
  g_autoptr(GString) head = g_string_new (NULL);

  while (head->len < RUSHES_RELAY_REQUEST_MAX_BYTES)
    {
      char buffer[1024];
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, cancellable, NULL);
      char *end;

      if (n <= 0)
        return NULL;

      g_string_append_len (head, buffer, n);
      end = strstr (head->str, "\r\n\r\n");
      if (end != NULL)
        return g_strndup (head->str, end - head->str);
    }

  return NULL;
}

static void
serve (const Reception   *self,
       GSocketConnection *connection)
{
  GCancellable *cancellable = rushes_relay_route_get_cancellable (self->route);
  GSocket *socket = g_socket_connection_get_socket (connection);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autofree char *head = NULL;
  gint64 from;
  guint status;

  g_socket_set_timeout (socket, HEAD_SECONDS);
  head = read_head (input, cancellable);
  if (head == NULL)
    return;

  /* A player that pauses takes nothing for as long as it likes. */
  g_socket_set_timeout (socket, 0);
  status = rushes_relay_request_read (head, self->path, &from);
  if (status == 200)
    rushes_relay_route_serve (self->route, from, output);
  else
    rushes_relay_route_refuse (self->route, status, output);
}

/* In a thread of its own, where libsoup needs a main context that is nobody else's. */
static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                user_data)
{
  Reception *self = user_data;
  g_autoptr(GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  if (g_atomic_int_add (&self->n_visits, 1) < MAX_VISITS)
    serve (self, connection);

  g_atomic_int_add (&self->n_visits, -1);
  g_main_context_pop_thread_default (context);

  return TRUE;
}

static guint16
listen_on_loopback (GSocketService  *service,
                    GError         **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) got = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &got, error))
    return 0;

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

static void
open_reception (RushesRelay *self)
{
  Reception *reception = g_new0 (Reception, 1);

  reception->route = rushes_relay_route_ref (self->route);
  reception->path = g_strdup (self->path);
  g_signal_connect_data (self->service, "run", G_CALLBACK (on_run), reception, reception_free, 0);
}

/**
 * rushes_relay_new:
 * @uri: the link of a video; from a stranger
 * @loopback_allowed: whether `api-url` itself is a loopback address
 * @error: return location for an error
 *
 * Opens a way to a video for a player of this program. Nothing is asked of anybody yet.
 *
 * Returns: (transfer full): the relay, or %NULL with %RUSHES_ERROR_BAD_LINK when @uri may not be
 *   asked, or with an error of %G_IO_ERROR
 */
RushesRelay *
rushes_relay_new (const char    *uri,
                  gboolean       loopback_allowed,
                  GError       **error)
{
  g_autoptr(RushesRelay) self = g_new0 (RushesRelay, 1);
  g_autofree char *secret = g_uuid_string_random ();

  self->route = rushes_relay_route_new (uri, loopback_allowed, error);
  if (self->route == NULL)
    return NULL;

  self->service = g_threaded_socket_service_new (-1);
  self->port = listen_on_loopback (self->service, error);
  if (self->port == 0)
    return NULL;

  self->path = g_strconcat ("/", secret, NULL);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u%s", self->port, self->path);
  open_reception (self);

  return g_steal_pointer (&self);
}

/**
 * rushes_relay_free:
 * @self: (transfer full): a relay
 *
 * Closes the way. Whatever is under way ends by itself, soon.
 */
void
rushes_relay_free (RushesRelay *self)
{
  if (self->route != NULL)
    g_cancellable_cancel (rushes_relay_route_get_cancellable (self->route));

  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    }

  g_clear_object (&self->service);
  g_clear_pointer (&self->route, rushes_relay_route_unref);
  g_free (self->path);
  g_free (self->uri);
  g_free (self);
}

/**
 * rushes_relay_get_uri:
 * @self: a relay
 *
 * Gets the address for the player. It holds nothing of the link, and is good as long as @self.
 *
 * Returns: (transfer none): an address on loopback
 */
const char *
rushes_relay_get_uri (RushesRelay *self)
{
  return self->uri;
}

/**
 * rushes_relay_open_stream:
 * @self: a relay
 *
 * Gives the same as [method@Relay.get_uri], to a player that takes a stream. What is read from it
 * fails once @self is freed.
 *
 * Returns: (transfer full): a [class@RelayStream], not for the thread of the main loop
 */
GInputStream *
rushes_relay_open_stream (RushesRelay *self)
{
  return rushes_relay_stream_new (self->port, self->path,
                                  rushes_relay_route_get_cancellable (self->route));
}

/**
 * rushes_relay_dup_error:
 * @self: a relay
 *
 * Tells why the player gets no more, in more detail than the player can.
 *
 * Returns: (transfer full) (nullable): an error of %RUSHES_ERROR, or %NULL while the host gives
 *   what it is asked for; %RUSHES_ERROR_NO_DECODER when what it gives is none of the kinds that are
 *   played
 */
GError *
rushes_relay_dup_error (RushesRelay *self)
{
  return rushes_relay_route_dup_error (self->route);
}
