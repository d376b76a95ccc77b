/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-write.h"

#include "rushes-activity.h"
#include "rushes-library-words.h"

struct _RushesLibraryNews
{
  char *video_id;
  char *query;
  gint64 moment;

  /* What a video says of itself; only where there is an answer. */
  GBytes *answer;
  int status;
  int status_final;
  int percent;
  int width;
  int height;
  guint files;
  char *status_label;
  char *cover;
  char *prompt;
  gint64 asked_at;
  gboolean removed;
  GError *error;

  /* What was saved of it, if this is about that. */
  char *path;
  RushesMediaKind kind;
  guint number;
  guint64 size;
};

/* What the database knows of a video so far. */
typedef struct
{
  gint64 activity; /* 0: nothing */
  gboolean hidden;
  RushesActivity facts;
  char *prompt;
} Known;

static void
known_clear (Known *known)
{
  g_free (known->prompt);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

/**
 * rushes_library_news_new:
 * @video: a video
 * @error: (nullable): why the last question about it had no answer
 *
 * Takes down what is known of a video now.
 *
 * Returns: (transfer full): the news, which may be given to another thread
 */
RushesLibraryNews *
rushes_library_news_new (RushesVideo  *video,
                         const GError *error)
{
  RushesLibraryNews *self = g_new0 (RushesLibraryNews, 1);
  GBytes *answer = rushes_video_get_answer (video);
  GDateTime *asked_at = rushes_video_get_asked_at (video);

  self->video_id = g_strdup (rushes_video_get_video_id (video));
  self->moment = g_get_real_time ();
  self->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  self->files = rushes_activity_describe_files (video);
  self->cover = g_strdup (rushes_video_get_cover_uri (video));
  self->prompt = answer != NULL ? g_strdup (rushes_video_get_prompt (video)) : NULL;
  self->percent = rushes_video_get_percent (video);
  self->width = rushes_video_get_width (video);
  self->height = rushes_video_get_height (video);
  g_object_get (video,
                "status", &self->status,
                "status-final", &self->status_final,
                "status-label", &self->status_label,
                "removed", &self->removed,
                NULL);
  if (asked_at != NULL)
    self->asked_at = g_date_time_to_unix (asked_at) * G_USEC_PER_SEC;
  self->error = error != NULL ? g_error_copy (error) : NULL;

  return self;
}

/**
 * rushes_library_news_new_saved:
 * @media: what was saved
 * @file: where it is
 * @size: how many bytes it has
 *
 * Takes down that a file of a video was saved.
 *
 * Returns: (transfer full): the news, which may be given to another thread
 */
RushesLibraryNews *
rushes_library_news_new_saved (RushesMedia *media,
                               GFile       *file,
                               guint64      size)
{
  RushesLibraryNews *self = g_new0 (RushesLibraryNews, 1);

  self->video_id = g_strdup (rushes_media_get_video_id (media));
  self->moment = g_get_real_time ();
  self->path = g_file_get_path (file);
  self->kind = rushes_media_get_kind (media);
  self->number = rushes_media_get_number (media);
  self->size = size;

  return self;
}

/**
 * rushes_library_news_free:
 * @self: (transfer full): some news
 *
 * Frees @self.
 */
void
rushes_library_news_free (RushesLibraryNews *self)
{
  g_free (self->video_id);
  g_free (self->query);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self->status_label);
  g_free (self->cover);
  g_free (self->prompt);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

/**
 * rushes_library_move_free:
 * @self: (transfer full): a move
 *
 * Frees @self.
 */
void
rushes_library_move_free (RushesLibraryMove *self)
{
  g_free (self->video_id);
  g_free (self);
}

static void
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

static gboolean
read_known (sqlite3     *db,
            const char  *video_id,
            Known       *known,
            GError     **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  GError *local = NULL;

  statement = rushes_database_prepare (db, "SELECT activity, hidden, status, removed, files, prompt"
                                           " FROM videos WHERE video_id = ?1", error);
  if (statement == NULL)
    return FALSE;

  bind_text (statement, 1, video_id);
  if (rushes_database_step (statement, &local))
    {
      known->activity = sqlite3_column_int64 (statement, 0);
      known->hidden = sqlite3_column_int (statement, 1) != 0;
      known->facts.status = sqlite3_column_int (statement, 2);
      known->facts.removed = sqlite3_column_int (statement, 3) != 0;
      known->facts.files = sqlite3_column_int64 (statement, 4);
      known->prompt = g_strdup ((const char *) sqlite3_column_text (statement, 5));
    }
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

/* Later than all there are, also when the clock was put back. */
static gint64
next_activity (sqlite3 *db,
               gint64   moment)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gint64 last = 0;

  statement = rushes_database_prepare (db, "SELECT max(activity) FROM videos", NULL);
  if (statement != NULL && rushes_database_step (statement, NULL))
    last = sqlite3_column_int64 (statement, 0);

  return MAX (moment, last < G_MAXINT64 ? last + 1 : last);
}

static gboolean
is_news (RushesLibraryNews *news,
         const Known       *known)
{
  RushesActivity after = known->facts;

  if (known->activity == 0 || news->path != NULL)
    return TRUE;

  if (news->answer != NULL)
    {
      after.status = news->status;
      after.files = news->files;
    }
  after.removed = news->removed || (news->answer == NULL && known->facts.removed);

  return rushes_activity_is_news (&known->facts, &after);
}

/* A row of which nothing but the ID is known, or one in another place. */
static gboolean
place (sqlite3            *db,
       const char         *video_id,
       const Known        *known,
       gint64              activity,
       GError            **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, known->activity == 0
                                             ? "INSERT INTO videos (activity, video_id, first_seen)"
                                               " VALUES (?1, ?2, ?1)"
                                             : "UPDATE videos SET activity = ?1"
                                               " WHERE video_id = ?2", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, activity);
  bind_text (statement, 2, video_id);

  return rushes_database_check (db, sqlite3_step (statement), error);
}

