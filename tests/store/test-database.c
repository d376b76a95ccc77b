/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawer.h"

#include <glib/gstdio.h>

#define SCHEMA_VERSION 3

/* --- made, and opened again ------------------------------------------------------------------- */

/* H6: what it holds is nobody else's business. */
static void
test_new (Drawer        *fixture,
          gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "share", "rushes", NULL);
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  RushesDatabase *database = drawer_open (path);

  drawer_assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  drawer_assert_one (database, "SELECT count(*) FROM downloads", "0");
  drawer_add_row (database, "a");
  drawer_assert_mode (folder, 0700);
  drawer_assert_mode (path, 0600);
  drawer_assert_mode (journal, 0600);

  drawer_close (database);
  drawer_assert_mode (path, 0600);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
}

static void
test_again (Drawer        *fixture,
            gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);

  drawer_add_row (database, "first");
  drawer_close (database);

  /* As a copy from elsewhere may be. */
  g_assert_no_errno (g_chmod (fixture->path, 0644));
  database = drawer_open (fixture->path);
  drawer_assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  drawer_assert_one (database, "SELECT video_id FROM downloads", "first");
  drawer_assert_mode (fixture->path, 0600);
  drawer_close (database);
}

/* An empty file is a new database: that much may be left by a crash at the first start. */
static void
test_empty (Drawer        *fixture,
            gconstpointer  data)
{
  RushesDatabase *database;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  database = drawer_open (fixture->path);
  drawer_assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  drawer_close (database);
}

/* --- not to be had ---------------------------------------------------------------------------- */

static gboolean
is_there (const char *path,
          const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* What is written lasts as long as the program runs. */
static void
assert_in_memory (RushesDatabase        *database,
                  RushesDatabaseProblem  problem)
{
  drawer_add_row (database, "lasts as long as the program");
  drawer_assert_one (database, "SELECT video_id FROM downloads", "lasts as long as the program");
  g_assert_cmpint (rushes_database_get_problem (database), ==, problem);
  g_assert_null (rushes_database_peek_set_aside (database));
}

/* That of a newer program is left as it is, to the byte, and this one does without. */
static void
test_newer (Drawer        *fixture,
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
      (rows[i].crash ? drawer_execute_and_crash : drawer_execute) (path, sql);
      before = drawer_read_file (path);
      journal_before = rows[i].crash ? drawer_read_file (journal) : NULL;
      database = drawer_open (path);
      assert_in_memory (database, RUSHES_DATABASE_TOO_NEW);
      drawer_close (database);
      drawer_assert_contents (path, before);
      if (rows[i].crash)
        drawer_assert_contents (journal, journal_before);
      else
        g_assert_false (is_there (path, "-wal"));
    }
}

static void
test_no_folder (Drawer        *fixture,
                gconstpointer  data)
{
  g_autofree char *below = g_build_filename (fixture->path, "rushes", "library.sqlite", NULL);
  RushesDatabase *database;

  g_assert_true (g_file_set_contents (fixture->path, "a file", -1, NULL));
  database = drawer_open (below);
  assert_in_memory (database, RUSHES_DATABASE_UNAVAILABLE);
  drawer_close (database);

  /* A folder stands in its place. */
  database = drawer_open (fixture->folder);
  assert_in_memory (database, RUSHES_DATABASE_UNAVAILABLE);
  drawer_close (database);
}

/* --- from elsewhere --------------------------------------------------------------------------- */

/* What stands in a library that somebody gave away: it is not run. */
static const struct
{
  const char *name;
  const char *sql;
} strange_schemas[] = {
  { "a trigger that deletes",
    "CREATE TRIGGER strange AFTER INSERT ON downloads BEGIN DELETE FROM watches; END" },
  { "a trigger that calls a function",
    "CREATE TRIGGER strange AFTER INSERT ON downloads BEGIN SELECT load_extension ('/x'); END" },
  { "a trigger of the program's own index",
    "CREATE TRIGGER strange AFTER INSERT ON downloads BEGIN DELETE FROM search; END" },
};

