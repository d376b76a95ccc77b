/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-quit-dialog.h"

#include <glib/gi18n.h>

struct _RushesQuitDialog
{
  GtkWindow parent_instance;

  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (RushesQuitDialog, rushes_quit_dialog, GTK_TYPE_WINDOW)

static void
rushes_quit_dialog_class_init (RushesQuitDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-quit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesQuitDialog, text);
}

static void
rushes_quit_dialog_init (RushesQuitDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_quit_dialog_show:
 * @parent: the window it belongs to
 * @n_files: how many files are being saved
 *
 * Asks whether to quit while files are being saved, or only to close the window. Its buttons name
 * the actions `app.quit-now` and `app.close-all`. One that is open already is shown again.
 */
void
rushes_quit_dialog_show (GtkWindow *parent,
                         guint      n_files)
{
  RushesQuitDialog *self;
  g_autofree char *text = NULL;

  if (RUSHES_IS_QUIT_DIALOG (parent))
    {
      gtk_window_present (parent);
      return;
    }

  self = g_object_new (RUSHES_TYPE_QUIT_DIALOG, "transient-for", parent,
                       "application", gtk_window_get_application (parent), NULL);
  text = g_strdup_printf (ngettext ("%u file is being saved. If you quit, it goes on when you "
                                    "start Rushes again.",
                                    "%u files are being saved. If you quit, they go on when you "
                                    "start Rushes again.", n_files),
                          n_files);
  gtk_label_set_label (self->text, text);
  gtk_window_present (GTK_WINDOW (self));
}
