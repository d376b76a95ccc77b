/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video-view.h"

#include "rushes-clamp.h"
#include "rushes-cover.h"
#include "rushes-details.h"
#include "rushes-ellipsis.h"
#include "rushes-file-row.h"
#include "rushes-format.h"
#include "rushes-json-window.h"
#include "rushes-motion.h"
#include "rushes-pill.h"
#include "rushes-prompt.h"
#include "rushes-watch-bar.h"

#include <glib/gi18n.h>

/* Calm, and no more wake-ups than the seconds of the line above it. */
#define PULSE_MILLISECONDS 1000
#define PULSE_STEP 0.2
#define MESSAGE_MAX_BYTES 1024

struct _RushesVideoView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  RushesCover *cover;
  RushesWatchBar *watch_bar;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *percent;
  GtkLabel *message;
  RushesPrompt *prompt;
  GtkWidget *files_box;
  GtkListBox *files;
  RushesDetails *details;

  RushesWatch *watch;
  RushesVideo *video; /* of the watch */
  RushesClient *client;
  RushesCovers *covers;
  RushesDownloads *downloads;
  GSignalGroup *video_signals;
  gboolean narrow;
  gboolean suggest;
  guint pulse_id;
};

enum
{
  PROP_0,
  PROP_VIDEO,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesVideoView, rushes_video_view, GTK_TYPE_WIDGET)

static gboolean
is_under_way (RushesVideoView *self)
{
  RushesStatus state = rushes_video_get_state (self->video);

  return !rushes_video_is_final (self->video) &&
         (state == RUSHES_STATUS_PROCESSING || state == RUSHES_STATUS_QUEUED ||
          state == RUSHES_STATUS_PENDING);
}

/* Nobody looks at a window that is not mapped, and nobody wants its wake-ups. */
static void
update_pulse (RushesVideoView *self)
{
  gboolean pulse = self->video != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                   rushes_video_get_state (self->video) == RUSHES_STATUS_PROCESSING &&
                   !rushes_video_is_final (self->video) &&
                   rushes_video_get_percent (self->video) == RUSHES_UNKNOWN;

  if (pulse == (self->pulse_id != 0))
    return;

  if (pulse)
    self->pulse_id = rushes_motion_start_pulse (self->progress, PULSE_MILLISECONDS);
  else
    g_clear_handle_id (&self->pulse_id, g_source_remove);
}

static void
show_progress (RushesVideoView *self)
{
  int percent = rushes_video_get_percent (self->video);
  gboolean shown = is_under_way (self) &&
                   (percent > 0 ||
                    rushes_video_get_state (self->video) == RUSHES_STATUS_PROCESSING);
  g_autofree char *words = percent >= 0 ? rushes_format_percent (percent) : NULL;

  gtk_widget_set_visible (self->progress_box, shown);
  gtk_label_set_label (self->percent, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->percent), words != NULL);
  update_pulse (self);
  if (percent >= 0)
    gtk_progress_bar_set_fraction (self->progress, percent / 100.0);
}

/* The sentence that says what a status means and what comes next; else the server's own words. */
static void
show_message (RushesVideoView *self)
{
  const char *said = rushes_video_get_message (self->video);
  g_autofree char *words = said != NULL ? rushes_format_excerpt (said, MESSAGE_MAX_BYTES) : NULL;
  g_autofree char *sentence = rushes_video_dup_sentence (self->video);
  g_autofree char *text = NULL;

  /* One paragraph: a label counts the lines of each by itself. */
  if (words != NULL)
    g_strdelimit (words, "\n", ' ');

  if (words != NULL && sentence != NULL)
    text = g_strdup_printf ("%s\n%s", words, sentence);
  else
    text = g_strdup (words != NULL ? words : sentence);

  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
show_plate (RushesVideoView *self)
{
  RushesStatus state = rushes_video_get_state (self->video);
  const char *icon_name = "camera-video-symbolic";
  const char *text = _("The cover appears here when the video is ready");

  if (state == RUSHES_STATUS_REMOVED)
    text = _("No cover was saved");
  else if (state == RUSHES_STATUS_MODERATED)
    text = _("No picture: the video was held back");
  else if (rushes_video_is_final (self->video))
    text = _("There is no cover");

  if (state == RUSHES_STATUS_REMOVED || state == RUSHES_STATUS_MODERATED ||
      state == RUSHES_STATUS_FAILED)
    icon_name = rushes_pill_get_icon_name (state);

  rushes_cover_show_plate (self->cover, icon_name, text);
}

static void
show_cover (RushesVideoView *self)
{
  const char *uri = rushes_video_get_cover_uri (self->video);
  const char *prompt = rushes_video_get_prompt (self->video);
  g_autofree char *description = NULL;

  if (prompt != NULL)
    description = rushes_format_excerpt (prompt, MESSAGE_MAX_BYTES);
  rushes_cover_set_description (self->cover, description);

  if (uri == NULL)
    show_plate (self);
  else
    rushes_cover_load (self->cover, self->covers, self->video,
                       rushes_client_get_is_loopback (self->client));
}

static void
show_files (RushesVideoView *self)
{
  guint n_files = g_list_model_get_n_items (rushes_video_get_files (self->video));

  gtk_widget_set_visible (self->files_box, n_files > 0);
}

static RushesFileRow *
peek_row (RushesVideoView *self,
          int              index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->files, index);

  return row != NULL ? RUSHES_FILE_ROW (row) : NULL;
}

