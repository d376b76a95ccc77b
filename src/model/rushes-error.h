/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RUSHES_ERROR:
 *
 * The one error domain of the program. The code says what happened and is what a caller decides
 * by; `rushes-problem.c` has the sentence and the button for each. The message of such an error
 * is for a log or, where the code says so, the server's own words: it is never a URL with its
 * query, never a token. Cancelled is always %G_IO_ERROR_CANCELLED, and no error of this domain.
 */
#define RUSHES_ERROR (rushes_error_quark ())

/**
 * RushesError:
 * @RUSHES_ERROR_NO_TOKEN: no token is set, so nothing was asked
 * @RUSHES_ERROR_BAD_TOKEN: the token holds a character no token has, so nothing was asked
 * @RUSHES_ERROR_BAD_ADDRESS: `api-url` is no address that may be asked
 * @RUSHES_ERROR_BAD_ID: the text is no video ID, so nothing was asked
 * @RUSHES_ERROR_BAD_REQUEST: 400 or 422; the message is the server's text
 * @RUSHES_ERROR_UNAUTHORIZED: 401, the token was refused
 * @RUSHES_ERROR_NO_SUBSCRIPTION: 402, the useapi.net subscription has expired
 * @RUSHES_ERROR_FORBIDDEN: 403, somebody else's video, or refused upstream
 * @RUSHES_ERROR_NOT_FOUND: 404, the service has no such video (any more)
 * @RUSHES_ERROR_GONE: 410, the service had it and has it no more
 * @RUSHES_ERROR_RATE_LIMITED: 429, asked too often; see [func@error_get_retry_after]
 * @RUSHES_ERROR_SERVER: 500
 * @RUSHES_ERROR_BAD_GATEWAY: 502
 * @RUSHES_ERROR_UNAVAILABLE: 503; see [func@error_get_retry_after]
 * @RUSHES_ERROR_GATEWAY_TIMEOUT: 504
 * @RUSHES_ERROR_ACCOUNT: 596, the MiniMax account behind the token is on hold
 * @RUSHES_ERROR_REDIRECTED: the API answered with a redirect, which is never followed
 * @RUSHES_ERROR_UNEXPECTED_STATUS: a status that has no meaning here
 * @RUSHES_ERROR_BAD_ANSWER: 200, but not the JSON of a video
 * @RUSHES_ERROR_TOO_LARGE: more bytes, nesting or pixels than may be taken
 * @RUSHES_ERROR_TRUNCATED: fewer bytes than announced
 * @RUSHES_ERROR_ENCODED: a content encoding that was not asked for
 * @RUSHES_ERROR_TIMED_OUT: no whole answer within the deadline
 * @RUSHES_ERROR_STALLED: a transfer that fell below 1 KiB a second for a minute
 * @RUSHES_ERROR_OFFLINE: no way to the network
 * @RUSHES_ERROR_HOST_NOT_FOUND: the name of the server has no address
 * @RUSHES_ERROR_REFUSED: nobody answers at the server's address
 * @RUSHES_ERROR_PROXY: the proxy cannot be used
 * @RUSHES_ERROR_INSECURE: the server could not prove who it is (TLS)
 * @RUSHES_ERROR_DISCONNECTED: the connection broke, or what came was not HTTP
 * @RUSHES_ERROR_BAD_LINK: a media link that may not be asked (scheme, host, user info)
 * @RUSHES_ERROR_BAD_PICTURE: bytes that are no picture of a kind that is shown
 * @RUSHES_ERROR_NO_DECODER: a picture of a known kind that this machine cannot decode
 * @RUSHES_ERROR_LINK_EXPIRED: 401, 403, 404 or 410 on a media link
 * @RUSHES_ERROR_NOT_MEDIA: a page or text came where a video or a picture was due
 * @RUSHES_ERROR_NO_LENGTH: the server does not say how long the file is, so whole cannot be told
 * @RUSHES_ERROR_EMPTY: a file of no bytes
 * @RUSHES_ERROR_NO_SPACE: the disk is full, or too full for the file; see [func@error_get_missing]
 * @RUSHES_ERROR_FOLDER_MISSING: the target folder does not exist and cannot be made
 * @RUSHES_ERROR_NO_PERMISSION: the target folder may not be written
 * @RUSHES_ERROR_READ_ONLY: the target folder lies on a read-only file system
 * @RUSHES_ERROR_FILE_TOO_LARGE: the file system or a limit takes no file of that size
 * @RUSHES_ERROR_FILE_BUSY: another transfer writes the same partial file
 * @RUSHES_ERROR_FILE: any other fault of the file system
 */
typedef enum
{
  RUSHES_ERROR_NO_TOKEN,
  RUSHES_ERROR_BAD_TOKEN,
  RUSHES_ERROR_BAD_ADDRESS,
  RUSHES_ERROR_BAD_ID,
  RUSHES_ERROR_BAD_REQUEST,
  RUSHES_ERROR_UNAUTHORIZED,
  RUSHES_ERROR_NO_SUBSCRIPTION,
  RUSHES_ERROR_FORBIDDEN,
  RUSHES_ERROR_NOT_FOUND,
  RUSHES_ERROR_GONE,
  RUSHES_ERROR_RATE_LIMITED,
  RUSHES_ERROR_SERVER,
  RUSHES_ERROR_BAD_GATEWAY,
  RUSHES_ERROR_UNAVAILABLE,
  RUSHES_ERROR_GATEWAY_TIMEOUT,
  RUSHES_ERROR_ACCOUNT,
  RUSHES_ERROR_REDIRECTED,
  RUSHES_ERROR_UNEXPECTED_STATUS,
  RUSHES_ERROR_BAD_ANSWER,
  RUSHES_ERROR_TOO_LARGE,
  RUSHES_ERROR_TRUNCATED,
  RUSHES_ERROR_ENCODED,
  RUSHES_ERROR_TIMED_OUT,
  RUSHES_ERROR_STALLED,
  RUSHES_ERROR_OFFLINE,
  RUSHES_ERROR_HOST_NOT_FOUND,
  RUSHES_ERROR_REFUSED,
  RUSHES_ERROR_PROXY,
  RUSHES_ERROR_INSECURE,
  RUSHES_ERROR_DISCONNECTED,
  RUSHES_ERROR_BAD_LINK,
  RUSHES_ERROR_BAD_PICTURE,
  RUSHES_ERROR_NO_DECODER,
  RUSHES_ERROR_LINK_EXPIRED,
  RUSHES_ERROR_NOT_MEDIA,
  RUSHES_ERROR_NO_LENGTH,
  RUSHES_ERROR_EMPTY,
  RUSHES_ERROR_NO_SPACE,
  RUSHES_ERROR_FOLDER_MISSING,
  RUSHES_ERROR_NO_PERMISSION,
  RUSHES_ERROR_READ_ONLY,
  RUSHES_ERROR_FILE_TOO_LARGE,
  RUSHES_ERROR_FILE_BUSY,
  RUSHES_ERROR_FILE,
} RushesError;

#define RUSHES_N_ERRORS (RUSHES_ERROR_FILE + 1)

GQuark      rushes_error_quark             (void);
RushesError rushes_error_from_status       (guint          status);
RushesError rushes_error_from_media_status (guint          status);
RushesError rushes_error_from_errno        (int            error_number);
void        rushes_error_set_retry_after   (GError        *error,
                                            gint64         seconds);
gint64      rushes_error_get_retry_after   (const GError  *error);
void        rushes_error_set_missing       (GError        *error,
                                            guint64        bytes);
guint64     rushes_error_get_missing       (const GError  *error);

G_END_DECLS
