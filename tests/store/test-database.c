/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-database.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_VERSION 2
#define N_JOBS 1000
#define N_KILLS 5

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "library.sqlite", NULL);
}

static void
remove_all (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_remove (path) != 0)
        remove_all (path);
    }

  g_assert_no_errno (g_rmdir (folder));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static RushesDatabase *
open_at (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  return rushes_database_new (file);
}

static void
close_it (RushesDatabase *database)
{
  rushes_database_close (database);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (database);
}

/* --- one piece of work, waited for ------------------------------------------------------------ */

typedef struct
{
  gboolean done;
  gpointer result;
  GError *error;
} Work;

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Work *work = user_data;

  work->result = rushes_database_run_finish (RUSHES_DATABASE (source), result, &work->error);
  work->done = TRUE;
}

static gpointer
run (RushesDatabase      *database,
     RushesDatabaseFunc   func,
     gpointer             data,
     GError             **error)
{
  Work work = { FALSE };

  rushes_database_run_async (database, func, data, NULL, g_free, on_done, &work);
  g_assert_false (work.done);
  while (!work.done)
    g_main_context_iteration (NULL, TRUE);
  if (work.error != NULL)
    g_propagate_error (error, work.error);

  return work.result;
}

/* The first column of the first row, or NULL: also when there is no database. */
static gpointer
read_one (sqlite3   *db,
          gpointer   data,
          GError   **error)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (db == NULL)
    return NULL;

  if (rushes_database_check (db, sqlite3_prepare_v2 (db, data, -1, &statement, NULL), error) &&
      rushes_database_check (db, sqlite3_step (statement), error))
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);

  return text;
}

static void
assert_one (RushesDatabase *database,
            const char     *sql,
            const char     *want)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *got = run (database, read_one, (gpointer) sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, want);
}

static gpointer
has_database (sqlite3   *db,
              gpointer   data,
              GError   **error)
{
  return g_strdup (db != NULL ? "yes" : "no");
}

static gboolean
is_usable (RushesDatabase *database)
{
  g_autofree char *word = run (database, has_database, NULL, NULL);

  return g_str_equal (word, "yes");
}

static void
add_row (RushesDatabase *database,
         const char     *video_id)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO downloads (video_id, kind, number, uri,"
                                          " folder) VALUES ('%s', 0, 1, 'u', '/f')", video_id);

  assert_one (database, sql, NULL);
}

/* --- made, and opened again ------------------------------------------------------------------- */

static void
assert_mode (const char *path,
             guint       want)
{
  GStatBuf status;

  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, want);
}

/* H6: what it holds is nobody else's business. */
static void
test_new (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "share", "rushes", NULL);
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  RushesDatabase *database = open_at (path);

  assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  assert_one (database, "SELECT count(*) FROM downloads", "0");
  add_row (database, "a");
  assert_mode (folder, 0700);
  assert_mode (path, 0600);
  assert_mode (journal, 0600);

  close_it (database);
  assert_mode (path, 0600);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
}

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  RushesDatabase *database = open_at (fixture->path);

  add_row (database, "first");
  close_it (database);

  /* As a copy from elsewhere may be. */
  g_assert_no_errno (g_chmod (fixture->path, 0644));
  database = open_at (fixture->path);
  assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  assert_one (database, "SELECT video_id FROM downloads", "first");
  assert_mode (fixture->path, 0600);
  close_it (database);
}

/* An empty file is a new database: that much may be left by a crash at the first start. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  RushesDatabase *database;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  database = open_at (fixture->path);
  assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  close_it (database);
}

/* --- not to be had ---------------------------------------------------------------------------- */

static GBytes *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

static void
assert_untouched (const char *path,
                  GBytes     *before)
{
  g_autoptr(GBytes) after = read_file (path);
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);

  g_assert_cmpmem (g_bytes_get_data (after, NULL), g_bytes_get_size (after),
                   g_bytes_get_data (before, NULL), g_bytes_get_size (before));
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* That of a newer program is left as it is, to the byte, and this one does without. */
static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const modes[] = { "DELETE", "WAL" };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, modes[i], NULL);
      g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode = %s; PRAGMA user_version = %d;"
                                              "CREATE TABLE novelties (x); "
                                              "INSERT INTO novelties VALUES (1);",
                                              modes[i], SCHEMA_VERSION + 1);
      g_autoptr(GBytes) before = NULL;
      RushesDatabase *database;

      g_test_message ("%s", modes[i]);
      execute (path, sql);
      before = read_file (path);
      database = open_at (path);
      g_assert_false (is_usable (database));
      close_it (database);
      assert_untouched (path, before);
    }
}

static GBytes *
make_database (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "good", NULL);
  RushesDatabase *database = open_at (path);

  add_row (database, "a");
  close_it (database);

  return read_file (path);
}

/* How a file may be spoilt. NULL: as long as it was, all of it noise behind @keep bytes. */
static const struct
{
  const char *name;
  gsize keep;
  const char *text;
} damages[] = {
  { "text", 0, "My holiday, part one: we went to the sea, and there was a whale in it." },
  { "half a header", 40, "" },
  { "header only", 100, "" },
  { "first page only", 4096, "" },
  { "noise", 0, NULL },
  { "noise behind the magic", 16, NULL },
  { "noise behind the header", 100, NULL },
  { "noise behind the first page", 4096, NULL },
};

