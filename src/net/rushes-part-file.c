/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-part-file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "rushes-folder.h"
#include "rushes-process.h"

#define ORIGIN_ATTRIBUTE "user.xdg.origin.url"

struct _RushesPartFile
{
  RushesFolder *folder;
  char *record_name;
  int fd;
  char *part;
  char *final;
  gint64 size;
  RushesPartRecord *record;
};

static RushesPartFile *
part_file_new (RushesFolder *folder,
               const char   *record_name)
{
  RushesPartFile *self = g_new0 (RushesPartFile, 1);

  self->folder = folder;
  self->record_name = g_strdup (record_name);
  self->fd = -1;

  return self;
}

/**
 * rushes_part_file_open:
 * @folder: the path of the folder to save in; it is made when it is missing
 * @record_name: the name of the record ([func@part_record_get_name])
 * @error: return location for an error
 *
 * Opens the folder of a file that is to be saved. Everything after happens relative to the open
 * folder, so nobody can put another one in its place meanwhile.
 *
 * Returns: (transfer full): the file, with no bytes yet, or %NULL
 */
RushesPartFile *
rushes_part_file_open (const char  *folder,
                       const char  *record_name,
                       GError     **error)
{
  RushesFolder *opened = rushes_folder_open (folder, TRUE, error);

  return opened != NULL ? part_file_new (opened, record_name) : NULL;
}

/**
 * rushes_part_file_open_existing:
 * @folder: the path of a folder that something may have been saved in
 * @record_name: the name of the record ([func@part_record_get_name])
 * @error: return location for an error
 *
 * Opens the folder of a file of which something may be there.
 *
 * Returns: (transfer full): the file, with no bytes yet, or %NULL when there is no such folder
 */
RushesPartFile *
rushes_part_file_open_existing (const char  *folder,
                                const char  *record_name,
                                GError     **error)
{
  RushesFolder *opened = rushes_folder_open (folder, FALSE, error);

  return opened != NULL ? part_file_new (opened, record_name) : NULL;
}

static void
close_part (RushesPartFile *self)
{
  if (self->fd >= 0)
    close (self->fd);

  self->fd = -1;
  self->size = 0;
  g_clear_pointer (&self->part, g_free);
}

/**
 * rushes_part_file_free:
 * @self: (transfer full): a file
 *
 * Lets go of a file. What is on the disk stays there.
 */
void
rushes_part_file_free (RushesPartFile *self)
{
  close_part (self);
  g_clear_pointer (&self->record, rushes_part_record_free);
  rushes_folder_free (self->folder);
  g_free (self->final);
  g_free (self->record_name);
  g_free (self);
}

static gboolean
take_part (RushesPartFile  *self,
           const char      *part,
           gboolean         create,
           GCancellable    *cancellable,
           GError         **error)
{
  self->fd = rushes_folder_take (self->folder, part, create, cancellable, error);
  self->part = self->fd >= 0 ? g_strdup (part) : NULL;

  return self->fd >= 0;
}

static gboolean
write_all (int           fd,
           const guint8 *bytes,
           gsize         length,
           gint64       *offset)
{
  const guint8 *p = bytes;

  while (length > 0)
    {
      ssize_t written = pwrite (fd, p, length, *offset);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;

      p += written;
      length -= written;
      *offset += written;
    }

  return TRUE;
}

static gboolean
shorten (RushesPartFile *self,
         gint64          size)
{
  if (ftruncate (self->fd, size) != 0)
    return FALSE;

  self->size = size;

  return TRUE;
}

static gboolean
trust_part (RushesPartFile  *self,
            GError         **error)
{
  g_autofree char *boot = rushes_process_dup_boot_id ();
  struct stat info;
  gint64 trusted;

  if (fstat (self->fd, &info) != 0)
    return rushes_folder_fail (self->folder, errno, error);

  trusted = rushes_part_record_get_trusted (self->record, info.st_size, boot);
  self->size = info.st_size;

  return trusted == info.st_size || shorten (self, trusted) ||
         rushes_folder_fail (self->folder, errno, error);
}

