/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-full-screen.h"

#include "rushes-screen.h"

#include <glib/gi18n.h>

struct _RushesFullScreen
{
  GtkWindow parent_instance;

  RushesScreen *screen;
};

G_DEFINE_FINAL_TYPE (RushesFullScreen, rushes_full_screen, GTK_TYPE_WINDOW)

static void
rushes_full_screen_class_init (RushesFullScreenClass *klass)
{
}

static void
rushes_full_screen_init (RushesFullScreen *self)
{
  self->screen = g_object_new (RUSHES_TYPE_SCREEN, NULL);
  rushes_screen_set_full (self->screen, TRUE);
  g_signal_connect_object (self->screen, "toggle-full", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);

  gtk_window_set_title (GTK_WINDOW (self), _("Video"));
  gtk_window_set_child (GTK_WINDOW (self), GTK_WIDGET (self->screen));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->screen));
}

static GdkMonitor *
get_monitor (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  return gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (window)), surface);
}

/**
 * rushes_full_screen_new:
 * @beside: the window it is asked from, on whose monitor it opens
 * @media: what plays
 *
 * Makes a window that shows a film and nothing else, as large as the screen. Escape and F11 close
 * it. It has no parent: window managers take a window with one for a dialog, and keep it small.
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK
 */
GtkWindow *
rushes_full_screen_new (GtkWindow      *beside,
                        GtkMediaStream *media)
{
  RushesFullScreen *self = g_object_new (RUSHES_TYPE_FULL_SCREEN, NULL);
  GdkMonitor *monitor = get_monitor (beside);

  rushes_screen_set_media (self->screen, media);
  if (monitor != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
  else
    gtk_window_fullscreen (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}
