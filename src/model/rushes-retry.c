/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-retry.h"

#include "rushes-error.h"

/* Doubled each time, from what nobody minds to what no host minds. */
static const gint64 delays[RUSHES_RETRY_MAX_FRUITLESS] = { 2, 4, 8, 16, 32, 60 };

/* A host that asks for longer is not waited for (FAULTS B18). */
#define MAX_WAIT_SECONDS 3600

static gboolean
may_pass (RushesError code)
{
  switch (code)
    {
    case RUSHES_ERROR_DISCONNECTED:
    case RUSHES_ERROR_TRUNCATED:
    case RUSHES_ERROR_TIMED_OUT:
    case RUSHES_ERROR_STALLED:
    case RUSHES_ERROR_OFFLINE:
    case RUSHES_ERROR_HOST_NOT_FOUND:
    case RUSHES_ERROR_REFUSED:
    case RUSHES_ERROR_SERVER:
    case RUSHES_ERROR_BAD_GATEWAY:
    case RUSHES_ERROR_UNAVAILABLE:
    case RUSHES_ERROR_GATEWAY_TIMEOUT:
    case RUSHES_ERROR_RATE_LIMITED:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * rushes_retry_get_delay:
 * @error: why a transfer ended without the file
 * @n_fruitless: how many automatic attempts in a row have brought nothing, the last one included
 * @got_bytes: whether the last attempt brought the transfer further than it had ever been; then
 *   @n_fruitless does not count, and begins anew
 *
 * Tells whether a transfer that failed may be tried again without being asked, and when.
 *
 * Tried again is what can pass by itself: a line that broke, a network that is away, a host that
 * answers nothing, 429, 500, 502, 503 and 504. That is what curl calls transient for its `--retry`
 * (curl(1): timeouts, 429, 500, 502, 503, 504; with `--retry-all-errors` also broken lines), and it
 * doubles its waits in the same way. To ask for a file again is safe at any time (RFC 9110, 9.2.2),
 * and bytes are only ever appended to the same file ([func@resume_decide]). `Retry-After` is obeyed
 * where it is longer (RFC 9110, 10.2.3).
 *
 * All else stays as it is until somebody acts: a disk has no room or no permission, a link has
 * expired and is renewed by other means, a host cannot prove who it is, or sends a page, no length
 * or more than it said. To repeat such a question brings the same answer.
 *
 * "Further than ever" rather than "any byte": a host without a validator gives the file from its
 * start each time, and one that breaks off in the middle would else be asked for ever.
 *
 * Returns: after how many seconds, or -1: not by itself
 */
gint64
rushes_retry_get_delay (const GError *error,
                        guint         n_fruitless,
                        gboolean      got_bytes)
{
  gint64 wanted = rushes_error_get_retry_after (error);
  guint n = got_bytes ? 0 : n_fruitless;

  if (error == NULL || error->domain != RUSHES_ERROR || !may_pass (error->code))
    return -1;

  if (n >= RUSHES_RETRY_MAX_FRUITLESS || wanted > MAX_WAIT_SECONDS)
    return -1;

  return MAX (delays[n], wanted);
}
