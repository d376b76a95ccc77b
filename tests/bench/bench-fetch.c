/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8: from the press on Fetch to the page of the video with its status, in a window that has
 * just been opened, from a service that answers at once; and until that page has been painted.
 */
#include "figures.h"
#include "probing.h"

#define ROUNDS 9

static void
run (Rig    *rig,
     guint   number,
     double *shown,
     double *painted)
{
  g_autofree char *id = NULL;
  gint64 released, moment, before;

  probing_set ("BENCH_PROBE_TYPE", "RushesVideoView");
  rig_start (rig);
  before = g_get_monotonic_time ();
  id = rig_fetch_new (rig, "good", number);
  moment = probing_wait ("shown", before);
  released = probing_wait ("released", before);
  *shown = (moment - released) / 1000.0;
  *painted = (probing_wait ("painted", moment) - released) / 1000.0;
  rig_stop (rig);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(DisplaySession) session = display_session_new (1400, 1000);
  g_autoptr(Rig) rig = rig_new (session);
  double shown[ROUNDS + 1], painted[ROUNDS + 1];

  for (guint i = 0; i <= ROUNDS; i++)
    run (rig, i + 1, &shown[i], &painted[i]);

  /* The first run made the library. */
  figures_print ("fetch", shown + 1, NULL, ROUNDS);
  figures_print ("fetch-painted", painted + 1, NULL, ROUNDS);

  return 0;
}
