/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-part-move.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "rushes-part-file.h"
#include "saving.h"

#define RECORD ".rushes-test.part"
#define PART "a.mp4.part"

/* More than one buffer of the copy. */
#define HAVE (2500 * 1024)

/* --- the system, told what to do -------------------------------------------------------------- */

static GString *trace;
static void (*lock_hook) (void); /* is called when somebody waits for a lock */
static int rename_fault; /* EXDEV: as if the folders were on two file systems */
static int read_fault;
static int sync_fault;

static int
fault (int number)
{
  errno = number;

  return -1;
}

static void
note (const char *what,
      int         fd)
{
  const char *kind;
  struct stat info;

  if (trace == NULL)
    return;

  g_assert_cmpint (fstat (fd, &info), ==, 0);
  kind = S_ISDIR (info.st_mode) ? "folder" : info.st_size < 1024 ? "record" : "part";
  g_string_append_printf (trace, "%s %s, ", what, kind);
}

int
flock (int fd,
       int operation)
{
  int result = syscall (SYS_flock, fd, operation);
  int number = errno;

  if (result != 0 && number == EWOULDBLOCK && lock_hook != NULL)
    lock_hook ();
  errno = number;

  return result;
}

int
fsync (int fd)
{
  note ("sync", fd);

  return syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  struct stat info;

  note ("sync", fd);
  if (sync_fault != 0 && fstat (fd, &info) == 0 && info.st_size == HAVE)
    return fault (sync_fault);

  return syscall (SYS_fdatasync, fd);
}

ssize_t
pread (int    fd,
       void  *buffer,
       size_t length,
       off_t  offset)
{
  if (read_fault != 0 && offset > 0)
    return fault (read_fault);

  return syscall (SYS_pread64, fd, buffer, length, offset);
}

int
renameat2 (int          from_fd,
           const char  *from,
           int          to_fd,
           const char  *to,
           unsigned int flags)
{
  if (rename_fault != 0)
    return fault (rename_fault);
  if (trace != NULL)
    g_string_append (trace, "rename, ");

  return syscall (SYS_renameat2, from_fd, from, to_fd, to, flags);
}

int
unlinkat (int         fd,
          const char *name,
          int         flags)
{
  if (trace != NULL && g_str_equal (name, PART))
    g_string_append (trace, "remove part, ");
  if (trace != NULL && g_str_equal (name, RECORD))
    g_string_append (trace, "remove record, ");

  return syscall (SYS_unlinkat, fd, name, flags);
}

/* --- two folders ------------------------------------------------------------------------------ */

typedef struct
{
  char *from;
  char *to;
  GBytes *body;
} Place;

static const RushesPartNotes notes = { "https://h.example/a.mp4", "\"v1\"", "video/mp4", 5000000 };

static void
place_set_up (Place         *place,
              gconstpointer  data)
{
  place->from = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  place->to = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  place->body = saving_make_body (notes.total, 7);
  rename_fault = GPOINTER_TO_INT (data);
}

static void
place_tear_down (Place         *place,
                 gconstpointer  data)
{
  rename_fault = 0;
  saving_remove_folder (place->from);
  saving_remove_folder (place->to);
  g_bytes_unref (place->body);
  g_free (place->from);
  g_free (place->to);
}

/* Leaves the first @length bytes, all of them @plus more than they should be. */
static void
leave (Place      *place,
       const char *folder,
       gsize       length,
       guint8      plus)
{
  g_autoptr(RushesPartFile) part = rushes_part_file_open (folder, RECORD, NULL);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (place->body, NULL), length);

  for (gsize i = 0; i < length; i++)
    bytes[i] += plus;

  g_assert_true (rushes_part_file_begin (part, PART, NULL, NULL));
  g_assert_true (rushes_part_file_describe (part, &notes, NULL));
  g_assert_true (rushes_part_file_append (part, bytes, length, NULL));
  g_assert_true (rushes_part_file_keep (part, NULL));
}

static void
assert_has (Place      *place,
            const char *folder,
            gsize       length,
            guint8      plus)
{
  g_autoptr(RushesPartFile) part = rushes_part_file_open (folder, RECORD, NULL);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (place->body, NULL), length);
  g_autofree char *list = saving_list_folder (folder);
  const RushesPartRecord *record;

  for (gsize i = 0; i < length; i++)
    bytes[i] += plus;

  g_assert_cmpstr (list, ==, PART "|record");
  g_assert_true (rushes_part_file_resume (part, &record, NULL, NULL));
  g_assert_nonnull (record);
  g_assert_cmpstr (record->uri, ==, notes.uri);
  g_assert_cmpstr (record->etag, ==, notes.etag);
  g_assert_cmpstr (record->type, ==, notes.type);
  g_assert_cmpint (record->total, ==, notes.total);
  g_assert_null (record->boot);
  g_assert_cmpint (rushes_part_file_get_size (part), ==, length);
  g_assert_true (rushes_part_file_equals (part, 0, bytes, length));
}

