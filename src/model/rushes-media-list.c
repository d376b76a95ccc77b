/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-media-list.h"

static RushesMedia *
dup_known (GListModel  *list,
           RushesMedia *wanted)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(RushesMedia) media = g_list_model_get_item (list, i);

      if (rushes_media_is_same_file (media, wanted))
        return g_steal_pointer (&media);
    }

  return NULL;
}

static gboolean
has_same_items (GListModel *list,
                GPtrArray  *items)
{
  if (g_list_model_get_n_items (list) != items->len)
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(RushesMedia) media = g_list_model_get_item (list, i);

      if (media != g_ptr_array_index (items, i))
        return FALSE;
    }

  return TRUE;
}

/**
 * rushes_media_list_sync:
 * @list: a list of #RushesMedia
 * @offered: (element-type RushesMedia): what the service offers now, in the order to be shown
 *
 * Makes @list what is offered now. A file that stays keeps its object and takes over the new link,
 * so that its row keeps focus and progress when a video is asked about again.
 */
void
rushes_media_list_sync (GListStore *list,
                        GPtrArray  *offered)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < offered->len; i++)
    {
      RushesMedia *media = g_ptr_array_index (offered, i);
      RushesMedia *known = dup_known (G_LIST_MODEL (list), media);

      if (known != NULL)
        rushes_media_set_uri (known, rushes_media_get_uri (media));
      g_ptr_array_add (items, known != NULL ? known : g_object_ref (media));
    }

  if (!has_same_items (G_LIST_MODEL (list), items))
    g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), items->pdata,
                         items->len);
}
