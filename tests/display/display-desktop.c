/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-desktop.h"

#include "display-wait.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define MAX_PLACE_BYTES 60

struct _DisplayDesktop
{
  char *folder;
  char **environ;
  GSubprocess *janitor;
  GSubprocess *server;
  GSubprocess *daemon;
  GSubprocess *manager;
  Display *x;
  GDBusConnection *bus;
  GDBusConnection *a11y_bus;
};

/*
 * Outlives the test by design, even one that was killed: its input closes with the test. Then it
 * ends every process that carries the mark, first kindly, and removes the folder.
 */
static const char janitor_script[] =
  "trap '' HUP INT TERM PIPE\n"
  "cat >/dev/null\n"
  "marked () {\n"
  "  grep -lzxF \"" DISPLAY_DESKTOP_MARK "=$1\" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3\n"
  "}\n"
  "for signal in TERM 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 KILL; do\n"
  "  pids=$(marked \"$1\"); [ -n \"$pids\" ] || break\n"
  "  [ $signal = 0 ] || kill -$signal $pids 2>/dev/null\n"
  "  sleep 0.05\n"
  "done\n"
  "rm -rf \"$1\"\n";

/* No service folders but our own: no portal, no file system daemon, no notification server. */
static const char bus_config[] =
  "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
  " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
  "<busconfig>\n"
  "  <type>session</type>\n"
  "  <listen>unix:path=%s/run/bus</listen>\n"
  "  <auth>EXTERNAL</auth>\n"
  "  <servicedir>%s/services</servicedir>\n"
  "  <policy context=\"default\">\n"
  "    <allow send_destination=\"*\" eavesdrop=\"true\"/>\n"
  "    <allow eavesdrop=\"true\"/>\n"
  "    <allow own=\"*\"/>\n"
  "  </policy>\n"
  "</busconfig>\n";

/**
 * display_child_setup:
 * @parent: (type gint): the process ID of the test
 *
 * Makes a child, between fork and exec, end with the test. Only async-signal-safe calls here.
 */
void
display_child_setup (gpointer parent)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);

  if (getppid () != GPOINTER_TO_INT (parent))
    _exit (1);
}

static void
on_janitor_setup (gpointer data)
{
  setsid ();
}

static GSubprocess *
start_janitor (const char *folder)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *janitor;

  /* A kill of the test's process group must not take it along. */
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, on_janitor_setup, NULL, NULL);
  janitor = g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", janitor_script,
                                         "janitor", folder, NULL);
  g_assert_no_error (error);

  return janitor;
}

static GSubprocess *
start_daemon (DisplayDesktop     *self,
              const char         *log_name,
              const char *const  *argv)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autofree char *log = g_build_filename (self->folder, log_name, NULL);
  g_autofree char *config = g_build_filename (self->folder, "desktop", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_environ (launcher, self->environ);
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "", TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "none", TRUE);
  g_subprocess_launcher_setenv (launcher, "NO_AT_BRIDGE", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", config, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", config, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", config, TRUE);
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, display_child_setup,
                                         GINT_TO_POINTER (getpid ()), NULL);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (error != NULL)
    g_error ("display tests need %s: %s", argv[0], error->message);

  return process;
}

static char *
read_first_line (DisplayDesktop *self,
                 GSubprocess    *process,
                 const char     *log_name)
{
  GInputStream *output = g_subprocess_get_stdout_pipe (process);
  g_autoptr(GDataInputStream) stream = g_data_input_stream_new (output);
  char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);

  if (line == NULL)
    {
      g_autofree char *log = g_build_filename (self->folder, log_name, NULL);
      g_autofree char *text = NULL;

      g_file_get_contents (log, &text, NULL, NULL);
      g_error ("%s did not start: %s", log_name, text);
    }

  return line;
}

static void
start_server (DisplayDesktop *self,
              int             width,
              int             height)
{
  g_autofree char *screen = g_strdup_printf ("%dx%dx24", width, height);
  const char *const argv[] = { "Xvfb", "-displayfd", "1", "-screen", "0", screen, "-noreset",
                               "-nolisten", "tcp", "-dpi", "96", NULL };
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  self->server = start_daemon (self, "Xvfb", argv);
  number = read_first_line (self, self->server, "Xvfb");
  name = g_strconcat (":", number, NULL);
  self->environ = g_environ_setenv (self->environ, "DISPLAY", name, TRUE);

  self->x = XOpenDisplay (name);
  g_assert_nonnull (self->x);
}

