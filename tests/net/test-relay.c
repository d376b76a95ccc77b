/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-relay.h"

#include "fault-server.h"
#include "rushes-error.h"
#include "stand-in.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  StandIn *stand_in;
  SoupSession *player;
  GBytes *film;
} Fixture;

typedef struct
{
  gboolean done;
  SoupMessage *message;
  GBytes *body;
  GError *error;
} Reply;

static void
reply_clear (Reply *self)
{
  g_clear_object (&self->message);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = stand_in_dup_file_path ("video.mp4");
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  fixture->stand_in = stand_in_new ();
  stand_in_start (fixture->stand_in, 0, &error);
  g_assert_no_error (error);
  fixture->player = soup_session_new ();
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  fixture->film = g_bytes_new_take (contents, length);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  soup_session_abort (fixture->player);
  g_assert_finalize_object (fixture->player);
  stand_in_stop (fixture->stand_in);
  g_assert_finalize_object (fixture->stand_in);
  g_bytes_unref (fixture->film);
}

static RushesRelay *
make_relay (Fixture    *fixture,
            const char *target)
{
  g_autofree char *uri = g_strconcat (stand_in_get_media_url (fixture->stand_in), target, NULL);
  g_autoptr(GError) error = NULL;
  RushesRelay *relay = rushes_relay_new (uri, TRUE, &error);

  g_assert_no_error (error);

  return relay;
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reply *reply = user_data;

  reply->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &reply->error);
  reply->done = TRUE;
}

static void
begin (Fixture    *fixture,
       Reply      *reply,
       const char *uri,
       gint64      from)
{
  reply_clear (reply);
  *reply = (Reply) { .message = soup_message_new ("GET", uri) };
  if (from > 0)
    soup_message_headers_set_range (soup_message_get_request_headers (reply->message), from, -1);
  soup_session_send_and_read_async (fixture->player, reply->message, G_PRIORITY_DEFAULT, NULL,
                                    on_read, reply);
}

static void
ask (Fixture     *fixture,
     Reply       *reply,
     RushesRelay *relay,
     gint64       from)
{
  begin (fixture, reply, rushes_relay_get_uri (relay), from);
  while (!reply->done)
    g_main_context_iteration (NULL, TRUE);
}

static const char *
get_header (Reply      *reply,
            const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (reply->message), name);
}

static void
assert_film (Fixture *fixture,
             Reply   *reply,
             gsize    from)
{
  gsize size = g_bytes_get_size (fixture->film);
  g_autoptr(GBytes) want = g_bytes_new_from_bytes (fixture->film, from, size - from);

  g_assert_no_error (reply->error);
  g_assert_cmpuint (soup_message_get_status (reply->message), ==, from > 0 ? 206 : 200);
  g_assert_true (g_bytes_equal (reply->body, want));
}

static guint
count_media (Fixture *fixture)
{
  return stand_in_count_requests (fixture->stand_in, "media", "/");
}

static const char *
peek_field (StandInRequest *request,
            const char     *name)
{
  for (char **header = request->headers; *header != NULL; header += 2)
    if (g_ascii_strcasecmp (header[0], name) == 0)
      return header[1];

  return NULL;
}

/* Nothing is asked before the player asks, and then by the rules for media hosts. */
static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RushesRelay) relay = make_relay (fixture, "/video.mp4?signature=a%2Fb");
  g_autoptr(GPtrArray) record = NULL;
  g_auto(Reply) reply = { 0 };
  StandInRequest *request;

  g_assert_null (strstr (rushes_relay_get_uri (relay), "signature"));
  g_assert_null (strstr (rushes_relay_get_uri (relay), "video"));
  g_assert_cmpuint (count_media (fixture), ==, 0);

  ask (fixture, &reply, relay, 0);
  assert_film (fixture, &reply, 0);
  g_assert_cmpstr (get_header (&reply, "Accept-Ranges"), ==, "bytes");
  g_assert_null (get_header (&reply, "ETag"));
  g_assert_null (get_header (&reply, "Content-Type"));
  g_assert_null (rushes_relay_dup_error (relay));

  record = stand_in_dup_record (fixture->stand_in);
  g_assert_cmpuint (record->len, ==, 1);
  request = record->pdata[0];
  g_assert_cmpstr (request->target, ==, "/video.mp4?signature=a%2Fb");
  g_assert_null (peek_field (request, "Cookie"));
  g_assert_null (peek_field (request, "Authorization"));
  g_assert_null (peek_field (request, "Range"));
}

