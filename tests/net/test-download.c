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

/* --- what a host may do wrong ---------------------------------------------------------------- */

typedef struct
{
  const char *test;
  const char *path;
  RushesError want;
  gboolean kept;
} Fault;

static const Fault faults[] = {
  { "A6-file", "/redirect?to=file:///etc/passwd", RUSHES_ERROR_BAD_LINK },
  { "A6-data", "/redirect?to=data:,x", RUSHES_ERROR_BAD_LINK },
  { "A6-resource", "/redirect?to=resource:///x", RUSHES_ERROR_BAD_LINK },
  { "A6-ftp", "/redirect?to=ftp://127.0.0.1/x", RUSHES_ERROR_BAD_LINK },
  { "A6-javascript", "/redirect?to=javascript:x", RUSHES_ERROR_BAD_LINK },
  { "A7-missing", "/redirect", RUSHES_ERROR_BAD_LINK },
  { "A7-empty", "/redirect?to=", RUSHES_ERROR_BAD_LINK },
  { "A7-host", "/redirect?to=//host:x/", RUSHES_ERROR_BAD_LINK },
  { "A7-unparsable", "/redirect?to=http://[::bad/", RUSHES_ERROR_BAD_LINK },
  { "A7-300", "/redirect?status=300&to=/ok", RUSHES_ERROR_UNEXPECTED_STATUS },
  { "A8-private", "/redirect?to=https://10.0.0.1/", RUSHES_ERROR_BAD_LINK },
  { "A8-userinfo", "/redirect?to=https://u:p@h.example/", RUSHES_ERROR_BAD_LINK },
  { "A8-plain", "/redirect?to=http://h.example/", RUSHES_ERROR_BAD_LINK },
  { "A5-six-hops", "/redirect?hops=6&to=/ok", RUSHES_ERROR_BAD_LINK },
  { "B1-short", "/half", RUSHES_ERROR_TRUNCATED, TRUE },
  { "B2-nothing", "/nothing", RUSHES_ERROR_TRUNCATED },
  { "B4-reset-mid-body", "/reset", RUSHES_ERROR_DISCONNECTED, TRUE },
  { "B5-half-chunk", "/half-chunk", RUSHES_ERROR_NO_LENGTH },
  { "B6-without-length", "/without-length", RUSHES_ERROR_NO_LENGTH },
  { "B7-two-lengths", "/two-lengths", RUSHES_ERROR_NO_LENGTH },
  { "B7-worded-length", "/worded-length", RUSHES_ERROR_DISCONNECTED },
  { "B7-negative-length", "/negative-length", RUSHES_ERROR_NO_LENGTH },
  { "B7-huge-length", "/huge-length", RUSHES_ERROR_NO_LENGTH },
  { "B7-impossible-length", "/impossible-length", RUSHES_ERROR_NO_LENGTH },
  { "B8-two-framings", "/two-framings", RUSHES_ERROR_NO_LENGTH },
  { "B9-garbage", "/garbage", RUSHES_ERROR_DISCONNECTED },
  { "B10-000", "/status?status=000", RUSHES_ERROR_DISCONNECTED },
  { "B10-999", "/status?status=999", RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-204", "/status?status=204", RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-304", "/status?status=304", RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-206", "/status?status=206", RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B10-endless-interim", "/endless-interim", RUSHES_ERROR_TIMED_OUT },
  { "B11-endless-header", "/endless-header", RUSHES_ERROR_DISCONNECTED },
  { "B11-endless-headers", "/endless-headers", RUSHES_ERROR_DISCONNECTED },
  { "B12-endless-page", "/endless-page", RUSHES_ERROR_LINK_EXPIRED },
  { "B13-never", "/never", RUSHES_ERROR_TIMED_OUT },
  { "B14-drip-headers", "/drip-headers", RUSHES_ERROR_TIMED_OUT },
  { "B14-drip", "/drip", RUSHES_ERROR_STALLED },
  { "B14-stall", "/pause", RUSHES_ERROR_STALLED, TRUE },
  { "B18-429", "/status?status=429", RUSHES_ERROR_RATE_LIMITED },
  { "B18-500", "/status?status=500", RUSHES_ERROR_SERVER },
  { "B18-503", "/status?status=503", RUSHES_ERROR_UNAVAILABLE },
  { "C3-gzip", "/encoded?encoding=gzip", RUSHES_ERROR_ENCODED },
  { "C4-br", "/encoded?encoding=br", RUSHES_ERROR_ENCODED },
  { "C4-unknown", "/encoded?encoding=xyz", RUSHES_ERROR_ENCODED },
  { "F9-empty", "/text?type=video/mp4&text=", RUSHES_ERROR_EMPTY },
  { "F11-401", "/status?status=401", RUSHES_ERROR_LINK_EXPIRED },
  { "F11-403", "/status?status=403", RUSHES_ERROR_LINK_EXPIRED },
  { "F11-404", "/status?status=404", RUSHES_ERROR_LINK_EXPIRED },
  { "F11-410", "/status?status=410", RUSHES_ERROR_LINK_EXPIRED },
  { "F12-html", "/text?type=text/html&text=%3Chtml%3E", RUSHES_ERROR_NOT_MEDIA },
  { "F12-json", "/text?type=application/json&text=%7B%7D", RUSHES_ERROR_NOT_MEDIA },
  { "F12-text", "/text?type=text/plain&text=Denied", RUSHES_ERROR_NOT_MEDIA },
  { "F12-html-as-video", "/text?type=video/mp4&text=%0A%3Chtml%3E", RUSHES_ERROR_NOT_MEDIA },
  { "F12-json-as-video", "/text?type=video/mp4&text=%7B%22a%22:1%7D", RUSHES_ERROR_NOT_MEDIA },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, fault->path);
  const GError *error;
  g_autofree char *list = NULL;

  saving_wait_end (download);

  error = rushes_download_get_error (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_FAILED);
  g_assert_error (error, RUSHES_ERROR, (int) fault->want);
  g_assert_null (strchr (error->message, '?'));
  saving_assert_nothing (saving, download);

  rushes_download_pause (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_FAILED);
  list = saving_list (saving);
  g_assert_cmpint (*list != '\0', ==, fault->kept);

  rushes_download_cancel (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_CANCELLED);
  saving_assert_empty (saving);
}

