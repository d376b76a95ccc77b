/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"
#include "services.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define CLEAN "*: video without watermark"
#define CLEAN_ROW "*Video, no watermark"
#define WORDS "A red fox runs through fresh snow at dawn, slow dolly shot, cinematic light"
#define NAME WORDS " 402000000000000001"

#define STAYS "Rushes goes on"
#define SAVED "Saved"
#define NOT_SAVED "A file could not be saved"
#define SUSPEND_ONLY "inhibit 4"

/* SIGKILL at so many random moments; `meson test --suite kill` sets RUSHES_KILLS=100. There are so
 * many files, of so many megabytes, that some are on their way nearly until the last one. */
#define KILLS 10
#define LONGEST_LIFE_MS 2500
#define N_FILES(kills) (6 + (kills) / 5)
#define MEGABYTES(kills) (1 + (kills) / 30)

/* More than a window has stops. */
#define MAX_TABS 20

static Services *services;

/* --- the folder ------------------------------------------------------------------------------- */

static char *
dup_folder (void)
{
  return g_build_filename (display_session_get_home (rig_get_session ()), "Videos", "Rushes", NULL);
}

static char *
dup_path (const char *name)
{
  g_autofree char *folder = dup_folder ();

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_final (const char *name)
{
  return !g_str_has_prefix (name, ".rushes-") && !g_str_has_suffix (name, ".part");
}

static void
assert_whole (Rig        *rig,
              const char *name,
              const char *want)
{
  g_autofree char *path = dup_path (name);
  g_autofree char *got = rig_dup_sha256 (path);

  if (g_strcmp0 (got, want) != 0)
    g_error ("%s is not what it should be", name);
}

/* --- begun, and waited for -------------------------------------------------------------------- */

static char *
begin (Rig        *rig,
       const char *options,
       guint       number)
{
  char *video_id = rig_fetch_new (rig, options, number);
  g_autoptr(DisplayNode) cancel = NULL;

  rig_wait_video (rig, video_id, "Completed");
  rig_press (rig, "Download", CLEAN);
  cancel = display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON, "Cancel", CLEAN);

  return video_id;
}

static void
wait_caption (Rig        *rig,
              const char *words)
{
  g_autoptr(DisplayNode) row = rig_wait_row (rig, CLEAN_ROW);
  g_autoptr(DisplayNode) label = display_node_wait (row, DISPLAY_ROLE_LABEL, words, NULL);
}

static void
wait_running (Rig *rig)
{
  wait_caption (rig, "* of *B*");
}

typedef struct
{
  const char *title;
  gboolean shown;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  Wanted *wanted = data;

  return services_is_shown (services, wanted->title) == wanted->shown;
}

static void
wait_shown (Rig        *rig,
            const char *title,
            gboolean    shown)
{
  Wanted wanted = { title, shown };
  g_autofree char *log = NULL;

  if (display_wait (is_as_wanted, &wanted))
    return;

  log = services_dup_log (services);
  display_app_fail (rig->app, "\"%s\" is %sshown: %s", title, shown ? "not " : "", log);
}

static gboolean
has_inhibitors (gpointer data)
{
  return services_count_inhibitors (services) == GPOINTER_TO_UINT (data);
}

static void
wait_inhibitors (Rig   *rig,
                 guint  count)
{
  g_autofree char *log = NULL;

  if (display_wait (has_inhibitors, GUINT_TO_POINTER (count)))
    return;

  log = services_dup_log (services);
  display_app_fail (rig->app, "not %u inhibitors: %s", count, log);
}

static void
close_window (Rig *rig)
{
  display_window_close (rig->window);
  display_window_wait_gone (rig->app, "Rushes");
}

/* It ends without being asked to, and well. */
static void
wait_end (Rig *rig)
{
  display_app_finish (rig->app);
  rig_stop (rig);
}

/* --- with a window ---------------------------------------------------------------------------- */

