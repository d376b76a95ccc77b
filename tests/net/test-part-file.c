/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-part-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "rushes-error.h"
#include "saving.h"

#define RECORD ".rushes-test.part"

/* --- the system, told what to do -------------------------------------------------------------- */

static GString *trace;
static int fsync_fault;
static int rename_fault;
static int link_fault;

static const char *
kind_of (int fd)
{
  struct stat info;

  g_assert_cmpint (fstat (fd, &info), ==, 0);

  return S_ISDIR (info.st_mode) ? "folder" : info.st_size < 1024 ? "record" : "file";
}

static int
fault (int number)
{
  errno = number;

  return -1;
}

int
fsync (int fd)
{
  if (trace != NULL)
    g_string_append_printf (trace, "sync %s, ", kind_of (fd));
  if (fsync_fault != 0 && g_str_equal (kind_of (fd), "file"))
    return fault (fsync_fault);

  return syscall (SYS_fsync, fd);
}

int
renameat2 (int          from_fd,
           const char  *from,
           int          to_fd,
           const char  *to,
           unsigned int flags)
{
  if (trace != NULL)
    g_string_append (trace, "rename, ");
  if (rename_fault != 0)
    return fault (rename_fault);

  return syscall (SYS_renameat2, from_fd, from, to_fd, to, flags);
}

int
linkat (int         from_fd,
        const char *from,
        int         to_fd,
        const char *to,
        int         flags)
{
  if (link_fault != 0)
    return fault (link_fault);

  return syscall (SYS_linkat, from_fd, from, to_fd, to, flags);
}

/* --- a folder with a part --------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  GBytes *body;
} Place;

static const RushesPartNotes notes = { "https://h.example/a.mp4", "\"v1\"", "video/mp4", 100000 };

static void
place_set_up (Place         *place,
              gconstpointer  data)
{
  place->folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  place->body = saving_make_body (notes.total, 7);
}

static void
place_tear_down (Place         *place,
                 gconstpointer  data)
{
  const char *names[] = { RECORD, "a.mp4", "a (2).mp4", "a (3).mp4", "a.mp4.part", "victim" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (place->folder, names[i], NULL);

      g_remove (path);
    }

  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_bytes_unref (place->body);
  g_free (place->folder);
}

static char *
path_of (Place      *place,
         const char *name)
{
  return g_build_filename (place->folder, name, NULL);
}

static gboolean
is_there (Place      *place,
          const char *name)
{
  g_autofree char *path = path_of (place, name);

  return g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
}

static void
make_file (Place      *place,
           const char *name,
           const char *contents)
{
  g_autofree char *path = path_of (place, name);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
assert_contents (Place         *place,
                 const char    *name,
                 gconstpointer  want,
                 gsize          want_length)
{
  g_autofree char *path = path_of (place, name);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, want, want_length);
}

static RushesPartFile *
open_place (Place *place)
{
  g_autoptr(GError) error = NULL;
  RushesPartFile *part = rushes_part_file_open (place->folder, RECORD, &error);

  g_assert_no_error (error);

  return part;
}

static RushesPartFile *
fill_place (Place *place,
            gsize  length)
{
  g_autoptr(GError) error = NULL;
  RushesPartFile *part = open_place (place);

  rushes_part_file_begin (part, "a.mp4.part", NULL, &error);
  g_assert_no_error (error);
  rushes_part_file_describe (part, &notes, &error);
  g_assert_no_error (error);
  rushes_part_file_append (part, g_bytes_get_data (place->body, NULL), length, &error);
  g_assert_no_error (error);

  return part;
}

static void
publish (Place          *place,
         RushesPartFile *part,
         const char     *want)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  gsize length;
  const void *bytes = g_bytes_get_data (place->body, &length);

  g_assert_true (rushes_part_file_settle (part, notes.uri, &error));
  name = rushes_part_file_publish (part, "a.mp4", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, want);
  assert_contents (place, want, bytes, length);
  g_assert_false (is_there (place, "a.mp4.part"));
  g_assert_false (is_there (place, RECORD));
}

static void
test_publish (Place         *place,
              gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = fill_place (place, notes.total);
  g_autofree char *path = path_of (place, "a.mp4");
  g_autofree char *part_path = path_of (place, "a.mp4.part");
  struct stat info;
  char origin[64];
  ssize_t length;
  mode_t mask = umask (0027);

  g_assert_cmpint (stat (part_path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  publish (place, part, "a.mp4");
  umask (mask);

  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
  length = getxattr (path, "user.xdg.origin.url", origin, sizeof origin);
  if (length >= 0)
    g_assert_cmpmem (origin, length, notes.uri, strlen (notes.uri));
  else
    g_test_message ("no notes in this file system: %s", g_strerror (errno));
}

static void
test_order (Place         *place,
            gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = NULL;

  trace = g_string_new (NULL);
  part = fill_place (place, notes.total);
  g_assert_cmpstr (trace->str, ==, "sync record, sync folder, ");

  g_string_truncate (trace, 0);
  publish (place, part, "a.mp4");
  g_assert_cmpstr (trace->str, ==, "sync file, rename, sync folder, ");

  g_string_free (g_steal_pointer (&trace), TRUE);
}

/* First it stands on the disk which file it is, then it gets its name. */
static void
test_announced (Place         *place,
                gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = fill_place (place, notes.total);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  trace = g_string_new (NULL);
  g_assert_true (rushes_part_file_settle (part, notes.uri, &error));
  rushes_part_file_announce (part, "a.mp4");
  name = rushes_part_file_publish (part, "a.mp4", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "a.mp4");
  g_assert_cmpstr (trace->str, ==, "sync file, sync record, sync folder, rename, sync folder, ");
  g_assert_true (is_there (place, RECORD));

  /* Who takes it back takes all of it back. */
  rushes_part_file_discard (part);
  g_assert_false (is_there (place, "a.mp4"));
  g_assert_false (is_there (place, RECORD));
  g_string_free (g_steal_pointer (&trace), TRUE);
}

