/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-application.h"

#include "rushes-about.h"
#include "rushes-appearance.h"
#include "rushes-background.h"
#include "rushes-best-file.h"
#include "rushes-compat.h"
#include "rushes-preferences.h"
#include "rushes-quit-dialog.h"
#include "rushes-shortcuts.h"
#include "rushes-window.h"

#include <stdlib.h>

struct _RushesApplication
{
  GtkApplication parent_instance;

  RushesSettings *settings;
  RushesClient *client;
  RushesCovers *covers;
  RushesDatabase *database;
  RushesLibrary *library;
  RushesWatcher *watcher;
  RushesDownloads *downloads;
  RushesNotices *notices;
  RushesBackground *background;
  RushesAppearance *appearance;
};

G_DEFINE_FINAL_TYPE (RushesApplication, rushes_application, GTK_TYPE_APPLICATION)

/* The one with the videos; the others belong to it. */
static GtkWindow *
peek_window (RushesApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (RUSHES_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  rushes_about_show (gtk_application_get_active_window (user_data));
}

/* Closing keeps the size of the window. What belongs to a window is let go of before: a dialog of
 * GTK 4.8 that outlives its parent by a moment looks at it once more. */
static void
close_windows (RushesApplication *self)
{
  g_autoptr(GPtrArray) windows = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    g_ptr_array_insert (windows, RUSHES_IS_WINDOW (l->data) ? -1 : 0, g_object_ref (l->data));

  for (guint i = 0; i < windows->len; i++)
    {
      GtkWindow *window = g_ptr_array_index (windows, i);

      gtk_window_set_transient_for (window, NULL);
      gtk_window_close (window);
    }
}

static void
quit (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  RushesApplication *self = user_data;

  /* Nobody stays behind: what is under way is written down and goes on at the next start. */
  g_clear_object (&self->background);

  close_windows (self);
  g_application_quit (user_data);
}

/* Nothing is lost by it, but what moves would stop unseen: that is asked about where somebody can
 * answer. */
static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RushesApplication *self = user_data;
  GtkWindow *parent = gtk_application_get_active_window (user_data);
  guint n_files = rushes_downloads_get_n_open (self->downloads);

  if (parent != NULL && n_files > 0)
    rushes_quit_dialog_show (parent, n_files);
  else
    quit (action, parameter, user_data);
}

static void
on_close_all (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  close_windows (user_data);
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

  /* From the menu of the launcher there may be no window yet, and this one alone keeps nobody. */
  if (gtk_application_get_active_window (GTK_APPLICATION (self)) == NULL)
    g_application_activate (G_APPLICATION (self));

  gtk_window_present (rushes_preferences_new (gtk_application_get_active_window (user_data),
                                              self->settings));
}

static void
open_video (RushesApplication *self,
            const char        *video_id)
{
  g_application_activate (G_APPLICATION (self));
  gtk_widget_activate_action (GTK_WIDGET (peek_window (self)), "win.open-video", "s", video_id);
}

static void
on_fetch (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  RushesApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  g_action_group_activate_action (G_ACTION_GROUP (peek_window (self)), "fetch-text", parameter);
}

static void
on_open_video (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  open_video (user_data, g_variant_get_string (parameter, NULL));
}

typedef struct
{
  RushesApplication *application;
  char *video_id;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_application_release (G_APPLICATION (wanted->application));
  g_object_unref (wanted->application);
  g_free (wanted->video_id);
  g_free (wanted);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Wanted) wanted = user_data;
  RushesApplication *self = wanted->application;
  g_autoptr(GError) error = NULL;

  if (rushes_best_file_queue_finish (result, &error))
    return;

  if (error != NULL)
    rushes_notices_tell_error (self->notices, wanted->video_id, error);
  else
    open_video (self, wanted->video_id);
}

/* From a notification, which may be older than this run of the program. */
static void
on_download (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  RushesApplication *self = user_data;
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->application = g_object_ref (self);
  wanted->video_id = g_variant_dup_string (parameter, NULL);
  g_application_hold (G_APPLICATION (self));
  rushes_best_file_queue_async (self->downloads, self->watcher, wanted->video_id, on_added, wanted);
}

static void
on_shortcuts (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *parent = peek_window (user_data);

  if (parent != NULL)
    gtk_window_present (rushes_shortcuts_new (parent));
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
  { "close-all", on_close_all },
  { "download", on_download, "s" },
  { "fetch", on_fetch, "s" },
  { "open-video", on_open_video, "s" },
  { "preferences", on_preferences },
  { "shortcuts", on_shortcuts },
  { "show-in-folder", on_show_in_folder, "s" },
  { "quit", on_quit },
  { "quit-now", quit },
};

static void
set_accel (GApplication *application,
           const char   *action,
           const char   *accel)
{
  const char *accels[] = { accel, NULL };

  gtk_application_set_accels_for_action (GTK_APPLICATION (application), action, accels);
}

