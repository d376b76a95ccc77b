/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include <string.h>

#define LENGTH (3 * 1024 * 1024 + 17)

static void
test_whole (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/ok/%E4%B8%AD,x?sign=a%2Fb,c/d");
  g_auto(GStrv) heads = NULL;
  g_autofree char *name = saving_get_name ();
  g_autofree char *list = NULL;

  saving_wait_end (download);
  saving_assert_whole (saving, download);
  g_assert_cmpstr (rushes_download_get_content_type (download), ==, "video/mp4");

  list = saving_list (saving);
  g_assert_cmpstr (list, ==, name);

  heads = fault_server_dup_heads (saving->server);
  g_assert_cmpuint (g_strv_length (heads), ==, 1);
  g_assert_true (g_str_has_prefix (heads[0], "GET /ok/%E4%B8%AD,x?sign=a%2Fb,c/d HTTP/1.1\r\n"));
}

static void
test_small (void)
{
  for (gsize length = 1; length < 1300; length = length * 2 + 1)
    {
      g_autoptr(Saving) saving = saving_new (length);
      g_autoptr(RushesDownload) download = saving_start (saving, "/ok");

      saving_wait_end (download);
      saving_assert_whole (saving, download);
    }
}

static const char *private_fields[] = { "Authorization", "Cookie", "Referer" };

