/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-client.h"

#include "rushes-address.h"
#include "rushes-body.h"
#include "rushes-deadline.h"
#include "rushes-error.h"
#include "rushes-http.h"
#include "rushes-reply.h"
#include "rushes-token.h"

/* DESIGN §7: an API call takes 30 s in all, and what is longer than this is parsed elsewhere. */
#define DEADLINE_MILLISECONDS 30000
#define PARSE_HERE_MAX_BYTES (64 * 1024)

struct _RushesClient
{
  GObject parent_instance;

  SoupSession *session;
  GUri *base;
  char *token;
  guint deadline_milliseconds;
};

typedef struct
{
  char *video_id;
  SoupMessage *message;
  RushesDeadline *deadline;
  GBytes *body;
} Call;

G_DEFINE_FINAL_TYPE (RushesClient, rushes_client, G_TYPE_OBJECT)

static void
call_free (Call *call)
{
  g_free (call->video_id);
  g_clear_object (&call->message);
  g_clear_pointer (&call->deadline, rushes_deadline_free);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call);
}

static void
return_transport_error (GTask        *task,
                        const GError *error)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr(GError) judged = rushes_deadline_judge (call->deadline, error);

  g_task_return_error (task, rushes_http_error_new (judged, call->message));
}

static RushesReply
reply_of (Call *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  RushesReply reply = {
    .status = soup_message_get_status (call->message),
    .encoding = soup_message_headers_get_one (headers, "Content-Encoding"),
    .retry_after = soup_message_headers_get_one (headers, "Retry-After"),
    .body = call->body,
  };

  return reply;
}

static void
return_reply (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  RushesReply reply = reply_of (call);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GError) error = NULL;
  RushesVideo *video;

  if (call->video_id == NULL)
    {
      if (rushes_reply_read_account (&reply, now, &error))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  video = rushes_reply_read_video (&reply, call->video_id, now, &error);
  if (video != NULL)
    g_task_return_pointer (task, video, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
reply_free (RushesReply *reply)
{
  g_bytes_unref (reply->body);
  g_free (reply);
}

/* Knows the bytes and the ID alone: the call and its message stay with the client's thread. */
static void
read_in_thread (GTask        *worker,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GError) error = NULL;
  const char *video_id = g_object_get_data (G_OBJECT (worker), "video-id");
  RushesVideo *video = rushes_reply_read_video (task_data, video_id, now, &error);

  if (video != NULL)
    g_task_return_pointer (worker, video, g_object_unref);
  else
    g_task_return_error (worker, g_steal_pointer (&error));
}

static void
on_read_in_thread (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  RushesVideo *video = g_task_propagate_pointer (G_TASK (result), &error);

  if (video != NULL)
    g_task_return_pointer (task, video, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
is_long_answer (Call *call)
{
  RushesReply reply = reply_of (call);

  return call->video_id != NULL && reply.status == 200 && reply.encoding == NULL &&
         g_bytes_get_size (call->body) > PARSE_HERE_MAX_BYTES;
}

static void
read_elsewhere (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr(GTask) worker = g_task_new (NULL, g_task_get_cancellable (task), on_read_in_thread,
                                        task);
  RushesReply *reply = g_new0 (RushesReply, 1);

  reply->status = soup_message_get_status (call->message);
  reply->body = g_bytes_ref (call->body);
  g_object_set_data_full (G_OBJECT (worker), "video-id", g_strdup (call->video_id), g_free);
  g_task_set_task_data (worker, reply, (GDestroyNotify) reply_free);
  g_task_run_in_thread (worker, read_in_thread);
}

static void
on_body (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (task);

  call->body = rushes_body_read_finish (G_INPUT_STREAM (source), result, &error);
  if (call->body == NULL)
    return_transport_error (task, error);
  else if (is_long_answer (call))
    read_elsewhere (g_steal_pointer (&task));
  else
    return_reply (task);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  Call *call = g_task_get_task_data (task);

  if (stream == NULL)
    return_transport_error (task, error);
  else
    rushes_body_read_async (stream, RUSHES_REPLY_MAX_BYTES, rushes_body_get_length (call->message),
                            rushes_deadline_get_cancellable (call->deadline), on_body,
                            g_steal_pointer (&task));
}

/* The one place where the token is put on a message, and the message cannot leave the origin. */
static SoupMessage *
message_new (GUri       *uri,
             const char *token)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Authorization", bearer);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");

  return message;
}

static gboolean
return_if_not_askable (RushesClient *self,
                       GTask        *task,
                       const char   *token)
{
  if (self->base == NULL)
    g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_BAD_ADDRESS, "%s", "");
  else if (token == NULL || *token == '\0')
    g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_NO_TOKEN, "%s", "");
  else if (!rushes_token_is_valid (token))
    g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_BAD_TOKEN, "%s", "");
  else
    return FALSE;

  return TRUE;
}

