/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shelf.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define SCHEMA_VERSION 3
#define N_JOBS 1000

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

static gboolean
is_there (const char *path,
          const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static void
assert_contents (const char *path,
                 GBytes     *before)
{
  g_autoptr(GBytes) after = read_file (path);

  g_assert_cmpmem (g_bytes_get_data (after, NULL), g_bytes_get_size (after),
                   g_bytes_get_data (before, NULL), g_bytes_get_size (before));
}

/* What is written lasts as long as the program runs. */
static void
assert_in_memory (RushesDatabase        *database,
                  RushesDatabaseProblem  problem)
{
  add_row (database, "lasts as long as the program");
  assert_one (database, "SELECT video_id FROM downloads", "lasts as long as the program");
  g_assert_cmpint (rushes_database_get_problem (database), ==, problem);
  g_assert_null (rushes_database_peek_set_aside (database));
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

/* As a program leaves it that was killed. */
static void
execute_and_crash (const char *path,
                   const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* That of a newer program is left as it is, to the byte, and this one does without. */
static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *mode;
    gboolean crash;
  } rows[] = { { "DELETE", FALSE }, { "WAL", FALSE }, { "WAL", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%" G_GSIZE_FORMAT, fixture->path, i);
      g_autofree char *journal = g_strconcat (path, "-wal", NULL);
      g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode = %s; PRAGMA user_version = %d;"
                                              "CREATE TABLE novelties (x); "
                                              "INSERT INTO novelties VALUES (1);",
                                              rows[i].mode, SCHEMA_VERSION + 1);
      g_autoptr(GBytes) before = NULL, journal_before = NULL;
      RushesDatabase *database;

      g_test_message ("%s%s", rows[i].mode, rows[i].crash ? ", crashed" : "");
      (rows[i].crash ? execute_and_crash : execute) (path, sql);
      before = read_file (path);
      journal_before = rows[i].crash ? read_file (journal) : NULL;
      database = open_at (path);
      assert_in_memory (database, RUSHES_DATABASE_TOO_NEW);
      close_it (database);
      assert_contents (path, before);
      if (rows[i].crash)
        assert_contents (journal, journal_before);
      else
        g_assert_false (is_there (path, "-wal"));
    }
}

/* --- older ------------------------------------------------------------------------------------ */

/* As the first versions made them. */
static const char *const old_schemas[] = {
  "CREATE TABLE downloads (id INTEGER PRIMARY KEY, video_id TEXT NOT NULL, kind INTEGER NOT NULL,"
  " number INTEGER NOT NULL, uri TEXT NOT NULL, type TEXT, prompt TEXT, folder TEXT NOT NULL,"
  " name TEXT, paused INTEGER NOT NULL DEFAULT 0, UNIQUE (video_id, kind, number)) STRICT;"
  "INSERT INTO downloads VALUES (7, 'a', 0, 1, 'u', 'mp4', 'A fox', '/f', 'n', 1);"
  "PRAGMA user_version = 1;",
  "CREATE TABLE watches (video_id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "INSERT INTO watches VALUES ('b', 1700000000);"
  "PRAGMA user_version = 2;",
};

/* Makes a database as version @version had it, with a row in each table. */
static void
make_old (const char *path,
          guint       version)
{
  execute (path, "PRAGMA journal_mode = WAL;");
  for (guint i = 0; i < version; i++)
    execute (path, old_schemas[i]);
}

static void
assert_migrated (const char *path,
                 guint       version)
{
  RushesDatabase *database = open_at (path);

  assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  assert_one (database, "PRAGMA integrity_check", "ok");
  assert_one (database, "SELECT count(*) FROM downloads", version >= 1 ? "1" : "0");
  if (version >= 1)
    assert_one (database, "SELECT id || video_id || kind || number || uri || type || prompt ||"
                          " folder || name || paused FROM downloads", "7a01ump4A fox/fn1");
  assert_one (database, "SELECT count(*) FROM watches", version >= 2 ? "1" : "0");
  if (version >= 2)
    assert_one (database, "SELECT video_id || since FROM watches", "b1700000000");
  assert_one (database, "SELECT count(*) FROM videos", "0");
  assert_one (database, "SELECT count(*) FROM saved", "0");
  assert_one (database, "SELECT count(*) FROM search", "0");
  g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_FINE);
  close_it (database);
}

static void
test_migrate (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint version = 0; version < SCHEMA_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", fixture->path, version);

      make_old (path, version);
      assert_migrated (path, version);
      assert_migrated (path, version);
    }
}

