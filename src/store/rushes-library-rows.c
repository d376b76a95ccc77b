/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-rows.h"

#include "rushes-library-live.h"
#include "rushes-library-read.h"

/* As many rows that nobody shows any more are kept, for who scrolls back. */
#define N_KEPT 256

struct _RushesLibraryRows
{
  GObject parent_instance;

  RushesDatabase *database;
  RushesLibraryLive *live;
  RushesLibraryItem *kept[N_KEPT];
  guint next_kept;
  GArray *wanted; /* of gint64: what is to be read next */
  gboolean reading;
};

enum
{
  SIGNAL_MISSING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void read_wanted (RushesLibraryRows *self);

G_DEFINE_FINAL_TYPE (RushesLibraryRows, rushes_library_rows, G_TYPE_OBJECT)

static void
want (RushesLibraryRows *self,
      gint64             activity)
{
  g_array_append_val (self->wanted, activity);
  if (!self->reading)
    read_wanted (self);
}

static RushesLibraryItem *
make_item (RushesLibraryRows *self,
           gint64             activity)
{
  RushesLibraryItem *item = rushes_library_item_new (activity);

  rushes_library_live_add_item (self->live, item);
  g_set_object (&self->kept[self->next_kept], item);
  self->next_kept = (self->next_kept + 1) % N_KEPT;

  return item;
}

static void
fill (RushesLibraryRows  *self,
      RushesLibraryEntry *row)
{
  RushesLibraryItem *item = rushes_library_live_peek_item (self->live, row->activity);

  if (item == NULL)
    return;

  rushes_library_item_set_error (item, row->error);
  rushes_library_item_set_video (item, rushes_library_rows_adopt (self, row->video,
                                                                  row->activity));
}

typedef struct
{
  RushesLibraryRows *rows;
  GArray *activities; /* of gint64: what was asked for */
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->rows);
  g_array_unref (reading->activities);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* What another process has moved or taken away. */
static void
tell_missing (RushesLibraryRows *self,
              GArray            *activities)
{
  for (guint i = 0; i < activities->len; i++)
    {
      gint64 activity = g_array_index (activities, gint64, i);
      RushesLibraryItem *item = rushes_library_live_peek_item (self->live, activity);

      if (item != NULL && rushes_library_item_peek_video (item) == NULL)
        g_signal_emit (self, signals[SIGNAL_MISSING], 0, activity);
    }
}

static void
on_rows (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  RushesLibraryRows *self = reading->rows;

  rows = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  self->reading = FALSE;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    fill (self, g_ptr_array_index (rows, i));

  if (rows != NULL)
    tell_missing (self, reading->activities);
  else
    g_info ("The rows were not read: %s", error->message);

  if (!self->reading)
    read_wanted (self);
}

static void
read_wanted (RushesLibraryRows *self)
{
  g_autoptr(GArray) activities = g_array_new (FALSE, FALSE, sizeof (gint64));
  Reading *reading;

  /* What has scrolled by meanwhile is not read. */
  for (guint i = 0; i < self->wanted->len; i++)
    {
      gint64 activity = g_array_index (self->wanted, gint64, i);

      if (rushes_library_live_peek_item (self->live, activity) != NULL)
        g_array_append_val (activities, activity);
    }
  g_array_set_size (self->wanted, 0);
  if (activities->len == 0)
    return;

  reading = g_new0 (Reading, 1);
  reading->rows = g_object_ref (self);
  reading->activities = g_array_ref (activities);
  self->reading = TRUE;
  rushes_database_run_async (self->database, rushes_library_read_rows,
                             g_steal_pointer (&activities), (GDestroyNotify) g_array_unref,
                             (GDestroyNotify) g_ptr_array_unref, on_rows, reading);
}

static void
rushes_library_rows_finalize (GObject *object)
{
  RushesLibraryRows *self = RUSHES_LIBRARY_ROWS (object);

  for (guint i = 0; i < N_KEPT; i++)
    g_clear_object (&self->kept[i]);
  rushes_library_live_free (self->live);
  g_array_unref (self->wanted);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (rushes_library_rows_parent_class)->finalize (object);
}

static void
rushes_library_rows_class_init (RushesLibraryRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_library_rows_finalize;

  signals[SIGNAL_MISSING] = g_signal_new ("missing", RUSHES_TYPE_LIBRARY_ROWS, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
rushes_library_rows_init (RushesLibraryRows *self)
{
  self->live = rushes_library_live_new ();
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * rushes_library_rows_new:
 * @database: where they are
 *
 * Makes the one who reads the rows of the list that are looked at, and who sees to it that of each
 * item and of each video there is one object. `missing` is emitted with the activity of a row that
 * is not there.
 *
 * Returns: (transfer full): for the calling thread
 */
RushesLibraryRows *
rushes_library_rows_new (RushesDatabase *database)
{
  RushesLibraryRows *self = g_object_new (RUSHES_TYPE_LIBRARY_ROWS, NULL);

  self->database = g_object_ref (database);

  return self;
}

/**
 * rushes_library_rows_get_item:
 * @self: the rows
 * @activity: which one
 *
 * Gets the item of a row, and has it read when that was not done yet.
 *
 * Returns: (transfer full): the item, whose video may come later
 */
RushesLibraryItem *
rushes_library_rows_get_item (RushesLibraryRows *self,
                              gint64             activity)
{
  RushesLibraryItem *item;

  g_return_val_if_fail (RUSHES_IS_LIBRARY_ROWS (self), NULL);

  item = rushes_library_live_peek_item (self->live, activity);
  if (item != NULL)
    return g_object_ref (item);

  item = make_item (self, activity);
  want (self, activity);

  return item;
}

/**
 * rushes_library_rows_peek_video:
 * @self: the rows
 * @video_id: which video
 *
 * Looks for a video.
 *
 * Returns: (transfer none) (nullable): the video, or %NULL when nobody has it
 */
RushesVideo *
rushes_library_rows_peek_video (RushesLibraryRows *self,
                                const char        *video_id)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_ROWS (self), NULL);

  return rushes_library_live_peek_video (self->live, video_id);
}

/**
 * rushes_library_rows_get_activity:
 * @self: the rows
 * @video_id: which video
 *
 * Gets which row a video is that somebody has.
 *
 * Returns: its activity, or 0 when that is not known
 */
gint64
rushes_library_rows_get_activity (RushesLibraryRows *self,
                                  const char        *video_id)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY_ROWS (self), 0);

