/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8, "library of 100,000 videos": a library of none, of 1,000 and of 100,000 videos in
 * turn: opened until the first screen of rows is there, searched until the first screen of matches
 * is there and until all are, and scrolled through. Prints medians, the longest time the main loop
 * had to wait, and how much memory a library takes.
 */
#include "rushes-library-words.h"
#include "rushes-library.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <malloc.h>
#include <stdlib.h>

#define ROUNDS 5
#define SCREEN 20
#define N_SCREENS 100
#define N_SIZES 3
#define ANSWER_BYTES 1500

static const guint sizes[N_SIZES] = { 0, 1000, 100000 };

static const char *const searches[] = { "a", "fo", "fox", "cinematic", "a red fox", "红", "红狐",
                                        "402000000000042", "zebra" };

#define N_FIGURES (2 + 2 * G_N_ELEMENTS (searches))

typedef struct
{
  double figures[N_FIGURES][ROUNDS]; /* milliseconds: open, scroll, first and all of each search */
  double longest_gap;
  double kib;
} Results;

static gint64 last_tick;
static double longest_gap;

static gboolean
on_tick (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();

  longest_gap = MAX (longest_gap, (now - last_tick) / 1000.0 - 1.0);
  last_tick = now;

  return G_SOURCE_CONTINUE;
}

/* --- what is looked through ------------------------------------------------------------------- */

static char *
make_prompt (GRand *rand)
{
  static const char *const words[] = { "a", "red", "fox", "runs", "through", "fresh", "snow", "for",
                                       "cinematic", "light", "slow", "motion", "camera", "city" };
  GString *text = g_string_new (NULL);
  guint n_words = g_rand_int_range (rand, 10, 60);
  gboolean signs = g_rand_int_range (rand, 0, 3) == 0;

  for (guint i = 0; i < n_words; i++)
    if (signs)
      g_string_append_unichar (text, i == 0 ? 0x7ea2 : 0x4e00 + g_rand_int_range (rand, 0, 3000));
    else if (g_rand_boolean (rand))
      g_string_append_printf (text, "%s ", words[g_rand_int_range (rand, 0,
                                                                   G_N_ELEMENTS (words))]);
    else
      g_string_append_printf (text, "w%x ", g_rand_int_range (rand, 0, 20000));
  if (signs && g_rand_int_range (rand, 0, 10) == 0)
    g_string_append (text, "红狐");

  return g_string_free (text, FALSE);
}

static void
add (sqlite3      *db,
     sqlite3_stmt *statement,
     GRand        *rand,
     guint         number)
{
  g_autofree char *prompt = make_prompt (rand);
  g_autofree char *id = NULL;
  gint64 activity = G_GINT64_CONSTANT (1700000000000000) + number * G_GINT64_CONSTANT (1000003);

  id = g_strdup_printf ("user:1234-minimax:331000000000000001-video:402%015u", number);
  sqlite3_bind_int64 (statement, 1, activity);
  sqlite3_bind_text (statement, 2, id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, prompt, -1, SQLITE_STATIC);
  sqlite3_bind_zeroblob (statement, 4, ANSWER_BYTES);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
  rushes_library_words_put (db, activity, id, prompt, NULL);
}

static gpointer
fill (sqlite3   *db,
      gpointer   data,
      GError   **error)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "INSERT INTO videos (activity, video_id, first_seen,"
                                           " status, status_final, width, height, cover, prompt,"
                                           " answer) VALUES (?1, ?2, ?1, 2, 1, 1280, 720,"
                                           " 'https://cdn.hailuoai.video/cover.jpeg', ?3, ?4)",
                                       NULL);
  rushes_database_execute (db, "BEGIN", NULL);
  for (guint i = 1; i <= GPOINTER_TO_UINT (data); i++)
    add (db, statement, rand, i);
  rushes_database_execute (db, "COMMIT", NULL);

  return NULL;
}

static RushesDatabase *
open_database (const char *folder,
               guint       size)
{
  g_autofree char *name = g_strdup_printf ("%u.sqlite", size);
  g_autoptr(GFile) file = g_file_new_build_filename (folder, name, NULL);

  return rushes_database_new (file);
}

