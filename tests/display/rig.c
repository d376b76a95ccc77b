/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include <signal.h>
#include <string.h>

#define WIDTH 1400
#define HEIGHT 1000

/* The halves of the tokens that are secret, which a prefix or an escape does not change. */
static const char *const secrets[] = { "Ab0Cd1Ef2Gh3Ij4Kl5Mn6O", "Zz9Yy8Xx7Ww6Vv5Uu4Tt3S" };

static DisplaySession *session;
static int screen_width = WIDTH;
static int screen_height = HEIGHT;
static gboolean listing; /* who asks for the names of the tests needs no desktop */

static gboolean
holds_secret (const char *text,
              gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (memmem (text, length, secrets[i], strlen (secrets[i])) != NULL)
      return TRUE;

  return FALSE;
}

static void
assert_without_secret (Rig        *rig,
                       const char *text,
                       const char *where)
{
  if (!holds_secret (text, strlen (text)))
    return;

  if (rig->app != NULL)
    display_app_fail (rig->app, "the token is in %s", where);
  g_error ("the token is in %s: %s", where, text);
}

/* The one place where it may be: the header of a call of the API. */
static void
check_request (Rig            *rig,
               StandInRequest *request)
{
  gboolean is_api = g_str_equal (request->port, "api") &&
                    (g_str_has_prefix (request->target, "/v1/") ||
                     g_str_has_prefix (request->target, "/v2/"));

  assert_without_secret (rig, request->target, "the target of a request");
  for (char **header = request->headers; *header != NULL; header += 2)
    if (!is_api || g_ascii_strcasecmp (header[0], "Authorization") != 0)
      assert_without_secret (rig, header[1], "a header of a request");
}

static void
check_record (Rig *rig)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (rig->stand_in);

  for (guint i = 0; i < record->len; i++)
    check_request (rig, record->pdata[i]);
}

static void
check_file (Rig        *rig,
            const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  /* The settings, and what a kill left beside them while they were written. */
  if (strstr (path, "/.config/glib-2.0/settings/") != NULL ||
      !g_file_get_contents (path, &contents, &length, NULL))
    return;

  if (holds_secret (contents, length))
    g_error ("the token is in the file %s", path);
}

static void
check_files (Rig        *rig,
             const char *path)
{
  g_autoptr(GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    folder = g_dir_open (path, 0, NULL);
  if (folder == NULL)
    {
      check_file (rig, path);
      return;
    }

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      check_files (rig, child);
    }
}

static void
check_process (Rig *rig)
{
  static const char *const files[] = { "cmdline", "environ" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/%s", display_app_get_pid (rig->app),
                                               files[i]);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_get_contents (path, &contents, &length, NULL) && holds_secret (contents, length))
        display_app_fail (rig->app, "the token is in %s", path);
    }
}

static void
check_words (Rig *rig)
{
  g_autofree char *output = display_app_dup_output (rig->app);
  g_autofree char *errors = display_app_dup_errors (rig->app);

  assert_without_secret (rig, output, "stdout");
  assert_without_secret (rig, errors, "stderr");
}

/**
 * rig_assert_secret:
 * @rig: a rig whose program runs
 *
 * Fails when the token can be seen from outside: in a node, its arguments, its words, a request.
 */
void
rig_assert_secret (Rig *rig)
{
  g_autofree char *tree = display_node_dump (rig->root);

  assert_without_secret (rig, tree, "the tree of nodes");
  check_process (rig);
  check_words (rig);
  check_record (rig);
}

static const char *
get_group (void)
{
  static char *group = NULL;

  if (group == NULL)
    group = g_strndup (RUSHES_APP_PATH + 1, strlen (RUSHES_APP_PATH) - 2);

  return group;
}

/**
 * rig_set:
 * @rig: a rig
 * @key: a key of the program's settings
 * @value: its value; a floating one is taken over
 *
 * Changes a setting before the program starts.
 */
void
rig_set (Rig        *rig,
         const char *key,
         GVariant   *value)
{
  display_session_set_setting (session, get_group (), key, value);
}

/**
 * rig_read_setting:
 * @rig: a rig
 * @key: a key of the program's settings
 * @type: its type
 *
 * Reads what is stored.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL when nothing is stored
 */
GVariant *
rig_read_setting (Rig        *rig,
                  const char *key,
                  const char *type)
{
  return display_session_dup_setting (session, get_group (), key, G_VARIANT_TYPE (type));
}

/**
 * rig_dup_setting:
 * @rig: a rig
 * @key: a key of the program's settings, of text
 *
 * Reads what is stored.
 *
 * Returns: (transfer full): the value, "" when nothing is stored
 */
