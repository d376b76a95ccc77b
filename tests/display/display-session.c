/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-session.h"

#include "display-desktop.h"

#include <glib/gstdio.h>

struct _DisplaySession
{
  DisplayDesktop *desktop;
  char *home;
  char **start_environ;
  char **environ;
};

static const char user_dirs[] =
  "XDG_DESKTOP_DIR=\"$HOME/Desktop\"\n"
  "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n"
  "XDG_PICTURES_DIR=\"$HOME/Pictures\"\n"
  "XDG_VIDEOS_DIR=\"$HOME/Videos\"\n";

/* What the tester's own desktop, shell or proxy would change in a program under test. */
static const char *const dropped_variables[] = {
  "ALL_PROXY", "AT_SPI_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS", "DBUS_STARTER_ADDRESS",
  "DBUS_STARTER_BUS_TYPE", "DESKTOP_AUTOSTART_ID", "DESKTOP_STARTUP_ID", "GDK_DEBUG",
  "GDK_SYNCHRONIZE", "GTK_DEBUG", "GTK_IM_MODULE", "GTK_MODULES", "HTTPS_PROXY", "HTTP_PROXY",
  "LANG", "LC_MESSAGES", "NO_AT_BRIDGE", "RUSHES_TOKEN", "SESSION_MANAGER", "WAYLAND_DISPLAY",
  "XAUTHORITY", "XDG_ACTIVATION_TOKEN", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "XMODIFIERS",
  "all_proxy", "http_proxy", "https_proxy", "no_proxy",
};

/* Ours first: the later word counts, and that is the tester's. */
static char **
add_options (char       **envp,
             const char  *name,
             const char  *options)
{
  const char *inherited = g_environ_getenv (envp, name);
  g_autofree char *all = g_strjoin (":", options, inherited, NULL);

  return g_environ_setenv (envp, name, all, TRUE);
}

static char **
build_environ (DisplaySession *self)
{
  static const char *const set[][2] = {
    { "LC_ALL", "C.UTF-8" },
    { "GDK_BACKEND", "x11" },
    /* Nobody draws with it, and loading the driver is half of the start of a window. */
    { "GDK_DEBUG", "gl-disable" },
    { "GDK_DISABLE", "gl,vulkan" },
    { "GSK_RENDERER", "cairo" },
    { "GTK_A11Y", "atspi" },
    { "GTK_THEME", "Default" },
    { "GTK_USE_PORTAL", "0" },
    { "GIO_USE_VFS", "local" },
    { "GIO_USE_VOLUME_MONITOR", "unix" },
    { "GSETTINGS_BACKEND", "keyfile" },
#ifndef DISPLAY_KNOWN_WARNING
    { "G_DEBUG", "fatal-warnings" },
#else
    { "G_DEBUG", "" },
#endif
    { "G_MESSAGES_DEBUG", "" },
    { "ATSPI_DBUS_IMPLEMENTATION", "dbus-daemon" },
  };
  static const char *const sanitizers[][2] = {
    { "ASAN_OPTIONS", DISPLAY_ASAN_OPTIONS },
    { "LSAN_OPTIONS", DISPLAY_LSAN_OPTIONS },
    { "UBSAN_OPTIONS", DISPLAY_UBSAN_OPTIONS },
  };
  static const char *const folders[][2] = {
    { "HOME", "home" },
    { "XDG_CACHE_HOME", "home/.cache" },
    { "XDG_CONFIG_HOME", "home/.config" },
    { "XDG_DATA_HOME", "home/.local/share" },
    { "XDG_STATE_HOME", "home/.local/state" },
    { "XDG_RUNTIME_DIR", "run" },
  };
  char **envp = g_get_environ ();

  for (gsize i = 0; i < G_N_ELEMENTS (dropped_variables); i++)
    envp = g_environ_unsetenv (envp, dropped_variables[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (set); i++)
    envp = g_environ_setenv (envp, set[i][0], set[i][1], TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (sanitizers); i++)
    envp = add_options (envp, sanitizers[i][0], sanitizers[i][1]);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (display_desktop_get_folder (self->desktop),
                                                folders[i][1], NULL);

      envp = g_environ_setenv (envp, folders[i][0], path, TRUE);
    }

  return envp;
}