static void
assert_empty (const char *folder)
{
  g_autofree char *list = saving_list_folder (folder);

  g_assert_cmpstr (list, ==, "");
}

static void
move (Place *place)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (rushes_part_move (place->from, place->to, RECORD, NULL, &error));
  g_assert_no_error (error);
}

static void
test_move (Place         *place,
           gconstpointer  data)
{
  leave (place, place->from, HAVE, 0);
  move (place);
  assert_has (place, place->to, HAVE, 0);
  assert_empty (place->from);

  move (place);
  assert_has (place, place->to, HAVE, 0);
}

/* At each moment there is a whole part with its record, in the one folder or the other. */
static void
test_order (Place         *place,
            gconstpointer  data)
{
  leave (place, place->from, HAVE, 0);
  trace = g_string_new (NULL);
  move (place);
  g_assert_cmpstr (trace->str, ==,
                   "sync record, sync folder, rename, sync folder, remove record, sync folder, ");
  g_string_free (g_steal_pointer (&trace), TRUE);
}

static void
test_order_of_copy (Place         *place,
                    gconstpointer  data)
{
  const char *end = "sync part, sync record, sync folder, "
                    "remove part, remove record, sync folder, ";

  leave (place, place->from, HAVE, 0);
  trace = g_string_new (NULL);
  move (place);
  if (!g_str_has_suffix (trace->str, end))
    g_error ("%s", trace->str);
  g_assert_true (strstr (trace->str, "remove part") > trace->str + trace->len - strlen (end));
  g_string_free (g_steal_pointer (&trace), TRUE);
}

static void
test_nothing (Place         *place,
              gconstpointer  data)
{
  move (place);
  assert_empty (place->to);

  saving_remove_folder (place->from);
  move (place);
  g_assert_false (g_file_test (place->from, G_FILE_TEST_EXISTS));
  assert_empty (place->to);
}

/* A program that was killed while it wrote the record down. */
static void
test_killed (Place         *place,
             gconstpointer  data)
{
  g_autofree char *old = g_build_filename (place->from, RECORD ".new", NULL);
  g_autofree char *new = g_build_filename (place->to, RECORD ".new", NULL);

  g_assert_true (g_file_set_contents (old, "[Pa", -1, NULL));
  move (place);
  assert_empty (place->from);

  leave (place, place->from, HAVE, 0);
  g_assert_true (g_file_set_contents (old, "[Pa", -1, NULL));
  g_assert_true (g_file_set_contents (new, "[Pa", -1, NULL));
  move (place);
  assert_empty (place->from);
  assert_has (place, place->to, HAVE, 0);
}

/* By another path the same folder is still the same: what is there must not be lost. */
static void
test_same (Place         *place,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (place->to, "link", NULL);

  leave (place, place->from, HAVE, 0);
  g_assert_cmpint (symlink (place->from, path), ==, 0);
  g_assert_true (rushes_part_move (place->from, path, RECORD, NULL, NULL));
  assert_has (place, place->from, HAVE, 0);
}

static const struct
{
  gsize from, to;
  gboolean moved;
} both_rows[] = {
  { HAVE, 1000, TRUE },
  { HAVE, HAVE - 1, TRUE },
  { HAVE, HAVE, FALSE },
  { 1000, HAVE, FALSE },
  { HAVE, 0, TRUE },
};

static void
test_both (Place         *place,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (both_rows); i++)
    {
      leave (place, place->from, both_rows[i].from, 0);
      leave (place, place->to, both_rows[i].to, 1);
      move (place);
      g_test_message ("row %zu", i);
      assert_has (place, place->to, both_rows[i].moved ? both_rows[i].from : both_rows[i].to,
                  both_rows[i].moved ? 0 : 1);
      assert_empty (place->from);
      saving_remove_folder (place->to);
    }
}

/* The smaller part there has another name: it must not stay behind. */
static void
test_both_named (Place         *place,
                 gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = rushes_part_file_open (place->to, RECORD, NULL);

  leave (place, place->from, HAVE, 0);
  g_assert_true (rushes_part_file_begin (part, "b.mp4.part", NULL, NULL));
  g_assert_true (rushes_part_file_describe (part, &notes, NULL));
  g_assert_true (rushes_part_file_keep (part, NULL));
  g_clear_pointer (&part, rushes_part_file_free);
  move (place);
  assert_empty (place->from);

  if (data == NULL)
    assert_has (place, place->to, HAVE, 0);
  else
    {
      g_autofree char *list = saving_list_folder (place->to);

      g_assert_cmpstr (list, ==, "b.mp4.part|record");
    }
}