static void
send (RushesClient *self,
      GTask        *task,
      GUri         *uri,
      const char   *video_id,
      const char   *token)
{
  Call *call = g_new0 (Call, 1);

  call->video_id = g_strdup (video_id);
  call->message = message_new (uri, token);
  call->deadline = rushes_deadline_new (self->deadline_milliseconds,
                                        g_task_get_cancellable (task));
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  rushes_http_bound_interim (call->message, rushes_deadline_get_cancellable (call->deadline));

  soup_session_send_async (self->session, call->message, G_PRIORITY_DEFAULT,
                           rushes_deadline_get_cancellable (call->deadline), on_sent, task);
}

static void
rushes_client_finalize (GObject *object)
{
  RushesClient *self = RUSHES_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->base, g_uri_unref);
  g_free (self->token);

  G_OBJECT_CLASS (rushes_client_parent_class)->finalize (object);
}

static void
rushes_client_class_init (RushesClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_client_finalize;
}

static void
rushes_client_init (RushesClient *self)
{
  self->deadline_milliseconds = DEADLINE_MILLISECONDS;
}

/**
 * rushes_client_new:
 * @tls_database: (nullable): certificates to trust instead of the system's, for tests
 *
 * Makes the one who asks the API. All of it belongs to the thread that made it.
 *
 * Returns: (transfer full): a client without address and token
 */
RushesClient *
rushes_client_new (GTlsDatabase *tls_database)
{
  RushesClient *self = g_object_new (RUSHES_TYPE_CLIENT, NULL);

  self->session = rushes_http_session_new_api (tls_database);

  return self;
}

/**
 * rushes_client_set_deadline:
 * @self: a client
 * @milliseconds: how long a call may take in all
 *
 * Sets the deadline of calls that begin from now on; 30 s unless set (DESIGN §7).
 */
void
rushes_client_set_deadline (RushesClient *self,
                            guint         milliseconds)
{
  g_return_if_fail (RUSHES_IS_CLIENT (self));

  self->deadline_milliseconds = milliseconds;
}

/**
 * rushes_client_set_api_url:
 * @self: a client
 * @api_url: the setting `api-url`
 *
 * Sets where the API is. With one that may not be asked, every call ends with
 * %RUSHES_ERROR_BAD_ADDRESS.
 */
void
rushes_client_set_api_url (RushesClient *self,
                           const char   *api_url)
{
  g_return_if_fail (RUSHES_IS_CLIENT (self));

  g_clear_pointer (&self->base, g_uri_unref);
  self->base = rushes_address_parse (api_url, NULL);
}

/**
 * rushes_client_set_token:
 * @self: a client
 * @token: (nullable): the setting `token`
 *
 * Sets the token for calls that begin from now on.
 */
void
rushes_client_set_token (RushesClient *self,
                         const char   *token)
{
  g_return_if_fail (RUSHES_IS_CLIENT (self));

  g_free (self->token);
  self->token = g_strdup (token);
}

/**
 * rushes_client_get_is_loopback:
 * @self: a client
 *
 * Tells whether the API is on this machine itself; only then media links may be (DESIGN §7).
 *
 * Returns: %TRUE when it is
 */
gboolean
rushes_client_get_is_loopback (RushesClient *self)
{
  g_return_val_if_fail (RUSHES_IS_CLIENT (self), FALSE);

  return self->base != NULL && rushes_address_is_loopback_host (g_uri_get_host (self->base));
}

/**
 * rushes_client_fetch_async:
 * @self: a client
 * @video_id: what to ask about
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Asks the service about one video. No redirect is followed and nothing is asked when address,
 * token or ID cannot be right.
 */
void
rushes_client_fetch_async (RushesClient        *self,
                           const char          *video_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GUri) uri = NULL;

  g_return_if_fail (RUSHES_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_client_fetch_async);

  if (return_if_not_askable (self, task, self->token))
    return;

  uri = rushes_address_build_video (self->base, video_id);
  if (uri == NULL)
    g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_BAD_ID, "%s", "");
  else
    send (self, g_steal_pointer (&task), uri, video_id, self->token);
}

/**
 * rushes_client_fetch_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Client.fetch_async].
 *
 * Returns: (transfer full): what the service said, or %NULL with an error of %RUSHES_ERROR
 */
RushesVideo *
rushes_client_fetch_finish (RushesClient  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rushes_client_check_token_async:
 * @self: a client
 * @token: the token in question; it is not kept
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Asks the service whether it takes @token, by a call that creates nothing (API.md, "IDs and
 * token").
 */
void
rushes_client_check_token_async (RushesClient        *self,
                                 const char          *token,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GUri) uri = NULL;

  g_return_if_fail (RUSHES_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_client_check_token_async);

  if (return_if_not_askable (self, task, token))
    return;

  uri = rushes_address_build_account (self->base);
  send (self, g_steal_pointer (&task), uri, NULL, token);
}

/**
 * rushes_client_check_token_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Client.check_token_async].
 *
 * Returns: %TRUE when the service takes the token, else %FALSE with an error of %RUSHES_ERROR
 */
gboolean
rushes_client_check_token_finish (RushesClient  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
