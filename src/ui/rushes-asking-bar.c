/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-asking-bar.h"

#include "rushes-ellipsis.h"
#include "rushes-format.h"
#include "rushes-motion.h"

#include <glib/gi18n.h>

/* An answer that comes sooner needs no word; one that does not must not look like nothing. */
#define DELAY_MILLISECONDS 300
#define PULSE_MILLISECONDS 100

struct _RushesAskingBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *text;
  GtkProgressBar *progress;

  guint timer_id;
};

G_DEFINE_FINAL_TYPE (RushesAskingBar, rushes_asking_bar, GTK_TYPE_WIDGET)

static gboolean
on_delay_over (gpointer user_data)
{
  RushesAskingBar *self = user_data;

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  self->timer_id = rushes_motion_start_pulse (self->progress, PULSE_MILLISECONDS);

  return G_SOURCE_REMOVE;
}

static void
rushes_asking_bar_dispose (GObject *object)
{
  RushesAskingBar *self = RUSHES_ASKING_BAR (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_asking_bar_parent_class)->dispose (object);
}

static void
rushes_asking_bar_class_init (RushesAskingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_asking_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-asking-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesAskingBar, box);
  gtk_widget_class_bind_template_child (widget_class, RushesAskingBar, text);
  gtk_widget_class_bind_template_child (widget_class, RushesAskingBar, progress);
}

static void
rushes_asking_bar_init (RushesAskingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_ellipsis_explain (self->text);
}

/**
 * rushes_asking_bar_start:
 * @self: a bar
 * @video_id: what is asked about
 *
 * Says that the server is being asked, as soon as that takes long enough to be noticed.
 */
void
rushes_asking_bar_start (RushesAskingBar *self,
                         const char      *video_id)
{
  g_autofree char *isolated = rushes_format_isolate_ltr (video_id);
  g_autofree char *text = NULL;

  g_return_if_fail (RUSHES_IS_ASKING_BAR (self));

  /* Translators: %s is the ID of a video */
  text = g_strdup_printf (_("Asking about %s"), isolated);
  gtk_label_set_label (self->text, text);
  if (self->timer_id == 0)
    self->timer_id = g_timeout_add (DELAY_MILLISECONDS, on_delay_over, self);
}

/**
 * rushes_asking_bar_stop:
 * @self: a bar
 *
 * Takes the words away: the answer is there.
 */
void
rushes_asking_bar_stop (RushesAskingBar *self)
{
  g_return_if_fail (RUSHES_IS_ASKING_BAR (self));

  g_clear_handle_id (&self->timer_id, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
