/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-toast.h"

#include "rushes-compat.h"
#include "rushes-ellipsis.h"

/* Long enough to be read and reached, also by keyboard. */
#define SHOWN_SECONDS 10

struct _RushesToast
{
  GtkWidget parent_instance;

  GtkLabel *text;
  GtkButton *button;

  guint timer_id;
};

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesToast, rushes_toast, GTK_TYPE_WIDGET)

static gboolean
on_time_over (gpointer user_data)
{
  RushesToast *self = user_data;

  self->timer_id = 0;
  rushes_toast_hide (self);

  return G_SOURCE_REMOVE;
}

static void
rushes_toast_dispose (GObject *object)
{
  RushesToast *self = RUSHES_TOAST (object);
  GtkWidget *child;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_toast_parent_class)->dispose (object);
}

static void
rushes_toast_class_init (RushesToastClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_toast_dispose;

  /**
   * RushesToast::closed:
   * @self: the notice
   *
   * The notice is gone, and its button can be pressed no more.
   */
  signals[CLOSED] = g_signal_new ("closed", RUSHES_TYPE_TOAST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-toast.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesToast, text);
  gtk_widget_class_bind_template_child (widget_class, RushesToast, button);
}

static void
rushes_toast_init (RushesToast *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_ellipsis_explain (self->text);
}

/**
 * rushes_toast_show:
 * @self: the notice
 * @text: what has happened, in a sentence
 * @button: (nullable): what takes it back
 * @action_name: (nullable): the action of @button
 *
 * Shows a notice for some seconds. One that was shown before gives way.
 */
void
rushes_toast_show (RushesToast *self,
                   const char  *text,
                   const char  *button,
                   const char  *action_name)
{
  g_return_if_fail (RUSHES_IS_TOAST (self));

  rushes_toast_hide (self);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->button, button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  rushes_compat_announce (GTK_WIDGET (self), text);
  self->timer_id = g_timeout_add_seconds (SHOWN_SECONDS, on_time_over, self);
}

/**
 * rushes_toast_hide:
 * @self: the notice
 *
 * Takes the notice away.
 */
void
rushes_toast_hide (RushesToast *self)
{
  g_return_if_fail (RUSHES_IS_TOAST (self));

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[CLOSED], 0);
}
