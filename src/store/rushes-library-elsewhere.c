/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-elsewhere.h"

#include "rushes-library-read.h"

/* More rows than these at once are not told one by one. */
#define N_NEWEST 32

struct _RushesLibraryElsewhere
{
  GObject parent_instance;

  RushesDatabase *database;
  GFileMonitor *monitor;
  int version; /* of the last look; 0 before the first */
  gboolean looking;
  gboolean again;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesLibraryElsewhere, rushes_library_elsewhere, G_TYPE_OBJECT)

static void look (RushesLibraryElsewhere *self);

static void
news_free (RushesLibraryElsewhereNews *news)
{
  g_clear_pointer (&news->order, rushes_order_free);
  g_clear_pointer (&news->newest, g_ptr_array_unref);
  g_free (news);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesLibraryElsewhereNews, news_free)

/* What SQLite counts here is what other connections have written, and not this one
 * (https://sqlite.org/pragma.html#pragma_data_version). */
static gboolean
read_version (sqlite3  *db,
              int      *version,
              GError  **error)
{
  g_autoptr(sqlite3_stmt) statement = rushes_database_prepare (db, "PRAGMA data_version", error);

  if (statement == NULL || !rushes_database_step (statement, error))
    return FALSE;

  *version = sqlite3_column_int (statement, 0);

  return TRUE;
}

static GPtrArray *
read_newest (sqlite3  *db,
             GError  **error)
{
  g_autoptr(GPtrArray) newest = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  GError *local = NULL;

  newest = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_library_move_free);
  statement = rushes_database_prepare (db, "SELECT activity, video_id FROM videos"
                                           " WHERE hidden = 0 ORDER BY activity DESC LIMIT ?",
                                       error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int (statement, 1, N_NEWEST);
  while (rushes_database_step (statement, &local))
    {
      RushesLibraryMove *move = g_new0 (RushesLibraryMove, 1);

      move->to = sqlite3_column_int64 (statement, 0);
      move->video_id = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      g_ptr_array_insert (newest, 0, move);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  return g_steal_pointer (&newest);
}

static gpointer
read_news (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  int known = GPOINTER_TO_INT (data);
  g_autoptr(RushesLibraryElsewhereNews) news = g_new0 (RushesLibraryElsewhereNews, 1);

  if (db == NULL)
    return g_steal_pointer (&news);

  if (!read_version (db, &news->version, error))
    return NULL;

  if (known != 0 && known != news->version &&
      ((news->order = rushes_library_read_order (db, NULL, error)) == NULL ||
       (news->newest = read_newest (db, error)) == NULL))
    return NULL;

  return g_steal_pointer (&news);
}

/* There is a folder to look into only once the database was opened. */
static void
follow (RushesLibraryElsewhere *self)
{
  g_autofree char *journal = NULL;
  g_autoptr(GFile) file = NULL;

  journal = g_strconcat (rushes_database_peek_path (self->database), "-wal", NULL);
  file = g_file_new_for_path (journal);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;

  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  self->again = TRUE;
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesLibraryElsewhere) self = user_data;
  g_autoptr(RushesLibraryElsewhereNews) news = NULL;
  g_autoptr(GError) error = NULL;

  self->looking = FALSE;
  news = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  if (news == NULL)
    {
      g_info ("What changed elsewhere was not read: %s", error->message);
      return;
    }

  if (self->version == 0 && news->version != 0)
    follow (self);
  self->version = news->version;
  if (news->order != NULL)
    g_signal_emit (self, signals[CHANGED], 0, news);
  if (self->again)
    look (self);
}

/* One look at a time: what is written meanwhile is seen by the next. */
static void
look (RushesLibraryElsewhere *self)
{
  self->again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  rushes_database_run_async (self->database, read_news, GINT_TO_POINTER (self->version), NULL,
                             (GDestroyNotify) news_free, on_looked, g_object_ref (self));
}

static void
rushes_library_elsewhere_finalize (GObject *object)
{
  RushesLibraryElsewhere *self = RUSHES_LIBRARY_ELSEWHERE (object);

  g_clear_object (&self->monitor);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (rushes_library_elsewhere_parent_class)->finalize (object);
}

static void
rushes_library_elsewhere_class_init (RushesLibraryElsewhereClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_library_elsewhere_finalize;

  /**
   * RushesLibraryElsewhere::changed:
   * @self: who looks
   * @news: (type gpointer): the #RushesLibraryElsewhereNews
   *
   * Another process has written.
   */
  signals[CHANGED] = g_signal_new ("changed", RUSHES_TYPE_LIBRARY_ELSEWHERE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
rushes_library_elsewhere_init (RushesLibraryElsewhere *self)
{
}

/**
 * rushes_library_elsewhere_new:
 * @database: where the videos are
 *
 * Tells when another process has changed the library, as the command does while the window is open.
 * It looks when the journal of the database is written to, and never else.
 *
 * Returns: (transfer full): who looks, for the calling thread
 */
RushesLibraryElsewhere *
rushes_library_elsewhere_new (RushesDatabase *database)
{
  RushesLibraryElsewhere *self = g_object_new (RUSHES_TYPE_LIBRARY_ELSEWHERE, NULL);

  self->database = g_object_ref (database);
  if (rushes_database_peek_path (database) != NULL)
    look (self);

  return self;
}
