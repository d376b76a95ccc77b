/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "rushes-error.h"
#include "rushes-file-lock.h"
#include "rushes-file-name.h"

/* What is stored and loaded here are records of a few lines. */
#define MAX_LOAD_BYTES (64 * 1024)
#define FRESH ".new"
#define MAX_NAMES 10000
#define MAX_OPENINGS 8

struct _RushesFolder
{
  char *path;
  int fd;
};

/**
 * rushes_folder_open:
 * @path: where the folder is
 * @create: whether to make it when it is missing
 * @error: return location for an error
 *
 * Opens a folder to save in, or to look into.
 *
 * Returns: (transfer full): the folder, or %NULL
 */
RushesFolder *
rushes_folder_open (const char  *path,
                    gboolean     create,
                    GError     **error)
{
  g_autoptr(RushesFolder) self = g_new0 (RushesFolder, 1);

  self->path = g_strdup (path);
  self->fd = -1;
  if (!create || g_mkdir_with_parents (path, 0777) == 0)
    self->fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->fd >= 0)
    return g_steal_pointer (&self);

  rushes_folder_fail (self, errno, error);

  return NULL;
}

/**
 * rushes_folder_free:
 * @self: (transfer full): a folder
 *
 * Closes a folder.
 */
void
rushes_folder_free (RushesFolder *self)
{
  if (self->fd >= 0)
    close (self->fd);

  g_free (self->path);
  g_free (self);
}

/**
 * rushes_folder_fail:
 * @self: a folder
 * @error_number: the `errno` of something done in it
 * @error: return location for an error
 *
 * Sets @error to what happened in the folder.
 *
 * Returns: %FALSE
 */
gboolean
rushes_folder_fail (RushesFolder  *self,
                    int            error_number,
                    GError       **error)
{
  g_set_error (error, RUSHES_ERROR, rushes_error_from_errno (error_number), "%s: %s", self->path,
               g_strerror (error_number));

  return FALSE;
}

/**
 * rushes_folder_has_room:
 * @self: a folder
 * @bytes: how many bytes are to be written yet
 * @error: return location for an error
 *
 * Asks the file system whether so much fits (FAULTS G2).
 *
 * Returns: %TRUE when it does, as far as is known; else %FALSE with %RUSHES_ERROR_NO_SPACE, and
 *   [func@error_get_missing] tells how much is lacking
 */
gboolean
rushes_folder_has_room (RushesFolder  *self,
                        gint64         bytes,
                        GError       **error)
{
  struct statvfs info;
  guint64 room;
  GError *full;

  /* Some file systems in user space know no sizes and report zeros. */
  if (bytes <= 0 || fstatvfs (self->fd, &info) != 0 || info.f_blocks == 0)
    return TRUE;

  room = (guint64) info.f_bavail * info.f_frsize;
  if ((guint64) bytes <= room)
    return TRUE;

  full = g_error_new (RUSHES_ERROR, RUSHES_ERROR_NO_SPACE, "%s: %s", self->path,
                      g_strerror (ENOSPC));
  rushes_error_set_missing (full, bytes - room);
  g_propagate_error (error, full);

  return FALSE;
}

/**
 * rushes_folder_sync:
 * @self: a folder
 *
 * Makes the names in the folder durable.
 *
 * Returns: %FALSE, with `errno`, when that failed
 */
