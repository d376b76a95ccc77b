/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

/* Often enough that no picture is taken of what was not looked at; while a window gets another size
 * there are places that pass. */
#define LOOK_MILLISECONDS 30
#define N_LOOKS 5

/*
 * Loaded before the program, looks at every label that is shown, and ends the program where words
 * are cut off: below the last line, or with an ellipsis that no tooltip makes up for.
 */

/* A prompt has Show All, and what the window is called the desktop says, too. */
static gboolean
is_explained (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget) || gtk_widget_has_css_class (widget, "title") ||
        strcmp (G_OBJECT_TYPE_NAME (widget), "RushesPrompt") == 0)
      return TRUE;

  return FALSE;
}

/* What scrolls can be scrolled to. */
static gboolean
is_clipped (GtkWidget *widget)
{
  GtkWidget *around = gtk_widget_get_parent (widget);
  graphene_rect_t rect;

  for (; around != NULL && !GTK_IS_SCROLLABLE (around) && !GTK_IS_SCROLLED_WINDOW (around) &&
         !GTK_IS_REVEALER (around) && !GTK_IS_STACK (around);
       around = gtk_widget_get_parent (around))
    if (gtk_widget_get_overflow (around) == GTK_OVERFLOW_HIDDEN &&
        gtk_widget_compute_bounds (widget, around, &rect) &&
        (rect.origin.x < -1 || rect.origin.y < -1 ||
         rect.origin.x + rect.size.width > gtk_widget_get_width (around) + 1 ||
         rect.origin.y + rect.size.height > gtk_widget_get_height (around) + 1))
      return TRUE;

  return FALSE;
}

static const char *
peek_fault (GtkWidget *widget)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (pango_layout_is_ellipsized (layout) && !is_explained (widget))
    return "end in an ellipsis and have no tooltip";
  if (height > gtk_widget_get_height (widget) || width > gtk_widget_get_width (widget))
    return "are larger than their place";
  if (is_clipped (widget))
    return "reach beyond what they stand in";

  return NULL;
}

static void
check_label (GtkWidget *widget)
{
  const char *fault = peek_fault (widget);
  int n_looks = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "cut-words")) + 1;

  g_object_set_data (G_OBJECT (widget), "cut-words", GINT_TO_POINTER (fault != NULL ? n_looks : 0));
  if (fault != NULL && n_looks >= N_LOOKS)
    g_error ("these words %s (%d by %d): %s", fault, gtk_widget_get_width (widget),
             gtk_widget_get_height (widget), gtk_label_get_text (GTK_LABEL (widget)));
}

static void
check_widget (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_width (widget) == 0)
    return;

  if (GTK_IS_LABEL (widget))
    check_label (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (child);
}

static gboolean
on_look (gpointer user_data)
{
  GListModel *windows = gtk_is_initialized () ? gtk_window_get_toplevels () : NULL;

  for (guint i = 0; windows != NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      check_widget (window);
    }

  return G_SOURCE_CONTINUE;
}

/* Behind the drawing: what has been laid out anew is looked at, not what is about to be. */
__attribute__ ((constructor)) static void
start (void)
{
  g_timeout_add_full (G_PRIORITY_LOW, LOOK_MILLISECONDS, on_look, NULL, NULL);
}
