/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shelf.h"

#define N_MANY 20000

/* What is in the library, by number. */
static const char *const prompts[] = {
  NULL,
  "A red fox runs through fresh snow",
  "Ein Fuchs läuft über das Café",
  "一只红狐跑过雪地",
  "แมวดำวิ่ง",
  "الثعلب الأحمر يركض",
  "A firefox window, redder than snow",
  "Лиса бежит по снегу, ёлка",
  "여우가 눈 위를 달린다",
  "赤いキツネ 42",
};

static const struct
{
  const char *typed;
  const char *want; /* newest first */
} searches[] = {
  { "fox", "1" },
  { "FOX", "1" },
  { "fo", "1" },
  { "fire", "6" },
  { "ox", "" },
  { "red", "6 1" },
  { "redd", "6" },
  { "snow red", "6 1" },
  { "snow red fox", "1" },
  { "cafe", "2" },
  { "CAFÉ über", "2" },
  { "红", "3" },
  { "红狐", "3" },
  { "雪地", "3" },
  { "狐红", "" },
  { "跑 红", "3" },
  { "แมว", "4" },
  { "ดำ", "4" },
  { "الاحمر", "5" },
  { "الثَعلب", "5" },
  { "елка", "7" },
  { "лис снег", "7" },
  { "여", "8" },
  { "여우", "8" },
  { "달", "8" },
  { "キツ", "9" },
  { "42", "9" },
  { "zebra", "" },
  { "\"", "9 8 7 6 5 4 3 2 1" },
  { "", "9 8 7 6 5 4 3 2 1" },
  /* IDs: whole, in a link, the last digits, the first ones. */
  { "user:1-minimax:331000000000000001-video:402000000000000005", "5" },
  { "https://api.useapi.net/v1/minimax/videos/user:1-minimax:331000000000000001-video:"
    "402000000000000005", "5" },
  { "402000000000000005", "5" },
  { "0000005", "5" },
  { "005", "5" },
  { "40200", "9 8 7 6 5 4 3 2 1" },
  { "20004", "" },
  { "331000000000000001", "9 8 7 6 5 4 3 2 1" },
  /* Cut short, it looks whole. */
  { "user:1-minimax:331000000000000001-video:40200000000000000", "9 8 7 6 5 4 3 2 1" },
  { "user:2-minimax:77-video:402000000000000005", "" },
};

static void
put_all (Shelf *shelf)
{
  for (guint i = 1; i < G_N_ELEMENTS (prompts); i++)
    shelf_put (shelf, i, 0, prompts[i]);
}

static void
search (Shelf      *shelf,
        const char *text)
{
  rushes_library_set_search (shelf->library, text);
  shelf_settle (shelf);
  g_assert_false (rushes_library_is_searching (shelf->library));
}

static void
test_table (Shelf         *shelf,
            gconstpointer  data)
{
  put_all (shelf);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("%s", searches[i].typed);
      search (shelf, searches[i].typed);
      g_assert_cmpstr (rushes_library_get_search (shelf->library), ==, searches[i].typed);
      shelf_assert_order (shelf, searches[i].want);
      g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 9);
    }
}

/* What happens while something is looked for. */
static void
test_live (Shelf         *shelf,
           gconstpointer  data)
{
  const char *first[] = { shelf_name (1), NULL };

  put_all (shelf);
  search (shelf, "red");
  shelf_assert_order (shelf, "6 1");

  g_string_truncate (shelf->changes, 0);
  shelf_put (shelf, 1, 1, prompts[1]);
  shelf_assert_order (shelf, "1 6");
  g_assert_cmpstr (shelf->changes->str, ==, "1-1+0 0-0+1");

  /* One that does not match moves unseen, a new one that does appears. */
  g_string_truncate (shelf->changes, 0);
  shelf_put (shelf, 2, 1, prompts[2]);
  g_assert_cmpstr (shelf->changes->str, ==, "");
  shelf_put (shelf, 10, 0, "A reduced budget");
  shelf_assert_order (shelf, "10 1 6");
  shelf_put (shelf, 11, 0, "A blue one");
  shelf_assert_order (shelf, "10 1 6");
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 11);

  /* A prompt that changes, without any other news. */
  shelf_put (shelf, 10, 0, "A blue budget");
  shelf_assert_order (shelf, "1 6");
  shelf_put (shelf, 11, 0, "A red one");
  shelf_assert_order (shelf, "11 1 6");

  rushes_library_remove (shelf->library, first);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "11 6");
  search (shelf, "fox");
  shelf_assert_order (shelf, "");
  rushes_library_restore (shelf->library, first);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "1");
  search (shelf, "");
  shelf_assert_order (shelf, "11 10 2 1 9 8 7 6 5 4 3");
}

