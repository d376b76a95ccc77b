/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-relay-route.h"

#include <string.h>

#include "rushes-answer.h"
#include "rushes-error.h"
#include "rushes-film.h"
#include "rushes-http.h"
#include "rushes-link.h"
#include "rushes-range.h"
#include "rushes-resume.h"
#include "rushes-sniff.h"

/* Shorter than GStreamer's patience of 15 seconds, so that the cause is known when it complains. */
#define IDLE_SECONDS 12
#define BUFFER_BYTES (64 * 1024)

struct _RushesRelayRoute
{
  gatomicrefcount refs;
  char *uri;
  gboolean loopback_allowed;
  GCancellable *cancellable;

  GMutex lock; /* for all below */
  char *etag;
  gint64 total; /* -1 while it is not known */
  RushesFilmScan scan;
  gint64 scanned; /* where the piece that was scanned last ends */
  gboolean given; /* whether the host has ever given anything */
  gboolean refused;
  GError *error;
};

/* One request of the player. */
typedef struct
{
  RushesRelayRoute *route;
  gint64 from;
  GOutputStream *output;
  RushesAnswer *answer;
  gint64 total; /* how long the file is by this answer, or -1 */
  gint64 at;    /* where in the file the next byte stands */
  gboolean spoken;
  guint8 buffer[BUFFER_BYTES];
} Serving;

/**
 * rushes_relay_route_new:
 * @uri: the link of a video; from a stranger
 * @loopback_allowed: whether `api-url` itself is a loopback address
 * @error: return location for an error
 *
 * Makes a route. Nothing is asked yet.
 *
 * Returns: (transfer full): the route, or %NULL with %RUSHES_ERROR_BAD_LINK
 */
RushesRelayRoute *
rushes_relay_route_new (const char    *uri,
                        gboolean       loopback_allowed,
                        GError       **error)
{
  RushesRelayRoute *self;

  if (!rushes_link_check (uri, loopback_allowed, error))
    return NULL;

  self = g_new0 (RushesRelayRoute, 1);
  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->uri = g_strdup (uri);
  self->loopback_allowed = loopback_allowed;
  self->cancellable = g_cancellable_new ();
  self->total = -1;

  return self;
}

/**
 * rushes_relay_route_ref:
 * @self: a route
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
RushesRelayRoute *
rushes_relay_route_ref (RushesRelayRoute *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * rushes_relay_route_unref:
 * @self: (transfer full): a route
 *
 * Drops a reference.
 */
void
rushes_relay_route_unref (RushesRelayRoute *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self->etag);
  g_free (self->uri);
  g_free (self);
}

/**
 * rushes_relay_route_get_cancellable:
 * @self: a route
 *
 * Gets what ends all that is under way on @self, once and for all.
 *
 * Returns: (transfer none): to be cancelled
 */
GCancellable *
rushes_relay_route_get_cancellable (RushesRelayRoute *self)
{
  return self->cancellable;
}

/**
 * rushes_relay_route_dup_error:
 * @self: a route
 *
 * Tells how the host failed last, unless it has given something since.
 *
 * Returns: (transfer full) (nullable): an error of %RUSHES_ERROR
 */
GError *
rushes_relay_route_dup_error (RushesRelayRoute *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->error != NULL ? g_error_copy (self->error) : NULL;
}

static void
note_error (RushesRelayRoute *self,
            const GError     *error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->refused || error->domain != RUSHES_ERROR)
    return;

  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

static gboolean
fail (GError     **error,
      RushesError  code,
      const char  *reason)
{
  g_set_error_literal (error, RUSHES_ERROR, code, reason);

  return FALSE;
}

/* Pieces of one file only. */
static gboolean
note_answer (Serving  *self,
             GError  **error)
{
  RushesRelayRoute *route = self->route;
  SoupMessageHeaders *headers = rushes_answer_get_headers (self->answer);
  const char *etag = soup_message_headers_get_one (headers, "ETag");
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&route->lock);

  if (route->total >= 0 && route->total != self->total)
    return fail (error, RUSHES_ERROR_DISCONNECTED, "another file than before");

  route->total = self->total;
  g_free (route->etag);
  route->etag = rushes_range_is_strong (etag) ? g_strdup (etag) : NULL;

  return TRUE;
}

