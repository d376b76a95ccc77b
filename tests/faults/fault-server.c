/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-server.h"

#include "fault-limits.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CONNECTIONS 65536
#define MAX_HEAD_BYTES (64 * 1024)
#define MAX_WAIT_SECONDS 20

struct _FaultServer
{
  int fd;
  int stop;
  GTlsCertificate *certificate;
  guint16 port;
  char *address;
  GThread *thread;

  GMutex lock;
  GCond arrived;
  guint n_served; /* now: connections whose thread has not ended */
  gboolean open;
  GPtrArray *heads;
  GHashTable *attempts;
  GBytes *body;
  char *etag;
};

/* Waits for the peer to go, or for the server to be stopped. */
gboolean
fault_exchange_hold (FaultExchange *exchange,
                     guint          milliseconds)
{
  struct pollfd fds[] = { { exchange->fd, POLLRDHUP, 0 }, { exchange->server->stop, POLLIN, 0 } };

  return poll (fds, G_N_ELEMENTS (fds), MIN (milliseconds, MAX_WAIT_SECONDS * 1000)) == 0;
}

/* Waits for more to come from the peer; FALSE when the server is stopped before. */
gboolean
fault_exchange_wait_more (FaultExchange *exchange)
{
  struct pollfd fds[] = { { exchange->fd, POLLIN, 0 }, { exchange->server->stop, POLLIN, 0 } };

  return poll (fds, G_N_ELEMENTS (fds), MAX_WAIT_SECONDS * 1000) > 0 && fds[1].revents == 0;
}

/* Waits for fault_server_open (). */
gboolean
fault_exchange_wait (FaultExchange *exchange)
{
  FaultServer *server = exchange->server;
  gint64 end = g_get_monotonic_time () + MAX_WAIT_SECONDS * G_USEC_PER_SEC;
  gboolean open;

  g_mutex_lock (&server->lock);
  while (!server->open && g_cond_wait_until (&server->arrived, &server->lock, end))
    continue;
  open = server->open;
  g_mutex_unlock (&server->lock);

  return open;
}

void
fault_exchange_send (FaultExchange *exchange,
                     gconstpointer  bytes,
                     gsize          length)
{
  struct pollfd fds[] = { { exchange->fd, POLLOUT, 0 }, { exchange->server->stop, POLLIN, 0 } };
  const char *p = bytes;

  if (exchange->tls != NULL)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (exchange->tls), bytes, length, NULL,
                                 NULL, NULL);
      return;
    }

  while (length > 0)
    {
      ssize_t n = send (exchange->fd, p, length, MSG_NOSIGNAL | MSG_DONTWAIT);

      if (n < 0 && errno == EAGAIN)
        {
          if (poll (fds, G_N_ELEMENTS (fds), MAX_WAIT_SECONDS * 1000) == 0 || fds[1].revents != 0)
            return;
          continue;
        }
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return;

      p += n;
      length -= n;
    }
}

void
fault_exchange_say (FaultExchange *exchange,
                    const char    *format,
                    ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  fault_exchange_send (exchange, text, strlen (text));
}

