/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a host may send in place of a cover (FAULTS A, B, E), with the limits on memory and main
 * loop; what the decoder makes of files stands in test-picture.c. */
#include "rushes-picture-client.h"

#include "fault-limits.h"
#include "fault-server.h"
#include "picture-files.h"
#include "rushes-error.h"

#include <string.h>

#define BOX 640
#define TYPE(type) "HTTP/1.1 200 OK\r\nContent-Type: " type "\r\n"
#define CLOSE "Connection: close\r\n\r\n"
#define PAGE "<!DOCTYPE html><title>403</title>"

#define GOOD (-1)
#define ANY_ERROR (-2)
#define EITHER (-3) /* a part is as good as an error */

typedef struct
{
  const char *name;
  const char *head; /* of the answer, where that is all there is to it */
  int code;
  GBytes *(*make) (void); /* the body, or NULL */
} Row;

static GBytes *
make_grey_bomb (void)
{
  return picture_files_make_png (&(PngShape) { 30000, 30000, 8, 0, 300 });
}

static GBytes *
make_colour_bomb (void)
{
  return picture_files_make_png (&(PngShape) { 30000, 30000, 8, 2, 100 });
}

static GBytes *
make_deep_bomb (void)
{
  return picture_files_make_png (&(PngShape) { 60000, 60000, 16, 2, 1 });
}

static GBytes *
make_largest (void)
{
  return picture_files_make_png (&(PngShape) { G_MAXINT32, G_MAXINT32, 8, 0, 1 });
}

static GBytes *
make_empty (void)
{
  return picture_files_make_png (&(PngShape) { 0, 0, 8, 0, 1 });
}

static GBytes *
make_jpeg (void)
{
  return picture_files_load ("cover.jpg");
}

static GBytes *
make_4k (void)
{
  return picture_files_load ("cover-4k.jpg");
}

static GBytes *
make_16k (void)
{
  g_autoptr(GBytes) jpeg = make_jpeg ();

  return picture_files_resize (jpeg, 16000, 16000);
}

static GBytes *
make_half (void)
{
  g_autoptr(GBytes) jpeg = make_jpeg ();

  return picture_files_cut (jpeg, g_bytes_get_size (jpeg) / 2);
}

static const Row rows[] = {
  { "B10-204", "HTTP/1.1 204 No\r\n\r\n", ANY_ERROR },
  { "E2-grey", TYPE ("image/png"), RUSHES_ERROR_TOO_LARGE, make_grey_bomb },
  { "E2-colour", TYPE ("image/png"), RUSHES_ERROR_TOO_LARGE, make_colour_bomb },
  { "E3-largest", TYPE ("image/png"), ANY_ERROR, make_largest },
  { "E3-none", TYPE ("image/png"), ANY_ERROR, make_empty },
  { "E3-deep", TYPE ("image/png"), RUSHES_ERROR_TOO_LARGE, make_deep_bomb },
  { "E5-page", TYPE ("image/png") CLOSE PAGE, RUSHES_ERROR_BAD_PICTURE },
  { "E5-json", TYPE ("image/jpeg") CLOSE "{\"error\":\"no\"}", RUSHES_ERROR_BAD_PICTURE },
  { "E5-nothing", TYPE ("image/png") "Content-Length: 0\r\n\r\n", RUSHES_ERROR_BAD_PICTURE },
  { "E5-refused-page", "HTTP/1.1 403 No\r\nContent-Type: image/png\r\n" CLOSE PAGE,
    RUSHES_ERROR_LINK_EXPIRED },
  { "E5-jpeg-as-png", TYPE ("image/png"), GOOD, make_jpeg },
  { "E5-jpeg-as-svg", TYPE ("image/svg+xml"), GOOD, make_jpeg },
  { "E6-svg-as-png", TYPE ("image/png") CLOSE "<svg xmlns=\"http://www.w3.org/2000/svg\" "
    "width=\"30000\" height=\"30000\"><image href=\"file:///etc/passwd\"/></svg>",
    RUSHES_ERROR_BAD_PICTURE },
  { "E4-half", TYPE ("image/jpeg"), EITHER, make_half },
  { "E7-4k", TYPE ("image/jpeg"), GOOD, make_4k },
  { "E7-16k", TYPE ("image/jpeg"), RUSHES_ERROR_TOO_LARGE, make_16k },
  { "E8-404", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", RUSHES_ERROR_LINK_EXPIRED },
  { "E8-short", TYPE ("image/jpeg") "Content-Length: 1000\r\n\r\n\xff\xd8\xff",
    RUSHES_ERROR_TRUNCATED },
};

/* --- the server's side, in its threads -------------------------------------------------------- */

/* Made before there is anybody to answer, so that it is no memory of the program. */
static GBytes *body;

static void
send_endless (FaultExchange *exchange)
{
  g_autofree char *bytes = g_malloc0 (65536);

  fault_exchange_say (exchange, TYPE ("image/jpeg") CLOSE "\xff\xd8\xff");
  for (guint i = 0; i < 1600 && fault_exchange_hold (exchange, 0); i++)
    fault_exchange_send (exchange, bytes, 65536);
}

static void
send_interim (FaultExchange *exchange)
{
  for (guint i = 0; i < 4000000 && fault_exchange_hold (exchange, 0); i++)
    fault_exchange_say (exchange, "HTTP/1.1 103 Early Hints\r\n\r\n");
}

static void
send_row (FaultExchange *exchange,
          const Row     *row)
{
  gsize length;
  gconstpointer bytes;

  fault_exchange_say (exchange, "%s", row->head);
  if (row->make == NULL)
    return;

  bytes = g_bytes_get_data (body, &length);
  fault_exchange_say (exchange, "Content-Length: %zu\r\n\r\n", length);
  fault_exchange_send (exchange, bytes, length);
}

void
fault_exchange_reply (FaultExchange *exchange)
{
  if (g_str_equal (exchange->path, "B12-endless"))
    send_endless (exchange);
  else if (g_str_equal (exchange->path, "B10-flood"))
    send_interim (exchange);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (exchange->path, rows[i].name))
      send_row (exchange, &rows[i]);
}

