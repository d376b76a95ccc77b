/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "probing.h"

#include "figures.h"

#include <glib/gstdio.h>
#include <string.h>

/* How long nothing may happen in a program for it to have come to rest, and how long that is waited
 * for at most. */
#define QUIET_SECONDS 2
#define RESTLESS_SECONDS 60

static char *
dup_path (void)
{
  return g_build_filename (display_session_get_folder (rig_get_session ()), "probe", NULL);
}

/**
 * probing_set:
 * @option: a variable of probe.c
 * @value: (nullable): its value
 *
 * Has the programs that are started from now on tell of themselves, and forgets what those before
 * them told.
 */
void
probing_set (const char *option,
             const char *value)
{
  g_autofree char *path = dup_path ();

  g_unlink (path);
  display_session_setenv (rig_get_session (), "LD_PRELOAD", PROBE);
  display_session_setenv (rig_get_session (), "BENCH_PROBE", path);
  display_session_setenv (rig_get_session (), option, value);
}

typedef struct
{
  const char *word;
  gint64 after;
  gint64 time;
  gint64 longest;
} Line;

/* The first line with the word, and the longest of those that have a length. */
static void
look_for (Line *line)
{
  g_autofree char *path = dup_path ();
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  line->time = 0;
  line->longest = 0;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", 3);
      gint64 time;

      if (g_strv_length (words) != 3 || !g_str_equal (words[0], line->word))
        continue;
      time = g_ascii_strtoll (words[1], NULL, 10);
      if (time > line->after)
        {
          line->time = line->time > 0 ? line->time : time;
          line->longest = MAX (line->longest, g_ascii_strtoll (words[2], NULL, 10));
        }
    }
}

static gboolean
has_come (gpointer data)
{
  Line *line = data;

  look_for (line);

  return line->time > 0;
}

/**
 * probing_wait:
 * @word: what a program tells of
 * @after: a moment, in microseconds
 *
 * Waits until it has told of that.
 *
 * Returns: when it happened first after that moment
 */
gint64
probing_wait (const char *word,
              gint64      after)
{
  Line line = { word, after, 0, 0 };

  if (!display_wait (has_come, &line))
    g_error ("the program never told of \"%s\"", word);

  return line.time;
}

/**
 * probing_get_wait:
 * @after: a moment, in microseconds
 *
 * Gets how long the main loop of the program has kept a timer waiting after that moment at the
 * longest.
 *
 * Returns: milliseconds
 */
double
probing_get_wait (gint64 after)
{
  Line line = { "waited", after, 0, 0 };

  look_for (&line);

  return line.longest / 1000.0;
}

static gboolean
has_ended (gpointer data)
{
  return !display_app_is_running (data);
}

static gboolean
is_name_free (gpointer data)
{
  g_autoptr(GVariant) reply = NULL;
  gboolean owned = TRUE;

  reply = g_dbus_connection_call_sync (display_session_get_bus (rig_get_session ()),
                                       "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "NameHasOwner",
                                       g_variant_new ("(s)", RUSHES_APP_ID), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return !owned;
}

/**
 * probing_wait_end:
 * @rig: a rig whose program is about to end by itself
 *
 * Waits until it has ended, however long that takes under a tool that slows it down, and until the
 * next one can be the first of its name.
 */
void
probing_wait_end (Rig *rig)
{
  g_autofree char *errors = NULL;

  for (guint i = 0; i < 10 && display_app_is_running (rig->app); i++)
    display_wait (has_ended, rig->app);

  errors = display_app_dup_errors (rig->app);
  if (*errors != '\0')
    g_printerr ("%s", errors);
  g_clear_pointer (&rig->app, display_app_free);
  display_wait (is_name_free, NULL);
}

/**
 * probing_pause:
 * @seconds: how long
 *
 * Lets time pass. The default main context runs meanwhile, and with it what plays a server in it.
 */
void
probing_pause (double seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    {
      g_usleep (MIN (end - g_get_monotonic_time (), 50000) + 1);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }
}

/**
 * probing_wait_quiet:
 * @app: a program
 *
 * Waits until it has nothing to do for a while. Returns all the same when that never comes.
 */
void
probing_wait_quiet (DisplayApp *app)
{
  pid_t pid = display_app_get_pid (app);

  for (guint i = 0; i < RESTLESS_SECONDS / QUIET_SECONDS; i++)
    {
      g_autoptr(GHashTable) before = figures_read_switches (pid);
      g_autoptr(GHashTable) after = NULL;

      probing_pause (QUIET_SECONDS);
      after = figures_read_switches (pid);
      if (figures_count_switches (before, after) == 0)
        return;
    }
}

/**
 * probing_fetch:
 * @rig: a rig whose program runs
 * @video_id: an ID of the stand-in
 *
 * Has a video fetched without the pointer, the keyboard or the accessibility bus, which would leave
 * something in memory, and waits until the service was asked about it.
 */
void
probing_fetch (Rig        *rig,
               const char *video_id)
{
  static const char path[] = RUSHES_APP_PATH;
  g_autofree char *object = g_strndup (path, strlen (path) - 1);
  GVariant *parameters = g_variant_new_parsed ("('open-video', [<%s>], @a{sv} {})", video_id);
  guint n_asked = stand_in_count_requests (rig->stand_in, "api", video_id);
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (display_session_get_bus (rig_get_session ()), RUSHES_APP_ID,
                                       object, "org.gtk.Actions", "Activate", parameters, NULL,
                                       G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
  if (!stand_in_wait_for_requests (rig->stand_in, "api", video_id, n_asked + 1))
    g_error ("%s was not asked about", video_id);
}

/**
 * probing_ask:
 * @app: a program
 *
 * Asks it something that its main loop answers, over the accessibility bus.
 *
 * Returns: how long the answer took, in milliseconds
 */
double
probing_ask (DisplayApp *app)
{
  GDBusConnection *bus = display_session_get_a11y_bus (rig_get_session ());
  const char *name = display_app_get_name (app);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (bus, name, "/org/a11y/atspi/accessible/root",
                                       "org.a11y.atspi.Accessible", "GetRole", NULL, NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  return (g_get_monotonic_time () - start) / 1000.0;
}

/**
 * probing_start_bare:
 * @rig: a rig whose program does not run
 * @picture: (nullable): a file
 *
 * Starts the bare window in the place of the program. It gets the frame that GTK draws, as it does
 * wherever no window manager draws one.
 */
void
probing_start_bare (Rig        *rig,
                    const char *picture)
{
  rig->app = display_app_new (rig_get_session (),
                              (const char *const[]) { BARE_WINDOW, picture, NULL },
                              (const char *const[]) { "GTK_CSD=1", NULL });
}
