/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-preferences.h"

#include "rushes-compat.h"
#include "rushes-format.h"

#include <glib/gi18n.h>

struct _RushesPreferences
{
  GtkWindow parent_instance;

  GtkLabel *token;
  GtkLabel *folder;
  GtkSwitch *watch;
  GtkSpinButton *watch_interval;
  GtkSpinButton *watch_limit;
  GtkSwitch *save_record;

  RushesSettings *settings;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RushesPreferences, rushes_preferences, GTK_TYPE_WINDOW)

static void
show_token (RushesPreferences *self)
{
  gtk_label_set_label (self->token, rushes_settings_get_has_token (self->settings)
                                      ? _("A token is stored") : _("No token is stored"));
}

static void
show_folder (RushesPreferences *self)
{
  g_autoptr(GFile) folder = rushes_settings_dup_download_folder (self->settings);
  g_autofree char *name = g_file_get_parse_name (folder);
  g_autofree char *isolated = rushes_format_isolate_ltr (name);

  gtk_label_set_label (self->folder, isolated);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->folder), name);
}

static void
on_folder_chosen (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(RushesPreferences) self = user_data;
  g_autoptr(GFile) folder = rushes_compat_choose_folder_finish (result, NULL);

  if (folder != NULL && self->settings != NULL)
    rushes_settings_set_download_folder (self->settings, folder);
}

static void
on_choose_folder (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  RushesPreferences *self = RUSHES_PREFERENCES (widget);
  g_autoptr(GFile) folder = rushes_settings_dup_download_folder (self->settings);

  rushes_compat_choose_folder_async (GTK_WINDOW (self), _("Download Folder"), folder,
                                     self->cancellable, on_folder_chosen, g_object_ref (self));
}

/* The token dialog is the main window's; this one makes room for it. */
static void
on_set_token (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  gtk_window_close (GTK_WINDOW (widget));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.set-token", NULL);
}

static void
rushes_preferences_dispose (GObject *object)
{
  RushesPreferences *self = RUSHES_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (rushes_preferences_parent_class)->dispose (object);
}

static void
rushes_preferences_finalize (GObject *object)
{
  g_clear_object (&RUSHES_PREFERENCES (object)->cancellable);

  G_OBJECT_CLASS (rushes_preferences_parent_class)->finalize (object);
}

static void
rushes_preferences_class_init (RushesPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_preferences_dispose;
  object_class->finalize = rushes_preferences_finalize;

  gtk_widget_class_install_action (widget_class, "preferences.choose-folder", NULL,
                                   on_choose_folder);
  gtk_widget_class_install_action (widget_class, "preferences.set-token", NULL, on_set_token);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesPreferences, token);
  gtk_widget_class_bind_template_child (widget_class, RushesPreferences, folder);
  gtk_widget_class_bind_template_child (widget_class, RushesPreferences, watch);
  gtk_widget_class_bind_template_child (widget_class, RushesPreferences, watch_interval);
  gtk_widget_class_bind_template_child (widget_class, RushesPreferences, watch_limit);
  gtk_widget_class_bind_template_child (widget_class, RushesPreferences, save_record);
}

static void
rushes_preferences_init (RushesPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

static void
bind_settings (RushesPreferences *self)
{
  rushes_settings_bind (self->settings, RUSHES_SETTINGS_WATCH, G_OBJECT (self->watch), "active");
  rushes_settings_bind (self->settings, RUSHES_SETTINGS_WATCH_INTERVAL,
                        G_OBJECT (self->watch_interval), "value");
  rushes_settings_bind (self->settings, RUSHES_SETTINGS_WATCH_LIMIT, G_OBJECT (self->watch_limit),
                        "value");
  rushes_settings_bind (self->settings, RUSHES_SETTINGS_SAVE_RECORD, G_OBJECT (self->save_record),
                        "active");
}

/**
 * rushes_preferences_new:
 * @parent: the window it belongs to
 * @settings: what is to be changed
 *
 * Makes the window of the settings a user changes. Each holds as soon as it is changed.
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK
 */
GtkWindow *
rushes_preferences_new (GtkWindow      *parent,
                        RushesSettings *settings)
{
  RushesPreferences *self = g_object_new (RUSHES_TYPE_PREFERENCES, "transient-for", parent, NULL);

  self->settings = g_object_ref (settings);
  bind_settings (self);
  g_signal_connect_object (settings, "notify::has-token", G_CALLBACK (show_token), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::download-folder", G_CALLBACK (show_folder), self,
                           G_CONNECT_SWAPPED);
  show_token (self);
  show_folder (self);

  return GTK_WINDOW (self);
}
