/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-clipboard.h"
#include "display-shot.h"

#include <locale.h>
#include <stdio.h>

#define WIDTH 1400
#define HEIGHT 1000

/* Slow enough that the transfer is seen, and over in three seconds. */
#define OPTIONS "fox+job-3+slow-media-40"
#define SAVED_FILE "video.mp4"

/*
 * What `src/run --demo` does where there is no display: the program's own window on a virtual one,
 * driven with pointer and keyboard from the paste to the saved file. Each step is told when it has
 * come true; if one does not, the program ends with what it saw instead.
 */
typedef struct
{
  Rig *rig;
  const char *folder;
  char *video_id;
  guint n_shots;
} Demo;

static void
say (const char *format,
     ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format,
     ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  fflush (stdout);
}

static void
keep_shot (Demo       *demo,
           GdkPixbuf  *picture,
           const char *name)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++demo->n_shots, name);
  g_autofree char *path = g_build_filename (demo->folder, file, NULL);

  display_shot_save (picture, path);
}

static void
shoot (Demo       *demo,
       const char *name)
{
  g_autoptr(GdkPixbuf) picture = display_shot_settled (demo->rig->window);

  keep_shot (demo, picture, name);
}

static void
paste (Demo *demo)
{
  g_autoptr(DisplayClipboard) clipboard = display_clipboard_new (rig_get_session ());
  g_autoptr(DisplayNode) entry = rig_wait (demo->rig, DISPLAY_ROLE_TEXT, "Video ID");

  display_clipboard_set_text (clipboard, demo->video_id);
  display_node_click (entry);
  display_window_press (demo->rig->window, "Control+v");
  display_node_wait_text (entry, demo->video_id);
  say ("Pasted %s", demo->video_id);
  shoot (demo, "pasted");
}

static void
watch (Demo *demo)
{
  static const struct
  {
    const char *word;
    const char *percent;
    const char *shot;
  } steps[] = {
    { "Queued", NULL, "queued" },
    { "Processing", "?5?%?", "processing-5" },
    { "Processing", "?50?%?", "processing-50" },
    { "Processing", "?95?%?", "processing-95" },
    { "Completed", NULL, "completed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(DisplayNode) percent = NULL;
      g_autofree char *words = NULL;

      rig_press (demo->rig, i == 0 ? "Fetch" : "Refresh", NULL);
      rig_wait_video (demo->rig, demo->video_id, steps[i].word);
      if (steps[i].percent != NULL)
        percent = rig_wait (demo->rig, DISPLAY_ROLE_LABEL, steps[i].percent);
      if (percent != NULL)
        words = display_node_dup_text (percent);
      say ("Pressed %s; it says: %s%s%s", i == 0 ? "Fetch" : "Refresh", steps[i].word,
           words != NULL ? ", " : "", words != NULL ? words : "");
      if (i + 1 < G_N_ELEMENTS (steps))
        shoot (demo, steps[i].shot);
    }
}

static void
see_cover (Demo *demo)
{
  g_autoptr(DisplayNode) cover = rig_wait (demo->rig, DISPLAY_ROLE_IMAGE, "Cover");
  g_autofree char *description = display_node_dup_description (cover);

  say ("The cover has come; to a screen reader it is \"%s\"", description);
  shoot (demo, "completed");
}

static gboolean
has_begun (gpointer data)
{
  Rig *rig = data;
  g_autoptr(DisplayNode) progress = rig_find (rig, DISPLAY_ROLE_PROGRESS_BAR, "Download progress");
  g_autoptr(DisplayNode) saved = rig_find (rig, DISPLAY_ROLE_LABEL, "Saved*");

  return progress != NULL || saved != NULL;
}

static GHashTable *
list_videos (Demo *demo)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GDir) folder = g_dir_open (demo->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".mp4"))
      g_hash_table_add (names, g_strdup (name));

  return names;
}

/* The one that was not there before: an earlier demo may have saved the same video. */
static char *
find_saved (Demo       *demo,
            GHashTable *before)
{
  g_autoptr(GHashTable) after = list_videos (demo);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (before, name))
      return g_build_filename (demo->folder, name, NULL);

  display_app_fail (demo->rig->app, "no file was saved in %s", demo->folder);
}

static void
check_saved (Demo       *demo,
             const char *saved)
{
  g_autofree char *original = stand_in_dup_file_path (SAVED_FILE);
  g_autofree char *want = rig_dup_sha256 (original);
  g_autofree char *got = rig_dup_sha256 (saved);

  if (!g_str_equal (got, want))
    display_app_fail (demo->rig->app, "%s is not what the service sent: %s, not %s", saved, got,
                      want);

  say ("Its SHA-256 is that of what was sent: %s", got);
}

static char *
save (Demo *demo)
{
  g_autoptr(GHashTable) before = list_videos (demo);
  g_autoptr(DisplayNode) row = NULL;
  g_autoptr(DisplayNode) caption = NULL;
  g_autoptr(GdkPixbuf) picture = NULL;
  g_autofree char *words = NULL;
  char *saved;

  rig_press (demo->rig, "Download", RIG_CLEAN);
  if (!display_wait (has_begun, demo->rig))
    display_app_fail (demo->rig->app, "the transfer does not begin");
  picture = display_shot_take (demo->rig->window);
  keep_shot (demo, picture, "saving");
  say ("Pressed Download beside the video without watermark");

  row = rig_wait_row (demo->rig, RIG_CLEAN_ROW);
  caption = display_node_wait (row, DISPLAY_ROLE_LABEL, "Saved*", NULL);
  words = display_node_dup_text (caption);
  say ("The row says: %s", words);
  shoot (demo, "saved");

  saved = find_saved (demo, before);
  check_saved (demo, saved);

  return saved;
}

static char *
run (Demo *demo)
{
  rig_set (demo->rig, "download-folder", g_variant_new_string (demo->folder));
  say ("The stand-in of the service answers at %s", stand_in_get_api_url (demo->rig->stand_in));
  rig_start (demo->rig);
  say ("Rushes runs, with a token that was stored before");
  shoot (demo, "ready");

  paste (demo);
  watch (demo);
  see_cover (demo);

  return save (demo);
}

int
main (int   argc,
      char *argv[])
{
  Demo demo = { 0 };
  DisplaySession *session;
  g_autofree char *folder = NULL;
  g_autofree char *saved = NULL;

  setlocale (LC_ALL, "");
  if (argc != 2 || *argv[1] == '-')
    {
      fprintf (stderr, "Usage: rushes-demo FOLDER\n");
      return 2;
    }

  folder = g_canonicalize_filename (argv[1], NULL);
  g_assert_no_errno (g_mkdir_with_parents (folder, 0755));
  session = display_session_new (WIDTH, HEIGHT);
  demo.folder = folder;
  demo.video_id = stand_in_dup_id (OPTIONS, 1);
  demo.rig = rig_new (session);

  saved = run (&demo);

  rig_free (demo.rig);
  say ("Rushes was closed and ended well; the token went nowhere but to the service.");
  say ("The screenshots are %s/01-ready.png to %02u-saved.png.", folder, demo.n_shots);
  say ("The saved file is %s", saved);
  g_free (demo.video_id);
  display_session_free (session);

  return 0;
}
