/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-finished-file.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "rushes-part-file.h"
#include "saving.h"

/* What was announced of a file, and what became of it since. */
#define VIDEO_ID "user:1000-minimax:a@b.c-video:424242424242"
#define LENGTH 1000

typedef struct
{
  RushesFetchPlan plan;
  char *record;
} Place;

static void
set_up (Place         *place,
        gconstpointer  data)
{
  place->plan.media = rushes_media_new (VIDEO_ID, RUSHES_MEDIA_CLEAN, 1, "https://h.example/",
                                        NULL);
  place->plan.folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  place->record = rushes_fetch_plan_dup_record_name (&place->plan);
}

static void
tear_down (Place         *place,
           gconstpointer  data)
{
  saving_remove_folder (place->plan.folder);
  rushes_fetch_plan_clear (&place->plan);
  g_free (place->record);
}

static char *
path_of (Place      *place,
         const char *name)
{
  return g_build_filename (place->plan.folder, name, NULL);
}

static void
make_file (Place      *place,
           const char *name,
           const char *text)
{
  g_autofree char *path = path_of (place, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* As whoever is killed just behind the rename leaves it. */
static void
finish (Place *place)
{
  static const RushesPartNotes notes = { "https://h.example/", NULL, NULL, LENGTH };
  g_autoptr(GBytes) body = saving_make_body (LENGTH, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPartFile) part = NULL;
  g_autofree char *name = NULL;

  part = rushes_part_file_open (place->plan.folder, place->record, &error);
  g_assert_no_error (error);
  g_assert_true (rushes_part_file_begin (part, "a.mp4.part", NULL, &error));
  g_assert_true (rushes_part_file_describe (part, &notes, &error));
  g_assert_true (rushes_part_file_append (part, g_bytes_get_data (body, NULL), LENGTH, &error));
  g_assert_true (rushes_part_file_settle (part, notes.uri, &error));
  rushes_part_file_announce (part, "a.mp4");
  name = rushes_part_file_publish (part, "a.mp4", &error);
  g_assert_no_error (error);
}

static void
assert_found (Place      *place,
              const char *want)
{
  gint64 size = -1;
  g_autofree char *name = rushes_finished_file_find (&place->plan, &size);

  g_assert_cmpstr (name, ==, want);
  g_assert_cmpint (size, ==, want != NULL ? LENGTH : -1);
}

static void
test_found (Place         *place,
            gconstpointer  data)
{
  finish (place);
  assert_found (place, "a.mp4");
  assert_found (place, "a.mp4");
}

/* Others had the name, and have lost it since. */
static void
test_numbered (Place         *place,
               gconstpointer  data)
{
  g_autofree char *first = path_of (place, "a.mp4");

  make_file (place, "a.mp4", "mine");
  make_file (place, "a (2).mp4", "mine too");
  finish (place);
  assert_found (place, "a (3).mp4");
  g_assert_no_errno (g_remove (first));
  assert_found (place, "a (3).mp4");
}

static void
test_nothing (Place         *place,
              gconstpointer  data)
{
  assert_found (place, NULL);
  g_assert_no_errno (g_rmdir (place->plan.folder));
  assert_found (place, NULL);
  g_assert_no_errno (g_mkdir (place->plan.folder, 0700));
  g_clear_pointer (&place->plan.folder, g_free);
  assert_found (place, NULL);
  place->plan.folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
}

static void
test_removed (Place         *place,
              gconstpointer  data)
{
  g_autofree char *path = path_of (place, "a.mp4");

  finish (place);
  g_assert_no_errno (g_remove (path));
  assert_found (place, NULL);
}

/* Whoever changed it wants the file as well. */
static void
test_cut (Place         *place,
          gconstpointer  data)
{
  g_autofree char *path = path_of (place, "a.mp4");

  finish (place);
  g_assert_no_errno (truncate (path, LENGTH - 1));
  assert_found (place, NULL);
}

/* As long, and of the same name, but another file. */
static void
test_other (Place         *place,
            gconstpointer  data)
{
  g_autofree char *path = path_of (place, "a.mp4");
  g_autofree char *kept = path_of (place, "kept");
  g_autofree char *text = g_strnfill (LENGTH, 'x');

  finish (place);
  g_assert_no_errno (g_rename (path, kept)); /* its inode stays taken */
  make_file (place, "a.mp4", text);
  assert_found (place, NULL);
}

/* It was never renamed: then it is gone on with. */
static void
test_part (Place         *place,
           gconstpointer  data)
{
  g_autofree char *path = path_of (place, "a.mp4");
  g_autofree char *part = path_of (place, "a.mp4.part");

  finish (place);
  g_assert_no_errno (g_rename (path, part));
  assert_found (place, NULL);
}

static void
on_forgotten (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  rushes_finished_file_forget_finish (result);
  *(gboolean *) user_data = TRUE;
}

static void
forget (Place *place)
{
  gboolean done = FALSE;

  rushes_finished_file_forget_async (&place->plan, on_forgotten, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_list (Place      *place,
             const char *want)
{
  g_autofree char *list = saving_list_folder (place->plan.folder);

  g_assert_cmpstr (list, ==, want);
}

static void
test_forget (Place         *place,
             gconstpointer  data)
{
  forget (place);
  finish (place);
  forget (place);
  assert_list (place, "a.mp4");
  assert_found (place, NULL);
}

/* Somebody saves it once more by now, and needs what is written there. */
static void
test_forget_busy (Place         *place,
                  gconstpointer  data)
{
  static const RushesPartNotes notes = { "https://h.example/", NULL, NULL, LENGTH };
  g_autoptr(RushesPartFile) part = NULL;
  g_autofree char *record = path_of (place, place->record);

  finish (place);
  part = rushes_part_file_open (place->plan.folder, place->record, NULL);
  g_assert_true (rushes_part_file_begin (part, "a.mp4.part", NULL, NULL));
  forget (place);
  g_assert_true (g_file_test (record, G_FILE_TEST_EXISTS));
  g_assert_true (rushes_part_file_describe (part, &notes, NULL));
  forget (place);
  g_assert_true (g_file_test (record, G_FILE_TEST_EXISTS));
}

#define ADD(path, func) g_test_add ("/finished-file/" path, Place, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("F2-found", test_found);
  ADD ("F2-numbered", test_numbered);
  ADD ("nothing", test_nothing);
  ADD ("removed", test_removed);
  ADD ("cut", test_cut);
  ADD ("other", test_other);
  ADD ("part", test_part);
  ADD ("forget", test_forget);
  ADD ("F14-forget-busy", test_forget_busy);

  return g_test_run ();
}
