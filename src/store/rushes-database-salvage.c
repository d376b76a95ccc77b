/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-database-salvage.h"

#include "rushes-database-schema.h"
#include "rushes-library-words.h"

#include <errno.h>
#include <glib/gstdio.h>

#define MAX_NAMES 100

/* Pages that point at each other in a circle would be read for ever. */
#define PASS_MICROSECONDS (5 * G_USEC_PER_SEC)

/* How to read what is left. A pass ends where the damage begins, so what is worth most is read from
 * both ends, and the IDs, which are all that cannot be asked for again, from their index, too. */
static const struct
{
  const char *read;
  const char *write;
} passes[] = {
  { "SELECT * FROM videos",
    "INSERT OR IGNORE INTO videos VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)" },
  { "SELECT * FROM videos ORDER BY activity DESC",
    "INSERT OR IGNORE INTO videos VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)" },
  { "SELECT activity, video_id FROM videos ORDER BY video_id",
    "INSERT OR IGNORE INTO videos (activity, video_id, first_seen) VALUES (?1, ?2, ?1)" },
  { "SELECT * FROM saved", "INSERT OR IGNORE INTO saved VALUES (?1, ?2, ?3, ?4, ?5, ?6)" },
  { "SELECT * FROM watches", "INSERT OR IGNORE INTO watches VALUES (?1, ?2)" },
  { "SELECT * FROM downloads",
    "INSERT OR IGNORE INTO downloads VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)" },
};

static char *
dup_free_name (const char *path)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *moment = g_date_time_format (now, "%Y%m%d-%H%M%S");

  for (guint i = 1; i <= MAX_NAMES; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s.damaged-%s", path, moment)
                                     : g_strdup_printf ("%s.damaged-%s-%u", path, moment, i);

      if (!g_file_test (name, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
        return g_steal_pointer (&name);
    }

  return NULL;
}

static gboolean
move (const char *path,
      const char *name,
      const char *suffix)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (name, suffix, NULL);

  return g_rename (from, to) == 0 || errno == ENOENT;
}

/**
 * rushes_database_salvage_set_aside:
 * @path: a database that nobody has open in this process
 *
 * Gives a damaged database and its journal another name, with the time in it. No byte of them is
 * changed. For the thread of the database.
 *
 * Returns: (transfer full) (nullable): the name, or %NULL when it is where it was
 */
char *
rushes_database_salvage_set_aside (const char *path)
{
  g_autofree char *name = dup_free_name (path);

  /* The journal first: beside a new database it would be taken for its own. */
  if (name == NULL || !move (path, name, "-wal") || !move (path, name, "-shm") ||
      !move (path, name, ""))
    return NULL;

  return g_steal_pointer (&name);
}

static void
copy_row (sqlite3_stmt *from,
          sqlite3_stmt *to)
{
  for (int i = 0; i < sqlite3_column_count (from); i++)
    sqlite3_bind_value (to, i + 1, sqlite3_column_value (from, i));
  sqlite3_step (to);
  sqlite3_reset (to);
}

static guint
run_pass (sqlite3 *db,
          sqlite3 *damaged,
          gsize    pass)
{
  g_autoptr(sqlite3_stmt) from = NULL;
  g_autoptr(sqlite3_stmt) to = NULL;
  gint64 end = g_get_monotonic_time () + PASS_MICROSECONDS;
  guint n_rows = 0;

  if (sqlite3_prepare_v2 (damaged, passes[pass].read, -1, &from, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (db, passes[pass].write, -1, &to, NULL) != SQLITE_OK ||
      sqlite3_column_count (from) != sqlite3_bind_parameter_count (to))
    return 0;

  while (g_get_monotonic_time () < end && sqlite3_step (from) == SQLITE_ROW)
    {
      copy_row (from, to);
      n_rows++;
    }

  return n_rows;
}

/**
 * rushes_database_salvage_run:
 * @db: a new database
 * @damaged: the name of a database that was set aside
 *
 * Takes over what can be read of a damaged database, which is not written to. For the thread of the
 * database.
 */
void
rushes_database_salvage_run (sqlite3    *db,
                             const char *damaged)
{
  sqlite3 *old = NULL;

  if (sqlite3_open_v2 (damaged, &old, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
      rushes_database_execute (db, "BEGIN IMMEDIATE", NULL))
    {
      rushes_database_schema_distrust (old);
      for (gsize i = 0; i < G_N_ELEMENTS (passes); i++)
        g_info ("Read %u rows of the damaged database: %s", run_pass (db, old, i), passes[i].read);
      rushes_library_words_put_all (db);
      if (!rushes_database_execute (db, "COMMIT", NULL))
        rushes_database_execute (db, "ROLLBACK", NULL);
    }
  sqlite3_close (old);
}
