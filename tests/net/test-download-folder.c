/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LENGTH 3000000
#define HALF "1500000"

/* Whether this process may mount what it likes without anybody else seeing it. */
static gboolean has_mounts;

/* --- a gate before the final name ------------------------------------------------------------- */

static struct
{
  GMutex lock;
  GCond opened;
  gboolean closed;
  gboolean reached;
} gate;

int
renameat2 (int          from_fd,
           const char  *from,
           int          to_fd,
           const char  *to,
           unsigned int flags)
{
  g_mutex_lock (&gate.lock);
  gate.reached = TRUE;
  while (gate.closed)
    g_cond_wait (&gate.opened, &gate.lock);
  g_mutex_unlock (&gate.lock);

  return syscall (SYS_renameat2, from_fd, from, to_fd, to, flags);
}

static void
gate_close (void)
{
  g_mutex_lock (&gate.lock);
  gate.closed = TRUE;
  gate.reached = FALSE;
  g_mutex_unlock (&gate.lock);
}

static void
gate_open (void)
{
  g_mutex_lock (&gate.lock);
  gate.closed = FALSE;
  g_cond_broadcast (&gate.opened);
  g_mutex_unlock (&gate.lock);
}

static gboolean
is_at_gate (gpointer data)
{
  gboolean reached;

  g_mutex_lock (&gate.lock);
  reached = gate.reached;
  g_mutex_unlock (&gate.lock);

  return reached;
}

/* --- half a file, and a second folder --------------------------------------------------------- */

/* A host with a file of which half has come, and a second folder. */
typedef struct
{
  Saving *saving;
  char *other;
  RushesDownload *download;
} Half;

static void
half_set_up (Half          *half,
             gconstpointer  path)
{
  half->saving = saving_new (LENGTH);
  half->other = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  half->download = saving_start (half->saving, path);
  saving_wait_end (half->download);
  g_assert_error (rushes_download_get_error (half->download), RUSHES_ERROR,
                  RUSHES_ERROR_TRUNCATED);
}

static void
half_tear_down (Half          *half,
                gconstpointer  path)
{
  g_clear_object (&half->download);
  saving_remove_folder (half->other);
  saving_free (half->saving);
  g_free (half->other);
}

static void
set_folder (RushesDownload *download,
            const char     *path)
{
  g_autoptr(GFile) folder = g_file_new_for_path (path);

  rushes_download_set_folder (download, folder);
}

static void
go_on_in (RushesDownload *download,
          const char     *path)
{
  set_folder (download, path);
  rushes_download_start (download);
  saving_wait_end (download);
}

static gboolean
was_asked_for_rest (Half  *half,
                    guint  request)
{
  g_auto(GStrv) heads = fault_server_dup_heads (half->saving->server);

  g_assert_cmpuint (g_strv_length (heads), ==, request + 1);

  return strstr (heads[request], "\r\nRange: bytes=1434464-\r\n") != NULL;
}

static void
assert_list (const char *folder,
             const char *want)
{
  g_autofree char *list = saving_list_folder (folder);

  g_assert_cmpstr (list, ==, want);
}

static void
assert_part_in (const char *folder)
{
  g_autofree char *name = saving_get_name ();
  g_autofree char *want = g_strdup_printf ("%s.part|record", name);

  assert_list (folder, want);
}

static void
assert_whole_in (Half       *half,
                 const char *path)
{
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autofree char *name = saving_get_name ();
  GFile *file = rushes_download_get_file (half->download);

  saving_assert_whole (half->saving, half->download);
  assert_list (path, name);
  g_assert_true (g_file_has_parent (file, folder));
  g_assert_true (g_file_equal (rushes_download_get_folder (half->download), folder));
}

static void
assert_failed (Half        *half,
               RushesError  want,
               const char  *folder)
{
  const GError *error = rushes_download_get_error (half->download);

  g_assert_error (error, RUSHES_ERROR, (int) want);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_null (rushes_download_get_file (half->download));
}

/* --- what is there comes along ---------------------------------------------------------------- */

static void
on_folder (guint *told)
{
  ++*told;
}

