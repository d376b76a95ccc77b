/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-cover-folder.h"

#include "rushes-eviction.h"
#include "rushes-link.h"
#include "rushes-picture-client.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name is the beginning of a hash of the ID, "-", and that of a hash of the link. */
#define HASH_LENGTH 32
#define NAME_LENGTH (2 * HASH_LENGTH + 1)

/* What is being written; who is killed leaves it behind. */
#define FRESH ".new"
#define FRESH_SECONDS 3600

/* When a cover was looked at is written down at most this often. */
#define TOUCH_SECONDS 3600

struct _RushesCoverFolder
{
  char *path;
  guint64 max_bytes;

  GMutex lock;
  GHashTable *entries; /* name -> RushesEvictionEntry; NULL until the folder was looked through */
  guint64 n_bytes;
};

static void
folder_clear (RushesCoverFolder *self)
{
  g_free (self->path);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_mutex_clear (&self->lock);
}

/**
 * rushes_cover_folder_new:
 * @path: where the covers are, or will be
 * @max_bytes: how much they may take
 *
 * Makes the keeper of a folder of covers. The disk is not touched yet.
 *
 * Returns: (transfer full): the folder
 */
RushesCoverFolder *
rushes_cover_folder_new (const char *path,
                         guint64     max_bytes)
{
  RushesCoverFolder *self = g_atomic_rc_box_new0 (RushesCoverFolder);

  self->path = g_strdup (path);
  self->max_bytes = max_bytes;
  g_mutex_init (&self->lock);

  return self;
}

/**
 * rushes_cover_folder_ref:
 * @self: a folder
 *
 * Keeps @self.
 *
 * Returns: (transfer full): @self
 */
RushesCoverFolder *
rushes_cover_folder_ref (RushesCoverFolder *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * rushes_cover_folder_unref:
 * @self: (transfer full): a folder
 *
 * Gives @self up.
 */
void
rushes_cover_folder_unref (RushesCoverFolder *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) folder_clear);
}

/* --- names ------------------------------------------------------------------------------------ */

static void
append_hash (GString    *name,
             const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_string_append_len (name, hash, HASH_LENGTH);
}

/* Without the query, which is another each time a link is signed. */
static char *
make_name (const char *video_id,
           const char *uri)
{
  g_autofree char *link = uri != NULL ? rushes_link_strip_query (uri) : NULL;
  GString *name = g_string_new (NULL);

  append_hash (name, video_id);
  g_string_append_c (name, '-');
  append_hash (name, link != NULL ? link : "");

  return g_string_free (name, FALSE);
}

static gboolean
is_name (const char *name)
{
  return strlen (name) == NAME_LENGTH && strspn (name, "0123456789abcdef") == HASH_LENGTH &&
         name[HASH_LENGTH] == '-' &&
         strspn (name + HASH_LENGTH + 1, "0123456789abcdef") == HASH_LENGTH;
}

static char *
make_path (RushesCoverFolder *self,
           const char        *name)
{
  return g_build_filename (self->path, name, NULL);
}

/* --- what is there ---------------------------------------------------------------------------- */

static void
note (RushesCoverFolder *self,
      const char        *name,
      guint64            size,
      gint64             used_at)
{
  RushesEvictionEntry *entry = g_hash_table_lookup (self->entries, name);

  if (entry == NULL)
    {
      entry = g_new0 (RushesEvictionEntry, 1);
      g_hash_table_insert (self->entries, g_strdup (name), entry);
    }
  self->n_bytes += size - entry->size;
  entry->size = size;
  entry->used_at = used_at;
}

static void
forget (RushesCoverFolder *self,
        const char        *name)
{
  RushesEvictionEntry *entry = g_hash_table_lookup (self->entries, name);

  if (entry == NULL)
    return;

  self->n_bytes -= entry->size;
  g_hash_table_remove (self->entries, name);
}

