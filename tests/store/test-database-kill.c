/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deadly-disk.h"
#include "drawer.h"
#include "shelf.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The program is killed while it writes: at any moment, and in each step of a migration. A few
 * kills prove the way; for more of them:
 *
 *   RUSHES_TEST_KILLS=100 meson test -C BUILD database-kill
 */
#define DEFAULT_KILLS 10
#define MAX_WRITES 1000
#define MAX_PUTS 30

typedef struct
{
  const char *self; /* this program */
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->self = data;
  fixture->folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "library.sqlite", NULL);
}

static void
remove_files (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_no_errno (g_remove (path));
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_files (fixture);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->path);
}

static char *
read_one (const char *path,
          const char *sql)
{
  sqlite3_stmt *statement;
  sqlite3 *db;
  char *text;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return text;
}

static void
assert_one (const char *path,
            const char *sql,
            const char *want)
{
  g_autofree char *got = read_one (path, sql);

  g_assert_cmpstr (got, ==, want);
}

static guint
count (const char *path,
       const char *sql)
{
  g_autofree char *got = read_one (path, sql);

  return atoi (got);
}

/* --- a migration ----------------------------------------------------------------------------- */

/* Opens a database, which brings it to the present version, and closes it. */
static void
migrate (const char *path)
{
  drawer_close (drawer_open (path));
}

/* The same, but killed at the write after @n_writes, if it comes so far. */
static int
migrate_until (const char *path,
               int         n_writes)
{
  deadly_disk_begin (n_writes);
  migrate (path);

  return 0;
}

static const char old_schema[] =
  "PRAGMA journal_mode = WAL;"
  "CREATE TABLE downloads (id INTEGER PRIMARY KEY, video_id TEXT NOT NULL, kind INTEGER NOT NULL,"
  " number INTEGER NOT NULL, uri TEXT NOT NULL, type TEXT, prompt TEXT, folder TEXT NOT NULL,"
  " name TEXT, paused INTEGER NOT NULL DEFAULT 0, UNIQUE (video_id, kind, number)) STRICT;"
  "INSERT INTO downloads VALUES (7, 'a', 0, 1, 'u', 'mp4', 'A fox', '/f', 'n', 1);"
  "PRAGMA user_version = 1;";

/* Whatever step it was killed in, the version fits the tables, and the next start goes on. */
static void
assert_whole (const char *path)
{
  static const char *const counts[] = {
    "SELECT 0",
    "SELECT count(*) = 1 FROM sqlite_schema WHERE name IN ('downloads', 'watches', 'videos')",
    "SELECT count(*) = 2 FROM sqlite_schema WHERE name IN ('downloads', 'watches', 'videos')",
    "SELECT count(*) = 5 FROM sqlite_schema"
    " WHERE name IN ('downloads', 'watches', 'videos', 'saved', 'search')",
  };
  guint version = count (path, "PRAGMA user_version");

  g_assert_cmpuint (version, >=, 1);
  g_assert_cmpuint (version, <=, 3);
  assert_one (path, counts[version], "1");
  assert_one (path, "PRAGMA integrity_check", "ok");
  assert_one (path, "SELECT prompt FROM downloads", "A fox");
}

static void
test_migration (Fixture       *fixture,
                gconstpointer  data)
{
  int n_writes = 0;

  for (gboolean killed = TRUE; killed; n_writes++)
    {
      g_autofree char *text = g_strdup_printf ("%d", n_writes);
      g_autoptr(GSubprocess) process = NULL;

      remove_files (fixture);
      drawer_execute (fixture->path, old_schema);
      process = g_subprocess_new (0, NULL, fixture->self, "--migrate", fixture->path, text, NULL);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      killed = g_subprocess_get_if_signaled (process);
      g_assert_true (killed || g_subprocess_get_exit_status (process) == 0);

      assert_whole (fixture->path);
      migrate (fixture->path);
      assert_one (fixture->path, "PRAGMA user_version", "3");
      assert_whole (fixture->path);
      g_assert_cmpint (n_writes, <, MAX_WRITES);
    }

  g_test_message ("killed at each of %d writes", n_writes - 1);
  g_assert_cmpint (n_writes, >, 10);
}