/**
 * rushes_part_file_resume:
 * @self: a file with no bytes yet
 * @record: (out) (optional) (nullable): what is known of the part; it belongs to @self
 * @cancellable: (nullable): stops waiting for another writer
 * @error: return location for an error
 *
 * Looks for what an earlier run left, and takes it over when nobody else writes it. To find nothing
 * of use is no error: then @record is %NULL.
 *
 * Returns: %FALSE when there is a part and it cannot be had; %RUSHES_ERROR_FILE_BUSY when another
 *   transfer has it
 */
gboolean
rushes_part_file_resume (RushesPartFile          *self,
                         const RushesPartRecord **record,
                         GCancellable            *cancellable,
                         GError                 **error)
{
  g_autoptr(RushesPartRecord) found = rushes_part_record_load (self->folder, self->record_name);
  g_autoptr(GError) fault = NULL;

  if (record != NULL)
    *record = NULL;
  if (found == NULL)
    {
      rushes_folder_tidy (self->folder, self->record_name);
      return TRUE;
    }

  if (take_part (self, found->part, FALSE, cancellable, &fault))
    {
      self->record = g_steal_pointer (&found);
      if (record != NULL)
        *record = self->record;

      return trust_part (self, error);
    }

  if (rushes_folder_has (self->folder, found->part))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }

  /* Whoever wrote it has finished or removed it, perhaps while it was waited for. */
  rushes_folder_unstore (self->folder, self->record_name);

  return TRUE;
}

/**
 * rushes_part_file_begin:
 * @self: a file
 * @part: the name for the partial file, unless one was taken over
 * @cancellable: (nullable): stops waiting for another writer
 * @error: return location for an error
 *
 * Makes the partial file, or empties the one that was taken over. No link is followed and nobody
 * else's file touched (FAULTS G5).
 *
 * Returns: %TRUE when the part is there, locked and empty; %RUSHES_ERROR_FILE_BUSY when another
 *   transfer has it
 */
gboolean
rushes_part_file_begin (RushesPartFile  *self,
                        const char      *part,
                        GCancellable    *cancellable,
                        GError         **error)
{
  if (self->fd < 0 && !take_part (self, part, TRUE, cancellable, error))
    return FALSE;

  /* Durable before the record tells of another file: old bytes must never pass for new ones. */
  if (!shorten (self, 0) || fdatasync (self->fd) != 0)
    return rushes_folder_fail (self->folder, errno, error);

  return TRUE;
}

/**
 * rushes_part_file_describe:
 * @self: a file whose part has been begun or taken over
 * @notes: what is known of it
 * @error: return location for an error
 *
 * Writes the record, durably. To be called before the first byte is appended.
 *
 * Returns: %TRUE when the record is on the disk
 */
gboolean
rushes_part_file_describe (RushesPartFile         *self,
                           const RushesPartNotes  *notes,
                           GError                **error)
{
  g_autofree char *boot = rushes_process_dup_boot_id ();
  g_autoptr(RushesPartRecord) record = rushes_part_record_new (self->part, notes, boot);

  if (!rushes_part_record_store (record, self->folder, self->record_name, error))
    return FALSE;

  g_clear_pointer (&self->record, rushes_part_record_free);
  self->record = g_steal_pointer (&record);

  return TRUE;
}

/**
 * rushes_part_file_get_size:
 * @self: a file
 *
 * Gets how many bytes are in the part.
 *
 * Returns: bytes
 */
gint64
rushes_part_file_get_size (RushesPartFile *self)
{
  return self->size;
}

/**
 * rushes_part_file_has_room:
 * @self: a file
 * @total: how long it will be
 * @error: return location for an error
 *
 * Asks the file system whether the rest of the file fits (FAULTS G2).
 *
 * Returns: %TRUE when it does, as far as is known; else %FALSE with %RUSHES_ERROR_NO_SPACE that
 *   tells how much is missing
 */
gboolean
rushes_part_file_has_room (RushesPartFile  *self,
                           gint64           total,
                           GError         **error)
{
  return rushes_folder_has_room (self->folder, total - self->size, error);
}