/* Only the bytes that were announced are used. */
static void
test_longer (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) longer = saving_start (saving, "/longer");
  g_autoptr(RushesDownload) endless = NULL;

  saving_wait_end (longer);
  saving_assert_whole (saving, longer);

  endless = saving_start (saving, "/endless");
  saving_wait_end (endless);
  saving_assert_whole (saving, endless);
}

static void
test_refused (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) refused = NULL;
  g_autoptr(RushesDownload) unknown = NULL;
  g_autofree char *uri = fault_server_get_uri (saving->server, "/ok");

  fault_server_free (saving->server);
  saving->server = fault_server_new ("127.0.0.2");

  refused = saving_start_uri (saving, uri);
  saving_wait_end (refused);
  g_assert_error (rushes_download_get_error (refused), RUSHES_ERROR, RUSHES_ERROR_REFUSED);

  unknown = saving_start_uri (saving, "https://h.invalid/?secret");
  saving_wait_end (unknown);
  if (!g_error_matches (rushes_download_get_error (unknown), RUSHES_ERROR, RUSHES_ERROR_OFFLINE))
    g_assert_error (rushes_download_get_error (unknown), RUSHES_ERROR,
                    RUSHES_ERROR_HOST_NOT_FOUND);
  g_assert_null (strstr (rushes_download_get_error (unknown)->message, "secret"));
}

static const char *forbidden_links[] = {
  "http://h.example/x",
  "file:///etc/passwd",
  "https://u:p@h.example/x",
  "https://192.168.0.1/x",
  NULL,
};

static void
test_forbidden (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);

  for (gsize i = 0; i < G_N_ELEMENTS (forbidden_links); i++)
    {
      g_autoptr(RushesDownload) download = saving_start_uri (saving, forbidden_links[i]);

      saving_wait_end (download);
      g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
    }
}

