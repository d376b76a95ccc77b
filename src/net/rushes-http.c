/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-http.h"

#include "rushes-error.h"

#include <glib/gi18n.h>

/* Four questions at once over all videos (DESIGN §4), four transfers at once (§5). */
#define MAX_CONNECTIONS 8
#define MAX_CONNECTIONS_PER_HOST 4
#define API_IDLE_SECONDS 30

/* A server sends one or two before its answer. */
#define MAX_INTERIM 100
#define INTERIM_KEY "rushes-interim"

static SoupSession *
session_new (GTlsDatabase *tls_database,
             guint         idle_seconds)
{
  SoupSession *session;

  session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS,
                                           "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                           "timeout", idle_seconds,
                                           "user-agent", "Rushes/" RUSHES_VERSION,
                                           "accept-language-auto", FALSE,
                                           NULL);

  /* A 401 must end at the window: the auth manager would answer the server's challenge itself. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  /* It would decode whatever comes, without bound and unasked (LIBRARIES.md, "libsoup"). */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  if (tls_database != NULL)
    soup_session_set_tls_database (session, tls_database);

  return session;
}

/**
 * rushes_http_session_new_api:
 * @tls_database: (nullable): certificates to trust instead of the system's, for tests
 *
 * Builds the session that asks the API. It keeps no cookies, answers no challenge and decodes
 * nothing; the token is put on each message by the client, which also forbids redirects.
 *
 * Returns: (transfer full): a session for the calling thread alone
 */
SoupSession *
rushes_http_session_new_api (GTlsDatabase *tls_database)
{
  return session_new (tls_database, API_IDLE_SECONDS);
}

/**
 * rushes_http_session_new_media:
 * @tls_database: (nullable): certificates to trust instead of the system's, for tests
 * @idle_seconds: after how many seconds without a byte a read fails
 *
 * Builds a session for media hosts, which see nothing of the API: no token, no cookie, no answer
 * to a challenge, and no decoding, so that the bytes counted are the bytes of the file
 * (LIBRARIES.md, "libsoup").
 *
 * Returns: (transfer full): a session for the calling thread alone
 */
SoupSession *
rushes_http_session_new_media (GTlsDatabase *tls_database,
                               guint         idle_seconds)
{
  return session_new (tls_database, idle_seconds);
}

static guint
get_n_interim (SoupMessage *message)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (message), INTERIM_KEY));
}

static void
on_got_informational (SoupMessage  *message,
                      GCancellable *cancellable)
{
  guint n = get_n_interim (message) + 1;

  g_object_set_data (G_OBJECT (message), INTERIM_KEY, GUINT_TO_POINTER (n));
  if (n > MAX_INTERIM)
    g_cancellable_cancel (cancellable);
}

/**
 * rushes_http_bound_interim:
 * @message: a message that was not sent yet
 * @cancellable: what it will be sent with
 *
 * Ends a message when interim answers (1xx) come without end: libsoup reads them all before it goes
 * back to the main loop, so that no deadline passes meanwhile (FAULTS B10). It ends with
 * %RUSHES_ERROR_UNEXPECTED_STATUS by [func@http_error_new].
 */
void
rushes_http_bound_interim (SoupMessage  *message,
                           GCancellable *cancellable)
{
  g_signal_connect_object (message, "got-informational", G_CALLBACK (on_got_informational),
                           cancellable, 0);
}

static RushesError
code_from_transport (const GError *error)
{
  /* A peer that vanishes without a farewell has proved who it is, and gone away. */
  if (error->domain == G_TLS_ERROR)
    return error->code == G_TLS_ERROR_EOF ? RUSHES_ERROR_DISCONNECTED : RUSHES_ERROR_INSECURE;

  /* Without a network no name server answers; with one it says that there is no such name. */
  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_TEMPORARY_FAILURE ? RUSHES_ERROR_OFFLINE
                                                             : RUSHES_ERROR_HOST_NOT_FOUND;

  if (error->domain != G_IO_ERROR)
    return RUSHES_ERROR_DISCONNECTED;

  switch (error->code)
    {
    case G_IO_ERROR_PARTIAL_INPUT:
      return RUSHES_ERROR_TRUNCATED;
    case G_IO_ERROR_TIMED_OUT:
      return RUSHES_ERROR_TIMED_OUT;
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return RUSHES_ERROR_OFFLINE;
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
      return RUSHES_ERROR_REFUSED;
    case G_IO_ERROR_HOST_NOT_FOUND:
      return RUSHES_ERROR_HOST_NOT_FOUND;
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return RUSHES_ERROR_PROXY;
    default:
      return RUSHES_ERROR_DISCONNECTED;
    }
}

static const char *
peek_tls_words (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    /* Translators: here and below, “its” means the server's */
    return _("Its certificate has expired.");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _("Its certificate is not valid yet.");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _("Its certificate belongs to another server.");
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return _("Its certificate was revoked.");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _("Nobody this computer trusts has signed its certificate.");

  return "";
}

/**
 * rushes_http_error_new:
 * @error: what libsoup or GIO said
 * @message: (nullable): the message it was said about
 *
 * Translates a fault of the transport. The library's own text is dropped, since it may quote a
 * signed link (FAULTS H5); only for %RUSHES_ERROR_INSECURE the message is a sentence for the user,
 * read from the certificate's flags because the library says the same of every TLS fault
 * (LIBRARIES.md, "libsoup").
 *
 * Returns: (transfer full): an error of %RUSHES_ERROR, or a copy of @error where it is
 *   %G_IO_ERROR_CANCELLED or of %RUSHES_ERROR already
 */
GError *
rushes_http_error_new (const GError *error,
                       SoupMessage  *message)
{
  GTlsCertificateFlags flags = 0;
  RushesError code;

  if (message != NULL && get_n_interim (message) > MAX_INTERIM)
    return g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_UNEXPECTED_STATUS, "");

  if (error->domain == RUSHES_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);

  code = code_from_transport (error);
  if (code == RUSHES_ERROR_TRUNCATED &&
      (message == NULL || soup_message_get_status (message) == SOUP_STATUS_NONE))
    code = RUSHES_ERROR_DISCONNECTED; /* not an answer that was cut, but none */
  if (code == RUSHES_ERROR_INSECURE && message != NULL)
    flags = soup_message_get_tls_peer_certificate_errors (message);

  return g_error_new_literal (RUSHES_ERROR, code, peek_tls_words (flags));
}
