/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "playing.h"

#include <dlfcn.h>

/* Twice as long as the video. */
#define PATIENCE (8 * G_USEC_PER_SEC)

typedef struct
{
  Rig *rig;
  DisplayNode *position;
  double seconds;
  gint64 since;
} Waiting;

/**
 * playing_is_possible:
 *
 * Tells whether there is a player here at all. It is no part of GTK, and the program does without.
 *
 * Returns: %TRUE when there is
 */
gboolean
playing_is_possible (void)
{
  return dlopen ("libgstreamer-1.0.so.0", RTLD_LAZY) != NULL;
}

/**
 * playing_start:
 * @rig: a rig whose program does not run
 *
 * Starts the program in silence. Its leaks are not looked for: GStreamer's plugins make GLib's
 * table of names grow, which leaves the old one behind on purpose, and that cannot be told by name
 * from what is forgotten.
 */
void
playing_start (Rig *rig)
{
  DisplaySession *session = rig_get_session ();
  const char *rank = g_environ_getenv (display_session_get_environ (session),
                                       "GST_PLUGIN_FEATURE_RANK");

  display_session_setenv (session, "ASAN_OPTIONS",
                          "detect_leaks=0:detect_stack_use_after_return=0");
  if (rank == NULL)
    display_session_setenv (session, "GST_PLUGIN_FEATURE_RANK", PLAYING_SILENCE);
  rig_start (rig);
}

/**
 * playing_save:
 * @rig: a rig that shows a completed video
 *
 * Saves the video without watermark.
 */
void
playing_save (Rig *rig)
{
  g_autoptr(DisplayNode) row = rig_wait_row (rig, RIG_CLEAN_ROW);
  g_autoptr(DisplayNode) label = NULL;

  rig_press (rig, "Download", RIG_CLEAN);
  label = display_node_wait (row, DISPLAY_ROLE_LABEL, "Saved · *", NULL);
}

/**
 * playing_wait_player:
 * @rig: a rig
 *
 * Waits until the player stands in the place of the cover.
 */
void
playing_wait_player (Rig *rig)
{
  g_autoptr(DisplayNode) player = rig_wait (rig, DISPLAY_ROLE_PANEL, "Player");
}

static gboolean
has_reached (gpointer data)
{
  Waiting *waiting = data;
  gint64 now = g_get_monotonic_time ();

  if (display_node_get_value (waiting->position) >= waiting->seconds)
    return TRUE;

  if (now - waiting->since > PATIENCE)
    {
      display_window_press (waiting->rig->window, "space");
      waiting->since = now;
    }

  return FALSE;
}

/**
 * playing_wait_time:
 * @rig: a rig
 * @seconds: a place in the video
 *
 * Waits until that place is reached. Time goes by only while something plays; what came to its end
 * before anybody looked, on a slow machine, is played once more.
 */
void
playing_wait_time (Rig    *rig,
                   double  seconds)
{
  g_autoptr(DisplayNode) position = rig_wait (rig, DISPLAY_ROLE_SLIDER, "Position");
  Waiting waiting = { rig, position, seconds, g_get_monotonic_time () };

  if (!display_wait (has_reached, &waiting))
    display_app_fail (rig->app, "the video does not get to %g s", seconds);
}

/**
 * playing_wait_closed:
 * @rig: a rig
 *
 * Waits until the cover is back.
 */
void
playing_wait_closed (Rig *rig)
{
  g_autoptr(DisplayNode) play = NULL;

  display_node_wait_gone (rig->root, DISPLAY_ROLE_PANEL, "Player", NULL);
  play = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Play");
}