char *
rig_dup_setting (Rig        *rig,
                 const char *key)
{
  g_autoptr(GVariant) value = rig_read_setting (rig, key, "s");

  return value != NULL ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

/* Where the program is on the bus, which is its ID with slashes and none at the end. */
static char *
dup_object (void)
{
  static const char path[] = RUSHES_APP_PATH;

  return g_strndup (path, strlen (path) - 1);
}

static DisplayApp *
new_app (const char *argument)
{
  return display_app_new (session, (const char *const[]) { RUSHES, argument, NULL },
                          (const char *const[]) { "GSETTINGS_SCHEMA_DIR=" SCHEMA_DIR, NULL });
}

/**
 * rig_ask_status:
 * @rig: a rig
 * @video_id: a video
 *
 * Asks for the status of a video on a command line, beside the window.
 */
void
rig_ask_status (Rig        *rig,
                const char *video_id)
{
  g_autoptr(DisplayApp) command = NULL;

  command = display_app_new (session, (const char *const[]) { RUSHES, "--status", video_id, NULL },
                             (const char *const[]) { "GSETTINGS_SCHEMA_DIR=" SCHEMA_DIR, NULL });
  display_app_finish (command);
}

/**
 * rig_launch:
 * @rig: a rig whose program does not run
 *
 * Starts the program, and waits for nothing.
 */
void
rig_launch (Rig *rig)
{
  rig->app = new_app (NULL);
}

static void
wait_window (Rig *rig)
{
  g_clear_pointer (&rig->found, g_hash_table_unref);
  g_clear_pointer (&rig->window, display_window_free);

  rig->window = display_window_wait (rig->app, "Rushes");
  rig->root = display_app_get_root (rig->app);
  rig->found = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                      (GDestroyNotify) display_node_free);
}

/**
 * rig_start:
 * @rig: a rig whose program does not run
 *
 * Starts the program and waits for its window.
 */
void
rig_start (Rig *rig)
{
  rig_launch (rig);
  wait_window (rig);
}

/**
 * rig_start_second:
 * @rig: a rig whose program runs without a window
 *
 * Starts the program once more, as who believes that it has ended; the first one shows its window.
 */
void
rig_start_second (Rig *rig)
{
  g_autoptr(DisplayApp) second = new_app (NULL);

  display_app_finish (second);
  wait_window (rig);
}

/**
 * rig_start_with:
 * @rig: a rig
 * @text: what names videos
 *
 * Starts the program as from a command line. Where it runs already, that is the one whose window
 * comes up, and the new process ends.
 */
void
rig_start_with (Rig        *rig,
                const char *text)
{
  g_autoptr(DisplayApp) second = NULL;

  if (rig->app == NULL)
    rig->app = new_app (text);
  else
    second = new_app (text);

  if (second != NULL)
    display_app_finish (second);
  wait_window (rig);
}

static gboolean
is_on_bus (gpointer data)
{
  g_autoptr(GVariant) reply = NULL;
  gboolean owned = FALSE;

  reply = g_dbus_connection_call_sync (data, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "NameHasOwner",
                                       g_variant_new ("(s)", RUSHES_APP_ID),
                                       G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       NULL);
  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return owned;
}

/**
 * rig_activate:
 * @rig: a rig whose program does not run
 * @action: an action of the program
 * @parameter: its parameter
 *
 * Does what the desktop does when a button of an old notification is pressed: it starts the program
 * as its D-Bus service is started, and has it do something (Desktop Entry Specification, "D-Bus
 * Activation").
 */
