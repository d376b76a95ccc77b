/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include <string.h>

#define LENGTH 3000000
#define HALF "1500000"

static void
assert_whole_alone (Saving         *saving,
                    RushesDownload *download)
{
  g_autofree char *name = saving_get_name ();
  g_autofree char *list = saving_list (saving);

  saving_assert_whole (saving, download);
  g_assert_cmpstr (list, ==, name);
}

static char *
get_range (Saving *saving,
           guint   request)
{
  g_auto(GStrv) heads = fault_server_dup_heads (saving->server);
  const char *line, *end;

  g_assert_cmpuint (g_strv_length (heads), >, request);
  line = strstr (heads[request], "\r\nRange: ");
  if (line == NULL)
    return NULL;

  g_assert_nonnull (strstr (heads[request], "\r\nIf-Range: \"v1\"\r\n"));
  line += strlen ("\r\nRange: ");
  end = strstr (line, "\r\n");

  return g_strndup (line, end - line);
}

/* --- cut off, and gone on with ---------------------------------------------------------------- */

typedef struct
{
  const char *test;
  const char *path;
  guint attempts;
  const char *range; /* of the last request; NULL: the whole was asked for */
} Cut;

static const Cut cuts[] = {
  { "F1-first-byte", "/ok?cuts=1", 2, NULL },
  { "F1-before-the-overlap", "/ok?cuts=65536", 2, NULL },
  { "F1-after-the-overlap", "/ok?cuts=65537", 2, "bytes=1-" },
  { "F1-middle", "/ok?cuts=" HALF, 2, "bytes=1434464-" },
  { "F1-last-byte", "/ok?cuts=2999999", 2, "bytes=2934463-" },
  { "F1-first-byte-thrice", "/ok?cuts=1,1,1", 4, NULL },
  { "F1-in-the-overlap", "/ok?cuts=" HALF ",10,65536", 4, "bytes=1434464-" },
  { "F1-five-times", "/ok?cuts=500000,500000,500000,500000,500000", 6, "bytes=2172320-" },
  { "F1-last-byte-thrice", "/ok?cuts=2999999,65536,65536", 4, "bytes=2934463-" },
};

static void
test_cut (gconstpointer data)
{
  const Cut *cut = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, cut->path);
  g_autofree char *range = NULL;

  for (guint i = 1; i < cut->attempts; i++)
    {
      saving_wait_end (download);
      g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_TRUNCATED);
      saving_assert_nothing (saving, download);
      rushes_download_start (download);
    }

  saving_wait_end (download);
  assert_whole_alone (saving, download);
  range = get_range (saving, cut->attempts - 1);
  g_assert_cmpstr (range, ==, cut->range);
}

/* --- what a host may answer to the second question -------------------------------------------- */

typedef struct
{
  const char *test;
  const char *path;
  guint requests; /* in all, until the file is there */
} Second;

static const Second seconds[] = {
  { "F4-ignores-range", "/range-ignored?cuts=" HALF, 2 },
  { "F5-other-start", "/other-start?cuts=" HALF, 3 },
  { "F5-other-total", "/other-total?cuts=" HALF, 3 },
  { "F5-star-total", "/star-total?cuts=" HALF, 3 },
  { "F5-no-content-range", "/no-range?cuts=" HALF, 3 },
  { "F5-unparsable", "/bad-range?cuts=" HALF, 3 },
  { "F5-whole", "/whole-range?cuts=" HALF, 2 },
  { "F5-shorter", "/short-range?cuts=" HALF, 3 },
  { "F5-multipart", "/multipart?cuts=" HALF, 3 },
  { "F6-other-etag", "/other-etag?cuts=" HALF, 3 },
  { "F6-other-bytes", "/other-bytes?cuts=" HALF, 3 },
  { "F8-longer", "/out-of-range?total=100&cuts=" HALF, 3 },
  { "F8-shorter", "/out-of-range?total=3000000&cuts=" HALF, 3 },
  { "F8-as-long-as-the-part", "/out-of-range?total=" HALF "&cuts=" HALF, 3 },
  { "F8-no-number", "/out-of-range?total=x&cuts=" HALF, 3 },
};

static void
test_second (gconstpointer data)
{
  const Second *second = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, second->path);
  g_auto(GStrv) heads = NULL;
  g_autofree char *range = NULL;

  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_TRUNCATED);
  rushes_download_start (download);
  saving_wait_end (download);
  assert_whole_alone (saving, download);

  heads = fault_server_dup_heads (saving->server);
  g_assert_cmpuint (g_strv_length (heads), ==, second->requests);
  range = get_range (saving, 1);
  g_assert_cmpstr (range, ==, "bytes=1434464-");
}

/* --- the file is another one by now ----------------------------------------------------------- */

typedef struct
{
  const char *test;
  gsize length;
  const char *etag;
} Change;

