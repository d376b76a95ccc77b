/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-server.h"

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE (256 * 1024)

static char *
make_head (const char *request,
           goffset    *size)
{
  gboolean small = g_str_has_prefix (request, "GET /small");

  *size = small ? FILE_SERVER_SMALL : FILE_SERVER_LARGE;

  return g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: \"one\"\r\n"
                          "Content-Length: %" G_GOFFSET_FORMAT "\r\nConnection: close\r\n\r\n",
                          *size);
}

static void
answer (int connection,
        int file)
{
  char request[4096];
  gssize length = 0, n;
  off_t offset = 0;
  goffset size;
  g_autofree char *head = NULL;

  while ((n = read (connection, request + length, sizeof request - 1 - length)) > 0)
    {
      length += n;
      request[length] = '\0';
      if (strstr (request, "\r\n\r\n") != NULL)
        break;
    }

  head = make_head (request, &size);
  if (send (connection, head, strlen (head), MSG_NOSIGNAL) < 0)
    return;
  while (offset < size && sendfile (connection, file, &offset, size - offset) > 0)
    ;
}

/* Whatever goes wrong, the one who asked is told by the end of the connection. */
static void
answer_tls (int              connection,
            GTlsCertificate *certificate)
{
  g_autoptr(GSocket) socket = g_socket_new_from_fd (connection, NULL);
  g_autoptr(GSocketConnection) plain = g_socket_connection_factory_create_connection (socket);
  g_autoptr(GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (plain), certificate, NULL);
  GOutputStream *output = g_io_stream_get_output_stream (tls);
  static const char piece[PIECE];
  char request[4096] = "";
  g_autofree char *head = NULL;
  goffset size;

  if (g_input_stream_read (g_io_stream_get_input_stream (tls), request, sizeof request - 1, NULL,
                           NULL) <= 0)
    return;

  head = make_head (request, &size);
  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  for (goffset sent = 0; sent < size; sent += sizeof piece)
    if (!g_output_stream_write_all (output, piece, sizeof piece, NULL, NULL, NULL))
      return;
  g_io_stream_close (tls, NULL, NULL);
}

static void
serve (int         listener,
       const char *certificate_path)
{
  g_autoptr(GTlsCertificate) certificate = NULL;
  int file = memfd_create ("video", 0);

  g_assert_no_errno (ftruncate (file, FILE_SERVER_LARGE));
  if (certificate_path != NULL)
    certificate = g_tls_certificate_new_from_file (certificate_path, NULL);

  for (;;)
    {
      int connection = accept (listener, NULL, NULL);

      if (certificate != NULL)
        {
          answer_tls (connection, certificate);
        }
      else
        {
          answer (connection, file);
          close (connection);
        }
    }
}

/**
 * file_server_start:
 * @certificate: (nullable): a file with a certificate and its key, to speak TLS
 * @port: (out): where it listens on the loopback interface
 *
 * Starts a server that does no more than send, in a process of its own, so that its work is in
 * nobody's account; it ends with the caller. To be called before there are threads.
 *
 * Returns: its process ID
 */
pid_t
file_server_start (const char *certificate,
                   guint16    *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  pid_t pid;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_no_errno (bind (listener, (struct sockaddr *) &address, sizeof address));
  g_assert_no_errno (listen (listener, 4));
  g_assert_no_errno (getsockname (listener, (struct sockaddr *) &address, &length));
  *port = ntohs (address.sin_port);

  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      serve (listener, certificate);
    }

  close (listener);

  return pid;
}
