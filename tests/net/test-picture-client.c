/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-picture-client.h"

#include "fault-server.h"
#include "making.h"
#include "rushes-error.h"
#include "stand-in.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define BOX_WIDTH 640
#define BOX_HEIGHT 360
#define WEBP_QUERY "?x-oss-process=image/resize,w_540/format,webp"
#define JPEG_QUERY "?x-oss-process=image/resize,w_540"

typedef struct
{
  StandIn *stand_in;
  FaultServer *server;
  RushesPictureClient *client;
} Fixture;

typedef struct
{
  gboolean done;
  RushesPicture *picture;
  GError *error;
} Loading;

static void
loading_clear (Loading *self)
{
  g_clear_pointer (&self->picture, rushes_picture_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loading, loading_clear)

/* In the server's thread: a redirect to ?to=, or to itself. */
void
fault_exchange_reply (FaultExchange *exchange)
{
  const char *status = fault_exchange_get_query (exchange, "status");
  const char *to = fault_exchange_get_query (exchange, "to");

  if (g_str_equal (exchange->path, "B4"))
    {
      fault_exchange_say (exchange, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\xff\xd8\xff");
      fault_exchange_reset (exchange);
      return;
    }

  fault_exchange_say (exchange, "HTTP/1.1 %s Moved\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n",
                      status != NULL ? status : "302");
  if (g_str_equal (exchange->path, "loop"))
    fault_exchange_say (exchange, "Location: /loop\r\n");
  else if (to != NULL)
    fault_exchange_say (exchange, "Location: %s\r\n", to);
  fault_exchange_say (exchange, "\r\n");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->stand_in = stand_in_new ();
  stand_in_start (fixture->stand_in, 0, &error);
  g_assert_no_error (error);
  fixture->server = fault_server_new ("127.0.0.1");
  fixture->client = rushes_picture_client_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->client);
  fault_server_free (fixture->server);
  stand_in_stop (fixture->stand_in);
  g_assert_finalize_object (fixture->stand_in);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Loading *loading = user_data;

  loading->picture = rushes_picture_client_load_finish (RUSHES_PICTURE_CLIENT (source), result,
                                                        &loading->error);
  g_assert_cmpint (loading->picture == NULL, ==, loading->error != NULL);
  loading->done = TRUE;
}

static void
begin (Fixture      *fixture,
       Loading      *loading,
       const char   *uri,
       GCancellable *cancellable)
{
  rushes_picture_client_load_async (fixture->client, uri, TRUE, BOX_WIDTH, BOX_HEIGHT, cancellable,
                                    on_loaded, loading);
  g_assert_false (loading->done);
}

static void
wait_for (Loading *loading)
{
  while (!loading->done)
    g_main_context_iteration (NULL, TRUE);
}

static char *
dup_media_uri (Fixture    *fixture,
               const char *target)
{
  return g_strconcat (stand_in_get_media_url (fixture->stand_in), target, NULL);
}

static RushesPicture *
load (Fixture     *fixture,
      const char  *uri,
      GError     **error)
{
  Loading loading = { FALSE };

  begin (fixture, &loading, uri, NULL);
  wait_for (&loading);
  if (loading.error != NULL)
    g_propagate_error (error, loading.error);

  return loading.picture;
}

static gboolean
has_webp (void)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("webp", NULL);

  if (loader != NULL)
    gdk_pixbuf_loader_close (loader, NULL);

  return loader != NULL;
}

/* FAULTS A5: nobody who keeps media learns anything of the API or of us. */
static void
assert_no_secrets (Fixture *fixture)
{
  static const char *const names[] = { "Authorization", "Cookie", "Referer", "Proxy-Authorization",
                                       "Accept-Language" };
  g_autoptr(GPtrArray) record = stand_in_dup_record (fixture->stand_in);

  for (guint i = 0; i < record->len; i++)
    {
      const StandInRequest *request = g_ptr_array_index (record, i);

      g_assert_cmpstr (request->port, ==, "media");
      g_assert_cmpstr (stand_in_request_peek_header (request, "Accept-Encoding"), ==, "identity");
      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        g_assert_null (stand_in_request_peek_header (request, names[j]));
    }
}

