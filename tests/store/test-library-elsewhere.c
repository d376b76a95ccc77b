/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shelf.h"

#define N_MANY 40

/* The same file as another process has it open. */
typedef struct
{
  Shelf shelf;
  RushesDatabase *database;
  RushesLibrary *library;
} Desk;

static gboolean
is_loaded (gpointer data)
{
  return rushes_library_is_loaded (data);
}

static void
set_up (Desk          *desk,
        gconstpointer  data)
{
  g_autoptr(GFile) file = NULL;

  shelf_set_up (&desk->shelf, data);
  shelf_wait_until (is_loaded, desk->shelf.library);
  file = g_file_new_for_path (desk->shelf.path);
  desk->database = rushes_database_new (file);
  desk->library = rushes_library_new (desk->database);
  shelf_wait_until (is_loaded, desk->library);
}

static void
tear_down (Desk          *desk,
           gconstpointer  data)
{
  rushes_database_close (desk->database);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&desk->library);
  g_clear_object (&desk->database);
  shelf_tear_down (&desk->shelf, data);
}

static void
put (Desk  *desk,
     guint  number,
     int    status)
{
  g_autoptr(RushesVideo) video = shelf_make_answer (number, status, 50, "elsewhere");

  rushes_library_put (desk->library, video, NULL);
}

typedef struct
{
  Desk *desk;
  guint n_videos;
  guint top;
} Want;

/* Looking at the first row has it read. */
static gboolean
is_wanted (gpointer data)
{
  Want *want = data;
  RushesLibrary *library = want->desk->shelf.library;
  g_autoptr(RushesLibraryItem) item = g_list_model_get_item (G_LIST_MODEL (library), 0);
  RushesVideo *video = item != NULL ? rushes_library_item_peek_video (item) : NULL;

  return rushes_library_get_n_videos (library) == want->n_videos &&
         g_strcmp0 (video != NULL ? rushes_video_get_video_id (video) : NULL,
                    want->top > 0 ? shelf_name (want->top) : NULL) == 0;
}

static void
wait_for (Desk  *desk,
          guint  n_videos,
          guint  top)
{
  Want want = { desk, n_videos, top };

  shelf_wait_until (is_wanted, &want);
}

static void
test_added (Desk          *desk,
            gconstpointer  data)
{
  shelf_put (&desk->shelf, 1, 0, "one");
  put (desk, 2, 0);
  wait_for (desk, 2, 2);
  shelf_assert_order (&desk->shelf, "2 1");
}

/* The item stays the same, as it does when the video is moved here. */
static void
test_moved (Desk          *desk,
            gconstpointer  data)
{
  g_autoptr(RushesLibraryItem) before = NULL;
  g_autoptr(RushesLibraryItem) after = NULL;

  for (guint i = 1; i <= 3; i++)
    shelf_put (&desk->shelf, i, 0, "here");
  shelf_assert_order (&desk->shelf, "3 2 1");
  before = g_list_model_get_item (G_LIST_MODEL (desk->shelf.library), 2);
  put (desk, 1, 2);
  wait_for (desk, 3, 1);
  shelf_assert_order (&desk->shelf, "1 3 2");
  after = g_list_model_get_item (G_LIST_MODEL (desk->shelf.library), 0);
  g_assert_true (after == before);
}

static void
test_removed (Desk          *desk,
              gconstpointer  data)
{
  const char *video_ids[] = { shelf_name (2), NULL };

  for (guint i = 1; i <= 3; i++)
    shelf_put (&desk->shelf, i, 0, "here");
  rushes_library_remove (desk->library, video_ids);
  wait_for (desk, 2, 3);
  shelf_assert_order (&desk->shelf, "3 1");

  rushes_library_restore (desk->library, video_ids);
  wait_for (desk, 3, 3);
  shelf_assert_order (&desk->shelf, "3 2 1");
}

/* An old one that comes back is not among the newest. */
static void
test_many (Desk          *desk,
           gconstpointer  data)
{
  const char *video_ids[] = { shelf_name (1), NULL };

  for (guint i = 1; i <= N_MANY; i++)
    put (desk, i, 0);
  wait_for (desk, N_MANY, N_MANY);

  rushes_library_remove (desk->library, video_ids);
  wait_for (desk, N_MANY - 1, N_MANY);
  rushes_library_restore (desk->library, video_ids);
  wait_for (desk, N_MANY, N_MANY);
}

/* Nothing but what matches is shown, whoever has written it. */
static void
test_searched (Desk          *desk,
               gconstpointer  data)
{
  shelf_put (&desk->shelf, 1, 0, "one");
  shelf_put (&desk->shelf, 2, 0, "two");
  rushes_library_set_search (desk->shelf.library, "elsewhere");
  shelf_settle (&desk->shelf);
  shelf_assert_order (&desk->shelf, "");
  put (desk, 3, 0);
  wait_for (desk, 3, 3);
  shelf_assert_order (&desk->shelf, "3");
}

static void
add (const char *name,
     void      (*test) (Desk *desk, gconstpointer data))
{
  g_test_add (name, Desk, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/library-elsewhere/added", test_added);
  add ("/library-elsewhere/moved", test_moved);
  add ("/library-elsewhere/removed", test_removed);
  add ("/library-elsewhere/many", test_many);
  add ("/library-elsewhere/searched", test_searched);

  return g_test_run ();
}
