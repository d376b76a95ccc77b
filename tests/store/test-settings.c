/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-settings.h"

#include <glib/gstdio.h>
#include <string.h>

#define TOKEN "user:1234-aB3dE5gH7jK9mN1pQ3sT5v"
#define API_URL "https://api.useapi.net/v1/minimax"

/* The settings themselves, as dconf-editor or another program would change them. */
static GSettings *
open_raw (void)
{
  GSettings *raw = g_settings_new (RUSHES_APP_ID);

  g_settings_reset (raw, "token");
  g_settings_reset (raw, "api-url");
  g_settings_reset (raw, "download-folder");
  g_settings_reset (raw, "window-width");
  g_settings_reset (raw, "window-height");
  g_settings_reset (raw, "window-maximized");

  return raw;
}

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           guint      *n_notified)
{
  (*n_notified)++;
}

/* DESIGN §2. */
static const struct
{
  const char *key;
  const char *want;
} default_rows[] = {
  { "token", "''" },
  { "api-url", "'" API_URL "'" },
  { "download-folder", "''" },
  { "watch", "true" },
  { "watch-interval", "uint32 15" },
  { "watch-limit", "uint32 120" },
  { "save-record", "false" },
  { "window-maximized", "false" },
  { "sidebar-visible", "true" },
};

static void
test_defaults (void)
{
  g_autoptr(GSettings) raw = open_raw ();
  RushesSettings *settings = rushes_settings_new ();
  g_autofree char *token = rushes_settings_dup_token (settings);
  g_autofree char *api_url = rushes_settings_dup_api_url (settings);
  int width, height;
  gboolean maximized;

  for (gsize i = 0; i < G_N_ELEMENTS (default_rows); i++)
    {
      g_autoptr(GVariant) value = g_settings_get_value (raw, default_rows[i].key);
      g_autofree char *text = g_variant_print (value, TRUE);

      g_test_message ("%s", default_rows[i].key);
      g_assert_cmpstr (text, ==, default_rows[i].want);
    }

  g_assert_cmpstr (token, ==, "");
  g_assert_cmpstr (api_url, ==, API_URL);
  g_assert_false (rushes_settings_get_has_token (settings));
  rushes_settings_get_window (settings, &width, &height, &maximized);
  g_assert_cmpint (width, >=, 360);
  g_assert_cmpint (height, >=, 294);
  g_assert_false (maximized);

  g_assert_finalize_object (settings);
}

static void
test_store_token (void)
{
  g_autoptr(GSettings) raw = open_raw ();
  RushesSettings *settings = rushes_settings_new ();
  g_autoptr(RushesSettings) next_start = NULL;
  g_autofree char *token = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *raw_token = NULL;
  guint n_notified = 0;

  g_signal_connect (settings, "notify::has-token", G_CALLBACK (on_notify), &n_notified);
  g_assert_true (rushes_settings_store_token (settings, TOKEN));
  g_assert_true (rushes_settings_get_has_token (settings));
  g_assert_cmpuint (n_notified, ==, 1);

  next_start = rushes_settings_new ();
  token = rushes_settings_dup_token (next_start);
  g_assert_cmpstr (token, ==, TOKEN);

  /* H6: it can be deleted, and is gone. */
  g_assert_true (rushes_settings_store_token (settings, ""));
  gone = rushes_settings_dup_token (next_start);
  raw_token = g_settings_get_string (raw, "token");
  g_assert_cmpstr (gone, ==, "");
  g_assert_cmpstr (raw_token, ==, "");
  g_assert_false (rushes_settings_get_has_token (settings));
  g_assert_cmpuint (n_notified, ==, 2);

  g_assert_finalize_object (settings);
}

static void
test_changed_outside (void)
{
  g_autoptr(GSettings) raw = open_raw ();
  g_autoptr(RushesSettings) settings = rushes_settings_new ();
  g_autofree char *api_url = NULL;
  gboolean has_token;
  guint n_tokens = 0, n_urls = 0;

  g_signal_connect (settings, "notify::has-token", G_CALLBACK (on_notify), &n_tokens);
  g_signal_connect (settings, "notify::api-url", G_CALLBACK (on_notify), &n_urls);
  g_settings_set_string (raw, "token", TOKEN);
  g_settings_set_string (raw, "api-url", "https://h/v1");

  g_object_get (settings, "has-token", &has_token, "api-url", &api_url, NULL);
  g_assert_true (has_token);
  g_assert_cmpstr (api_url, ==, "https://h/v1");
  g_assert_cmpuint (n_tokens, ==, 1);
  g_assert_cmpuint (n_urls, ==, 1);
}

static void
test_reset_api_url (void)
{
  g_autoptr(GSettings) raw = open_raw ();
  g_autoptr(RushesSettings) settings = rushes_settings_new ();
  g_autofree char *api_url = NULL;

  g_settings_set_string (raw, "api-url", "nonsense");
  rushes_settings_reset_api_url (settings);
  api_url = rushes_settings_dup_api_url (settings);
  g_assert_cmpstr (api_url, ==, API_URL);
}

