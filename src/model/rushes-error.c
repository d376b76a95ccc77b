/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-error.h"

#include <errno.h>

typedef struct
{
  gint64 retry_after;
  guint64 missing;
} RushesErrorPrivate;

static void
rushes_error_private_init (RushesErrorPrivate *priv)
{
  priv->retry_after = -1;
  priv->missing = 0;
}

static void
rushes_error_private_copy (const RushesErrorPrivate *source,
                           RushesErrorPrivate       *target)
{
  *target = *source;
}

static void
rushes_error_private_clear (RushesErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (RushesError, rushes_error)

/**
 * rushes_error_from_status:
 * @status: a status of an HTTP answer of the API that is not 200
 *
 * Tells what an answer of the API means by its status alone (API.md, "Errors").
 *
 * Returns: the code for @status; %RUSHES_ERROR_UNEXPECTED_STATUS for one that has no meaning here
 */
RushesError
rushes_error_from_status (guint status)
{
  switch (status)
    {
    case 400:
    case 422:
      return RUSHES_ERROR_BAD_REQUEST;
    case 401:
      return RUSHES_ERROR_UNAUTHORIZED;
    case 402:
      return RUSHES_ERROR_NO_SUBSCRIPTION;
    case 403:
      return RUSHES_ERROR_FORBIDDEN;
    case 404:
      return RUSHES_ERROR_NOT_FOUND;
    case 410:
      return RUSHES_ERROR_GONE;
    case 429:
      return RUSHES_ERROR_RATE_LIMITED;
    case 500:
      return RUSHES_ERROR_SERVER;
    case 502:
      return RUSHES_ERROR_BAD_GATEWAY;
    case 503:
      return RUSHES_ERROR_UNAVAILABLE;
    case 504:
      return RUSHES_ERROR_GATEWAY_TIMEOUT;
    case 596:
      return RUSHES_ERROR_ACCOUNT;
    default:
      return status >= 300 && status < 400 ? RUSHES_ERROR_REDIRECTED
                                           : RUSHES_ERROR_UNEXPECTED_STATUS;
    }
}

/**
 * rushes_error_from_media_status:
 * @status: the status of an answer that is no file
 *
 * Tells what an answer of a media host means by its status. A host that wants credentials or has no
 * such file has an expired link as its reason (API.md, "Media").
 *
 * Returns: the code for @status
 */
RushesError
rushes_error_from_media_status (guint status)
{
  switch (status)
    {
    case 401:
    case 403:
    case 404:
    case 410:
      return RUSHES_ERROR_LINK_EXPIRED;
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      return rushes_error_from_status (status);
    default:
      return RUSHES_ERROR_UNEXPECTED_STATUS;
    }
}

/**
 * rushes_error_from_errno:
 * @error_number: an `errno` that a file operation left
 *
 * Tells what a fault of the file system means for somebody who saves a file.
 *
 * Returns: the code for @error_number; %RUSHES_ERROR_FILE for one that has no code of its own
 */
RushesError
rushes_error_from_errno (int error_number)
{
  switch (error_number)
    {
    case ENOSPC:
    case EDQUOT:
      return RUSHES_ERROR_NO_SPACE;
    case ENOENT:
    case ENOTDIR:
      return RUSHES_ERROR_FOLDER_MISSING;
    case EACCES:
    case EPERM:
      return RUSHES_ERROR_NO_PERMISSION;
    case EROFS:
      return RUSHES_ERROR_READ_ONLY;
    case EFBIG:
      return RUSHES_ERROR_FILE_TOO_LARGE;
    default:
      return RUSHES_ERROR_FILE;
    }
}

/**
 * rushes_error_set_retry_after:
 * @error: an error of %RUSHES_ERROR
 * @seconds: how long the server asks to wait, or -1 when it does not say
 *
 * Notes down in @error the server's `Retry-After` (RFC 9110, 10.2.3).
 */
void
rushes_error_set_retry_after (GError *error,
                              gint64  seconds)
{
  RushesErrorPrivate *priv = rushes_error_get_private (error);

  g_return_if_fail (priv != NULL);

  priv->retry_after = seconds;
}

/**
 * rushes_error_get_retry_after:
 * @error: an error of any domain
 *
 * Gets how long the server asked to wait before the next question.
 *
 * Returns: whole seconds, or -1 when the server did not say
 */
gint64
rushes_error_get_retry_after (const GError *error)
{
  RushesErrorPrivate *priv;

  if (error == NULL || error->domain != RUSHES_ERROR)
    return -1;

  priv = rushes_error_get_private (error);

  return priv->retry_after;
}

/**
 * rushes_error_set_missing:
 * @error: an error of %RUSHES_ERROR
 * @bytes: how many bytes the disk lacks
 *
 * Notes down in @error how much space must be freed before the same action can work.
 */
void
rushes_error_set_missing (GError  *error,
                          guint64  bytes)
{
  RushesErrorPrivate *priv = rushes_error_get_private (error);

  g_return_if_fail (priv != NULL);

  priv->missing = bytes;
}

/**
 * rushes_error_get_missing:
 * @error: an error of any domain
 *
 * Gets how many bytes the disk lacks.
 *
 * Returns: bytes, or 0 when that is not known
 */
guint64
rushes_error_get_missing (const GError *error)
{
  RushesErrorPrivate *priv;

  if (error == NULL || error->domain != RUSHES_ERROR)
    return 0;

  priv = rushes_error_get_private (error);

  return priv->missing;
}
