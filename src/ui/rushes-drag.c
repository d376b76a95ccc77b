/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-drag.h"

/* Of what hangs on the pointer. */
#define ICON_WIDTH 160

typedef struct
{
  RushesDragFile dup_file;
  GtkPicture *picture; /* a part of the widget, which owns this */
} Drag;

static GdkContentProvider *
provide_file (GFile *file)
{
  GSList *files = g_slist_append (NULL, file);
  GdkFileList *list = gdk_file_list_new_from_list (files);
  GdkContentProvider *provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);

  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  g_slist_free (files);

  return provider;
}

/**
 * rushes_drag_content_new:
 * @file: (nullable): a saved file
 * @texture: (nullable): a picture
 *
 * Makes what is dragged out of the window: the file for who takes files, the picture for who takes
 * pictures.
 *
 * Returns: (transfer full) (nullable): the content, or %NULL when there is neither
 */
GdkContentProvider *
rushes_drag_content_new (GFile      *file,
                         GdkTexture *texture)
{
  GdkContentProvider *providers[2];
  gsize n_providers = 0;

  if (file != NULL)
    providers[n_providers++] = provide_file (file);
  if (texture != NULL)
    providers[n_providers++] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);

  return n_providers > 0 ? gdk_content_provider_new_union (providers, n_providers) : NULL;
}

static GdkPaintable *
draw_texture (GdkTexture *texture)
{
  double aspect = (double) gdk_texture_get_width (texture) / gdk_texture_get_height (texture);
  graphene_size_t size = GRAPHENE_SIZE_INIT (ICON_WIDTH, (float) (ICON_WIDTH / aspect));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (GDK_PAINTABLE (texture), snapshot, size.width, size.height);

  return gtk_snapshot_free_to_paintable (snapshot, &size);
}

static void
set_icon (GtkDragSource *source,
          GtkWidget     *widget,
          GdkTexture    *texture)
{
  g_autoptr(GdkPaintable) live = NULL;
  g_autoptr(GdkPaintable) icon = NULL;

  if (texture != NULL)
    {
      icon = draw_texture (texture);
      gtk_drag_source_set_icon (source, icon, ICON_WIDTH / 2, 0);
      return;
    }

  /* As it is now: what is dragged may look otherwise before it is dropped. */
  live = gtk_widget_paintable_new (widget);
  icon = gdk_paintable_get_current_image (live);
  gtk_drag_source_set_icon (source, icon, 0, 0);
}

static GdkContentProvider *
on_prepare (GtkDragSource *source,
            double         x,
            double         y,
            Drag          *drag)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  GdkPaintable *shown = drag->picture != NULL ? gtk_picture_get_paintable (drag->picture) : NULL;
  GdkTexture *texture = GDK_IS_TEXTURE (shown) ? GDK_TEXTURE (shown) : NULL;
  g_autoptr(GFile) file = drag->dup_file (widget);
  GdkContentProvider *content;

  /* Something else has its place, such as a player. */
  if (texture != NULL && !gtk_widget_get_mapped (GTK_WIDGET (drag->picture)))
    return NULL;

  content = rushes_drag_content_new (file, texture);
  if (content != NULL)
    set_icon (source, widget, texture);

  return content;
}

static void
free_drag (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

/**
 * rushes_drag_add:
 * @widget: what may be dragged out
 * @dup_file: says which saved file it stands for
 * @picture: (nullable): a part of @widget whose picture goes along
 *
 * Lets a widget be dragged into another program, which gets a copy. Without a file and a picture
 * nothing is dragged.
 */
void
rushes_drag_add (GtkWidget      *widget,
                 RushesDragFile  dup_file,
                 GtkPicture     *picture)
{
  GtkDragSource *source = gtk_drag_source_new ();
  Drag *drag = g_new0 (Drag, 1);

  drag->dup_file = dup_file;
  drag->picture = picture;
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_data (source, "prepare", G_CALLBACK (on_prepare), drag, free_drag, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}