static GBytes *
spoil (GBytes *good,
       gsize   row)
{
  gsize size = g_bytes_get_size (good);
  gsize keep = MIN (damages[row].keep, size);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GRand) noise = g_rand_new_with_seed (row);

  g_byte_array_append (bytes, g_bytes_get_data (good, NULL), keep);
  if (damages[row].text != NULL)
    g_byte_array_append (bytes, (const guint8 *) damages[row].text, strlen (damages[row].text));

  while (damages[row].text == NULL && bytes->len < size)
    {
      guint8 byte = g_rand_int (noise);

      g_byte_array_append (bytes, &byte, 1);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* H9: the program goes on without a memory, or with work that fails; what is there may be worth
 * something to who can mend it, and stays as it is. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GBytes) good = make_database (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr(GBytes) spoilt = spoil (good, i);
      g_autofree char *rows = NULL;
      g_autoptr(GError) error = NULL;
      RushesDatabase *database;

      g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (spoilt, NULL),
                                          g_bytes_get_size (spoilt), NULL));
      database = open_at (fixture->path);
      rows = run (database, read_one, (gpointer) "SELECT video_id FROM downloads", &error);
      g_test_message ("%s: %s", damages[i].name,
                      error != NULL ? error->message : is_usable (database) ? "opened" : "refused");
      g_assert_null (rows);
      close_it (database);
      assert_untouched (fixture->path, spoilt);
    }
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *below = g_build_filename (fixture->path, "rushes", "library.sqlite", NULL);
  RushesDatabase *database;

  g_assert_true (g_file_set_contents (fixture->path, "a file", -1, NULL));
  database = open_at (below);
  g_assert_false (is_usable (database));
  close_it (database);

  /* A folder stands in its place. */
  database = open_at (fixture->folder);
  g_assert_false (is_usable (database));
  close_it (database);
}

/* --- work ------------------------------------------------------------------------------------- */

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
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  RushesDatabase *database = open_at (fixture->path);
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

static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  RushesDatabase *database = open_at (fixture->path);
  g_autoptr(GError) error = NULL;

  g_assert_null (run (database, read_one, (gpointer) "SELECT nonsense", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  assert_one (database, "SELECT 1", "1");
  close_it (database);
}

/* --- killed ----------------------------------------------------------------------------------- */

static void
write_on (RushesDatabase *database);

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  static guint n_written = 0;
  char line[16];

  g_free (rushes_database_run_finish (RUSHES_DATABASE (source), result, &error));
  if (error != NULL)
    exit (1);

  g_snprintf (line, sizeof line, "%u\n", ++n_written);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    exit (1);
  write_on (RUSHES_DATABASE (source));
}

static void
write_on (RushesDatabase *database)
{
  rushes_database_run_async (database, read_one,
                             (gpointer) "INSERT INTO downloads (video_id, kind, number, uri,"
                                        " folder) SELECT 'v', 0, count(*) + 1, 'u', '/f'"
                                        " FROM downloads",
                             NULL, g_free, on_written, NULL);
}

/* Writes rows until somebody ends it, and says of each when it has been told that it is there. */
static int
write_for_ever (const char *path)
{
  g_autoptr(RushesDatabase) database = open_at (path);

  write_on (database);
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}

/* Returns how many rows were told of. */
static guint
kill_writer (const char *self,
             const char *path,
             guint       after)
{
  g_autoptr(GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, self,
                                                     "--write", path, NULL);
  g_autoptr(GDataInputStream) lines = NULL;
  guint n_lines = 0;

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      if (++n_lines == after)
        g_subprocess_force_exit (process);
    }

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));

  return n_lines;
}

/* Whatever was said to be written is there after SIGKILL, and the file is good. */
static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_rows = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      guint n_told = kill_writer (data, fixture->path, g_random_int_range (1, 200));
      RushesDatabase *database = open_at (fixture->path);
      g_autofree char *count = run (database, read_one,
                                    (gpointer) "SELECT count(*) FROM downloads", NULL);

      /* The last one may have been written without anybody being told. */
      g_assert_nonnull (count);
      g_assert_cmpint (atoi (count), >=, n_rows + n_told);
      g_assert_cmpint (atoi (count), <=, n_rows + n_told + 1);
      n_rows = atoi (count);
      assert_one (database, "PRAGMA integrity_check", "ok");
      close_it (database);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    return write_for_ever (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/database/H6-new", Fixture, NULL, set_up, test_new, tear_down);
  g_test_add ("/database/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/database/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/database/newer", Fixture, NULL, set_up, test_newer, tear_down);
  g_test_add ("/database/H9-damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/database/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  g_test_add ("/database/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/database/error", Fixture, NULL, set_up, test_error, tear_down);
  g_test_add ("/database/kill", Fixture, argv[0], set_up, test_kill, tear_down);

  return g_test_run ();
}
