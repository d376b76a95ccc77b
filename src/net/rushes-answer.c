/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-answer.h"

#include <string.h>

#include "rushes-error.h"
#include "rushes-http.h"
#include "rushes-link.h"
#include "rushes-range.h"
#include "rushes-sniff.h"

/* The names of types have 127 characters at most (RFC 6838, 4.2), and two of them a slash. */
#define MAX_TYPE_BYTES 255

struct _RushesAnswer
{
  SoupMessage *message;
  GInputStream *stream;
};

/**
 * rushes_answer_free:
 * @self: (transfer full): an answer
 *
 * Lets go of an answer, and of the connection when not all of it was read.
 */
void
rushes_answer_free (RushesAnswer *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_free (self);
}

static void
on_starting (SoupMessage          *message,
             const RushesQuestion *question)
{
  question->asked (TRUE, question->user_data);
}

static RushesAnswer *
ask_once (SoupSession           *session,
          const RushesQuestion  *question,
          const char            *uri,
          GCancellable          *cancellable,
          GError               **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(RushesAnswer) self = g_new0 (RushesAnswer, 1);

  self->message = rushes_range_request_new (uri, question->from, question->etag);
  g_signal_connect (self->message, "starting", G_CALLBACK (on_starting), (gpointer) question);
  question->asked (FALSE, question->user_data);

  self->stream = soup_session_send (session, self->message, cancellable, &fault);
  g_signal_handlers_disconnect_by_data (self->message, (gpointer) question);
  if (self->stream != NULL)
    return g_steal_pointer (&self);

  g_propagate_error (error, rushes_http_error_new (fault, self->message));

  return NULL;
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/**
 * rushes_answer_ask:
 * @session: a session of the calling thread ([func@http_session_new_media])
 * @question: what to ask
 * @cancellable: (nullable): ends it early
 * @error: return location for an error
 *
 * Asks a media host and waits for the headers of its answer. Redirects are followed as DESIGN §7
 * has it, each hop judged like the first link (FAULTS A3, A5 to A8).
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL
 */
RushesAnswer *
rushes_answer_ask (SoupSession           *session,
                   const RushesQuestion  *question,
                   GCancellable          *cancellable,
                   GError               **error)
{
  g_autofree char *uri = g_strdup (question->uri);

  if (!rushes_link_check (uri, question->loopback_allowed, error))
    return NULL;

  for (guint hop = 0; hop <= RUSHES_LINK_MAX_HOPS; hop++)
    {
      g_autoptr(RushesAnswer) self = ask_once (session, question, uri, cancellable, error);
      const char *location;
      char *next;

      if (self == NULL || !is_redirect (rushes_answer_get_status (self)))
        return g_steal_pointer (&self);

      location = soup_message_headers_get_one (rushes_answer_get_headers (self), "Location");
      next = rushes_link_resolve_redirect (uri, location, question->loopback_allowed, error);
      if (next == NULL)
        return NULL;

      g_free (uri);
      uri = next;
    }

  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK, "too many redirects");

  return NULL;
}

/**
 * rushes_answer_get_status:
 * @self: an answer
 *
 * Gets the status of an answer.
 *
 * Returns: the status, which may be any number
 */
guint
rushes_answer_get_status (RushesAnswer *self)
{
  return soup_message_get_status (self->message);
}

/**
 * rushes_answer_get_headers:
 * @self: an answer
 *
 * Gets the headers of an answer.
 *
 * Returns: (transfer none): the headers
 */
SoupMessageHeaders *
rushes_answer_get_headers (RushesAnswer *self)
{
  return soup_message_get_response_headers (self->message);
}

/**
 * rushes_answer_get_type:
 * @self: an answer
 *
 * Gets what an answer says the type of its body is, without parameters.
 *
 * Returns: (transfer none) (nullable): the type; it is a stranger's text
 */
const char *
rushes_answer_get_type (RushesAnswer *self)
{
  const char *type = soup_message_headers_get_content_type (rushes_answer_get_headers (self), NULL);

  if (type == NULL || strlen (type) > MAX_TYPE_BYTES || !g_utf8_validate (type, -1, NULL))
    return NULL;

  return type;
}

/**
 * rushes_answer_is_media:
 * @self: an answer
 * @error: return location for an error
 *
 * Judges by its headers whether the body may be the bytes of a video or picture: not encoded,
 * although that was asked (FAULTS C3), and not a page or data (F12).
 *
 * Returns: %FALSE with %RUSHES_ERROR_ENCODED or %RUSHES_ERROR_NOT_MEDIA when it is not
 */
gboolean
rushes_answer_is_media (RushesAnswer  *self,
                        GError       **error)
{
  const char *encoding =
    soup_message_headers_get_list (rushes_answer_get_headers (self), "Content-Encoding");

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0)
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_ENCODED, "the file came encoded");
      return FALSE;
    }

  if (!rushes_sniff_type_is_media (rushes_answer_get_type (self)))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_NOT_MEDIA, "a page or text came");
      return FALSE;
    }

  return TRUE;
}

/* libsoup says "partial input" where it knows the length. A TLS peer that goes without a word ends
 * the body too: the bytes are counted in any case, and its silence is no fault of a certificate. */
static GError *
read_error_new (RushesAnswer *self,
                const GError *fault)
{
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
      g_error_matches (fault, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_TRUNCATED, "the file ends early");

  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_STALLED, "no byte comes any more");

  return rushes_http_error_new (fault, self->message);
}

/**
 * rushes_answer_read:
 * @self: an answer
 * @buffer: (out caller-allocates) (array length=length): room for bytes
 * @length: how many there is room for
 * @cancellable: (nullable): ends it early
 * @error: return location for an error
 *
 * Reads on in the body. The end that is reported here is no proof that all has come: libsoup
 * reports some truncated bodies as success, so the caller counts (LIBRARIES.md, "libsoup").
 *
 * Returns: how many bytes were read, 0 at the end, -1 on error
 */
gssize
rushes_answer_read (RushesAnswer  *self,
                    guint8        *buffer,
                    gsize          length,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(GError) fault = NULL;
  gssize n = g_input_stream_read (self->stream, buffer, length, cancellable, &fault);

  if (fault != NULL)
    g_propagate_error (error, read_error_new (self, fault));

  return n;
}
