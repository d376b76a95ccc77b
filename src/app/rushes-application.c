/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-application.h"

#include "rushes-background.h"
#include "rushes-compat.h"
#include "rushes-preferences.h"
#include "rushes-window.h"

#include <glib/gi18n.h>

struct _RushesApplication
{
  GtkApplication parent_instance;

  RushesSettings *settings;
  RushesClient *client;
  RushesPictureClient *pictures;
  RushesDatabase *database;
  RushesDownloads *downloads;
  RushesBackground *background;
};

G_DEFINE_FINAL_TYPE (RushesApplication, rushes_application, GTK_TYPE_APPLICATION)

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (user_data),
                         "title", _("About Rushes"),
                         "program-name", _("Rushes"),
                         "logo-icon-name", RUSHES_APP_ID,
                         "version", RUSHES_VERSION,
                         "comments", _("Watch and save your MiniMax videos"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: put your names here, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesApplication *self = user_data;
  GList *windows = gtk_application_get_windows (user_data);

  /* Nobody stays behind: what is under way is written down and goes on at the next start. */
  g_clear_object (&self->background);

  /* Closing keeps the size of the window. */
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }

  g_application_quit (user_data);
}

static void
on_activate_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  g_application_activate (user_data);
}

static void
on_preferences (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  RushesApplication *self = user_data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  gtk_window_present (rushes_preferences_new (parent, self->settings));
}

/* From a notification, which may be older than this run of the program. */
static void
on_show_in_folder (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  rushes_compat_show_folder_async (gtk_application_get_active_window (user_data), file, NULL, NULL,
                                   NULL);
}

static const GActionEntry actions[] = {
  { "about", on_about },
  { "activate", on_activate_action },
  { "preferences", on_preferences },
  { "show-in-folder", on_show_in_folder, "s" },
  { "quit", on_quit },
};

static void
set_accel (GApplication *application,
           const char   *action,
           const char   *accel)
{
  const char *accels[] = { accel, NULL };

  gtk_application_set_accels_for_action (GTK_APPLICATION (application), action, accels);
}

static void
apply_token (RushesApplication *self)
{
  g_autofree char *token = rushes_settings_dup_token (self->settings);

  rushes_client_set_token (self->client, token);
}

static void
apply_api_url (RushesApplication *self)
{
  g_autofree char *api_url = rushes_settings_dup_api_url (self->settings);

  rushes_client_set_api_url (self->client, api_url);
}

static RushesDatabase *
open_database (void)
{
  g_autoptr(GFile) file = g_file_new_build_filename (g_get_user_data_dir (), "rushes",
                                                     "library.sqlite", NULL);

  return rushes_database_new (file);
}

static void
rushes_application_startup (GApplication *application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  G_APPLICATION_CLASS (rushes_application_parent_class)->startup (application);

  self->settings = rushes_settings_new ();
  self->client = rushes_client_new (NULL);
  self->pictures = rushes_picture_client_new (NULL);
  self->database = open_database ();

  g_signal_connect_object (self->settings, "notify::has-token", G_CALLBACK (apply_token), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::api-url", G_CALLBACK (apply_api_url), self,
                           G_CONNECT_SWAPPED);
  apply_token (self);
  apply_api_url (self);
  self->downloads = rushes_downloads_new (self->settings, self->client, self->database);
  self->background = rushes_background_new (GTK_APPLICATION (self), self->downloads);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accel (application, "app.quit", "<Control>q");
  set_accel (application, "window.close", "<Control>w");
  set_accel (application, "win.set-token", "<Control>comma");
  set_accel (application, "win.focus-entry", "<Control>l");
  set_accel (application, "win.refresh", "<Control>r");
  set_accel (application, "win.download", "<Control>s");
  set_accel (application, "win.save-as", "<Control><Shift>s");

  rushes_compat_add_style (gdk_display_get_default (), RUSHES_APP_PATH "style.css");
}

static void
rushes_application_activate (GApplication *application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (rushes_window_new (GTK_APPLICATION (application), self->settings,
                                            self->client, self->pictures, self->downloads));

  gtk_window_present (window);
}

/* What is under way stops and is written down before the process ends. */
static void
rushes_application_shutdown (GApplication *application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  G_APPLICATION_CLASS (rushes_application_parent_class)->shutdown (application);

  if (self->database != NULL)
    rushes_database_close (self->database);
}

static void
rushes_application_finalize (GObject *object)
{
  RushesApplication *self = RUSHES_APPLICATION (object);

  g_clear_object (&self->background);
  g_clear_object (&self->downloads);
  g_clear_object (&self->database);
  g_clear_object (&self->pictures);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (rushes_application_parent_class)->finalize (object);
}

static void
rushes_application_class_init (RushesApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rushes_application_finalize;
  application_class->startup = rushes_application_startup;
  application_class->shutdown = rushes_application_shutdown;
  application_class->activate = rushes_application_activate;
}

static void
rushes_application_init (RushesApplication *self)
{
}

/**
 * rushes_application_new:
 *
 * Makes the program: one instance a session, which owns the settings, the connections and the
 * transfers.
 *
 * Returns: (transfer full): the program, to be run
 */
RushesApplication *
rushes_application_new (void)
{
  return g_object_new (RUSHES_TYPE_APPLICATION,
                       "application-id", RUSHES_APP_ID,
                       NULL);
}
