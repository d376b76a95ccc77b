/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-changes.h"

#include "rushes-library-elsewhere.h"
#include "rushes-library-finder.h"
#include "rushes-library-list.h"
#include "rushes-library-read.h"

/* More changes than these at once are told as one. */
#define MAX_TOLD 32

struct _RushesLibrary
{
  GObject parent_instance;

  RushesDatabase *database;
  RushesLibraryRows *rows;
  RushesLibraryFinder *finder;
  RushesLibraryElsewhere *elsewhere;
  RushesLibraryList *list;
  gboolean loaded;
};

enum
{
  PROP_0,
  PROP_LOADED,
  PROP_N_VIDEOS,
  PROP_SEARCHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesLibrary, rushes_library, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/* --- the list --------------------------------------------------------------------------------- */

static GType
rushes_library_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_LIBRARY_ITEM;
}

static guint
rushes_library_get_n_items (GListModel *model)
{
  return rushes_library_list_get_n (RUSHES_LIBRARY (model)->list);
}

static gpointer
rushes_library_get_item (GListModel *model,
                         guint       position)
{
  RushesLibrary *self = RUSHES_LIBRARY (model);

  if (position >= rushes_library_list_get_n (self->list))
    return NULL;

  return rushes_library_rows_get_item (self->rows, rushes_library_list_get (self->list, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_library_get_item_type;
  iface->get_n_items = rushes_library_get_n_items;
  iface->get_item = rushes_library_get_item;
}

static void
notify_n_videos (RushesLibrary *self,
                 guint          n_before)
{
  if (rushes_library_list_get_n_all (self->list) != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_VIDEOS]);
}

/* Another process has moved it or taken it away. */
static void
on_missing (RushesLibrary *self,
            gint64         activity)
{
  guint n_before = rushes_library_list_get_n_all (self->list);

  rushes_library_list_drop (self->list, activity);
  notify_n_videos (self, n_before);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesLibrary) self = user_data;
  g_autoptr(GError) error = NULL;
  RushesOrder *all = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);

  if (all != NULL)
    rushes_library_list_take_all (self->list, all);
  else
    g_info ("The library was not read: %s", error->message);

  /* What was looked for before is in line behind the first load, but not behind a later one. */
  if (self->loaded)
    rushes_library_finder_start (self->finder);

  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_VIDEOS]);
}

static void
load (RushesLibrary *self)
{
  rushes_database_run_async (self->database, rushes_library_read_order, NULL, NULL,
                             (GDestroyNotify) rushes_order_free, on_loaded, g_object_ref (self));
}

static void
on_found (RushesLibrary *self,
          gint64         below,
          GArray        *matches)
{
  rushes_library_list_take_matches (self->list, below, matches);
}

