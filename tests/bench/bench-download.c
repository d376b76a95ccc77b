/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8 and FAULTS F17: 1 GiB over loopback into a folder, by a download and by curl in turn.
 * With the folder of the test certificates as its argument, over TLS.
 */
#include "figures.h"
#include "file-server.h"
#include "rushes-download.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#define ROUNDS 7

typedef struct
{
  double wall;
  double cpu;
} Cost;

typedef struct
{
  char *folder;
  char *authority; /* NULL: plain HTTP */
  GTlsDatabase *database;
  guint16 port;
} Place;

static double longest_gap;
static gint64 last_tick;
static guint64 last_delay;

static double
cpu_seconds (int who)
{
  struct rusage usage;

  getrusage (who, &usage);

  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static gboolean
on_tick (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  guint64 delay = figures_read_delay ();
  gint64 waited = now - last_tick - (gint64) (delay - last_delay);

  longest_gap = MAX (longest_gap, waited / 1000.0 - 1.0);
  last_tick = now;
  last_delay = delay;

  return G_SOURCE_CONTINUE;
}

static char *
make_uri (const Place *place,
          const char  *name)
{
  return g_strdup_printf ("%s://127.0.0.1:%u/%s.mp4", place->authority != NULL ? "https" : "http",
                          place->port, name);
}

static RushesDownload *
make_download (const Place *place,
               const char  *name)
{
  g_autofree char *uri = make_uri (place, name);
  g_autoptr(RushesMedia) media = rushes_media_new ("user:1-minimax:1-video:1", RUSHES_MEDIA_CLEAN,
                                                   1, uri, "mp4");
  g_autoptr(GFile) folder = g_file_new_for_path (place->folder);

  return g_object_new (RUSHES_TYPE_DOWNLOAD,
                       "media", media,
                       "prompt", "bench",
                       "folder", folder,
                       "loopback-allowed", TRUE,
                       "tls-database", place->database,
                       NULL);
}

static Cost
run_ours (const Place *place,
          const char  *name)
{
  g_autoptr(RushesDownload) download = make_download (place, name);
  Cost cost = { -(double) g_get_monotonic_time () / 1e6, -cpu_seconds (RUSAGE_SELF) };
  guint tick;

  last_tick = g_get_monotonic_time ();
  last_delay = figures_read_delay ();
  tick = g_timeout_add (1, on_tick, NULL);
  rushes_download_start (download);
  while (rushes_download_state_is_active (rushes_download_get_state (download)))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);

  cost.wall += g_get_monotonic_time () / 1e6;
  cost.cpu += cpu_seconds (RUSAGE_SELF);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_DONE);
  g_assert_true (g_file_delete (rushes_download_get_file (download), NULL, NULL));

  return cost;
}

static Cost
run_curl (const Place *place)
{
  g_autofree char *file = g_build_filename (place->folder, "curl.mp4", NULL);
  g_autofree char *uri = make_uri (place, "large");
  const char *argv[] = { "curl", "-s", "-o", file, uri, "--cacert", place->authority, NULL };
  g_autoptr(GError) error = NULL;
  Cost cost = { -(double) g_get_monotonic_time () / 1e6, -cpu_seconds (RUSAGE_CHILDREN) };
  int status;

  if (place->authority == NULL)
    argv[5] = NULL;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  cost.wall += g_get_monotonic_time () / 1e6;
  cost.cpu += cpu_seconds (RUSAGE_CHILDREN);
  g_assert_no_errno (g_unlink (file));

  return cost;
}

static void
print (const char *protocol,
       const char *what,
       double     *ours,
       double     *theirs,
       guint       n)
{
  g_autofree char *row = g_strdup_printf ("%s-%s", protocol, what);

  figures_print (row, ours, theirs, n);
}

static void
measure (const Place *place,
         const char  *protocol)
{
  double wall[2][ROUNDS], cpu[2][ROUNDS], before, small, large;

  before = figures_read_peak (getpid ());
  run_ours (place, "small");
  small = figures_read_peak (getpid ()) - before;
  longest_gap = 0;
  for (guint i = 0; i < ROUNDS; i++)
    {
      Cost ours = run_ours (place, "large");
      Cost theirs = run_curl (place);

      wall[0][i] = ours.wall;
      wall[1][i] = theirs.wall;
      cpu[0][i] = ours.cpu;
      cpu[1][i] = theirs.cpu;
    }
  large = figures_read_peak (getpid ()) - before;

  print (protocol, "wall", wall[0], wall[1], ROUNDS);
  print (protocol, "processor", cpu[0], cpu[1], ROUNDS);
  large -= small;
  print (protocol, "memory", &large, NULL, 1);
  print (protocol, "memory-first", &small, NULL, 1);
  print (protocol, "stall", &longest_gap, NULL, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *certificates = argc > 1 ? g_canonicalize_filename (argv[1], NULL) : NULL;
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autofree char *certificate = NULL;
  Place place = { NULL };
  pid_t server;

  if (curl == NULL)
    g_error ("there is no curl to compare with");

  if (certificates != NULL)
    certificate = g_build_filename (certificates, "good.pem", NULL);
  server = file_server_start (certificate, &place.port);
  if (certificates != NULL)
    {
      place.authority = g_build_filename (certificates, "ca.pem", NULL);
      place.database = g_tls_file_database_new (place.authority, NULL);
    }
  place.folder = g_dir_make_tmp ("bench-XXXXXX", NULL);

  run_curl (&place);
  measure (&place, certificates != NULL ? "tls" : "plain");

  kill (server, SIGKILL);
  g_rmdir (place.folder);
  g_clear_object (&place.database);
  g_free (place.authority);
  g_free (place.folder);

  return 0;
}
