/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DESIGN §8, "library of 100,000 videos": a library of none, of 1,000 and of 100,000 videos in
 * turn: opened until the first screen of rows is there, searched until the first screen of matches
 * is there and until all are, and scrolled through.
 */
#include "crowd.h"
#include "figures.h"
#include "rushes-library.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 5
#define SCREEN 20
#define N_SCREENS 100
#define N_SIZES 3

static const guint sizes[N_SIZES] = { 0, 1000, 100000 };

static const char *const searches[] = { "a", "fo", "fox", "cinematic", "a red fox", "红", "红狐",
                                        "402000000000042", "zebra" };

#define N_FIGURES (2 + 2 * G_N_ELEMENTS (searches))

typedef struct
{
  double figures[N_FIGURES][ROUNDS]; /* milliseconds: open, scroll, first and all of each search */
  double longest_gaps[ROUNDS];
  double kib;
} Results;

static gint64 last_tick;
static guint64 last_delay;
static double longest_gap;

static gboolean
on_tick (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  guint64 delay = figures_read_delay ();
  gint64 waited = now - last_tick - (gint64) (delay - last_delay);

  longest_gap = MAX (longest_gap, waited / 1000.0 - 1.0);
  last_tick = now;
  last_delay = delay;

  return G_SOURCE_CONTINUE;
}

/* --- what is looked through ------------------------------------------------------------------- */

static GFile *
get_file (const char *folder,
          guint       size)
{
  g_autofree char *name = g_strdup_printf ("%u.sqlite", size);

  return g_file_new_build_filename (folder, name, NULL);
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
  last_delay = figures_read_delay ();
  tick = g_timeout_add (1, on_tick, NULL);
  {
    g_autoptr(GFile) file = get_file (folder, size);
    g_autoptr(RushesDatabase) database = rushes_database_new (file);
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
    results->longest_gaps[round] = longest_gap;
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

static double
get_median (const double *values)
{
  double sorted[ROUNDS];

  memcpy (sorted, values, sizeof sorted);
  qsort (sorted, ROUNDS, sizeof (double), compare);

  return sorted[ROUNDS / 2];
}

/* For who wants to know more than the table says: on standard error. */
static void
say_row (const char *name,
         Results     results[N_SIZES],
         gsize       figure)
{
  g_printerr ("%-36s", name);
  for (gsize i = 0; i < N_SIZES; i++)
    g_printerr ("%10.2f", get_median (results[i].figures[figure]));
  g_printerr ("\n");
}

static void
say_all (Results results[N_SIZES])
{
  g_printerr ("\n%-36s%10u%10u%10u\n", "milliseconds, median of 5; videos:", sizes[0], sizes[1],
              sizes[2]);
  say_row ("open, first screen read", results, 0);
  say_row ("jump to another screen", results, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *name = g_strdup_printf ("search \"%s\", first screen", searches[i]);

      say_row (name, results, 2 + 2 * i);
      say_row ("  all", results, 3 + 2 * i);
    }
}

/* The search that takes longest stands for all. */
static void
print_all (Results results[N_SIZES])
{
  const Results *large = &results[N_SIZES - 1];
  gsize slowest = 2;

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    if (get_median (large->figures[2 + 2 * i]) > get_median (large->figures[slowest]))
      slowest = 2 + 2 * i;

  figures_print ("library-search", large->figures[slowest], NULL, ROUNDS);
  figures_print ("library-stall", large->longest_gaps, NULL, ROUNDS);
  figures_print ("library-memory", &large->kib, NULL, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("bench-XXXXXX", NULL);
  static Results results[N_SIZES];

  setlocale (LC_ALL, "");

  for (gsize i = 0; i < N_SIZES; i++)
    {
      g_autoptr(GFile) file = get_file (folder, sizes[i]);

      crowd_make (file, sizes[i]);
    }
  for (guint round = 0; round < ROUNDS; round++)
    for (gsize i = 0; i < N_SIZES; i++)
      run (folder, sizes[i], round, &results[i]);
  say_all (results);
  print_all (results);

  for (gsize i = 0; i < N_SIZES; i++)
    {
      g_autoptr(GFile) file = get_file (folder, sizes[i]);

      g_file_delete (file, NULL, NULL);
    }
  g_rmdir (folder);

  return 0;
}