static void
on_busy (RushesLibrary *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/* --- other processes -------------------------------------------------------------------------- */

/* What was looked for is looked for again: whether these match is not known. */
static void
add_from_elsewhere (RushesLibrary *self,
                    GArray        *come,
                    GPtrArray     *newest)
{
  gboolean searching = *rushes_library_get_search (self) != '\0';

  for (guint i = 0; i < newest->len; i++)
    {
      RushesLibraryMove *move = g_ptr_array_index (newest, i);

      move->matches = !searching;
      for (guint k = 0; k < come->len; k++)
        if (g_array_index (come, gint64, k) == move->to)
          {
            move->from = rushes_library_rows_get_activity (self->rows, move->video_id);
            rushes_library_rows_move (self->rows, move->video_id, move->from, move->to);
            rushes_library_list_follow (self->list, move);
          }
    }

  if (searching && come->len > 0)
    rushes_library_finder_start (self->finder);
}

/* What was removed and came back, say. */
static gboolean
has_older (GArray    *come,
           GPtrArray *newest)
{
  RushesLibraryMove *oldest = newest->len > 0 ? g_ptr_array_index (newest, 0) : NULL;

  return come->len > 0 &&
         (oldest == NULL || g_array_index (come, gint64, come->len - 1) < oldest->to);
}

static void
on_changed_elsewhere (RushesLibrary              *self,
                      RushesLibraryElsewhereNews *news)
{
  g_autoptr(GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) come = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_before = rushes_library_list_get_n_all (self->list);

  if (!self->loaded)
    return;

  rushes_library_list_compare (self->list, news->order, gone, come);
  if (gone->len > MAX_TOLD || has_older (come, news->newest))
    {
      load (self);
      return;
    }

  add_from_elsewhere (self, come, news->newest);
  for (guint i = 0; i < gone->len; i++)
    rushes_library_list_drop (self->list, g_array_index (gone, gint64, i));
  notify_n_videos (self, n_before);
}

/* --- the object ------------------------------------------------------------------------------- */

static void
rushes_library_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RushesLibrary *self = RUSHES_LIBRARY (object);

  switch (prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_N_VIDEOS:
      g_value_set_uint (value, rushes_library_list_get_n_all (self->list));
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, rushes_library_finder_is_busy (self->finder));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_library_finalize (GObject *object)
{
  RushesLibrary *self = RUSHES_LIBRARY (object);

  rushes_library_list_free (self->list);
  g_clear_object (&self->rows);
  g_clear_object (&self->finder);
  g_clear_object (&self->elsewhere);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (rushes_library_parent_class)->finalize (object);
}

static void
rushes_library_class_init (RushesLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_library_finalize;
  object_class->get_property = rushes_library_get_property;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_VIDEOS] = g_param_spec_uint ("n-videos", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_library_init (RushesLibrary *self)
{
  self->list = rushes_library_list_new (G_LIST_MODEL (self));
}

/**
 * rushes_library_new:
 * @database: where the videos are
 *
 * Makes the list of all videos ever asked about, a #GListModel of #RushesLibraryItem, newest
 * activity first. Of each video it has eight bytes; the rest is read when an item is looked at, and
 * the item notifies when it has come. All work on the database is done in its thread.
 *
 * Activity is the first question about a video, a new status, a removal by the service, other files
 * than before ([func@activity_is_news]), and a file that was saved. Of each video that somebody has
 * there is one object in the program: ask for it with [method@Library.open_async].
 *
 * `loaded`, `n-videos` and `searching` notify. When everything is replaced (loaded,
 * searched), `items-changed` comes twice: all gone, then all there. A row that moves is removed and
 * inserted; its item stays the same object.
 *
 * Returns: (transfer full): the list, for the calling thread
 */
RushesLibrary *
rushes_library_new (RushesDatabase *database)
{
  RushesLibrary *self = g_object_new (RUSHES_TYPE_LIBRARY, NULL);

  self->database = g_object_ref (database);
  self->rows = rushes_library_rows_new (database);
  self->finder = rushes_library_finder_new (database);
  self->elsewhere = rushes_library_elsewhere_new (database);
  g_signal_connect_object (self->rows, "missing", G_CALLBACK (on_missing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "found", G_CALLBACK (on_found), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "notify::busy", G_CALLBACK (on_busy), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->elsewhere, "changed", G_CALLBACK (on_changed_elsewhere), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (database, "notify::set-aside", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);

  return self;
}

/**
 * rushes_library_is_loaded:
 * @self: the library
 *
 * Tells whether it is known yet which videos there are.
 *
 * Returns: %TRUE once it is
 */
gboolean
rushes_library_is_loaded (RushesLibrary *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), FALSE);

  return self->loaded;
}

/**
 * rushes_library_get_n_videos:
 * @self: the library
 *
 * Counts all videos, also those that do not match what is looked for.
 *
 * Returns: how many there are
 */
guint
rushes_library_get_n_videos (RushesLibrary *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), 0);

  return rushes_library_list_get_n_all (self->list);
}

/**
 * rushes_library_get_search:
 * @self: the library
 *
 * Gets what is looked for.
 *
 * Returns: (transfer none): as it was typed; empty when nothing is
 */
const char *
rushes_library_get_search (RushesLibrary *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), NULL);

  return rushes_library_finder_get_text (self->finder);
}

/**
 * rushes_library_set_search:
 * @self: the library
 * @text: (nullable): what the user types or pastes
 *
 * Has the list show only what matches ([func@search_text_query]). The newest matches come first,
 * the rest in pieces; `searching` is set until all are there. Until the first come the list is as
 * it was. A newer search ends an older one.
 */
void
rushes_library_set_search (RushesLibrary *self,
                           const char    *text)
{
  g_return_if_fail (RUSHES_IS_LIBRARY (self));

  if (!rushes_library_finder_set_text (self->finder, text != NULL ? text : ""))
    return;

  rushes_library_finder_start (self->finder);
  if (rushes_library_finder_get_query (self->finder) == NULL)
    rushes_library_list_show_all (self->list);
}

/**
 * rushes_library_is_searching:
 * @self: the library
 *
 * Tells whether there may be more matches than the list shows.
 *
 * Returns: %TRUE while they are looked for
 */
gboolean
rushes_library_is_searching (RushesLibrary *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), FALSE);

  return rushes_library_finder_is_busy (self->finder);
}

/**
 * rushes_library_peek:
 * @self: the library
 * @video_id: which video
 *
 * Gets a video that somebody in the program has already.
 *
 * Returns: (transfer none) (nullable): the video, or %NULL when nobody has it
 */
