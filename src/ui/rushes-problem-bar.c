/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-problem-bar.h"

#include "rushes-compat.h"

struct _RushesProblemBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkWidget *bar;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkButton *button;
  GtkButton *narrow_button;

  RushesProblemAction action;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesProblemBar, rushes_problem_bar, GTK_TYPE_WIDGET)

static void
show_button (RushesProblemBar *self)
{
  const char *label = rushes_problem_action_label (self->action);

  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL && !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_button), label != NULL && self->narrow);
  if (label == NULL)
    return;

  gtk_button_set_label (self->button, label);
  gtk_button_set_label (self->narrow_button, label);
}

/* A closed bar must not be read: hidden, not only closed (ACCESSIBILITY.md, 7). */
static void
on_child_revealed (RushesProblemBar *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
rushes_problem_bar_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  RushesProblemBar *self = RUSHES_PROBLEM_BAR (object);

  if (prop_id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  self->narrow = g_value_get_boolean (value);
  show_button (self);
}

static void
rushes_problem_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rushes_problem_bar_parent_class)->dispose (object);
}

static void
rushes_problem_bar_class_init (RushesProblemBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_problem_bar_dispose;
  object_class->set_property = rushes_problem_bar_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-problem-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesProblemBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, RushesProblemBar, bar);
  gtk_widget_class_bind_template_child (widget_class, RushesProblemBar, icon);
  gtk_widget_class_bind_template_child (widget_class, RushesProblemBar, title);
  gtk_widget_class_bind_template_child (widget_class, RushesProblemBar, text);
  gtk_widget_class_bind_template_child (widget_class, RushesProblemBar, button);
  gtk_widget_class_bind_template_child (widget_class, RushesProblemBar, narrow_button);
  gtk_widget_class_bind_template_callback (widget_class, on_child_revealed);
}

static void
rushes_problem_bar_init (RushesProblemBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_problem_bar_show:
 * @self: a bar
 * @problem: what happened
 *
 * Shows a problem where the eye is, with the button that mends it (DESIGN §3, "Errors").
 */
void
rushes_problem_bar_show (RushesProblemBar    *self,
                         const RushesProblem *problem)
{
  g_return_if_fail (RUSHES_IS_PROBLEM_BAR (self));

  gtk_label_set_label (self->title, problem->title);
  gtk_label_set_label (self->text, problem->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  problem->title, -1);
  gtk_image_set_from_icon_name (self->icon, problem->mild ? "dialog-warning-symbolic"
                                                          : "dialog-error-symbolic");
  gtk_widget_remove_css_class (self->bar, problem->mild ? "bad" : "caution");
  gtk_widget_add_css_class (self->bar, problem->mild ? "caution" : "bad");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), problem->mild ? "bad" : "caution");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), problem->mild ? "caution" : "bad");

  self->action = problem->action;
  show_button (self);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  rushes_compat_announce (GTK_WIDGET (self), problem->title);
}

/**
 * rushes_problem_bar_hide:
 * @self: a bar
 *
 * Takes the problem away: it is mended, or no longer the matter.
 */
void
rushes_problem_bar_hide (RushesProblemBar *self)
{
  g_return_if_fail (RUSHES_IS_PROBLEM_BAR (self));

  self->action = RUSHES_PROBLEM_NOTHING;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  if (!gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rushes_problem_bar_get_shown:
 * @self: a bar
 *
 * Tells whether a problem is shown.
 *
 * Returns: %TRUE when one is
 */
gboolean
rushes_problem_bar_get_shown (RushesProblemBar *self)
{
  g_return_val_if_fail (RUSHES_IS_PROBLEM_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * rushes_problem_bar_get_action:
 * @self: a bar
 *
 * Gets what the button of the problem shown is to do.
 *
 * Returns: the action; %RUSHES_PROBLEM_NOTHING when no problem is shown
 */
RushesProblemAction
rushes_problem_bar_get_action (RushesProblemBar *self)
{
  g_return_val_if_fail (RUSHES_IS_PROBLEM_BAR (self), RUSHES_PROBLEM_NOTHING);

  return self->action;
}