/* An answer that has no prompt any more does not take the one known away. */
static gboolean
write_answer (sqlite3            *db,
              RushesLibraryNews  *news,
              gint64              activity,
              GError            **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "UPDATE videos SET removed = ?2, status = ?3,"
                                           " status_final = ?4, percent = ?5, width = ?6,"
                                           " height = ?7, files = ?8, asked_at = ?9,"
                                           " status_label = ?10, cover = ?11,"
                                           " prompt = coalesce (?12, prompt), answer = ?13"
                                           " WHERE activity = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, activity);
  sqlite3_bind_int (statement, 2, news->removed);
  sqlite3_bind_int (statement, 3, news->status);
  sqlite3_bind_int (statement, 4, news->status_final);
  sqlite3_bind_int (statement, 5, news->percent);
  sqlite3_bind_int (statement, 6, news->width);
  sqlite3_bind_int (statement, 7, news->height);
  sqlite3_bind_int64 (statement, 8, news->files);
  if (news->asked_at != 0)
    sqlite3_bind_int64 (statement, 9, news->asked_at);
  bind_text (statement, 10, news->status_label);
  bind_text (statement, 11, news->cover);
  bind_text (statement, 12, news->prompt);
  sqlite3_bind_blob64 (statement, 13, g_bytes_get_data (news->answer, NULL),
                       g_bytes_get_size (news->answer), SQLITE_STATIC);

  return rushes_database_check (db, sqlite3_step (statement), error);
}

static gboolean
write_error (sqlite3            *db,
             RushesLibraryNews  *news,
             gint64              activity,
             GError            **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "UPDATE videos SET removed = max (removed, ?2),"
                                           " error_code = ?3, error_text = ?4"
                                           " WHERE activity = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, activity);
  sqlite3_bind_int (statement, 2, news->removed);
  if (news->error != NULL)
    {
      sqlite3_bind_int (statement, 3, news->error->code);
      bind_text (statement, 4, news->error->message);
    }

  return rushes_database_check (db, sqlite3_step (statement), error);
}

