/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-port.h"

#include <gio/gnetworking.h>

#include "stand-in-tap.h"

struct _StandInPort
{
  const char *name;
  StandInRecord *record;
  StandInHandler handler;
  gpointer user_data;

  SoupServer *server;
  gboolean listens;
  GSocketService *service;
  GHashTable *taps;
  guint16 number;
  guint n_connections;
};

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  StandInPort *self = user_data;
  StandInTap *tap = stand_in_tap_get_from_message (message);
  g_autofree char *head = NULL;
  g_autoptr(StandInRequest) request = NULL;

  /* Somebody knocked at libsoup's own listener: see stand_in_port_open (). */
  if (tap == NULL)
    {
      soup_server_message_set_status (message, 404, NULL);
      return;
    }

  head = stand_in_tap_take_head (tap);
  request = stand_in_request_new (self->name, head, stand_in_tap_get_number (tap));
  if (self->record != NULL)
    stand_in_record_append (self->record, request);

  self->handler (message, request, self->user_data);
}

static void
on_tap_gone (gpointer  user_data,
             GObject  *tap)
{
  StandInPort *self = user_data;

  g_hash_table_remove (self->taps, tap);
}

static gboolean
on_incoming (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  StandInPort *self = user_data;
  g_autoptr(StandInTap) tap = stand_in_tap_new (connection, ++self->n_connections);
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  /* A client that was faster to leave than we to greet has no address any more. */
  if (local == NULL || remote == NULL)
    return TRUE;

  /* Head and body are two writes: without this the second waits for the first one's receipt. */
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE,
                       NULL);

  stand_in_tap_attach (tap, remote);
  g_hash_table_add (self->taps, tap);
  g_object_weak_ref (G_OBJECT (tap), on_tap_gone, self);
  soup_server_accept_iostream (self->server, G_IO_STREAM (tap), local, remote, NULL);

  return TRUE;
}

/**
 * stand_in_port_new:
 * @name: its name in the record; a literal
 * @record: (nullable): where its requests are noted down; %NULL for a port that leaves no trace
 * @handler: answers a request
 * @user_data: for @handler
 *
 * Prepares a port that is served in the calling thread's default main context.
 *
 * Returns: (transfer full): a port that is closed as yet
 */
StandInPort *
stand_in_port_new (const char     *name,
                   StandInRecord  *record,
                   StandInHandler  handler,
                   gpointer        user_data)
{
  StandInPort *self = g_new0 (StandInPort, 1);

  self->name = name;
  self->record = record;
  self->handler = handler;
  self->user_data = user_data;
  self->taps = g_hash_table_new (NULL, NULL);
  /* Raw paths: by default libsoup itself refuses some targets, and nobody would see them. */
  self->server = g_object_new (SOUP_TYPE_SERVER, "raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);

  return self;
}

static void
clear_taps (StandInPort *self)
{
  g_autoptr(GList) taps = g_hash_table_get_keys (self->taps);

  for (GList *l = taps; l != NULL; l = l->next)
    {
      g_object_weak_unref (l->data, on_tap_gone, self);
      stand_in_tap_cut (l->data);
    }

  g_hash_table_remove_all (self->taps);
}

void
stand_in_port_free (StandInPort *self)
{
  stand_in_port_close (self);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_hash_table_unref (self->taps);
  g_free (self);
}

/**
 * stand_in_port_open:
 * @self: a port that is closed
 * @number: the port number; 0 for the number it had before, or for any free one
 * @error: return location
 *
 * Listens on 127.0.0.1, and nowhere else.
 *
 * Returns: whether it listens
 */
gboolean
stand_in_port_open (StandInPort  *self,
                    guint16       number,
                    GError      **error)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) wanted = NULL;
  g_autoptr(GSocketAddress) effective = NULL;

  g_return_val_if_fail (self->service == NULL, FALSE);

  wanted = g_inet_socket_address_new (loopback, number != 0 ? number : self->number);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;

  /*
   * A SoupServer keeps a connection alive after an answer only while it listens itself. So it
   * does, on another port that nobody is told of.
   */
  if (!self->listens)
    self->listens = soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
  if (!self->listens)
    return FALSE;

  self->number = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (service);
  self->service = g_steal_pointer (&service);

  return TRUE;
}

/**
 * stand_in_port_close:
 * @self: a port
 *
 * Stops listening and cuts every connection, in the middle of an answer if need be. New clients
 * are refused from now on.
 */
void
stand_in_port_close (StandInPort *self)
{
  if (self->service != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
      g_clear_object (&self->service);
    }

  clear_taps (self);
}

/**
 * stand_in_port_get_number:
 * @self: a port
 *
 * Returns: the port number, which stays the same over closing and opening
 */
guint16
stand_in_port_get_number (StandInPort *self)
{
  return self->number;
}