/* The machine is kept awake only while bytes move. */
static void
test_pause (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autofree char *want = NULL;

  rig_start (rig);
  wait_inhibitors (rig, 0);
  video_id = begin (rig, "big-1+slow-media-300", 1);
  want = stand_in_dup_big_sha256 (video_id, 1, 0);
  wait_running (rig);
  wait_inhibitors (rig, 1);
  g_assert_cmpuint (services_count (services, SUSPEND_ONLY), ==, 1);

  rig_press (rig, "Pause", CLEAN);
  wait_caption (rig, "Paused · *");
  wait_inhibitors (rig, 0);
  rig_press (rig, "Resume", CLEAN);
  wait_running (rig);
  wait_inhibitors (rig, 1);
  wait_caption (rig, "Saved · *");
  wait_inhibitors (rig, 0);

  assert_whole (rig, NAME ".mp4", want);
  g_assert_cmpuint (services_count (services, "inhibit*"), ==, 2);
  g_assert_cmpuint (services_count (services, "notify*"), ==, 0);
  rig_stop (rig);
}

/* Nothing moves, so nothing stays. */
static void
test_close_paused (Rig           *rig,
                   gconstpointer  data)
{
  rig_start (rig);
  g_free (begin (rig, "big-1+slow-media-300", 1));
  wait_running (rig);
  rig_press (rig, "Pause", CLEAN);
  wait_caption (rig, "Paused · *");
  display_window_close (rig->window);
  wait_end (rig);
  g_assert_cmpuint (services_count (services, "notify*"), ==, 0);
}

/* --- without one ------------------------------------------------------------------------------ */

static void
test_close (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *video_id = NULL;
  g_autofree char *want = NULL;

  rig_start (rig);
  video_id = begin (rig, "big-2+slow-media-200", 1);
  want = stand_in_dup_big_sha256 (video_id, 2, 0);
  wait_running (rig);

  /* It stays, says so once, and starting it again shows what it does. */
  close_window (rig);
  wait_shown (rig, STAYS, TRUE);
  g_assert_true (display_app_is_running (rig->app));
  rig_start_second (rig);
  wait_shown (rig, STAYS, FALSE);
  wait_running (rig);

  /* So does a click on the notification. */
  close_window (rig);
  wait_shown (rig, STAYS, TRUE);
  services_activate (services, STAYS);
  g_clear_pointer (&rig->window, display_window_free);
  rig->window = display_window_wait (rig->app, "Rushes");
  wait_running (rig);
  g_assert_cmpuint (services_count (services, "notify " STAYS "|1 file *"), ==, 2);
  g_assert_cmpuint (services_count (services, "notify*"), ==, 2);

  wait_caption (rig, "Saved · *");
  assert_whole (rig, NAME ".mp4", want);
  g_assert_cmpuint (services_count (services, "notify " SAVED "*"), ==, 0);
}

static void
assert_recent (Rig *rig)
{
  g_autofree char *path = g_build_filename (display_session_get_home (rig_get_session ()),
                                            ".local", "share", "recently-used.xbel", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "402000000000000001.mp4"));
  g_assert_null (strstr (text, "/generated/"));
}

/* Its end is told by a notification, with what belongs to a saved file, and the program ends. */
static void
test_saved (Rig           *rig,
            gconstpointer  data)
{
  g_autofree char *record = dup_path (NAME ".json");
  g_autofree char *video_id = NULL;
  g_autofree char *want = NULL;

  rig_set (rig, "save-record", g_variant_new_boolean (TRUE));
  rig_start (rig);
  video_id = begin (rig, "big-1+slow-media-300", 1);
  want = stand_in_dup_big_sha256 (video_id, 1, 0);
  wait_running (rig);
  close_window (rig);
  wait_shown (rig, STAYS, TRUE);
  wait_inhibitors (rig, 1);
  wait_end (rig);

  wait_inhibitors (rig, 0);
  g_assert_true (services_is_shown (services, SAVED));
  g_assert_cmpuint (services_count (services, "notify " SAVED "|" NAME ".mp4"), ==, 1);
  g_assert_false (services_is_shown (services, STAYS));
  assert_whole (rig, NAME ".mp4", want);
  g_assert_true (g_file_test (record, G_FILE_TEST_EXISTS));
  assert_recent (rig);
}

/* A fault is told of when nothing can be done about it any more, and not before. */
static void
test_failed (Rig           *rig,
             gconstpointer  data)
{
  rig_start (rig);
  g_free (begin (rig, "once-then-error-404+big-1+slow-media-300+cut-media-500+expiring-media", 1));
  wait_running (rig);
  close_window (rig);
  wait_shown (rig, STAYS, TRUE);
  wait_end (rig);

  g_assert_cmpuint (services_count (services, "notify " NOT_SAVED "|*"), ==, 1);
  g_assert_true (services_is_shown (services, NOT_SAVED));
  g_assert_false (services_is_shown (services, STAYS));
}

