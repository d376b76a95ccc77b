/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8: memory with one cover shown, against a bare window with the same picture; what 100
 * fetches add to it; and how often a window wakes up in which nothing happens.
 */
#include "figures.h"
#include "probing.h"

#include <signal.h>

#define ROUNDS 5
#define SETTLE_SECONDS 3
#define N_VIDEOS 10
#define N_BEFORE 20
#define N_FETCHES 100
#define IDLE_SECONDS 10.0

typedef struct
{
  double all;
  double own;
} Memory;

static void
fetch (Rig   *rig,
       guint  number)
{
  g_autofree char *id = stand_in_dup_id ("fox", number);

  probing_fetch (rig, id);
}

static void
start (Rig *rig)
{
  rig_launch (rig);
  rig->window = display_window_wait (rig->app, "Rushes");
}

static void
stop (Rig *rig)
{
  g_clear_pointer (&rig->window, display_window_free);
  display_app_signal (rig->app, SIGKILL);
  probing_wait_end (rig);
}

static void
measure (Rig    *rig,
         Memory *memory)
{
  pid_t pid = display_app_get_pid (rig->app);

  probing_pause (SETTLE_SECONDS);
  memory->all = figures_read_memory (pid, "Pss:");
  memory->own = figures_read_memory (pid, "Pss_Anon:");
  stop (rig);
}

static Memory
measure_ours (Rig *rig)
{
  Memory memory;

  start (rig);
  fetch (rig, 1);
  measure (rig, &memory);

  return memory;
}

static Memory
measure_bare (Rig *rig)
{
  g_autofree char *picture = stand_in_dup_file_path ("cover.jpg");
  Memory memory;

  probing_start_bare (rig, picture);
  rig->window = display_window_wait (rig->app, "Bare");
  measure (rig, &memory);

  return memory;
}

static void
measure_growth (Rig *rig)
{
  double before, after;

  start (rig);
  for (guint i = 0; i < N_BEFORE + N_FETCHES; i++)
    {
      if (i == N_BEFORE)
        {
          probing_pause (SETTLE_SECONDS);
          before = figures_read_memory (display_app_get_pid (rig->app), "Pss_Anon:");
        }
      fetch (rig, i % N_VIDEOS);
    }
  probing_pause (SETTLE_SECONDS);
  after = figures_read_memory (display_app_get_pid (rig->app), "Pss_Anon:");
  stop (rig);

  figures_print ("memory-growth", &after, &before, 1);
}

/* With a caret that blinks, as on a desktop. */
static void
measure_idle (Rig *rig)
{
  g_autoptr(GHashTable) before = NULL;
  g_autoptr(GHashTable) after = NULL;
  double seconds;
  pid_t pid;

  display_session_set_gtk (rig_get_session (), "gtk-cursor-blink", "true");
  start (rig);
  fetch (rig, 1);
  probing_wait_quiet (rig->app);
  pid = display_app_get_pid (rig->app);
  before = figures_read_switches (pid);
  seconds = figures_read_seconds (pid);
  probing_pause (IDLE_SECONDS);
  after = figures_read_switches (pid);
  figures_print_one ("idle-wakes", figures_count_switches (before, after) / IDLE_SECONDS);
  figures_print_one ("idle-processor",
                     100 * (figures_read_seconds (pid) - seconds) / IDLE_SECONDS);
  stop (rig);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(DisplaySession) session = display_session_new (1400, 1000);
  g_autoptr(Rig) rig = rig_new (session);
  double ours[2][ROUNDS], bare[2][ROUNDS];

  measure_ours (rig);
  for (guint i = 0; i < ROUNDS; i++)
    {
      Memory one = measure_ours (rig);
      Memory other = measure_bare (rig);

      ours[0][i] = one.all;
      ours[1][i] = one.own;
      bare[0][i] = other.all;
      bare[1][i] = other.own;
    }
  figures_print ("memory", ours[0], bare[0], ROUNDS);
  figures_print ("memory-own", ours[1], bare[1], ROUNDS);
  measure_growth (rig);
  measure_idle (rig);

  return 0;
}