static const Change changes[] = {
  { "F3-changed", LENGTH, "\"v2\"" },
  { "F9-shrank", 1000, "\"v2\"" },
  { "F9-shrank-a-little", 1600000, "\"v2\"" },
  { "F9-grew", 2 * LENGTH, "\"v2\"" },
  { "F9-shrank-silently", 1000, "\"v1\"" },
  { "F9-shrank-a-little-silently", 1600000, "\"v1\"" },
  { "F9-grew-silently", 2 * LENGTH, "\"v1\"" },
  { "F3-changed-silently", LENGTH, "\"v1\"" },
};

static void
set_body (Saving     *saving,
          gsize       length,
          const char *etag)
{
  g_bytes_unref (saving->body);
  saving->body = saving_make_body (length, 99);
  fault_server_set_body (saving->server, saving->body, etag);
}

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/ok?cuts=" HALF);

  saving_wait_end (download);
  set_body (saving, change->length, change->etag);
  rushes_download_start (download);
  saving_wait_end (download);
  assert_whole_alone (saving, download);
}

static void
test_became_empty (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/ok?cuts=" HALF);

  saving_wait_end (download);
  set_body (saving, 0, "\"v2\"");
  rushes_download_start (download);
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_EMPTY);
  saving_assert_empty (saving);
}

static const char *weak_etags[] = { NULL, "W/\"v1\"", "v1", "\"\"" };

static void
test_weak (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (weak_etags); i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);
      g_autoptr(RushesDownload) download = NULL;
      g_autofree char *range = NULL;

      fault_server_set_body (saving->server, saving->body, weak_etags[i]);
      download = saving_start (saving, "/ok?cuts=" HALF);
      saving_wait_end (download);
      rushes_download_start (download);
      saving_wait_end (download);
      assert_whole_alone (saving, download);
      range = get_range (saving, 1);
      g_assert_null (range);
    }
}

/* --- what an earlier run left ----------------------------------------------------------------- */

typedef struct
{
  const char *test;
  const char *path;
  gsize have;
  const char *etag;
  guint requests;
} Left;

static const Left lefts[] = {
  { "F8-equal", "/out-of-range?total=3000000", LENGTH, "\"v1\"", 1 },
  { "F8-equal-other-etag", "/out-of-range?total=3000000", LENGTH, "\"v0\"", 1 },
  { "F2-all-but-the-rename", "/ok", LENGTH, "\"v1\"", 1 },
  { "F2-half", "/ok", LENGTH / 2, "\"v1\"", 1 },
  { "F2-half-of-another", "/ok", LENGTH / 2, "\"v0\"", 1 },
  { "F2-nothing", "/ok", 0, "\"v1\"", 1 },
};

static void
test_left (gconstpointer data)
{
  const Left *left = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autofree char *bare = g_strndup (left->path, strcspn (left->path, "?"));
  g_autoptr(RushesDownload) download = NULL;
  g_auto(GStrv) heads = NULL;

  saving_leave_part (saving, bare, left->have, left->etag);
  download = saving_start (saving, left->path);
  saving_wait_end (download);
  assert_whole_alone (saving, download);
  heads = fault_server_dup_heads (saving->server);
  g_assert_cmpuint (g_strv_length (heads), ==, left->requests);
}

static void
test_left_cancelled (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autofree char *uri = fault_server_get_uri (saving->server, "/ok");
  g_autoptr(RushesDownload) download = saving_new_download (saving, uri);

  saving_leave_part (saving, "/ok", LENGTH / 2, "\"v1\"");
  rushes_download_cancel (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_CANCELLED);
  saving_assert_empty (saving);
}

/* --- faults that keep what is there ----------------------------------------------------------- */

typedef struct
{
  const char *test;
  const char *path;
  RushesError want;
} Kept;

static const Kept kepts[] = {
  { "C3-encoded", "/encoded-range?cuts=" HALF, RUSHES_ERROR_ENCODED },
  { "F11-expired", "/signed?sign=old&cuts=" HALF, RUSHES_ERROR_LINK_EXPIRED },
  { "F12-portal", "/portal?type=text/html&cuts=" HALF, RUSHES_ERROR_NOT_MEDIA },
  { "F12-lying-portal", "/portal?type=video/mp4&cuts=" HALF, RUSHES_ERROR_NOT_MEDIA },
};

static void
test_kept (gconstpointer data)
{
  const Kept *kept = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, kept->path);
  g_autofree char *uri = fault_server_get_uri (saving->server, kept->path);
  g_autofree char *bare = g_strndup (kept->path, strcspn (kept->path, "?"));
  g_autofree char *fresh = g_strconcat (bare, "?sign=new&type=x", NULL);
  g_autofree char *list = NULL;
  g_autofree char *range = NULL;

  saving_wait_end (download);
  rushes_download_start (download);
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, (int) kept->want);
  saving_assert_nothing (saving, download);
  list = saving_list (saving);
  g_assert_nonnull (strstr (list, ".part"));
  g_assert_cmpuint (rushes_download_get_received (download), ==, LENGTH / 2);

  if (kept->want == RUSHES_ERROR_ENCODED)
    return;

  /* The same file by a new link: only the query is another. */
  saving_go_on (saving, download, fresh);
  saving_wait_end (download);
  assert_whole_alone (saving, download);
  range = get_range (saving, 2);
  g_assert_cmpstr (range, ==, "bytes=1434464-");
}