/* Two processes that are started at once. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  make_old (fixture->path, 1);
  for (guint i = 0; i < 5; i++)
    {
      RushesDatabase *databases[4];

      for (gsize j = 0; j < G_N_ELEMENTS (databases); j++)
        databases[j] = open_at (fixture->path);
      for (gsize j = 0; j < G_N_ELEMENTS (databases); j++)
        {
          assert_one (databases[j], "SELECT count(*) FROM videos", "0");
          g_assert_cmpint (rushes_database_get_problem (databases[j]), ==, RUSHES_DATABASE_FINE);
        }
      for (gsize j = 0; j < G_N_ELEMENTS (databases); j++)
        close_it (databases[j]);
      assert_migrated (fixture->path, 1);
    }
}

/* --- damaged ---------------------------------------------------------------------------------- */

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

static void
count_report (gpointer data)
{
  (*(guint *) data)++;
}

/* H9: what is damaged is set aside as it is, and a new one is begun. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GBytes) good = make_database (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr(GBytes) spoilt = spoil (good, i);
      g_autofree char *path = g_strdup_printf ("%s-%" G_GSIZE_FORMAT, fixture->path, i);
      g_autofree char *pattern = g_strconcat (path, "\\.damaged-[0-9]{8}-[0-9]{6}$", NULL);
      g_autofree char *rows = NULL;
      guint n_reports = 0;
      RushesDatabase *database;

      g_test_message ("%s", damages[i].name);
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (spoilt, NULL),
                                          g_bytes_get_size (spoilt), NULL));
      database = open_at (path);
      g_signal_connect_swapped (database, "notify::set-aside", G_CALLBACK (count_report),
                                &n_reports);
      rows = run (database, read_one, (gpointer) "SELECT video_id FROM downloads", NULL);
      add_row (database, "new");
      assert_one (database, "SELECT count(*) FROM downloads WHERE video_id = 'new'", "1");
      assert_one (database, "PRAGMA integrity_check", "ok");
      g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_SET_ASIDE);
      g_assert_cmpuint (n_reports, ==, 1);
      g_assert_true (g_regex_match_simple (pattern, rushes_database_peek_set_aside (database), 0,
                                           0));
      assert_contents (rushes_database_peek_set_aside (database), spoilt);
      assert_mode (path, 0600);
      close_it (database);

      database = open_at (path);
      assert_one (database, "SELECT count(*) FROM downloads WHERE video_id = 'new'", "1");
      g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_FINE);
      close_it (database);
    }
}

/* What the damage has spared is in the new one. */
static void
test_salvage (Fixture       *fixture,
              gconstpointer  data)
{
  RushesDatabase *database = open_at (fixture->path);
  g_autoptr(GBytes) spoilt = NULL;
  const char *aside;

  assert_one (database, "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT"
                        " 2000) INSERT INTO videos (activity, video_id, first_seen, prompt)"
                        " SELECT i, 'user:1-minimax:2-video:' || (1000000 + i), 1,"
                        " 'a long prompt, number ' || i FROM n", NULL);
  assert_one (database, "INSERT INTO saved VALUES ('v', 0, 1, '/f/v.mp4', 5, 6)", NULL);
  assert_one (database, "INSERT INTO watches VALUES ('w', 7)", NULL);
  add_row (database, "d");
  close_it (database);
  shelf_spoil_page (fixture->path, "a long prompt, number 1000");

  spoilt = read_file (fixture->path);
  database = open_at (fixture->path);
  assert_one (database, "SELECT count(*) FROM downloads", "1");
  g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_FINE);

  /* Seen only now; the work is done on the new one, with all IDs in it. */
  assert_one (database, "SELECT count(prompt) > 1500 AND count(prompt) < 2000 FROM videos", "1");
  g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_SET_ASIDE);
  aside = rushes_database_peek_set_aside (database);
  assert_contents (aside, spoilt);
  assert_one (database, "SELECT count(*) FROM videos", "2000");
  assert_one (database, "SELECT count(*) FROM search", "2000");
  assert_one (database, "SELECT path FROM saved", "/f/v.mp4");
  assert_one (database, "SELECT video_id FROM watches", "w");
  assert_one (database, "SELECT video_id FROM downloads", "d");
  assert_one (database, "SELECT rowid FROM search WHERE search MATCH 'words : \"prompt\" AND"
                        " number : \"1000007\"'", "7");
  assert_one (database, "PRAGMA integrity_check", "ok");
  close_it (database);
}

