/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"

#include <stdio.h>
#include <string.h>

/* Bytes on a socket: libsoup's client would tidy them up. */
static char *
exchange (const char *origin,
          const char *bytes)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  GOutputStream *output;
  char *line = g_malloc0 (16);
  gsize n;

  connection = g_socket_client_connect_to_uri (client, origin, 80, NULL, &error);
  g_assert_no_error (error);

  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (output, bytes, strlen (bytes), NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), line, 12, &n,
                           NULL, &error);
  g_assert_no_error (error);

  return line;
}

static void
test_record (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const targets[] = {
    "/v1/minimax/videos/user:1234-minimax:a@b.c-video:402?q=%41&r=/,[",
    "/v1/minimax/videos/user%3A1234%2fx",
    "/v1/minimax/videos/../x//y/./z",
    "/v1/minimax/videos/%2e%2E/%7Eu",
  };
  g_autoptr(GPtrArray) record = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *bytes =
        g_strdup_printf ("GET %s HTTP/1.1\r\nhost: x\r\nX-Odd:  a b \r\nX-Odd: second\r\n\r\n",
                         targets[i]);
      g_autofree char *line = exchange (stand_in_get_origin (fixture->stand_in), bytes);

      g_assert_cmpstr (line, ==, "HTTP/1.1 401");
    }

  record = stand_in_dup_record (fixture->stand_in);
  g_assert_cmpuint (record->len, ==, G_N_ELEMENTS (targets));

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      const StandInRequest *request = record->pdata[i];

      g_assert_cmpstr (request->port, ==, "api");
      g_assert_cmpstr (request->method, ==, "GET");
      g_assert_cmpstr (request->target, ==, targets[i]);
      g_assert_cmpstr (request->headers[0], ==, "host");
      g_assert_cmpstr (request->headers[4], ==, "X-Odd");
      g_assert_cmpstr (request->headers[5], ==, "second");
      g_assert_null (request->headers[6]);
      g_assert_cmpstr (stand_in_request_peek_header (request, "x-odd"), ==, "a b");
      g_assert_null (stand_in_request_peek_header (request, "Authorization"));
      g_assert_cmpuint (request->connection, ==, i + 1);
    }

  stand_in_clear_record (fixture->stand_in);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, NULL, NULL), ==, 0);
}

static void
test_connections (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(Reply) first = ask_media (fixture, "/cover.jpg", NULL);
  g_autoptr(Reply) second = ask_media (fixture, "/cover.webp?a=1", NULL);
  g_autoptr(GPtrArray) record = stand_in_dup_record (fixture->stand_in);
  const StandInRequest *a, *b;

  g_assert_cmpuint (record->len, ==, 2);
  a = record->pdata[0];
  b = record->pdata[1];

  /* One keep-alive connection, and the second head begins where the first ended. */
  g_assert_cmpuint (a->connection, ==, b->connection);
  g_assert_cmpstr (a->target, ==, "/cover.jpg");
  g_assert_cmpstr (b->target, ==, "/cover.webp?a=1");
  g_assert_cmpstr (b->port, ==, "media");
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, "media", "cover"), ==, 2);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, "media", "webp"), ==, 1);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, "api", NULL), ==, 0);
}

static void
test_record_file (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("stand-in-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autofree char *text = NULL;
  g_autoptr(Reply) reply = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *request;

  g_assert_true (stand_in_set_record_file (fixture->stand_in, path, &error));
  reply = ask_media (fixture, "/cover.jpg?x=%2F", NULL);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (text, "\n"));
  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  request = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (request, "target"), ==, "/cover.jpg?x=%2F");

  remove (path);
  remove (folder);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);
}