static void
test_extra (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/extra?cuts=" HALF);

  saving_wait_end (download);
  rushes_download_start (download);
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_TOO_LARGE);
  saving_assert_nothing (saving, download);
  saving_assert_empty (saving);
}

/* --- wait, says the host --------------------------------------------------------------------- */

static const struct
{
  const char *path;
  gint64 want;
} wait_rows[] = {
  { "/status?status=429&wait=7", 7 },
  { "/status?status=503&wait=30", 30 },
  { "/status?status=503", -1 },
  { "/status?status=503&wait=soon", -1 },
  { "/status?status=503&wait=315360000", 3600 },
  { "/status?status=503&wait=Sun,%2006%20Nov%201994%2008:49:37%20GMT", 1 },
};

static void
test_wait (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wait_rows); i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);
      g_autoptr(RushesDownload) download = saving_start (saving, wait_rows[i].path);

      saving_wait_end (download);
      g_assert_cmpint (rushes_error_get_retry_after (rushes_download_get_error (download)), ==,
                       wait_rows[i].want);
    }
}

/* --- pause ------------------------------------------------------------------------------------ */

static gboolean
is_half_there (gpointer data)
{
  return rushes_download_get_received (data) == LENGTH / 2;
}

static void
test_pause (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/gated");
  gint64 before;

  saving_wait_until (is_half_there, download);
  before = g_get_monotonic_time ();
  rushes_download_pause (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_PAUSED);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 200 * 1000);
  g_assert_null (rushes_download_get_error (download));

  rushes_download_retry (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_QUEUED);
  rushes_download_pause (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_PAUSED);

  rushes_download_start (download);
  saving_wait_end (download);
  assert_whole_alone (saving, download);
}

static void
test_pause_often (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/slow");

  for (guint i = 0; i < 30; i++)
    {
      if (i % 3 == 0)
        saving_wait (download, RUSHES_DOWNLOAD_RUNNING);
      rushes_download_pause (download);
      g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_PAUSED);
      rushes_download_start (download);
    }

  saving_wait_end (download);
  assert_whole_alone (saving, download);
}

static void
test_drop_and_go_on (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  RushesDownload *first = saving_start (saving, "/gated");
  g_autoptr(RushesDownload) second = NULL;

  saving_wait_until (is_half_there, first);
  g_assert_finalize_object (first);
  second = saving_start (saving, "/gated");
  saving_wait_end (second);
  assert_whole_alone (saving, second);
}

static void
on_received (RushesDownload *download)
{
  if ((gint64) rushes_download_get_received (download) == rushes_download_get_total (download))
    rushes_download_pause (download);
}

/* Paused when all was there: it is done, or a start makes it so without a byte more. */
static void
test_pause_saving (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(Saving) saving = saving_new (LENGTH);
      g_autoptr(RushesDownload) download = saving_start (saving, "/ok");
      gulong handler = g_signal_connect (download, "notify::received", G_CALLBACK (on_received),
                                         NULL);

      saving_wait_end (download);
      g_signal_handler_disconnect (download, handler);
      rushes_download_start (download);
      saving_wait_end (download);
      assert_whole_alone (saving, download);
    }
}

#define ADD_ROWS(rows, func) \
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) \
    { \
      g_autofree char *name = g_strdup_printf ("/download-resume/%s", rows[i].test); \
\
      g_test_add_data_func (name, &rows[i], func); \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS (cuts, test_cut)
  ADD_ROWS (seconds, test_second)
  ADD_ROWS (changes, test_change)
  ADD_ROWS (lefts, test_left)
  ADD_ROWS (kepts, test_kept)
  g_test_add_func ("/download-resume/F2-left-cancelled", test_left_cancelled);
  g_test_add_func ("/download-resume/F7-weak", test_weak);
  g_test_add_func ("/download-resume/F9-became-empty", test_became_empty);
  g_test_add_func ("/download-resume/F10-extra", test_extra);
  g_test_add_func ("/download-resume/B18-wait", test_wait);
  g_test_add_func ("/download-resume/pause", test_pause);
  g_test_add_func ("/download-resume/pause-often", test_pause_often);
  g_test_add_func ("/download-resume/pause-saving", test_pause_saving);
  g_test_add_func ("/download-resume/I1-drop-and-go-on", test_drop_and_go_on);

  return g_test_run ();
}
