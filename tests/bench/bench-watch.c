/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8: a window with 1,000 watched videos. The first round of questions is measured, in which
 * each answer is news, so that a row goes to the top of the list with each.
 */
#include "crowd.h"
#include "figures.h"
#include "probing.h"

#include <signal.h>

#define MANY 1000
#define ROUNDS 5
#define SETTLE_SECONDS 10
#define ROUND_SECONDS 12

static double
count_connections (Rig *rig)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (rig->stand_in);
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < record->len; i++)
    {
      StandInRequest *request = g_ptr_array_index (record, i);

      if (g_str_equal (request->port, "api"))
        g_hash_table_add (seen, GUINT_TO_POINTER (request->connection));
    }

  return g_hash_table_size (seen);
}

static void
measure (Rig *rig)
{
  pid_t pid = display_app_get_pid (rig->app);
  double processor[ROUNDS], answers[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      double before = figures_read_seconds (pid);
      guint n_asked = stand_in_count_requests (rig->stand_in, "api", NULL);

      probing_pause (ROUND_SECONDS);
      processor[i] = 100 * (figures_read_seconds (pid) - before) / ROUND_SECONDS;
      answers[i] = (stand_in_count_requests (rig->stand_in, "api", NULL) - n_asked) /
                   (double) ROUND_SECONDS;
    }

  figures_print ("watch-processor", processor, NULL, ROUNDS);
  figures_print ("watch-answers", answers, NULL, ROUNDS);
  figures_print_one ("watch-connections", count_connections (rig));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(DisplaySession) session = display_session_new (1400, 1000);
  g_autoptr(Rig) rig = rig_new (session);
  g_autofree char *home = g_strdup (display_session_get_home (session));
  g_autoptr(GFile) file = g_file_new_build_filename (home, ".local", "share", "rushes",
                                                     "library.sqlite", NULL);

  crowd_make_watched (file, MANY, "job-99+held");
  rig_set (rig, "watch", g_variant_new_boolean (TRUE));
  rig_launch (rig);
  rig->window = display_window_wait (rig->app, "Rushes");
  probing_pause (SETTLE_SECONDS);
  measure (rig);
  g_clear_pointer (&rig->window, display_window_free);
  display_app_signal (rig->app, SIGKILL);
  probing_wait_end (rig);

  return 0;
}