/* --- killed ----------------------------------------------------------------------------------- */

typedef struct
{
  guint n_files;
  char **names;
  char **wants;
} Files;

static void
files_begin (Rig   *rig,
             Files *files,
             guint  n_kills)
{
  guint megabytes = MEGABYTES (n_kills);
  g_autofree char *options = g_strdup_printf ("big-%u+slow-media-200", megabytes);

  files->n_files = N_FILES (n_kills);
  files->names = g_new0 (char *, files->n_files + 1);
  files->wants = g_new0 (char *, files->n_files + 1);

  rig_start (rig);
  for (guint i = 0; i < files->n_files; i++)
    {
      g_autofree char *video_id = begin (rig, options, 1 + i);

      files->names[i] = g_strdup_printf (WORDS " 402000000000000%03u.mp4", 1 + i);
      files->wants[i] = stand_in_dup_big_sha256 (video_id, megabytes, 0);
    }
}

static void
files_clear (Files *files)
{
  g_strfreev (files->names);
  g_strfreev (files->wants);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Files, files_clear)

/* Who is killed between the last rename and the note of it saves the file once more, under another
 * name. That is one too many, and none that is broken. */
static const char *
peek_want (Files      *files,
           const char *name,
           gboolean   *again)
{
  for (guint i = 0; i < files->n_files; i++)
    {
      g_autofree char *second = g_strndup (files->names[i], strlen (files->names[i]) - 4);
      g_autofree char *pattern = g_strconcat (second, " (*).mp4", NULL);

      *again = g_pattern_match_simple (pattern, name);
      if (*again || g_str_equal (files->names[i], name))
        return files->wants[i];
    }

  g_error ("%s is no file that was asked for", name);
}

/* What has a final name is whole. Returns how many there are. */
static guint
check_folder (Rig   *rig,
              Files *files,
              guint *n_others)
{
  g_autofree char *path = dup_folder ();
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_final = 0;

  *n_others = 0;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      gboolean again;

      if (!is_final (name))
        {
          (*n_others)++;
          continue;
        }

      assert_whole (rig, name, peek_want (files, name, &again));
      n_final += !again;
    }

  return n_final;
}

