/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-empty-state.h"

#include "rushes-ellipsis.h"

struct _RushesEmptyState
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkImage *image;
  GtkLabel *title;
  GtkLabel *text;
  GtkButton *button;
  GtkLinkButton *link;
};

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_TITLE,
  PROP_TEXT,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_ACTION,
  PROP_LINK_LABEL,
  PROP_LINK_URI,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesEmptyState, rushes_empty_state, GTK_TYPE_WIDGET)

static void
rushes_empty_state_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  RushesEmptyState *self = RUSHES_EMPTY_STATE (object);
  const char *text = g_value_get_string (value);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->image, text);
      break;
    case PROP_TITLE:
      gtk_label_set_label (self->title, text);
      break;
    case PROP_TEXT:
      gtk_label_set_label (self->text, text);
      break;
    case PROP_BUTTON_LABEL:
      gtk_button_set_label (self->button, text);
      rushes_ellipsis_wrap_button (self->button);
      break;
    case PROP_BUTTON_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), text);
      break;
    case PROP_LINK_LABEL:
      gtk_button_set_label (GTK_BUTTON (self->link), text);
      rushes_ellipsis_wrap_button (GTK_BUTTON (self->link));
      gtk_widget_set_visible (GTK_WIDGET (self->link), TRUE);
      break;
    case PROP_LINK_URI:
      gtk_link_button_set_uri (self->link, text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_empty_state_dispose (GObject *object)
{
  RushesEmptyState *self = RUSHES_EMPTY_STATE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_empty_state_parent_class)->dispose (object);
}

static void
rushes_empty_state_class_init (RushesEmptyStateClass *klass)
{
  static const char *const names[N_PROPS] = {
    [PROP_ICON_NAME] = "icon-name",
    [PROP_TITLE] = "title",
    [PROP_TEXT] = "text",
    [PROP_BUTTON_LABEL] = "button-label",
    [PROP_BUTTON_ACTION] = "button-action",
    [PROP_LINK_LABEL] = "link-label",
    [PROP_LINK_URI] = "link-uri",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_empty_state_dispose;
  object_class->set_property = rushes_empty_state_set_property;

  for (guint i = PROP_ICON_NAME; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-empty-state.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesEmptyState, scroller);
  gtk_widget_class_bind_template_child (widget_class, RushesEmptyState, image);
  gtk_widget_class_bind_template_child (widget_class, RushesEmptyState, title);
  gtk_widget_class_bind_template_child (widget_class, RushesEmptyState, text);
  gtk_widget_class_bind_template_child (widget_class, RushesEmptyState, button);
  gtk_widget_class_bind_template_child (widget_class, RushesEmptyState, link);
}

static void
rushes_empty_state_init (RushesEmptyState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_empty_state_set_suggested:
 * @self: an empty state
 * @suggested: whether its button is the one thing to do next on the page
 *
 * Sets how the button looks.
 */
void
rushes_empty_state_set_suggested (RushesEmptyState *self,
                                  gboolean          suggested)
{
  g_return_if_fail (RUSHES_IS_EMPTY_STATE (self));

  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "suggested-action");
}