  return rushes_library_live_get_activity (self->live, video_id);
}

/**
 * rushes_library_rows_adopt:
 * @self: the rows
 * @video: a video as the database has it
 * @activity: which row it is, or 0
 *
 * Makes of a video that was read the one that all share. What one that is known already says is
 * newer than the database, but it may lack the answer.
 *
 * Returns: (transfer none): @video, or the one that is known already
 */
RushesVideo *
rushes_library_rows_adopt (RushesLibraryRows *self,
                           RushesVideo       *video,
                           gint64             activity)
{
  const char *video_id = rushes_video_get_video_id (video);
  RushesVideo *known;

  g_return_val_if_fail (RUSHES_IS_LIBRARY_ROWS (self), NULL);

  known = rushes_library_live_peek_video (self->live, video_id);
  if (known == NULL)
    rushes_library_live_add_video (self->live, video);
  else if (rushes_video_get_answer (known) == NULL && rushes_video_get_answer (video) != NULL)
    rushes_video_update (known, video);
  rushes_library_live_set_activity (self->live, video_id, activity);

  return known != NULL ? known : video;
}

/**
 * rushes_library_rows_share:
 * @self: the rows
 * @video: a video as the service has just told
 *
 * Gets the object of a video that all share, with what @video says.
 *
 * Returns: (transfer none): @video, or the one that was known before
 */
RushesVideo *
rushes_library_rows_share (RushesLibraryRows *self,
                           RushesVideo       *video)
{
  RushesVideo *known;

  g_return_val_if_fail (RUSHES_IS_LIBRARY_ROWS (self), NULL);

  known = rushes_library_live_peek_video (self->live, rushes_video_get_video_id (video));
  if (known == NULL)
    rushes_library_live_add_video (self->live, video);
  if (known == NULL || known == video)
    return video;

  if (rushes_video_get_answer (video) != NULL)
    rushes_video_update (known, video);
  else if (rushes_video_get_state (video) == RUSHES_STATUS_REMOVED)
    rushes_video_set_removed (known, TRUE);

  return known;
}

/**
 * rushes_library_rows_move:
 * @self: the rows
 * @video_id: which video
 * @from: which row it was, or 0
 * @to: which row it has become
 *
 * Lets the item and the video follow their row. An item of a row that has just been written has its
 * video at once.
 */
void
rushes_library_rows_move (RushesLibraryRows *self,
                          const char        *video_id,
                          gint64             from,
                          gint64             to)
{
  g_autoptr(RushesLibraryItem) item = NULL;
  RushesVideo *video;

  g_return_if_fail (RUSHES_IS_LIBRARY_ROWS (self));

  rushes_library_live_move_item (self->live, from, to);
  rushes_library_live_set_activity (self->live, video_id, to);
  video = rushes_library_live_peek_video (self->live, video_id);
  g_set_object (&item, rushes_library_live_peek_item (self->live, to));

  if (video != NULL)
    {
      if (item == NULL)
        item = make_item (self, to);
      rushes_library_item_set_video (item, video);
    }
  else if (item != NULL && rushes_library_item_peek_video (item) == NULL)
    {
      want (self, to);
    }
}

/**
 * rushes_library_rows_set_error:
 * @self: the rows
 * @video_id: which video
 * @error: (nullable): why the last question about it had no answer
 *
 * Notes down in the item of a video, if there is one, how the last question ended.
 */
void
rushes_library_rows_set_error (RushesLibraryRows *self,
                               const char        *video_id,
                               const GError      *error)
{
  RushesLibraryItem *item;

  g_return_if_fail (RUSHES_IS_LIBRARY_ROWS (self));

  item = rushes_library_live_peek_item (self->live,
                                        rushes_library_live_get_activity (self->live, video_id));
  if (item != NULL)
    rushes_library_item_set_error (item, error);
}
