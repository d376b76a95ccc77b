/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deadly-disk.h"
#include "rushes-downloads.h"
#include "storing.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The program is killed at each step between the last byte of a file and the last note of it: the
 * next run has the file once, whole, and fetches nothing that is there (FAULTS F2). */
#define LENGTH 1000000
#define FILE_NAME "A red fox 402000000000000001.mp4"
#define MAX_STEPS 200

/* --- the system, which kills ------------------------------------------------------------------ */

static int n_steps = -1;
static gboolean begun; /* atomic */
static GMutex lock;
static GCond changed;
static gboolean logged; /* guarded by the lock */

static void
wait_logged (void)
{
  g_mutex_lock (&lock);
  while (!logged)
    g_cond_wait (&changed, &lock);
  g_mutex_unlock (&lock);
}

/* The last byte is there, and it is noted that the file is being saved. The steps before this are
 * those of test-download-kill. */
static void
begin_at_last_byte (int fd)
{
  struct stat info;

  if (n_steps < 0 || g_atomic_int_get (&begun) || fstat (fd, &info) != 0 ||
      !S_ISREG (info.st_mode) || info.st_size != LENGTH)
    return;

  wait_logged ();
  g_atomic_int_set (&begun, TRUE);
  deadly_disk_begin (n_steps);
}

static void
step (void)
{
  if (g_atomic_int_get (&begun))
    deadly_disk_count ();
}

int
fsync (int fd)
{
  begin_at_last_byte (fd);
  step ();

  return syscall (SYS_fsync, fd);
}

int
renameat (int         from_fd,
          const char *from,
          int         to_fd,
          const char *to)
{
  step ();

  return syscall (SYS_renameat2, from_fd, from, to_fd, to, 0);
}

int
renameat2 (int          from_fd,
           const char  *from,
           int          to_fd,
           const char  *to,
           unsigned int flags)
{
  step ();

  return syscall (SYS_renameat2, from_fd, from, to_fd, to, flags);
}

int
unlinkat (int         fd,
          const char *name,
          int         flags)
{
  step ();

  return syscall (SYS_unlinkat, fd, name, flags);
}

/* --- the program in short --------------------------------------------------------------------- */

static gboolean
is_quiet (gpointer data)
{
  return rushes_downloads_get_n_open (data) == 0;
}

/* Work for the thread of the database, behind all that was asked for before. */
static gpointer
note_logged (sqlite3   *db,
             gpointer   data,
             GError   **error)
{
  g_mutex_lock (&lock);
  logged = TRUE;
  g_cond_signal (&changed);
  g_mutex_unlock (&lock);

  return NULL;
}

/* Saves one file, or does what an earlier run left to do. */
static void
run_queue (Storing     *storing,
           RushesMedia *media)
{
  RushesDownloads *downloads = rushes_downloads_new (storing->settings, storing->client,
                                                     storing->watcher, storing->database);

  storing_wait_alone (downloads);
  if (media != NULL)
    {
      rushes_downloads_add (downloads, media, "A red fox");
      rushes_database_run_async (storing->database, note_logged, NULL, NULL, NULL, NULL, NULL);
    }
  storing_wait_until (is_quiet, downloads);
  storing_wait_alone (downloads);
  g_assert_finalize_object (downloads);
}

/* Arguments: the API, the folder to save in, its number of steps, a link or nothing, an ID. */
static int
save_and_end (char **arguments)
{
  Storing storing = { NULL };
  g_autoptr(RushesMedia) media = NULL;

  n_steps = atoi (arguments[2]);
  deadly_disk_begin (-1);
  if (*arguments[3] != '\0')
    media = rushes_media_new (arguments[4], RUSHES_MEDIA_CLEAN, 1, arguments[3], NULL);

  storing_begin (&storing, arguments[0], arguments[1]);
  run_queue (&storing, media);
  storing_end (&storing);

  return 0;
}

/* --- who kills it ----------------------------------------------------------------------------- */

typedef struct
{
  Storing storing;
  const char *self;
  RushesMedia *media;
  char *want; /* the sum of the file */
} Killing;

static void
set_up (Killing       *killing,
        gconstpointer  self)
{
  const char *id;

  killing->self = self;
  storing_set_up (&killing->storing, NULL);
  killing->media = storing_make_media (&killing->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);
  id = rushes_media_get_video_id (killing->media);
  killing->want = stand_in_dup_big_sha256 (id, 1, 0);
}

static void
tear_down (Killing       *killing,
           gconstpointer  self)
{
  g_free (killing->want);
  g_object_unref (killing->media);
  storing_tear_down (&killing->storing, NULL);
}

static void
on_ended (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Returns whether it was killed. */
static gboolean
run_child (Killing    *killing,
           const char *home,
           int         n,
           const char *uri)
{
  g_autofree char *number = g_strdup_printf ("%d", n);
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ended = FALSE;

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, killing->self, "--save",
                            stand_in_get_api_url (killing->storing.stand_in), home, number, uri,
                            rushes_media_get_video_id (killing->media), NULL);
  g_assert_no_error (error);
  g_subprocess_wait_async (child, NULL, on_ended, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  if (g_subprocess_get_if_signaled (child))
    return TRUE;

  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);

  return FALSE;
}

/* What has a final name is whole. */
static gboolean
is_saved (Killing    *killing,
          const char *home)
{
  g_autofree char *path = g_build_filename (home, "files", FILE_NAME, NULL);
  g_autofree char *contents = NULL;
  g_autofree char *sum = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;

  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
  g_assert_cmpstr (sum, ==, killing->want);

  return TRUE;
}

static void
assert_saved_once (Killing    *killing,
                   const char *home)
{
  Storing place = { .folder = g_build_filename (home, "files", NULL) };
  g_autofree char *names = storing_list (&place);

  g_assert_cmpstr (names, ==, FILE_NAME);
  g_assert_true (is_saved (killing, home));
  g_free (place.folder);
}

static guint
count_fetched (Killing *killing)
{
  return storing_count (&killing->storing, "media", "/generated/");
}

static void
test_each_step (Killing       *killing,
                gconstpointer  self)
{
  gboolean killed = TRUE;
  guint n_saved = 0;
  int n;

  for (n = 0; killed && n < MAX_STEPS; n++)
    {
      g_autofree char *name = g_strdup_printf ("home-%d", n);
      g_autofree char *home = g_build_filename (killing->storing.home, name, NULL);
      guint n_fetched;
      gboolean saved;

      killed = run_child (killing, home, n, rushes_media_get_uri (killing->media));
      saved = is_saved (killing, home);
      n_saved += killed && saved;
      n_fetched = count_fetched (killing);

      g_test_message ("killed before step %d: %s", n, saved ? "saved" : "not saved");
      g_assert_false (run_child (killing, home, -1, ""));
      assert_saved_once (killing, home);
      g_assert_cmpuint (count_fetched (killing), ==, saved ? n_fetched : n_fetched + 1);

      /* Nothing is left to do. */
      g_assert_false (run_child (killing, home, -1, ""));
      assert_saved_once (killing, home);
    }

  g_assert_false (killed);
  g_assert_cmpint (n, >, 10);
  g_assert_cmpuint (n_saved, >, 4);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 7 && g_str_equal (argv[1], "--save"))
    return save_and_end (argv + 2);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/downloads-kill/F2-each-step", Killing, argv[0], set_up, test_each_step, tear_down);

  return g_test_run ();
}