/* --- names that are taken --------------------------------------------------------------------- */

typedef struct
{
  int rename_fault;
  int link_fault;
} Fallback;

static const Fallback fallbacks[] = { { 0, 0 }, { EINVAL, 0 }, { ENOSYS, EPERM } };

static void
test_taken (Place         *place,
            gconstpointer  data)
{
  const Fallback *fallback = data;
  g_autoptr(RushesPartFile) part = fill_place (place, notes.total);

  make_file (place, "a.mp4", "mine");
  make_file (place, "a (2).mp4", "mine too");
  rename_fault = fallback->rename_fault;
  link_fault = fallback->link_fault;
  publish (place, part, "a (3).mp4");
  rename_fault = link_fault = 0;

  assert_contents (place, "a.mp4", "mine", 4);
  assert_contents (place, "a (2).mp4", "mine too", 8);
}

static void
test_dangling (Place         *place,
               gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = fill_place (place, notes.total);
  g_autofree char *path = path_of (place, "a.mp4");

  g_assert_cmpint (symlink ("/nowhere/victim", path), ==, 0);
  publish (place, part, "a (2).mp4");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
}

/* --- parts that are not ours ------------------------------------------------------------------ */

static void
assert_not_begun (Place       *place,
                  RushesError  want)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPartFile) part = open_place (place);

  g_assert_false (rushes_part_file_begin (part, "a.mp4.part", NULL, &error));
  g_assert_error (error, RUSHES_ERROR, (int) want);
}

typedef struct
{
  int (*link) (const char *to,
               const char *path);
  int (*make) (const char *path,
               mode_t      mode);
} Thing;

static const Thing symbolic_link = { .link = symlink }, hard_link = { .link = link };
static const Thing folder = { .make = mkdir }, fifo = { .make = mkfifo };

static void
test_link (Place         *place,
           gconstpointer  data)
{
  const Thing *thing = data;
  g_autofree char *path = path_of (place, "a.mp4.part");
  g_autofree char *victim = path_of (place, "victim");

  make_file (place, "victim", "mine");
  g_assert_cmpint (thing->link (victim, path), ==, 0);
  assert_not_begun (place, RUSHES_ERROR_FILE);
  assert_contents (place, "victim", "mine", 4);
}

static void
test_no_file (Place         *place,
              gconstpointer  data)
{
  const Thing *thing = data;
  g_autofree char *path = path_of (place, "a.mp4.part");

  g_assert_cmpint (thing->make (path, 0700), ==, 0);
  assert_not_begun (place, RUSHES_ERROR_FILE);
}