/* The clean video, or the one with watermark where only that can be had. */
static RushesFileRow *
peek_best_row (RushesVideoView *self)
{
  RushesFileRow *row;

  for (int i = 0; (row = peek_row (self, i)) != NULL; i++)
    {
      RushesMedia *media = rushes_file_row_get_media (row);

      if (rushes_media_get_kind (media) <= RUSHES_MEDIA_WATERMARK &&
          rushes_media_get_uri (media) != NULL)
        return row;
    }

  return NULL;
}

static void
show_suggested (RushesVideoView *self)
{
  RushesFileRow *best = peek_best_row (self);
  RushesFileRow *row;

  for (int i = 0; (row = peek_row (self, i)) != NULL; i++)
    rushes_file_row_set_suggested (row, self->suggest && row == best);
}

static void
on_video_changed (RushesVideoView *self)
{
  show_cover (self);
  show_progress (self);
  show_message (self);
  rushes_prompt_set_text (self->prompt, rushes_video_get_prompt (self->video));
  show_files (self);
  rushes_details_show_video (self->details, self->video);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "video.show-json",
                                 rushes_video_get_answer (self->video) != NULL);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  RushesVideoView *self = user_data;

  return rushes_file_row_new (self->video, item, self->downloads);
}

static void
update_download_all (RushesVideoView *self)
{
  RushesFileRow *row;
  gboolean any = FALSE;

  for (int i = 0; (row = peek_row (self, i)) != NULL; i++)
    any = any || rushes_file_row_can_download (row);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "video.download-all", any);
}

static void
on_files_changed (RushesVideoView *self)
{
  show_files (self);
  show_suggested (self);
  update_download_all (self);
}

static void
on_download_all (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  RushesVideoView *self = RUSHES_VIDEO_VIEW (widget);
  RushesFileRow *row;

  for (int i = 0; (row = peek_row (self, i)) != NULL; i++)
    if (rushes_file_row_can_download (row))
      gtk_widget_activate_action (GTK_WIDGET (row), "file.download", NULL);

  update_download_all (self);
}

static void
on_show_json (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  RushesVideoView *self = RUSHES_VIDEO_VIEW (widget);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));

  gtk_window_present (rushes_json_window_new (parent, rushes_video_get_answer (self->video)));
}

static void
rushes_video_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_video_view_parent_class)->map (widget);

  update_pulse (RUSHES_VIDEO_VIEW (widget));
}

static void
rushes_video_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_video_view_parent_class)->unmap (widget);

  update_pulse (RUSHES_VIDEO_VIEW (widget));
}

static void
rushes_video_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  RushesVideoView *self = RUSHES_VIDEO_VIEW (object);

  switch (prop_id)
    {
    case PROP_VIDEO:
      g_value_set_object (value, self->video);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_video_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  RushesVideoView *self = RUSHES_VIDEO_VIEW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_video_view_dispose (GObject *object)
{
  RushesVideoView *self = RUSHES_VIDEO_VIEW (object);

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->video_signals);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  self->video = NULL;
  g_clear_object (&self->watch);
  g_clear_object (&self->client);
  g_clear_object (&self->covers);
  g_clear_object (&self->downloads);

  G_OBJECT_CLASS (rushes_video_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, scroller);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, cover);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, watch_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, progress_box);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, progress);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, percent);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, message);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, prompt);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, files_box);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, files);
  gtk_widget_class_bind_template_child (widget_class, RushesVideoView, details);
}