RushesVideo *
rushes_library_peek (RushesLibrary *self,
                     const char    *video_id)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), NULL);

  return rushes_library_rows_peek_video (self->rows, video_id);
}

/**
 * rushes_library_find:
 * @self: the library
 * @video_id: which video; somebody has it
 * @position: (out) (optional): where it stands
 *
 * Looks for a video in the list as it is shown now.
 *
 * Returns: %TRUE when it is there
 */
gboolean
rushes_library_find (RushesLibrary *self,
                     const char    *video_id,
                     guint         *position)
{
  gint64 activity;

  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), FALSE);

  activity = rushes_library_rows_get_activity (self->rows, video_id);

  return activity != 0 && rushes_library_list_find (self->list, activity, position);
}

/* --- one video -------------------------------------------------------------------------------- */

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(RushesLibraryEntry) row = NULL;
  g_autoptr(RushesVideo) video = NULL;
  g_autoptr(GError) error = NULL;
  RushesLibrary *self = g_task_get_source_object (task);
  const char *video_id = g_task_get_task_data (task);
  const char *video_ids[] = { video_id, NULL };

  row = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  if (error != NULL)
    g_info ("The video was not read: %s", error->message);

  if (row == NULL)
    {
      video = rushes_video_new (video_id);
      g_set_object (&video, rushes_library_rows_share (self->rows, video));
    }
  else
    {
      g_set_object (&video, rushes_library_rows_adopt (self->rows, row->video,
                                                       row->hidden ? 0 : row->activity));
    }
  if (row != NULL && row->hidden)
    rushes_library_restore (self, video_ids);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&video), g_object_unref);
}

/**
 * rushes_library_open_async:
 * @self: the library
 * @video_id: a valid video ID
 * @cancellable: (nullable): ends the call with %G_IO_ERROR_CANCELLED
 * @callback: called on the main context of this thread
 * @user_data: data for @callback
 *
 * Gets a video with all that is known of it, its last answer too. One that the user has removed
 * comes back into the list; one that was never heard of is not noted down before
 * [method@Library.put].
 */
void
rushes_library_open_async (RushesLibrary       *self,
                           const char          *video_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (RUSHES_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rushes_library_open_async);
  g_task_set_task_data (task, g_strdup (video_id), g_free);
  rushes_database_run_async (self->database, rushes_library_read_whole, g_strdup (video_id),
                             g_free, (GDestroyNotify) rushes_library_entry_free, on_opened, task);
}

/**
 * rushes_library_open_finish:
 * @self: the library
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Library.open_async].
 *
 * Returns: (transfer full): the video that everybody in the program shares, or %NULL when the call
 *   was cancelled
 */
RushesVideo *
rushes_library_open_finish (RushesLibrary  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- for rushes-library-changes.c ------------------------------------------------------------- */

/**
 * rushes_library_get_database:
 * @self: the library
 *
 * Gets where the videos are.
 *
 * Returns: (transfer none): the database
 */
RushesDatabase *
rushes_library_get_database (RushesLibrary *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), NULL);

  return self->database;
}

/**
 * rushes_library_get_rows:
 * @self: the library
 *
 * Gets who reads its rows.
 *
 * Returns: (transfer none): the rows
 */
RushesLibraryRows *
rushes_library_get_rows (RushesLibrary *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), NULL);

  return self->rows;
}

/**
 * rushes_library_get_query:
 * @self: the library
 *
 * Gets what is looked for, for the database.
 *
 * Returns: (transfer none) (nullable): an expression of [func@search_text_query], or %NULL
 */
const char *
rushes_library_get_query (RushesLibrary *self)
{
  g_return_val_if_fail (RUSHES_IS_LIBRARY (self), NULL);

  return rushes_library_finder_get_query (self->finder);
}

/**
 * rushes_library_follow:
 * @self: the library
 * @moves: (element-type RushesLibraryMove): what changed
 *
 * Has the list do what the database has done.
 */
void
rushes_library_follow (RushesLibrary *self,
                       GPtrArray     *moves)
{
  guint n_before;

  g_return_if_fail (RUSHES_IS_LIBRARY (self));

  n_before = rushes_library_list_get_n_all (self->list);
  for (guint i = 0; i < moves->len; i++)
    {
      RushesLibraryMove *move = g_ptr_array_index (moves, i);

      if (!move->hidden)
        rushes_library_rows_move (self->rows, move->video_id, move->from, move->to);
      if (moves->len <= MAX_TOLD)
        rushes_library_list_follow (self->list, move);
    }
  if (moves->len > MAX_TOLD)
    rushes_library_list_follow_all (self->list, moves);

  notify_n_videos (self, n_before);
}