/* The next close () tells the peer that the connection broke. */
void
fault_exchange_reset (FaultExchange *exchange)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (exchange->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

const char *
fault_exchange_get_query (FaultExchange *exchange,
                          const char    *name)
{
  return exchange->query != NULL ? g_hash_table_lookup (exchange->query, name) : NULL;
}

char *
fault_exchange_get_field (FaultExchange *exchange,
                          const char    *name)
{
  g_auto(GStrv) lines = g_strsplit (exchange->head, "\r\n", -1);

  for (gsize i = 1; i < g_strv_length (lines); i++)
    {
      gsize length = strlen (name);

      if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
        return g_strdup (g_strstrip (lines[i] + length + 1));
    }

  return NULL;
}

static ssize_t
receive (FaultExchange *exchange,
         char          *buffer,
         gsize          length)
{
  struct pollfd poll_fd = { exchange->fd, POLLIN, 0 };

  if (exchange->tls != NULL)
    return g_input_stream_read (g_io_stream_get_input_stream (exchange->tls), buffer, length, NULL,
                                NULL);

  if (poll (&poll_fd, 1, MAX_WAIT_SECONDS * 1000) != 1)
    return -1;

  return recv (exchange->fd, buffer, length, 0);
}

static char *
read_head (FaultExchange *exchange)
{
  g_autoptr(GString) head = g_string_new (NULL);
  char buffer[4096];

  while (head->len < MAX_HEAD_BYTES && strstr (head->str, "\r\n\r\n") == NULL)
    {
      ssize_t n = receive (exchange, buffer, sizeof buffer);

      if (n <= 0)
        return NULL;

      g_string_append_len (head, buffer, n);
    }

  return g_string_free (g_steal_pointer (&head), FALSE);
}

static void
note_request (FaultExchange *exchange,
              const char    *target)
{
  FaultServer *server = exchange->server;

  g_mutex_lock (&server->lock);
  exchange->attempt = GPOINTER_TO_UINT (g_hash_table_lookup (server->attempts, target));
  g_hash_table_insert (server->attempts, g_strdup (target),
                       GUINT_TO_POINTER (exchange->attempt + 1));
  g_ptr_array_add (server->heads, g_strdup (exchange->head));
  g_cond_broadcast (&server->arrived);
  g_mutex_unlock (&server->lock);
}

static void
answer (FaultExchange *exchange)
{
  g_auto(GStrv) words = g_strsplit (exchange->head, " ", 3);
  g_auto(GStrv) parts = NULL;

  if (g_strv_length (words) < 3)
    return;

  parts = g_strsplit (words[1], "?", 2);
  exchange->path = g_strndup (parts[0] + 1, strcspn (parts[0] + 1, "/"));
  if (parts[1] != NULL)
    exchange->query = g_uri_parse_params (parts[1], -1, "&", G_URI_PARAMS_NONE, NULL);

  note_request (exchange, words[1]);
  fault_exchange_reply (exchange);
}

/* Gives the socket away: it closes with the stream. */
static GIOStream *
speak_tls (FaultExchange *exchange)
{
  g_autoptr(GSocket) socket = g_socket_new_from_fd (exchange->fd, NULL);
  g_autoptr(GSocketConnection) plain = g_socket_connection_factory_create_connection (socket);

  g_socket_set_timeout (socket, MAX_WAIT_SECONDS);

  return g_tls_server_connection_new (G_IO_STREAM (plain), exchange->server->certificate, NULL);
}

static void
hang_up (FaultExchange *exchange)
{
  if (exchange->tls == NULL)
    {
      close (exchange->fd);
      return;
    }

  if (exchange->vanish)
    shutdown (exchange->fd, SHUT_RDWR);
  g_io_stream_close (exchange->tls, NULL, NULL);
  g_object_unref (exchange->tls);
}

static gpointer
serve_connection (gpointer data)
{
  FaultExchange *exchange = data;
  FaultServer *server = exchange->server;

  if (exchange->server->certificate != NULL)
    exchange->tls = speak_tls (exchange);

  exchange->head = read_head (exchange);
  if (exchange->head != NULL)
    answer (exchange);

  hang_up (exchange);
  g_clear_pointer (&exchange->query, g_hash_table_unref);
  g_free (exchange->path);
  g_free (exchange->head);
  g_free (exchange);

  g_mutex_lock (&server->lock);
  server->n_served--;
  g_cond_broadcast (&server->arrived);
  g_mutex_unlock (&server->lock);

  return NULL;
}

/* The thread is not joined but counted: thousands of ended ones would keep their stacks. */
static void
begin_to_serve (FaultServer *server,
                int          fd)
{
  FaultExchange *exchange = g_new0 (FaultExchange, 1);

  exchange->server = server;
  exchange->fd = fd;
  g_mutex_lock (&server->lock);
  server->n_served++;
  g_mutex_unlock (&server->lock);
  g_thread_unref (g_thread_new ("fault", serve_connection, exchange));
}

static gpointer
serve (gpointer data)
{
  FaultServer *server = data;

  for (guint i = 0; i < MAX_CONNECTIONS; i++)
    {
      struct pollfd fds[] = { { server->fd, POLLIN, 0 }, { server->stop, POLLIN, 0 } };
      int fd;

      if (poll (fds, G_N_ELEMENTS (fds), -1) < 0 || fds[1].revents != 0)
        break;

      fd = accept4 (server->fd, NULL, NULL, SOCK_CLOEXEC);
      if (fd >= 0)
        begin_to_serve (server, fd);
    }

  return NULL;
}

static FaultServer *
server_new (const char      *address,
            GTlsCertificate *certificate)
{
  FaultServer *server = g_new0 (FaultServer, 1);
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr = { inet_addr (address) } };
  socklen_t length = sizeof name;

  fault_limits_begin ();
  g_mutex_init (&server->lock);
  g_cond_init (&server->arrived);
  server->address = g_strdup (address);
  server->certificate = certificate;
  server->heads = g_ptr_array_new_with_free_func (g_free);
  server->attempts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  server->stop = eventfd (0, EFD_CLOEXEC);
  server->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (server->fd, (struct sockaddr *) &name, sizeof name), ==, 0);
  g_assert_cmpint (listen (server->fd, 64), ==, 0);
  g_assert_cmpint (getsockname (server->fd, (struct sockaddr *) &name, &length), ==, 0);
  server->port = g_ntohs (name.sin_port);
  server->thread = g_thread_new ("faults", serve, server);

  return server;
}