static const struct
{
  const char *target;
  int width, height;
} good_rows[] = {
  { "/cover.jpg", 640, 360 },
  { "/cover.png", 640, 360 },
  { "/cover.webp", 640, 360 },
  { "/cover-mountains.jpg", 640, 360 },
  { "/cover-portrait.jpg", 203, 360 },
  { "/cover-portrait.webp", 203, 360 },
  { "/cover-square.jpg", 360, 360 },
  { "/cover-square.webp", 360, 360 },
  { "/cover-4k.jpg", 640, 360 },
  { "/cover.jpg?length=no", 640, 360 },
  { "/cover.jpg?type=text/html", 640, 360 },
  { "/cover.jpg?type=image/png", 640, 360 },
  { "/cover.jpg?redirect=302", 640, 360 },
  { "/cover.jpg?redirect=307", 640, 360 },
  { "/cover.jpeg" WEBP_QUERY, 640, 360 },
  { "/cover.jpeg" JPEG_QUERY, 640, 360 },
};

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_rows); i++)
    {
      g_autofree char *uri = dup_media_uri (fixture, good_rows[i].target);
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesPicture) picture = NULL;
      g_autoptr(GPtrArray) record = NULL;

      g_test_message ("E1 %s", good_rows[i].target);
      stand_in_clear_record (fixture->stand_in);
      picture = load (fixture, uri, &error);
      if (g_str_has_suffix (good_rows[i].target, ".webp") && !has_webp ())
        {
          g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_DECODER);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpint (picture->width, ==, good_rows[i].width);
      g_assert_cmpint (picture->height, ==, good_rows[i].height);

      /* The query is sent byte for byte (API.md, "Media"). */
      record = stand_in_dup_record (fixture->stand_in);
      g_assert_cmpstr (((StandInRequest *) g_ptr_array_index (record, 0))->target, ==,
                       good_rows[i].target);
      assert_no_secrets (fixture);
    }
}

static const struct
{
  const char *target;
  RushesError code;
} bad_rows[] = {
  { "/cover.jpg?status=401", RUSHES_ERROR_LINK_EXPIRED },
  { "/cover.jpg?status=403", RUSHES_ERROR_LINK_EXPIRED },
  { "/cover.jpg?status=404", RUSHES_ERROR_LINK_EXPIRED },
  { "/cover.jpg?status=410", RUSHES_ERROR_LINK_EXPIRED },
  { "/cover.jpg?expired=1", RUSHES_ERROR_LINK_EXPIRED },
  { "/cover.jpg?status=402", RUSHES_ERROR_UNEXPECTED_STATUS }, /* of no account of the API */
  { "/cover.jpg?status=429", RUSHES_ERROR_RATE_LIMITED },
  { "/cover.jpg?status=500", RUSHES_ERROR_SERVER },
  { "/cover.jpg?status=503", RUSHES_ERROR_UNAVAILABLE },
  { "/cover.jpg?as=html&type=image/jpeg", RUSHES_ERROR_BAD_PICTURE },
  { "/cover.jpg?as=json", RUSHES_ERROR_BAD_PICTURE },
  { "/cover.jpg?as=empty", RUSHES_ERROR_BAD_PICTURE },
  { "/cover.jpg?cut=2000", RUSHES_ERROR_TRUNCATED },
  { "/cover.jpg?cut=2000&end=reset", RUSHES_ERROR_DISCONNECTED },
  { "/cover.jpg?encoding=gzip&as=html", RUSHES_ERROR_BAD_PICTURE },
  { "/video.mp4", RUSHES_ERROR_BAD_PICTURE },
  { "/generated/100000000/1", RUSHES_ERROR_TOO_LARGE },
  { "/generated/100000000/1?length=no", RUSHES_ERROR_TOO_LARGE },
  { "/generated/16777217/1", RUSHES_ERROR_TOO_LARGE },
  { "/generated/16777216/1", RUSHES_ERROR_BAD_PICTURE },
};

static void
test_bad (Fixture       *fixture,
          gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *uri = dup_media_uri (fixture, bad_rows[i].target);
      g_autoptr(GError) error = NULL;

      g_test_message ("E8 %s", bad_rows[i].target);
      g_assert_null (load (fixture, uri, &error));
      g_assert_error (error, RUSHES_ERROR, (int) bad_rows[i].code);
      g_assert_null (strstr (error->message, "?"));
    }

  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, NULL, NULL), ==,
                    G_N_ELEMENTS (bad_rows));
}

/* FAULTS A8: what may not be asked is not asked. */
static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const uris[] = { "http://192.0.2.1/c.jpg", "https://127.0.0.1@192.0.2.1/c",
                                      "file:///etc/hostname", "data:image/png;base64,AAAA",
                                      "resource:///a", "ftp://127.0.0.1/c.jpg", "c.jpg", "",
                                      "https://u:p@192.0.2.1/c.jpg", "http://[::bad/" };
  g_autofree char *media = dup_media_uri (fixture, "/cover.jpg");
  Loading loading = { FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", uris[i]);
      g_assert_null (load (fixture, uris[i], &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
    }

  rushes_picture_client_load_async (fixture->client, media, FALSE, 0, 0, NULL, on_loaded, &loading);
  wait_for (&loading);
  g_assert_error (loading.error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
  loading_clear (&loading);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, NULL, NULL), ==, 0);
}