/* The folder among the user's videos is found out in a process that has no such folder, too. */
static const struct
{
  const char *folder;
  const char *want; /* NULL for the default */
} folder_rows[] = {
  { "", NULL },
  { "/tmp/films", "/tmp/films" },
  { "/tmp/a b/ü", "/tmp/a b/ü" },
  { "/tmp/films/", "/tmp/films" },
  { "H9 relative", NULL },
  { "../films", NULL },
  { "~/films", NULL },
  { "file:///tmp/films", NULL },
  { " ", NULL },
};

static void
test_folder (void)
{
  g_autoptr(GSettings) raw = open_raw ();
  g_autoptr(RushesSettings) settings = rushes_settings_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (folder_rows); i++)
    {
      g_autoptr(GFile) folder = NULL;
      g_autofree char *path = NULL;

      g_settings_set_string (raw, "download-folder", folder_rows[i].folder);
      folder = rushes_settings_dup_download_folder (settings);
      path = g_file_get_path (folder);

      g_test_message ("%s: %s", folder_rows[i].folder, path);
      g_assert_true (g_path_is_absolute (path));
      if (folder_rows[i].want != NULL)
        g_assert_cmpstr (path, ==, folder_rows[i].want);
      else
        g_assert_true (g_str_has_suffix (path, "/Rushes"));
    }
}

static void
write_user_dirs (const char *home,
                 const char *line)
{
  g_autofree char *path = g_build_filename (home, "user-dirs.dirs", NULL);

  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
}