/* --- our side --------------------------------------------------------------------------------- */

typedef struct
{
  gboolean done;
  RushesPicture *picture;
  GError *error;
} Loading;

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Loading *loading = user_data;

  loading->picture = rushes_picture_client_load_finish (RUSHES_PICTURE_CLIENT (source), result,
                                                        &loading->error);
  loading->done = TRUE;
}

static void
check (const Loading *loading,
       int            code)
{
  g_assert_cmpint (loading->picture == NULL, ==, loading->error != NULL);
  if (code == GOOD)
    g_assert_no_error (loading->error);
  else if (code >= 0)
    g_assert_error (loading->error, RUSHES_ERROR, code);
  else if (code == ANY_ERROR)
    g_assert_nonnull (loading->error);

  if (loading->error != NULL)
    {
      g_assert_cmpint (loading->error->domain, ==, RUSHES_ERROR);
      g_assert_null (strstr (loading->error->message, "secret"));
    }
  else
    g_assert_cmpint (MAX (loading->picture->width, loading->picture->height), <=, BOX);
}

/* @code: GOOD, ANY_ERROR, EITHER or one of RUSHES_ERROR */
static void
load (const char *name,
      int         code)
{
  g_autoptr(FaultServer) server = fault_server_new ("127.0.0.1");
  g_autofree char *path = g_strconcat ("/", name, "?sign=secret", NULL);
  g_autofree char *uri = fault_server_get_uri (server, path);
  RushesPictureClient *client = rushes_picture_client_new ();
  Loading loading = { FALSE };

  rushes_picture_client_load_async (client, uri, TRUE, BOX, BOX, NULL, on_loaded, &loading);
  while (!loading.done)
    fault_limits_iterate ();

  check (&loading, code);
  g_clear_pointer (&loading.picture, rushes_picture_free);
  g_clear_error (&loading.error);
  g_assert_finalize_object (client);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  if (row->make != NULL)
    body = row->make ();
  load (row->name, row->code);
  g_clear_pointer (&body, g_bytes_unref);
}

static void
test_endless (void)
{
  load ("B12-endless", RUSHES_ERROR_TOO_LARGE);
}

static void
test_flood (void)
{
  load ("B10-flood", RUSHES_ERROR_UNEXPECTED_STATUS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/fault-picture/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/fault-picture/B10-flood", test_flood);
  g_test_add_func ("/fault-picture/B12-E8-endless", test_endless);

  return g_test_run ();
}