/* @to NULL for no Location, "media" for the stand-in's cover. @code GOOD where it is followed. */
#define GOOD (-1)

static const struct
{
  const char *name;
  const char *path;
  const char *to;
  guint n_requests;
  int code;
} redirect_rows[] = {
  { "A5 301", "/r?status=301", "media", 1, GOOD },
  { "A5 302", "/r?status=302", "media", 1, GOOD },
  { "A5 303", "/r?status=303", "media", 1, GOOD },
  { "A5 307", "/r?status=307", "media", 1, GOOD },
  { "A5 308", "/r?status=308", "media", 1, GOOD },
  { "A5 more than five hops", "/loop?a=b", NULL, 6, RUSHES_ERROR_BAD_LINK },
  { "A6 file", "/r?a=b", "file:///etc/hostname", 1, RUSHES_ERROR_BAD_LINK },
  { "A6 data", "/r?a=b", "data:image/png;base64,AAAA", 1, RUSHES_ERROR_BAD_LINK },
  { "A6 resource", "/r?a=b", "resource:///a", 1, RUSHES_ERROR_BAD_LINK },
  { "A6 ftp", "/r?a=b", "ftp://127.0.0.1/a", 1, RUSHES_ERROR_BAD_LINK },
  { "A6 javascript", "/r?a=b", "javascript:alert(1)", 1, RUSHES_ERROR_BAD_LINK },
  { "A3 plain", "/r?a=b", "http://192.0.2.1/c.jpg", 1, RUSHES_ERROR_BAD_LINK },
  { "A7 omitted", "/r?a=b", NULL, 1, RUSHES_ERROR_BAD_LINK },
  { "A7 empty", "/r?a=b", "", 1, RUSHES_ERROR_BAD_LINK },
  { "A7 host alone", "/r?a=b", "//192.0.2.1/", 1, RUSHES_ERROR_BAD_LINK },
  { "A7 broken", "/r?a=b", "http://[::bad/", 1, RUSHES_ERROR_BAD_LINK },
  { "A8 user", "/r?a=b", "https://u:p@192.0.2.1/c.jpg", 1, RUSHES_ERROR_BAD_LINK },
  { "304", "/r?status=304", NULL, 1, RUSHES_ERROR_UNEXPECTED_STATUS },
  { "B4 reset", "/B4?a=b", NULL, 1, RUSHES_ERROR_DISCONNECTED },
};

static char *
dup_redirect_uri (Fixture *fixture,
                  gsize    row)
{
  const char *to = redirect_rows[row].to;
  g_autofree char *media = dup_media_uri (fixture, "/cover.jpg?sign=1,2/3");
  g_autofree char *target = NULL;
  g_autofree char *path = NULL;

  if (to == NULL)
    return fault_server_get_uri (fixture->server, redirect_rows[row].path);

  target = g_uri_escape_string (g_str_equal (to, "media") ? media : to, NULL, FALSE);
  path = g_strconcat (redirect_rows[row].path, "&to=", target, NULL);

  return fault_server_get_uri (fixture->server, path);
}

static void
test_redirects (Fixture       *fixture,
                gconstpointer  data)
{
  guint n_before = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (redirect_rows); i++)
    {
      g_autofree char *uri = dup_redirect_uri (fixture, i);
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesPicture) picture = load (fixture, uri, &error);
      g_auto(GStrv) heads = fault_server_dup_heads (fixture->server);
      guint n_heads = g_strv_length (heads);

      g_test_message ("%s", redirect_rows[i].name);
      g_assert_cmpuint (n_heads - n_before, ==, redirect_rows[i].n_requests);
      n_before = n_heads;
      g_assert_null (strstr (heads[n_heads - 1], "Cookie"));
      g_assert_null (strstr (heads[n_heads - 1], "Referer"));
      if (redirect_rows[i].code == GOOD)
        g_assert_no_error (error);
      else
        g_assert_error (error, RUSHES_ERROR, redirect_rows[i].code);
    }

  assert_no_secrets (fixture);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, "media", "?sign=1,2/3"), ==, 5);
}