/* The first screen comes before the rest, and the rest of one search never after another. */
static void
test_superseded (Shelf         *shelf,
                 gconstpointer  data)
{
  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_open (shelf);

  g_string_truncate (shelf->changes, 0);
  search (shelf, "number");
  g_assert_cmpstr (shelf->changes->str, ==,
                   "0-20000+0 0-0+128 128-0+8192 8320-0+8192 16512-0+3488");

  g_string_truncate (shelf->changes, 0);
  rushes_library_set_search (shelf->library, "a");
  rushes_library_set_search (shelf->library, "num");
  rushes_library_set_search (shelf->library, "19999");
  g_assert_true (rushes_library_is_searching (shelf->library));
  shelf_settle (shelf);
  g_assert_cmpstr (shelf->changes->str, ==, "0-20000+0 0-0+1");

  /* Given up half way. */
  g_string_truncate (shelf->changes, 0);
  rushes_library_set_search (shelf->library, "number");
  while (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)) < 128)
    g_main_context_iteration (NULL, TRUE);
  rushes_library_set_search (shelf->library, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)), ==, N_MANY);
  shelf_settle (shelf);
  g_assert_cmpstr (shelf->changes->str, ==, "0-1+0 0-0+128 0-128+0 0-0+20000");
}

/* A video that moves while the rest of the matches are on their way is there once. */
static void
test_moving (Shelf         *shelf,
             gconstpointer  data)
{
  g_autoptr(RushesVideo) old = shelf_make_answer (5, 1, 0, "number five");
  g_autoptr(RushesVideo) new = shelf_make_answer (N_MANY + 1, 1, 0, "number and more");

  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_open (shelf);

  rushes_library_set_search (shelf->library, "number");
  while (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)) != 128)
    g_main_context_iteration (NULL, TRUE);
  rushes_library_put (shelf->library, old, NULL);
  rushes_library_put (shelf->library, new, NULL);
  shelf_settle (shelf);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)), ==, N_MANY + 1);
}

/* One that is brought back meanwhile and will be among the rest. */
static void
test_restored (Shelf         *shelf,
               gconstpointer  data)
{
  const char *names[] = { shelf_name (3), NULL };

  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_open (shelf);
  rushes_library_remove (shelf->library, names);
  shelf_settle (shelf);

  rushes_library_set_search (shelf->library, "number");
  while (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)) != 128)
    g_main_context_iteration (NULL, TRUE);
  rushes_library_restore (shelf->library, names);
  while (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)) == 128)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)), ==, 129);
  shelf_settle (shelf);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)), ==, N_MANY);
}

static char *
list_all (RushesLibrary *library)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (library)); i++)
    {
      g_autoptr(RushesLibraryItem) item = g_list_model_get_item (G_LIST_MODEL (library), i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " ",
                              rushes_library_item_get_activity (item));
    }

  return g_string_free (text, FALSE);
}

static void
do_something (Shelf *shelf)
{
  static const char *const texts[] = { "", "red", "fox", "red fox", "snow", "zebra" };
  guint number = g_test_rand_int_range (1, 60);
  const char *names[] = { shelf_name (number), shelf_name (number + 1), NULL };
  g_autoptr(RushesVideo) video = NULL;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      rushes_library_remove (shelf->library, names);
      break;
    case 1:
      rushes_library_restore (shelf->library, names);
      break;
    case 2:
      rushes_library_set_search (shelf->library, texts[g_test_rand_int_range (0, 6)]);
      break;
    case 3:
      rushes_library_purge (shelf->library);
      break;
    default:
      video = shelf_make_answer (number, g_test_rand_int_range (0, 4), 0,
                                 g_test_rand_bit () ? "a red fox" : "a red dog in snow");
      rushes_library_put (shelf->library, video, NULL);
      break;
    }
  if (g_test_rand_bit ())
    g_main_context_iteration (NULL, FALSE);
}

/* Whatever is done, and whenever, the list comes to what the database has. */
static void
test_random (Shelf         *shelf,
             gconstpointer  data)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(RushesLibrary) library = NULL;
      g_autofree char *got = NULL, *want = NULL;

      for (guint j = 0; j < 50; j++)
        do_something (shelf);
      shelf_settle (shelf);
      library = rushes_library_new (shelf->database);
      rushes_library_set_search (library, rushes_library_get_search (shelf->library));
      shelf_settle (shelf);
      got = list_all (shelf->library);
      want = list_all (library);
      g_assert_cmpstr (got, ==, want);
      g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==,
                        rushes_library_get_n_videos (library));
      shelf_settle (shelf);
    }
}

/* What was looked for before the library was there. */
static void
test_early (Shelf         *shelf,
            gconstpointer  data)
{
  g_autoptr(RushesLibrary) library = NULL;

  put_all (shelf);
  library = rushes_library_new (shelf->database);
  rushes_library_set_search (library, "red");
  while (rushes_library_is_searching (library))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (library)), ==, 2);
  g_assert_cmpuint (rushes_library_get_n_videos (library), ==, 9);
  shelf_settle (shelf);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Shelf, NULL, shelf_set_up, func, shelf_tear_down)

  ADD ("/library-search/table", test_table);
  ADD ("/library-search/live", test_live);
  ADD ("/library-search/superseded", test_superseded);
  ADD ("/library-search/moving", test_moving);
  ADD ("/library-search/restored", test_restored);
  ADD ("/library-search/early", test_early);
  ADD ("/library-search/random", test_random);

  return g_test_run ();
}
