/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "rushes-file-name.h"

#define LENGTH (4 * 1024 * 1024)
#define NOBODY 65534

/* Whether this process may mount what it likes without anybody else seeing it. */
static gboolean has_mounts;

static gboolean
skip_without_mounts (void)
{
  if (!has_mounts)
    g_test_skip ("only root can mount a small disk");

  return !has_mounts;
}

static void
mount_disk (Saving        *saving,
            unsigned long  flags,
            const char    *options)
{
  if (mount ("rushes-test", saving->folder, "tmpfs", flags, options) != 0)
    g_error ("%s: %s", options, g_strerror (errno));
}

static void
unmount_disk (Saving *saving)
{
  g_assert_cmpint (umount2 (saving->folder, MNT_DETACH), ==, 0);
}

static void
assert_stopped (RushesDownload      *download,
                RushesDownloadState  state,
                RushesError          want)
{
  const GError *error = rushes_download_get_error (download);
  const char *folder = g_file_peek_path (rushes_download_get_folder (download));

  g_assert_error (error, RUSHES_ERROR, (int) want);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_cmpint (rushes_download_get_state (download), ==, state);
}

static gboolean
is_half_there (gpointer data)
{
  return rushes_download_get_received (data) == LENGTH / 2;
}

static char *
path_of (Saving     *saving,
         const char *name)
{
  return g_build_filename (saving->folder, name, NULL);
}

/* Takes all the room there is. */
static void
fill_disk (Saving *saving)
{
  g_autofree char *path = path_of (saving, "filler");
  g_autofree char *zeros = g_malloc0 (65536);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  guint chunks = 0;

  while (chunks++ < 10000 && write (fd, zeros, 65536) > 0)
    continue;

  close (fd);
}

static void
test_full (void)
{
  g_autoptr(Saving) saving = NULL;
  g_autoptr(RushesDownload) download = NULL;
  g_autofree char *filler = NULL;

  if (skip_without_mounts ())
    return;

  saving = saving_new (LENGTH);
  filler = path_of (saving, "filler");
  mount_disk (saving, 0, "size=6m");
  download = saving_start (saving, "/gated");
  saving_wait_until (is_half_there, download);
  fill_disk (saving);
  fault_server_open (saving->server);
  saving_wait_end (download);

  assert_stopped (download, RUSHES_DOWNLOAD_PAUSED, RUSHES_ERROR_NO_SPACE);
  g_assert_cmpuint (rushes_error_get_missing (rushes_download_get_error (download)), >, 0);
  g_assert_cmpuint (rushes_download_get_received (download), >=, LENGTH / 2);

  g_assert_cmpint (g_remove (filler), ==, 0);
  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
  unmount_disk (saving);
}

static void
test_full_at_record (void)
{
  g_autoptr(Saving) saving = NULL;
  g_autoptr(RushesDownload) download = NULL;

  if (skip_without_mounts ())
    return;

  saving = saving_new (LENGTH);
  mount_disk (saving, 0, "size=16m,nr_inodes=2");
  download = saving_start (saving, "/ok");
  saving_wait_end (download);
  assert_stopped (download, RUSHES_DOWNLOAD_PAUSED, RUSHES_ERROR_NO_SPACE);
  saving_assert_empty (saving);

  mount_disk (saving, MS_REMOUNT, "size=16m,nr_inodes=100");
  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
  unmount_disk (saving);
}

static void
test_too_small (void)
{
  g_autoptr(Saving) saving = NULL;
  g_autoptr(RushesDownload) download = NULL;

  if (skip_without_mounts ())
    return;

  saving = saving_new (LENGTH);
  mount_disk (saving, 0, "size=1m");
  download = saving_start (saving, "/ok");
  saving_wait_end (download);
  assert_stopped (download, RUSHES_DOWNLOAD_PAUSED, RUSHES_ERROR_NO_SPACE);
  g_assert_cmpuint (rushes_error_get_missing (rushes_download_get_error (download)), ==,
                    3 * 1024 * 1024);
  g_assert_cmpuint (rushes_download_get_received (download), ==, 0);
  saving_assert_empty (saving);

  mount_disk (saving, MS_REMOUNT, "size=16m");
  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
  unmount_disk (saving);
}

static void
test_read_only (void)
{
  g_autoptr(Saving) saving = NULL;
  g_autoptr(RushesDownload) download = NULL;

  if (skip_without_mounts ())
    return;

  saving = saving_new (LENGTH);
  mount_disk (saving, MS_RDONLY, "size=16m");
  download = saving_start (saving, "/ok");
  saving_wait_end (download);
  assert_stopped (download, RUSHES_DOWNLOAD_FAILED, RUSHES_ERROR_READ_ONLY);

  mount_disk (saving, MS_REMOUNT, "size=16m");
  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
  unmount_disk (saving);
}

/* With the process as it is, or as nobody where it is root, whom nothing is denied. */
static int
save_denied (const char *uri,
             const char *folder)
{
  Saving saving = { .folder = (char *) folder };
  g_autoptr(RushesDownload) download = saving_start_uri (&saving, uri);

  saving_wait_end (download);
  assert_stopped (download, RUSHES_DOWNLOAD_FAILED, RUSHES_ERROR_NO_PERMISSION);

  return 0;
}

