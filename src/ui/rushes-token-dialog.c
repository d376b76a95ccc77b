/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-token-dialog.h"

#include "rushes-compat.h"
#include "rushes-error.h"
#include "rushes-problem.h"
#include "rushes-token.h"

#include <glib/gi18n.h>

struct _RushesTokenDialog
{
  GtkWindow parent_instance;

  GtkEditable *entry;
  GtkWidget *result;
  GtkImage *result_icon;
  GtkLabel *result_text;

  RushesSettings *settings;
  RushesClient *client;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RushesTokenDialog, rushes_token_dialog, GTK_TYPE_WINDOW)

static void
show_result (RushesTokenDialog *self,
             const char        *css_class,
             const char        *icon_name,
             const char        *text)
{
  const char *classes[] = { css_class, NULL };

  gtk_widget_set_css_classes (self->result, classes);
  gtk_image_set_from_icon_name (self->result_icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->result_icon), icon_name != NULL);
  gtk_label_set_label (self->result_text, text);
  if (icon_name != NULL)
    rushes_compat_announce (GTK_WIDGET (self), text);
}

/* Its place is kept, so that the dialog does not jump when there is something to say. */
static void
show_nothing (RushesTokenDialog *self)
{
  if (rushes_settings_get_has_token (self->settings))
    show_result (self, "dim-label", NULL,
                 _("A token is stored. Type a new one to replace it."));
  else
    show_result (self, "dim-label", NULL, " ");
}

static void
show_error (RushesTokenDialog *self,
            const GError      *error)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_error (error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_UNAUTHORIZED))
    text = g_strdup (_("The server refuses this token. Check that the whole of it was copied."));
  else
    /* Translators: what is wrong, without a full stop, and a sentence about what mends it */
    text = g_strdup_printf (_("%s. %s"), problem->title, problem->text);

  show_result (self, "bad", "dialog-error-symbolic", text);
}

static void
stop (RushesTokenDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "token.check", TRUE);
}

static void
on_entry_changed (RushesTokenDialog *self)
{
  stop (self);
  show_nothing (self);
}

/* NULL when there is nothing to use, and then it has been said why. */
static char *
dup_typed (RushesTokenDialog *self)
{
  g_autoptr(GError) error = NULL;
  char *token = rushes_token_clean (gtk_editable_get_text (self->entry), &error);

  if (token != NULL)
    return token;

  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_NO_TOKEN))
    show_result (self, "caution", "dialog-warning-symbolic", _("Type or paste the token first."));
  else
    show_result (self, "bad", "dialog-error-symbolic", error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return NULL;
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(RushesTokenDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean accepted = rushes_client_check_token_finish (RUSHES_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "token.check", TRUE);
  if (accepted)
    show_result (self, "good", "emblem-ok-symbolic", _("The server accepts this token"));
  else
    show_error (self, error);
}

/* With nothing typed, the stored token is what there is to check. */
static void
on_check (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  RushesTokenDialog *self = RUSHES_TOKEN_DIALOG (widget);
  g_autofree char *token = NULL;

  if (*gtk_editable_get_text (self->entry) == '\0' &&
      rushes_settings_get_has_token (self->settings))
    token = rushes_settings_dup_token (self->settings);
  else
    token = dup_typed (self);

  if (token == NULL)
    return;

  stop (self);
  self->cancellable = g_cancellable_new ();
  show_result (self, "dim-label", NULL, _("Asking the server…"));
  gtk_widget_action_set_enabled (widget, "token.check", FALSE);
  rushes_client_check_token_async (self->client, token, self->cancellable, on_checked,
                                   g_object_ref (self));
}

static void
on_save (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  RushesTokenDialog *self = RUSHES_TOKEN_DIALOG (widget);
  g_autofree char *token = dup_typed (self);

  if (token == NULL)
    return;

  stop (self);
  if (rushes_settings_store_token (self->settings, token))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  gtk_editable_set_text (self->entry, "");
  show_result (self, "caution", "dialog-warning-symbolic",
               _("The settings cannot be written. The token holds until Rushes is closed."));
}

static void
rushes_token_dialog_dispose (GObject *object)
{
  RushesTokenDialog *self = RUSHES_TOKEN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (rushes_token_dialog_parent_class)->dispose (object);
}

static void
rushes_token_dialog_class_init (RushesTokenDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_token_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "token.check", NULL, on_check);
  gtk_widget_class_install_action (widget_class, "token.save", NULL, on_save);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-token-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesTokenDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, RushesTokenDialog, result);
  gtk_widget_class_bind_template_child (widget_class, RushesTokenDialog, result_icon);
  gtk_widget_class_bind_template_child (widget_class, RushesTokenDialog, result_text);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

static void
rushes_token_dialog_init (RushesTokenDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_token_dialog_new:
 * @parent: the window it belongs to
 * @settings: where the token goes
 * @client: who asks the server about it
 *
 * Makes the dialog that sets the token. The one that is stored is never filled in: what is in a
 * password entry can be read in clear on the accessibility bus (ACCESSIBILITY.md, 10).
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK
 */
GtkWindow *
rushes_token_dialog_new (GtkWindow      *parent,
                         RushesSettings *settings,
                         RushesClient   *client)
{
  RushesTokenDialog *self = g_object_new (RUSHES_TYPE_TOKEN_DIALOG, "transient-for", parent, NULL);

  self->settings = g_object_ref (settings);
  self->client = g_object_ref (client);
  show_nothing (self);

  return GTK_WINDOW (self);
}