static void
assert_bare (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);

  g_assert_nonnull (strstr (lower, "\r\naccept-encoding: identity\r\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (private_fields); i++)
    {
      g_autofree char *field = g_strdup_printf ("\r\n%s:", private_fields[i]);
      g_autofree char *line = g_ascii_strdown (field, -1);

      g_assert_null (strstr (lower, line));
    }
}

static void
test_hops (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(FaultServer) other = fault_server_new ("127.0.0.2");
  g_autofree char *target = fault_server_get_uri (other, "/ok?sign=a,b/c");
  g_autofree char *escaped = g_uri_escape_string (target, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/redirect?hops=5&to=%s", escaped);
  g_autoptr(RushesDownload) download = NULL;
  g_auto(GStrv) heads = NULL;
  g_auto(GStrv) other_heads = NULL;

  fault_server_set_body (other, saving->body, "\"v1\"");
  download = saving_start (saving, path);
  saving_wait_end (download);
  saving_assert_whole (saving, download);

  heads = fault_server_dup_heads (saving->server);
  other_heads = fault_server_dup_heads (other);
  g_assert_cmpuint (g_strv_length (heads), ==, 5);
  g_assert_cmpuint (g_strv_length (other_heads), ==, 1);
  g_assert_true (g_str_has_prefix (other_heads[0], "GET /ok?sign=a,b/c HTTP/1.1\r\n"));
  for (gsize i = 0; heads[i] != NULL; i++)
    assert_bare (heads[i]);
  assert_bare (other_heads[0]);
}

/* --- stopping -------------------------------------------------------------------------------- */

/* A leak would be a hundred; a few come and go with the threads of the pool. */
static gboolean
fds_are (gpointer data)
{
  return saving_count_fds () <= GPOINTER_TO_UINT (data) + 8;
}

typedef struct
{
  const char *path;
  RushesDownloadState when;
  guint requests;
} Stage;

static const Stage stages[] = {
  { "/ok", RUSHES_DOWNLOAD_CONNECTING, 0 },
  { "/never", RUSHES_DOWNLOAD_CONNECTING, 1 },
  /* Of what was dropped a part is left; the rest of it could come sooner than anybody looks. */
  { "/hold", RUSHES_DOWNLOAD_RUNNING, 1 },
};

static void
cancel_at (Saving      *saving,
           const Stage *stage,
           guint        requests)
{
  g_autoptr(RushesDownload) download = saving_start (saving, stage->path);
  gint64 before;

  saving_wait (download, stage->when);
  if (requests > 0)
    fault_server_wait (saving->server, requests);

  before = g_get_monotonic_time ();
  rushes_download_cancel (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 200 * 1000);
  g_assert_null (rushes_download_get_error (download));
  g_assert_cmpuint (rushes_download_get_received (download), ==, 0);
}

static void
test_cancel (gconstpointer data)
{
  const Stage *stage = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  guint fds = 0;

  for (guint i = 0; i < 100; i++)
    {
      cancel_at (saving, stage, stage->requests * (i + 1));
      saving_assert_empty (saving);
      if (i == 0)
        fds = saving_count_fds ();
    }

  saving_wait_until (fds_are, GUINT_TO_POINTER (fds));
  saving_assert_empty (saving);
}

static void
on_received (RushesDownload *download)
{
  if ((gint64) rushes_download_get_received (download) == rushes_download_get_total (download) &&
      rushes_download_get_state (download) == RUSHES_DOWNLOAD_RUNNING)
    rushes_download_cancel (download);
}

/* In the last fsync, at the rename, or just after: cancelled means that no file is left. */
static void
test_cancel_saving (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autofree char *path = NULL;
  guint cancelled = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(RushesDownload) download = saving_start (saving, "/ok");

      g_signal_connect (download, "notify::received", G_CALLBACK (on_received), NULL);
      saving_wait_end (download);
      if (rushes_download_get_state (download) == RUSHES_DOWNLOAD_CANCELLED)
        {
          cancelled++;
          saving_assert_empty (saving);
          continue;
        }

      saving_assert_whole (saving, download);
      g_assert_true (g_file_delete (rushes_download_get_file (download), NULL, NULL));
    }

  g_test_message ("cancelled while saving: %u of 100", cancelled);
}

static void
on_gone (gpointer  data,
         GObject  *object)
{
  *(gboolean *) data = TRUE;
}

static void
test_drop (gconstpointer data)
{
  const Stage *stage = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  guint fds = 0;

  for (guint i = 0; i < 20; i++)
    {
      RushesDownload *download = saving_start (saving, stage->path);
      gboolean gone = FALSE;

      saving_wait (download, stage->when);
      g_object_weak_ref (G_OBJECT (download), on_gone, &gone);
      g_object_unref (download);
      g_assert_true (gone);
      if (i == 0)
        fds = saving_count_fds () + 8;
    }

  saving_wait_until (fds_are, GUINT_TO_POINTER (fds));
}

/* Cancelled and started again at once: the second follows the first, and is whole. */
static void
test_again (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/pause");

  saving_wait (download, RUSHES_DOWNLOAD_RUNNING);
  rushes_download_cancel (download);
  saving_go_on (saving, download, "/ok");
  rushes_download_start (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_CONNECTING);
  saving_wait_end (download);
  saving_assert_whole (saving, download);

  rushes_download_start (download);
  rushes_download_retry (download);
  rushes_download_pause (download);
  rushes_download_cancel (download);
  saving_assert_whole (saving, download);
}

/* Whoever hears of a state may let the download go. */
static void
on_state_drop (RushesDownload  *download,
               GParamSpec      *pspec,
               RushesDownload **held)
{
  if (!rushes_download_state_is_active (rushes_download_get_state (download)))
    g_clear_object (held);
}

static gboolean
is_dropped (gpointer data)
{
  return *(RushesDownload **) data == NULL;
}

static void
test_drop_when_told (void)
{
  static const char *paths[] = { "/ok", "/half", "/never", "/pause" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);
      RushesDownload *download = saving_start (saving, paths[i]);

      g_signal_connect (download, "notify::state", G_CALLBACK (on_state_drop), &download);
      saving_wait_until (is_dropped, &download);
    }
}

