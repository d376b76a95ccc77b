/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include <glib/gstdio.h>

#define LENGTH 3000000
#define HALF (LENGTH / 2)

static RushesDownload *
make_download (Saving     *saving,
               const char *path)
{
  g_autofree char *uri = fault_server_get_uri (saving->server, path);

  return saving_new_download (saving, uri);
}

static gboolean
knows_total (gpointer data)
{
  return rushes_download_get_total (data) >= 0;
}

static gboolean
has_half (gpointer data)
{
  return rushes_download_get_received (data) == HALF;
}

static void
on_gone (gpointer  data,
         GObject  *object)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A look holds the download until it is over, so it is over when the download is gone. */
static void
wait_gone (RushesDownload *download)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (download), on_gone, &gone);
  g_object_unref (download);
  saving_wait_until (is_true, &gone);
}

static void
on_received_fail (RushesDownload *download)
{
  g_error ("%" G_GUINT64_FORMAT " bytes", rushes_download_get_received (download));
}

static void
assert_not_asked (Saving *saving)
{
  g_auto(GStrv) heads = fault_server_dup_heads (saving->server);

  g_assert_cmpuint (g_strv_length (heads), ==, 0);
}

static void
assert_half (RushesDownload      *download,
             RushesDownloadState  state)
{
  g_assert_cmpint (rushes_download_get_state (download), ==, state);
  g_assert_cmpuint (rushes_download_get_received (download), ==, HALF);
  g_assert_cmpint (rushes_download_get_total (download), ==, LENGTH);
  g_assert_cmpfloat (rushes_download_get_fraction (download), ==, 0.5);
  g_assert_cmpstr (rushes_download_get_content_type (download), ==, "video/mp4");
}

/* As after a restart: the same file and folder, paused, and nobody asked anything yet. */
static void
test_paused (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = make_download (saving, "/ok");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  saving_leave_part (saving, "/ok", HALF, "\"v1\"");
  before = saving_list (saving);
  rushes_download_pause (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_PAUSED);
  saving_wait_until (knows_total, download);
  assert_half (download, RUSHES_DOWNLOAD_PAUSED);
  assert_not_asked (saving);
  after = saving_list (saving);
  g_assert_cmpstr (after, ==, before);

  rushes_download_start (download);
  assert_half (download, RUSHES_DOWNLOAD_CONNECTING);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
}

static void
test_queued (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = make_download (saving, "/ok");

  saving_leave_part (saving, "/ok", HALF, "\"v1\"");
  rushes_download_look (download);
  rushes_download_look (download);
  saving_wait_until (knows_total, download);
  assert_half (download, RUSHES_DOWNLOAD_QUEUED);
}

/* Somebody else may be at work on the part, as another window: to look is no hindrance to them. */
static void
test_beside_a_writer (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) writer = make_download (saving, "/gated");
  g_autoptr(RushesDownload) download = make_download (saving, "/ok");

  rushes_download_start (writer);
  saving_wait_until (has_half, writer);
  rushes_download_pause (download);
  saving_wait_until (knows_total, download);
  assert_half (download, RUSHES_DOWNLOAD_PAUSED);

  fault_server_open (saving->server);
  saving_wait_end (writer);
  saving_assert_whole (saving, writer);
}

/* --- nothing to be told ----------------------------------------------------------------------- */

static void
assert_tells_nothing (Saving *saving)
{
  RushesDownload *download = make_download (saving, "/ok");

  g_signal_connect (download, "notify::received", G_CALLBACK (on_received_fail), NULL);
  g_signal_connect (download, "notify::total", G_CALLBACK (on_received_fail), NULL);
  rushes_download_pause (download);
  wait_gone (download);
}

static void
test_nothing (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);

  assert_tells_nothing (saving);
  saving_assert_empty (saving);
}

/* A folder that is not there, such as one on a disk that is not, is not made. */
static void
test_no_folder (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);

  g_assert_cmpint (g_rmdir (saving->folder), ==, 0);
  assert_tells_nothing (saving);
  g_assert_false (g_file_test (saving->folder, G_FILE_TEST_EXISTS));
}

static void
put_record (Saving     *saving,
            const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (saving->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, ".rushes-"))
      {
        g_autofree char *path = g_build_filename (saving->folder, name, NULL);

        g_assert_true (g_file_set_contents (path, text, -1, NULL));
        return;
      }

  g_assert_not_reached ();
}

