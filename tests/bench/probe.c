/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <glib-object.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * Loaded before a program, tells from within it what cannot be seen from outside: in the file
 * $BENCH_PROBE, one line each, a word and the monotonic time in microseconds.
 *
 *   painted TIME        a frame has been drawn; after the first one the program ends with
 *                       $BENCH_PROBE_ONCE
 *   released TIME       the pointer let go of a button
 *   shown TIME          a widget of the type $BENCH_PROBE_TYPE came into sight
 *   waited TIME LENGTH  after the first frame, a timer of one millisecond, with $BENCH_PROBE_TICK,
 *                       came later than that by LENGTH microseconds, and more than by LEAST_WAIT;
 *                       what other programs on the same processor took is not counted
 *
 * It needs no GTK itself, or the command that starts the program would have it loaded.
 */
#define LEAST_WAIT 1000

static int file = -1;
static gboolean once;
static gboolean drawing;
static gboolean begun;
static const char *type_name;
static gint64 last_tick;
static guint64 last_delay;

static void
say (const char *word,
     gint64      length)
{
  char line[128];
  int n = snprintf (line, sizeof line, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", word,
                    g_get_monotonic_time (), length);

  if (write (file, line, n) != n)
    _exit (1);
}

static gboolean
on_render (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  drawing = TRUE;

  return TRUE;
}

static gboolean
on_after_paint (GSignalInvocationHint *hint,
                guint                  n_values,
                const GValue          *values,
                gpointer               user_data)
{
  if (!drawing)
    return TRUE;

  drawing = FALSE;
  say ("painted", 0);
  /* What the start takes is another figure. */
  if (!begun)
    {
      last_tick = g_get_monotonic_time ();
      last_delay = figures_read_delay ();
    }
  begun = TRUE;
  if (once)
    _exit (0);

  return TRUE;
}

static gboolean
on_released (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               user_data)
{
  say ("released", 0);

  return TRUE;
}

static gboolean
on_map (GSignalInvocationHint *hint,
        guint                  n_values,
        const GValue          *values,
        gpointer               user_data)
{
  if (strcmp (G_OBJECT_TYPE_NAME (g_value_get_object (&values[0])), type_name) == 0)
    say ("shown", 0);

  return TRUE;
}

static gboolean
on_tick (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  guint64 delay = figures_read_delay ();
  gint64 waited = now - last_tick - (gint64) (delay - last_delay) - 1000;

  last_tick = now;
  last_delay = delay;
  if (begun && waited > LEAST_WAIT)
    say ("waited", waited);

  return G_SOURCE_CONTINUE;
}

static void
hook (const char          *get_type,
      const char          *signal,
      GSignalEmissionHook  callback)
{
  GType (*function) (void) = dlsym (RTLD_DEFAULT, get_type);
  GType type = function ();

  g_type_class_ref (type);
  g_signal_add_emission_hook (g_signal_lookup (signal, type), 0, callback, NULL, NULL);
}

static void __attribute__ ((constructor))
start (void)
{
  const char *path = g_getenv ("BENCH_PROBE");

  if (path == NULL || dlsym (RTLD_DEFAULT, "gtk_widget_get_type") == NULL)
    return;

  file = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  once = g_getenv ("BENCH_PROBE_ONCE") != NULL;
  type_name = g_getenv ("BENCH_PROBE_TYPE");
  hook ("gdk_surface_get_type", "render", on_render);
  hook ("gdk_frame_clock_get_type", "after-paint", on_after_paint);
  if (type_name != NULL)
    {
      hook ("gtk_gesture_click_get_type", "released", on_released);
      hook ("gtk_widget_get_type", "map", on_map);
    }
  if (g_getenv ("BENCH_PROBE_TICK") != NULL)
    g_timeout_add (1, on_tick, NULL);
}