void
rig_activate (Rig        *rig,
              const char *action,
              const char *parameter)
{
  g_autofree char *object = dup_object ();
  GDBusConnection *bus = display_session_get_bus (session);
  g_autoptr(GVariant) reply = NULL;
  GVariant *parameters;

  rig->app = new_app ("--gapplication-service");
  if (!display_wait (is_on_bus, bus))
    display_app_fail (rig->app, "the program is not on the bus");

  parameters = g_variant_new_parsed ("(%s, [<%s>], @a{sv} {})", action, parameter);
  reply = g_dbus_connection_call_sync (bus, RUSHES_APP_ID, object, "org.freedesktop.Application",
                                       "ActivateAction", parameters, NULL,
                                       G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
  g_assert_nonnull (reply);
}

/**
 * rig_close_window:
 * @rig: a rig whose program goes on without its window
 *
 * Closes the window, and waits until it is gone.
 */
void
rig_close_window (Rig *rig)
{
  display_window_close (rig->window);
  display_window_wait_gone (rig->app, "Rushes");
}

/**
 * rig_forget:
 * @rig: a rig whose program has ended, well or not
 *
 * Looks at what the program said, and lets the rig be without one.
 */
void
rig_forget (Rig *rig)
{
  check_words (rig);
  rig->root = NULL;
  g_clear_pointer (&rig->found, g_hash_table_unref);
  g_clear_pointer (&rig->window, display_window_free);
  g_clear_pointer (&rig->app, display_app_free);
}

/**
 * rig_kill:
 * @rig: a rig whose program runs
 *
 * Ends the program as a crash would.
 */
void
rig_kill (Rig *rig)
{
  display_app_signal (rig->app, SIGKILL);
  g_assert_cmpint (display_app_wait_exit (rig->app), ==, -SIGKILL);
  rig_forget (rig);
}

/* What Quit in the menu does, without a question: closed, the program may stay until what it does
 * is done. */
static void
quit (Rig *rig)
{
  g_autofree char *object = dup_object ();
  GDBusConnection *bus = display_session_get_bus (session);
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (bus, RUSHES_APP_ID, object, "org.gtk.Actions", "Activate",
                                       g_variant_new ("(sava{sv})", "quit-now", NULL, NULL), NULL,
                                       G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
}

/**
 * rig_stop:
 * @rig: a rig whose program runs, or has just ended
 *
 * Quits the program; it must end well and have kept the secret.
 */
void
rig_stop (Rig *rig)
{
  if (display_app_is_running (rig->app))
    {
      rig_assert_secret (rig);
      quit (rig);
    }

  display_app_finish (rig->app);
  rig_forget (rig);
}

static void
prepare (Rig *rig)
{
  g_autoptr(GError) error = NULL;

  rig->stand_in = stand_in_new ();
  stand_in_start (rig->stand_in, 0, &error);
  g_assert_no_error (error);

  display_session_reset (session);
  rig_set (rig, "token", g_variant_new_string (STAND_IN_TOKEN));
  rig_set (rig, "api-url", g_variant_new_string (stand_in_get_api_url (rig->stand_in)));
  rig_set (rig, "watch", g_variant_new_boolean (FALSE));
}

static void
finish (Rig *rig)
{
  if (rig->app != NULL)
    rig_stop (rig);

  check_record (rig);
  check_files (rig, display_session_get_home (session));
  stand_in_stop (rig->stand_in);
  g_assert_finalize_object (g_steal_pointer (&rig->stand_in));
}

/**
 * rig_new:
 * @its_session: where the program shall run
 *
 * Makes a rig outside of a test.
 *
 * Returns: (transfer full): the rig
 */
Rig *
rig_new (DisplaySession *its_session)
{
  Rig *rig = g_new0 (Rig, 1);

  session = its_session;
  prepare (rig);

  return rig;
}

/**
 * rig_free:
 * @rig: (transfer full): a rig
 *
 * Ends the program and the stand-in.
 */
void
rig_free (Rig *rig)
{
  finish (rig);
  g_free (rig);
}

static void
set_up (Rig           *rig,
        gconstpointer  data)
{
  prepare (rig);
}

static void
tear_down (Rig           *rig,
           gconstpointer  data)
{
  finish (rig);
}

/**
 * rig_init:
 * @argc: (inout): how many arguments
 * @argv: (inout): the arguments
 *
 * Begins a program of tests.
 */
void
rig_init (int    *argc,
          char ***argv)
{
  listing = *argc == 2 && g_str_equal ((*argv)[1], "-l");
  g_test_init (argc, argv, NULL);
}

/**
 * rig_add:
 * @path: its name
 * @test: a test; the program does not run yet when it begins
 * @data: (nullable): what it is given
 *
 * Adds a test with a rig of its own.
 */
void
rig_add (const char    *path,
         RigTest        test,
         gconstpointer  data)
{
  g_test_add (path, Rig, data, set_up, test, tear_down);
}

/**
 * rig_set_screen:
 * @width: how wide the screen shall be
 * @height: and how high
 *
 * Sets another size than that of a small screen, before the tests run.
 */
void
rig_set_screen (int width,
                int height)
{
  screen_width = width;
  screen_height = height;
}

/**
 * rig_run:
 *
 * Runs the tests.
 *
 * Returns: the exit status
 */
int
rig_run (void)
{
  int status;

  if (listing)
    return g_test_run ();

  session = display_session_new (screen_width, screen_height);
  status = g_test_run ();
  g_clear_pointer (&session, display_session_free);

  return status;
}

/**
 * rig_get_session:
 *
 * Gets where the program runs.
 *
 * Returns: (transfer none): the session
 */
DisplaySession *
rig_get_session (void)
{
  return session;
}
