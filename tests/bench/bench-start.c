/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8: from the start of the process to the first painted frame, as the desktop starts it and
 * by the command, against a bare window, and with 100,000 videos against none; in time, and in
 * instructions as callgrind counts them.
 */
#include "crowd.h"
#include "figures.h"
#include "probing.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 11
#define MANY 100000
#define COUNTS 5

typedef enum
{
  BARE,
  EMPTY,
  LARGE,
  COMMAND,
  N_STARTS
} Start;

static const char *const data_folders[N_STARTS] = { "none", "empty", "large", "command" };

static char *
dup_folder (Start start)
{
  return g_build_filename (display_session_get_folder (rig_get_session ()), data_folders[start],
                           NULL);
}

static void
make_library (void)
{
  g_autofree char *folder = dup_folder (LARGE);
  g_autoptr(GFile) file = g_file_new_build_filename (folder, "rushes", "library.sqlite", NULL);

  crowd_make (file, MANY);
}

static const char *const programs[N_STARTS] = { BARE_WINDOW, RUSHES_WINDOW, RUSHES_WINDOW, RUSHES };

static void
launch (Rig               *rig,
        Start              start,
        const char *const *tool)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  const char *const environment[] = { "GSETTINGS_SCHEMA_DIR=" SCHEMA_DIR,
                                      start == BARE ? "GTK_CSD=1" : NULL, NULL };

  for (guint i = 0; tool != NULL && tool[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) tool[i]);
  g_ptr_array_add (argv, (gpointer) programs[start]);
  g_ptr_array_add (argv, NULL);
  rig->app = display_app_new (rig_get_session (), (const char *const *) argv->pdata, environment);
}

/* Milliseconds from before the process is made. */
static double
run (Rig   *rig,
     Start  start)
{
  g_autofree char *folder = dup_folder (start);
  gint64 before;

  probing_set ("BENCH_PROBE_ONCE", "1");
  display_session_setenv (rig_get_session (), "XDG_DATA_HOME", folder);
  before = g_get_monotonic_time ();
  launch (rig, start, NULL);
  probing_wait_end (rig);

  return (probing_wait ("painted", before) - before) / 1000.0;
}

static double
read_summary (const char *path)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      (line = strstr (text, "\nsummary: ")) == NULL)
    g_error ("callgrind counted nothing");

  return strtod (line + strlen ("\nsummary: "), NULL) / 1e6;
}

/* Millions of them. */
static double
count (Rig   *rig,
       Start  start)
{
  const char *session = display_session_get_folder (rig_get_session ());
  g_autofree char *folder = dup_folder (start);
  g_autofree char *path = g_strdup_printf ("%s/callgrind.%s", session, data_folders[start]);
  g_autofree char *option = g_strconcat ("--callgrind-out-file=", path, NULL);
  const char *const tool[] = { "valgrind", "-q", "--tool=callgrind", option, NULL };

  probing_set ("BENCH_PROBE_ONCE", "1");
  display_session_setenv (rig_get_session (), "XDG_DATA_HOME", folder);
  launch (rig, start, tool);
  probing_wait_end (rig);

  return read_summary (path);
}

static void
measure_time (Rig *rig)
{
  double times[N_STARTS][ROUNDS];

  for (Start start = 0; start < N_STARTS; start++)
    run (rig, start);
  for (guint i = 0; i < ROUNDS; i++)
    for (Start start = 0; start < N_STARTS; start++)
      times[start][i] = run (rig, start);

  figures_print ("start", times[EMPTY], times[BARE], ROUNDS);
  figures_print ("start-command", times[COMMAND], times[EMPTY], ROUNDS);
  figures_print ("library-start", times[LARGE], times[EMPTY], ROUNDS);
}

/* The least of some: by chance, GTK reads the folders of icons a second time or does not, whichever
 * program it is in. */
static double
count_least (Rig   *rig,
             Start  start)
{
  double least = count (rig, start);

  for (guint i = 1; i < COUNTS; i++)
    least = MIN (least, count (rig, start));

  return least;
}

static void
measure_instructions (Rig *rig)
{
  g_autofree char *valgrind = g_find_program_in_path ("valgrind");
  double ours, bare;

  if (valgrind == NULL)
    return;

  bare = count_least (rig, BARE);
  ours = count_least (rig, EMPTY);
  figures_print ("start-instructions", &ours, &bare, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(DisplaySession) session = display_session_new (1400, 1000);
  g_autoptr(Rig) rig = rig_new (session);

  make_library ();
  measure_time (rig);
  measure_instructions (rig);

  return 0;
}
