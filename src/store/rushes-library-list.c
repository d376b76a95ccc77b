/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-list.h"

struct _RushesLibraryList
{
  GListModel *model;  /* who owns this */
  RushesOrder *all;   /* what is not hidden */
  RushesOrder *found; /* what matches; NULL while nothing is looked for */
};

static RushesOrder *
get_shown (RushesLibraryList *self)
{
  return self->found != NULL ? self->found : self->all;
}

static void
tell (RushesLibraryList *self,
      guint              position,
      guint              n_removed,
      guint              n_added)
{
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (self->model, position, n_removed, n_added);
}

/* Shows nothing. When all is replaced, that comes first: who has selected a row that goes would
 * else look for it in all that comes. */
static void
clear (RushesLibraryList *self)
{
  guint n_before = rushes_order_get_n (get_shown (self));

  g_clear_pointer (&self->found, rushes_order_free);
  self->found = rushes_order_new ();
  tell (self, 0, n_before, 0);
}

/* Takes @found: what matches, or NULL to show all. */
static void
show (RushesLibraryList *self,
      RushesOrder       *found)
{
  clear (self);
  g_clear_pointer (&self->found, rushes_order_free);
  self->found = found;
  tell (self, 0, 0, rushes_order_get_n (get_shown (self)));
}

static void
insert_row (RushesLibraryList *self,
            RushesOrder       *order,
            gint64             activity)
{
  guint position;

  if (order != NULL && rushes_order_insert (order, activity, &position) &&
      order == get_shown (self))
    tell (self, position, 0, 1);
}

static void
remove_row (RushesLibraryList *self,
            RushesOrder       *order,
            gint64             activity)
{
  guint position;

  if (order != NULL && rushes_order_remove (order, activity, &position) &&
      order == get_shown (self))
    tell (self, position, 1, 0);
}

static gboolean
are_newest (RushesLibraryList *self,
            GArray            *activities)
{
  gint64 newest = rushes_order_get_n (self->all) > 0 ? rushes_order_get (self->all, 0) : 0;

  for (guint i = 0; i < activities->len; i++)
    if (g_array_index (activities, gint64, i) <= newest)
      return FALSE;

  return TRUE;
}

/* As an import brings them, piece by piece: nothing else is replaced. */
static void
add_newest (RushesLibraryList *self,
            GArray            *activities,
            GArray            *matching)
{
  rushes_order_merge (self->all, activities);
  if (self->found != NULL)
    rushes_order_merge (self->found, matching);
  tell (self, 0, 0, self->found != NULL ? matching->len : activities->len);
}

/**
 * rushes_library_list_new:
 * @model: who emits `items-changed`; it must outlive the list
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
RushesLibraryList *
rushes_library_list_new (GListModel *model)
{
  RushesLibraryList *self = g_new0 (RushesLibraryList, 1);

  self->model = model;
  self->all = rushes_order_new ();

  return self;
}

/**
 * rushes_library_list_free:
 * @self: (transfer full): a list
 *
 * Frees @self.
 */
void
rushes_library_list_free (RushesLibraryList *self)
{
  g_clear_pointer (&self->found, rushes_order_free);
  rushes_order_free (self->all);
  g_free (self);
}

/**
 * rushes_library_list_get_n:
 * @self: a list
 *
 * Counts the videos that are shown.
 *
 * Returns: how many there are
 */
guint
rushes_library_list_get_n (RushesLibraryList *self)
{
  return rushes_order_get_n (get_shown (self));
}

/**
 * rushes_library_list_get_n_all:
 * @self: a list
 *
 * Counts the videos, shown or not.
 *
 * Returns: how many there are
 */
guint
rushes_library_list_get_n_all (RushesLibraryList *self)
{
  return rushes_order_get_n (self->all);
}

/**
 * rushes_library_list_get:
 * @self: a list
 * @position: a place in it
 *
 * Gets which video is shown in a place.
 *
 * Returns: its activity
 */
gint64
rushes_library_list_get (RushesLibraryList *self,
                         guint              position)
{
  return rushes_order_get (get_shown (self), position);
}

/**
 * rushes_library_list_find:
 * @self: a list
 * @activity: which video
 * @position: (out) (optional): where it is shown
 *
 * Looks for a video among those that are shown.
 *
 * Returns: %TRUE when it is there
 */