static void
make_home (DisplaySession *self)
{
  static const char *const folders[] = { "Desktop", "Downloads", "Pictures", "Videos", ".cache",
                                         ".local/share", ".local/state" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (self->home, folders[i], NULL);

      g_assert_no_errno (g_mkdir_with_parents (path, 0700));
    }

  display_desktop_write_file (self->home, ".config/user-dirs.dirs", user_dirs);
  display_session_set_gtk (self, "gtk-enable-animations", "false");
  display_session_set_gtk (self, "gtk-cursor-blink", "false");
}

/**
 * display_session_new:
 * @width: the width of the screen
 * @height: its height
 *
 * Starts a desktop, and returns when windows can be opened on it. Ends the program when a part of
 * it is not installed.
 *
 * Returns: (transfer full): the session
 */
DisplaySession *
display_session_new (int width,
                     int height)
{
  DisplaySession *self = g_new0 (DisplaySession, 1);

  self->desktop = display_desktop_new ();
  self->home = g_build_filename (display_desktop_get_folder (self->desktop), "home", NULL);
  make_home (self);
  self->start_environ = display_desktop_start (self->desktop, build_environ (self), width, height);
  self->environ = g_strdupv (self->start_environ);

  return self;
}

/**
 * display_session_free:
 * @self: (transfer full): a session
 *
 * Ends all that runs in @self and removes its folder.
 */
void
display_session_free (DisplaySession *self)
{
  display_desktop_free (self->desktop);
  g_strfreev (self->environ);
  g_strfreev (self->start_environ);
  g_free (self->home);
  g_free (self);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    folder = g_dir_open (path, 0, NULL);

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

/**
 * display_session_reset:
 * @self: a session in which no program runs
 *
 * Empties the home folder and takes back every change of the environment.
 */
void
display_session_reset (DisplaySession *self)
{
  remove_tree (self->home);
  make_home (self);
  g_strfreev (self->environ);
  self->environ = g_strdupv (self->start_environ);
}

/**
 * display_session_setenv:
 * @self: a session
 * @name: a variable
 * @value: (nullable): its value, %NULL to take it away
 *
 * Changes the environment of the programs that are started from now on.
 */
void
display_session_setenv (DisplaySession *self,
                        const char     *name,
                        const char     *value)
{
  self->environ = value != NULL ? g_environ_setenv (self->environ, name, value, TRUE)
                                : g_environ_unsetenv (self->environ, name);
}

/**
 * display_session_set_language:
 * @self: a session
 * @language: a language as gettext names it ("de", "ar"), or several with colons
 *
 * Changes the language of the programs that are started from now on. No locale of that language
 * needs to be installed, only its translations. The direction of writing goes with it on GTK 4.8;
 * newer ones take that from the locale.
 */
void
display_session_set_language (DisplaySession *self,
                              const char     *language)
{
  display_session_setenv (self, "LANGUAGE", language);
}

/**
 * display_session_set_theme:
 * @self: a session
 * @theme: as in `GTK_THEME`: "Default:dark", "Default-hc", "Default-hc:dark"
 *
 * Changes the theme of the programs that are started from now on.
 */
void
display_session_set_theme (DisplaySession *self,
                           const char     *theme)
{
  display_session_setenv (self, "GTK_THEME", theme);
}

/**
 * display_session_set_scale:
 * @self: a session
 * @scale: how many pixels of the screen one of the program's becomes, each way
 *
 * Changes the scale of the programs that are started from now on. Sizes of windows and nodes are
 * told in the program's pixels all the same, pictures have the screen's.
 */
void
display_session_set_scale (DisplaySession *self,
                           int             scale)
{
  g_autofree char *value = g_strdup_printf ("%d", scale);

  display_session_setenv (self, "GDK_SCALE", value);
}

static GKeyFile *
load_key_file (DisplaySession *self,
               const char     *name)
{
  g_autofree char *path = g_build_filename (self->home, ".config", name, NULL);
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, NULL);

  return file;
}

