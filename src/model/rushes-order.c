/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-order.h"

/* Oldest first, so that what is new comes at the end, where there is room. */
struct _RushesOrder
{
  GArray *activities; /* of gint64 */
};

static gint64
at (RushesOrder *self,
    guint        index)
{
  return g_array_index (self->activities, gint64, index);
}

/* How many are older. */
static guint
count_older (RushesOrder *self,
             gint64       activity)
{
  guint low = 0, high = self->activities->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (at (self, middle) < activity)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
has_at (RushesOrder *self,
        guint        index,
        gint64       activity)
{
  return index < self->activities->len && at (self, index) == activity;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* Most come in order, and to sort a hundred thousand takes longer than a frame. */
static GArray *
sort (GArray *activities)
{
  for (guint i = 1; i < activities->len; i++)
    if (g_array_index (activities, gint64, i - 1) > g_array_index (activities, gint64, i))
      {
        GArray *sorted = g_array_copy (activities);

        g_array_sort (sorted, compare);
        return sorted;
      }

  return g_array_ref (activities);
}

/**
 * rushes_order_new:
 *
 * Makes an empty order.
 *
 * Returns: (transfer full): the order
 */
RushesOrder *
rushes_order_new (void)
{
  RushesOrder *self = g_new0 (RushesOrder, 1);

  self->activities = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

/**
 * rushes_order_copy:
 * @self: an order
 *
 * Copies an order.
 *
 * Returns: (transfer full): the copy
 */
RushesOrder *
rushes_order_copy (RushesOrder *self)
{
  RushesOrder *copy = g_new0 (RushesOrder, 1);

  copy->activities = g_array_copy (self->activities);

  return copy;
}

/**
 * rushes_order_free:
 * @self: (transfer full): an order
 *
 * Frees @self.
 */
void
rushes_order_free (RushesOrder *self)
{
  g_array_unref (self->activities);
  g_free (self);
}

/**
 * rushes_order_get_n:
 * @self: an order
 *
 * Counts the videos.
 *
 * Returns: how many there are
 */
guint
rushes_order_get_n (RushesOrder *self)
{
  return self->activities->len;
}

/**
 * rushes_order_get:
 * @self: an order
 * @position: a place in it, from 0
 *
 * Gets which video stands in a place.
 *
 * Returns: when something happened to it last, which names it
 */
gint64
rushes_order_get (RushesOrder *self,
                  guint        position)
{
  g_return_val_if_fail (position < self->activities->len, 0);

  return at (self, self->activities->len - 1 - position);
}

/**
 * rushes_order_find:
 * @self: an order
 * @activity: which video
 * @position: (out) (optional): where it stands
 *
 * Looks for a video.
 *
 * Returns: %TRUE when it is there
 */
gboolean
rushes_order_find (RushesOrder *self,
                   gint64       activity,
                   guint       *position)
{
  guint index = count_older (self, activity);

  if (!has_at (self, index, activity))
    return FALSE;

  if (position != NULL)
    *position = self->activities->len - 1 - index;

  return TRUE;
}

/**
 * rushes_order_insert:
 * @self: an order
 * @activity: which video
 * @position: (out): where it stands now
 *
 * Puts a video into its place.
 *
 * Returns: %FALSE when it was there
 */
gboolean
rushes_order_insert (RushesOrder *self,
                     gint64       activity,
                     guint       *position)
{
  guint index = count_older (self, activity);

  if (has_at (self, index, activity))
    return FALSE;

  g_array_insert_val (self->activities, index, activity);
  *position = self->activities->len - 1 - index;

  return TRUE;
}

/**
 * rushes_order_remove:
 * @self: an order
 * @activity: which video
 * @position: (out): where it stood
 *
 * Takes a video out.
 *
 * Returns: %FALSE when it was not there
 */
gboolean
rushes_order_remove (RushesOrder *self,
                     gint64       activity,
                     guint       *position)
{
  if (!rushes_order_find (self, activity, position))
    return FALSE;

  g_array_remove_index (self->activities, self->activities->len - 1 - *position);

  return TRUE;
}

/**
 * rushes_order_merge:
 * @self: an order
 * @activities: (element-type gint64): any videos
 *
 * Puts many videos into their places, each once.
 */
void
rushes_order_merge (RushesOrder *self,
                    GArray      *activities)
{
  g_autoptr(GArray) sorted = sort (activities);
  GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (gint64),
                                      self->activities->len + sorted->len);
  guint i = 0, j = 0;

  while (i < self->activities->len || j < sorted->len)
    {
      gboolean ours = j == sorted->len ||
                      (i < self->activities->len &&
                       at (self, i) <= g_array_index (sorted, gint64, j));
      gint64 next = ours ? at (self, i++) : g_array_index (sorted, gint64, j++);

      if (merged->len == 0 || g_array_index (merged, gint64, merged->len - 1) != next)
        g_array_append_val (merged, next);
    }

  g_array_unref (self->activities);
  self->activities = merged;
}

/**
 * rushes_order_subtract:
 * @self: an order
 * @activities: (element-type gint64): any videos
 *
 * Takes many videos out, in time that does not depend on where they stand.
 */
void
rushes_order_subtract (RushesOrder *self,
                       GArray      *activities)
{
  g_autoptr(RushesOrder) gone = rushes_order_new ();
  guint n = 0;

  rushes_order_merge (gone, activities);
  for (guint i = 0, j = 0; i < self->activities->len; i++)
    {
      gint64 activity = at (self, i);

      while (j < gone->activities->len && at (gone, j) < activity)
        j++;
      if (!has_at (gone, j, activity))
        g_array_index (self->activities, gint64, n++) = activity;
    }
  g_array_set_size (self->activities, n);
}

/**
 * rushes_order_cut:
 * @self: an order
 * @activity: which video
 *
 * Takes out all that is older than @activity.
 *
 * Returns: how many were taken out
 */
guint
rushes_order_cut (RushesOrder *self,
                  gint64       activity)
{
  guint n_older = count_older (self, activity);

  if (n_older > 0)
    g_array_remove_range (self->activities, 0, n_older);

  return n_older;
}

/**
 * rushes_order_compare:
 * @self: an order
 * @other: what it is to become
 * @gone: (element-type gint64): gets what only @self has, newest first
 * @come: (element-type gint64): gets what only @other has, newest first
 *
 * Tells two orders apart.
 */
void
rushes_order_compare (RushesOrder *self,
                      RushesOrder *other,
                      GArray      *gone,
                      GArray      *come)
{
  guint n_self = rushes_order_get_n (self);
  guint n_other = rushes_order_get_n (other);
  guint i = 0;
  guint k = 0;

  while (i < n_self || k < n_other)
    {
      gint64 ours = i < n_self ? rushes_order_get (self, i) : G_MININT64;
      gint64 theirs = k < n_other ? rushes_order_get (other, k) : G_MININT64;

      if (ours > theirs)
        g_array_append_val (gone, ours);
      if (theirs > ours)
        g_array_append_val (come, theirs);
      i += ours >= theirs;
      k += theirs >= ours;
    }
}
