/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetching.h"

#include "fault-limits.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

/* How often a condition is looked at that nothing announces. */
#define LOOK_MILLISECONDS 2

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fetching *self = user_data;

  self->video = rushes_client_fetch_finish (RUSHES_CLIENT (source), result, &self->error);
  g_assert_cmpint (self->video == NULL, ==, self->error != NULL);
  self->done = TRUE;
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fetching *self = user_data;

  self->token_is_good = rushes_client_check_token_finish (RUSHES_CLIENT (source), result,
                                                          &self->error);
  g_assert_cmpint (self->token_is_good, ==, self->error == NULL);
  self->done = TRUE;
}

void
fetching_begin (Fetching     *self,
                RushesClient *client,
                const char   *id,
                GCancellable *cancellable)
{
  rushes_client_fetch_async (client, id, cancellable, on_fetched, self);
  g_assert_false (self->done);
}

void
fetching_wait (Fetching *self)
{
  while (!self->done)
    fault_limits_iterate ();
}

void
fetching_clear (Fetching *self)
{
  g_clear_object (&self->video);
  g_clear_error (&self->error);
  self->done = FALSE;
}

RushesVideo *
fetching_run (RushesClient  *client,
              const char    *id,
              GError       **error)
{
  Fetching self = { FALSE };

  fetching_begin (&self, client, id, NULL);
  fetching_wait (&self);
  if (self.error != NULL)
    g_propagate_error (error, self.error);

  return self.video;
}

gboolean
fetching_check_token (RushesClient  *client,
                      const char    *token,
                      GError       **error)
{
  Fetching self = { FALSE };

  rushes_client_check_token_async (client, token, NULL, on_checked, &self);
  g_assert_false (self.done);
  fetching_wait (&self);
  if (self.error != NULL)
    g_propagate_error (error, self.error);

  return self.token_is_good;
}

static gboolean
on_look (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The harness ends a test that waits for ever. */
void
fetching_wait_until (gboolean (*condition) (gpointer data),
                     gpointer   data)
{
  guint look = g_timeout_add (LOOK_MILLISECONDS, on_look, NULL);

  while (!condition (data))
    fault_limits_iterate ();

  g_source_remove (look);
}

static guint16
get_local_port (int fd)
{
  struct sockaddr_in address = { 0 };
  socklen_t length = sizeof address;

  if (getsockname (fd, (struct sockaddr *) &address, &length) != 0 ||
      address.sin_family != AF_INET)
    return 0;

  return g_ntohs (address.sin_port);
}

/* What this process holds open, without the ends of connections that belong to a server in it. */
guint
fetching_count_fds (guint16 server_port)
{
  g_autoptr(GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n_fds = 0;
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    n_fds += get_local_port (atoi (name)) == server_port ? 0 : 1;

  return n_fds;
}
