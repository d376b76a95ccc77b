/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * RushesDatabaseFunc:
 * @db: (nullable): the open database, or %NULL when there is none to be had
 * @data: as given to [method@Database.run_async]
 * @error: return location for an error
 *
 * Works on the database. It is called in the database's own thread, one at a time, in the order in
 * which they were asked for.
 *
 * Returns: (nullable): a result
 */
typedef gpointer (*RushesDatabaseFunc) (sqlite3   *db,
                                        gpointer   data,
                                        GError   **error);

/**
 * RushesDatabaseProblem:
 * @RUSHES_DATABASE_FINE: there is none
 * @RUSHES_DATABASE_SET_ASIDE: it was damaged, was set aside, and a new one was begun
 * @RUSHES_DATABASE_TOO_NEW: it is of a newer program and is not touched
 * @RUSHES_DATABASE_UNAVAILABLE: it cannot be opened or made: no folder, no space, no permission
 * @RUSHES_DATABASE_FULL: the disk is full, and what is to be written is lost until there is room
 *
 * What is wrong with the database. When it is too new or unavailable, what is written lasts as long
 * as the program runs.
 */
typedef enum
{
  RUSHES_DATABASE_FINE,
  RUSHES_DATABASE_SET_ASIDE,
  RUSHES_DATABASE_TOO_NEW,
  RUSHES_DATABASE_UNAVAILABLE,
  RUSHES_DATABASE_FULL,
} RushesDatabaseProblem;

#define RUSHES_TYPE_DATABASE (rushes_database_get_type ())

G_DECLARE_FINAL_TYPE (RushesDatabase, rushes_database, RUSHES, DATABASE, GObject)

RushesDatabase        *rushes_database_new            (GFile                *file);
RushesDatabase        *rushes_database_new_for_user   (void);
void                   rushes_database_close          (RushesDatabase       *self);
RushesDatabaseProblem  rushes_database_get_problem    (RushesDatabase       *self);
const char            *rushes_database_peek_path      (RushesDatabase       *self);
const char            *rushes_database_peek_set_aside (RushesDatabase       *self);
void                   rushes_database_run_async      (RushesDatabase       *self,
                                                       RushesDatabaseFunc    func,
                                                       gpointer              data,
                                                       GDestroyNotify        free_data,
                                                       GDestroyNotify        free_result,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gpointer               rushes_database_run_finish     (RushesDatabase       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
gboolean               rushes_database_is_damage      (int                   result);
gboolean               rushes_database_check          (sqlite3              *db,
                                                       int                   result,
                                                       GError              **error);
sqlite3_stmt          *rushes_database_prepare        (sqlite3              *db,
                                                       const char           *sql,
                                                       GError              **error);
gboolean               rushes_database_step           (sqlite3_stmt         *statement,
                                                       GError              **error);
gboolean               rushes_database_execute        (sqlite3              *db,
                                                       const char           *sql,
                                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