static gboolean
read_answer (Serving  *self,
             GError  **error)
{
  SoupMessageHeaders *headers = rushes_answer_get_headers (self->answer);
  guint status = rushes_answer_get_status (self->answer);
  RushesRange range;

  if (status == 200)
    {
      self->at = 0;
      self->total = rushes_range_get_length (headers);

      return TRUE;
    }

  if (status == 206 &&
      rushes_range_read (soup_message_headers_get_one (headers, "Content-Range"), &range) &&
      range.start == self->from && range.total >= 0)
    {
      self->at = range.start;
      self->total = range.total;

      return TRUE;
    }

  return fail (error,
               status == 206 ? RUSHES_ERROR_DISCONNECTED : rushes_error_from_media_status (status),
               "the host does not give the file");
}

static void
on_asked (gboolean connected,
          gpointer user_data)
{
}

static gboolean
ask (Serving      *self,
     SoupSession  *session,
     const char   *etag,
     GError      **error)
{
  RushesQuestion question = {
    .uri = self->route->uri,
    .loopback_allowed = self->route->loopback_allowed,
    .from = self->from,
    .etag = etag,
    .asked = on_asked,
  };

  self->answer = rushes_answer_ask (session, &question, self->route->cancellable, error);

  return self->answer != NULL && read_answer (self, error) &&
         rushes_answer_is_media (self->answer, error) && note_answer (self, error);
}

static gboolean
write_all (Serving       *self,
           const guint8  *bytes,
           gsize          length,
           GError       **error)
{
  return g_output_stream_write_all (self->output, bytes, length, NULL, self->route->cancellable,
                                    error);
}

static const char *
peek_reason (guint status)
{
  switch (status)
    {
    case 200: return "OK";
    case 206: return "Partial Content";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 416: return "Range Not Satisfiable";
    default: return "Bad Gateway";
    }
}

/* A player may go to any place in a file whose length is known: where the host cannot begin there,
 * the bytes before it are read here and dropped. */
static char *
make_head (Serving *self)
{
  g_autoptr(GString) head = g_string_new (NULL);
  guint status = self->from > 0 ? 206 : 200;

  g_string_append_printf (head, "HTTP/1.1 %u %s\r\nConnection: close\r\n", status,
                          peek_reason (status));
  if (self->total >= 0)
    g_string_append_printf (head,
                            "Accept-Ranges: bytes\r\nContent-Length: %" G_GINT64_FORMAT "\r\n",
                            self->total - self->from);
  else
    g_string_append (head, "Accept-Ranges: none\r\n");

  if (status == 206)
    g_string_append_printf (head,
                            "Content-Range: bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT
                            "/%" G_GINT64_FORMAT "\r\n", self->from, self->total - 1, self->total);
  g_string_append (head, "\r\n");

  return g_string_free (g_steal_pointer (&head), FALSE);
}

static gboolean
speak (Serving  *self,
       GError  **error)
{
  g_autofree char *head = NULL;

  if (self->spoken)
    return TRUE;

  g_mutex_lock (&self->route->lock);
  self->route->given = TRUE;
  g_clear_error (&self->route->error);
  g_mutex_unlock (&self->route->lock);

  head = make_head (self);
  self->spoken = TRUE;

  return write_all (self, (const guint8 *) head, strlen (head), error);
}

/* A player that goes on where it was cut off must not be given the rest of what was cut. */
static gboolean
scan (Serving       *self,
      const guint8  *bytes,
      gsize          length,
      GError       **error)
{
  RushesRelayRoute *route = self->route;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&route->lock);

  if (self->at != route->scanned)
    route->scan = (RushesFilmScan) { 0 };

  route->scanned = self->at + (gint64) length;
  if (!route->refused && rushes_film_scan (&route->scan, bytes, length))
    return TRUE;

  if (!route->refused)
    {
      route->refused = TRUE;
      g_clear_error (&route->error);
      route->error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_BAD_LINK,
                                          "the film names another address");
    }

  return fail (error, RUSHES_ERROR_BAD_LINK, "the film names another address");
}

