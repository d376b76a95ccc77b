/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-drop.h"

#include <string.h>

/* What is longer is no list of IDs, or one for Import. */
#define MAX_BYTES (1024 * 1024)

static gboolean
is_wanted (const char *contents,
           goffset     size,
           gpointer    data)
{
  return size <= MAX_BYTES;
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesIdEntry) entry = user_data;
  g_autofree char *contents = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  /* A film or a picture is dropped by mistake, and its bytes say nothing. */
  if (g_file_load_partial_contents_finish (G_FILE (source), result, &contents, &length, NULL,
                                           NULL) &&
      memchr (contents, '\0', length) == NULL)
    text = g_utf8_make_valid (contents, MIN (length, MAX_BYTES));

  if (!gtk_widget_in_destruction (GTK_WIDGET (entry)))
    rushes_id_entry_take (entry, text);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         RushesIdEntry *entry)
{
  GSList *files = NULL;

  if (G_VALUE_HOLDS_STRING (value))
    {
      rushes_id_entry_take (entry, g_value_get_string (value));
      return TRUE;
    }

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    files = g_value_get_boxed (value);
  if (files == NULL)
    return FALSE;

  g_file_load_partial_contents_async (files->data, NULL, is_wanted, on_loaded,
                                      g_object_ref (entry));

  return TRUE;
}

/* What was dragged out of this very program is nothing new to it. */
static gboolean
on_accept (GtkDropTarget *target,
           GdkDrop       *drop)
{
  return gdk_drop_get_drag (drop) == NULL &&
         gdk_content_formats_match (gtk_drop_target_get_formats (target),
                                    gdk_drop_get_formats (drop));
}

/**
 * rushes_drop_add:
 * @widget: where things may be dropped
 * @entry: who reads them
 *
 * Has text that is dropped, or the first text file, be taken as if it had been pasted.
 */
void
rushes_drop_add (GtkWidget     *widget,
                 RushesIdEntry *entry)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "accept", G_CALLBACK (on_accept), NULL);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), entry, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