gboolean
rushes_library_list_find (RushesLibraryList *self,
                          gint64             activity,
                          guint             *position)
{
  return rushes_order_find (get_shown (self), activity, position);
}

/**
 * rushes_library_list_compare:
 * @self: a list
 * @now: which videos there are now
 * @gone: (element-type gint64): gets which of the list there are not any more
 * @come: (element-type gint64): gets which the list does not have
 *
 * Tells what has changed, shown or not.
 */
void
rushes_library_list_compare (RushesLibraryList *self,
                             RushesOrder       *now,
                             GArray            *gone,
                             GArray            *come)
{
  rushes_order_compare (self->all, now, gone, come);
}

/**
 * rushes_library_list_take_all:
 * @self: a list
 * @all: (transfer full): which videos there are
 *
 * Replaces all videos. Where only matches were shown, none are until they are told of again.
 */
void
rushes_library_list_take_all (RushesLibraryList *self,
                              RushesOrder       *all)
{
  gboolean filtered = self->found != NULL;

  clear (self);
  rushes_order_free (self->all);
  self->all = all;
  if (!filtered)
    show (self, NULL);
}

/**
 * rushes_library_list_show_all:
 * @self: a list
 *
 * Shows all videos again.
 */
void
rushes_library_list_show_all (RushesLibraryList *self)
{
  if (self->found != NULL)
    show (self, NULL);
}

/**
 * rushes_library_list_take_matches:
 * @self: a list
 * @below: how old videos were looked for, or %G_MAXINT64 for all
 * @matches: (element-type gint64): which of them match, as many as were looked for
 *
 * Shows only what matches. What was shown of that age is replaced: the database has seen every
 * change before it told of these.
 */
void
rushes_library_list_take_matches (RushesLibraryList *self,
                                  gint64             below,
                                  GArray            *matches)
{
  guint n_cut, n;

  if (below == G_MAXINT64 || self->found == NULL)
    clear (self);

  n_cut = rushes_order_cut (self->found, below);
  n = rushes_order_get_n (self->found);
  rushes_order_merge (self->found, matches);
  tell (self, n, n_cut, rushes_order_get_n (self->found) - n);
}

/**
 * rushes_library_list_drop:
 * @self: a list
 * @activity: which video
 *
 * Takes out a video that is not there any more.
 */
void
rushes_library_list_drop (RushesLibraryList *self,
                          gint64             activity)
{
  remove_row (self, self->found, activity);
  remove_row (self, self->all, activity);
}

/**
 * rushes_library_list_follow:
 * @self: a list
 * @move: what changed
 *
 * Does what the database has done to the order.
 */
void
rushes_library_list_follow (RushesLibraryList       *self,
                            const RushesLibraryMove *move)
{
  gboolean leaves = move->from != move->to || move->hidden;

  if (leaves || !move->matches)
    remove_row (self, self->found, move->from);
  if (leaves)
    remove_row (self, self->all, move->from);
  if (move->hidden)
    return;

  insert_row (self, self->all, move->to);
  if (move->matches)
    insert_row (self, self->found, move->to);
}

/**
 * rushes_library_list_follow_all:
 * @self: a list
 * @moves: (element-type RushesLibraryMove): what was hidden or brought back
 *
 * Does the same for many, told as one.
 */
void
rushes_library_list_follow_all (RushesLibraryList *self,
                                GPtrArray         *moves)
{
  g_autoptr(GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) back = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) matching = g_array_new (FALSE, FALSE, sizeof (gint64));
  RushesOrder *found;

  for (guint i = 0; i < moves->len; i++)
    {
      RushesLibraryMove *move = g_ptr_array_index (moves, i);

      g_array_append_val (move->hidden ? gone : back, move->to);
      if (move->matches)
        g_array_append_val (matching, move->to);
    }

  if (gone->len == 0 && are_newest (self, back))
    {
      add_newest (self, back, matching);
      return;
    }

  found = self->found != NULL ? rushes_order_copy (self->found) : NULL;
  if (found != NULL)
    {
      rushes_order_subtract (found, gone);
      rushes_order_merge (found, matching);
    }
  clear (self);
  rushes_order_subtract (self->all, gone);
  rushes_order_merge (self->all, back);
  show (self, found);
}