static void
test_useless (void)
{
  static const char *records[] = {
    "not a record",
    "[Part]\nVersion=9\nPart=x.part\nUri=u\nTotal=9\n",
    "[Part]\nVersion=1\nPart=gone.part\nUri=u\nTotal=9\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);

      saving_leave_part (saving, "/ok", HALF, "\"v1\"");
      put_record (saving, records[i]);
      assert_tells_nothing (saving);
    }
}

/* What was not durable when the machine lost power is not counted. */
static void
test_power_loss (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = make_download (saving, "/ok");
  g_autofree char *name = saving_get_name ();
  g_autofree char *record = g_strdup_printf ("[Part]\nVersion=1\nPart=%s.part\nUri=u\n"
                                             "Total=3000000\nBoot=then\n", name);

  saving_leave_part (saving, "/ok", HALF, "\"v1\"");
  put_record (saving, record);
  rushes_download_pause (download);
  saving_wait_until (knows_total, download);
  g_assert_cmpint (rushes_download_get_total (download), ==, LENGTH);
  g_assert_cmpuint (rushes_download_get_received (download), ==, 0);
}

/* --- too late --------------------------------------------------------------------------------- */

static void
on_received_grow (RushesDownload *download,
                  GParamSpec     *pspec,
                  guint64        *last)
{
  g_assert_cmpuint (rushes_download_get_received (download), >=, *last);
  *last = rushes_download_get_received (download);
}

/* Started or cancelled at once: what the look finds is old by then, and is not told. */
static void
test_started (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);
      RushesDownload *download = make_download (saving, "/ok");
      guint64 last = 0;

      saving_leave_part (saving, "/ok", HALF, "\"v1\"");
      g_signal_connect (download, "notify::received", G_CALLBACK (on_received_grow), &last);
      rushes_download_pause (download);
      rushes_download_start (download);
      saving_wait_end (download);
      saving_assert_whole (saving, download);
      wait_gone (download);
      g_assert_cmpuint (last, ==, LENGTH);
    }
}

/* The part is of another link, so it is of no use to a start, and not told by it either. */
static void
test_started_anew (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = make_download (saving, "/never");

  saving_leave_part (saving, "/ok", HALF, "\"v1\"");
  g_signal_connect (download, "notify::total", G_CALLBACK (on_received_fail), NULL);
  rushes_download_pause (download);
  rushes_download_start (download);
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT);
}

static void
test_cancelled (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);
      RushesDownload *download = make_download (saving, "/ok");

      saving_leave_part (saving, "/ok", HALF, "\"v1\"");
      g_signal_connect (download, "notify::received", G_CALLBACK (on_received_fail), NULL);
      rushes_download_look (download);
      rushes_download_cancel (download);
      saving_assert_empty (saving);
      g_assert_cmpint (rushes_download_get_total (download), ==, -1);
      wait_gone (download);
    }
}

/* --- while it connects ------------------------------------------------------------------------ */

/* Not paused but started, and the network is slow or away: what is there is told as well. */
static void
test_connecting (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = make_download (saving, "/never");

  saving_leave_part (saving, "/never", HALF, "\"v1\"");
  rushes_download_start (download);
  saving_wait_until (knows_total, download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_CONNECTING);
  g_assert_cmpuint (rushes_download_get_received (download), ==, HALF);
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT);
  g_assert_cmpuint (rushes_download_get_received (download), ==, HALF);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/download-look/paused", test_paused);
  g_test_add_func ("/download-look/queued", test_queued);
  g_test_add_func ("/download-look/F14-beside-a-writer", test_beside_a_writer);
  g_test_add_func ("/download-look/nothing", test_nothing);
  g_test_add_func ("/download-look/G3-no-folder", test_no_folder);
  g_test_add_func ("/download-look/useless", test_useless);
  g_test_add_func ("/download-look/G11-power-loss", test_power_loss);
  g_test_add_func ("/download-look/started", test_started);
  g_test_add_func ("/download-look/started-anew", test_started_anew);
  g_test_add_func ("/download-look/cancelled", test_cancelled);
  g_test_add_func ("/download-look/connecting", test_connecting);

  return g_test_run ();
}