/* Back is where reading came from. */
static gboolean
is_rtl (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

static void
apply_token (RushesApplication *self)
{
  g_autofree char *token = rushes_settings_dup_token (self->settings);

  rushes_client_set_token (self->client, token);
}

/* This machine can be asked without a network. */
static void
apply_network (RushesApplication *self)
{
  GNetworkMonitor *monitor = rushes_client_get_is_loopback (self->client)
                               ? NULL : g_network_monitor_get_default ();

  if (self->watcher != NULL)
    rushes_watcher_set_monitor (self->watcher, monitor);
}

static void
apply_api_url (RushesApplication *self)
{
  g_autofree char *api_url = rushes_settings_dup_api_url (self->settings);

  rushes_client_set_api_url (self->client, api_url);
  apply_network (self);
}

static RushesCovers *
open_covers (void)
{
  g_autoptr(GFile) folder = g_file_new_build_filename (g_get_user_cache_dir (), "rushes", "covers",
                                                       NULL);
  g_autoptr(RushesPictureClient) client = rushes_picture_client_new ();
  g_autoptr(RushesCoverCache) cache = NULL;

  cache = rushes_cover_cache_new (folder, RUSHES_COVER_CACHE_MAX_BYTES);

  return rushes_covers_new (client, cache);
}

static void
rushes_application_startup (GApplication *application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);

  G_APPLICATION_CLASS (rushes_application_parent_class)->startup (application);

  self->settings = rushes_settings_new ();
  self->client = rushes_client_new (NULL);
  self->covers = open_covers ();
  self->database = rushes_database_new_for_user ();
  self->library = rushes_library_new (self->database);
  /* What was removed and not taken back in the last run. */
  rushes_library_purge (self->library);

  g_signal_connect_object (self->settings, "notify::has-token", G_CALLBACK (apply_token), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::api-url", G_CALLBACK (apply_api_url), self,
                           G_CONNECT_SWAPPED);
  apply_token (self);
  apply_api_url (self);
  self->watcher = rushes_watcher_new (self->settings, self->client, self->library);
  apply_network (self);
  self->downloads = rushes_downloads_new (self->settings, self->client, self->watcher,
                                          self->database);
  self->notices = rushes_notices_new (GTK_APPLICATION (self), self->watcher);
  self->background = rushes_background_new (GTK_APPLICATION (self), self->downloads, self->watcher,
                                            self->library, self->notices);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accel (application, "app.quit", "<Control>q");
  set_accel (application, "window.close", "<Control>w");
  set_accel (application, "win.set-token", "<Control>comma");
  set_accel (application, "win.focus-entry", "<Control>l");
  set_accel (application, "win.refresh", "<Control>r");
  set_accel (application, "win.download", "<Control>s");
  set_accel (application, "win.save-as", "<Control><Shift>s");
  set_accel (application, "win.search", "<Control>f");
  set_accel (application, "win.show-sidebar", "F9");
  set_accel (application, "win.back", is_rtl () ? "<Alt>Right" : "<Alt>Left");
  set_accel (application, "app.shortcuts", "<Control>question");

  rushes_compat_add_style (gdk_display_get_default (), RUSHES_APP_PATH "style.css");
  if (g_application_get_dbus_connection (application) != NULL)
    self->appearance = rushes_appearance_new (g_application_get_dbus_connection (application),
                                              gtk_settings_get_default ());
}

/* What is no option, a line each, as it would be pasted; the options alone are left. */
static char *
take_texts (char **arguments)
{
  g_autoptr(GString) texts = g_string_new (NULL);
  guint n_kept = 1;

  if (arguments[0] == NULL)
    return NULL;

  for (guint i = 1; arguments[i] != NULL; i++)
    {
      char *argument = arguments[i];

      if (*argument == '-')
        {
          arguments[n_kept++] = argument;
          continue;
        }
      g_string_append_printf (texts, "%s\n", argument);
      g_free (argument);
    }
  arguments[n_kept] = NULL;

  return texts->len > 0 ? g_utf8_make_valid (texts->str, texts->len) : NULL;
}

/* It is the window that runs already, here or in another process, that fetches. */
static gboolean
rushes_application_local_command_line (GApplication   *application,
                                       char         ***arguments,
                                       int            *exit_status)
{
  g_autofree char *texts = take_texts (*arguments);
  g_autoptr(GError) error = NULL;

  if (texts == NULL)
    return G_APPLICATION_CLASS (rushes_application_parent_class)
             ->local_command_line (application, arguments, exit_status);

  *exit_status = EXIT_SUCCESS;
  if (g_application_register (application, NULL, &error))
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), "fetch",
                                      g_variant_new_string (texts));
    }
  else
    {
      g_printerr ("rushes: %s\n", error->message);
      *exit_status = EXIT_FAILURE;
    }

  return TRUE;
}

static void
rushes_application_activate (GApplication *application)
{
  RushesApplication *self = RUSHES_APPLICATION (application);
  GtkWindow *window = peek_window (self);

  if (window == NULL)
    window = GTK_WINDOW (rushes_window_new (GTK_APPLICATION (application), self->settings,
                                            self->client, self->library, self->watcher,
                                            self->covers, self->downloads));

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

  g_clear_object (&self->appearance);
  g_clear_object (&self->background);
  g_clear_object (&self->notices);
  g_clear_object (&self->downloads);
  g_clear_object (&self->watcher);
  g_clear_object (&self->library);
  g_clear_object (&self->database);
  g_clear_object (&self->covers);
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
  application_class->local_command_line = rushes_application_local_command_line;
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
