/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

/*
 * Another program to drag from and to. What is dragged out of its window is the text it is given,
 * or the file after "--file"; what is dropped on it, it says on its output, a line each.
 */

static void
say (const char *what,
     const char *words)
{
  g_print ("%s %s\n", what, words);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
      say ("file", g_file_peek_path (l->data));

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      GdkTexture *texture = g_value_get_object (value);

      g_print ("picture %d %d\n", gdk_texture_get_width (texture),
               gdk_texture_get_height (texture));
    }

  return TRUE;
}

static GdkDragAction
on_enter (GtkDropTarget *target,
          double         x,
          double         y,
          gpointer       user_data)
{
  say ("enter", "");

  return GDK_ACTION_COPY;
}

static void
add_target (GtkWidget *widget)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "enter", G_CALLBACK (on_enter), NULL);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/* Whoever the pointer is over would take it. */
static void
on_action (GdkDrag    *drag,
           GParamSpec *pspec,
           gpointer    user_data)
{
  if (gdk_drag_get_selected_action (drag) != 0)
    say ("wanted", "");
}

static void
on_begin (GtkDragSource *source,
          GdkDrag       *drag,
          gpointer       user_data)
{
  g_signal_connect (drag, "notify::selected-action", G_CALLBACK (on_action), NULL);
}

static GdkContentProvider *
provide (int    argc,
         char **argv)
{
  g_autoptr(GFile) file = NULL;
  GdkContentProvider *provider;
  GSList *files;

  if (argc < 3)
    return gdk_content_provider_new_typed (G_TYPE_STRING, argc > 1 ? argv[1] : "");

  file = g_file_new_for_path (argv[2]);
  files = g_slist_append (NULL, file);
  provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
  g_slist_free (files);

  return provider;
}

int
main (int   argc,
      char *argv[])
{
  GtkWidget *window;
  GtkDragSource *source = gtk_drag_source_new ();
  g_autoptr(GdkContentProvider) content = NULL;

  gtk_init ();
  content = provide (argc, argv);
  gtk_drag_source_set_content (source, content);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_begin), NULL);

  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "Peer");
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 240);
  gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("Drag from here, and to here"));
  gtk_widget_add_controller (gtk_window_get_child (GTK_WINDOW (window)),
                             GTK_EVENT_CONTROLLER (source));
  add_target (gtk_window_get_child (GTK_WINDOW (window)));
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}