/**
 * rushes_part_file_read:
 * @self: a file
 * @offset: where to begin
 * @buffer: (out caller-allocates) (array length=length): room for bytes
 * @length: how many there is room for
 *
 * Reads what was written earlier.
 *
 * Returns: how many bytes were read, 0 at the end, -1 when they cannot be read
 */
gssize
rushes_part_file_read (RushesPartFile *self,
                       gint64          offset,
                       guint8         *buffer,
                       gsize           length)
{
  ssize_t n;

  do
    n = pread (self->fd, buffer, length, offset);
  while (n < 0 && errno == EINTR);

  return n;
}

/**
 * rushes_part_file_equals:
 * @self: a file
 * @offset: where to begin
 * @bytes: (array length=length): what the server has there
 * @length: how many bytes that are
 *
 * Compares what was written earlier with what the server sends now. What cannot be read is not
 * equal.
 *
 * Returns: %TRUE when each byte is the same
 */
gboolean
rushes_part_file_equals (RushesPartFile *self,
                         gint64          offset,
                         const guint8   *bytes,
                         gsize           length)
{
  guint8 buffer[4096];

  for (gsize done = 0; done < length;)
    {
      gssize n = rushes_part_file_read (self, offset + done, buffer,
                                        MIN (sizeof buffer, length - done));

      if (n <= 0 || memcmp (buffer, bytes + done, n) != 0)
        return FALSE;

      done += n;
    }

  return TRUE;
}

static gint64
get_rest (RushesPartFile *self)
{
  return self->record != NULL ? self->record->total - self->size : 0;
}

/**
 * rushes_part_file_append:
 * @self: a file
 * @bytes: (array length=length): what comes next
 * @length: how many bytes that are
 * @error: return location for an error
 *
 * Writes on, and makes what was written durable at each multiple of %RUSHES_PART_FILE_SYNC. What
 * could be written before an error counts.
 *
 * Returns: %TRUE when all of @bytes was written
 */
gboolean
rushes_part_file_append (RushesPartFile  *self,
                         const guint8    *bytes,
                         gsize            length,
                         GError         **error)
{
  gint64 before = self->size;
  gboolean written = write_all (self->fd, bytes, length, &self->size);
  int number;

  if (written && before / RUSHES_PART_FILE_SYNC != self->size / RUSHES_PART_FILE_SYNC)
    written = fdatasync (self->fd) == 0;
  if (written)
    return TRUE;

  number = errno;
  if (number == ENOSPC && !rushes_folder_has_room (self->folder, get_rest (self), error))
    return FALSE;

  return rushes_folder_fail (self->folder, number, error);
}

/**
 * rushes_part_file_settle:
 * @self: a file whose part is whole
 * @origin: the link it came from, without its query
 * @error: return location for an error
 *
 * Makes the whole part durable, with the mode of any new file and the note where it came from; a
 * file system without modes or notes does without.
 *
 * Returns: %TRUE when every byte is on the disk
 */
gboolean
rushes_part_file_settle (RushesPartFile  *self,
                         const char      *origin,
                         GError         **error)
{
  if (fchmod (self->fd, 0666 & ~rushes_process_get_umask ()) != 0)
    g_debug ("%s: no mode: %s", self->part, g_strerror (errno));
  if (fsetxattr (self->fd, ORIGIN_ATTRIBUTE, origin, strlen (origin), 0) != 0)
    g_debug ("%s: no note of its origin: %s", self->part, g_strerror (errno));

  return fsync (self->fd) == 0 || rushes_folder_fail (self->folder, errno, error);
}

/**
 * rushes_part_file_announce:
 * @self: a file that has been settled
 * @name: the name it shall have
 *
 * Notes down which file is about to get its final name. Then the record stays behind
 * [method@PartFile.publish], until [func@finished_file_forget_async]: whoever is killed in between
 * finds the file by it ([func@finished_file_find]). Where that cannot be written down, the record
 * goes as ever.
 */