static void
test_moved (Half          *half,
            gconstpointer  data)
{
  guint told = 0;

  g_signal_connect_swapped (half->download, "notify::folder", G_CALLBACK (on_folder), &told);
  set_folder (half->download, half->saving->folder);
  g_assert_cmpuint (told, ==, 0);
  set_folder (half->download, half->other);
  g_assert_cmpuint (told, ==, 1);
  assert_part_in (half->saving->folder);
  g_assert_cmpuint (rushes_download_get_received (half->download), ==, LENGTH / 2);

  rushes_download_start (half->download);
  saving_wait_end (half->download);
  assert_whole_in (half, half->other);
  assert_list (half->saving->folder, "");
  g_assert_true (was_asked_for_rest (half, 1));
}

static gboolean
is_half_there (gpointer data)
{
  return rushes_download_get_received (data) == LENGTH / 2;
}

/* Right after a pause, when the last write may not have come back yet. */
static void
test_paused (Half          *half,
             gconstpointer  data)
{
  rushes_download_cancel (half->download);
  saving_go_on (half->saving, half->download, "/gated");
  saving_wait_until (is_half_there, half->download);
  rushes_download_pause (half->download);
  go_on_in (half->download, half->other);
  assert_whole_in (half, half->other);
  assert_list (half->saving->folder, "");
  g_assert_true (was_asked_for_rest (half, 2));
}

/* Set twice before it is started, and back again. */
static void
test_twice (Half          *half,
            gconstpointer  data)
{
  g_autofree char *never = g_build_filename (half->other, "never", NULL);

  set_folder (half->download, never);
  set_folder (half->download, half->other);
  set_folder (half->download, half->saving->folder);
  set_folder (half->download, half->other);
  rushes_download_start (half->download);
  saving_wait_end (half->download);
  assert_whole_in (half, half->other);
  assert_list (half->saving->folder, "");
  g_assert_true (was_asked_for_rest (half, 1));
}

static void
test_there_and_back (Half          *half,
                     gconstpointer  data)
{
  go_on_in (half->download, half->other);
  g_assert_error (rushes_download_get_error (half->download), RUSHES_ERROR,
                  RUSHES_ERROR_TRUNCATED);
  assert_part_in (half->other);
  assert_list (half->saving->folder, "");

  go_on_in (half->download, half->saving->folder);
  assert_whole_in (half, half->saving->folder);
  assert_list (half->other, "");
}

static void
test_cancelled (Half          *half,
                gconstpointer  data)
{
  set_folder (half->download, half->other);
  rushes_download_cancel (half->download);
  saving_assert_empty (half->saving);
  assert_list (half->other, "");

  rushes_download_start (half->download);
  saving_wait_end (half->download);
  assert_whole_in (half, half->other);
  g_assert_false (was_asked_for_rest (half, 1));
}

/* Every byte is there and the final name about to be given when the user pauses and has the file
 * saved elsewhere: it stays where it is whole, and says so. */
static void
complete (Half     *half,
          gboolean  started)
{
  rushes_download_cancel (half->download);
  gate_close ();
  saving_go_on (half->saving, half->download, "/ok");
  saving_wait_until (is_at_gate, NULL);
  rushes_download_pause (half->download);
  g_assert_cmpint (rushes_download_get_state (half->download), ==, RUSHES_DOWNLOAD_PAUSED);
  set_folder (half->download, half->other);
  if (started)
    rushes_download_start (half->download);

  gate_open ();
  saving_wait (half->download, RUSHES_DOWNLOAD_DONE);
  assert_whole_in (half, half->saving->folder);
  assert_list (half->other, "");
}

static void
test_complete (Half          *half,
               gconstpointer  data)
{
  complete (half, FALSE);
}

static void
test_complete_started (Half          *half,
                       gconstpointer  data)
{
  complete (half, TRUE);
}

static void
test_too_late (Half          *half,
               gconstpointer  data)
{
  saving_go_on (half->saving, half->download, "/gated");
  set_folder (half->download, half->other);
  fault_server_open (half->saving->server);
  saving_wait_end (half->download);
  set_folder (half->download, half->other);
  assert_whole_in (half, half->saving->folder);
  assert_list (half->other, "");
}

/* --- folders that cannot be had --------------------------------------------------------------- */

static void
test_gone (Half          *half,
           gconstpointer  data)
{
  saving_remove_folder (half->saving->folder);
  go_on_in (half->download, half->other);
  assert_whole_in (half, half->other);
  g_assert_false (was_asked_for_rest (half, 1));
  g_assert_false (g_file_test (half->saving->folder, G_FILE_TEST_EXISTS));
}

