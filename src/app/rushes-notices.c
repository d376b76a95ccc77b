/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-notices.h"

#include "rushes-format.h"
#include "rushes-notifier.h"
#include "rushes-problem.h"
#include "rushes-window.h"

#include <glib/gi18n.h>

#define STAYS_ID "stays"
#define HALTED_ID "halted"

#define PROMPT_MAX_BYTES 160

struct _RushesNotices
{
  GObject parent_instance;

  GtkApplication *application; /* which owns this */
  GHashTable *shown;           /* of video ID: those that have a notification */
};

G_DEFINE_FINAL_TYPE (RushesNotices, rushes_notices, G_TYPE_OBJECT)

static RushesWindow *
peek_window (RushesNotices *self)
{
  GtkWindow *window = NULL;

  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    if (RUSHES_IS_WINDOW (l->data))
      window = l->data;

  return window != NULL ? RUSHES_WINDOW (window) : NULL;
}

static gboolean
is_looked_at (RushesNotices *self,
              const char    *video_id)
{
  RushesWindow *window = peek_window (self);
  RushesVideo *video = window != NULL ? rushes_window_peek_video (window) : NULL;

  return video != NULL && gtk_window_is_active (GTK_WINDOW (window)) &&
         g_str_equal (rushes_video_get_video_id (video), video_id);
}

/* One for each video, which a later one replaces (DESIGN §4). */
static char *
dup_id (const char *video_id)
{
  return g_strconcat ("video-", video_id, NULL);
}

static void
send (RushesNotices *self,
      const char    *video_id,
      GNotification *notification)
{
  g_autofree char *id = dup_id (video_id);

  g_notification_set_default_action_and_target (notification, "app.open-video", "s", video_id);
  g_hash_table_add (self->shown, g_strdup (video_id));
  rushes_notifier_send (G_APPLICATION (self->application), id, notification);
}

static void
withdraw (RushesNotices *self,
          const char    *video_id)
{
  g_autofree char *id = dup_id (video_id);

  if (g_hash_table_remove (self->shown, video_id))
    g_application_withdraw_notification (G_APPLICATION (self->application), id);
}

static void
withdraw_seen (RushesNotices *self)
{
  RushesWindow *window = peek_window (self);
  RushesVideo *video = window != NULL ? rushes_window_peek_video (window) : NULL;

  if (video != NULL && is_looked_at (self, rushes_video_get_video_id (video)))
    withdraw (self, rushes_video_get_video_id (video));
}

static char *
dup_prompt (RushesVideo *video)
{
  const char *prompt = rushes_video_get_prompt (video);
  g_autofree char *excerpt = prompt != NULL ? rushes_format_excerpt (prompt, PROMPT_MAX_BYTES)
                                            : NULL;

  if (excerpt == NULL || *excerpt == '\0')
    return g_strdup (rushes_video_get_video_id (video));

  return g_strdelimit (g_steal_pointer (&excerpt), "\n", ' ');
}

/* What a notification says of a video that is watched no more. */
static char *
dup_title (RushesWatch *watch)
{
  switch (rushes_watch_get_phase (watch))
    {
    case RUSHES_SCHEDULE_EXPIRED:
      return g_strdup (_("Stopped looking at a video that is not ready"));
    case RUSHES_SCHEDULE_STOPPED:
      return g_strdup (_("A video can no longer be looked at"));
    default:
      return rushes_video_dup_status_word (rushes_watch_get_video (watch));
    }
}

static void
on_ended (RushesNotices *self,
          RushesWatch   *watch)
{
  RushesVideo *video = rushes_watch_get_video (watch);
  const char *video_id = rushes_video_get_video_id (video);
  g_autofree char *title = dup_title (watch);
  g_autofree char *body = dup_prompt (video);
  g_autoptr(GNotification) notification = NULL;

  if (is_looked_at (self, video_id))
    return;

  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  if (rushes_video_get_state (video) == RUSHES_STATUS_COMPLETED)
    g_notification_add_button_with_target (notification, _("Download"), "app.download", "s",
                                           video_id);
  send (self, video_id, notification);
}

/* Where there is a window, its bar says this. */
static void
on_halted (RushesNotices *self,
           const GError  *error)
{
  g_autoptr(RushesProblem) problem = NULL;
  g_autoptr(GNotification) notification = NULL;

  if (peek_window (self) != NULL)
    return;

  problem = rushes_problem_new_for_error (error);
  notification = g_notification_new (problem->title);
  g_notification_set_body (notification, problem->text);
  g_notification_set_default_action (notification, "app.activate");
  rushes_notifier_send (G_APPLICATION (self->application), HALTED_ID, notification);
}

static void
on_window_added (RushesNotices *self,
                 GtkWindow     *window)
{
  if (!RUSHES_IS_WINDOW (window))
    return;

  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (withdraw_seen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::video", G_CALLBACK (withdraw_seen), self,
                           G_CONNECT_SWAPPED);
  g_application_withdraw_notification (G_APPLICATION (self->application), HALTED_ID);
  rushes_notices_stop_stays (self);
}

static void
rushes_notices_finalize (GObject *object)
{
  g_hash_table_unref (RUSHES_NOTICES (object)->shown);

  G_OBJECT_CLASS (rushes_notices_parent_class)->finalize (object);
}

