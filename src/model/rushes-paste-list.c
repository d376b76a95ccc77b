/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-paste-list.h"

#include <string.h>

struct _RushesPasteList
{
  GPtrArray *items;
  GHashTable *seen; /* the text of an item, after its kind -> the item */
  guint n_videos;
};

/**
 * rushes_paste_list_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
RushesPasteList *
rushes_paste_list_new (void)
{
  RushesPasteList *self = g_new0 (RushesPasteList, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_paste_item_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * rushes_paste_list_free:
 * @self: (transfer full): a list
 *
 * Frees @self and the items it still holds.
 */
void
rushes_paste_list_free (RushesPasteList *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/**
 * rushes_paste_list_steal:
 * @self: a list, which takes nothing more after this
 *
 * Hands out what was found.
 *
 * Returns: (transfer full) (element-type RushesPasteItem): the items
 */
GPtrArray *
rushes_paste_list_steal (RushesPasteList *self)
{
  return g_steal_pointer (&self->items);
}

/**
 * rushes_paste_list_is_full:
 * @self: a list
 *
 * Tells whether as many videos were found as are taken.
 *
 * Returns: %TRUE when there is nothing left to look for
 */
gboolean
rushes_paste_list_is_full (RushesPasteList *self)
{
  return self->n_videos >= RUSHES_PASTE_MAX_VIDEOS;
}

/**
 * rushes_paste_list_get_n:
 * @self: a list
 *
 * Gets how many things were found.
 *
 * Returns: the number
 */
guint
rushes_paste_list_get_n (RushesPasteList *self)
{
  return self->items->len;
}

/* What is a token by its place alone, behind "Bearer", has no part that may be shown. */
static char *
mask_token (const RushesPasteWord *word)
{
  g_autofree char *masked = rushes_paste_mask (word->text, word->length, RUSHES_PASTE_EXCERPT_MAX);
  const char *user = strstr (masked, "user:");

  if (user == NULL || !g_ascii_isdigit (user[strlen ("user:")]) ||
      !g_str_has_suffix (user, "-" RUSHES_PASTE_MASK))
    return g_strdup (RUSHES_PASTE_MASK);

  return g_strdup (user);
}

/* A link may carry a signature in its query without having a scheme: then only its kind tells. */
static char *
make_excerpt (const RushesPasteWord *word)
{
  gsize length = word->length;

  if (word->kind == RUSHES_PASTE_VIDEO)
    return g_strdup (word->id);
  if (word->kind == RUSHES_PASTE_TOKEN)
    return mask_token (word);

  if (word->kind == RUSHES_PASTE_PAGE || word->kind == RUSHES_PASTE_MEDIA_LINK ||
      word->kind == RUSHES_PASTE_OTHER_LINK)
    for (gsize i = 0; i < length; i++)
      if (word->text[i] == '?' || word->text[i] == '#')
        length = i;

  return rushes_paste_mask (word->text, length, RUSHES_PASTE_EXCERPT_MAX);
}

static gboolean
has_room (RushesPasteList *self,
          RushesPasteKind  kind)
{
  if (kind == RUSHES_PASTE_VIDEO)
    return !rushes_paste_list_is_full (self);

  return self->items->len - self->n_videos < RUSHES_PASTE_MAX_OTHERS;
}

/**
 * rushes_paste_list_add:
 * @self: a list
 * @word: a word
 *
 * Notes down @word, unless the same thing is in the list already or there is no room for more.
 *
 * Returns: (transfer none) (nullable): the item of @word, which may be an older one; %NULL when
 *   there is no room
 */
RushesPasteItem *
rushes_paste_list_add (RushesPasteList       *self,
                       const RushesPasteWord *word)
{
  g_autofree char *excerpt = NULL;
  g_autofree char *key = NULL;
  RushesPasteItem *item;

  if (!has_room (self, word->kind) && word->kind != RUSHES_PASTE_VIDEO)
    return NULL;

  excerpt = make_excerpt (word);
  key = g_strdup_printf ("%d %s", word->kind, excerpt);
  item = g_hash_table_lookup (self->seen, key);
  if (item != NULL || !has_room (self, word->kind))
    return item;

  item = g_new0 (RushesPasteItem, 1);
  item->kind = word->kind;
  item->source = word->source;
  item->line = word->line;
  item->id = g_strdup (word->id);
  item->excerpt = g_steal_pointer (&excerpt);
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->seen, g_steal_pointer (&key), item);
  self->n_videos += word->kind == RUSHES_PASTE_VIDEO;

  return item;
}
