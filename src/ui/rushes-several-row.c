/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-several-row.h"

#include "rushes-format.h"
#include "rushes-problem.h"
#include "rushes-several-words.h"

#include <glib/gi18n.h>

struct _RushesSeveralRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *caption;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (RushesSeveralRow, rushes_several_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_words (RushesSeveralRow *self,
           const char       *title,
           const char       *caption)
{
  /* Translators: what a row of a list is called: a video or a piece of text, and what is said of
   * it */
  g_autofree char *name = g_strdup_printf (_("%s, %s"), title, caption);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->caption, caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_icon (RushesSeveralRow *self,
          const char       *icon_name,
          const char       *css_class)
{
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), css_class);
}

static void
rushes_several_row_class_init (RushesSeveralRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-several-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesSeveralRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveralRow, title);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveralRow, caption);
  gtk_widget_class_bind_template_child (widget_class, RushesSeveralRow, button);
}

static void
rushes_several_row_init (RushesSeveralRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_several_row_new_for_video:
 * @item: a video that was pasted
 * @is_known: whether it stands in the list already
 *
 * Makes a row for something that will be fetched. The whole ID is in its tooltip.
 *
 * Returns: (transfer floating): the row
 */
RushesSeveralRow *
rushes_several_row_new_for_video (const RushesPasteItem *item,
                                  gboolean               is_known)
{
  RushesSeveralRow *self = g_object_new (RUSHES_TYPE_SEVERAL_ROW, NULL);
  g_autofree char *title = rushes_several_words_dup_title (item, FALSE);
  g_autofree char *caption = rushes_several_words_dup_caption (item, is_known);
  g_autofree char *tooltip = rushes_format_isolate_ltr (item->id);

  set_words (self, title, caption);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), tooltip);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), caption);
  if (is_known)
    set_icon (self, "view-refresh-symbolic", "dim-label");
  else
    set_icon (self, "emblem-ok-symbolic", "good");

  return self;
}

/**
 * rushes_several_row_new_for_left_out:
 * @item: what was pasted, and is no video
 * @has_lines: whether its line is to be named
 * @brief: whether what mends it was said in another row
 *
 * Makes a row for something that will not be fetched: why, and what mends it. A token is masked
 * wherever it stands.
 *
 * Returns: (transfer floating): the row
 */
RushesSeveralRow *
rushes_several_row_new_for_left_out (const RushesPasteItem *item,
                                     gboolean               has_lines,
                                     gboolean               brief)
{
  RushesSeveralRow *self = g_object_new (RUSHES_TYPE_SEVERAL_ROW, NULL);
  g_autofree char *title = rushes_several_words_dup_title (item, has_lines);
  g_autofree char *caption = rushes_problem_dup_left_out (item, brief);

  set_words (self, title, caption);
  set_icon (self, "dialog-warning-symbolic", "caution");
  /* Only here: to measure text that wraps takes a millisecond. */
  gtk_label_set_ellipsize (self->caption, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->caption, TRUE);
  if (item->kind == RUSHES_PASTE_TOKEN)
    gtk_widget_set_visible (self->button, TRUE);
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);

  return self;
}

/**
 * rushes_several_row_new_for_more:
 * @words: how many there are that have no row
 *
 * Makes a row for all those that have none.
 *
 * Returns: (transfer floating): the row
 */
RushesSeveralRow *
rushes_several_row_new_for_more (const char *words)
{
  RushesSeveralRow *self = g_object_new (RUSHES_TYPE_SEVERAL_ROW, NULL);

  gtk_label_set_label (self->title, words);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return self;
}
