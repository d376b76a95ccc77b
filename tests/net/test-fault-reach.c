/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may stand at the address of the API, or nobody (FAULTS A3, B13, B15, B16). */
#include "rushes-client.h"

#include "fault-server.h"
#include "faulting.h"
#include "fetching.h"
#include "rushes-error.h"
#include "rushes-http.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TOKEN "user:1234-aB3dE5gH7jK9mN1pQ3sT5v"
#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"
#define DEADLINE_MILLISECONDS 20000
#define SHORT_DEADLINE_MILLISECONDS 300

static char *plain_uri;

typedef struct
{
  FaultServer *server; /* which never answers */
  RushesClient *client;
} Fixture;

/* Over TLS it sends away to where nothing is encrypted; else it does not answer. */
void
fault_exchange_reply (FaultExchange *exchange)
{
  if (exchange->tls != NULL)
    fault_exchange_say (exchange, "HTTP/1.1 302 Found\r\nLocation: %s\r\n"
                                  "Content-Length: 0\r\n\r\n", plain_uri);
  else
    fault_exchange_hold (exchange, DEADLINE_MILLISECONDS);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = fault_server_new ("127.0.0.1");
  plain_uri = fault_server_get_uri (fixture->server, "/");
  fixture->client = rushes_client_new (NULL);
  rushes_client_set_token (fixture->client, TOKEN);
  rushes_client_set_deadline (fixture->client, DEADLINE_MILLISECONDS);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->client);
  fault_server_free (fixture->server);
  g_clear_pointer (&plain_uri, g_free);
}

static void
assert_asked (FaultServer *server,
              guint        times)
{
  g_auto(GStrv) heads = fault_server_dup_heads (server);

  g_assert_cmpuint (g_strv_length (heads), ==, times);
}

/* --- B13: nobody answers ---------------------------------------------------------------------- */

/* Its queue is full, so the next to connect waits for ever. Close the sockets. */
static char *
open_black_hole (int sockets[3])
{
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof name;

  sockets[0] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (bind (sockets[0], (struct sockaddr *) &name, sizeof name));
  g_assert_no_errno (listen (sockets[0], 0));
  g_assert_no_errno (getsockname (sockets[0], (struct sockaddr *) &name, &length));
  for (guint i = 1; i < 3; i++)
    {
      sockets[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      if (connect (sockets[i], (struct sockaddr *) &name, sizeof name) < 0)
        g_assert_cmpint (errno, ==, EINPROGRESS);
    }

  return g_strdup_printf ("http://127.0.0.1:%u/v1", g_ntohs (name.sin_port));
}

/* Says how it ends at the deadline, and that it ends at once when it is cancelled. */
static void
assert_ends (Fixture *fixture)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Fetching) fetching = { FALSE };
  g_autoptr(GError) error = NULL;
  gint64 cancelled;

  rushes_client_set_deadline (fixture->client, SHORT_DEADLINE_MILLISECONDS);
  g_assert_null (fetching_run (fixture->client, ID, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT);
  faulting_assert_words (error, "The server did not answer in time", TOKEN);

  rushes_client_set_deadline (fixture->client, DEADLINE_MILLISECONDS);
  fetching_begin (&fetching, fixture->client, ID, cancellable);
  for (guint i = 0; i < 20 && !fetching.done; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (fetching.done);
  cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  fetching_wait (&fetching);
  g_assert_error (fetching.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - cancelled, <, 200 * 1000);
}

static void
test_never (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *url = fault_server_get_uri (fixture->server, "/v1");

  rushes_client_set_api_url (fixture->client, url);
  assert_ends (fixture);
}

/* TLS is spoken to a server that listens and says nothing. */
static void
test_handshake (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *plain = fault_server_get_uri (fixture->server, "/v1");
  g_autofree char *url = g_strconcat ("https", plain + strlen ("http"), NULL);

  rushes_client_set_api_url (fixture->client, url);
  assert_ends (fixture);
}

static void
test_black_hole (Fixture       *fixture,
                 gconstpointer  data)
{
  int sockets[3];
  g_autofree char *url = open_black_hole (sockets);

  rushes_client_set_api_url (fixture->client, url);
  assert_ends (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    close (sockets[i]);
}

/* --- B15, B16, A3: who answers there ---------------------------------------------------------- */

static void
test_unknown_host (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  rushes_client_set_api_url (fixture->client, "https://api.invalid/v1");
  g_assert_null (fetching_run (fixture->client, ID, &error));
  if (!g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_OFFLINE))
    g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_HOST_NOT_FOUND);
  faulting_assert_words (error, NULL, TOKEN);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *url = fault_server_get_uri (fixture->server, "/v1");
  g_autoptr(GError) error = NULL;

  fault_server_free (g_steal_pointer (&fixture->server));
  rushes_client_set_api_url (fixture->client, url);
  g_assert_null (fetching_run (fixture->client, ID, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_REFUSED);
  faulting_assert_words (error, "The server cannot be reached", TOKEN);
  fixture->server = fault_server_new ("127.0.0.1");
}

/* Whether a module is there that reads the environment. */
static gboolean
has_proxy (void)
{
  g_auto(GStrv) proxies = g_proxy_resolver_lookup (g_proxy_resolver_get_default (),
                                                   "https://api.invalid/", NULL, NULL);

  return proxies != NULL && g_strcmp0 (proxies[0], "direct://") != 0;
}

/* What libproxy 0.5 never frees is only known for libproxy's where the way to it can be read. */
static void
look_closely (void)
{
  const char *options = g_getenv ("ASAN_OPTIONS");
  g_autofree char *more = g_strjoin (":", "fast_unwind_on_malloc=0", options, NULL);

  g_setenv ("ASAN_OPTIONS", more, TRUE);
}

/* In another process, since the environment is read once in each. */
static void
test_proxy (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_setenv ("https_proxy", "http://127.0.0.1:1", TRUE);
      look_closely ();
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  rushes_client_set_api_url (fixture->client, "https://api.invalid/v1");
  g_assert_null (fetching_run (fixture->client, ID, &error));
  if (!has_proxy ())
    return;

  if (!g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_REFUSED))
    g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_PROXY);
  faulting_assert_words (error, NULL, TOKEN);
}

