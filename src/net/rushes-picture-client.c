/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-picture-client.h"

#include "rushes-body.h"
#include "rushes-deadline.h"
#include "rushes-error.h"
#include "rushes-http.h"
#include "rushes-link.h"

#include <string.h>

#define IDLE_SECONDS 15
#define DEADLINE_MILLISECONDS 30000

/* LIBRARIES.md, "Pictures": a decoder may take 160 MB for a moment, so two at a time. */
#define MAX_DECODING 2

struct _RushesPictureClient
{
  GObject parent_instance;

  SoupSession *session;
  GQueue waiting; /* of GTask, whose bytes are there */
  guint n_decoding;
};

typedef struct
{
  char *uri;
  gboolean loopback_allowed;
  gboolean retried;
  int box_width;
  int box_height;
  guint n_hops;
  SoupMessage *message;
  RushesDeadline *deadline;
  GBytes *bytes;
} Load;

G_DEFINE_FINAL_TYPE (RushesPictureClient, rushes_picture_client, G_TYPE_OBJECT)

static void ask (GTask *task);
static void decode_next (RushesPictureClient *self);

static void
load_free (Load *load)
{
  g_free (load->uri);
  g_clear_object (&load->message);
  g_clear_pointer (&load->deadline, rushes_deadline_free);
  g_clear_pointer (&load->bytes, g_bytes_unref);
  g_free (load);
}

static void
return_transport_error (GTask        *task,
                        const GError *error)
{
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) judged = rushes_deadline_judge (load->deadline, error);

  g_task_return_error (task, rushes_http_error_new (judged, load->message));
}

typedef struct
{
  GBytes *bytes;
  int box_width;
  int box_height;
} Decoding;

static void
decoding_free (Decoding *decoding)
{
  g_bytes_unref (decoding->bytes);
  g_free (decoding);
}

static void
decode_in_thread (GTask        *worker,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Decoding *decoding = task_data;
  g_autoptr(GError) error = NULL;
  RushesPicture *picture = rushes_picture_decode (decoding->bytes, decoding->box_width,
                                                  decoding->box_height, cancellable, &error);

  if (picture != NULL)
    g_task_return_pointer (worker, picture, (GDestroyNotify) rushes_picture_free);
  else
    g_task_return_error (worker, g_steal_pointer (&error));
}

/* Without a WebP decoder the same link, not converted, likely gives the stored JPEG. */
static gboolean
ask_again_without_webp (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  g_autofree char *uri = NULL;

  if (load->uri != NULL && !load->retried)
    uri = rushes_picture_uri_without_webp (load->uri);
  if (uri == NULL)
    return FALSE;

  load->retried = TRUE;
  g_free (load->uri);
  load->uri = g_steal_pointer (&uri);
  ask (task);

  return TRUE;
}

static void
on_decoded (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  RushesPictureClient *self = g_task_get_source_object (task);
  RushesPicture *picture = g_task_propagate_pointer (G_TASK (result), &error);
  Load *load = g_task_get_task_data (task);
  Decoding *decoding = g_task_get_task_data (G_TASK (result));

  if (picture != NULL && load->uri != NULL)
    picture->file = g_bytes_ref (decoding->bytes);

  self->n_decoding--;
  decode_next (self);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) rushes_picture_free);
  else if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_NO_DECODER) &&
           ask_again_without_webp (task))
    g_steal_pointer (&task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
decode (RushesPictureClient *self,
        GTask               *task)
{
  Load *load = g_task_get_task_data (task);
  g_autoptr(GTask) worker = g_task_new (NULL, g_task_get_cancellable (task), on_decoded, task);
  Decoding *decoding = g_new0 (Decoding, 1);

  decoding->bytes = g_steal_pointer (&load->bytes);
  decoding->box_width = load->box_width;
  decoding->box_height = load->box_height;
  g_task_set_task_data (worker, decoding, (GDestroyNotify) decoding_free);
  g_task_set_return_on_cancel (worker, FALSE);
  self->n_decoding++;
  g_task_run_in_thread (worker, decode_in_thread);
}

static void
decode_next (RushesPictureClient *self)
{
  while (self->n_decoding < MAX_DECODING && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);

      if (!g_task_return_error_if_cancelled (task))
        decode (self, g_steal_pointer (&task));
    }
}

static void
on_body (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  RushesPictureClient *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  load->bytes = rushes_body_read_finish (G_INPUT_STREAM (source), result, &error);
  if (load->bytes == NULL)
    {
      return_transport_error (task, error);
      return;
    }

  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  decode_next (self);
}