void
rushes_part_file_announce (RushesPartFile *self,
                           const char     *name)
{
  RushesPartRecord *record = self->record;

  if (record == NULL ||
      rushes_folder_get_size (self->folder, self->part, &record->inode) != record->total)
    return;

  g_clear_pointer (&record->boot, g_free);
  record->final = g_strdup (name);
  if (!rushes_part_record_store (record, self->folder, self->record_name, NULL))
    g_clear_pointer (&record->final, g_free);
}

/**
 * rushes_part_file_publish:
 * @self: a file that has been settled
 * @name: the name it shall have
 * @error: return location for an error
 *
 * Gives the part its final name, or the next free number of it: an existing file is never replaced
 * (FAULTS G4). The record goes unless the name was announced, and the folder is made durable (G11).
 *
 * Returns: (transfer full): the name that it got, or %NULL
 */
char *
rushes_part_file_publish (RushesPartFile  *self,
                          const char      *name,
                          GError         **error)
{
  self->final = rushes_folder_publish (self->folder, self->fd, self->part, name);
  if (self->final == NULL)
    {
      rushes_folder_fail (self->folder, errno, error);
      return NULL;
    }

  if (self->record == NULL || self->record->final == NULL)
    rushes_folder_unstore (self->folder, self->record_name);
  if (!rushes_folder_sync (self->folder))
    g_debug ("%s: the folder cannot be made durable: %s", self->final, g_strerror (errno));

  return g_strdup (self->final);
}

/**
 * rushes_part_file_discard:
 * @self: a file
 *
 * Removes the file, under whichever name it is by now, and its record. Only what @self holds is
 * removed: a part that another transfer writes stays.
 */
void
rushes_part_file_discard (RushesPartFile *self)
{
  const char *name = self->final != NULL ? self->final : self->part;

  if (self->fd < 0)
    return;

  rushes_folder_remove (self->folder, self->fd, name);
  rushes_folder_unstore (self->folder, self->record_name);
  rushes_folder_sync (self->folder);
}

/**
 * rushes_part_file_keep:
 * @self: a file
 * @error: return location for an error
 *
 * Makes what there is durable and notes that down, so that not even a loss of power later costs any
 * of it; what cannot be made durable now is kept as it is. A part that has no record could never be
 * gone on from, and goes.
 *
 * Returns: %FALSE when what there is could not be made durable
 */
gboolean
rushes_part_file_keep (RushesPartFile  *self,
                       GError         **error)
{
  if (self->fd < 0)
    return TRUE;

  if (self->record == NULL)
    {
      rushes_part_file_discard (self);
      return TRUE;
    }

  if (fdatasync (self->fd) != 0)
    return rushes_folder_fail (self->folder, errno, error);

  g_clear_pointer (&self->record->boot, g_free);

  return rushes_part_record_store (self->record, self->folder, self->record_name, error);
}

/**
 * rushes_part_file_is_same_folder:
 * @self: a file
 * @other: a file
 *
 * Tells whether two files are saved in the same folder, whatever it is called.
 *
 * Returns: %TRUE when they are
 */
gboolean
rushes_part_file_is_same_folder (RushesPartFile *self,
                                 RushesPartFile *other)
{
  return rushes_folder_is_same (self->folder, other->folder);
}

/**
 * rushes_part_file_rename:
 * @self: a file that was taken over
 * @target: the same file in another folder; a part of its own is given up
 *
 * Moves the part and its record to the folder of @target by renaming, which only works within one
 * file system. At each moment the one folder or the other has both.
 *
 * Returns: %FALSE when that cannot be done; then they are where they were
 */
gboolean
rushes_part_file_rename (RushesPartFile *self,
                         RushesPartFile *target)
{
  if (!rushes_part_record_store (self->record, target->folder, target->record_name, NULL))
    return FALSE;

  if (!rushes_folder_move (self->folder, self->fd, self->part, target->folder))
    {
      rushes_folder_unstore (target->folder, target->record_name);
      return FALSE;
    }

  if (target->fd >= 0)
    rushes_folder_remove (target->folder, target->fd, target->part);
  rushes_folder_sync (target->folder);
  rushes_folder_unstore (self->folder, self->record_name);
  rushes_folder_sync (self->folder);

  return TRUE;
}
