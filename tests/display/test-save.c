/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define SECOND_FILE RIG_FOX " 402000000000000001 (2).mp4"

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* All names in the folder, hidden ones too, joined by "|". */
static char *
dup_names (void)
{
  g_autofree char *path = rig_dup_saved_path (NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);

  return g_strjoinv ("|", (char **) names->pdata);
}

static gboolean
has_names (gpointer data)
{
  g_autofree char *names = dup_names ();

  return g_str_equal (names, data);
}

static void
wait_names (Rig        *rig,
            const char *want)
{
  g_autofree char *names = NULL;

  if (display_wait (has_names, (gpointer) want))
    return;

  names = dup_names ();
  display_app_fail (rig->app, "the folder holds %s, not %s", names, want);
}

static void
wait_button (Rig        *rig,
             const char *title,
             const char *name,
             const char *description)
{
  g_autoptr(DisplayNode) row = rig_wait_row (rig, title);
  g_autoptr(DisplayNode) button = display_node_wait (row, DISPLAY_ROLE_PUSH_BUTTON, name,
                                                     description);
}

static char *
begin (Rig        *rig,
       const char *options)
{
  rig_start (rig);

  return rig_begin_saving (rig, options, 1);
}

static void
wait_saved (Rig *rig)
{
  rig_wait_caption (rig, RIG_CLEAN_ROW, "Saved · *");
}

static void
wait_running (Rig *rig)
{
  g_autoptr(DisplayNode) row = rig_wait_row (rig, RIG_CLEAN_ROW);
  g_autoptr(DisplayNode) bar = display_node_wait (row, DISPLAY_ROLE_PROGRESS_BAR,
                                                  "Download progress", NULL);
  g_autoptr(DisplayNode) words = display_node_wait (row, DISPLAY_ROLE_LABEL, "* of *B*", NULL);
}

static void
test_clean (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = begin (rig, "big-3");
  g_autofree char *want = stand_in_dup_big_sha256 (video_id, 3, 0);
  g_autofree char *path = rig_dup_saved_path (RIG_FOX_FILE);
  GStatBuf status;

  wait_saved (rig);
  wait_names (rig, RIG_FOX_FILE);
  rig_assert_saved (RIG_FOX_FILE, want);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 0111, ==, 0);

  wait_button (rig, RIG_CLEAN_ROW, "Open", "Open: video without watermark");
  wait_button (rig, RIG_CLEAN_ROW, "Show in Folder", "Show in Folder: video without watermark");
}

/* Until the last byte is there, nothing has the name of a video. */
static void
test_part (Rig           *rig,
           gconstpointer  data)
{
  g_autofree char *video_id = begin (rig, "big-1+slow-media-400");
  g_autofree char *want = stand_in_dup_big_sha256 (video_id, 1, 0);
  g_autofree char *names = NULL;
  g_auto(GStrv) each = NULL;

  wait_running (rig);
  names = dup_names ();
  each = g_strsplit (names, "|", -1);
  g_assert_cmpuint (g_strv_length (each), >=, 1);
  for (char **name = each; *name != NULL; name++)
    g_assert_true (g_str_has_suffix (*name, ".part"));

  wait_saved (rig);
  wait_names (rig, RIG_FOX_FILE);
  rig_assert_saved (RIG_FOX_FILE, want);
}

static void
test_existing (Rig           *rig,
               gconstpointer  data)
{
  g_autofree char *folder = rig_dup_saved_path (NULL);
  g_autofree char *path = rig_dup_saved_path (RIG_FOX_FILE);
  g_autofree char *contents = NULL;
  g_autofree char *video_id = NULL;
  g_autofree char *want = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_file_set_contents (path, "mine", -1, &error);
  g_assert_no_error (error);

  video_id = begin (rig, "big-1");
  want = stand_in_dup_big_sha256 (video_id, 1, 0);
  wait_saved (rig);
  wait_names (rig, SECOND_FILE "|" RIG_FOX_FILE);
  rig_assert_saved (SECOND_FILE, want);

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, "mine");
}

static void
test_cancel (Rig           *rig,
             gconstpointer  data)
{
  g_free (begin (rig, "big-5+slow-media-400"));
  wait_running (rig);
  rig_press (rig, "Cancel", RIG_CLEAN);
  wait_button (rig, RIG_CLEAN_ROW, "Download", RIG_CLEAN);
  wait_names (rig, "");
}

static void
test_pause (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = begin (rig, "big-1+slow-media-400");
  g_autofree char *want = stand_in_dup_big_sha256 (video_id, 1, 0);

  wait_running (rig);
  rig_press (rig, "Pause", RIG_CLEAN);
  rig_wait_caption (rig, RIG_CLEAN_ROW, "Paused · *");
  rig_press (rig, "Resume", RIG_CLEAN);
  wait_saved (rig);
  wait_names (rig, RIG_FOX_FILE);
  rig_assert_saved (RIG_FOX_FILE, want);
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "media", "/generated/"), ==, 2);
}