/* What every message of the transport becomes. */
static const struct
{
  GIOErrorEnum from;
  const char *title;
} transport_rows[] = {
  { G_IO_ERROR_CONNECTION_REFUSED, "The server cannot be reached" },
  { G_IO_ERROR_HOST_UNREACHABLE, "The server cannot be reached" },
  { G_IO_ERROR_NETWORK_UNREACHABLE, "There is no network" },
  { G_IO_ERROR_HOST_NOT_FOUND, "The server was not found" },
  { G_IO_ERROR_PROXY_FAILED, "The proxy cannot be used" },
  { G_IO_ERROR_PROXY_AUTH_FAILED, "The proxy cannot be used" },
  { G_IO_ERROR_PROXY_NEED_AUTH, "The proxy cannot be used" },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, "The proxy cannot be used" },
  { G_IO_ERROR_TIMED_OUT, "The server did not answer in time" },
  { G_IO_ERROR_CONNECTION_CLOSED, "The connection broke" },
};

static void
test_transport (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transport_rows); i++)
    {
      g_autoptr(GError) said = g_error_new (G_IO_ERROR, transport_rows[i].from,
                                            "https://h/?sign=secret failed");
      g_autoptr(GError) error = rushes_http_error_new (said, NULL);

      faulting_assert_words (error, transport_rows[i].title, "secret");
      g_assert_null (strstr (error->message, "secret"));
    }
}

static RushesClient *
new_trusting (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "faults", "ca.pem", NULL);
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (path, NULL);
  RushesClient *client = rushes_client_new (database);

  rushes_client_set_token (client, TOKEN);
  rushes_client_set_deadline (client, DEADLINE_MILLISECONDS);

  return client;
}

#define INSECURE RUSHES_ERROR_INSECURE, 0, "The connection is not secure"

static const struct
{
  const char *name;
  const char *certificate;
  int code;
  guint n_requests;
  const char *title;
  const char *words;
} certificates[] = {
  { "A3-downgrade", "good.pem", RUSHES_ERROR_REDIRECTED, 1, "The server sent Rushes somewhere else",
    "*the token stays safe*" },
  { "B16-expired", "expired.pem", INSECURE, "*has expired.*" },
  { "B16-not-yet-valid", "future.pem", INSECURE, "*not valid yet.*" },
  { "B16-other-host", "other-host.pem", INSECURE, "*belongs to another server.*" },
  { "B16-self-signed", "self-signed.pem", INSECURE, "*Nobody this computer trusts*" },
  { "B16-unknown-authority", "unknown.pem", INSECURE, "*Nobody this computer trusts*" },
};

/* A3: the token is not sent in clear, whatever a trusted server says. B16: nothing is sent. */
static void
test_certificate (Fixture       *fixture,
                  gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "faults",
                                                 certificates[i].certificate, NULL);
  g_autoptr(FaultServer) server = NULL;
  g_autoptr(RushesClient) client = NULL;
  g_autofree char *url = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no openssl, no certificates");
      return;
    }

  server = fault_server_new_tls ("127.0.0.1", path);
  url = fault_server_get_uri (server, "/v1");
  client = new_trusting ();
  rushes_client_set_api_url (client, url);
  g_assert_null (fetching_run (client, ID, &error));
  g_assert_error (error, RUSHES_ERROR, certificates[i].code);
  faulting_assert_words (error, certificates[i].title, TOKEN);
  faulting_assert_text (error, certificates[i].words);
  assert_asked (server, certificates[i].n_requests);
  assert_asked (fixture->server, 0);
}

#define ADD(name, data, test) \
  { \
    g_autofree char *path = g_strconcat ("/fault-reach/", name, NULL); \
\
    g_test_add (path, Fixture, data, set_up, test, tear_down); \
  }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (certificates); i++)
    ADD (certificates[i].name, GSIZE_TO_POINTER (i), test_certificate)
  ADD ("B13-never", NULL, test_never)
  ADD ("B13-handshake", NULL, test_handshake)
  ADD ("B13-black-hole", NULL, test_black_hole)
  ADD ("B15-unknown-host", NULL, test_unknown_host)
  ADD ("B15-refused", NULL, test_refused)
  ADD ("B15-proxy", NULL, test_proxy)
  g_test_add_func ("/fault-reach/B15-transport", test_transport);

  return g_test_run ();
}