/* Going to a place works whatever the host can do: by itself, or with the bytes before it read. */
static void
test_seek (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const targets[] = {
    "/video.mp4", "/video.mp4?range=no", "/video.mp4?etag=none", "/video.mp4?etag=weak",
    "/video.mp4?redirect=302",
  };
  static const gsize places[] = { 1, 511, 512, 65536, 90000 };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr(RushesRelay) relay = make_relay (fixture, targets[i]);
      g_auto(Reply) reply = { 0 };

      g_test_message ("%s", targets[i]);
      ask (fixture, &reply, relay, 0);
      assert_film (fixture, &reply, 0);

      for (gsize j = 0; j < G_N_ELEMENTS (places); j++)
        {
          ask (fixture, &reply, relay, places[j]);
          assert_film (fixture, &reply, places[j]);
        }

      ask (fixture, &reply, relay, g_bytes_get_size (fixture->film));
      g_assert_cmpuint (soup_message_get_status (reply.message), ==, 416);
      g_assert_null (rushes_relay_dup_error (relay));
    }
}

/* No byte more than is wanted, where the host can begin there; and none of another file. */
static void
test_range (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RushesRelay) relay = make_relay (fixture, "/video.mp4");
  g_autoptr(GPtrArray) record = NULL;
  g_auto(Reply) reply = { 0 };

  ask (fixture, &reply, relay, 0);
  ask (fixture, &reply, relay, 90000);
  assert_film (fixture, &reply, 90000);

  record = stand_in_dup_record (fixture->stand_in);
  g_assert_cmpuint (record->len, ==, 2);
  g_assert_cmpstr (peek_field (record->pdata[1], "Range"), ==, "bytes=90000-");
  g_assert_nonnull (peek_field (record->pdata[1], "If-Range"));
}

static void
test_no_length (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(RushesRelay) relay = make_relay (fixture, "/video.mp4?length=no");
  g_auto(Reply) reply = { 0 };

  ask (fixture, &reply, relay, 0);
  assert_film (fixture, &reply, 0);
  g_assert_cmpstr (get_header (&reply, "Accept-Ranges"), ==, "none");
  g_assert_null (get_header (&reply, "Content-Length"));
}

static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *target;
    int code;
  } rows[] = {
    { "/video.mp4?status=403", RUSHES_ERROR_LINK_EXPIRED },
    { "/video.mp4?status=404", RUSHES_ERROR_LINK_EXPIRED },
    { "/video.mp4?status=500", RUSHES_ERROR_SERVER },
    { "/video.mp4?as=html", RUSHES_ERROR_NOT_MEDIA },
    { "/video.mp4?as=json", RUSHES_ERROR_NOT_MEDIA },
    { "/video.mp4?as=html&type=video/mp4", RUSHES_ERROR_NOT_MEDIA },
    { "/video.mp4?as=empty", RUSHES_ERROR_EMPTY },
    { "/video.mp4?encoding=gzip", RUSHES_ERROR_ENCODED },
    { "/cover.jpg", RUSHES_ERROR_NO_DECODER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(RushesRelay) relay = make_relay (fixture, rows[i].target);
      g_autoptr(GError) error = NULL;
      g_auto(Reply) reply = { 0 };

      g_test_message ("%s", rows[i].target);
      ask (fixture, &reply, relay, 0);
      g_assert_no_error (reply.error);
      g_assert_cmpuint (soup_message_get_status (reply.message), ==, 502);
      g_assert_cmpuint (g_bytes_get_size (reply.body), ==, 0);
      error = rushes_relay_dup_error (relay);
      g_assert_error (error, RUSHES_ERROR, rows[i].code);
      g_assert_null (strchr (error->message, '?'));

      /* A host that gives nothing is not asked again, however often the player does. */
      stand_in_clear_record (fixture->stand_in);
      ask (fixture, &reply, relay, 0);
      g_assert_cmpuint (soup_message_get_status (reply.message), ==, 502);
      g_assert_cmpuint (count_media (fixture), ==, 0);
    }
}

