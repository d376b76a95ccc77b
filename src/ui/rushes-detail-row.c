/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-detail-row.h"

#include "rushes-copy-button.h"
#include "rushes-ellipsis.h"
#include "rushes-format.h"

#include <glib/gi18n.h>

struct _RushesDetailRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *value;
  RushesCopyButton *copy;

  char *title;
  char *copy_label;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COPY_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesDetailRow, rushes_detail_row, GTK_TYPE_LIST_BOX_ROW)

static void
rushes_detail_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  RushesDetailRow *self = RUSHES_DETAIL_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_COPY_LABEL:
      g_value_set_string (value, self->copy_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_detail_row_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  RushesDetailRow *self = RUSHES_DETAIL_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    case PROP_COPY_LABEL:
      g_free (self->copy_label);
      self->copy_label = g_value_dup_string (value);
      g_object_set (self->copy, "action-label", self->copy_label, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->copy), TRUE);
      gtk_widget_set_margin_end (GTK_WIDGET (self->value), 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_detail_row_finalize (GObject *object)
{
  RushesDetailRow *self = RUSHES_DETAIL_ROW (object);

  g_free (self->title);
  g_free (self->copy_label);

  G_OBJECT_CLASS (rushes_detail_row_parent_class)->finalize (object);
}

static void
rushes_detail_row_class_init (RushesDetailRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = rushes_detail_row_finalize;
  object_class->get_property = rushes_detail_row_get_property;
  object_class->set_property = rushes_detail_row_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COPY_LABEL] = g_param_spec_string ("copy-label", NULL, NULL, NULL,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RUSHES_TYPE_COPY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-detail-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesDetailRow, value);
  gtk_widget_class_bind_template_child (widget_class, RushesDetailRow, copy);
}

static void
rushes_detail_row_init (RushesDetailRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_ellipsis_explain (self->value);
}

/* A row of a list has no name of its own (ACCESSIBILITY.md, 5). */
static void
name_row (RushesDetailRow *self,
          const char      *value)
{
  /* Translators: what a screen reader says of a row of details: "Size: 1280 × 720" */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), self->title, value);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * rushes_detail_row_set_value:
 * @self: a row
 * @value: (nullable): what stands at its end, or %NULL to hide the row
 *
 * Sets the value. Numbers and IDs keep their direction whatever the language.
 */
void
rushes_detail_row_set_value (RushesDetailRow *self,
                             const char      *value)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (RUSHES_IS_DETAIL_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), value != NULL);
  if (value == NULL)
    return;

  shown = self->copy_label != NULL ? rushes_format_isolate_ltr (value) : g_strdup (value);
  if (g_strcmp0 (gtk_label_get_label (self->value), shown) == 0)
    return;

  gtk_label_set_label (self->value, shown);
  name_row (self, shown);
  rushes_copy_button_set_text (self->copy, value);
}
