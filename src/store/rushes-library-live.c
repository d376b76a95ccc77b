/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-live.h"

struct _RushesLibraryLive
{
  GHashTable *items;  /* activity -> Slot */
  GHashTable *videos; /* ID -> Slot */
};

/* Where an object stands until it goes. */
typedef struct
{
  GHashTable *table;
  GObject *object; /* not kept */
  char *video_id;
  gint64 activity; /* 0 for a video that is in no row yet */
} Slot;

static void
on_gone (gpointer  user_data,
         GObject  *object)
{
  Slot *slot = user_data;

  slot->object = NULL;
  if (slot->video_id != NULL)
    g_hash_table_remove (slot->table, slot->video_id);
  else
    g_hash_table_remove (slot->table, &slot->activity);
}

static void
slot_free (Slot *slot)
{
  if (slot->object != NULL)
    g_object_weak_unref (slot->object, on_gone, slot);
  g_free (slot->video_id);
  g_free (slot);
}

static Slot *
add_slot (GHashTable *table,
          gpointer    object,
          const char *video_id,
          gint64      activity)
{
  Slot *slot = g_new0 (Slot, 1);

  slot->table = table;
  slot->object = object;
  slot->video_id = g_strdup (video_id);
  slot->activity = activity;
  g_object_weak_ref (object, on_gone, slot);
  if (video_id != NULL)
    g_hash_table_replace (table, slot->video_id, slot);
  else
    g_hash_table_replace (table, &slot->activity, slot);

  return slot;
}

/**
 * rushes_library_live_new:
 *
 * Makes an empty table.
 *
 * Returns: (transfer full): the table, for one thread
 */
RushesLibraryLive *
rushes_library_live_new (void)
{
  RushesLibraryLive *self = g_new0 (RushesLibraryLive, 1);

  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                       (GDestroyNotify) slot_free);
  self->videos = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) slot_free);

  return self;
}

/**
 * rushes_library_live_free:
 * @self: (transfer full): a table
 *
 * Frees @self. What somebody has stays with them.
 */
void
rushes_library_live_free (RushesLibraryLive *self)
{
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->videos);
  g_free (self);
}

/**
 * rushes_library_live_peek_item:
 * @self: a table
 * @activity: which row
 *
 * Looks for the item of a row.
 *
 * Returns: (transfer none) (nullable): the item, or %NULL when nobody has it
 */
RushesLibraryItem *
rushes_library_live_peek_item (RushesLibraryLive *self,
                               gint64             activity)
{
  Slot *slot = g_hash_table_lookup (self->items, &activity);

  return slot != NULL ? RUSHES_LIBRARY_ITEM (slot->object) : NULL;
}

/**
 * rushes_library_live_add_item:
 * @self: a table
 * @item: an item, of whose row there is none yet
 *
 * Notes down an item.
 */
void
rushes_library_live_add_item (RushesLibraryLive *self,
                              RushesLibraryItem *item)
{
  add_slot (self->items, item, NULL, rushes_library_item_get_activity (item));
}

/**
 * rushes_library_live_move_item:
 * @self: a table
 * @from: which row
 * @to: which row it has become
 *
 * Lets an item, if there is one, follow its row.
 */
void
rushes_library_live_move_item (RushesLibraryLive *self,
                               gint64             from,
                               gint64             to)
{
  RushesLibraryItem *item = rushes_library_live_peek_item (self, from);

  if (item == NULL || from == to)
    return;

  g_hash_table_remove (self->items, &from);
  rushes_library_item_set_activity (item, to);
  rushes_library_live_add_item (self, item);
}

/**
 * rushes_library_live_peek_video:
 * @self: a table
 * @video_id: which video
 *
 * Looks for a video.
 *
 * Returns: (transfer none) (nullable): the video, or %NULL when nobody has it
 */
RushesVideo *
rushes_library_live_peek_video (RushesLibraryLive *self,
                                const char        *video_id)
{
  Slot *slot = g_hash_table_lookup (self->videos, video_id);

  return slot != NULL ? RUSHES_VIDEO (slot->object) : NULL;
}

/**
 * rushes_library_live_add_video:
 * @self: a table
 * @video: a video, of which there is none yet
 *
 * Notes down a video.
 */
void
rushes_library_live_add_video (RushesLibraryLive *self,
                               RushesVideo       *video)
{
  add_slot (self->videos, video, rushes_video_get_video_id (video), 0);
}

/**
 * rushes_library_live_get_activity:
 * @self: a table
 * @video_id: which video
 *
 * Gets which row a video is.
 *
 * Returns: its activity, or 0 when it is in no row, or nobody has it
 */
gint64
rushes_library_live_get_activity (RushesLibraryLive *self,
                                  const char        *video_id)
{
  Slot *slot = g_hash_table_lookup (self->videos, video_id);

  return slot != NULL ? slot->activity : 0;
}

/**
 * rushes_library_live_set_activity:
 * @self: a table
 * @video_id: which video; nothing is done when nobody has it
 * @activity: which row it is
 *
 * Notes down which row a video is.
 */
void
rushes_library_live_set_activity (RushesLibraryLive *self,
                                  const char        *video_id,
                                  gint64             activity)
{
  Slot *slot = g_hash_table_lookup (self->videos, video_id);

  if (slot != NULL)
    slot->activity = activity;
}
