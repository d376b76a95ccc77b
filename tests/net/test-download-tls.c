/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#define LENGTH (2 * 1024 * 1024)

/* NULL where no certificates could be made. */
static char *
get_certificate (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "faults", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  g_test_skip ("no openssl, no certificates");

  return NULL;
}

static RushesDownload *
start (Saving      *saving,
       FaultServer *server,
       const char  *path)
{
  g_autofree char *uri = fault_server_get_uri (server, path);
  g_autofree char *authority = g_test_build_filename (G_TEST_BUILT, "faults", "ca.pem", NULL);
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (authority, NULL);
  RushesDownload *download = saving_new_trusting (saving, uri, database);

  rushes_download_start (download);

  return download;
}

static void
test_whole (void)
{
  g_autofree char *certificate = get_certificate ("good.pem");
  g_autoptr(Saving) saving = NULL;
  g_autoptr(FaultServer) server = NULL;
  g_autoptr(RushesDownload) download = NULL;

  if (certificate == NULL)
    return;

  saving = saving_new (LENGTH);
  server = fault_server_new_tls ("127.0.0.1", certificate);
  fault_server_set_body (server, saving->body, "\"v1\"");
  download = start (saving, server, "/ok");
  saving_wait_end (download);
  saving_assert_whole (saving, download);
}

typedef struct
{
  const char *test;
  const char *certificate;
} Distrust;

static const Distrust distrusts[] = {
  { "B16-expired", "expired.pem" },
  { "B16-not-yet-valid", "future.pem" },
  { "B16-other-host", "other-host.pem" },
  { "B16-self-signed", "self-signed.pem" },
  { "B16-unknown-authority", "unknown.pem" },
};

static void
test_distrust (gconstpointer data)
{
  const Distrust *distrust = data;
  g_autofree char *certificate = get_certificate (distrust->certificate);
  g_autoptr(Saving) saving = NULL;
  g_autoptr(FaultServer) server = NULL;
  g_autoptr(RushesDownload) download = NULL;
  g_auto(GStrv) heads = NULL;

  if (certificate == NULL)
    return;

  saving = saving_new (LENGTH);
  server = fault_server_new_tls ("127.0.0.1", certificate);
  fault_server_set_body (server, saving->body, "\"v1\"");
  download = start (saving, server, "/ok?secret");
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_INSECURE);
  g_assert_cmpstr (rushes_download_get_error (download)->message, !=, "");
  saving_assert_empty (saving);
  heads = fault_server_dup_heads (server);
  g_assert_cmpuint (g_strv_length (heads), ==, 0);
}

static RushesDownload *
redirect (Saving      *saving,
          FaultServer *from,
          FaultServer *to)
{
  g_autofree char *target = fault_server_get_uri (to, "/ok");
  g_autofree char *path = g_strdup_printf ("/redirect?to=%s", target);

  return start (saving, from, path);
}

static void
test_redirects (void)
{
  g_autofree char *certificate = get_certificate ("good.pem");
  g_autoptr(Saving) saving = NULL;
  g_autoptr(FaultServer) server = NULL;
  g_autoptr(FaultServer) other = NULL;
  g_autoptr(RushesDownload) secure = NULL;
  g_autoptr(RushesDownload) plain = NULL;
  g_auto(GStrv) heads = NULL;

  if (certificate == NULL)
    return;

  saving = saving_new (LENGTH);
  server = fault_server_new_tls ("127.0.0.1", certificate);
  other = fault_server_new_tls ("127.0.0.1", certificate);
  fault_server_set_body (server, saving->body, "\"v1\"");
  fault_server_set_body (other, saving->body, "\"v1\"");

  secure = redirect (saving, server, other);
  saving_wait_end (secure);
  saving_assert_whole (saving, secure);

  plain = redirect (saving, server, saving->server);
  saving_wait_end (plain);
  g_assert_error (rushes_download_get_error (plain), RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
  heads = fault_server_dup_heads (saving->server);
  g_assert_cmpuint (g_strv_length (heads), ==, 0);
}

/* A peer that goes without a word: the bytes are counted, and kept. */
static void
test_vanish (void)
{
  g_autofree char *certificate = get_certificate ("good.pem");
  g_autoptr(Saving) saving = NULL;
  g_autoptr(FaultServer) server = NULL;
  g_autoptr(RushesDownload) download = NULL;

  if (certificate == NULL)
    return;

  saving = saving_new (LENGTH);
  server = fault_server_new_tls ("127.0.0.1", certificate);
  fault_server_set_body (server, saving->body, "\"v1\"");
  download = start (saving, server, "/vanish");
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_TRUNCATED);
  saving_assert_nothing (saving, download);
  g_assert_cmpuint (rushes_download_get_received (download), ==, LENGTH / 2);
}

/* Where TLS is spoken to a host that has none. */
static void
test_plain_host (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autofree char *plain = fault_server_get_uri (saving->server, "/ok");
  g_autofree char *uri = g_strdup_printf ("https%s", plain + 4);
  g_autoptr(RushesDownload) download = saving_start_uri (saving, uri);

  saving_wait_end (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_FAILED);
  g_assert_cmpint (rushes_download_get_error (download)->domain, ==, RUSHES_ERROR);
  saving_assert_empty (saving);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/download-tls/whole", test_whole);
  for (gsize i = 0; i < G_N_ELEMENTS (distrusts); i++)
    {
      g_autofree char *name = g_strdup_printf ("/download-tls/%s", distrusts[i].test);

      g_test_add_data_func (name, &distrusts[i], test_distrust);
    }
  g_test_add_func ("/download-tls/A3-A5-redirects", test_redirects);
  g_test_add_func ("/download-tls/B1-vanish", test_vanish);
  g_test_add_func ("/download-tls/B9-plain-host", test_plain_host);

  return g_test_run ();
}
