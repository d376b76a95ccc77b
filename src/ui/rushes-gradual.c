/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-gradual.h"

/* A list view of GTK makes some 200 rows as soon as there are as many, seen or not, which is a
 * tenth of a second in which nothing else happens. So it gets a few, and a few more with each
 * frame, until it has made all that it ever makes. */
#define FIRST 6
#define STEP 4
#define ENOUGH 208

#define KEY "rushes-gradual"

typedef struct
{
  GtkWidget *view;
  gboolean growing;
} Growth;

static Growth *
get_growth (GtkSliceListModel *slice)
{
  return g_object_get_data (G_OBJECT (slice), KEY);
}

static gboolean
grow (GtkWidget     *view,
      GdkFrameClock *clock,
      gpointer       user_data)
{
  GtkSliceListModel *slice = user_data;
  Growth *growth = get_growth (slice);
  GListModel *model = gtk_slice_list_model_get_model (slice);
  guint size = gtk_slice_list_model_get_size (slice) + STEP;

  growth->growing = size < ENOUGH && size < g_list_model_get_n_items (model);
  gtk_slice_list_model_set_size (slice, growth->growing ? size : G_MAXUINT);

  return growth->growing ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* When all is replaced, as by a search, the list becomes empty before. */
static void
on_items_changed (GtkSliceListModel *slice)
{
  Growth *growth = get_growth (slice);

  if (g_list_model_get_n_items (gtk_slice_list_model_get_model (slice)) == 0)
    {
      gtk_slice_list_model_set_size (slice, FIRST);
    }
  else if (!growth->growing && gtk_slice_list_model_get_size (slice) != G_MAXUINT)
    {
      growth->growing = TRUE;
      gtk_widget_add_tick_callback (growth->view, grow, g_object_ref (slice), g_object_unref);
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
  Growth *growth;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  slice = gtk_slice_list_model_new (g_object_ref (model), 0, FIRST);
  growth = g_new0 (Growth, 1);
  growth->view = view;
  g_object_set_data_full (G_OBJECT (slice), KEY, growth, g_free);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), slice,
                           G_CONNECT_SWAPPED);
  on_items_changed (slice);

  return G_LIST_MODEL (slice);
}