/* Without the owner's word for it, the host at home is nobody to ask. */
static void
test_loopback (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autofree char *uri = fault_server_get_uri (saving->server, "/ok");
  g_autoptr(RushesMedia) media = rushes_media_new ("user:1-1", RUSHES_MEDIA_CLEAN, 1, uri, NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (saving->folder);
  g_autoptr(RushesDownload) download = rushes_download_new (media, NULL, folder, FALSE);
  g_auto(GStrv) heads = NULL;

  rushes_download_start (download);
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
  heads = fault_server_dup_heads (saving->server);
  g_assert_cmpuint (g_strv_length (heads), ==, 0);
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
  { "/pause", RUSHES_DOWNLOAD_RUNNING, 1 },
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

/* --- whatever names it is given --------------------------------------------------------------- */

#define THREE_BYTES "\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71"
#define NUMBER "424242424242"

typedef struct
{
  const char *test;
  const char *path;
  const char *prompt;
  const char *want;
} Named;

static const Named nameds[] = {
  { "G7-up", "/named/..%2f..%2fx?type=video/mp4&name=../../x.mp4", "../../etc/passwd",
    "etc passwd " NUMBER ".mp4" },
  { "G7-absolute", "/named/%2fx?type=video/mp4&name=/etc/x.mp4", "/etc/passwd",
    "etc passwd " NUMBER ".mp4" },
  { "G7-drive", "/named/x?type=video/mp4&name=C:%5Cx.mp4", "C:\\x", "C x " NUMBER ".mp4" },
  { "G7-empty", "/named/?type=video/mp4&name=", "", "video " NUMBER ".mp4" },
  { "G7-hidden", "/named/.x?type=video/mp4&name=.x.mp4", ".-x. ", "x " NUMBER ".mp4" },
  { "G8-long", "/named/x?type=video/mp4&name=x.mp4",
    THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES THREE_BYTES,
    THREE_BYTES THREE_BYTES "\u5c71\u5c71\u5c71\u5c71\u5c71\u5c71 " NUMBER ".mp4" },
  { "G9-controls", "/named/x%00y?type=video/mp4&name=a%1b%202%e2%80%ae.mp4",
    "a\nb\t\x1b[31m\u202egpm.exe%2f%00", "a b [31mgpm.exe " NUMBER ".mp4" },
  { "G9-no-utf-8", "/named/x?type=video/mp4&name=%ff%fe.mp4", "a\xff\xfe" "b",
    "a b " NUMBER ".mp4" },
  { "G10-exe", "/named/x.exe?type=application/octet-stream&name=x.exe", "fox.exe",
    "fox.exe " NUMBER ".mp4" },
  { "G10-desktop", "/named/x.desktop?type=video/x-desktop&name=x.desktop", "fox",
    "fox " NUMBER ".mp4" },
};

static void
test_named (gconstpointer data)
{
  const Named *named = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = NULL;
  g_autoptr(RushesMedia) media = NULL;
  g_autoptr(GFile) folder = g_file_new_for_path (saving->folder);
  g_autofree char *uri = fault_server_get_uri (saving->server, named->path);
  g_autofree char *list = NULL;

  media = rushes_media_new ("user:1000-minimax:a@b.c-video:" NUMBER, RUSHES_MEDIA_CLEAN, 1, uri,
                            NULL);
  download = rushes_download_new (media, named->prompt, folder, TRUE);
  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);

  list = saving_list (saving);
  g_assert_cmpstr (list, ==, named->want);
  g_assert_false (g_file_test (g_file_peek_path (rushes_download_get_file (download)),
                               G_FILE_TEST_IS_EXECUTABLE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (nameds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/download/%s", nameds[i].test);

      g_test_add_data_func (name, &nameds[i], test_named);
    }

  g_test_add_func ("/download/whole", test_whole);
  g_test_add_func ("/download/small", test_small);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strdup_printf ("/download/%s", faults[i].test);

      g_test_add_data_func (name, &faults[i], test_fault);
    }
  g_test_add_func ("/download/A5-hops", test_hops);
  g_test_add_func ("/download/A8-forbidden", test_forbidden);
  g_test_add_func ("/download/A8-loopback", test_loopback);
  g_test_add_func ("/download/B3-B12-longer", test_longer);
  g_test_add_func ("/download/B15-refused", test_refused);
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
