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

#define RUSHES_TYPE_DATABASE (rushes_database_get_type ())

G_DECLARE_FINAL_TYPE (RushesDatabase, rushes_database, RUSHES, DATABASE, GObject)

RushesDatabase *rushes_database_new        (GFile                *file);
void            rushes_database_close      (RushesDatabase       *self);
void            rushes_database_run_async  (RushesDatabase       *self,
                                            RushesDatabaseFunc    func,
                                            gpointer              data,
                                            GDestroyNotify        free_data,
                                            GDestroyNotify        free_result,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gpointer        rushes_database_run_finish (RushesDatabase       *self,
                                            GAsyncResult         *result,
                                            GError              **error);
gboolean        rushes_database_check      (sqlite3              *db,
                                            int                   result,
                                            GError              **error);

G_END_DECLS
