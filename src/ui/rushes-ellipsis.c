/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-ellipsis.h"

static gboolean
on_query_tooltip (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  GtkLabel *label = GTK_LABEL (widget);

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));

  return TRUE;
}

/**
 * rushes_ellipsis_explain:
 * @label: a label that may end in an ellipsis
 *
 * Gives @label a tooltip with all of its words while it has no room for them (LOOK.md §4). Unlike
 * a tooltip that is always there, it is no description, which screen readers would say once more.
 */
void
rushes_ellipsis_explain (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}

/**
 * rushes_ellipsis_wrap_button:
 * @button: a button with words
 *
 * Lets the words of @button take a second line before the window is too narrow for them, as large
 * text makes it.
 */
void
rushes_ellipsis_wrap_button (GtkButton *button)
{
  GtkWidget *label;

  g_return_if_fail (GTK_IS_BUTTON (button));

  label = gtk_button_get_child (button);
  if (!GTK_IS_LABEL (label))
    return;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}