static void
follow (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (load->message);
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;

  if (load->n_hops++ < RUSHES_LINK_MAX_HOPS)
    next = rushes_link_resolve_redirect (load->uri,
                                         soup_message_headers_get_one (headers, "Location"),
                                         load->loopback_allowed, &error);
  else
    error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_BAD_LINK, "too many redirects");

  if (next == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  g_free (load->uri);
  load->uri = g_steal_pointer (&next);
  ask (task);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  Load *load = g_task_get_task_data (task);
  guint status = soup_message_get_status (load->message);

  if (stream == NULL)
    return_transport_error (task, error);
  else if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED)
    follow (g_steal_pointer (&task));
  else if (status != SOUP_STATUS_OK)
    g_task_return_new_error (task, RUSHES_ERROR, rushes_error_from_media_status (status),
                             "status %u", status);
  else
    rushes_body_read_async (stream, RUSHES_PICTURE_MAX_BYTES,
                            rushes_body_get_length (load->message),
                            rushes_deadline_get_cancellable (load->deadline), on_body,
                            g_steal_pointer (&task));
}

/* Takes the reference on @task. */
static void
ask (GTask *task)
{
  RushesPictureClient *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GUri) uri = g_uri_parse (load->uri, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessageHeaders *headers;

  g_clear_object (&load->message);
  load->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  headers = soup_message_get_request_headers (load->message);
  soup_message_add_flags (load->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  rushes_http_bound_interim (load->message, rushes_deadline_get_cancellable (load->deadline));

  soup_session_send_async (self->session, load->message, G_PRIORITY_DEFAULT,
                           rushes_deadline_get_cancellable (load->deadline), on_sent, task);
}

static void
rushes_picture_client_finalize (GObject *object)
{
  RushesPictureClient *self = RUSHES_PICTURE_CLIENT (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (rushes_picture_client_parent_class)->finalize (object);
}

static void
rushes_picture_client_class_init (RushesPictureClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_picture_client_finalize;
}

static void
rushes_picture_client_init (RushesPictureClient *self)
{
  g_queue_init (&self->waiting);
}

/**
 * rushes_picture_client_new:
 *
 * Makes the one who fetches pictures from media hosts, which never see the token.
 *
 * Returns: (transfer full): a client for the calling thread
 */
RushesPictureClient *
rushes_picture_client_new (void)
{
  RushesPictureClient *self = g_object_new (RUSHES_TYPE_PICTURE_CLIENT, NULL);

  self->session = rushes_http_session_new_media (NULL, IDLE_SECONDS);

  return self;
}

/**
 * rushes_picture_uri_without_webp:
 * @uri: the link of a cover
 *
 * Takes the conversion to WebP out of a link as hailuoai.video gives them, and changes nothing
 * else in it (API.md, "Media").
 *
 * Returns: (transfer full) (nullable): the other link, or %NULL when @uri asks for no conversion
 */
char *
rushes_picture_uri_without_webp (const char *uri)
{
  static const char wanted[] = "/format,webp";
  const char *query = strchr (uri, '?');
  const char *found = query != NULL ? strstr (query, wanted) : NULL;

  if (found == NULL)
    return NULL;

  return g_strdup_printf ("%.*s%s", (int) (found - uri), uri, found + strlen (wanted));
}

/**
 * rushes_picture_client_load_async:
 * @self: a client
 * @uri: where the picture is; from a stranger
 * @loopback_allowed: whether the API itself is on this machine, so that pictures may be
 * @box_width: device pixels there are for it, or 0
 * @box_height: device pixels there are for it, or 0
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Fetches a picture of at most 16 MiB within 30 s, following at most five redirects, and decodes
 * and scales it in a worker thread (DESIGN §7).
 */
void
rushes_picture_client_load_async (RushesPictureClient *self,
                                  const char          *uri,
                                  gboolean             loopback_allowed,
                                  int                  box_width,
                                  int                  box_height,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Load *load;

  g_return_if_fail (RUSHES_IS_PICTURE_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_picture_client_load_async);

  if (!rushes_link_check (uri, loopback_allowed, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  load = g_new0 (Load, 1);
  load->uri = g_strdup (uri);
  load->loopback_allowed = loopback_allowed;
  load->box_width = box_width;
  load->box_height = box_height;
  load->deadline = rushes_deadline_new (DEADLINE_MILLISECONDS, cancellable);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  ask (g_steal_pointer (&task));
}

/**
 * rushes_picture_client_decode_async:
 * @self: a client
 * @bytes: a file that was fetched earlier
 * @box_width: device pixels there are for it, or 0
 * @box_height: device pixels there are for it, or 0
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Decodes and scales a picture in a worker thread, in turn with those that come from hosts. Ended
 * by [method@PictureClient.load_finish].
 */
void
rushes_picture_client_decode_async (RushesPictureClient *self,
                                    GBytes              *bytes,
                                    int                  box_width,
                                    int                  box_height,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (RUSHES_IS_PICTURE_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_picture_client_decode_async);
  load = g_new0 (Load, 1);
  load->box_width = box_width;
  load->box_height = box_height;
  load->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  g_queue_push_tail (&self->waiting, task);
  decode_next (self);
}

/**
 * rushes_picture_client_load_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@PictureClient.load_async].
 *
 * Returns: (transfer full): the picture, or %NULL with an error of %RUSHES_ERROR
 */
RushesPicture *
rushes_picture_client_load_finish (RushesPictureClient  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