static gboolean
on_life_over (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
live_and_die (Rig *rig)
{
  gboolean over = FALSE;

  rig_launch (rig);
  g_timeout_add (g_random_int_range (0, LONGEST_LIFE_MS), on_life_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  rig_kill (rig);
}

typedef struct
{
  Rig *rig;
  Files *files;
} Rest;

static gboolean
is_all_there (gpointer data)
{
  Rest *rest = data;
  guint n_others;

  return check_folder (rest->rig, rest->files, &n_others) == rest->files->n_files && n_others == 0;
}

static guint
get_n_kills (void)
{
  const char *number = g_getenv ("RUSHES_KILLS");

  return number != NULL ? atoi (number) : KILLS;
}

static void
assert_all_open_shown (Rig   *rig,
                       Files *files,
                       guint  n_final)
{
  g_autoptr(DisplayNode) list = rig_wait (rig, DISPLAY_ROLE_LIST, "Downloads");
  g_autoptr(GPtrArray) rows = display_node_find_all (list, DISPLAY_ROLE_LIST_ITEM, NULL, NULL);

  g_assert_cmpuint (rows->len, >=, files->n_files - n_final);
}

static void
test_kill (Rig           *rig,
           gconstpointer  data)
{
  guint n_kills = get_n_kills ();
  g_auto(Files) files = { 0 };
  Rest rest = { rig, &files };
  guint n_final, n_others;
  guint n_busy = 2;

  files_begin (rig, &files, n_kills);
  rig_kill (rig);

  /* What was under way and what was still queued: all of it is there again. */
  n_final = check_folder (rig, &files, &n_others);
  g_assert_cmpuint (n_others, >, 0);
  rig_start (rig);
  assert_all_open_shown (rig, &files, n_final);
  rig_kill (rig);

  for (guint i = 2; i < n_kills; i++)
    {
      live_and_die (rig);
      n_busy += n_final < files.n_files;
      n_final = check_folder (rig, &files, &n_others);
      g_test_message ("killed %u times: %u of %u saved", 1 + i, n_final, files.n_files);
    }

  g_test_message ("%u times in the middle of something", n_busy);
  g_assert_cmpuint (n_busy, >=, n_kills / 2);
  rig_start (rig);
  while (!display_wait (is_all_there, &rest))
    g_assert_cmpuint (check_folder (rig, &files, &n_others), >, n_final);
  rig_stop (rig);
}

/* --- preferences ------------------------------------------------------------------------------ */

static gboolean
has_record_key (gpointer data)
{
  g_autofree char *group = g_strndup (RUSHES_APP_PATH + 1, strlen (RUSHES_APP_PATH) - 2);
  g_autoptr(GVariant) value = NULL;

  value = display_session_dup_setting (rig_get_session (), group, "save-record",
                                       G_VARIANT_TYPE_BOOLEAN);

  return (value != NULL && g_variant_get_boolean (value)) == GPOINTER_TO_INT (data);
}

static void
press_switch (Rig           *rig,
              DisplayWindow *window)
{
  g_autoptr(DisplayNode) button = rig_wait (rig, DISPLAY_ROLE_CHECK_BOX,
                                            "Save a record beside each video");

  display_node_click (button);
}

static DisplayWindow *
open_preferences (Rig *rig)
{
  g_autoptr(DisplayNode) item = NULL;

  display_window_press (rig->window, "F10");
  item = rig_wait (rig, DISPLAY_ROLE_MENU_ITEM, "Preferences");
  display_node_activate (item);

  return display_window_wait (rig->app, "Preferences");
}

/* Reached and changed by the keyboard. */
static void
set_interval (Rig           *rig,
              DisplayWindow *window)
{
  g_autoptr(DisplayNode) spin = rig_wait (rig, DISPLAY_ROLE_SPIN_BUTTON,
                                          "Seconds between two questions");

  g_assert_cmpfloat (display_node_get_value (spin), ==, 15);
  for (guint i = 0; i < MAX_TABS && !display_node_has_state (spin, DISPLAY_STATE_FOCUSED); i++)
    display_window_press (window, "Tab");
  display_window_press (window, "Up");
}

static gboolean
has_interval (gpointer data)
{
  g_autofree char *group = g_strndup (RUSHES_APP_PATH + 1, strlen (RUSHES_APP_PATH) - 2);
  g_autoptr(GVariant) value = NULL;

  value = display_session_dup_setting (rig_get_session (), group, "watch-interval",
                                       G_VARIANT_TYPE_UINT32);

  return value != NULL && g_variant_get_uint32 (value) == 20;
}

static void
test_preferences (Rig           *rig,
                  gconstpointer  data)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *shown = g_strdup_printf ("*%s*", folder);
  g_autoptr(DisplayWindow) window = NULL;
  g_autoptr(DisplayWindow) token = NULL;
  g_autoptr(DisplayNode) stored = NULL;
  g_autoptr(DisplayNode) label = NULL;

  rig_start (rig);
  window = open_preferences (rig);
  stored = rig_wait (rig, DISPLAY_ROLE_LABEL, "A token is stored");
  label = rig_wait (rig, DISPLAY_ROLE_LABEL, shown);

  press_switch (rig, window);
  g_assert_true (display_wait (has_record_key, GINT_TO_POINTER (TRUE)));
  press_switch (rig, window);
  g_assert_true (display_wait (has_record_key, GINT_TO_POINTER (FALSE)));
  set_interval (rig, window);
  g_assert_true (display_wait (has_interval, NULL));

  display_window_press (window, "Escape");
  display_window_wait_gone (rig->app, "Preferences");

  g_clear_pointer (&window, display_window_free);
  window = open_preferences (rig);
  rig_press (rig, "Change…", "Change the API token");
  token = display_window_wait (rig->app, "API Token");
  display_window_wait_gone (rig->app, "Preferences");
  display_window_press (token, "Escape");
  display_window_wait_gone (rig->app, "API Token");
}

static void
run (Rig           *rig,
     gconstpointer  data)
{
  services = services_new (rig_get_session ());
  ((void (*) (Rig *, gconstpointer)) data) (rig, NULL);
  if (rig->app != NULL)
    rig_stop (rig);
  g_clear_pointer (&services, services_free);
}

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/background/pause", run, test_pause);
  rig_add ("/background/close-paused", run, test_close_paused);
  rig_add ("/background/close", run, test_close);
  rig_add ("/background/saved", run, test_saved);
  rig_add ("/background/F11-failed", run, test_failed);
  rig_add ("/background/F2-kill", run, test_kill);
  rig_add ("/background/preferences", run, test_preferences);

  return rig_run ();
}