static gboolean
write_saved (sqlite3            *db,
             RushesLibraryNews  *news,
             GError            **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;

  statement = rushes_database_prepare (db, "INSERT OR REPLACE INTO saved"
                                           " (video_id, kind, number, path, size, saved_at)"
                                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  if (statement == NULL)
    return FALSE;

  bind_text (statement, 1, news->video_id);
  sqlite3_bind_int (statement, 2, news->kind);
  sqlite3_bind_int64 (statement, 3, news->number);
  bind_text (statement, 4, news->path);
  sqlite3_bind_int64 (statement, 5, MIN (news->size, G_MAXINT64));
  sqlite3_bind_int64 (statement, 6, news->moment);

  return rushes_database_check (db, sqlite3_step (statement), error);
}

static gboolean
write_facts (sqlite3            *db,
             RushesLibraryNews  *news,
             gint64              activity,
             GError            **error)
{
  if (news->path != NULL)
    return write_saved (db, news, error);

  return (news->answer == NULL || write_answer (db, news, activity, error)) &&
         write_error (db, news, activity, error);
}

static gboolean
write_words (sqlite3            *db,
             RushesLibraryNews  *news,
             const Known        *known,
             gint64              activity,
             GError            **error)
{
  if (known->activity != 0 && known->activity != activity &&
      !rushes_library_words_move (db, known->activity, activity, error))
    return FALSE;

  if (known->activity != 0 &&
      (news->prompt == NULL || g_strcmp0 (news->prompt, known->prompt) == 0))
    return TRUE;

  return rushes_library_words_put (db, activity, news->video_id, news->prompt, error);
}

static RushesLibraryMove *
write_one (sqlite3            *db,
           RushesLibraryNews  *news,
           GError            **error)
{
  g_auto(Known) known = { 0 };
  RushesLibraryMove *move;
  gint64 activity;

  if (!read_known (db, news->video_id, &known, error))
    return NULL;

  activity = is_news (news, &known) ? next_activity (db, news->moment) : known.activity;
  if ((activity != known.activity && !place (db, news->video_id, &known, activity, error)) ||
      !write_facts (db, news, activity, error) ||
      !write_words (db, news, &known, activity, error))
    return NULL;

  move = g_new0 (RushesLibraryMove, 1);
  move->video_id = g_strdup (news->video_id);
  move->from = known.activity;
  move->to = activity;
  move->hidden = known.hidden;
  move->matches = rushes_library_words_match (db, news->query, activity);

  return move;
}

/**
 * rushes_library_write_end:
 * @db: the open database, in a transaction
 * @good: whether all went well
 * @error: return location for an error, which is not touched when @good is %FALSE
 *
 * Ends a transaction: all that was written in it is kept, or nothing. For functions run on the
 * database.
 *
 * Returns: %TRUE when it is kept
 */
gboolean
rushes_library_write_end (sqlite3   *db,
                          gboolean   good,
                          GError   **error)
{
  if (good && rushes_database_execute (db, "COMMIT", error))
    return TRUE;

  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

static gpointer
write_news (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  g_autoptr(GPtrArray) moves = NULL;
  RushesLibraryMove *move;

  moves = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_library_move_free);
  if (db == NULL)
    return g_steal_pointer (&moves);
  if (!rushes_database_execute (db, "BEGIN IMMEDIATE", error))
    return NULL;

  move = write_one (db, data, error);
  if (move != NULL)
    g_ptr_array_add (moves, move);

  return rushes_library_write_end (db, move != NULL, error) ? g_steal_pointer (&moves) : NULL;
}

/**
 * rushes_library_write_async:
 * @database: the database
 * @news: (transfer full): what is new
 * @query: (nullable): what is looked for in the list
 * @callback: called on the main context of this thread; [method@Database.run_finish] gives it an
 *   array of #RushesLibraryMove: what that did to the order
 * @user_data: data for @callback
 *
 * Writes down what is new, all of it or nothing.
 */
void
rushes_library_write_async (RushesDatabase      *database,
                            RushesLibraryNews   *news,
                            const char          *query,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  news->query = g_strdup (query);
  rushes_database_run_async (database, write_news, news,
                             (GDestroyNotify) rushes_library_news_free,
                             (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}
