/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-player-fault.h"

#include "rushes-compat.h"

struct _RushesPlayerFault
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *text;
  GtkWidget *open_button;
  GtkWidget *try_button;
  GtkWidget *refresh_button;
  GtkWidget *close_button;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesPlayerFault, rushes_player_fault, GTK_TYPE_WIDGET)

static void
on_open (RushesPlayerFault *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, RUSHES_PLAYER_OPEN);
}

static void
on_try_again (RushesPlayerFault *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, RUSHES_PLAYER_TRY_AGAIN);
}

static void
on_refresh (RushesPlayerFault *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, RUSHES_PLAYER_REFRESH);
}

static void
on_close (RushesPlayerFault *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, RUSHES_PLAYER_NO_WAY);
}

static void
rushes_player_fault_dispose (GObject *object)
{
  RushesPlayerFault *self = RUSHES_PLAYER_FAULT (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_player_fault_parent_class)->dispose (object);
}

static void
rushes_player_fault_class_init (RushesPlayerFaultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_player_fault_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-player-fault.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesPlayerFault, box);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayerFault, text);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayerFault, open_button);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayerFault, try_button);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayerFault, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayerFault, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_try_again);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
rushes_player_fault_init (RushesPlayerFault *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_player_fault_show:
 * @self: the place for a fault
 * @text: why the video is not played, in a sentence or two
 * @ways: what may help
 *
 * Says why a video is not played, and offers what may help. What is chosen comes as the signal
 * "chosen", with one of #RushesPlayerWays; to close is %RUSHES_PLAYER_NO_WAY.
 */
void
rushes_player_fault_show (RushesPlayerFault *self,
                          const char        *text,
                          RushesPlayerWays   ways)
{
  g_return_if_fail (RUSHES_IS_PLAYER_FAULT (self));

  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (self->open_button, (ways & RUSHES_PLAYER_OPEN) != 0);
  gtk_widget_set_visible (self->try_button, (ways & RUSHES_PLAYER_TRY_AGAIN) != 0);
  gtk_widget_set_visible (self->refresh_button, (ways & RUSHES_PLAYER_REFRESH) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->close_button);
  rushes_compat_announce (GTK_WIDGET (self), text);
}