static void
test_videos_folder (void)
{
  static const struct
  {
    const char *line;
    const char *want;
  } rows[] = {
    { "XDG_VIDEOS_DIR=\"$HOME/Filme\"\n", "Filme/Rushes" },
    { "", "Videos/Rushes" },
  };
  const char *number = g_getenv ("TEST_ROW");

  if (number != NULL)
    {
      guint row = g_ascii_strtoull (number, NULL, 10);
      g_autofree char *home = g_dir_make_tmp ("rushes-XXXXXX", NULL);
      g_autofree char *user_dirs = g_build_filename (home, "user-dirs.dirs", NULL);
      g_autofree char *want = g_build_filename (home, rows[row].want, NULL);
      g_autoptr(RushesSettings) settings = NULL;
      g_autoptr(GFile) folder = NULL;

      write_user_dirs (home, rows[row].line);
      settings = rushes_settings_new ();
      folder = rushes_settings_dup_download_folder (settings);
      g_assert_cmpstr (g_file_peek_path (folder), ==, want);
      g_assert_cmpint (g_unlink (user_dirs), ==, 0);
      g_assert_cmpint (g_rmdir (home), ==, 0);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *row = g_strdup_printf ("%u", i);

      g_setenv ("TEST_ROW", row, TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
  g_unsetenv ("TEST_ROW");
}

static void
test_window (void)
{
  g_autoptr(GSettings) raw = open_raw ();
  g_autoptr(RushesSettings) settings = rushes_settings_new ();
  g_autoptr(RushesSettings) next_start = rushes_settings_new ();
  int width, height;
  gboolean maximized;

  rushes_settings_set_window (settings, 1234, 567, TRUE);
  rushes_settings_get_window (next_start, &width, &height, &maximized);
  g_assert_cmpint (width, ==, 1234);
  g_assert_cmpint (height, ==, 567);
  g_assert_true (maximized);
}

/* H9: whatever size somebody asks for, what is kept lies in the range, and nothing warns. */
static void
test_odd_window (void)
{
  static const struct
  {
    int width, height;
  } rows[] = { { 0, 0 }, { -1, -1 }, { 359, 293 }, { 16385, 16385 }, { G_MAXINT, G_MININT } };
  g_autoptr(GSettings) raw = open_raw ();
  g_autoptr(RushesSettings) settings = rushes_settings_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int width, height;
      gboolean maximized;

      g_test_message ("%d x %d", rows[i].width, rows[i].height);
      rushes_settings_set_window (settings, rows[i].width, rows[i].height, FALSE);
      rushes_settings_get_window (settings, &width, &height, &maximized);
      g_assert_cmpint (width, >=, 360);
      g_assert_cmpint (width, <=, 16384);
      g_assert_cmpint (height, >=, 294);
      g_assert_cmpint (height, <=, 16384);
    }
}

/* H7: a backend that takes nothing. The token holds for this run, and who asks is told. */
static void
test_not_writable (void)
{
  RushesSettings *settings;
  g_autofree char *token = NULL;
  guint n_notified = 0;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  g_setenv ("GSETTINGS_BACKEND", "null", TRUE);
  settings = rushes_settings_new ();
  g_signal_connect (settings, "notify::has-token", G_CALLBACK (on_notify), &n_notified);

  g_assert_false (rushes_settings_store_token (settings, TOKEN));
  token = rushes_settings_dup_token (settings);
  g_assert_cmpstr (token, ==, TOKEN);
  g_assert_true (rushes_settings_get_has_token (settings));
  g_assert_cmpuint (n_notified, ==, 1);

  g_assert_false (rushes_settings_store_token (settings, ""));
  g_assert_false (rushes_settings_get_has_token (settings));
  rushes_settings_set_window (settings, 1000, 700, FALSE);

  g_assert_finalize_object (settings);
}

/* Takes away what write_keyfile () made. */
static void
remove_keyfile (const char *home)
{
  static const char *const names[] = { "glib-2.0/settings/keyfile", "glib-2.0/settings",
                                       "glib-2.0", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (home, names[i], NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static char *
write_keyfile (const char *lines)
{
  char *home = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "glib-2.0", "settings", NULL);
  g_autofree char *file = g_build_filename (folder, "keyfile", NULL);
  g_autofree char *group = g_strndup (RUSHES_APP_PATH + 1, strlen (RUSHES_APP_PATH) - 2);
  g_autofree char *text = g_strdup_printf ("[%s]\n%s", group, lines);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));

  return home;
}

/* H9: a file that somebody else broke. @good: whether the token, its first line, is still read. */
static const struct
{
  const char *lines;
  gboolean good;
} keyfile_rows[] = {
  { "token='" TOKEN "'\nwindow-width=1000\n", TRUE },
  { "token='" TOKEN "'\nwindow-width=7\nwindow-height=99999\nwindow-maximized=7\n", TRUE },
  { "token='" TOKEN "'\nwindow-width='a'\nwindow-height=[\nwatch-interval=0\n", TRUE },
  { "window-width", FALSE },
  { "\xff\xfe\n[[[\n", FALSE },
  { "", FALSE },
};

static void
check_keyfile (guint row)
{
  g_autofree char *home = write_keyfile (keyfile_rows[row].lines);
  RushesSettings *settings;
  g_autofree char *api_url = NULL;
  int width, height;
  gboolean maximized;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  settings = rushes_settings_new ();
  api_url = rushes_settings_dup_api_url (settings);
  rushes_settings_get_window (settings, &width, &height, &maximized);

  g_assert_cmpstr (api_url, ==, API_URL);
  g_assert_cmpint (rushes_settings_get_has_token (settings), ==, keyfile_rows[row].good);
  g_assert_cmpint (width, >=, 360);
  g_assert_cmpint (height, >=, 294);
  g_assert_false (maximized);

  g_assert_finalize_object (settings);
  remove_keyfile (home);
}

static void
test_broken_file (void)
{
  if (g_getenv ("TEST_ROW") != NULL)
    {
      check_keyfile (g_ascii_strtoull (g_getenv ("TEST_ROW"), NULL, 10));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (keyfile_rows); i++)
    {
      g_autofree char *row = g_strdup_printf ("%u", i);

      g_setenv ("TEST_ROW", row, TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
  g_unsetenv ("TEST_ROW");
}

/* What holds for one run is not stored, and the next start has what was set. */
static void
test_use (void)
{
  g_autoptr(GSettings) raw = open_raw ();
  g_autoptr(GFile) folder = g_file_new_for_path ("/tmp/used");
  g_autoptr(GFile) used_folder = NULL;
  g_autoptr(GVariant) left = NULL;
  RushesSettings *settings = rushes_settings_new ();
  g_autofree char *token = NULL;
  guint interval, limit;

  g_settings_set_string (raw, "token", "user:1-set");
  g_settings_set_boolean (raw, "watch", FALSE);
  rushes_settings_use_token (settings, "user:1-used");
  rushes_settings_use_download_folder (settings, folder);
  rushes_settings_use_watch (settings);

  token = rushes_settings_dup_token (settings);
  used_folder = rushes_settings_dup_download_folder (settings);
  g_assert_cmpstr (token, ==, "user:1-used");
  g_assert_true (g_file_equal (used_folder, folder));
  g_assert_true (rushes_settings_get_watch (settings, &interval, &limit));
  g_assert_cmpuint (limit, ==, 120);

  g_clear_pointer (&token, g_free);
  token = g_settings_get_string (raw, "token");
  g_assert_cmpstr (token, ==, "user:1-set");
  g_assert_false (g_settings_get_boolean (raw, "watch"));
  left = g_settings_get_user_value (raw, "download-folder");
  g_assert_null (left);

  g_settings_reset (raw, "token");
  g_settings_reset (raw, "watch");
  g_assert_finalize_object (settings);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/defaults", test_defaults);
  g_test_add_func ("/settings/store-token", test_store_token);
  g_test_add_func ("/settings/changed-outside", test_changed_outside);
  g_test_add_func ("/settings/reset-api-url", test_reset_api_url);
  g_test_add_func ("/settings/folder", test_folder);
  g_test_add_func ("/settings/videos-folder", test_videos_folder);
  g_test_add_func ("/settings/use", test_use);
  g_test_add_func ("/settings/window", test_window);
  g_test_add_func ("/settings/H9-odd-window", test_odd_window);
  g_test_add_func ("/settings/H7-not-writable", test_not_writable);
  g_test_add_func ("/settings/H9-broken-file", test_broken_file);

  return g_test_run ();
}