static void
make_library (const char *folder,
              guint       size)
{
  g_autoptr(RushesDatabase) database = open_database (folder, size);

  rushes_database_run_async (database, fill, GUINT_TO_POINTER (size), NULL, NULL, NULL, NULL);
  rushes_database_close (database);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* --- what is measured ------------------------------------------------------------------------- */

static double
milliseconds_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

/* The rows of a screen, and that all of them are there. */
static void
look_at_screen (RushesLibrary *library,
                guint          first)
{
  GListModel *model = G_LIST_MODEL (library);
  guint n = MIN (g_list_model_get_n_items (model) - first, SCREEN);
  RushesLibraryItem *items[SCREEN];

  for (guint i = 0; i < n; i++)
    items[i] = g_list_model_get_item (model, first + i);
  for (guint i = 0; i < n; i++)
    {
      while (rushes_library_item_peek_video (items[i]) == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_object_unref (items[i]);
    }
}

static void
on_replaced (GListModel *model,
             guint       position,
             guint       removed,
             guint       added,
             gpointer    user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
search (RushesLibrary *library,
        const char    *text,
        double        *first,
        double        *all)
{
  gboolean replaced = FALSE;
  gulong id = g_signal_connect (library, "items-changed", G_CALLBACK (on_replaced), &replaced);
  gint64 start = g_get_monotonic_time ();

  rushes_library_set_search (library, text);
  while (!replaced && rushes_library_is_searching (library))
    g_main_context_iteration (NULL, TRUE);
  look_at_screen (library, 0);
  *first = milliseconds_since (start);
  while (rushes_library_is_searching (library))
    g_main_context_iteration (NULL, TRUE);
  *all = milliseconds_since (start);

  g_signal_handler_disconnect (library, id);
  rushes_library_set_search (library, "");
}

static double
scroll (RushesLibrary *library)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (library));
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_SCREENS && n > 0; i++)
    look_at_screen (library, (guint64) i * n / N_SCREENS);

  return milliseconds_since (start) / N_SCREENS;
}

static double
used_kib (void)
{
  return mallinfo2 ().uordblks / 1024.0;
}

static void
run (const char *folder,
     guint       size,
     guint       round,
     Results    *results)
{
  double kib = used_kib ();
  gint64 start;
  guint tick;

  longest_gap = 0;
  start = last_tick = g_get_monotonic_time ();
  tick = g_timeout_add (1, on_tick, NULL);
  {
    g_autoptr(RushesDatabase) database = open_database (folder, size);
    g_autoptr(RushesLibrary) library = rushes_library_new (database);

    while (!rushes_library_is_loaded (library))
      g_main_context_iteration (NULL, TRUE);
    look_at_screen (library, 0);
    results->figures[0][round] = milliseconds_since (start);
    results->figures[1][round] = scroll (library);
    for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
      search (library, searches[i], &results->figures[2 + 2 * i][round],
              &results->figures[3 + 2 * i][round]);
    results->kib = MAX (results->kib, used_kib () - kib);
    results->longest_gap = MAX (results->longest_gap, longest_gap);
    rushes_database_close (database);
    while (g_main_context_iteration (NULL, FALSE))
      continue;
  }
  g_source_remove (tick);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static void
print_row (const char *name,
           Results     results[N_SIZES],
           gsize       figure)
{
  g_print ("%-36s", name);
  for (gsize i = 0; i < N_SIZES; i++)
    {
      qsort (results[i].figures[figure], ROUNDS, sizeof (double), compare);
      g_print ("%10.2f", results[i].figures[figure][ROUNDS / 2]);
    }
  g_print ("\n");
}

static void
print_all (Results results[N_SIZES])
{
  g_print ("\n%-36s%10u%10u%10u\n", "milliseconds, median of 5; videos:", sizes[0], sizes[1],
           sizes[2]);
  print_row ("open, first screen read", results, 0);
  print_row ("jump to another screen", results, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *name = g_strdup_printf ("search \"%s\", first screen", searches[i]);

      print_row (name, results, 2 + 2 * i);
      print_row ("  all", results, 3 + 2 * i);
    }

  g_print ("%-36s", "main loop kept waiting, longest");
  for (gsize i = 0; i < N_SIZES; i++)
    g_print ("%10.2f", results[i].longest_gap);
  g_print ("\n%-36s", "memory, KiB");
  for (gsize i = 0; i < N_SIZES; i++)
    g_print ("%10.0f", results[i].kib);
  g_print ("\n");
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("bench-XXXXXX", NULL);
  static Results results[N_SIZES];

  setlocale (LC_ALL, "");

  for (gsize i = 0; i < N_SIZES; i++)
    make_library (folder, sizes[i]);
  for (guint round = 0; round < ROUNDS; round++)
    for (gsize i = 0; i < N_SIZES; i++)
      run (folder, sizes[i], round, &results[i]);
  print_all (results);

  for (gsize i = 0; i < N_SIZES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.sqlite", sizes[i]);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);

  return 0;
}