static void
set_in_key_file (DisplaySession *self,
                 const char     *name,
                 const char     *group,
                 const char     *key,
                 const char     *value)
{
  g_autofree char *folder = g_build_filename (self->home, ".config", NULL);
  g_autoptr(GKeyFile) file = load_key_file (self, name);
  g_autofree char *text = NULL;

  g_key_file_set_value (file, group, key, value);
  text = g_key_file_to_data (file, NULL, NULL);
  display_desktop_write_file (folder, name, text);
}

/**
 * display_session_set_gtk:
 * @self: a session
 * @key: the name of a property of `GtkSettings` ("gtk-font-name")
 * @value: its value as text ("Cantarell 14")
 *
 * Changes what a desktop would tell the GTK programs that are started from now on.
 */
void
display_session_set_gtk (DisplaySession *self,
                         const char     *key,
                         const char     *value)
{
  set_in_key_file (self, "gtk-4.0/settings.ini", "Settings", key, value);
}

/**
 * display_session_set_setting:
 * @self: a session
 * @group: the path of a schema without its first and last slash ("io/github/name/App")
 * @key: a key of the schema
 * @value: the value; a floating one is taken over
 *
 * Writes a setting to the key file, as if the program had stored it.
 */
void
display_session_set_setting (DisplaySession *self,
                             const char     *group,
                             const char     *key,
                             GVariant       *value)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (value);
  g_autofree char *text = g_variant_print (owned, FALSE);

  set_in_key_file (self, "glib-2.0/settings/keyfile", group, key, text);
}

/**
 * display_session_dup_setting:
 * @self: a session
 * @group: the path of a schema without its first and last slash
 * @key: a key of the schema
 * @type: the type of the key
 *
 * Reads what the program has stored, as it stands on the disk now.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL when nothing was stored
 */
GVariant *
display_session_dup_setting (DisplaySession     *self,
                             const char         *group,
                             const char         *key,
                             const GVariantType *type)
{
  g_autoptr(GKeyFile) file = load_key_file (self, "glib-2.0/settings/keyfile");
  g_autofree char *text = g_key_file_get_value (file, group, key, NULL);
  g_autoptr(GError) error = NULL;
  GVariant *value;

  if (text == NULL)
    return NULL;

  value = g_variant_parse (type, text, NULL, NULL, &error);
  g_assert_no_error (error);

  return value;
}

/**
 * display_session_get_home:
 * @self: a session
 *
 * Gets the home folder of the programs; Videos lies in it.
 *
 * Returns: (transfer none): a path
 */
const char *
display_session_get_home (DisplaySession *self)
{
  return self->home;
}

/**
 * display_session_get_folder:
 * @self: a session
 *
 * Gets the folder that is removed with @self, for a test's own files.
 *
 * Returns: (transfer none): a path
 */
const char *
display_session_get_folder (DisplaySession *self)
{
  return display_desktop_get_folder (self->desktop);
}

/**
 * display_session_get_environ:
 * @self: a session
 *
 * Gets the environment of the programs that are started from now on.
 *
 * Returns: (transfer none): NAME=VALUE, %NULL at the end
 */
char **
display_session_get_environ (DisplaySession *self)
{
  return self->environ;
}

/**
 * display_session_get_bus:
 * @self: a session
 *
 * Gets a connection to the session bus. Nobody owns a name there but the accessibility bus: a test
 * that plays the notification server or a portal takes its name here.
 *
 * Returns: (transfer none): a connection
 */
GDBusConnection *
display_session_get_bus (DisplaySession *self)
{
  return display_desktop_get_bus (self->desktop);
}

/**
 * display_session_get_a11y_bus:
 * @self: a session
 *
 * Gets a connection to the accessibility bus.
 *
 * Returns: (transfer none): a connection
 */
GDBusConnection *
display_session_get_a11y_bus (DisplaySession *self)
{
  return display_desktop_get_a11y_bus (self->desktop);
}

/**
 * display_session_get_x:
 * @self: a session
 *
 * Gets the connection to the X server.
 *
 * Returns: (transfer none): an Xlib `Display`
 */
struct _XDisplay *
display_session_get_x (DisplaySession *self)
{
  return display_desktop_get_x (self->desktop);
}