/* --- a library that is written to ------------------------------------------------------------- */

static gboolean
has_many (gpointer data)
{
  Shelf *shelf = data;

  return rushes_library_get_n_videos (shelf->library) >= GPOINTER_TO_UINT (shelf->copy);
}

/* Puts new videos and changes old ones until somebody ends it, and says of each new one when it
 * is there. */
static int
write_for_ever (const char *path)
{
  Shelf shelf = { NULL };
  guint n = 0;

  shelf.path = (char *) path;
  shelf_open (&shelf);
  g_signal_handlers_disconnect_by_data (shelf.library, &shelf);
  for (n = rushes_library_get_n_videos (shelf.library) + 1;; n++)
    {
      g_autoptr(RushesVideo) new = shelf_make_answer (n, 0, 0, "A red fox, 红狐");
      g_autoptr(RushesVideo) old = shelf_make_answer (n / 2 + 1, 2, n % 100, "Changed, 雪");
      g_autoptr(RushesMedia) media = rushes_media_new (shelf_name (n), RUSHES_MEDIA_CLEAN, 1, NULL,
                                                       NULL);
      g_autoptr(GFile) file = g_file_new_for_path ("/tmp/fox.mp4");
      char line[16];

      rushes_library_put (shelf.library, old, NULL);
      rushes_library_put (shelf.library, new, NULL);
      rushes_library_add_saved (shelf.library, media, file, n);
      shelf.copy = GUINT_TO_POINTER (n);
      shelf_wait_until (has_many, &shelf);
      g_snprintf (line, sizeof line, "%u\n", n);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        return 1;
    }
}

/* Returns the number it said last. */
static guint
kill_writer (Fixture *fixture,
             guint    after)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  guint last = 0;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, fixture->self, "--write",
                              fixture->path, NULL);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  for (guint n_lines = 0;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      last = atoi (line);
      if (++n_lines == after)
        g_subprocess_force_exit (process);
    }

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));

  return last;
}

static guint
get_kills (void)
{
  const char *text = g_getenv ("RUSHES_TEST_KILLS");

  return text != NULL ? CLAMP (atoi (text), 1, 10000) : DEFAULT_KILLS;
}

/* Whatever was said to be there is there, the file is good, and all can be found. */
static void
test_library (Fixture       *fixture,
              gconstpointer  data)
{
  guint n_kills = get_kills ();

  for (guint i = 0; i < n_kills; i++)
    {
      guint n_told = kill_writer (fixture, g_test_rand_int_range (1, MAX_PUTS));
      guint n_videos = count (fixture->path, "SELECT count(*) FROM videos");

      g_assert_cmpuint (n_videos, >=, n_told);
      g_assert_cmpuint (n_videos, <=, n_told + 1);
      assert_one (fixture->path, "PRAGMA integrity_check", "ok");
      drawer_execute (fixture->path, "INSERT INTO search (search) VALUES ('integrity-check')");
      assert_one (fixture->path, "SELECT count(*) FROM videos WHERE prompt IS NULL"
                                 " OR answer IS NULL"
                                 " OR activity NOT IN (SELECT rowid FROM search)", "0");
      g_assert_cmpuint (count (fixture->path, "SELECT count(*) FROM search WHERE search MATCH"
                                              " '\"红 狐\" OR \"雪\"'"), ==, n_videos);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    return write_for_ever (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--migrate"))
    return migrate_until (argv[2], atoi (argv[3]));

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/database-kill/migration", Fixture, argv[0], set_up, test_migration, tear_down);
  g_test_add ("/database-kill/library", Fixture, argv[0], set_up, test_library, tear_down);

  return g_test_run ();
}