static void
test_strange_schema (Drawer        *fixture,
                     gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strange_schemas); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%" G_GSIZE_FORMAT, fixture->path, i);
      RushesDatabase *database = drawer_open (path);

      g_test_message ("%s", strange_schemas[i].name);
      drawer_assert_one (database, "INSERT INTO watches VALUES ('w', 7)", NULL);
      drawer_assert_one (database, "INSERT INTO search (rowid, words) VALUES (7, 'fox')", NULL);
      drawer_close (database);
      drawer_execute (path, strange_schemas[i].sql);

      database = drawer_open (path);
      drawer_add_row (database, "a");
      drawer_assert_one (database, "SELECT count(*) FROM downloads", "1");
      drawer_assert_one (database, "SELECT count(*) FROM watches", "1");
      drawer_assert_one (database, "SELECT rowid FROM search WHERE search MATCH 'fox'", "7");
      g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_FINE);
      drawer_close (database);
    }
}

/* A view, and what writes behind the back of the index. */
static const char *const strange_statements[] = {
  "SELECT * FROM strange",
  "DELETE FROM search_content",
};

static void
test_strange_statement (Drawer        *fixture,
                        gconstpointer  data)
{
  RushesDatabase *database = drawer_open (fixture->path);
  g_autoptr(GError) error = NULL;

  drawer_close (database);
  drawer_execute (fixture->path, "CREATE VIEW strange AS SELECT * FROM watches");
  database = drawer_open (fixture->path);
  for (gsize i = 0; i < G_N_ELEMENTS (strange_statements); i++)
    {
      g_assert_null (drawer_run (database, drawer_read_one, (gpointer) strange_statements[i],
                                 &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      g_clear_error (&error);
    }
  drawer_assert_one (database, "PRAGMA trusted_schema", "0");
  drawer_close (database);
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
  drawer_execute (path, "PRAGMA journal_mode = WAL;");
  for (guint i = 0; i < version; i++)
    drawer_execute (path, old_schemas[i]);
}

static void
assert_migrated (const char *path,
                 guint       version)
{
  RushesDatabase *database = drawer_open (path);

  drawer_assert_one (database, "PRAGMA user_version", G_STRINGIFY (SCHEMA_VERSION));
  drawer_assert_one (database, "PRAGMA integrity_check", "ok");
  drawer_assert_one (database, "SELECT count(*) FROM downloads", version >= 1 ? "1" : "0");
  if (version >= 1)
    drawer_assert_one (database,
                       "SELECT id || video_id || kind || number || uri || type || prompt ||"
                       " folder || name || paused FROM downloads", "7a01ump4A fox/fn1");
  drawer_assert_one (database, "SELECT count(*) FROM watches", version >= 2 ? "1" : "0");
  if (version >= 2)
    drawer_assert_one (database, "SELECT video_id || since FROM watches", "b1700000000");
  drawer_assert_one (database, "SELECT count(*) FROM videos", "0");
  drawer_assert_one (database, "SELECT count(*) FROM saved", "0");
  drawer_assert_one (database, "SELECT count(*) FROM search", "0");
  g_assert_cmpint (rushes_database_get_problem (database), ==, RUSHES_DATABASE_FINE);
  drawer_close (database);
}

static void
test_migrate (Drawer        *fixture,
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
test_at_once (Drawer        *fixture,
              gconstpointer  data)
{
  make_old (fixture->path, 1);
  for (guint i = 0; i < 5; i++)
    {
      RushesDatabase *databases[4];

      for (gsize j = 0; j < G_N_ELEMENTS (databases); j++)
        databases[j] = drawer_open (fixture->path);
      for (gsize j = 0; j < G_N_ELEMENTS (databases); j++)
        {
          drawer_assert_one (databases[j], "SELECT count(*) FROM videos", "0");
          g_assert_cmpint (rushes_database_get_problem (databases[j]), ==, RUSHES_DATABASE_FINE);
        }
      for (gsize j = 0; j < G_N_ELEMENTS (databases); j++)
        drawer_close (databases[j]);
      assert_migrated (fixture->path, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add (name, Drawer, NULL, drawer_set_up, func, drawer_tear_down)

  ADD ("/database/H6-new", test_new);
  ADD ("/database/again", test_again);
  ADD ("/database/empty", test_empty);
  ADD ("/database/newer", test_newer);
  ADD ("/database/strange-schema", test_strange_schema);
  ADD ("/database/strange-statement", test_strange_statement);
  ADD ("/database/migrate", test_migrate);
  ADD ("/database/at-once", test_at_once);
  ADD ("/database/no-folder", test_no_folder);

  return g_test_run ();
}