static void
test_wait (Fixture       *fixture,
           gconstpointer  data)
{
  const char *media = stand_in_get_media_url (fixture->stand_in);
  g_autofree char *uri = g_strconcat (media, "/cover.jpg", NULL);
  g_autoptr(SoupMessage) first = soup_message_new ("GET", uri);
  g_autoptr(SoupMessage) second = soup_message_new ("GET", uri);

  soup_session_send_async (fixture->session, first, G_PRIORITY_DEFAULT, NULL, on_sent, NULL);
  soup_session_send_async (fixture->session, second, G_PRIORITY_DEFAULT, NULL, on_sent, NULL);

  g_assert_true (stand_in_wait_for_requests (fixture->stand_in, "media", "/cover.jpg", 2));

  /* An answer that is about to be told is not to be aborted: libsoup 3.6 would end it twice. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  soup_session_abort (fixture->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_switches (Fixture       *fixture,
               gconstpointer  data)
{
  const char *media = "/cover.jpg";

  stand_in_set_failure (fixture->stand_in, 503, "7");
  stand_in_set_media_failure (fixture->stand_in, 404);
  {
    g_autoptr(Reply) api = ask_api (fixture, "good");
    g_autoptr(Reply) file = ask_media (fixture, media, NULL);

    g_assert_cmpuint (api->status, ==, 503);
    g_assert_cmpstr (peek_header (api, "Retry-After"), ==, "7");
    g_assert_cmpuint (file->status, ==, 404);
  }

  stand_in_set_failure (fixture->stand_in, 0, NULL);
  stand_in_set_media_failure (fixture->stand_in, 0);
  {
    g_autoptr(Reply) api = ask_api (fixture, "good");
    g_autoptr(Reply) file = ask_media (fixture, media, NULL);

    g_assert_cmpuint (api->status, ==, 200);
    g_assert_cmpuint (file->status, ==, 200);
  }
}

static void
test_down (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(Reply) up = ask_api (fixture, "good");
      g_autoptr(Reply) down = NULL;

      g_assert_cmpuint (up->status, ==, 200);
      g_assert_true (stand_in_set_down (fixture->stand_in, "api", TRUE));
      down = ask_api (fixture, "good");
      g_assert_error (down->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
      g_assert_true (stand_in_set_down (fixture->stand_in, "api", FALSE));
    }
}

static void
on_cancelled_send (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  SoupSession *session = SOUP_SESSION (source);
  g_autoptr(GInputStream) stream = soup_session_send_finish (session, result, &error);

  g_assert_null (stream);
  *(gboolean *) user_data = TRUE;
}

/* A server that never answers can still be stopped, and a client that gives up does it no harm. */
static void
test_hang (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = stand_in_dup_id ("hang", 101);
  g_autofree char *uri = dup_video_uri (fixture, id);
  g_autofree char *bearer = g_strconcat ("Bearer ", stand_in_get_token (fixture->stand_in), NULL);
  g_autofree char *slow_id = stand_in_dup_id ("slow-3600", 101);
  g_autofree char *slow_uri = dup_video_uri (fixture, slow_id);
  const char *const uris[] = { uri, slow_uri };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(SoupMessage) message = soup_message_new ("GET", uris[i]);
      gboolean done = FALSE;

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
      soup_session_send_async (fixture->session, message, G_PRIORITY_DEFAULT, cancellable,
                               on_cancelled_send, &done);
      g_assert_true (stand_in_wait_for_requests (fixture->stand_in, "api", uris[i] + 30, 1));
      g_assert_false (done);
      if (i == 0)
        g_cancellable_cancel (cancellable);
      else
        stand_in_set_down (fixture->stand_in, "api", TRUE);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }
}

static Reply *
control (Fixture    *fixture,
         const char *command)
{
  const char *base = stand_in_get_control_url (fixture->stand_in);
  g_autofree char *uri = g_strconcat (base, "/", command, NULL);

  return ask (fixture, uri, NULL, NULL);
}

static void
test_control (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *command;
    guint status;
    const char *options; /* asked for after the command, … */
    guint api_status;    /* … with this result; 0 for a refused connection */
  } rows[] = {
    { "fail/503", 200, "good", 503 },
    { "ok", 200, "good", 200 },
    /* ask_api () goes by the new one. */
    { "token/user:1-other", 200, "good", 200 },
    { "down/api", 200, "good", 0 },
    { "up/api", 200, "good", 200 },
    { "down/nothing", 400, "good", 200 },
    { "advance/user:1234-minimax:job-5+held+status-3-video:402000000000000101/6", 200,
      "job-5+held+error-404", 200 },
    { "advance/user:1234-minimax:job-5+held+error-404-video:402000000000000101/6", 200,
      "job-5+held+error-404", 404 },
    { "forget", 200, "job-5+held+error-404", 200 },
    { "step-seconds/0.5", 200, "job-0", 200 },
    { "rate/1000000", 200, "good", 200 },
    { "version/3", 200, "good", 200 },
    { "nonsense", 404, "good", 200 },
  };
  g_autoptr(Reply) record = NULL;
  g_autoptr(Reply) sha256 = control (fixture, "sha256/1000/5");
  g_autofree char *want = stand_in_generated_dup_sha256 (1000, 5);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(Reply) done = control (fixture, rows[i].command);
      g_autoptr(Reply) reply = ask_api (fixture, rows[i].options);

      g_test_message ("%s", rows[i].command);
      g_assert_cmpuint (done->status, ==, rows[i].status);
      g_assert_cmpuint (reply->status, ==, rows[i].api_status);
    }

  g_assert_nonnull (strstr (get_text (sha256), want));

  record = control (fixture, "record");
  g_assert_nonnull (strstr (get_text (record), "minimax:job-5+held+error-404-video:"));
  /* The commands themselves are no part of it. */
  g_assert_null (strstr (get_text (record), "/control/"));

  g_clear_pointer (&record, reply_free);
  record = control (fixture, "clear");
  g_clear_pointer (&record, reply_free);
  record = control (fixture, "record");
  g_assert_cmpstr (get_text (record), ==, "[]");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/stand-in-steering/record", test_record);
  add_test ("/stand-in-steering/connections", test_connections);
  add_test ("/stand-in-steering/record-file", test_record_file);
  add_test ("/stand-in-steering/wait", test_wait);
  add_test ("/stand-in-steering/switches", test_switches);
  add_test ("/stand-in-steering/down", test_down);
  add_test ("/stand-in-steering/hang", test_hang);
  add_test ("/stand-in-steering/control", test_control);

  return g_test_run ();
}
