/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "playing.h"

#include <glib/gstdio.h>
#include <unistd.h>

static char *
dup_opened_path (void)
{
  return g_build_filename (display_session_get_home (rig_get_session ()), "opened", NULL);
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  const char *home = display_session_get_home (rig_get_session ());
  g_autofree char *where = g_build_filename (home, folder, NULL);
  g_autofree char *path = g_build_filename (where, name, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (where, 0700));
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_chmod (path, 0700));
}

/* A program for videos and links that only writes down what it was given. */
static void
install_player (void)
{
  const char *home = display_session_get_home (rig_get_session ());
  g_autofree char *opened = dup_opened_path ();
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" > '%s.part'\n"
                                             "mv '%s.part' '%s'\n", opened, opened, opened);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Player\n"
                                            "Exec=%s/bin/player %%u\n"
                                            "MimeType=video/mp4;x-scheme-handler/http;\n", home);

  write_file ("bin", "player", script);
  write_file (".local/share/applications", "player.desktop", entry);
  write_file (".config", "mimeapps.list", "[Default Applications]\nvideo/mp4=player.desktop\n"
                                          "x-scheme-handler/http=player.desktop\n");
}

static gboolean
is_opened (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

static void
wait_opened (Rig        *rig,
             const char *pattern)
{
  g_autofree char *path = dup_opened_path ();
  g_autofree char *what = NULL;

  if (!display_wait (is_opened, path))
    display_app_fail (rig->app, "no program was started");

  g_assert_true (g_file_get_contents (path, &what, NULL, NULL));
  if (!g_pattern_match_simple (pattern, what))
    display_app_fail (rig->app, "the program was given %s, not %s", what, pattern);

  g_assert_no_errno (g_remove (path));
}

/* Without a media module, or without a codec, the user's own player is asked; the cover stays. */
static void
test_elsewhere (Rig           *rig,
                gconstpointer  data)
{
  const char *const *variable = data;

  install_player ();
  display_session_setenv (rig_get_session (), variable[0], variable[1]);
  playing_start (rig);

  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Play", NULL);
  wait_opened (rig, "http://127.0.0.1:*/video.mp4*");
  playing_wait_closed (rig);

  playing_save (rig);
  rig_press (rig, "Play", NULL);
  wait_opened (rig, "*/Videos/Rushes/A red fox*.mp4");
  playing_wait_closed (rig);
}

/* GStreamer would ask the proxy for what only this machine has; a stream is read without it. */
static void
test_proxy (Rig           *rig,
            gconstpointer  data)
{
  install_player ();
  display_session_setenv (rig_get_session (), "http_proxy", "http://127.0.0.1:9");
  display_session_setenv (rig_get_session (), "no_proxy", "localhost,127.0.0.1");
  playing_start (rig);

  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Play", NULL);
#ifdef PLAYS_STREAMS
  playing_wait_time (rig, 1);
  display_window_press (rig->window, "Escape");
#else
  wait_opened (rig, "http://127.0.0.1:*/video.mp4*");
#endif
  playing_wait_closed (rig);

  playing_save (rig);
  rig_press (rig, "Play", NULL);
  playing_wait_time (rig, 1);
}

/* A desktop on which no program is installed, only what GTK needs to draw. */
static void
uninstall_programs (void)
{
  static const char *const kept[] = { "glib-2.0", "icons", "mime" };
  g_autofree char *share = g_build_filename (display_session_get_home (rig_get_session ()),
                                             "share", NULL);

  g_assert_no_errno (g_mkdir (share, 0700));
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *target = g_build_filename ("/usr/share", kept[i], NULL);
      g_autofree char *link = g_build_filename (share, kept[i], NULL);

      g_assert_no_errno (symlink (target, link));
    }

  display_session_setenv (rig_get_session (), "XDG_DATA_DIRS", share);
}

/* Where there is none either, that is said. */
static void
test_nobody (Rig           *rig,
             gconstpointer  data)
{
  g_autoptr(DisplayNode) label = NULL;

  display_session_setenv (rig_get_session (), "GTK_MEDIA", "none");
  uninstall_programs ();
  playing_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Play", NULL);
  label = rig_wait (rig, DISPLAY_ROLE_LABEL, "This computer has no program that plays the video.*");
}

int
main (int   argc,
      char *argv[])
{
  static const char *const no_module[] = { "GTK_MEDIA", "none" };
  static const char *const no_codec[] = { "GST_PLUGIN_FEATURE_RANK",
                                          PLAYING_SILENCE ",avdec_vp9:NONE,vp9dec:NONE" };
  static const char *const no_elements[] = { "GST_REGISTRY_DISABLE", "yes" };

  rig_init (&argc, &argv);

  rig_add ("/play-elsewhere/no-module", test_elsewhere, no_module);
  rig_add ("/play-elsewhere/nobody", test_nobody, NULL);
  if (playing_is_possible ())
    {
      rig_add ("/play-elsewhere/no-codec", test_elsewhere, no_codec);
      rig_add ("/play-elsewhere/no-elements", test_elsewhere, no_elements);
      rig_add ("/play-elsewhere/proxy", test_proxy, NULL);
    }

  return rig_run ();
}