/* The launcher of the accessibility bus lies elsewhere on each system; its service file knows. */
static char *
find_a11y_launcher (void)
{
  const char *const *folders = g_get_system_data_dirs ();

  for (gsize i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folders[i], "dbus-1", "services",
                                                "org.a11y.Bus.service", NULL);
      g_autoptr(GKeyFile) file = g_key_file_new ();

      if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
        return g_key_file_get_string (file, "D-BUS Service", "Exec", NULL);
    }

  g_error ("display tests need at-spi2-core: no org.a11y.Bus.service found");
}

/**
 * display_desktop_write_file:
 * @folder: a folder
 * @name: a path in it
 * @text: what to write
 *
 * Writes a file, and makes the folders on the way.
 */
void
display_desktop_write_file (const char *folder,
                            const char *name,
                            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (parent, 0700));
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static GDBusConnection *
connect_to_bus (const char *address)
{
  GDBusConnectionFlags flags = G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                               G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION;
  g_autoptr(GError) error = NULL;
  GDBusConnection *bus;

  bus = g_dbus_connection_new_for_address_sync (address, flags, NULL, NULL, &error);
  g_assert_no_error (error);

  /* The end of a bus is not the end of the test. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);

  return bus;
}

static void
start_bus (DisplayDesktop *self)
{
  g_autofree char *config = g_strdup_printf (bus_config, self->folder, self->folder);
  g_autofree char *option = g_strdup_printf ("--config-file=%s/bus.conf", self->folder);
  const char *const argv[] = { "dbus-daemon", option, "--nofork", "--print-address", NULL };
  g_autofree char *launcher = find_a11y_launcher ();
  g_autofree char *service = g_strdup_printf ("[D-BUS Service]\nName=org.a11y.Bus\nExec=%s\n",
                                              launcher);
  g_autofree char *address = NULL;

  display_desktop_write_file (self->folder, "bus.conf", config);
  display_desktop_write_file (self->folder, "services/org.a11y.Bus.service", service);

  self->daemon = start_daemon (self, "dbus-daemon", argv);
  address = read_first_line (self, self->daemon, "dbus-daemon");
  self->environ = g_environ_setenv (self->environ, "DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  self->bus = connect_to_bus (address);
}

static void
set_a11y_status (DisplayDesktop *self,
                 const char     *name)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  reply = g_dbus_connection_call_sync (self->bus, "org.a11y.Bus", "/org/a11y/bus",
                                       "org.freedesktop.DBus.Properties", "Set",
                                       g_variant_new ("(ssv)", "org.a11y.Status", name,
                                                      g_variant_new_boolean (TRUE)),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, DISPLAY_DEADLINE * 1000, NULL,
                                       &error);
  /* at-spi2-core 2.62 has one of the two alone. */
  if (!g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS))
    g_assert_no_error (error);
}

static void
start_a11y_bus (DisplayDesktop *self)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  const char *address;

  reply = g_dbus_connection_call_sync (self->bus, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus",
                                       "GetAddress", NULL, G_VARIANT_TYPE ("(s)"),
                                       G_DBUS_CALL_FLAGS_NONE, DISPLAY_DEADLINE * 1000, NULL,
                                       &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(&s)", &address);

  /* GTK 4.8 asks neither; newer ones show themselves only when somebody listens. */
  set_a11y_status (self, "IsEnabled");
  set_a11y_status (self, "ScreenReaderEnabled");

  self->a11y_bus = connect_to_bus (address);
}

static gboolean
is_managed (gpointer data)
{
  DisplayDesktop *self = data;
  Atom check = XInternAtom (self->x, "_NET_SUPPORTING_WM_CHECK", False);
  Atom type;
  int format;
  unsigned long n_items = 0, after;
  unsigned char *value = NULL;

  XGetWindowProperty (self->x, DefaultRootWindow (self->x), check, 0, 1, False, XA_WINDOW, &type,
                      &format, &n_items, &after, &value);
  g_clear_pointer (&value, XFree);

  return n_items == 1;
}