/* A part that was left by a program that was closed is taken up again. */
static void
test_restart (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *video_id = begin (rig, "big-1+slow-media-400");
  g_autofree char *want = stand_in_dup_big_sha256 (video_id, 1, 0);

  wait_running (rig);
  rig_press (rig, "Pause", RIG_CLEAN);
  rig_wait_caption (rig, RIG_CLEAN_ROW, "Paused · *");
  rig_stop (rig);

  rig_start (rig);
  g_free (rig_fetch_new (rig, "big-1+slow-media-400", 1));
  rig_wait_video (rig, video_id, "Completed");
  rig_wait_caption (rig, RIG_CLEAN_ROW, "Paused*");
  rig_press (rig, "Resume", RIG_CLEAN);
  wait_saved (rig);
  wait_names (rig, RIG_FOX_FILE);
  rig_assert_saved (RIG_FOX_FILE, want);
}

/* Quit leaves nobody behind; what is under way goes on at the next start. */
static void
test_quit_while_saving (Rig           *rig,
                         gconstpointer  data)
{
  g_autofree char *path = rig_dup_saved_path (RIG_FOX_FILE);
  g_autoptr(DisplayWindow) ask = NULL;

  g_free (begin (rig, "big-5+slow-media-400"));
  wait_running (rig);
  display_window_press (rig->window, "Control+q");
  ask = display_window_wait (rig->app, "Quit Rushes?");
  display_window_press (ask, "Escape");
  display_window_wait_gone (rig->app, "Quit Rushes?");

  display_window_press (rig->window, "Control+q");
  g_clear_pointer (&ask, display_window_free);
  ask = display_window_wait (rig->app, "Quit Rushes?");
  rig_press (rig, "Quit Now", NULL);
  rig_stop (rig);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_all (Rig           *rig,
          gconstpointer  data)
{
  static const struct
  {
    const char *row;
    const char *name;
    const char *sent;
  } files[] = {
    { "Cover", RIG_FOX " 402000000000000001 cover.jpg", "cover.jpg" },
    { "Source picture 1", RIG_FOX " 402000000000000001 source 1.png", "origin.png" },
    { "Video, with watermark", RIG_FOX " 402000000000000001 watermark.mp4", "video_watermark.mp4" },
    { RIG_CLEAN_ROW, RIG_FOX_FILE, "video.mp4" },
  };
  g_autoptr(DisplayNode) all = NULL;

  rig_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  rig_press (rig, "Download All", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    rig_wait_caption (rig, files[i].row, "Saved · *");

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    rig_assert_sent (files[i].name, files[i].sent);
  all = rig_wait (rig, DISPLAY_ROLE_PUSH_BUTTON, "Download All");
  display_node_wait_state (all, DISPLAY_STATE_SENSITIVE, FALSE);
}

/* The cover by what it is, whatever its link calls it. */
static void
test_cover (Rig           *rig,
            gconstpointer  data)
{
  rig_start (rig);
  rig_show (rig, "webp-query", 1, "Completed");
  rig_press (rig, "Download", "Download: cover");
  rig_wait_caption (rig, "Cover", "Saved · *");
  wait_names (rig, RIG_FOX " 402000000000000001 cover.webp");
  rig_assert_sent (RIG_FOX " 402000000000000001 cover.webp", "cover.webp");
}

/* Where and under which name the user says; the folder for all others need not exist yet. */
static void
test_save_as (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (display_session_get_home (rig_get_session ()),
                                            "Videos", "My fox.mp4", NULL);
  g_autofree char *sent = stand_in_dup_file_path ("video.mp4");
  g_autofree char *want = rig_dup_sha256 (sent);
  g_autofree char *got = NULL;
  g_autoptr(DisplayWindow) dialog = NULL;

  /* GTK's file chooser asks a library for cloud folders, which leaks, unseen by name. */
  display_session_setenv (rig_get_session (), "ASAN_OPTIONS",
                          "detect_leaks=0:detect_stack_use_after_return=0");
  rig_start (rig);
  rig_show (rig, "fox", 1, "Completed");
  display_window_press (rig->window, "Control+Shift+s");
  dialog = display_window_wait (rig->app, "Save As");
  display_window_type (dialog, "My fox");
  display_window_press (dialog, "Return");

  wait_saved (rig);
  got = rig_dup_sha256 (path);
  g_assert_cmpstr (got, ==, want);
}

/* A prompt of any kind makes a name that is no path, and no surprise. */
static void
test_names (Rig           *rig,
            gconstpointer  data)
{
  static const struct
  {
    const char *options;
    const char *pattern;
  } rows[] = {
    { "prompt-cjk", "一只机械手臂在现代工厂中组装芯片*402000000000000001.mp4" },
    { "prompt-arabic", "ثعلب أحمر يركض في الثلج*402000000000000002.mp4" },
    { "prompt-markup", "b Bold b*402000000000000003.mp4" },
    { "prompt-empty", "video 402000000000000004.mp4" },
  };

  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *names = NULL;
      g_autofree char *pattern = g_strconcat ("*", rows[i].pattern, "*", NULL);

      rig_show (rig, rows[i].options, 1 + i, "Completed");
      rig_press (rig, "Download", RIG_CLEAN);
      wait_saved (rig);
      names = dup_names ();
      if (!g_pattern_match_simple (pattern, names) || strpbrk (names, "/\\<>\n\x1b") != NULL)
        display_app_fail (rig->app, "the folder holds %s, not %s", names, rows[i].pattern);
    }
}

/* Why it is not saved stands in the row; nothing that is no video gets the name of one. */
static void
test_faults (Rig           *rig,
             gconstpointer  data)
{
  static const struct
  {
    const char *options;
    const char *words;
  } rows[] = {
    { "html-media", "A web page came instead of the file.*" },
    { "json-media", "A web page came instead of the file.*" },
    { "empty-media", "The file is empty.*" },
    { "gzip-media", "The answer came in a form Rushes did not ask for.*" },
    { "error-media-500", "The server failed.*" },
    { "http-media", "The link is not safe to open.*" },
    { "file-media", "The link is not safe to open.*" },
    { "userinfo-media", "The link is not safe to open.*" },
  };

  rig_start (rig);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rig_show (rig, rows[i].options, 1 + i, "Completed");
      rig_press (rig, "Download", RIG_CLEAN);
      rig_wait_caption (rig, RIG_CLEAN_ROW, rows[i].words);
      wait_names (rig, "");
    }
}

