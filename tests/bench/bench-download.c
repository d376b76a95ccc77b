/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FAULTS F17: 1 GiB over loopback into a folder, by a download and by curl in turn, from a server
 * that does no more than sendfile. Prints medians of the ratios, the longest time the main loop
 * had to wait, and how much memory a download takes.
 */
#include "rushes-download.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#define SIZE (G_GINT64_CONSTANT (1) << 30)
#define ROUNDS 5

typedef struct
{
  double wall;
  double cpu;
} Cost;

static double longest_gap;
static gint64 last_tick;

static void
answer (int connection,
        int file)
{
  char request[4096];
  gssize length = 0, n;
  off_t offset = 0;
  g_autofree char *head = NULL;

  while ((n = read (connection, request + length, sizeof request - 1 - length)) > 0)
    {
      length += n;
      request[length] = '\0';
      if (strstr (request, "\r\n\r\n") != NULL)
        break;
    }

  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: \"one\"\r\n"
                          "Content-Length: %" G_GINT64_FORMAT "\r\nConnection: close\r\n\r\n",
                          SIZE);
  if (send (connection, head, strlen (head), MSG_NOSIGNAL) < 0)
    return;
  while (offset < SIZE && sendfile (connection, file, &offset, SIZE - offset) > 0)
    ;
}

/* Another process, so that its work is in nobody's account. */
static pid_t
serve (guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM, 0);
  int file = memfd_create ("video", 0);
  pid_t pid;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_no_errno (bind (listener, (struct sockaddr *) &address, sizeof address));
  g_assert_no_errno (listen (listener, 4));
  g_assert_no_errno (getsockname (listener, (struct sockaddr *) &address, &length));
  g_assert_no_errno (ftruncate (file, SIZE));
  *port = ntohs (address.sin_port);

  pid = fork ();
  if (pid != 0)
    return pid;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  for (;;)
    {
      int connection = accept (listener, NULL, NULL);

      answer (connection, file);
      close (connection);
    }
}

static double
cpu_seconds (int who)
{
  struct rusage usage;

  getrusage (who, &usage);

  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static long
peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return usage.ru_maxrss;
}

static gboolean
on_tick (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();

  longest_gap = MAX (longest_gap, (now - last_tick) / 1000.0 - 1.0);
  last_tick = now;

  return G_SOURCE_CONTINUE;
}

static Cost
run_ours (const char *uri,
          const char *path)
{
  g_autoptr(RushesMedia) media = rushes_media_new ("user:1-minimax:1-video:1", RUSHES_MEDIA_CLEAN,
                                                   1, uri, "mp4");
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autoptr(RushesDownload) download = rushes_download_new (media, "bench", folder, TRUE);
  Cost cost = { -(double) g_get_monotonic_time () / 1e6, -cpu_seconds (RUSAGE_SELF) };
  guint tick;

  last_tick = g_get_monotonic_time ();
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
run_curl (const char *uri,
          const char *path)
{
  g_autofree char *file = g_build_filename (path, "curl.mp4", NULL);
  const char *argv[] = { "curl", "-s", "-o", file, uri, NULL };
  g_autoptr(GError) error = NULL;
  Cost cost = { -(double) g_get_monotonic_time () / 1e6, -cpu_seconds (RUSAGE_CHILDREN) };
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  cost.wall += g_get_monotonic_time () / 1e6;
  cost.cpu += cpu_seconds (RUSAGE_CHILDREN);
  g_assert_no_errno (g_unlink (file));

  return cost;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *path = g_dir_make_tmp ("bench-XXXXXX", NULL);
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autofree char *uri = NULL;
  double wall[ROUNDS], cpu[ROUNDS];
  guint16 port;
  long before;
  pid_t server;

  if (curl == NULL)
    {
      g_print ("There is no curl to compare with.\n");
      return 77;
    }

  server = serve (&port);
  uri = g_strdup_printf ("http://127.0.0.1:%u/video.mp4", port);
  run_curl (uri, path);
  before = peak_kib ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      Cost ours = run_ours (uri, path);
      Cost theirs = run_curl (uri, path);

      g_print ("%.2f s and %.2f s of processor; curl %.2f s and %.2f s\n", ours.wall, ours.cpu,
               theirs.wall, theirs.cpu);
      wall[i] = ours.wall / theirs.wall;
      cpu[i] = ours.cpu / theirs.cpu;
    }

  qsort (wall, ROUNDS, sizeof (double), compare);
  qsort (cpu, ROUNDS, sizeof (double), compare);
  g_print ("1 GiB into %s, median of %d: %.2f of curl's time, %.2f of its processor;\n"
           "main loop kept waiting %.1f ms at the longest; memory +%ld KiB\n",
           path, ROUNDS, wall[ROUNDS / 2], cpu[ROUNDS / 2], longest_gap, peak_kib () - before);

  kill (server, SIGKILL);
  g_rmdir (path);

  return 0;
}
