/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-app.h"

#include "display-desktop.h"
#include "display-failure.h"
#include "display-node.h"
#include "display-window.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define ROOT_PATH "/org/a11y/atspi/accessible/root"

struct _DisplayApp
{
  DisplaySession *session;
  GSubprocess *process;
  pid_t pid;
  int scale;
  gboolean running;
  char *output_path;
  char *errors_path;
  char *bus_name;
  DisplayNode *root;
};

/* The marks by which GLib, the sanitizers and the dynamic linker say that something is wrong. */
static const char *const complaints[] = {
  "WARNING **", "-WARNING", "CRITICAL **", "-CRITICAL", "ERROR **", "Sanitizer", "runtime error:",
  "error while loading",
};

#ifdef DISPLAY_KNOWN_WARNING
/* GDK is wrong about itself. That line is no complaint, and so must not end the program; every
 * other warning is found when the program has ended. */
static void
drop_known_warning (char *errors)
{
  char *known;

  while ((known = strstr (errors, DISPLAY_KNOWN_WARNING)) != NULL)
    {
      const char *end = known + strlen (DISPLAY_KNOWN_WARNING);

      while (known > errors && known[-1] != '\n')
        known--;
      memmove (known, end, strlen (end) + 1);
    }
}
#endif

static void
on_exit_seen (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  DisplayApp *self = data;

  g_subprocess_wait_finish (self->process, result, NULL);
  self->running = FALSE;
}

static GSubprocessLauncher *
build_launcher (DisplayApp        *self,
                const char *const *environment)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  const char *scale;

  g_subprocess_launcher_set_environ (launcher, display_session_get_environ (self->session));
  for (gsize i = 0; environment != NULL && environment[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (environment[i], "=", 2);

      g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
    }

  scale = g_subprocess_launcher_getenv (launcher, "GDK_SCALE");
  self->scale = scale != NULL ? MAX (1, atoi (scale)) : 1;

  g_subprocess_launcher_set_cwd (launcher, display_session_get_home (self->session));
  g_subprocess_launcher_set_stdout_file_path (launcher, self->output_path);
  g_subprocess_launcher_set_stderr_file_path (launcher, self->errors_path);
  g_subprocess_launcher_set_child_setup (launcher, display_child_setup,
                                         GINT_TO_POINTER (getpid ()), NULL);

  return launcher;
}

/**
 * display_app_new:
 * @session: where it shall run
 * @argv: the program and its arguments, %NULL at the end
 * @environment: (nullable): NAME=VALUE on top of the session's environment, %NULL at the end
 *
 * Starts a program. [func@window_wait] tells when it has shown itself.
 *
 * Returns: (transfer full): the running program
 */
DisplayApp *
display_app_new (DisplaySession    *session,
                 const char *const *argv,
                 const char *const *environment)
{
  static guint n_started = 0;
  DisplayApp *self = g_new0 (DisplayApp, 1);
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  const char *identifier;

  n_started++;
  self->session = session;
  self->output_path = g_strdup_printf ("%s/stdout-%u", display_session_get_folder (session),
                                       n_started);
  self->errors_path = g_strdup_printf ("%s/stderr-%u", display_session_get_folder (session),
                                       n_started);
  launcher = build_launcher (self, environment);
  self->process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);

  /* One that has ended already has no identifier any more. */
  identifier = g_subprocess_get_identifier (self->process);
  self->pid = identifier != NULL ? atoi (identifier) : 0;
  self->running = TRUE;
  g_subprocess_wait_async (self->process, NULL, on_exit_seen, self);
  display_failure_watch (self);

  return self;
}

static gboolean
is_stopped (gpointer data)
{
  DisplayApp *self = data;

  return !self->running;
}

/**
 * display_app_free:
 * @self: (transfer full): a program
 *
 * Kills @self when it still runs.
 */
void
display_app_free (DisplayApp *self)
{
  if (self->running)
    g_subprocess_force_exit (self->process);
  if (!display_wait (is_stopped, self))
    g_error ("process %d cannot be killed", self->pid);

  display_failure_forget (self);
  g_clear_pointer (&self->root, display_node_free);
  g_object_unref (self->process);
  g_free (self->output_path);
  g_free (self->errors_path);
  g_free (self->bus_name);
  g_free (self);
}

/**
 * display_app_get_session:
 * @self: a program
 *
 * Gets where @self runs.
 *
 * Returns: (transfer none): the session
 */
DisplaySession *
display_app_get_session (DisplayApp *self)
{
  return self->session;
}

/**
 * display_app_get_pid:
 * @self: a program
 *
 * Gets the process ID of @self.
 *
 * Returns: the ID, or 0 when @self ended as soon as it was started
 */
pid_t
display_app_get_pid (DisplayApp *self)
{
  return self->pid;
}

/**
 * display_app_get_scale:
 * @self: a program
 *
 * Gets how many pixels of the screen one of the program's is, each way.
 *
 * Returns: 1 or more
 */
int
display_app_get_scale (DisplayApp *self)
{
  return self->scale;
}

static gboolean
is_ours (DisplayApp *self,
         const char *bus_name)
{
  g_autoptr(GVariant) reply = NULL;
  guint32 pid = 0;

  reply = g_dbus_connection_call_sync (display_session_get_a11y_bus (self->session),
                                       "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                       g_variant_new ("(s)", bus_name), G_VARIANT_TYPE ("(u)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);

  return pid == (guint32) self->pid;
}

