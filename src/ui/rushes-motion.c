/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-motion.h"

static gboolean
is_wanted (GtkWidget *widget)
{
  gboolean wanted = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &wanted, NULL);

  return wanted;
}

static gboolean
on_pulse (gpointer user_data)
{
  if (is_wanted (user_data))
    gtk_progress_bar_pulse (user_data);

  return G_SOURCE_CONTINUE;
}

/**
 * rushes_motion_start_pulse:
 * @bar: a progress bar that outlives the source
 * @milliseconds: from one step to the next
 *
 * Has @bar say that something is under way of which nobody knows how far it is: it moves to and
 * fro, or stands still where the user wants nothing to move.
 *
 * Returns: the ID of a source, to be removed when it is known or over
 */
guint
rushes_motion_start_pulse (GtkProgressBar *bar,
                           guint           milliseconds)
{
  gtk_progress_bar_pulse (bar);

  return g_timeout_add (milliseconds, on_pulse, bar);
}
