/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-database.h"

static int
code_from_result (int result)
{
  if (rushes_database_is_damage (result))
    return G_IO_ERROR_INVALID_DATA;

  return (result & 0xff) == SQLITE_FULL ? G_IO_ERROR_NO_SPACE : G_IO_ERROR_FAILED;
}

/**
 * rushes_database_is_damage:
 * @result: what a call of SQLite returned
 *
 * Tells whether a database is damaged, or is none.
 *
 * Returns: %TRUE when it is
 */
gboolean
rushes_database_is_damage (int result)
{
  return (result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB;
}

/**
 * rushes_database_check:
 * @db: the open database
 * @result: what a call of SQLite returned
 * @error: return location for an error
 *
 * Makes a #GError of a result that is none of OK, ROW and DONE: %G_IO_ERROR_INVALID_DATA when the
 * database is damaged, %G_IO_ERROR_NO_SPACE when the disk is full, else %G_IO_ERROR_FAILED. For
 * functions run on the database.
 *
 * Returns: %TRUE when @result is good
 */
gboolean
rushes_database_check (sqlite3  *db,
                       int       result,
                       GError  **error)
{
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, code_from_result (result), sqlite3_errmsg (db));

  return FALSE;
}

/**
 * rushes_database_prepare:
 * @db: the open database
 * @sql: one statement
 * @error: return location for an error
 *
 * Prepares a statement. For functions run on the database.
 *
 * Returns: (transfer full): the statement, or %NULL with an error
 */
sqlite3_stmt *
rushes_database_prepare (sqlite3     *db,
                         const char  *sql,
                         GError     **error)
{
  sqlite3_stmt *statement = NULL;

  rushes_database_check (db, sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), error);

  return statement;
}

/**
 * rushes_database_step:
 * @statement: a statement
 * @error: return location for an error
 *
 * Goes to the next row of a statement. For functions run on the database.
 *
 * Returns: %TRUE when there is one; %FALSE at the end, or with an error
 */
gboolean
rushes_database_step (sqlite3_stmt  *statement,
                      GError       **error)
{
  int result = sqlite3_step (statement);

  rushes_database_check (sqlite3_db_handle (statement), result, error);

  return result == SQLITE_ROW;
}

/**
 * rushes_database_execute:
 * @db: the open database
 * @sql: statements that give no rows
 * @error: return location for an error
 *
 * Executes statements. For functions run on the database.
 *
 * Returns: %TRUE when all went well
 */
gboolean
rushes_database_execute (sqlite3     *db,
                         const char  *sql,
                         GError     **error)
{
  return rushes_database_check (db, sqlite3_exec (db, sql, NULL, NULL, NULL), error);
}