static gboolean
is_on_bus (gpointer data)
{
  DisplayApp *self = data;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariantIter) iter = NULL;
  const char *bus_name;

  if (!self->running || self->bus_name != NULL)
    return TRUE;

  reply = g_dbus_connection_call_sync (display_session_get_a11y_bus (self->session),
                                       "org.a11y.atspi.Registry", ROOT_PATH,
                                       "org.a11y.atspi.Accessible", "GetChildren", NULL,
                                       G_VARIANT_TYPE ("(a(so))"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       NULL);
  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(a(so))", &iter);
  while (self->bus_name == NULL && g_variant_iter_loop (iter, "(&s&o)", &bus_name, NULL))
    if (is_ours (self, bus_name))
      self->bus_name = g_strdup (bus_name);

  return self->bus_name != NULL;
}

/**
 * display_app_get_name:
 * @self: a program
 *
 * Gets the name of @self on the accessibility bus. Waits until it is there.
 *
 * Returns: (transfer none): a unique name
 */
const char *
display_app_get_name (DisplayApp *self)
{
  if (self->bus_name == NULL && (!display_wait (is_on_bus, self) || self->bus_name == NULL))
    display_app_fail (self, "the program never appeared on the accessibility bus");

  return self->bus_name;
}

/**
 * display_app_get_root:
 * @self: a program
 *
 * Gets the node above all windows of @self. Waits until it is there.
 *
 * Returns: (transfer none): a node
 */
DisplayNode *
display_app_get_root (DisplayApp *self)
{
  if (self->root == NULL)
    self->root = display_node_new (self, ROOT_PATH);

  return self->root;
}

/**
 * display_app_is_running:
 * @self: a program
 *
 * Tells whether @self has not ended yet.
 *
 * Returns: %TRUE while it runs
 */
gboolean
display_app_is_running (DisplayApp *self)
{
  return self->running;
}

static char *
read_log (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text != NULL ? text : g_strdup ("");
}

/**
 * display_app_dup_output:
 * @self: a program
 *
 * Gets what @self has written to stdout by now.
 *
 * Returns: (transfer full): the text
 */
char *
display_app_dup_output (DisplayApp *self)
{
  return read_log (self->output_path);
}

/**
 * display_app_dup_errors:
 * @self: a program
 *
 * Gets what @self has written to stderr by now.
 *
 * Returns: (transfer full): the text
 */
char *
display_app_dup_errors (DisplayApp *self)
{
  char *errors = read_log (self->errors_path);

#ifdef DISPLAY_KNOWN_WARNING
  drop_known_warning (errors);
#endif

  return errors;
}

/**
 * display_app_signal:
 * @self: a program
 * @signal_number: such as %SIGTERM
 *
 * Sends @self a signal.
 */
void
display_app_signal (DisplayApp *self,
                    int         signal_number)
{
  g_subprocess_send_signal (self->process, signal_number);
}

/**
 * display_app_wait_exit:
 * @self: a program
 *
 * Waits until @self ends.
 *
 * Returns: its exit status, or the number of the signal that ended it, negative
 */
int
display_app_wait_exit (DisplayApp *self)
{
  if (!display_wait (is_stopped, self))
    display_app_fail (self, "the program did not end");

  if (g_subprocess_get_if_signaled (self->process))
    return -g_subprocess_get_term_sig (self->process);

  return g_subprocess_get_exit_status (self->process);
}

/**
 * display_app_finish:
 * @self: a program that is about to end
 *
 * Waits until @self ends, and fails unless it did so with 0, without a warning of GLib's and
 * without a word from a sanitizer.
 */
void
display_app_finish (DisplayApp *self)
{
  int status = display_app_wait_exit (self);
  g_autofree char *errors = display_app_dup_errors (self);

  if (status != 0)
    display_app_fail (self, "the program ended with %d", status);

  for (gsize i = 0; i < G_N_ELEMENTS (complaints); i++)
    if (strstr (errors, complaints[i]) != NULL)
      display_app_fail (self, "the program complained");
}

/**
 * display_app_quit:
 * @self: a program
 *
 * Closes every window of @self as a user would, and goes on as [func@app_finish].
 */
void
display_app_quit (DisplayApp *self)
{
  display_window_close_all (self);
  display_app_finish (self);
}

/**
 * display_app_describe:
 * @self: a program
 *
 * Tells what @self shows, as a screen reader finds it, and what it has written to stderr by now.
 *
 * Returns: (transfer full): lines
 */
char *
display_app_describe (DisplayApp *self)
{
  g_autofree char *errors = display_app_dup_errors (self);
  g_autofree char *tree = NULL;

  if (self->running && is_on_bus (self) && self->bus_name != NULL)
    tree = display_node_dump (display_app_get_root (self));

  return g_strdup_printf ("--- nodes\n%s\n--- stderr of process %d (%s)\n%s\n",
                          tree != NULL ? tree : "none", self->pid,
                          self->running ? "running" : "ended", errors);
}

/**
 * display_app_fail:
 * @self: a program
 * @format: what was expected of it, as for `printf()`
 * @...: what belongs to @format
 *
 * Fails the test that drives @self, with what [func@failure_watch] leaves of it.
 */
void
display_app_fail (DisplayApp *self,
                  const char *format,
                  ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  display_failure_watch (self);
  g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC, message);
  abort ();
}
