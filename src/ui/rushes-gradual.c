/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-gradual.h"

/* A list view of GTK makes some 200 rows as soon as there are as many, seen or not, which is a
 * tenth of a second in which nothing else happens. So it gets a few, and a few more with each
 * frame, until it has made all that it ever makes. */
#define FIRST 6
#define STEP 4
#define ENOUGH 208

#define VIEW "rushes-view"
#define GROWING "rushes-growing"

static gboolean
is_growing (GtkSliceListModel *slice)
{
  return g_object_get_data (G_OBJECT (slice), GROWING) != NULL;
}

static void
set_growing (GtkSliceListModel *slice,
             gboolean           growing)
{
  g_object_set_data (G_OBJECT (slice), GROWING, GINT_TO_POINTER (growing));
}

static gboolean
grow (GtkWidget     *view,
      GdkFrameClock *clock,
      gpointer       user_data)
{
  GtkSliceListModel *slice = user_data;
  GListModel *model = gtk_slice_list_model_get_model (slice);
  guint size = gtk_slice_list_model_get_size (slice) + STEP;

  set_growing (slice, size < ENOUGH && size < g_list_model_get_n_items (model));
  gtk_slice_list_model_set_size (slice, is_growing (slice) ? size : G_MAXUINT);

  return is_growing (slice) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* When all is replaced, as by a search, the list becomes empty before. */
static void
on_items_changed (GtkSliceListModel *slice)
{
  if (g_list_model_get_n_items (gtk_slice_list_model_get_model (slice)) == 0)
    {
      gtk_slice_list_model_set_size (slice, FIRST);
    }
  else if (!is_growing (slice) && gtk_slice_list_model_get_size (slice) != G_MAXUINT)
    {
      set_growing (slice, TRUE);
      gtk_widget_add_tick_callback (g_object_get_data (G_OBJECT (slice), VIEW), grow,
                                    g_object_ref (slice), g_object_unref);
    }
}

/**
 * rushes_gradual_new:
 * @model: a list, which becomes empty before all in it is replaced
 * @view: who shows it, and lives as long as @model changes
 *
 * Hands on a list in pieces, so that a list view makes its rows little by little. The items have
 * the same positions in both. For the main thread.
 *
 * Returns: (transfer full): the beginning of @model at first, and soon all of it
 */
GListModel *
rushes_gradual_new (GListModel *model,
                    GtkWidget  *view)
{
  GtkSliceListModel *slice;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  slice = gtk_slice_list_model_new (g_object_ref (model), 0, FIRST);
  g_object_set_data (G_OBJECT (slice), VIEW, view);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), slice,
                           G_CONNECT_SWAPPED);
  on_items_changed (slice);

  return G_LIST_MODEL (slice);
}