static void
rushes_video_view_class_init (RushesVideoViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_video_view_dispose;
  object_class->get_property = rushes_video_view_get_property;
  object_class->set_property = rushes_video_view_set_property;
  widget_class->map = rushes_video_view_map;
  widget_class->unmap = rushes_video_view_unmap;

  properties[PROP_VIDEO] = g_param_spec_object ("video", NULL, NULL, RUSHES_TYPE_VIDEO,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "video.download-all", NULL, on_download_all);
  gtk_widget_class_install_action (widget_class, "video.show-json", NULL, on_show_json);

  g_type_ensure (RUSHES_TYPE_CLAMP);
  g_type_ensure (RUSHES_TYPE_COVER);
  g_type_ensure (RUSHES_TYPE_DETAILS);
  g_type_ensure (RUSHES_TYPE_PROMPT);
  g_type_ensure (RUSHES_TYPE_WATCH_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-video-view.ui");
  bind_template (widget_class);
}

static void
rushes_video_view_init (RushesVideoView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_ellipsis_explain (self->message);
  gtk_progress_bar_set_pulse_step (self->progress, PULSE_STEP);

  self->video_signals = g_signal_group_new (RUSHES_TYPE_VIDEO);
  g_signal_group_connect_swapped (self->video_signals, "notify", G_CALLBACK (on_video_changed),
                                  self);
}

/**
 * rushes_video_view_set_sources:
 * @self: a view
 * @settings: the settings
 * @client: who knows the API
 * @watcher: who asks it
 * @covers: who has the covers
 * @downloads: the transfers
 *
 * Gives the view what it needs to show a video. To be called once, before the first.
 */
void
rushes_video_view_set_sources (RushesVideoView     *self,
                               RushesSettings      *settings,
                               RushesClient        *client,
                               RushesWatcher       *watcher,
                               RushesCovers        *covers,
                               RushesDownloads     *downloads)
{
  g_return_if_fail (RUSHES_IS_VIDEO_VIEW (self));

  g_set_object (&self->client, client);
  g_set_object (&self->covers, covers);
  g_set_object (&self->downloads, downloads);
  rushes_cover_set_sources (self->cover, client, downloads);
  rushes_watch_bar_set_watcher (self->watch_bar, watcher, settings);
}

static void
bind_files (RushesVideoView *self)
{
  GListModel *files = self->video != NULL ? rushes_video_get_files (self->video) : NULL;

  gtk_list_box_bind_model (self->files, files, create_row, self, NULL);
  if (files != NULL)
    g_signal_connect_object (files, "items-changed", G_CALLBACK (on_files_changed), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * rushes_video_view_set_watch:
 * @self: a view
 * @watch: (nullable): a video and how it is watched
 *
 * Shows a video, and whatever changes of it from then on.
 */
void
rushes_video_view_set_watch (RushesVideoView *self,
                             RushesWatch     *watch)
{
  g_return_if_fail (RUSHES_IS_VIDEO_VIEW (self));

  if (!g_set_object (&self->watch, watch))
    return;

  self->video = watch != NULL ? rushes_watch_get_video (watch) : NULL;
  rushes_watch_bar_set_watch (self->watch_bar, watch);
  g_signal_group_set_target (self->video_signals, self->video);
  rushes_cover_set_video (self->cover, self->video);
  bind_files (self);
  if (self->video != NULL)
    {
      on_video_changed (self);
      on_files_changed (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIDEO]);
}

/**
 * rushes_video_view_get_watch:
 * @self: a view
 *
 * Gets how the video that is shown is watched.
 *
 * Returns: (transfer none) (nullable): the watch
 */
RushesWatch *
rushes_video_view_get_watch (RushesVideoView *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO_VIEW (self), NULL);

  return self->watch;
}

/**
 * rushes_video_view_get_video:
 * @self: a view
 *
 * Gets the video that is shown.
 *
 * Returns: (transfer none) (nullable): the video
 */
RushesVideo *
rushes_video_view_get_video (RushesVideoView *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO_VIEW (self), NULL);

  return self->video;
}

/**
 * rushes_video_view_set_suggest:
 * @self: a view
 * @suggest: whether nothing else on the page is more urgent than saving
 *
 * Sets whether the Download button of the best video is the page's suggested one (LOOK.md §1).
 */
void
rushes_video_view_set_suggest (RushesVideoView *self,
                               gboolean         suggest)
{
  g_return_if_fail (RUSHES_IS_VIDEO_VIEW (self));

  self->suggest = suggest;
  show_suggested (self);
}

/**
 * rushes_video_view_download:
 * @self: a view
 * @as: whether the user is to choose the place first
 *
 * Begins to save the best video there is: the clean one, else the one with watermark.
 *
 * Returns: %TRUE when there was something to save
 */
gboolean
rushes_video_view_download (RushesVideoView *self,
                            gboolean         as)
{
  RushesFileRow *best;

  g_return_val_if_fail (RUSHES_IS_VIDEO_VIEW (self), FALSE);

  best = self->video != NULL ? peek_best_row (self) : NULL;
  if (best == NULL || !rushes_file_row_can_download (best))
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (best), as ? "file.save-as" : "file.download",
                                     NULL);
}