/* E9: what is not wanted any more never comes. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const targets[] = { "/cover.jpg?hang=yes", "/cover.jpg?rate=1000",
                                         "/cover-4k.jpg" };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    for (guint moment = 0; moment < 12; moment++)
      {
        g_autofree char *uri = dup_media_uri (fixture, targets[i]);
        g_autoptr(GCancellable) cancellable = g_cancellable_new ();
        g_auto(Loading) loading = { FALSE };

        if (moment == 0)
          g_cancellable_cancel (cancellable);
        begin (fixture, &loading, uri, cancellable);
        for (guint j = 1; j < moment && !loading.done; j++)
          g_main_context_iteration (NULL, g_str_has_suffix (targets[i], "4k.jpg"));
        g_cancellable_cancel (cancellable);
        wait_for (&loading);

        g_test_message ("%s, %u", targets[i], moment);
        if (loading.picture == NULL)
          g_assert_error (loading.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        else
          g_assert_true (g_str_has_suffix (targets[i], "4k.jpg"));
      }
}

/* More than are decoded at a time: every one comes, and those cancelled in between do not. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *uri = dup_media_uri (fixture, "/cover-4k.jpg");
  Loading loadings[12] = { { FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (loadings); i++)
    begin (fixture, &loadings[i], uri, i % 3 == 2 ? cancellable : NULL);
  wait_for (&loadings[0]);
  g_cancellable_cancel (cancellable);

  for (guint i = 0; i < G_N_ELEMENTS (loadings); i++)
    {
      wait_for (&loadings[i]);
      if (i % 3 != 2)
        g_assert_no_error (loadings[i].error);
      else if (loadings[i].error != NULL)
        g_assert_error (loadings[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      loading_clear (&loadings[i]);
    }
}

/* E7. */
static void
test_off_main_loop (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *uri = dup_media_uri (fixture, "/cover-4k.jpg");
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPicture) picture = NULL;

  making_watch (GDK_TYPE_PIXBUF_LOADER);
  picture = load (fixture, uri, &error);

  g_assert_true (making_was_elsewhere ());
  g_assert_no_error (error);
}

/* E1 on a machine without a decoder for WebP: the same link is asked again for what it holds. */
static void
test_no_webp (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *uri = dup_media_uri (fixture, "/cover.jpeg" WEBP_QUERY);
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPicture) picture = NULL;
  g_autoptr(GPtrArray) record = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  g_setenv ("GDK_PIXBUF_MODULE_FILE", "/dev/null", TRUE);
  if (has_webp ())
    return;

  picture = load (fixture, uri, &error);
  record = stand_in_dup_record (fixture->stand_in);
  g_assert_no_error (error);
  g_assert_nonnull (picture);
  g_assert_cmpuint (record->len, ==, 2);
  g_assert_cmpstr (((StandInRequest *) g_ptr_array_index (record, 1))->target, ==,
                   "/cover.jpeg" JPEG_QUERY);
  assert_no_secrets (fixture);
}

static const struct
{
  const char *uri;
  const char *want;
} webp_rows[] = {
  { "https://h/c.jpeg" WEBP_QUERY, "https://h/c.jpeg" JPEG_QUERY },
  { "https://h/c.jpeg" WEBP_QUERY "&a=%2c", "https://h/c.jpeg" JPEG_QUERY "&a=%2c" },
  { "https://h/c.jpeg?x-oss-process=image/format,webp/resize,w_540",
    "https://h/c.jpeg?x-oss-process=image/resize,w_540" },
  { "https://h/11%E6%9C%88.png" WEBP_QUERY, "https://h/11%E6%9C%88.png" JPEG_QUERY },
  { "https://h/c.jpeg" JPEG_QUERY, NULL },
  { "https://h/c.webp", NULL },
  { "https://h/format,webp/c.jpeg", NULL },
  { "https://h/c.jpeg?", NULL },
  { "", NULL },
};

static void
test_without_webp (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (webp_rows); i++)
    {
      g_autofree char *uri = rushes_picture_uri_without_webp (webp_rows[i].uri);

      g_assert_cmpstr (uri, ==, webp_rows[i].want);
    }
}

static void
add_test (const char *path,
          void      (*test) (Fixture       *fixture,
                             gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/picture-client/E1-good", test_good);
  add_test ("/picture-client/E8-bad", test_bad);
  add_test ("/picture-client/A8-links", test_links);
  add_test ("/picture-client/A5-redirects", test_redirects);
  add_test ("/picture-client/E9-cancel", test_cancel);
  add_test ("/picture-client/many", test_many);
  add_test ("/picture-client/E7-off-main-loop", test_off_main_loop);
  add_test ("/picture-client/E1-no-webp", test_no_webp);
  g_test_add_func ("/picture-client/without-webp", test_without_webp);

  return g_test_run ();
}