/* After a crash, a part of it is in the journal. */
static void
test_salvage_journal (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *journal_aside = NULL;
  g_autoptr(GBytes) spoilt = NULL, journal_before = NULL;
  RushesDatabase *database = open_at (fixture->path);

  assert_one (database, "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT"
                        " 2000) INSERT INTO videos (activity, video_id, first_seen, prompt)"
                        " SELECT i, 'user:1-minimax:2-video:' || (1000000 + i), 1,"
                        " 'a long prompt, number ' || i FROM n", NULL);
  close_it (database);
  shelf_spoil_page (fixture->path, "a long prompt, number 1000");
  execute_and_crash (fixture->path, "INSERT INTO watches VALUES ('in the journal', 7)");
  spoilt = read_file (fixture->path);
  journal_before = read_file (journal);

  database = open_at (fixture->path);
  assert_one (database, "SELECT count(prompt) < 2000 FROM videos", "1");
  assert_one (database, "SELECT video_id FROM watches", "in the journal");
  assert_contents (rushes_database_peek_set_aside (database), spoilt);
  journal_aside = g_strconcat (rushes_database_peek_set_aside (database), "-wal", NULL);
  assert_contents (journal_aside, journal_before);
  close_it (database);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *below = g_build_filename (fixture->path, "rushes", "library.sqlite", NULL);
  RushesDatabase *database;

  g_assert_true (g_file_set_contents (fixture->path, "a file", -1, NULL));
  database = open_at (below);
  assert_in_memory (database, RUSHES_DATABASE_UNAVAILABLE);
  close_it (database);

  /* A folder stands in its place. */
  database = open_at (fixture->folder);
  assert_in_memory (database, RUSHES_DATABASE_UNAVAILABLE);
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
test_sync (Fixture       *fixture,
           gconstpointer  data)
{
  RushesDatabase *database = open_at (fixture->path);
  guint tick = g_timeout_add (50, on_tick, NULL);

  for (guint i = 0; i < 2; i++)
    {
      add_row (database, "a");
      g_assert_false (is_in_file (fixture->path));
      shelf_wait_until (is_in_file, fixture->path);
      assert_one (database, "DELETE FROM downloads", NULL);
      while (is_in_file (fixture->path))
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
  close_it (database);
}

static void
assert_problem (RushesDatabase        *database,
                RushesDatabaseProblem  want)
{
  assert_one (database, "SELECT 1", "1");
  g_assert_cmpint (rushes_database_get_problem (database), ==, want);
}

/* A disk that is full, and has room again. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  RushesDatabase *database = open_at (fixture->path);
  g_autoptr(GError) error = NULL;
  guint n_reports = 0;

  g_signal_connect_swapped (database, "notify::problem", G_CALLBACK (count_report), &n_reports);
  add_row (database, "a");
  g_free (run (database, read_one, (gpointer) "PRAGMA max_page_count = 1", NULL));
  for (guint i = 0; i < 3; i++)
    {
      g_clear_error (&error);
      g_assert_null (run (database, read_one,
                          (gpointer) "INSERT INTO downloads (video_id, kind, number, uri, folder)"
                                     " VALUES ('b', 0, 1, hex (randomblob (100000)), '/f')",
                          &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      assert_problem (database, RUSHES_DATABASE_FULL);
    }
  g_assert_cmpuint (n_reports, ==, 1);

  g_free (run (database, read_one, (gpointer) "PRAGMA max_page_count = 1000000", NULL));
  assert_problem (database, RUSHES_DATABASE_FULL);
  add_row (database, "b");
  assert_problem (database, RUSHES_DATABASE_FINE);
  g_assert_cmpuint (n_reports, ==, 2);
  close_it (database);
}

/* What comes later is refused, and what it was to be done with is freed. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  RushesDatabase *database = open_at (fixture->path);
  g_autoptr(GBytes) bytes = g_bytes_new ("x", 1);
  Work work = { FALSE };

  rushes_database_close (database);
  rushes_database_run_async (database, read_one, g_bytes_ref (bytes),
                             (GDestroyNotify) g_bytes_unref, NULL, on_done, &work);
  while (!work.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (work.error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&work.error);
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

  ADD ("/database/H6-new", test_new);
  ADD ("/database/again", test_again);
  ADD ("/database/empty", test_empty);
  ADD ("/database/newer", test_newer);
  ADD ("/database/migrate", test_migrate);
  ADD ("/database/at-once", test_at_once);
  ADD ("/database/H9-damaged", test_damaged);
  ADD ("/database/salvage", test_salvage);
  ADD ("/database/salvage-journal", test_salvage_journal);
  ADD ("/database/no-folder", test_no_folder);
  ADD ("/database/order", test_order);
  ADD ("/database/sync", test_sync);
  ADD ("/database/G1-full", test_full);
  ADD ("/database/closed", test_closed);
  ADD ("/database/error", test_error);

  return g_test_run ();
}