static void
rushes_notices_class_init (RushesNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_notices_finalize;
}

static void
rushes_notices_init (RushesNotices *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * rushes_notices_new:
 * @application: the program, which must outlive it
 * @watcher: who knows when a video is ready
 *
 * Makes the one who tells what happened to somebody who is not looking: one notification for each
 * video, which the next about it replaces, and which goes when its page is seen (DESIGN §4).
 *
 * Returns: (transfer full): to be kept as long as the program runs
 */
RushesNotices *
rushes_notices_new (GtkApplication *application,
                    RushesWatcher  *watcher)
{
  RushesNotices *self = g_object_new (RUSHES_TYPE_NOTICES, NULL);

  self->application = application;
  g_signal_connect_object (watcher, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watcher, "halted", G_CALLBACK (on_halted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-added", G_CALLBACK (on_window_added), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rushes_notices_tell_saved:
 * @self: the notices
 * @download: a transfer that is done
 *
 * Tells that a file was saved, and where. For when its row is not seen.
 */
void
rushes_notices_tell_saved (RushesNotices  *self,
                           RushesDownload *download)
{
  const char *video_id = rushes_media_get_video_id (rushes_download_get_media (download));
  g_autoptr(GNotification) notification = NULL;
  g_autofree char *name = NULL, *shown = NULL, *uri = NULL;

  g_return_if_fail (RUSHES_IS_NOTICES (self));

  /* With a window open, only what was begun in a notification is ended in one. */
  if (peek_window (self) != NULL && !g_hash_table_contains (self->shown, video_id))
    return;

  name = g_file_get_basename (rushes_download_get_file (download));
  shown = g_filename_display_name (name);
  uri = g_file_get_uri (rushes_download_get_file (download));

  notification = g_notification_new (_("Saved"));
  g_notification_set_body (notification, shown);
  g_notification_add_button_with_target (notification, _("Show in Folder"), "app.show-in-folder",
                                         "s", uri);
  send (self, video_id, notification);
}

/**
 * rushes_notices_tell_failed:
 * @self: the notices
 * @download: a transfer that has failed
 *
 * Tells that a file could not be saved, and why. For when there is no window.
 */
void
rushes_notices_tell_failed (RushesNotices  *self,
                            RushesDownload *download)
{
  g_autofree char *reason = NULL;
  g_autoptr(GNotification) notification = NULL;

  g_return_if_fail (RUSHES_IS_NOTICES (self));

  if (peek_window (self) != NULL)
    return;

  reason = rushes_problem_dup_reason (rushes_download_get_error (download),
                                      rushes_download_get_folder (download));
  notification = g_notification_new (_("A file could not be saved"));
  g_notification_set_body (notification, reason);
  send (self, rushes_media_get_video_id (rushes_download_get_media (download)), notification);
}

/**
 * rushes_notices_tell_error:
 * @self: the notices
 * @video_id: a video
 * @error: what happened
 *
 * Tells that what a notification offered could not be done.
 */
void
rushes_notices_tell_error (RushesNotices *self,
                           const char    *video_id,
                           const GError  *error)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_error (error);
  g_autoptr(GNotification) notification = NULL;

  g_return_if_fail (RUSHES_IS_NOTICES (self));

  notification = g_notification_new (problem->title);
  g_notification_set_body (notification, problem->text);
  send (self, video_id, notification);
}

static char *
dup_stays_text (guint n_files,
                guint n_videos)
{
  g_autofree char *files = NULL;
  g_autofree char *videos = NULL;
  g_autofree char *both = NULL;
  const char *text;

  files = g_strdup_printf (ngettext ("%u file is still on its way.",
                                     "%u files are still on their way.", n_files),
                           n_files);
  videos = g_strdup_printf (ngettext ("%u video is not ready yet.",
                                      "%u videos are not ready yet.", n_videos),
                            n_videos);
  /* Translators: two sentences; without the blank in languages that put none between them */
  both = g_strdup_printf (_("%s %s"), files, videos);
  text = n_files == 0 ? videos : n_videos == 0 ? files : both;

  /* Translators: %s is one sentence or two about files and videos */
  return g_strdup_printf (_("%s Start Rushes to see more."), text);
}

/**
 * rushes_notices_tell_stays:
 * @self: the notices
 * @n_files: how many transfers are under way
 * @n_videos: how many videos are being watched
 *
 * Tells that the program goes on without a window, and what for.
 */
void
rushes_notices_tell_stays (RushesNotices *self,
                           guint          n_files,
                           guint          n_videos)
{
  g_autoptr(GNotification) notification = g_notification_new (_("Rushes goes on"));
  g_autofree char *body = dup_stays_text (n_files, n_videos);

  g_return_if_fail (RUSHES_IS_NOTICES (self));

  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.activate");
  rushes_notifier_send (G_APPLICATION (self->application), STAYS_ID, notification);
}

/**
 * rushes_notices_stop_stays:
 * @self: the notices
 *
 * Takes back that the program goes on: it does so with a window, or not any more.
 */
void
rushes_notices_stop_stays (RushesNotices *self)
{
  g_return_if_fail (RUSHES_IS_NOTICES (self));

  g_application_withdraw_notification (G_APPLICATION (self->application), STAYS_ID);
}
