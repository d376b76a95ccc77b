/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-copy-button.h"

#include "rushes-compat.h"

#include <glib/gi18n.h>

/* Long enough to be seen after the eye has moved from the pointer. */
#define TICK_SECONDS 2

struct _RushesCopyButton
{
  GtkWidget parent_instance;

  GtkButton *button;

  char *text;
  char *name;
  guint tick_id;
};

enum
{
  PROP_0,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesCopyButton, rushes_copy_button, GTK_TYPE_WIDGET)

static void
show_name (RushesCopyButton *self,
           const char       *name)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static gboolean
on_tick_over (gpointer user_data)
{
  RushesCopyButton *self = user_data;

  self->tick_id = 0;
  gtk_button_set_icon_name (self->button, "edit-copy-symbolic");
  show_name (self, self->name);

  return G_SOURCE_REMOVE;
}

static void
on_clicked (RushesCopyButton *self)
{
  if (self->text == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  gtk_button_set_icon_name (self->button, "emblem-ok-symbolic");
  show_name (self, _("Copied"));
  rushes_compat_announce (GTK_WIDGET (self->button), _("Copied"));

  g_clear_handle_id (&self->tick_id, g_source_remove);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, on_tick_over, self);
}

static void
rushes_copy_button_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  RushesCopyButton *self = RUSHES_COPY_BUTTON (object);

  if (prop_id != PROP_NAME)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  g_free (self->name);
  self->name = g_value_dup_string (value);
  show_name (self, self->name);
}

static void
rushes_copy_button_dispose (GObject *object)
{
  RushesCopyButton *self = RUSHES_COPY_BUTTON (object);
  GtkWidget *child;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_copy_button_parent_class)->dispose (object);
}

static void
rushes_copy_button_finalize (GObject *object)
{
  RushesCopyButton *self = RUSHES_COPY_BUTTON (object);

  g_free (self->text);
  g_free (self->name);

  G_OBJECT_CLASS (rushes_copy_button_parent_class)->finalize (object);
}

static void
rushes_copy_button_class_init (RushesCopyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_copy_button_dispose;
  object_class->finalize = rushes_copy_button_finalize;
  object_class->set_property = rushes_copy_button_set_property;

  properties[PROP_NAME] = g_param_spec_string ("action-label", NULL, NULL, NULL,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-copy-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesCopyButton, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
rushes_copy_button_init (RushesCopyButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_copy_button_set_text:
 * @self: a copy button
 * @text: (nullable): what it copies, whole, however little of it is shown
 *
 * Sets what goes to the clipboard at a click.
 */
void
rushes_copy_button_set_text (RushesCopyButton *self,
                             const char       *text)
{
  g_return_if_fail (RUSHES_IS_COPY_BUTTON (self));

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_widget_set_sensitive (GTK_WIDGET (self), text != NULL && *text != '\0');
}