/* A file where the folder should be: then to a third one. */
static void
test_blocked (Half          *half,
              gconstpointer  data)
{
  g_autofree char *blocked = g_build_filename (half->other, "blocked", NULL);
  g_autofree char *third = g_build_filename (half->other, "third", NULL);

  g_assert_true (g_file_set_contents (blocked, "a file", -1, NULL));
  go_on_in (half->download, blocked);
  assert_failed (half, RUSHES_ERROR_FOLDER_MISSING, blocked);
  assert_part_in (half->saving->folder);

  go_on_in (half->download, third);
  assert_whole_in (half, third);
  assert_list (half->saving->folder, "");
  g_assert_true (was_asked_for_rest (half, 1));
}

/* Also one that the user may not write, where that means anything. */
static void
test_denied (Half          *half,
             gconstpointer  data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("root may write anywhere");
      return;
    }

  g_assert_cmpint (g_chmod (half->other, 0555), ==, 0);
  go_on_in (half->download, half->other);
  assert_failed (half, RUSHES_ERROR_NO_PERMISSION, half->other);
  assert_part_in (half->saving->folder);

  g_assert_cmpint (g_chmod (half->other, 0755), ==, 0);
  rushes_download_start (half->download);
  saving_wait_end (half->download);
  assert_whole_in (half, half->other);
}

/* --- other transfers -------------------------------------------------------------------------- */

/* Another window is at work on the part in the old folder: each ends up with a file of its own. */
static void
test_two (Half          *half,
          gconstpointer  data)
{
  RushesDownload *writer = saving_start (half->saving, "/gated");
  g_autofree char *name = saving_get_name ();

  saving_wait_until (is_half_there, writer);
  set_folder (half->download, half->other);
  saving_go_on (half->saving, half->download, "/ok");
  saving_wait_end (half->download);
  assert_whole_in (half, half->other);

  fault_server_open (half->saving->server);
  saving_wait_end (writer);
  saving_assert_whole (half->saving, writer);
  assert_list (half->saving->folder, name);
  g_assert_finalize_object (writer);
}

/* Another is at work in the new folder: there is one writer, and nothing of ours is lost. */
static void
test_two_there (Half          *half,
                gconstpointer  data)
{
  Saving there = { half->saving->server, half->saving->body, half->other };
  RushesDownload *writer = saving_start (&there, "/gated");

  saving_wait_until (is_half_there, writer);
  go_on_in (half->download, half->other);
  g_assert_error (rushes_download_get_error (half->download), RUSHES_ERROR, RUSHES_ERROR_FILE_BUSY);
  assert_part_in (half->saving->folder);

  fault_server_open (half->saving->server);
  saving_wait_end (writer);
  saving_assert_whole (half->saving, writer);
  rushes_download_start (half->download);
  saving_wait_end (half->download);
  saving_assert_whole (half->saving, half->download);
  assert_list (half->saving->folder, "");
  g_assert_finalize_object (writer);
}

/* --- two file systems ------------------------------------------------------------------------- */

static gboolean
mount_disk (const char    *folder,
            unsigned long  flags,
            const char    *options)
{
  if (!has_mounts)
    {
      g_test_skip ("only root can mount a second disk");
      return FALSE;
    }

  if (mount ("rushes-test", folder, "tmpfs", flags, options) != 0)
    g_error ("%s: %s", options, g_strerror (errno));

  return TRUE;
}