/* Metacity knows _GTK_FRAME_EXTENTS and composites: GTK draws the frames it draws on a desktop. */
static void
start_manager (DisplayDesktop *self)
{
  const char *const argv[] = { "metacity", "--sm-disable", "--compositor=xrender", NULL };

  self->manager = start_daemon (self, "metacity", argv);
}

/* A window may be gone between two questions about it: the answer says so, and that is enough. */
static int
on_x_error (Display     *x,
            XErrorEvent *event)
{
  return 0;
}

/**
 * display_desktop_new:
 *
 * Makes the folder of a desktop, which is removed when the test ends, however it ends.
 *
 * Returns: (transfer full): a desktop on which nothing runs yet
 */
DisplayDesktop *
display_desktop_new (void)
{
  DisplayDesktop *self = g_new0 (DisplayDesktop, 1);
  const char *place = g_get_tmp_dir ();
  g_autofree char *run = NULL;

  /* The bus has its socket in there, whose name must be short. */
  self->folder = g_build_filename (strlen (place) < MAX_PLACE_BYTES ? place : "/tmp",
                                   "rushes-display-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (self->folder));
  self->janitor = start_janitor (self->folder);
  run = g_build_filename (self->folder, "run", NULL);
  g_assert_no_errno (g_mkdir (run, 0700));

  return self;
}

/**
 * display_desktop_start:
 * @self: a desktop on which nothing runs yet
 * @envp: (transfer full): the environment of what is started
 * @width: the width of the screen
 * @height: its height
 *
 * Starts all that makes a desktop, and returns when windows can be opened on it.
 *
 * Returns: (transfer full): @envp, and in it where to find the desktop
 */
char **
display_desktop_start (DisplayDesktop  *self,
                       char           **envp,
                       int              width,
                       int              height)
{
  self->environ = g_environ_setenv (envp, DISPLAY_DESKTOP_MARK, self->folder, TRUE);

  XSetErrorHandler (on_x_error);
  start_server (self, width, height);
  start_manager (self);
  start_bus (self);
  start_a11y_bus (self);
  if (!display_wait (is_managed, self))
    g_error ("metacity did not start");

  return g_steal_pointer (&self->environ);
}

static void
stop (GSubprocess **process)
{
  g_subprocess_send_signal (*process, SIGTERM);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

static void
close_bus (GDBusConnection **bus)
{
  g_dbus_connection_close_sync (*bus, NULL, NULL);
  g_clear_object (bus);
}

/**
 * display_desktop_free:
 * @self: (transfer full): a desktop that was started
 *
 * Ends all that runs on @self and removes its folder.
 */
void
display_desktop_free (DisplayDesktop *self)
{
  close_bus (&self->a11y_bus);
  close_bus (&self->bus);
  XCloseDisplay (self->x);
  stop (&self->manager);
  stop (&self->daemon);
  stop (&self->server);

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->janitor), NULL, NULL);
  g_subprocess_wait (self->janitor, NULL, NULL);
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
  g_clear_object (&self->janitor);

  g_free (self->folder);
  g_free (self);
}

/**
 * display_desktop_get_folder:
 * @self: a desktop
 *
 * Gets the folder that is removed with @self.
 *
 * Returns: (transfer none): a path
 */
const char *
display_desktop_get_folder (DisplayDesktop *self)
{
  return self->folder;
}

/**
 * display_desktop_get_bus:
 * @self: a desktop
 *
 * Gets a connection to the session bus.
 *
 * Returns: (transfer none): a connection
 */
GDBusConnection *
display_desktop_get_bus (DisplayDesktop *self)
{
  return self->bus;
}

/**
 * display_desktop_get_a11y_bus:
 * @self: a desktop
 *
 * Gets a connection to the accessibility bus.
 *
 * Returns: (transfer none): a connection
 */
GDBusConnection *
display_desktop_get_a11y_bus (DisplayDesktop *self)
{
  return self->a11y_bus;
}

/**
 * display_desktop_get_x:
 * @self: a desktop
 *
 * Gets the connection to the X server.
 *
 * Returns: (transfer none): an Xlib `Display`
 */
struct _XDisplay *
display_desktop_get_x (DisplayDesktop *self)
{
  return self->x;
}