static void
test_stranger (Place         *place,
               gconstpointer  data)
{
  g_autofree char *path = path_of (place, "a.mp4.part");

  make_file (place, "a.mp4.part", "theirs");
  if (chown (path, geteuid () + 1, -1) != 0)
    {
      g_test_skip ("only root can give a file away");
      return;
    }

  assert_not_begun (place, RUSHES_ERROR_FILE);
  assert_contents (place, "a.mp4.part", "theirs", 6);
}

static void
test_busy (Place         *place,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPartFile) one = fill_place (place, 1000);
  g_autoptr(RushesPartFile) two = open_place (place);
  const RushesPartRecord *record;

  g_assert_false (rushes_part_file_resume (two, &record, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY);
  g_assert_null (record);

  /* Who could not have it cannot remove it either. */
  rushes_part_file_discard (two);
  g_assert_true (is_there (place, "a.mp4.part"));
  assert_not_begun (place, RUSHES_ERROR_FILE_BUSY);
  g_assert_cmpint (rushes_part_file_get_size (one), ==, 1000);
}

/* --- going on --------------------------------------------------------------------------------- */

static void
test_resume (Place         *place,
             gconstpointer  data)
{
  const guint8 *bytes = g_bytes_get_data (place->body, NULL);
  RushesPartFile *first = fill_place (place, 70000);
  g_autoptr(RushesPartFile) part = NULL;
  g_autoptr(GError) error = NULL;
  const RushesPartRecord *record;

  g_assert_true (rushes_part_file_keep (first, NULL));
  rushes_part_file_free (first);

  part = open_place (place);
  g_assert_true (rushes_part_file_resume (part, &record, NULL, &error));
  g_assert_nonnull (record);
  g_assert_cmpstr (record->uri, ==, notes.uri);
  g_assert_cmpstr (record->etag, ==, notes.etag);
  g_assert_cmpstr (record->part, ==, "a.mp4.part");
  g_assert_cmpint (record->total, ==, notes.total);
  g_assert_null (record->boot);
  g_assert_cmpint (rushes_part_file_get_size (part), ==, 70000);
  g_assert_true (rushes_part_file_equals (part, 10, bytes + 10, 69990));
  g_assert_false (rushes_part_file_equals (part, 11, bytes + 10, 69980));
  g_assert_false (rushes_part_file_equals (part, 10, bytes + 10, 69991));

  g_assert_true (rushes_part_file_append (part, bytes + 70000, notes.total - 70000, &error));
  publish (place, part, "a.mp4");
}

/* A run of the machine that ended without a word: what was not synced by then is not relied on. */
static void
test_power_loss (Place         *place,
                 gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf (
    "[Part]\nVersion=1\nPart=a.mp4.part\nUri=%s\nETag=%s\nTotal=100000\nBoot=then\n", notes.uri,
    notes.etag);
  g_autoptr(RushesPartFile) part = open_place (place);
  g_autoptr(GError) error = NULL;
  const RushesPartRecord *record;

  make_file (place, RECORD, text);
  make_file (place, "a.mp4.part", "what was left of it");
  g_assert_true (rushes_part_file_resume (part, &record, NULL, &error));
  g_assert_nonnull (record);
  g_assert_cmpint (rushes_part_file_get_size (part), ==, 0);
}

static void
test_no_record (Place         *place,
                gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = open_place (place);
  g_autoptr(GError) error = NULL;
  const RushesPartRecord *record;

  g_assert_true (rushes_part_file_resume (part, &record, NULL, &error));
  g_assert_null (record);

  make_file (place, RECORD, "[Part]\nVersion=1\nPart=a.mp4.part\nUri=u\nTotal=9\n");
  g_assert_true (rushes_part_file_resume (part, &record, NULL, &error));
  g_assert_null (record);
  g_assert_false (is_there (place, RECORD));

  make_file (place, "a.mp4.part", "left");
  g_assert_true (rushes_part_file_begin (part, "a.mp4.part", NULL, &error));
  g_assert_cmpint (rushes_part_file_get_size (part), ==, 0);
  g_assert_true (rushes_part_file_keep (part, NULL));
  g_assert_false (is_there (place, "a.mp4.part"));
}