gboolean
rushes_folder_sync (RushesFolder *self)
{
  /* Some network file systems cannot, and say EINVAL: then there is no more to be had. */
  return fsync (self->fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

/* The portal that shows a sandbox other folders fails for files that are there when it is told to
 * follow no link (xdg-desktop-portal before 1.18.2, as in Debian 12). What is held open is no link
 * and cannot become one. */
static int
open_held (RushesFolder *self,
           const char   *name,
           int           flags)
{
  int held = openat (self->fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", held);
  struct stat info;
  int fd = -1, number;

  if (held < 0)
    return -1;

  errno = ELOOP;
  if (fstat (held, &info) == 0 && S_ISREG (info.st_mode))
    fd = open (path, flags);

  number = errno;
  close (held);
  errno = number;

  return fd;
}

/* Opens a file that is there, and follows no link. */
static int
open_existing (RushesFolder *self,
               const char   *name,
               int           flags)
{
  int fd = openat (self->fd, name, flags | O_NOFOLLOW);

  return fd < 0 && errno == ELOOP ? open_held (self, name, flags) : fd;
}

static gboolean
write_new (RushesFolder *self,
           const char   *name,
           const char   *data,
           gsize         length)
{
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  int fd = openat (self->fd, name, flags, 0600);
  ssize_t written;
  int number;

  if (fd < 0)
    return FALSE;

  errno = ENOSPC; /* what a short write of a few lines means */
  written = write (fd, data, length);
  if (written == (ssize_t) length && fsync (fd) == 0)
    return close (fd) == 0;

  number = errno;
  close (fd);
  errno = number;

  return FALSE;
}

/**
 * rushes_folder_store:
 * @self: a folder
 * @name: a name in it
 * @data: what to write
 * @length: how many bytes that are
 * @error: return location for an error
 *
 * Writes a small file in place of an older one, durably: at each moment there is the one or the
 * other, whole.
 *
 * Returns: %TRUE when it is on the disk
 */
gboolean
rushes_folder_store (RushesFolder  *self,
                     const char    *name,
                     const char    *data,
                     gsize          length,
                     GError       **error)
{
  g_autofree char *fresh = g_strconcat (name, FRESH, NULL);

  /* Twice, for somebody else may take what is written here for something left behind. */
  for (guint i = 0; i < 2; i++)
    {
      unlinkat (self->fd, fresh, 0);
      if (write_new (self, fresh, data, length) &&
          renameat (self->fd, fresh, self->fd, name) == 0 && rushes_folder_sync (self))
        return TRUE;
      if (errno != ENOENT)
        break;
    }

  rushes_folder_fail (self, errno, error);
  unlinkat (self->fd, fresh, 0);

  return FALSE;
}

/**
 * rushes_folder_tidy:
 * @self: a folder
 * @name: a name in it
 *
 * Removes what a [method@Folder.store] that was killed may have left beside @name.
 */
void
rushes_folder_tidy (RushesFolder *self,
                    const char   *name)
{
  g_autofree char *fresh = g_strconcat (name, FRESH, NULL);

  unlinkat (self->fd, fresh, 0);
}

/**
 * rushes_folder_unstore:
 * @self: a folder
 * @name: a name in it
 *
 * Removes a file that [method@Folder.store] wrote. That it is not there is no error.
 */
void
rushes_folder_unstore (RushesFolder *self,
                       const char   *name)
{
  rushes_folder_tidy (self, name);
  unlinkat (self->fd, name, 0);
}

/**
 * rushes_folder_load:
 * @self: a folder
 * @name: a name in it
 * @length: (out): how many bytes were read
 *
 * Reads a small file that [method@Folder.store] wrote. What is large, a link, or somebody else's
 * was not written by it.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL
 */
char *
rushes_folder_load (RushesFolder *self,
                    const char   *name,
                    gsize        *length)
{
  g_autofree char *data = NULL;
  struct stat info;
  ssize_t n = -1;
  int fd = open_existing (self, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return NULL;

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_uid == geteuid () &&
      info.st_size < MAX_LOAD_BYTES)
    {
      data = g_malloc (MAX_LOAD_BYTES);
      n = read (fd, data, MAX_LOAD_BYTES);
    }

  close (fd);
  *length = MAX (n, 0);

  return n > 0 ? g_steal_pointer (&data) : NULL;
}

/**
 * rushes_folder_has:
 * @self: a folder
 * @name: a name in it
 *
 * Looks whether anything has that name.
 *
 * Returns: %TRUE when something has
 */
gboolean
rushes_folder_has (RushesFolder *self,
                   const char   *name)
{
  return faccessat (self->fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/**
 * rushes_folder_get_size:
 * @self: a folder
 * @name: a name in it
 * @inode: (out) (optional): which file that is, whatever its name
 *
 * Looks how long a file is, without opening it.
 *
 * Returns: bytes, or -1 when it is no file
 */
gint64
rushes_folder_get_size (RushesFolder *self,
                        const char   *name,
                        guint64      *inode)
{
  struct stat info;

  if (fstatat (self->fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG (info.st_mode))
    return -1;

  if (inode != NULL)
    *inode = info.st_ino;

  return info.st_size;
}

static gboolean
is_file (RushesFolder *self,
         int           fd,
         const char   *name)
{
  struct stat there, here;

  return fstatat (self->fd, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && fstat (fd, &here) == 0 &&
         there.st_dev == here.st_dev && there.st_ino == here.st_ino;
}

/**
 * rushes_folder_is_same:
 * @self: a folder
 * @other: a folder
 *
 * Tells whether two paths led to the same folder.
 *
 * Returns: %TRUE when they did
 */
gboolean
rushes_folder_is_same (RushesFolder *self,
                       RushesFolder *other)
{
  return is_file (self, other->fd, ".");
}

static int
open_file (RushesFolder *self,
           const char   *name,
           gboolean      create,
           gboolean     *created)
{
  const int flags = O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  const int create_flags = flags | O_CREAT | O_EXCL | O_NOFOLLOW;
  int fd = create ? openat (self->fd, name, create_flags, 0600) : -1;

  *created = fd >= 0;
  if (fd < 0 && (!create || errno == EEXIST))
    fd = open_existing (self, name, flags);
  if (fd < 0 && create && errno == ENOENT) /* it was removed between the two */
    {
      fd = openat (self->fd, name, create_flags, 0600);
      *created = fd >= 0;
    }
  if (fd < 0 && !create && errno == EROFS) /* it can be read, and so be taken elsewhere */
    fd = open_existing (self, name, (flags & ~O_ACCMODE) | O_RDONLY);

  return fd;
}

/* One that was just made is not asked for its owner: some file systems give all files to one. */
static gboolean
is_ours (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_uid == geteuid () &&
         info.st_nlink <= 1;
}

static int
take (RushesFolder  *self,
      const char    *name,
      gboolean       create,
      GCancellable  *cancellable,
      GError       **error)
{
  gboolean created;
  int fd = open_file (self, name, create, &created);

  if (fd < 0)
    {
      rushes_folder_fail (self, errno, error);
      return -1;
    }

  if (!created && !is_ours (fd))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, "%s: not a file of ours", self->path);
  else if (rushes_file_lock_take (fd, cancellable, error))
    return fd;

  close (fd);

  return -1;
}

/**
 * rushes_folder_take:
 * @self: a folder
 * @name: a name in it
 * @create: whether to make the file when there is none
 * @cancellable: (nullable): stops waiting for another writer
 * @error: return location for an error
 *
 * Opens a file that is to be written for a long time, and locks it until it is closed. No link is
 * followed, and nobody else's file touched (FAULTS G5).
 *
 * Returns: a file descriptor that belongs to the caller, or -1; %RUSHES_ERROR_FILE_BUSY when
 *   another writer has it
 */
int
rushes_folder_take (RushesFolder  *self,
                    const char    *name,
                    gboolean       create,
                    GCancellable  *cancellable,
                    GError       **error)
{
  for (guint i = 0; i < MAX_OPENINGS; i++)
    {
      int fd = take (self, name, create, cancellable, error);

      /* Who held the lock may have renamed the very file that was waited for, or removed it: then
       * the name means another one by now, or none. */
      if (fd < 0 || is_file (self, fd, name))
        return fd;

      close (fd);
    }

  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY, "it keeps changing");

  return -1;
}

static gboolean
rename_new (RushesFolder *self,
            const char   *from,
            RushesFolder *target,
            const char   *to)
{
  if (renameat2 (self->fd, from, target->fd, to, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return FALSE;

  /* NFS knows no RENAME_NOREPLACE, but a link never replaces either. */
  if (linkat (self->fd, from, target->fd, to, 0) == 0)
    {
      unlinkat (self->fd, from, 0);
      return TRUE;
    }
  if (errno != EPERM && errno != ENOSYS && errno != ENOTSUP && errno != EMLINK)
    return FALSE;

  /* Some file systems in user space know neither: a look before is all that can be had there. */
  if (rushes_folder_has (target, to))
    errno = EEXIST;

  return errno == ENOENT && renameat (self->fd, from, target->fd, to) == 0;
}

/**
 * rushes_folder_publish:
 * @self: a folder
 * @fd: the file
 * @from: the name that it has
 * @to: the name that it shall have
 *
 * Gives a file its final name, or the next number of it that is free: another file is never
 * replaced (FAULTS G4).
 *
 * Returns: (transfer full): the name that it got, or %NULL with `errno`
 */
char *
rushes_folder_publish (RushesFolder *self,
                       int           fd,
                       const char   *from,
                       const char   *to)
{
  if (!is_file (self, fd, from))
    {
      errno = ENOENT;
      return NULL;
    }

  for (guint i = 1; i <= MAX_NAMES; i++)
    {
      g_autofree char *name = i > 1 ? rushes_file_name_with_number (to, i) : g_strdup (to);

      if (rename_new (self, from, self, name))
        return g_steal_pointer (&name);
      if (errno != EEXIST)
        break;
    }

  return NULL;
}

/**
 * rushes_folder_move:
 * @self: a folder
 * @fd: the file
 * @name: the name that it has, and shall have there
 * @target: another folder
 *
 * Moves a file to another folder of the same file system. Another file is never replaced.
 *
 * Returns: %FALSE, with `errno`, when that failed
 */
gboolean
rushes_folder_move (RushesFolder *self,
                    int           fd,
                    const char   *name,
                    RushesFolder *target)
{
  errno = ENOENT;

  return is_file (self, fd, name) && rename_new (self, name, target, name);
}

/**
 * rushes_folder_remove:
 * @self: a folder
 * @fd: the file that @name must mean
 * @name: a name in the folder
 *
 * Removes a file. That it is not there, or another one by now, is no error.
 */
void
rushes_folder_remove (RushesFolder *self,
                      int           fd,
                      const char   *name)
{
  if (is_file (self, fd, name))
    unlinkat (self->fd, name, 0);
}
