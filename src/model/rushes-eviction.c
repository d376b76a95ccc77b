/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-eviction.h"

/* So much of the room is made free at once that it is not done again for the next one. */
#define FREED_PART 8

static int
compare_use (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  const RushesEvictionEntry *entries = user_data;
  guint one = *(const guint *) a, other = *(const guint *) b;
  gint64 one_used = entries[one].used_at, other_used = entries[other].used_at;

  if (one_used != other_used)
    return one_used < other_used ? -1 : 1;

  return one < other ? -1 : one > other;
}

static guint64
add (guint64 a,
     guint64 b)
{
  return a <= G_MAXUINT64 - b ? a + b : G_MAXUINT64;
}

/**
 * rushes_eviction_choose:
 * @entries: (array length=n_entries): what is kept
 * @n_entries: how many there are
 * @max_bytes: how much room there is
 *
 * Chooses what has to go when there is more than there is room for: what alone is too large, and
 * then what was not used for the longest time, until an eighth of the room is free.
 *
 * Returns: (transfer full) (element-type guint): the indices of what goes; empty when there is room
 */
GArray *
rushes_eviction_choose (const RushesEvictionEntry *entries,
                        guint                      n_entries,
                        guint64                    max_bytes)
{
  g_autoptr(GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_entries);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  guint64 kept = 0, target = max_bytes - max_bytes / FREED_PART;
  guint first;

  for (guint i = 0; i < n_entries; i++)
    {
      g_array_append_val (entries[i].size > max_bytes ? chosen : order, i);
      if (entries[i].size <= max_bytes)
        kept = add (kept, entries[i].size);
    }
  if (kept <= max_bytes)
    return chosen;

  /* Counted anew from the one used last: a sum that overflowed has nothing to subtract from. */
  g_array_sort_with_data (order, compare_use, (gpointer) entries);
  for (kept = 0, first = order->len; first > 0; first--)
    {
      kept = add (kept, entries[g_array_index (order, guint, first - 1)].size);
      if (kept > target)
        break;
    }
  g_array_append_vals (chosen, order->data, first);

  return chosen;
}