static void
delete (RushesCoverFolder *self,
        const char        *name)
{
  g_autofree char *path = make_path (self, name);

  g_unlink (path);
  forget (self, name);
}

static void
look_at (RushesCoverFolder *self,
         const char        *name,
         gint64             now)
{
  g_autofree char *path = make_path (self, name);
  GStatBuf status;

  if (g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return;

  if (is_name (name))
    note (self, name, status.st_size, status.st_mtime);
  else if (g_str_has_suffix (name, FRESH) && strlen (name) == NAME_LENGTH + strlen (FRESH) &&
           status.st_mtime < now - FRESH_SECONDS)
    g_unlink (path);
}

/* What others have put into the folder is neither counted nor touched. */
static void
look_through (RushesCoverFolder *self)
{
  g_autoptr(GDir) dir = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  if (self->entries != NULL)
    return;

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  dir = g_dir_open (self->path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    look_at (self, name, now);
}

static void
make_room (RushesCoverFolder *self)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GArray) entries = NULL;
  g_autoptr(GArray) chosen = NULL;
  GHashTableIter iter;
  gpointer name, entry;

  if (self->n_bytes <= self->max_bytes)
    return;

  names = g_ptr_array_new_with_free_func (g_free);
  entries = g_array_new (FALSE, FALSE, sizeof (RushesEvictionEntry));
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &name, &entry))
    {
      g_ptr_array_add (names, g_strdup (name));
      g_array_append_vals (entries, entry, 1);
    }

  chosen = rushes_eviction_choose ((RushesEvictionEntry *) entries->data, entries->len,
                                   self->max_bytes);
  for (guint i = 0; i < chosen->len; i++)
    delete (self, g_ptr_array_index (names, g_array_index (chosen, guint, i)));
}

/* Those of a video but the one that is kept, if any. */
static void
delete_others (RushesCoverFolder *self,
               const char        *name,
               const char        *kept)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    if (strncmp (other, name, HASH_LENGTH) == 0 && g_strcmp0 (other, kept) != 0)
      g_ptr_array_add (names, g_strdup (other));

  for (guint i = 0; i < names->len; i++)
    delete (self, g_ptr_array_index (names, i));
}

/* --- files ------------------------------------------------------------------------------------ */

static gboolean
fail (int      number,
      GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (number), g_strerror (number));

  return FALSE;
}

static GBytes *
read_all (int      fd,
          gsize    size,
          GError **error)
{
  g_autofree guint8 *data = g_malloc (size);
  gsize length = 0;

  while (length < size)
    {
      gssize n = read (fd, data + length, size - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          fail (n < 0 ? errno : ENOENT, error);
          return NULL;
        }
      length += n;
    }

  return g_bytes_new_take (g_steal_pointer (&data), size);
}

static gboolean
write_all (int      fd,
           GBytes  *bytes,
           GError **error)
{
  gsize size, length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  while (length < size)
    {
      gssize n = write (fd, data + length, size - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (errno, error);
      length += n;
    }

  return TRUE;
}

static gboolean
is_picture (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size > 0 && size <= RUSHES_PICTURE_MAX_BYTES &&
         rushes_picture_sniff (data, size) != RUSHES_PICTURE_NONE;
}

static void
note_use (RushesCoverFolder *self,
          const char        *name,
          int                fd,
          const struct stat *status)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (status->st_mtime < now - TOUCH_SECONDS || status->st_mtime > now)
    futimens (fd, NULL);

  g_mutex_lock (&self->lock);
  look_through (self);
  note (self, name, status->st_size, now);
  g_mutex_unlock (&self->lock);
}

/* NULL for what is no picture; a file that is none is spoilt. */
static GBytes *
read_picture (int                fd,
              const struct stat *status,
              gboolean          *spoilt,
              GError           **error)
{
  g_autoptr(GBytes) bytes = NULL;

  *spoilt = S_ISREG (status->st_mode);
  if (S_ISREG (status->st_mode) && status->st_size > 0 &&
      status->st_size <= RUSHES_PICTURE_MAX_BYTES)
    bytes = read_all (fd, status->st_size, NULL);

  if (bytes == NULL || !is_picture (bytes))
    {
      fail (ENOENT, error);
      return NULL;
    }
  *spoilt = FALSE;

  return g_steal_pointer (&bytes);
}