/* A connection that breaks is no end; what is read on is not held against the host any more. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(RushesRelay) relay = make_relay (fixture, "/video.mp4?cut-once=50000");
  g_autoptr(GError) error = NULL;
  g_auto(Reply) reply = { 0 };

  ask (fixture, &reply, relay, 0);
  g_assert_true (reply.body == NULL || g_bytes_get_size (reply.body) == 50000);
  error = rushes_relay_dup_error (relay);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_TRUNCATED);

  ask (fixture, &reply, relay, 50000);
  assert_film (fixture, &reply, 50000);
  g_assert_null (rushes_relay_dup_error (relay));
}

/* Once it is freed, a player that still waits is let go. */
static void
test_free (Fixture       *fixture,
           gconstpointer  data)
{
  RushesRelay *relay = make_relay (fixture, "/video.mp4?hang=yes");
  g_auto(Reply) reply = { 0 };
  gint64 start = g_get_monotonic_time ();

  begin (fixture, &reply, rushes_relay_get_uri (relay), 0);
  while (count_media (fixture) == 0)
    g_main_context_iteration (NULL, FALSE);

  rushes_relay_free (relay);
  while (!reply.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (reply.body == NULL || g_bytes_get_size (reply.body) == 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

/* Who knows the port and not the path learns nothing, and no host is asked. */
static void
test_stranger (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(RushesRelay) relay = make_relay (fixture, "/video.mp4");
  g_autofree char *uri = g_strndup (rushes_relay_get_uri (relay),
                                    strlen (rushes_relay_get_uri (relay)) - 1);
  g_auto(Reply) reply = { 0 };

  begin (fixture, &reply, uri, 0);
  while (!reply.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (reply.message), ==, 404);
  g_assert_cmpuint (count_media (fixture), ==, 0);
}

static void
test_bad_link (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char *uri;
    gboolean loopback_allowed;
  } rows[] = {
    { "http://example.org/video.mp4", TRUE },
    { "http://127.0.0.1/video.mp4", FALSE },
    { "https://127.0.0.1/video.mp4", FALSE },
    { "file:///etc/passwd", TRUE },
    { "https://user:password@example.org/video.mp4", TRUE },
    { "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (rushes_relay_new (rows[i].uri, rows[i].loopback_allowed, &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);
    }
}

/* A film of a kilobyte, with a list of addresses at its end, by a host that cuts it in the middle
 * of the list and sends the rest when it is asked for that. */
#define EVIL_BYTES 1024
#define EVIL_CUT (EVIL_BYTES - 10)

/* In the server's thread. */
void
fault_exchange_reply (FaultExchange *exchange)
{
  static const char head[] = "\0\0\0\030ftypisom\0\0\0\0isommp42";
  static const char box[] = "\0\0\0\020rmra\0\0\0\010rmda";
  g_autofree char *range = fault_exchange_get_field (exchange, "Range");
  char film[EVIL_BYTES] = { 0 };

  memcpy (film, head, sizeof head - 1);
  memcpy (film + EVIL_BYTES - (sizeof box - 1), box, sizeof box - 1);
  if (range == NULL)
    {
      fault_exchange_say (exchange, "HTTP/1.1 200 OK\r\nETag: \"evil\"\r\n"
                                    "Content-Length: %d\r\n\r\n", EVIL_BYTES);
      fault_exchange_send (exchange, film, EVIL_CUT);
      return;
    }

  fault_exchange_say (exchange, "HTTP/1.1 206 Partial Content\r\nETag: \"evil\"\r\n"
                                "Content-Length: %d\r\nContent-Range: bytes %d-%d/%d\r\n\r\n",
                      EVIL_BYTES - EVIL_CUT, EVIL_CUT, EVIL_BYTES - 1, EVIL_BYTES);
  fault_exchange_send (exchange, film + EVIL_CUT, EVIL_BYTES - EVIL_CUT);
}

static void
test_evil (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(FaultServer) server = fault_server_new ("127.0.0.1");
  g_autofree char *uri = fault_server_get_uri (server, "/film");
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesRelay) relay = rushes_relay_new (uri, TRUE, &error);
  g_auto(Reply) reply = { 0 };

  g_assert_no_error (error);
  ask (fixture, &reply, relay, 0);
  g_assert_true (reply.body == NULL || g_bytes_get_size (reply.body) == EVIL_CUT);
  error = rushes_relay_dup_error (relay);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_TRUNCATED);
  g_clear_error (&error);

  ask (fixture, &reply, relay, EVIL_CUT);
  g_assert_cmpuint (soup_message_get_status (reply.message), ==, 502);
  error = rushes_relay_dup_error (relay);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);

  /* Not a byte more, from wherever. */
  ask (fixture, &reply, relay, 0);
  g_assert_cmpuint (soup_message_get_status (reply.message), ==, 502);
  ask (fixture, &reply, relay, EVIL_CUT + 1);
  g_assert_cmpuint (soup_message_get_status (reply.message), ==, 502);
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/relay/whole", test_whole);
  add ("/relay/seek", test_seek);
  add ("/relay/range", test_range);
  add ("/relay/no-length", test_no_length);
  add ("/relay/faults", test_faults);
  add ("/relay/cut", test_cut);
  add ("/relay/free", test_free);
  add ("/relay/stranger", test_stranger);
  add ("/relay/bad-link", test_bad_link);
  add ("/relay/evil", test_evil);

  return g_test_run ();
}
