/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8: how long the main loop of the window keeps somebody waiting at the longest, while
 * 1 GiB is saved, a cover of 4K is decoded and scaled, and a library of 100,000 videos is opened:
 * seen from within by a timer, and from outside by a question over the accessibility bus.
 */
#include "crowd.h"
#include "figures.h"
#include "probing.h"

#include <glib/gstdio.h>
#include <signal.h>

#define ROUNDS 5
#define MANY 100000
#define MEGABYTES "1074"
#define SETTLE_SECONDS 2

typedef gboolean (*Check) (Rig *rig);

typedef struct
{
  double inside[ROUNDS];
  double outside[ROUNDS];
} Stalls;

/* Asks all the time until the check is true, and for a second more. */
static void
watch_until (Rig    *rig,
             gint64  since,
             Check   check,
             Stalls *stalls,
             guint   round)
{
  double longest = 0;
  gint64 end = 0;

  while (end == 0 || g_get_monotonic_time () < end)
    {
      longest = MAX (longest, probing_ask (rig->app));
      if (end == 0 && check (rig))
        end = g_get_monotonic_time () + G_USEC_PER_SEC;
      probing_pause (0.002);
    }

  stalls->inside[round] = probing_get_wait (since);
  stalls->outside[round] = longest;
}

static void
print (const char *what,
       Stalls     *stalls,
       guint       n)
{
  g_autofree char *outside = g_strconcat (what, "-outside", NULL);

  figures_print (what, stalls->inside, NULL, n);
  figures_print (outside, stalls->outside, NULL, n);
}

static gboolean
has_cover (Rig *rig)
{
  return stand_in_count_requests (rig->stand_in, "media", "4k") > 0;
}

/* A page with a cover stands already, so that it is this one alone. */
static void
measure_cover (Rig *rig)
{
  Stalls stalls;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 since;

      probing_set ("BENCH_PROBE_TICK", "1");
      rig_start (rig);
      rig_show (rig, "good", 1, "Completed");
      probing_pause (SETTLE_SECONDS);
      stand_in_clear_record (rig->stand_in);
      since = g_get_monotonic_time ();
      g_free (rig_fetch_new (rig, "4k", i + 2));
      watch_until (rig, since, has_cover, &stalls, i);
      rig_stop (rig);
    }

  print ("stall-cover", &stalls, ROUNDS);
}

static char *
find_film (void)
{
  g_autofree char *folder = g_build_filename (display_session_get_home (rig_get_session ()),
                                              "Videos", "Rushes", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".mp4"))
      return g_build_filename (folder, name, NULL);

  return NULL;
}

static gboolean
is_saved (Rig *rig)
{
  g_autofree char *path = find_film ();

  return path != NULL;
}

static void
measure_download (Rig *rig)
{
  Stalls stalls;
  g_autofree char *path = NULL;
  gint64 since;

  probing_set ("BENCH_PROBE_TICK", "1");
  rig_start (rig);
  rig_show (rig, "big-" MEGABYTES, 50, "Completed");
  probing_pause (SETTLE_SECONDS);
  since = g_get_monotonic_time ();
  display_window_press (rig->window, "Control+s");
  watch_until (rig, since, is_saved, &stalls, 0);
  rig_stop (rig);
  path = find_film ();
  g_unlink (path);

  print ("stall-download", &stalls, 1);
}

static gboolean
is_up (Rig *rig)
{
  return TRUE;
}

/* From the first frame on: until then nobody has anything to wait with. */
static void
measure_library (Rig *rig)
{
  g_autofree char *folder = g_build_filename (display_session_get_folder (rig_get_session ()),
                                              "large", NULL);
  g_autoptr(GFile) file = g_file_new_build_filename (folder, "rushes", "library.sqlite", NULL);
  Stalls stalls;

  crowd_make (file, MANY);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 since = g_get_monotonic_time ();

      probing_set ("BENCH_PROBE_TICK", "1");
      display_session_setenv (rig_get_session (), "XDG_DATA_HOME", folder);
      rig_launch (rig);
      display_app_get_name (rig->app);
      probing_wait ("painted", since);
      watch_until (rig, since, is_up, &stalls, i);
      display_app_signal (rig->app, SIGKILL);
      probing_wait_end (rig);
    }

  print ("stall-library", &stalls, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(DisplaySession) session = display_session_new (1400, 1000);
  g_autoptr(Rig) rig = rig_new (session);

  measure_cover (rig);
  measure_download (rig);
  measure_library (rig);

  return 0;
}