static void
test_two (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) one = saving_start (saving, "/gated");
  g_autoptr(RushesDownload) two = NULL;

  saving_wait (one, RUSHES_DOWNLOAD_RUNNING);
  two = saving_start (saving, "/ok");
  saving_wait_end (two);
  g_assert_error (rushes_download_get_error (two), RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY);

  /* To give up the second must not cost the first its bytes. */
  rushes_download_cancel (two);
  fault_server_open (saving->server);
  saving_wait_end (one);
  saving_assert_whole (saving, one);

  rushes_download_start (two);
  saving_wait_end (two);
  saving_assert_whole (saving, two);
  g_assert_false (g_file_equal (rushes_download_get_file (one), rushes_download_get_file (two)));
}

/* --- what is told ---------------------------------------------------------------------------- */

typedef struct
{
  guint64 last;
  guint changes;
} Told;

static void
on_told_received (RushesDownload *download,
                  GParamSpec     *pspec,
                  Told           *told)
{
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (rushes_download_get_received (download), >=, told->last);
  told->last = rushes_download_get_received (download);
  told->changes++;
}

static void
on_told_fraction (RushesDownload *download)
{
  double fraction = rushes_download_get_fraction (download);
  gboolean done = rushes_download_get_state (download) == RUSHES_DOWNLOAD_DONE;

  g_assert_cmpfloat (fraction, >=, 0.0);
  g_assert_cmpfloat (fraction, <=, done ? 1.0 : 0.999);
  g_assert_cmpint (done, ==, rushes_download_get_file (download) != NULL);
}

static void
test_progress (void)
{
  g_autoptr(Saving) saving = saving_new (64 * 1024 * 1024);
  g_autoptr(RushesDownload) download = saving_start (saving, "/ok");
  gint64 start = g_get_monotonic_time ();
  Told told = { 0 };
  guint tenths;

  g_signal_connect (download, "notify::received", G_CALLBACK (on_told_received), &told);
  g_signal_connect (download, "notify::fraction", G_CALLBACK (on_told_fraction), NULL);
  saving_wait_end (download);
  saving_assert_whole (saving, download);

  /* Ten a second, and the ticks that measure the speed, and each stage. */
  tenths = (g_get_monotonic_time () - start) / (G_USEC_PER_SEC / 10);
  g_assert_cmpuint (told.changes, <=, tenths + tenths / 2 + 6);
  g_assert_cmpuint (told.last, ==, 64 * 1024 * 1024);
}

static void
test_stalled_progress (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/gated");

  saving_wait (download, RUSHES_DOWNLOAD_RUNNING);
  g_assert_cmpint (rushes_download_get_total (download), ==, LENGTH);
  g_assert_cmpfloat (rushes_download_get_fraction (download), <, 0.6);
  fault_server_open (saving->server);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
  g_assert_cmpuint (rushes_download_get_speed (download), ==, 0);
  g_assert_cmpint (rushes_download_get_time_left (download), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/download/whole", test_whole);
  g_test_add_func ("/download/small", test_small);
  g_test_add_func ("/download/A5-hops", test_hops);
  g_test_add_data_func ("/download/F13-before-connect", &stages[0], test_cancel);
  g_test_add_data_func ("/download/F13-in-headers", &stages[1], test_cancel);
  g_test_add_data_func ("/download/F13-in-body", &stages[2], test_cancel);
  g_test_add_func ("/download/F13-in-saving", test_cancel_saving);
  g_test_add_func ("/download/F13-again", test_again);
  g_test_add_data_func ("/download/I1-drop-before-connect", &stages[0], test_drop);
  g_test_add_data_func ("/download/I1-drop-in-headers", &stages[1], test_drop);
  g_test_add_data_func ("/download/I1-drop-in-body", &stages[2], test_drop);
  g_test_add_func ("/download/I1-drop-when-told", test_drop_when_told);
  g_test_add_func ("/download/F14-two", test_two);
  g_test_add_func ("/download/F16-progress", test_progress);
  g_test_add_func ("/download/F16-stalled", test_stalled_progress);

  return g_test_run ();
}
