/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawer.h"

#include <glib/gstdio.h>

void
drawer_set_up (Drawer        *self,
               gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "library.sqlite", NULL);
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

void
drawer_tear_down (Drawer        *self,
                  gconstpointer  data)
{
  remove_all (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

RushesDatabase *
drawer_open (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  return rushes_database_new (file);
}

void
drawer_close (RushesDatabase *database)
{
  rushes_database_close (database);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (database);
}

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

/* One piece of work, waited for. */
gpointer
drawer_run (RushesDatabase      *database,
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
gpointer
drawer_read_one (sqlite3   *db,
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

void
drawer_assert_one (RushesDatabase *database,
                   const char     *sql,
                   const char     *want)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *got = drawer_run (database, drawer_read_one, (gpointer) sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, want);
}

void
drawer_add_row (RushesDatabase *database,
                const char     *video_id)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO downloads (video_id, kind, number, uri,"
                                          " folder) VALUES ('%s', 0, 1, 'u', '/f')", video_id);

  drawer_assert_one (database, sql, NULL);
}

void
drawer_assert_mode (const char *path,
                    guint       want)
{
  GStatBuf status;

  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, want);
}

GBytes *
drawer_read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

void
drawer_assert_contents (const char *path,
                        GBytes     *before)
{
  g_autoptr(GBytes) after = drawer_read_file (path);

  g_assert_cmpmem (g_bytes_get_data (after, NULL), g_bytes_get_size (after),
                   g_bytes_get_data (before, NULL), g_bytes_get_size (before));
}

/* As another program does. */
void
drawer_execute (const char *path,
                const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* As a program leaves it that was killed. */
void
drawer_execute_and_crash (const char *path,
                          const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

void
drawer_count (gpointer counter)
{
  (*(guint *) counter)++;
}
