/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a host may do wrong, and links that may not be followed. */
#include "saving.h"

#include <string.h>

#define LENGTH (3 * 1024 * 1024 + 17)

typedef struct
{
  const char *test;
  const char *path;
  RushesError want;
  gboolean kept;
  RushesError newer; /* what libsoup 3.8 makes of it */
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
  { "B7-two-lengths", "/two-lengths", RUSHES_ERROR_NO_LENGTH, FALSE, RUSHES_ERROR_DISCONNECTED },
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
  if (fault->newer == 0 || !g_error_matches (error, RUSHES_ERROR, (int) fault->newer))
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
  g_autoptr(RushesDownload) download = rushes_download_new (media, NULL, folder, NULL, FALSE);
  g_auto(GStrv) heads = NULL;

  rushes_download_start (download);
  saving_wait_end (download);
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
  heads = fault_server_dup_heads (saving->server);
  g_assert_cmpuint (g_strv_length (heads), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strdup_printf ("/download-faults/%s", faults[i].test);

      g_test_add_data_func (name, &faults[i], test_fault);
    }
  g_test_add_func ("/download-faults/A8-forbidden", test_forbidden);
  g_test_add_func ("/download-faults/A8-loopback", test_loopback);
  g_test_add_func ("/download-faults/B3-B12-longer", test_longer);
  g_test_add_func ("/download-faults/B15-refused", test_refused);

  return g_test_run ();
}
