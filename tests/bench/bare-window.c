/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

/* As little as a program in C with a window of GTK 4 can be: what Rushes is compared with. It is as
 * large as the window of Rushes when that starts for the first time, and shows the picture that it
 * is given. */

static void
on_activate (GApplication *application,
             gpointer      user_data)
{
  const char *picture = user_data;
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_title (GTK_WINDOW (window), "Bare");
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  if (picture != NULL)
    gtk_window_set_child (GTK_WINDOW (window), gtk_picture_new_for_filename (picture));
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GtkApplication) application = gtk_application_new (BARE_WINDOW_ID,
                                                               G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), argv[1]);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
