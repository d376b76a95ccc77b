/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens often, or is large (FAULTS F17, I3, I4): nothing grows, nothing waits. */
#include "fault-limits.h"
#include "fetching.h"
#include "rushes-picture-client.h"
#include "saving.h"

#define TOKEN "user:1234-aB3dE5gH7jK9mN1pQ3sT5v"
#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"
#define N_CANCELLED 1000
#define N_FETCHED 2000
#define N_COVERS 300
#define SETTLED(n) ((n) / 5) /* what is made once is made by then */
#define CANCELLED_MEBIBYTES 2
#define POLLED_MEBIBYTES 5

#define LARGE_MEBIBYTES 256
#define LARGE_GROWTH_MEBIBYTES 8

static gboolean
fds_are (gpointer data)
{
  return fault_limits_count_fds () <= GPOINTER_TO_UINT (data) + 8;
}

/* A third of them not yet asked, a third before the answer, a third in its body. */
static void
cancel_one (Saving *saving,
            guint   i)
{
  static const char *const paths[] = { "/ok", "/never", "/pause" };
  g_autoptr(RushesDownload) download = saving_start (saving, paths[i % 3]);

  if (i % 3 == 1)
    saving_wait (download, RUSHES_DOWNLOAD_CONNECTING);
  else if (i % 3 == 2)
    saving_wait (download, RUSHES_DOWNLOAD_RUNNING);
  rushes_download_cancel (download);
  saving_assert_empty (saving);
}

static void
test_cancelled (void)
{
  g_autoptr(Saving) saving = saving_new (64 * 1024);
  gsize kib = 0;
  guint n_fds = 0;

  for (guint i = 0; i < N_CANCELLED; i++)
    {
      if (i == SETTLED (N_CANCELLED))
        {
          kib = fault_limits_get_kib ();
          n_fds = fault_limits_count_fds ();
        }
      cancel_one (saving, i);
    }

  saving_wait_until (fds_are, GUINT_TO_POINTER (n_fds));
  fault_limits_assert_flat (kib, CANCELLED_MEBIBYTES);
}

/* --- as long as eight hours of it ------------------------------------------------------------- */

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  RushesPicture **picture = user_data;
  g_autoptr(GError) error = NULL;

  *picture = rushes_picture_client_load_finish (RUSHES_PICTURE_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

static void
load_cover (Saving              *saving,
            RushesPictureClient *client)
{
  g_autofree char *uri = fault_server_get_uri (saving->server, "/ok");
  g_autoptr(RushesPicture) picture = NULL;

  rushes_picture_client_load_async (client, uri, TRUE, 320, 180, NULL, on_loaded, &picture);
  while (picture == NULL)
    fault_limits_iterate ();
}

static GBytes *
read_cover (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "media", "cover.jpg",
                                                 NULL);
  char *contents;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));

  return g_bytes_new_take (contents, length);
}

static void
test_covers (void)
{
  g_autoptr(Saving) saving = saving_new (1);
  g_autoptr(GBytes) cover = read_cover ();
  RushesPictureClient *client = rushes_picture_client_new ();
  gsize kib = 0;

  fault_server_set_body (saving->server, cover, "\"v1\"");
  for (guint i = 0; i < N_COVERS; i++)
    {
      if (i == SETTLED (N_COVERS))
        kib = fault_limits_get_kib ();
      load_cover (saving, client);
    }

  fault_limits_assert_flat (kib, POLLED_MEBIBYTES);
  g_assert_finalize_object (client);
}

static void
test_fetches (void)
{
  g_autoptr(Saving) saving = saving_new (1);
  static const char answer_text[] = "{\"id\":\"1\",\"status\":1,\"percent\":5}";
  g_autoptr(GBytes) video = g_bytes_new_static (answer_text, sizeof answer_text - 1);
  g_autofree char *url = fault_server_get_uri (saving->server, "/ok");
  RushesClient *client = rushes_client_new (NULL);
  gsize kib = 0;
  guint n_fds = 0;

  fault_server_set_body (saving->server, video, "\"v1\"");
  rushes_client_set_api_url (client, url);
  rushes_client_set_token (client, TOKEN);
  for (guint i = 0; i < N_FETCHED; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesVideo) answer = NULL;

      if (i == SETTLED (N_FETCHED))
        {
          kib = fault_limits_get_kib ();
          n_fds = fault_limits_count_fds ();
        }
      answer = fetching_run (client, ID, &error);
      g_assert_no_error (error);
      if (i % 100 == 0)
        fault_server_forget (saving->server);
    }

  saving_wait_until (fds_are, GUINT_TO_POINTER (n_fds));
  fault_limits_assert_flat (kib, POLLED_MEBIBYTES);
  g_assert_finalize_object (client);
}

/* --- F17 -------------------------------------------------------------------------------------- */

static void
save_large (Saving *saving)
{
  g_autofree char *path = g_strdup_printf ("/large?mebibytes=%u", LARGE_MEBIBYTES);
  g_autoptr(RushesDownload) download = saving_start (saving, path);

  saving_wait_end (download);
  g_assert_no_error (rushes_download_get_error (download));
  g_assert_cmpuint (rushes_download_get_received (download), ==, LARGE_MEBIBYTES * 1024 * 1024);
  g_assert_true (g_file_delete (rushes_download_get_file (download), NULL, NULL));
}

/* How long it takes is for tests/bench to say. */
static void
test_large (void)
{
  g_autoptr(Saving) saving = saving_new (1);
  gsize kib;

  save_large (saving);
  kib = fault_limits_get_kib ();
  save_large (saving);
  fault_limits_assert_flat (kib, LARGE_GROWTH_MEBIBYTES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fault-load/F17-large", test_large);
  g_test_add_func ("/fault-load/I3-cancelled", test_cancelled);
  g_test_add_func ("/fault-load/I4-covers", test_covers);
  g_test_add_func ("/fault-load/I4-fetches", test_fetches);

  return g_test_run ();
}