/* A dead link is replaced by a new one from the service, without a word of the user. */
static void
test_expired (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *video_id = begin (rig, "expired-media");

  wait_saved (rig);
  g_assert_cmpuint (stand_in_count_requests (rig->stand_in, "api", video_id), ==, 2);
  wait_names (rig, RIG_FOX_FILE);
  rig_assert_sent (RIG_FOX_FILE, "video.mp4");
}

/* Where it was to go is named. */
static void
test_bad_folder (Rig           *rig,
                 gconstpointer  data)
{
  g_autofree char *file = g_build_filename (display_session_get_home (rig_get_session ()), "file",
                                            NULL);
  g_autofree char *folder = g_build_filename (file, "Rushes", NULL);
  g_autofree char *pattern = g_strdup_printf ("*%s*", folder);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (file, "", -1, &error);
  g_assert_no_error (error);
  rig_set (rig, "download-folder", g_variant_new_string (folder));
  g_free (begin (rig, "good"));
  rig_wait_caption (rig, RIG_CLEAN_ROW, pattern);
}

/* Who deleted the file is told so, and can have it again. */
static void
test_deleted (Rig           *rig,
              gconstpointer  data)
{
  g_autofree char *path = rig_dup_saved_path (RIG_FOX_FILE);

  g_free (begin (rig, "good"));
  wait_saved (rig);
  g_assert_no_errno (g_remove (path));
  rig_press (rig, "Open", RIG_CLEAN);
  rig_wait_caption (rig, RIG_CLEAN_ROW, "The saved file is no longer there.*");
  rig_press (rig, "Download", RIG_CLEAN);
  wait_saved (rig);
  wait_names (rig, RIG_FOX_FILE);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/save/clean", test_clean, NULL);
  rig_add ("/save/part", test_part, NULL);
  rig_add ("/save/G4-existing", test_existing, NULL);
  rig_add ("/save/cancel", test_cancel, NULL);
  rig_add ("/save/pause", test_pause, NULL);
  rig_add ("/save/restart", test_restart, NULL);
  rig_add ("/save/I1-quit-while-saving", test_quit_while_saving, NULL);
  rig_add ("/save/all", test_all, NULL);
  rig_add ("/save/cover", test_cover, NULL);
  rig_add ("/save/as", test_save_as, NULL);
  rig_add ("/save/names", test_names, NULL);
  rig_add ("/save/faults", test_faults, NULL);
  rig_add ("/save/F11-expired", test_expired, NULL);
  rig_add ("/save/G3-bad-folder", test_bad_folder, NULL);
  rig_add ("/save/deleted", test_deleted, NULL);

  return rig_run ();
}
