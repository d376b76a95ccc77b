/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include <stdlib.h>
#include <string.h>

/* SIGKILL at so many random moments; `meson test --suite kill` sets RUSHES_KILLS=100. There are so
 * many files, of so many megabytes, that some are on their way nearly until the last one. */
#define KILLS 10
#define LONGEST_LIFE_MS 2500
#define N_FILES(kills) (6 + (kills) / 5)
#define MEGABYTES(kills) (1 + (kills) / 30)

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
      g_autofree char *video_id = rig_begin_saving (rig, options, 1 + i);
      g_autoptr(DisplayNode) cancel = display_node_wait (rig->root, DISPLAY_ROLE_PUSH_BUTTON,
                                                         "Cancel", RIG_CLEAN);

      files->names[i] = g_strdup_printf (RIG_FOX " 402000000000000%03u.mp4", 1 + i);
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

/* None is saved twice, whenever the program was killed. */
static const char *
peek_want (Files      *files,
           const char *name)
{
  for (guint i = 0; i < files->n_files; i++)
    if (g_str_equal (files->names[i], name))
      return files->wants[i];

  g_error ("%s is no file that was asked for", name);
}

static gboolean
is_final (const char *name)
{
  return !g_str_has_prefix (name, ".rushes-") && !g_str_has_suffix (name, ".part");
}

/* What has a final name is whole. Returns how many there are. */
static guint
check_folder (Rig   *rig,
              Files *files,
              guint *n_others)
{
  g_autofree char *path = rig_dup_saved_path (NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_final = 0;

  *n_others = 0;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      if (!is_final (name))
        {
          (*n_others)++;
          continue;
        }

      rig_assert_saved (name, peek_want (files, name));
      n_final++;
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

int
main (int   argc,
      char *argv[])
{
  rig_init (&argc, &argv);

  rig_add ("/kill/F2-saving", test_kill, NULL);

  return rig_run ();
}
