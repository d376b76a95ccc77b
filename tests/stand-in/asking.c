/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"

#define ASK_SECONDS 20

void
reply_free (Reply *reply)
{
  g_clear_object (&reply->message);
  g_byte_array_unref (reply->body);
  g_clear_error (&reply->error);
  g_free (reply);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->stand_in = stand_in_new ();
  stand_in_start (fixture->stand_in, 0, &error);
  g_assert_no_error (error);

  fixture->session = soup_session_new_with_options ("timeout", ASK_SECONDS, NULL);
  soup_session_remove_feature_by_type (fixture->session, SOUP_TYPE_CONTENT_DECODER);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  soup_session_abort (fixture->session);
  g_assert_finalize_object (fixture->session);
  stand_in_stop (fixture->stand_in);
  g_assert_finalize_object (fixture->stand_in);
}

/* The stand-in answers in its own thread, so the plain blocking calls will do. */
Reply *
ask (Fixture           *fixture,
     const char        *uri,
     const char        *token,
     const char *const *headers)
{
  Reply *reply = g_new0 (Reply, 1);
  g_autoptr(GInputStream) stream = NULL;
  g_autofree char *bearer = NULL;
  g_autofree guint8 *buffer = g_malloc (65536);
  gssize n;

  reply->body = g_byte_array_new ();
  reply->message = soup_message_new ("GET", uri);
  soup_message_add_flags (reply->message, SOUP_MESSAGE_NO_REDIRECT);

  if (token != NULL)
    {
      bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (reply->message),
                                    "Authorization", bearer);
    }
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (reply->message), headers[i],
                                  headers[i + 1]);

  stream = soup_session_send (fixture->session, reply->message, NULL, &reply->error);
  reply->status = soup_message_get_status (reply->message);
  while (stream != NULL &&
         (n = g_input_stream_read (stream, buffer, 65536, NULL, &reply->error)) > 0)
    g_byte_array_append (reply->body, buffer, n);
  g_byte_array_append (reply->body, (const guint8 *) "", 1);

  return reply;
}

/* Where the API is asked about a video. */
char *
dup_video_uri (Fixture    *fixture,
               const char *id)
{
  return g_strconcat (stand_in_get_api_url (fixture->stand_in), "/videos/", id, NULL);
}

Reply *
ask_api (Fixture    *fixture,
         const char *options)
{
  g_autofree char *id = stand_in_dup_id (options, 101);
  g_autofree char *uri = dup_video_uri (fixture, id);

  return ask (fixture, uri, stand_in_get_token (fixture->stand_in), NULL);
}

Reply *
ask_media (Fixture           *fixture,
           const char        *target,
           const char *const *headers)
{
  g_autofree char *uri = g_strconcat (stand_in_get_media_url (fixture->stand_in), target, NULL);

  return ask (fixture, uri, NULL, headers);
}

gsize
get_size (const Reply *reply)
{
  return reply->body->len - 1;
}

const char *
get_text (const Reply *reply)
{
  return (const char *) reply->body->data;
}

const char *
peek_header (const Reply *reply,
             const char  *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (reply->message), name);
}

JsonObject *
parse (const Reply *reply,
       JsonParser  *parser)
{
  g_autoptr(GError) error = NULL;

  json_parser_load_from_data (parser, get_text (reply), get_size (reply), &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

void
add_test (const char *path,
          void      (*test) (Fixture       *fixture,
                             gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}