static gboolean
take (Serving  *self,
      gsize     length,
      GError  **error)
{
  gint64 before = CLAMP (self->from - self->at, 0, (gint64) length);

  if (self->total >= 0 && self->at + (gint64) length > self->total)
    return fail (error, RUSHES_ERROR_TRUNCATED, "more bytes than announced");

  if (!scan (self, self->buffer, length, error) || !speak (self, error) ||
      !write_all (self, self->buffer + before, length - before, error))
    return FALSE;

  self->at += (gint64) length;

  return TRUE;
}

/* The first bytes of a file tell what it is: a page, a list of addresses, or a film. */
static gssize
read_first (Serving  *self,
            GError  **error)
{
  gsize length = 0;
  gssize n = 1;

  while (length < RUSHES_SNIFF_LENGTH && n > 0)
    {
      n = rushes_answer_read (self->answer, self->buffer + length, BUFFER_BYTES - length,
                              self->route->cancellable, error);
      length += MAX (n, 0);
    }

  if (n < 0)
    return -1;

  if (self->at > 0 || rushes_film_begins (self->buffer, length))
    return (gssize) length;

  if (length == 0)
    fail (error, RUSHES_ERROR_EMPTY, "a file of no bytes");
  else if (!rushes_sniff_body_is_media (self->buffer, length))
    fail (error, RUSHES_ERROR_NOT_MEDIA, "the body is a page or data");
  else
    fail (error, RUSHES_ERROR_NO_DECODER, "the file does not begin like a film");

  return -1;
}

static gboolean
relay (Serving  *self,
       GError  **error)
{
  gssize n = read_first (self, error);

  while (n > 0)
    {
      if (!take (self, n, error))
        return FALSE;

      n = rushes_answer_read (self->answer, self->buffer, BUFFER_BYTES, self->route->cancellable,
                              error);
    }

  if (n == 0 && self->at < self->total)
    return fail (error, RUSHES_ERROR_TRUNCATED, "fewer bytes than announced");

  return n == 0;
}

/* A player asks several times before it gives up. A connection that broke is worth that; a host
 * that has not given the file at all is not asked again, nor one for what lies beyond the end. */
static guint
decide (Serving  *self,
        char    **etag)
{
  RushesRelayRoute *route = self->route;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&route->lock);

  *etag = g_strdup (route->etag);
  if (route->refused || (route->error != NULL && !route->given))
    return 502;

  return self->from > 0 && self->from >= route->total ? 416 : 200;
}

static gboolean
serve (Serving  *self,
       GError  **error)
{
  g_autoptr(SoupSession) session = NULL;
  g_autofree char *etag = NULL;
  guint status = decide (self, &etag);

  if (status != 200)
    {
      self->spoken = TRUE;
      rushes_relay_route_refuse (self->route, status, self->output);

      return TRUE;
    }

  session = rushes_http_session_new_media (NULL, IDLE_SECONDS);

  return ask (self, session, etag, error) && relay (self, error);
}

/**
 * rushes_relay_route_serve:
 * @self: a route
 * @from: the first byte wanted
 * @output: where to answer
 *
 * Asks the host for the file and passes the answer on, piece by piece, as fast as it is taken.
 * Blocks.
 */
void
rushes_relay_route_serve (RushesRelayRoute *self,
                          gint64            from,
                          GOutputStream    *output)
{
  g_autofree Serving *serving = g_new0 (Serving, 1);
  g_autoptr(GError) error = NULL;

  serving->route = self;
  serving->from = from;
  serving->output = output;
  if (!serve (serving, &error))
    {
      note_error (self, error);
      if (!serving->spoken)
        rushes_relay_route_refuse (self, 502, output);
    }

  g_clear_pointer (&serving->answer, rushes_answer_free);
}

/**
 * rushes_relay_route_refuse:
 * @self: a route
 * @status: the status to answer with
 * @output: where to answer
 *
 * Answers without a body.
 */
void
rushes_relay_route_refuse (RushesRelayRoute *self,
                           guint             status,
                           GOutputStream    *output)
{
  g_autofree char *head = NULL;

  head = g_strdup_printf ("HTTP/1.1 %u %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                          status, peek_reason (status));
  g_output_stream_write_all (output, head, strlen (head), NULL, self->cancellable, NULL);
}
