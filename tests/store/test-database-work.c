/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that is asked for: in its order, on the disk soon, refused when there is no room. */
#include "drawer.h"
#include "shelf.h"

#define N_JOBS 1000

static gpointer
note_number (sqlite3   *db,
             gpointer   data,
             GError   **error)
{
  GArray *numbers = ((gpointer *) data)[0];
  guint number = GPOINTER_TO_UINT (((gpointer *) data)[1]);

  g_array_append_val (numbers, number);

  return GUINT_TO_POINTER (number + 1);
}

static void
on_numbered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GArray *numbers = user_data;
  guint number = GPOINTER_TO_UINT (rushes_database_run_finish (RUSHES_DATABASE (source), result,
                                                               NULL)) - 1;

  g_array_append_val (numbers, number);
}

static void
assert_counted (GArray *numbers)
{
  g_assert_cmpuint (numbers->len, ==, N_JOBS);
  for (guint i = 0; i < numbers->len; i++)
    g_assert_cmpuint (g_array_index (numbers, guint, i), ==, i);
}

/* All is done, in the order in which it was asked for, before close () returns. */
static void
test_order (Drawer        *fixture,
            gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);
  g_autoptr(GArray) run_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) told_numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < N_JOBS; i++)
    {
      gpointer *job = g_new (gpointer, 2);

      job[0] = run_numbers;
      job[1] = GUINT_TO_POINTER (i);
      rushes_database_run_async (database, note_number, job, g_free, NULL, on_numbered,
                                 told_numbers);
    }

  rushes_database_close (database);
  assert_counted (run_numbers);
  g_assert_cmpuint (told_numbers->len, ==, 0);
  rushes_database_close (database);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_counted (told_numbers);
  g_assert_finalize_object (database);
}

static gboolean
is_in_file (gpointer data)
{
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", (char *) data);
  sqlite3_stmt *statement = NULL;
  sqlite3 *db;
  gboolean there = FALSE;

  if (sqlite3_open_v2 (uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2 (db, "SELECT 1 FROM downloads", -1, &statement, NULL) == SQLITE_OK)
    there = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return there;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* What is written reaches the disk soon, and not only when the journal is full: SQLite waits for
 * the disk when it moves it into the file. */
static void
test_sync (Drawer        *fixture,
           gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);
  guint tick = g_timeout_add (50, on_tick, NULL);

  for (guint i = 0; i < 2; i++)
    {
      drawer_add_row (database, "a");
      g_assert_false (is_in_file (fixture->path));
      shelf_wait_until (is_in_file, fixture->path);
      drawer_assert_one (database, "DELETE FROM downloads", NULL);
      while (is_in_file (fixture->path))
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
  drawer_close (database);
}

static void
assert_problem (RushesDatabase        *database,
                RushesDatabaseProblem  want)
{
  drawer_assert_one (database, "SELECT 1", "1");
  g_assert_cmpint (rushes_database_get_problem (database), ==, want);
}

static const char large_row[] =
  "INSERT INTO downloads (video_id, kind, number, uri, folder)"
  " VALUES ('b', 0, 1, hex (randomblob (100000)), '/f')";

/* A disk that is full, and has room again. */
static void
test_full (Drawer        *fixture,
           gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);
  g_autoptr(GError) error = NULL;
  guint n_reports = 0;

  g_signal_connect_swapped (database, "notify::problem", G_CALLBACK (drawer_count), &n_reports);
  drawer_add_row (database, "a");
  g_free (drawer_run (database, drawer_read_one, (gpointer) "PRAGMA max_page_count = 1", NULL));
  for (guint i = 0; i < 3; i++)
    {
      g_clear_error (&error);
      g_assert_null (drawer_run (database, drawer_read_one, (gpointer) large_row, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      assert_problem (database, RUSHES_DATABASE_FULL);
    }
  g_assert_cmpuint (n_reports, ==, 1);

  g_free (drawer_run (database, drawer_read_one,
                      (gpointer) "PRAGMA max_page_count = 1000000", NULL));
  assert_problem (database, RUSHES_DATABASE_FULL);
  drawer_add_row (database, "b");
  assert_problem (database, RUSHES_DATABASE_FINE);
  g_assert_cmpuint (n_reports, ==, 2);
  drawer_close (database);
}

static void
on_refused (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_assert_null (rushes_database_run_finish (RUSHES_DATABASE (source), result, user_data));
}

/* What comes later is refused, and what it was to be done with is freed. */
static void
test_closed (Drawer        *fixture,
             gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);
  g_autoptr(GBytes) bytes = g_bytes_new ("x", 1);
  g_autoptr(GError) error = NULL;

  rushes_database_close (database);
  rushes_database_run_async (database, drawer_read_one, g_bytes_ref (bytes),
                             (GDestroyNotify) g_bytes_unref, NULL, on_refused, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_finalize_object (database);
}

static void
test_error (Drawer        *fixture,
            gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);
  g_autoptr(GError) error = NULL;

  g_assert_null (drawer_run (database, drawer_read_one, (gpointer) "SELECT nonsense", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  drawer_assert_one (database, "SELECT 1", "1");
  drawer_close (database);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add (name, Drawer, NULL, drawer_set_up, func, drawer_tear_down)

  ADD ("/database-work/order", test_order);
  ADD ("/database-work/sync", test_sync);
  ADD ("/database-work/G1-full", test_full);
  ADD ("/database-work/closed", test_closed);
  ADD ("/database-work/error", test_error);

  return g_test_run ();
}
