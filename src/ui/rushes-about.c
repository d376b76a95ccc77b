/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-about.h"

#include <glib/gi18n.h>

#define HOME_URI "https://github.com/rushes-app/rushes"
#define ISSUES_URI HOME_URI "/issues"

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

/* GTK 4.8 gives some of its parts no name, and there is no other way to them. */
static void
name_part (GtkWidget  *dialog,
           GType       type,
           const char *name)
{
  GtkWidget *part = find (dialog, type);

  if (part != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

static void
add_issues (GtkAboutDialog *dialog)
{
  /* Translators: names a link in the About window */
  g_autofree char *link = g_strdup_printf ("%s %s", _("Issues"), ISSUES_URI);

  /* Translators: a heading in the About window, above a link */
  gtk_about_dialog_add_credit_section (dialog, _("Report a problem"),
                                       (const char *[]) { link, NULL });
}

/**
 * rushes_about_show:
 * @parent: (nullable): the window it belongs to
 *
 * Shows what the program is, whose it is and under which licence, where it comes from and where to
 * say what is wrong with it.
 */
void
rushes_about_show (GtkWindow *parent)
{
  GtkWidget *dialog = g_object_new (GTK_TYPE_ABOUT_DIALOG,
                                    "transient-for", parent,
                                    "modal", TRUE,
                                    "destroy-with-parent", TRUE,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG,
                                    "program-name", _("Rushes"),
                                    "logo-icon-name", RUSHES_APP_ID,
                                    "version", RUSHES_VERSION,
                                    /* After what GTK makes a title of its own of. */
                                    "title", _("About Rushes"),
                                    "comments", _("Watch and save your MiniMax videos"),
                                    "website", HOME_URI,
                                    "website-label", _("Website"),
                                    "license-type", GTK_LICENSE_GPL_3_0,
                                    /* Translators: put your names here, one a line */
                                    "translator-credits", _("translator-credits"),
                                    NULL);

  gtk_widget_add_css_class (dialog, "rushes");
  add_issues (GTK_ABOUT_DIALOG (dialog));
  /* Translators: what a screen reader says of a picture */
  name_part (dialog, GTK_TYPE_IMAGE, _("Icon of Rushes"));
  name_part (dialog, GTK_TYPE_STACK_SWITCHER, _("About Rushes"));
  gtk_window_present (GTK_WINDOW (dialog));
}