static void
test_discard (Place         *place,
              gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = fill_place (place, 1000);
  g_autoptr(RushesPartFile) whole = NULL;

  rushes_part_file_discard (part);
  g_assert_false (is_there (place, "a.mp4.part"));
  g_assert_false (is_there (place, RECORD));

  whole = fill_place (place, notes.total);
  publish (place, whole, "a.mp4");
  rushes_part_file_discard (whole);
  g_assert_false (is_there (place, "a.mp4"));
}

/* --- faults of the disk ----------------------------------------------------------------------- */

static void
test_full_at_sync (Place         *place,
                   gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = fill_place (place, notes.total);
  g_autoptr(GError) error = NULL;

  fsync_fault = ENOSPC;
  g_assert_false (rushes_part_file_settle (part, notes.uri, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, place->folder));
  fsync_fault = 0;

  g_assert_true (is_there (place, "a.mp4.part"));
  publish (place, part, "a.mp4");
}

static void
test_removed (Place         *place,
              gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = fill_place (place, notes.total);
  g_autofree char *part_path = path_of (place, "a.mp4.part");
  g_autofree char *record_path = path_of (place, RECORD);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_remove (part_path), ==, 0);
  g_assert_cmpint (g_remove (record_path), ==, 0);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_assert_null (rushes_part_file_publish (part, "a.mp4", &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FOLDER_MISSING);
  g_assert_cmpint (g_mkdir (place->folder, 0755), ==, 0);
}

static void
test_room (Place         *place,
           gconstpointer  data)
{
  g_autoptr(RushesPartFile) part = open_place (place);
  g_autoptr(GError) error = NULL;

  g_assert_true (rushes_part_file_has_room (part, 1, &error));
  g_assert_false (rushes_part_file_has_room (part, G_MAXINT64, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_SPACE);
  g_assert_cmpuint (rushes_error_get_missing (error), >, G_MAXINT64 / 2);
}

static void
test_no_folder (Place         *place,
                gconstpointer  data)
{
  g_autofree char *deep = g_build_filename (place->folder, "one", "two", NULL);
  g_autofree char *one = g_build_filename (place->folder, "one", NULL);
  g_autofree char *blocked = g_build_filename (place->folder, "victim", "two", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPartFile) part = rushes_part_file_open (deep, RECORD, &error);

  g_assert_no_error (error);
  g_assert_nonnull (part);
  g_assert_cmpint (g_rmdir (deep), ==, 0);
  g_assert_cmpint (g_rmdir (one), ==, 0);

  make_file (place, "victim", "mine");
  g_assert_null (rushes_part_file_open (blocked, RECORD, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FOLDER_MISSING);
  g_assert_nonnull (strstr (error->message, blocked));
}

#define ADD(path, data, func) \
  g_test_add ("/part-file/" path, Place, data, place_set_up, func, place_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("publish", NULL, test_publish);
  ADD ("G11-order", NULL, test_order);
  ADD ("G11-announced", NULL, test_announced);
  ADD ("G11-power-loss", NULL, test_power_loss);
  ADD ("G4-taken", &fallbacks[0], test_taken);
  ADD ("G4-taken-link", &fallbacks[1], test_taken);
  ADD ("G4-taken-look", &fallbacks[2], test_taken);
  ADD ("G4-dangling", NULL, test_dangling);
  ADD ("G5-symlink", &symbolic_link, test_link);
  ADD ("G5-hard-link", &hard_link, test_link);
  ADD ("G5-folder", &folder, test_no_file);
  ADD ("G5-fifo", &fifo, test_no_file);
  ADD ("G5-stranger", NULL, test_stranger);
  ADD ("F14-busy", NULL, test_busy);
  ADD ("F1-resume", NULL, test_resume);
  ADD ("no-record", NULL, test_no_record);
  ADD ("discard", NULL, test_discard);
  ADD ("G1-full-at-sync", NULL, test_full_at_sync);
  ADD ("G2-room", NULL, test_room);
  ADD ("G3-removed", NULL, test_removed);
  ADD ("G3-no-folder", NULL, test_no_folder);

  return g_test_run ();
}