static void
note_lack (RushesCoverFolder *self,
           const char        *name,
           gboolean           spoilt)
{
  g_mutex_lock (&self->lock);
  look_through (self);
  if (spoilt)
    delete (self, name);
  else
    forget (self, name);
  g_mutex_unlock (&self->lock);
}

/**
 * rushes_cover_folder_load:
 * @self: a folder
 * @video_id: which video
 * @uri: (nullable): the link of its cover; the query does not count
 * @error: return location for an error
 *
 * Reads a cover. A file that is no picture is deleted.
 *
 * Returns: (transfer full): the bytes as they were fetched, or %NULL with %G_IO_ERROR_NOT_FOUND or
 *   another error
 */
GBytes *
rushes_cover_folder_load (RushesCoverFolder  *self,
                          const char         *video_id,
                          const char         *uri,
                          GError            **error)
{
  g_autofree char *name = make_name (video_id, uri);
  g_autofree char *path = make_path (self, name);
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  GBytes *bytes = NULL;
  gboolean spoilt = FALSE;
  struct stat status;

  if (fd >= 0 && fstat (fd, &status) == 0)
    bytes = read_picture (fd, &status, &spoilt, error);
  else
    fail (errno, error);

  if (bytes != NULL)
    note_use (self, name, fd, &status);
  else
    note_lack (self, name, spoilt);
  if (fd >= 0)
    close (fd);

  return bytes;
}

/* The file is there whole, or not at all. */
static gboolean
write_file (const char  *path,
            GBytes      *bytes,
            GError     **error)
{
  g_autofree char *fresh = g_strconcat (path, FRESH, NULL);
  gboolean good;
  int fd;

  g_unlink (fresh);
  fd = open (fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (errno, error);

  good = write_all (fd, bytes, error);
  if (close (fd) != 0 && good)
    good = fail (errno, error);
  if (good && g_rename (fresh, path) != 0)
    good = fail (errno, error);
  if (!good)
    g_unlink (fresh);

  return good;
}

/**
 * rushes_cover_folder_store:
 * @self: a folder
 * @video_id: which video
 * @uri: (nullable): the link of its cover; the query does not count
 * @bytes: the cover as it was fetched
 * @error: return location for an error
 *
 * Writes a cover down in the place of an earlier one of the video, and makes room for it.
 *
 * Returns: %TRUE when it is there
 */
gboolean
rushes_cover_folder_store (RushesCoverFolder  *self,
                           const char         *video_id,
                           const char         *uri,
                           GBytes             *bytes,
                           GError            **error)
{
  g_autofree char *name = make_name (video_id, uri);
  g_autofree char *path = make_path (self, name);
  gboolean good;

  if (!is_picture (bytes))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a picture");
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  g_mkdir_with_parents (self->path, 0700);
  look_through (self);
  good = write_file (path, bytes, error);
  if (good)
    {
      note (self, name, g_bytes_get_size (bytes), g_get_real_time () / G_USEC_PER_SEC);
      delete_others (self, name, name);
      make_room (self);
    }
  g_mutex_unlock (&self->lock);

  return good;
}

/**
 * rushes_cover_folder_remove:
 * @self: a folder
 * @video_id: which video
 *
 * Deletes the cover of a video.
 */
void
rushes_cover_folder_remove (RushesCoverFolder *self,
                            const char        *video_id)
{
  g_autofree char *name = make_name (video_id, NULL);

  g_mutex_lock (&self->lock);
  look_through (self);
  delete_others (self, name, NULL);
  g_mutex_unlock (&self->lock);
}
