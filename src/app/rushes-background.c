/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-background.h"

#include <glib/gi18n.h>

struct _RushesBackground
{
  GObject parent_instance;

  GtkApplication *application; /* which owns this */
  RushesDownloads *downloads;
  RushesWatcher *watcher;
  RushesLibrary *library;
  RushesNotices *notices;
  GHashTable *open; /* of RushesDownload: those whose end is still to be told */
  guint inhibit_cookie;
  gboolean held;
};

G_DEFINE_FINAL_TYPE (RushesBackground, rushes_background, G_TYPE_OBJECT)

static gboolean
has_window (RushesBackground *self)
{
  return gtk_application_get_windows (self->application) != NULL;
}

/* Sleep is put off only while bytes move (DESIGN §5). */
static void
update_inhibit (RushesBackground *self)
{
  guint n_active;

  g_object_get (self->downloads, "n-active", &n_active, NULL);
  if (n_active > 0 && self->inhibit_cookie == 0)
    self->inhibit_cookie =
      gtk_application_inhibit (self->application,
                               gtk_application_get_active_window (self->application),
                               GTK_APPLICATION_INHIBIT_SUSPEND, _("Files are being saved"));
  else if (n_active == 0 && self->inhibit_cookie != 0)
    {
      gtk_application_uninhibit (self->application, self->inhibit_cookie);
      self->inhibit_cookie = 0;
    }
}

/* The program stays until the last transfer and the last watch have ended, window or not (DESIGN
 * §4). */
static void
update_hold (RushesBackground *self)
{
  gboolean needed = rushes_downloads_get_n_open (self->downloads) > 0 ||
                    rushes_watcher_get_n_watching (self->watcher) > 0;

  if (needed == self->held)
    return;

  self->held = needed;
  if (needed)
    {
      g_application_hold (G_APPLICATION (self->application));
      return;
    }

  rushes_notices_stop_stays (self->notices);
  g_application_release (G_APPLICATION (self->application));
}

/* With all that is known: the program may have ended before GTK has found it out by itself. */
static void
remember_recent (RushesDownload *download)
{
  g_autofree char *uri = g_file_get_uri (rushes_download_get_file (download));
  g_autofree char *type = g_content_type_guess (uri, NULL, 0, NULL);
  g_autofree char *mime_type = g_content_type_get_mime_type (type);
  g_autofree char *command = g_strconcat (g_get_prgname (), " %u", NULL);
  GtkRecentData data = {
    .mime_type = mime_type,
    .app_name = (char *) g_get_application_name (),
    .app_exec = command,
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static void
take_note (RushesBackground *self,
           RushesDownload   *download)
{
  switch (rushes_download_get_state (download))
    {
    case RUSHES_DOWNLOAD_QUEUED:
    case RUSHES_DOWNLOAD_CONNECTING:
    case RUSHES_DOWNLOAD_RUNNING:
      g_hash_table_add (self->open, g_object_ref (download));
      return;
    case RUSHES_DOWNLOAD_DONE:
      if (!g_hash_table_remove (self->open, download))
        return;
      remember_recent (download);
      rushes_library_add_saved (self->library, rushes_download_get_media (download),
                                rushes_download_get_file (download),
                                rushes_download_get_received (download));
      rushes_notices_tell_saved (self->notices, download);
      return;
    case RUSHES_DOWNLOAD_FAILED:
    case RUSHES_DOWNLOAD_PAUSED:
      if (rushes_downloads_get_recovery (self->downloads, download) != RUSHES_RECOVERY_NONE ||
          !g_hash_table_remove (self->open, download))
        return;
      if (rushes_download_get_error (download) != NULL)
        rushes_notices_tell_failed (self->notices, download);
      return;
    case RUSHES_DOWNLOAD_CANCELLED:
    default:
      g_hash_table_remove (self->open, download);
    }
}

static void
on_downloads_changed (RushesBackground *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->downloads));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(RushesDownload) download = NULL;

      download = g_list_model_get_item (G_LIST_MODEL (self->downloads), i);
      take_note (self, download);
    }

  update_inhibit (self);
  update_hold (self);
}

static void
on_window_removed (RushesBackground *self)
{
  guint n_files = rushes_downloads_get_n_open (self->downloads);
  guint n_videos = rushes_watcher_get_n_watching (self->watcher);

  if (!has_window (self) && n_files + n_videos > 0)
    rushes_notices_tell_stays (self->notices, n_files, n_videos);
}

static void
rushes_background_dispose (GObject *object)
{
  RushesBackground *self = RUSHES_BACKGROUND (object);

  if (self->inhibit_cookie != 0)
    gtk_application_uninhibit (self->application, self->inhibit_cookie);
  self->inhibit_cookie = 0;
  if (self->held)
    g_application_release (G_APPLICATION (self->application));
  self->held = FALSE;

  G_OBJECT_CLASS (rushes_background_parent_class)->dispose (object);
}

static void
rushes_background_finalize (GObject *object)
{
  RushesBackground *self = RUSHES_BACKGROUND (object);

  g_hash_table_unref (self->open);
  g_clear_object (&self->downloads);
  g_clear_object (&self->watcher);
  g_clear_object (&self->library);
  g_clear_object (&self->notices);

  G_OBJECT_CLASS (rushes_background_parent_class)->finalize (object);
}

static void
rushes_background_class_init (RushesBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_background_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_background_finalize;
}

static void
rushes_background_init (RushesBackground *self)
{
  self->open = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * rushes_background_new:
 * @application: the program, which must outlive it
 * @downloads: the transfers
 * @watcher: what is being watched
 * @library: where it is written down what was saved
 * @notices: who tells of it
 *
 * Makes the one who looks after what goes on where no widget does: it keeps the program awake while
 * there are transfers or watches, and the machine while bytes move, has their end told, and puts
 * what was saved among the recent files (DESIGN §4 and §5).
 *
 * Returns: (transfer full): to be kept as long as the program runs
 */
RushesBackground *
rushes_background_new (GtkApplication  *application,
                       RushesDownloads *downloads,
                       RushesWatcher   *watcher,
                       RushesLibrary   *library,
                       RushesNotices   *notices)
{
  RushesBackground *self = g_object_new (RUSHES_TYPE_BACKGROUND, NULL);

  self->application = application;
  self->downloads = g_object_ref (downloads);
  self->watcher = g_object_ref (watcher);
  self->library = g_object_ref (library);
  self->notices = g_object_ref (notices);

  g_signal_connect_object (downloads, "items-changed", G_CALLBACK (on_downloads_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (downloads, "notify::n-active", G_CALLBACK (on_downloads_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (watcher, "notify::n-watching", G_CALLBACK (update_hold), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (on_window_removed), self,
                           G_CONNECT_SWAPPED);

  return self;
}