/* A file of another of that name is neither replaced nor written. */
static void
test_taken (Place         *place,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (place->to, PART, NULL);
  g_autoptr(GError) error = NULL;

  leave (place, place->from, HAVE, 0);
  g_assert_cmpint (symlink ("/nowhere/victim", path), ==, 0);
  g_assert_false (rushes_part_move (place->from, place->to, RECORD, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  assert_has (place, place->from, HAVE, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
}

/* --- faults ----------------------------------------------------------------------------------- */

static void
test_busy (Place         *place,
           gconstpointer  data)
{
  g_autoptr(RushesPartFile) other = NULL;
  g_autoptr(GError) error = NULL;

  /* Another transfer is at work where it was: that is its own. */
  leave (place, place->from, HAVE, 0);
  other = rushes_part_file_open (place->from, RECORD, NULL);
  g_assert_true (rushes_part_file_resume (other, NULL, NULL, NULL));
  move (place);
  assert_empty (place->to);
  g_clear_pointer (&other, rushes_part_file_free);
  assert_has (place, place->from, HAVE, 0);

  /* Another is at work where it shall be. */
  leave (place, place->to, 1000, 1);
  other = rushes_part_file_open (place->to, RECORD, NULL);
  g_assert_true (rushes_part_file_resume (other, NULL, NULL, NULL));
  g_assert_false (rushes_part_move (place->from, place->to, RECORD, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY);
  g_clear_pointer (&other, rushes_part_file_free);
  assert_has (place, place->from, HAVE, 0);
  assert_has (place, place->to, 1000, 1);
}

static RushesPartFile *writer;

static void
discard_writer (void)
{
  lock_hook = NULL;
  rushes_part_file_discard (writer);
  g_clear_pointer (&writer, rushes_part_file_free);
}

static void
publish_writer (void)
{
  lock_hook = NULL;
  g_free (rushes_part_file_publish (writer, "a.mp4", NULL));
  g_clear_pointer (&writer, rushes_part_file_free);
}

/* Who waits for a part until its writer has removed or finished it finds nothing, and begins. */
static void
test_waited_for (Place         *place,
                 gconstpointer  data)
{
  void (*hooks[]) (void) = { discard_writer, publish_writer };

  for (gsize i = 0; i < G_N_ELEMENTS (hooks); i++)
    {
      g_autoptr(RushesPartFile) part = rushes_part_file_open (place->from, RECORD, NULL);
      g_autoptr(GError) error = NULL;
      const RushesPartRecord *record;

      leave (place, place->from, HAVE, 0);
      writer = rushes_part_file_open (place->from, RECORD, NULL);
      g_assert_true (rushes_part_file_resume (writer, NULL, NULL, NULL));
      lock_hook = hooks[i];
      g_assert_true (rushes_part_file_resume (part, &record, NULL, &error));
      g_assert_no_error (error);
      g_assert_null (writer);
      g_assert_null (record);
      g_assert_true (rushes_part_file_begin (part, PART, NULL, &error));
      rushes_part_file_discard (part);
    }
}

static void
test_unreadable (Place         *place,
                 gconstpointer  data)
{
  leave (place, place->from, HAVE, 0);
  read_fault = EIO;
  move (place);
  read_fault = 0;
  assert_empty (place->to);
  assert_has (place, place->from, HAVE, 0);
}

static void
test_not_durable (Place         *place,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  leave (place, place->from, HAVE, 0);
  sync_fault = ENOSPC;
  g_assert_false (rushes_part_move (place->from, place->to, RECORD, NULL, &error));
  sync_fault = 0;
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, place->to));
  assert_empty (place->to);
  assert_has (place, place->from, HAVE, 0);
}

static void
test_cancelled (Place         *place,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  leave (place, place->from, HAVE, 0);
  g_cancellable_cancel (cancellable);
  g_assert_false (rushes_part_move (place->from, place->to, RECORD, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_empty (place->to);
  assert_has (place, place->from, HAVE, 0);
}

#define ADD(name, rename_fault, func) \
  g_test_add ("/part-move/" name, Place, GINT_TO_POINTER (rename_fault), place_set_up, func, \
              place_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("move", 0, test_move);
  ADD ("copy", EXDEV, test_move);
  ADD ("G11-order", 0, test_order);
  ADD ("G11-order-of-copy", EXDEV, test_order_of_copy);
  ADD ("nothing", 0, test_nothing);
  ADD ("F2-killed", 0, test_killed);
  ADD ("F2-killed-copied", EXDEV, test_killed);
  ADD ("same", 0, test_same);
  ADD ("both", 0, test_both);
  ADD ("both-copied", EXDEV, test_both);
  ADD ("both-named", 0, test_both_named);
  ADD ("both-named-copied", EXDEV, test_both_named);
  ADD ("G5-taken", 0, test_taken);
  ADD ("G5-taken-copied", EXDEV, test_taken);
  ADD ("F14-busy", 0, test_busy);
  ADD ("F14-waited-for", 0, test_waited_for);
  ADD ("G3-unreadable", EXDEV, test_unreadable);
  ADD ("G1-not-durable", EXDEV, test_not_durable);
  ADD ("F13-cancelled", EXDEV, test_cancelled);

  return g_test_run ();
}