FaultServer *
fault_server_new (const char *address)
{
  return server_new (address, NULL);
}

/* @certificate: a file with the certificate and its key */
FaultServer *
fault_server_new_tls (const char *address,
                      const char *certificate)
{
  g_autoptr(GError) error = NULL;
  GTlsCertificate *read = g_tls_certificate_new_from_file (certificate, &error);

  g_assert_no_error (error);

  return server_new (address, read);
}

/* Fails when what it did to the program went beyond the limits. */
void
fault_server_free (FaultServer *server)
{
  fault_server_open (server);
  eventfd_write (server->stop, 1);
  g_thread_join (server->thread);
  g_mutex_lock (&server->lock);
  while (server->n_served > 0)
    g_cond_wait (&server->arrived, &server->lock);
  g_mutex_unlock (&server->lock);

  close (server->fd);
  close (server->stop);
  g_ptr_array_unref (server->heads);
  g_hash_table_unref (server->attempts);
  g_clear_pointer (&server->body, g_bytes_unref);
  g_clear_object (&server->certificate);
  g_mutex_clear (&server->lock);
  g_cond_clear (&server->arrived);
  g_free (server->address);
  g_free (server->etag);
  g_free (server);
  fault_limits_end ();
}

char *
fault_server_get_uri (FaultServer *server,
                      const char  *path)
{
  return g_strdup_printf ("%s://%s:%u%s", server->certificate != NULL ? "https" : "http",
                          server->address, server->port, path);
}

void
fault_server_set_body (FaultServer *server,
                       GBytes      *body,
                       const char  *etag)
{
  fault_limits_take_own (g_bytes_get_size (body));
  g_mutex_lock (&server->lock);
  g_clear_pointer (&server->body, g_bytes_unref);
  server->body = g_bytes_ref (body);
  g_free (server->etag);
  server->etag = g_strdup (etag);
  g_mutex_unlock (&server->lock);
}

GBytes *
fault_server_dup_body (FaultServer  *server,
                       char        **etag)
{
  GBytes *body;

  g_mutex_lock (&server->lock);
  body = g_bytes_ref (server->body);
  *etag = g_strdup (server->etag);
  g_mutex_unlock (&server->lock);

  return body;
}

GStrv
fault_server_dup_heads (FaultServer *server)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_mutex_lock (&server->lock);
  for (guint i = 0; i < server->heads->len; i++)
    g_strv_builder_add (builder, server->heads->pdata[i]);
  g_mutex_unlock (&server->lock);

  return g_strv_builder_end (builder);
}

/* What was asked so far, which would only grow. */
void
fault_server_forget (FaultServer *server)
{
  g_mutex_lock (&server->lock);
  g_ptr_array_set_size (server->heads, 0);
  g_hash_table_remove_all (server->attempts);
  g_mutex_unlock (&server->lock);
}

void
fault_server_wait (FaultServer *server,
                   guint        requests)
{
  gint64 end = g_get_monotonic_time () + MAX_WAIT_SECONDS * G_USEC_PER_SEC;

  g_mutex_lock (&server->lock);
  while (server->heads->len < requests)
    g_assert_true (g_cond_wait_until (&server->arrived, &server->lock, end));
  g_mutex_unlock (&server->lock);
}

void
fault_server_open (FaultServer *server)
{
  g_mutex_lock (&server->lock);
  server->open = TRUE;
  g_cond_broadcast (&server->arrived);
  g_mutex_unlock (&server->lock);
}
