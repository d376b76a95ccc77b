/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FAULTS H4, H5, H6: with all debug messages on, neither the token nor the query of a link is in
 * what the program says or leaves. The rig looks for the token, here it is the queries. */
#include "rig.h"

#include <string.h>
#include <sys/xattr.h>

/* Of the links that the stand-in signs; and of a link to nowhere. */
static const char *const queries[] = { "x-oss-process", "expired=", "rate=", "&v=", "?v=",
                                       "redirect=" };

/* What needs whole links to go on with them. */
static const char *const holders[] = { "library.sqlite", "library.sqlite-wal" };

static void
assert_without_query (const char *text,
                      gsize       length,
                      const char *where)
{
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    if (memmem (text, length, queries[i], strlen (queries[i])) != NULL)
      g_error ("the query of a link, %s, is in %s", queries[i], where);
}

static void
check_file (const char *path)
{
  g_autofree char *contents = NULL;
  char origin[4096];
  ssize_t n;
  gsize length;

  for (gsize i = 0; i < G_N_ELEMENTS (holders); i++)
    if (g_str_has_suffix (path, holders[i]))
      return;

  if (g_file_get_contents (path, &contents, &length, NULL))
    assert_without_query (contents, length, path);
  n = getxattr (path, "user.xdg.origin.url", origin, sizeof origin);
  if (n > 0)
    assert_without_query (origin, n, "an attribute of a file");
}

static void
check_files (const char *path)
{
  g_autoptr(GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      check_file (path);
      return;
    }

  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        check_files (child);
    }
}

static void
check_words (Rig *rig)
{
  g_autofree char *output = display_app_dup_output (rig->app);
  g_autofree char *errors = display_app_dup_errors (rig->app);
  g_autofree char *tree = display_node_dump (rig->root);

  g_assert_nonnull (strstr (output, "DEBUG"));
  assert_without_query (output, strlen (output), "stdout");
  assert_without_query (errors, strlen (errors), "stderr");
  assert_without_query (tree, strlen (tree), "the window");
}

static void
test_debug (Rig           *rig,
            gconstpointer  data)
{
  static const char *const faults[][2] = {
    { "redirect-302-bad", "The server sent Rushes somewhere else" },
    { "garbage", "The answer is not about a video" },
    { "error-502-html", "The server could not reach MiniMax" },
  };
  g_autoptr(DisplayNode) saved = NULL;

  display_session_setenv (rig_get_session (), "G_MESSAGES_DEBUG", "all");
  rig_start (rig);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_free (rig_fetch_new (rig, faults[i][0], i));
      rig_wait_problem (rig, faults[i][1], "Try Again");
    }

  rig_show (rig, "fox+webp-query+expired-video+slow-media-4000", 10, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  saved = rig_wait (rig, DISPLAY_ROLE_LABEL, "Saved*");
  check_words (rig);

  rig_show (rig, "whale+redirect-media-302", 11, "Completed");
  rig_press (rig, "Download", RIG_CLEAN);
  g_assert_true (stand_in_wait_for_requests (rig->stand_in, "media", "redirect=", 1));
  g_free (rig_fetch_new (rig, "error-401", 12));
  rig_wait_problem (rig, "The server refused the token", "Set Token…");
  check_words (rig);
  rig_stop (rig);
  check_files (display_session_get_home (rig_get_session ()));
}

/* H6: it is in the settings alone, and removed there it is gone from the disk. */
static void
test_removed (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (display_session_get_home (rig_get_session ()),
                                            ".config", "glib-2.0", "settings", "keyfile", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  rig_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_stop (rig);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_nonnull (strstr (before, STAND_IN_TOKEN));

  rig_set (rig, "token", g_variant_new_string (""));
  rig_start (rig);
  rig_stop (rig);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_null (strstr (after, STAND_IN_TOKEN));
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/sweep/H4-H5-debug", test_debug, NULL);
  rig_add ("/sweep/H6-removed", test_removed, NULL);

  return rig_run ();
}
