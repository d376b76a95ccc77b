/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "rushes-file-name.h"

/* Several transfers at once, killed with the whole program at any moment and gone on with (F2).
 * A few kills prove the way; for more of them:
 *
 *   RUSHES_TEST_KILLS=100 meson test -C BUILD download-kill
 */
#define DEFAULT_KILLS 10
#define N_FILES 4
#define LENGTH 2000000
#define MAX_RUNS_A_KILL 4

#define VIDEO_ID "user:1000-minimax:a@b.c-video:424242424242"

/* --- the program in short: it saves its files and ends ---------------------------------------- */

static RushesDownload *
start_one (const char *uri,
           guint       number,
           const char *former,
           const char *folder)
{
  g_autoptr(RushesMedia) media =
    rushes_media_new (VIDEO_ID, RUSHES_MEDIA_SOURCE, number, uri, "mp4");
  g_autoptr(GFile) old = g_file_new_for_path (former);
  g_autoptr(GFile) new = g_file_new_for_path (folder);
  RushesDownload *download = rushes_download_new (media, "fox", old, NULL, TRUE);

  rushes_download_set_folder (download, new);
  rushes_download_start (download);

  return download;
}

/* Arguments: the former folder, the folder, a link for each file. */
static int
save_and_end (char **arguments)
{
  RushesDownload *downloads[N_FILES];
  gboolean all = TRUE;

  for (guint i = 0; i < N_FILES; i++)
    downloads[i] = start_one (arguments[2 + i], i + 1, arguments[0], arguments[1]);

  for (guint i = 0; i < N_FILES; i++)
    {
      saving_wait_end (downloads[i]);
      if (rushes_download_get_state (downloads[i]) != RUSHES_DOWNLOAD_DONE)
        {
          g_printerr ("%s\n", rushes_download_get_error (downloads[i])->message);
          all = FALSE;
        }
      g_object_unref (downloads[i]);
    }

  return all ? 0 : 1;
}

/* --- who kills it ----------------------------------------------------------------------------- */

typedef struct
{
  const char *self;
  FaultServer *servers[N_FILES];
  GBytes *bodies[N_FILES];
  char *uris[N_FILES];
  char *folders[2];
  gboolean ended; /* the child */
  gint64 target;  /* how many bytes shall be there when it is killed */
} Killing;

/* On a file system of its own where there is one, so that what moves there is copied. */
static char *
make_other_folder (void)
{
  char *path = g_strdup ("/dev/shm/rushes-XXXXXX");

  if (g_mkdtemp (path) != NULL)
    return path;

  g_free (path);

  return g_dir_make_tmp ("rushes-XXXXXX", NULL);
}

static void
killing_set_up (Killing       *killing,
                gconstpointer  self)
{
  killing->self = self;
  killing->folders[0] = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  killing->folders[1] = make_other_folder ();
  for (guint i = 0; i < N_FILES; i++)
    {
      killing->servers[i] = fault_server_new ("127.0.0.1");
      killing->bodies[i] = saving_make_body (LENGTH, i + 1);
      killing->uris[i] = fault_server_get_uri (killing->servers[i], "/slow");
      fault_server_set_body (killing->servers[i], killing->bodies[i], "\"v1\"");
    }
}

static void
killing_tear_down (Killing       *killing,
                   gconstpointer  self)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      fault_server_free (killing->servers[i]);
      g_bytes_unref (killing->bodies[i]);
      g_free (killing->uris[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (killing->folders); i++)
    {
      saving_remove_folder (killing->folders[i]);
      g_free (killing->folders[i]);
    }
}

static char *
get_name (guint i)
{
  return rushes_file_name_new (RUSHES_MEDIA_SOURCE, i + 1, "fox", VIDEO_ID, "video/mp4", NULL);
}

static gint64
count_bytes_in (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gint64 bytes = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (*name != '.' && g_stat (path, &info) == 0)
        bytes += info.st_size;
    }

  return bytes;
}

static gint64
count_bytes (Killing *killing)
{
  return count_bytes_in (killing->folders[0]) + count_bytes_in (killing->folders[1]);
}

static void
on_child (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Killing *killing = data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  killing->ended = TRUE;
}

static gboolean
is_time (gpointer data)
{
  Killing *killing = data;

  return killing->ended || count_bytes (killing) >= killing->target;
}

static gboolean
has_ended (gpointer data)
{
  return ((Killing *) data)->ended;
}