static void
unmount_disk (const char *folder)
{
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

static void
test_disk (Half          *half,
           gconstpointer  data)
{
  if (!mount_disk (half->other, 0, "size=16m"))
    return;

  go_on_in (half->download, half->other);
  assert_whole_in (half, half->other);
  assert_list (half->saving->folder, "");
  g_assert_true (was_asked_for_rest (half, 1));
  unmount_disk (half->other);
}

/* Too small for the whole file: told before a byte is copied. */
static void
test_disk_full (Half          *half,
                gconstpointer  data)
{
  g_autofree char *third = g_build_filename (half->other, "third", NULL);

  if (!mount_disk (half->other, 0, "size=2m"))
    return;

  go_on_in (half->download, third);
  assert_failed (half, RUSHES_ERROR_NO_SPACE, third);
  g_assert_cmpint (rushes_download_get_state (half->download), ==, RUSHES_DOWNLOAD_PAUSED);
  g_assert_cmpuint (rushes_error_get_missing (rushes_download_get_error (half->download)), >, 0);
  assert_part_in (half->saving->folder);
  assert_list (third, "");

  mount_disk (half->other, MS_REMOUNT, "size=16m");
  rushes_download_start (half->download);
  saving_wait_end (half->download);
  assert_whole_in (half, third);
  assert_list (half->saving->folder, "");
  g_assert_true (was_asked_for_rest (half, 1));
  unmount_disk (half->other);
}

static void
test_disk_not_writable (Half          *half,
                        gconstpointer  data)
{
  if (!mount_disk (half->other, MS_RDONLY, "size=16m"))
    return;

  go_on_in (half->download, half->other);
  assert_failed (half, RUSHES_ERROR_READ_ONLY, half->other);
  assert_part_in (half->saving->folder);

  mount_disk (half->other, MS_REMOUNT, "size=16m");
  rushes_download_start (half->download);
  saving_wait_end (half->download);
  assert_whole_in (half, half->other);
  g_assert_true (was_asked_for_rest (half, 1));
  unmount_disk (half->other);
}

/* Makes a half on a disk of its own in place of the one that was set up. */
static gboolean
begin_on_disk (Half *half)
{
  if (!mount_disk (half->saving->folder, 0, "size=16m"))
    return FALSE;

  g_object_unref (half->download);
  half->download = saving_start (half->saving, "/ok?again=1&cuts=" HALF);
  saving_wait_end (half->download);
  assert_part_in (half->saving->folder);

  return TRUE;
}

/* A disk that has become read-only, as after a fault, can still be read. */
static void
test_old_disk_read_only (Half          *half,
                         gconstpointer  data)
{
  if (!begin_on_disk (half))
    return;

  mount_disk (half->saving->folder, MS_REMOUNT | MS_RDONLY, "size=16m");
  go_on_in (half->download, half->other);
  saving_assert_whole (half->saving, half->download);
  g_assert_true (was_asked_for_rest (half, 2));
  assert_part_in (half->saving->folder);
  unmount_disk (half->saving->folder);
}

static void
test_old_disk_gone (Half          *half,
                    gconstpointer  data)
{
  if (!begin_on_disk (half))
    return;

  unmount_disk (half->saving->folder);
  saving_remove_folder (half->saving->folder);
  go_on_in (half->download, half->other);
  assert_whole_in (half, half->other);
  g_assert_false (was_asked_for_rest (half, 2));
}

#define ADD(name, path, func) \
  g_test_add ("/download-folder/" name, Half, path, half_set_up, func, half_tear_down)

int
main (int   argc,
      char *argv[])
{
  /* Before there is a second thread, which would stay behind among everybody's mounts. */
  has_mounts = geteuid () == 0 && unshare (CLONE_NEWNS) == 0 &&
               mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;

  g_test_init (&argc, &argv, NULL);

  ADD ("moved", "/ok?cuts=" HALF, test_moved);
  ADD ("paused", "/ok?cuts=" HALF, test_paused);
  ADD ("twice", "/ok?cuts=" HALF, test_twice);
  ADD ("there-and-back", "/ok?cuts=" HALF ",100000", test_there_and_back);
  ADD ("cancelled", "/ok?cuts=" HALF, test_cancelled);
  ADD ("complete", "/ok?cuts=" HALF, test_complete);
  ADD ("complete-started", "/ok?cuts=" HALF, test_complete_started);
  ADD ("too-late", "/ok?cuts=" HALF, test_too_late);
  ADD ("G3-gone", "/ok?cuts=" HALF, test_gone);
  ADD ("G3-blocked", "/ok?cuts=" HALF, test_blocked);
  ADD ("G3-denied", "/ok?cuts=" HALF, test_denied);
  ADD ("F14-two", "/ok?cuts=" HALF, test_two);
  ADD ("F14-two-there", "/ok?cuts=" HALF, test_two_there);
  ADD ("disk", "/ok?cuts=" HALF, test_disk);
  ADD ("G1-disk-full", "/ok?cuts=" HALF, test_disk_full);
  ADD ("G3-disk-not-writable", "/ok?cuts=" HALF, test_disk_not_writable);
  ADD ("G3-old-disk-read-only", "/ok?cuts=" HALF, test_old_disk_read_only);
  ADD ("G3-old-disk-gone", "/ok?cuts=" HALF, test_old_disk_gone);

  return g_test_run ();
}
