/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-file-lock.h"

#include <errno.h>
#include <sys/file.h>

#include "rushes-error.h"

#define LOCK_TRIES 50
#define LOCK_WAIT_MS 20

static gboolean
wait_a_moment (GCancellable *cancellable)
{
  GPollFD poll_fd;
  gboolean pollable = g_cancellable_make_pollfd (cancellable, &poll_fd);

  g_poll (pollable ? &poll_fd : NULL, pollable ? 1 : 0, LOCK_WAIT_MS);
  if (pollable)
    g_cancellable_release_fd (cancellable);

  return !g_cancellable_is_cancelled (cancellable);
}

/**
 * rushes_file_lock_take:
 * @fd: an open file
 * @cancellable: (nullable): stops waiting
 * @error: return location for an error
 *
 * Locks a file for one writer, until @fd is closed or the process ends. Blocks for up to a second:
 * somebody who cancels and starts again finds the lock held until the last write has returned.
 * Where the file system has no locks, it is as if there were no other writer.
 *
 * Returns: %TRUE, or %FALSE with %RUSHES_ERROR_FILE_BUSY when another writer has it, or when it was
 *   cancelled
 */
gboolean
rushes_file_lock_take (int            fd,
                       GCancellable  *cancellable,
                       GError       **error)
{
  guint tries = 0;

  while (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EINTR)
        continue;
      if (errno != EWOULDBLOCK) /* a file system without locks is no reason not to save */
        break;

      if (++tries > LOCK_TRIES)
        {
          g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY, "it is locked");
          return FALSE;
        }

      if (!wait_a_moment (cancellable))
        return !g_cancellable_set_error_if_cancelled (cancellable, error);
    }

  return TRUE;
}