static void
become_nobody (gpointer data)
{
  if (setgid (NOBODY) != 0 || setuid (NOBODY) != 0)
    _exit (1);
}

static void
test_denied (gconstpointer data)
{
  const char *self = data;
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *uri = fault_server_get_uri (saving->server, "/ok");

  g_assert_cmpint (g_chmod (saving->folder, 0555), ==, 0);
  if (geteuid () == 0)
    g_subprocess_launcher_set_child_setup (launcher, become_nobody, NULL, NULL);

  process = g_subprocess_launcher_spawn (launcher, NULL, self, "--save", uri, saving->folder, NULL);
  if (process != NULL)
    g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  else
    g_test_skip ("nobody may not run this test");

  saving_assert_empty (saving);
  g_assert_cmpint (g_chmod (saving->folder, 0755), ==, 0);
}

static void
remove_names (Saving *saving)
{
  g_autoptr(GDir) dir = g_dir_open (saving->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (saving, name);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static void
test_removed (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/gated");

  saving_wait_until (is_half_there, download);
  remove_names (saving);
  g_assert_cmpint (g_rmdir (saving->folder), ==, 0);
  fault_server_open (saving->server);
  saving_wait_end (download);
  assert_stopped (download, RUSHES_DOWNLOAD_FAILED, RUSHES_ERROR_FOLDER_MISSING);

  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
}

static void
test_blocked (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = NULL;

  g_assert_cmpint (g_rmdir (saving->folder), ==, 0);
  g_assert_true (g_file_set_contents (saving->folder, "a file", -1, NULL));
  download = saving_start (saving, "/ok");
  saving_wait_end (download);
  assert_stopped (download, RUSHES_DOWNLOAD_FAILED, RUSHES_ERROR_FOLDER_MISSING);
  g_assert_cmpint (g_remove (saving->folder), ==, 0);
}

/* --- names ------------------------------------------------------------------------------------ */

static void
test_taken (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = saving_start (saving, "/gated");
  g_autofree char *name = saving_get_name ();
  g_autofree char *second = rushes_file_name_with_number (name, 2);
  g_autofree char *path = path_of (saving, name);
  g_autofree char *got = NULL;
  g_autofree char *contents = NULL;

  saving_wait_until (is_half_there, download);
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  fault_server_open (saving->server);
  saving_wait_end (download);
  saving_assert_whole (saving, download);

  got = g_file_get_basename (rushes_download_get_file (download));
  g_assert_cmpstr (got, ==, second);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "mine");
}

static void
test_symlink (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autofree char *name = saving_get_name ();
  g_autofree char *part = rushes_file_name_part (name);
  g_autofree char *path = path_of (saving, part);
  g_autofree char *victim = path_of (saving, "victim");
  g_autofree char *contents = NULL;
  g_autoptr(RushesDownload) download = NULL;

  g_assert_true (g_file_set_contents (victim, "mine", -1, NULL));
  g_assert_cmpint (symlink (victim, path), ==, 0);
  download = saving_start (saving, "/ok");
  saving_wait_end (download);
  assert_stopped (download, RUSHES_DOWNLOAD_FAILED, RUSHES_ERROR_FILE);
  rushes_download_cancel (download);
  g_assert_true (g_file_get_contents (victim, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "mine");
}

/* --- limits ----------------------------------------------------------------------------------- */

static void
test_file_limit (void)
{
  g_autoptr(Saving) saving = saving_new (LENGTH);
  g_autoptr(RushesDownload) download = NULL;
  struct rlimit before, limit;

  signal (SIGXFSZ, SIG_IGN); /* as the program does at its start */
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  download = saving_start (saving, "/ok");
  saving_wait_end (download);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  assert_stopped (download, RUSHES_DOWNLOAD_FAILED, RUSHES_ERROR_FILE_TOO_LARGE);
  saving_assert_nothing (saving, download);

  rushes_download_start (download);
  saving_wait_end (download);
  saving_assert_whole (saving, download);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--save"))
    return save_denied (argv[2], argv[3]);

  /* Before there is a second thread, which would stay behind among everybody's mounts. */
  has_mounts = geteuid () == 0 && unshare (CLONE_NEWNS) == 0 &&
               mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/download-disk/G1-full", test_full);
  g_test_add_func ("/download-disk/G1-full-at-record", test_full_at_record);
  g_test_add_func ("/download-disk/G2-too-small", test_too_small);
  g_test_add_func ("/download-disk/G3-read-only", test_read_only);
  g_test_add_data_func ("/download-disk/G3-denied", argv[0], test_denied);
  g_test_add_func ("/download-disk/G3-removed", test_removed);
  g_test_add_func ("/download-disk/G3-blocked", test_blocked);
  g_test_add_func ("/download-disk/G4-taken", test_taken);
  g_test_add_func ("/download-disk/G5-symlink", test_symlink);
  g_test_add_func ("/download-disk/G6-file-limit", test_file_limit);

  return g_test_run ();
}
