/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-table.h"

struct _RushesWatchTable
{
  GHashTable *watches; /* of video ID to RushesWatch, as long as somebody has it */
  GHashTable *kept;    /* of RushesWatch */
};

static void
on_gone (gpointer  user_data,
         GObject  *gone)
{
  RushesWatchTable *self = user_data;
  GHashTableIter iter;
  gpointer watch;

  /* Its ID is gone with it. */
  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    if (watch == (gpointer) gone)
      g_hash_table_iter_remove (&iter);
}

/**
 * rushes_watch_table_new:
 *
 * Makes an empty table.
 *
 * Returns: (transfer full): the table
 */
RushesWatchTable *
rushes_watch_table_new (void)
{
  RushesWatchTable *self = g_new0 (RushesWatchTable, 1);

  self->watches = g_hash_table_new (g_str_hash, g_str_equal);
  self->kept = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  return self;
}

/**
 * rushes_watch_table_free:
 * @self: (transfer full): a table
 *
 * Frees it. Watches that somebody has stay.
 */
void
rushes_watch_table_free (RushesWatchTable *self)
{
  GHashTableIter iter;
  gpointer watch;

  g_hash_table_unref (self->kept);
  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    g_object_weak_unref (watch, on_gone, self);
  g_hash_table_unref (self->watches);
  g_free (self);
}

/**
 * rushes_watch_table_peek:
 * @self: a table
 * @video_id: a video
 *
 * Looks for the watch of a video.
 *
 * Returns: (transfer none) (nullable): the watch, if somebody has it or it is kept
 */
RushesWatch *
rushes_watch_table_peek (RushesWatchTable *self,
                         const char       *video_id)
{
  return g_hash_table_lookup (self->watches, video_id);
}

/**
 * rushes_watch_table_add:
 * @self: a table
 * @video: a video of which it has no watch
 *
 * Makes a watch that is in the table as long as somebody has it.
 *
 * Returns: (transfer full): the watch
 */
RushesWatch *
rushes_watch_table_add (RushesWatchTable *self,
                        RushesVideo      *video)
{
  RushesWatch *watch = rushes_watch_new (video);

  g_hash_table_insert (self->watches, (char *) rushes_video_get_video_id (video), watch);
  g_object_weak_ref (G_OBJECT (watch), on_gone, self);

  return watch;
}

/**
 * rushes_watch_table_keep:
 * @self: a table
 * @watch: a watch in it
 *
 * Keeps a watch although nobody has it.
 */
void
rushes_watch_table_keep (RushesWatchTable *self,
                         RushesWatch      *watch)
{
  g_hash_table_add (self->kept, g_object_ref (watch));
}

/**
 * rushes_watch_table_let_go:
 * @self: a table
 * @watch: a watch in it
 *
 * Keeps a watch no longer. It may be gone after this.
 */
void
rushes_watch_table_let_go (RushesWatchTable *self,
                           RushesWatch      *watch)
{
  g_hash_table_remove (self->kept, watch);
}

/**
 * rushes_watch_table_list:
 * @self: a table
 *
 * Lists the watches, which may come and go while they are gone through.
 *
 * Returns: (transfer full) (element-type RushesWatch): the watches
 */
GPtrArray *
rushes_watch_table_list (RushesWatchTable *self)
{
  GPtrArray *watches = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer watch;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    g_ptr_array_add (watches, g_object_ref (watch));

  return watches;
}
