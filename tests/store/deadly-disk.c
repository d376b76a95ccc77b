/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deadly-disk.h"

#include <signal.h>
#include <sqlite3.h>

/* What a kind of file is written with, and what it would be written with. */
typedef struct
{
  sqlite3_io_methods counted; /* the first member, so that a file's methods lead here */
  const sqlite3_io_methods *plain;
} Methods;

static Methods methods[8];
static sqlite3_vfs vfs;
static sqlite3_vfs *true_vfs;
static int n_left = -1; /* atomic */

/* Kills this program when its last step has come. Any thread may call it. */
void
deadly_disk_count (void)
{
  if (g_atomic_int_get (&n_left) >= 0 && g_atomic_int_add (&n_left, -1) == 0)
    raise (SIGKILL);
}

static int
write_file (sqlite3_file  *file,
            const void    *data,
            int            length,
            sqlite3_int64  offset)
{
  deadly_disk_count ();

  return ((Methods *) file->pMethods)->plain->xWrite (file, data, length, offset);
}

static int
truncate_file (sqlite3_file  *file,
               sqlite3_int64  length)
{
  deadly_disk_count ();

  return ((Methods *) file->pMethods)->plain->xTruncate (file, length);
}

static int
delete_file (sqlite3_vfs *self,
             const char  *name,
             int          sync)
{
  deadly_disk_count ();

  return true_vfs->xDelete (true_vfs, name, sync);
}

static const sqlite3_io_methods *
count_writes (const sqlite3_io_methods *plain)
{
  gsize i = 0;

  while (methods[i].plain != NULL && methods[i].plain != plain)
    i++;
  g_assert_cmpuint (i, <, G_N_ELEMENTS (methods) - 1);
  methods[i].plain = plain;
  methods[i].counted = *plain;
  methods[i].counted.xWrite = write_file;
  methods[i].counted.xTruncate = truncate_file;

  return &methods[i].counted;
}

static int
open_file (sqlite3_vfs  *self,
           const char   *name,
           sqlite3_file *file,
           int           flags,
           int          *out_flags)
{
  int result = true_vfs->xOpen (true_vfs, name, file, flags, out_flags);

  if (result == SQLITE_OK && file->pMethods != NULL)
    file->pMethods = count_writes (file->pMethods);

  return result;
}

/* From now on this program is killed before the step behind @n_steps, unless there are fewer: each
 * writing of SQLite is one, and whatever else is counted. */
void
deadly_disk_begin (int n_steps)
{
  if (true_vfs == NULL)
    {
      true_vfs = sqlite3_vfs_find (NULL);
      vfs = *true_vfs;
      vfs.zName = "deadly";
      vfs.xOpen = open_file;
      vfs.xDelete = delete_file;
      sqlite3_vfs_register (&vfs, TRUE);
    }

  g_atomic_int_set (&n_left, n_steps);
}