static GSubprocess *
start_child (Killing *killing,
             guint    former,
             guint    folder)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  GSubprocess *child;

  g_ptr_array_add (arguments, (gpointer) killing->self);
  g_ptr_array_add (arguments, (gpointer) "--save");
  g_ptr_array_add (arguments, killing->folders[former]);
  g_ptr_array_add (arguments, killing->folders[folder]);
  for (guint i = 0; i < N_FILES; i++)
    g_ptr_array_add (arguments, killing->uris[i]);
  g_ptr_array_add (arguments, NULL);

  killing->ended = FALSE;
  child = g_subprocess_newv ((const char **) arguments->pdata, G_SUBPROCESS_FLAGS_NONE, NULL);
  g_subprocess_wait_async (child, NULL, on_child, killing);

  return child;
}

/* Returns whether the child was killed; else it had ended before. */
static gboolean
kill_once (Killing *killing,
           guint    former,
           guint    folder)
{
  g_autoptr(GSubprocess) child = start_child (killing, former, folder);

  killing->target = count_bytes (killing) + g_test_rand_int_range (0, LENGTH);
  saving_wait_until (is_time, killing);
  g_subprocess_force_exit (child);
  saving_wait_until (has_ended, killing);
  if (g_subprocess_get_if_signaled (child))
    return TRUE;

  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);

  return FALSE;
}

/* What stands under a final name is whole, and is taken away, so that it is fetched again. */
static void
take_whole (Killing    *killing,
            const char *folder)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *name = get_name (i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (!g_file_get_contents (path, &contents, &length, NULL))
        continue;

      g_assert_cmpmem (contents, length, g_bytes_get_data (killing->bodies[i], NULL), LENGTH);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static guint
get_kills (void)
{
  const char *text = g_getenv ("RUSHES_TEST_KILLS");

  return text != NULL ? CLAMP (atoi (text), 1, 10000) : DEFAULT_KILLS;
}

static void
assert_all_saved (Killing *killing,
                  guint    folder)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = saving_list_folder (killing->folders[folder]);
  g_autofree char *other = saving_list_folder (killing->folders[1 - folder]);
  g_autofree char *want = NULL;

  for (guint i = 0; i < N_FILES; i++)
    g_ptr_array_add (names, get_name (i));
  g_ptr_array_add (names, NULL);
  want = g_strjoinv ("|", (char **) names->pdata);

  g_assert_cmpstr (list, ==, want);

  /* Whoever is killed between the making of a part and that of its record leaves an empty part,
   * which the next transfer there takes over. Nothing else may be left. */
  g_assert_null (strstr (other, "record"));
  g_assert_cmpint (count_bytes_in (killing->folders[1 - folder]), ==, 0);
  take_whole (killing, killing->folders[folder]);
}

static void
run_to_the_end (Killing *killing,
                guint    former,
                guint    folder)
{
  g_autoptr(GSubprocess) child = start_child (killing, former, folder);

  saving_wait_until (has_ended, killing);
  g_assert_true (g_subprocess_get_successful (child));
  assert_all_saved (killing, folder);
}

/* With @moving, each run saves in the folder that the one before did not. */
static void
kill_and_go_on (Killing  *killing,
                gboolean  moving)
{
  guint wanted = get_kills ();
  guint kills = 0;
  guint runs;

  for (runs = 0; kills < wanted && runs < MAX_RUNS_A_KILL * wanted; runs++)
    {
      kills += kill_once (killing, moving ? runs % 2 : 0, moving ? 1 - runs % 2 : 0);
      take_whole (killing, killing->folders[0]);
      take_whole (killing, killing->folders[1]);
    }

  g_test_message ("killed %u times in %u runs", kills, runs);
  g_assert_cmpuint (kills, ==, wanted);
  run_to_the_end (killing, moving ? runs % 2 : 0, moving ? 1 - runs % 2 : 0);
}

static void
test_kill (Killing       *killing,
           gconstpointer  self)
{
  kill_and_go_on (killing, FALSE);
}

static void
test_kill_moving (Killing       *killing,
                  gconstpointer  self)
{
  kill_and_go_on (killing, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 + N_FILES && g_str_equal (argv[1], "--save"))
    return save_and_end (argv + 2);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/download-kill/F2-kill", Killing, argv[0], killing_set_up, test_kill,
              killing_tear_down);
  g_test_add ("/download-kill/F2-kill-moving", Killing, argv[0], killing_set_up, test_kill_moving,
              killing_tear_down);

  return g_test_run ();
}
