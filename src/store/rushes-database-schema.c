/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-database-schema.h"

#define BUSY_MILLISECONDS 2000

/* From one version of the schema to the next; never changed once released. */
static const char *const migrations[RUSHES_DATABASE_VERSION] = {
  "CREATE TABLE downloads ("
  "  id INTEGER PRIMARY KEY,"
  "  video_id TEXT NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  number INTEGER NOT NULL,"
  "  uri TEXT NOT NULL,"
  "  type TEXT,"
  "  prompt TEXT,"
  "  folder TEXT NOT NULL,"
  "  name TEXT,"
  "  paused INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (video_id, kind, number)"
  ") STRICT;",

  /* What is being watched, and the second since 1970 in which that began. */
  "CREATE TABLE watches ("
  "  video_id TEXT PRIMARY KEY,"
  "  since INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;",

  /* Moments are microseconds since 1970. The last one at which something happened to a video is
   * its key as well: the newest rows stand at the end, in the table and in the index of words, so
   * the first page of anything is found without sorting. The index over `hidden` holds nothing but
   * those keys: what stands in the list is read from it, without the rows. What is large comes
   * last, as a row is read from its beginning. */
  "CREATE TABLE videos ("
  "  activity INTEGER PRIMARY KEY,"
  "  video_id TEXT NOT NULL UNIQUE,"
  "  hidden INTEGER NOT NULL DEFAULT 0,"
  "  removed INTEGER NOT NULL DEFAULT 0,"
  "  status INTEGER NOT NULL DEFAULT -1,"
  "  status_final INTEGER NOT NULL DEFAULT -1,"
  "  percent INTEGER NOT NULL DEFAULT -1,"
  "  width INTEGER NOT NULL DEFAULT -1,"
  "  height INTEGER NOT NULL DEFAULT -1,"
  "  files INTEGER NOT NULL DEFAULT 0,"
  "  first_seen INTEGER NOT NULL,"
  "  asked_at INTEGER,"
  "  error_code INTEGER,"
  "  error_text TEXT,"
  "  status_label TEXT,"
  "  cover TEXT,"
  "  prompt TEXT,"
  "  answer BLOB"
  ") STRICT;"
  "CREATE INDEX videos_hidden ON videos (hidden);"
  "CREATE TABLE saved ("
  "  video_id TEXT NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  number INTEGER NOT NULL,"
  "  path TEXT NOT NULL,"
  "  size INTEGER NOT NULL,"
  "  saved_at INTEGER NOT NULL,"
  "  PRIMARY KEY (video_id, kind, number, path)"
  ") STRICT, WITHOUT ROWID;"
  /* Words come folded, parted by blanks (rushes-search-text.c). */
  "CREATE VIRTUAL TABLE search USING fts5 ("
  "  words, account, number, tail, tokenize = 'ascii', prefix = '1 2 3', columnsize = 0);",
};

static int
read_version (sqlite3 *db,
              int     *version)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    {
      *version = sqlite3_column_int (statement, 0);
      result = SQLITE_OK;
    }
  sqlite3_finalize (statement);

  return result;
}

/* All of a step or nothing, so that a crash leaves a version that is known. */
static int
step (sqlite3 *db,
      int      version)
{
  g_autofree char *text = NULL;
  int result;

  text = g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA user_version = %d; COMMIT;",
                          migrations[version], version + 1);
  result = sqlite3_exec (db, text, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  return result;
}

/* A step that fails may have been taken by another process meanwhile. */
static int
migrate (sqlite3 *db,
         int      version)
{
  while (version < RUSHES_DATABASE_VERSION)
    {
      int result = step (db, version);
      int before = version;

      if (result == SQLITE_OK)
        version++;
      else if (read_version (db, &version) != SQLITE_OK || version <= before)
        return result;
    }

  return SQLITE_OK;
}

/**
 * rushes_database_schema_distrust:
 * @db: a database that was just opened
 *
 * Has SQLite run nothing that stands in the file, which may come from anywhere: no trigger, no
 * view, no function named by them; and nothing but SQLite itself writes to the tables behind the
 * index of words. This program makes no triggers and no views. For the thread of the database.
 */
void
rushes_database_schema_distrust (sqlite3 *db)
{
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
}

/**
 * rushes_database_schema_prepare:
 * @db: an open database
 *
 * Brings a database to %RUSHES_DATABASE_VERSION. One of a newer program is left as it is, to the
 * byte: the journal's mode stands in the file, too. For the thread of the database.
 *
 * Returns: %SQLITE_OK, %SQLITE_MISMATCH when it is of a newer program, or what went wrong
 */
int
rushes_database_schema_prepare (sqlite3 *db)
{
  int version = 0;
  int result;

  rushes_database_schema_distrust (db);
  sqlite3_busy_timeout (db, BUSY_MILLISECONDS);
  result = read_version (db, &version);
  if (result != SQLITE_OK)
    return result;
  if (version < 0 || version > RUSHES_DATABASE_VERSION)
    return SQLITE_MISMATCH;

  result = sqlite3_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", NULL, NULL,
                         NULL);

  return result == SQLITE_OK ? migrate (db, version) : result;
}
