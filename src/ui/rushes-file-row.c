/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-file-row.h"

#include "rushes-compat.h"
#include "rushes-drag.h"
#include "rushes-file-caption.h"
#include "rushes-file-name.h"
#include "rushes-format.h"
#include "rushes-media-words.h"
#include "rushes-saved-file.h"

#include <glib/gi18n.h>

#define TITLE_MAX_BYTES 100

struct _RushesFileRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkWidget *caption_box;
  GtkWidget *tick;
  GtkLabel *caption;
  GtkProgressBar *progress;
  GtkWidget *download_button;
  GtkWidget *busy_box;
  GtkWidget *pause_button;
  GtkWidget *resume_button;
  GtkWidget *cancel_button;
  GtkWidget *done_box;
  GtkWidget *folder_button;
  GtkWidget *open_button;
  GMenuModel *menu_model;
  GtkWidget *menu; /* made when it is first wanted */

  RushesVideo *video;
  RushesMedia *media;
  RushesDownloads *downloads;
  RushesDownload *download;
  GSignalGroup *download_signals;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RushesFileRow, rushes_file_row, GTK_TYPE_LIST_BOX_ROW)

static RushesDownloadState
get_state (RushesFileRow *self)
{
  return self->download != NULL ? rushes_download_get_state (self->download)
                                : RUSHES_DOWNLOAD_CANCELLED;
}

static RushesRecoveryPhase
get_recovery (RushesFileRow *self)
{
  return self->download != NULL ? rushes_downloads_get_recovery (self->downloads, self->download)
                                : RUSHES_RECOVERY_NONE;
}

static void
set_caption (RushesFileRow  *self,
             const char     *text,
             RushesFileTone  tone)
{
  static const char *const classes[] = { "dim-label", "good", "bad" };

  gtk_label_set_label (self->caption, text);
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->caption_box, classes[i]);
  gtk_widget_add_css_class (self->caption_box, classes[tone]);
  gtk_widget_set_visible (self->tick, tone == RUSHES_FILE_TONE_GOOD);
}

static void
show_caption (RushesFileRow *self)
{
  RushesRecoveryPhase recovery = get_recovery (self);
  g_autofree char *text = rushes_file_caption_dup (self->download, recovery, self->video,
                                                   self->media);

  set_caption (self, text, rushes_file_caption_get_tone (self->download, recovery));
}

/* What came before the fault is kept, and gone on from. */
static gboolean
has_part (RushesFileRow *self)
{
  return get_state (self) == RUSHES_DOWNLOAD_FAILED &&
         rushes_download_get_received (self->download) > 0;
}

static GtkWidget *
peek_focus (RushesFileRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

/* What goes with the focus on it leaves that to what comes, or Tab would begin anew. */
static void
keep_focus (RushesFileRow *self,
            GtkWidget     *focus)
{
  GtkWidget *next = gtk_widget_get_visible (self->done_box)        ? self->open_button
                    : !gtk_widget_get_visible (self->busy_box)     ? self->download_button
                    : gtk_widget_get_visible (self->resume_button) ? self->resume_button
                                                                   : self->cancel_button;

  if (focus != NULL && !gtk_widget_is_visible (focus))
    gtk_widget_grab_focus (next);
}

static void
show_controls (RushesFileRow *self)
{
  GtkWidget *focus = peek_focus (self);
  RushesDownloadState state = get_state (self);
  gboolean active = state == RUSHES_DOWNLOAD_QUEUED || state == RUSHES_DOWNLOAD_CONNECTING ||
                    state == RUSHES_DOWNLOAD_RUNNING;
  gboolean recovers = get_recovery (self) != RUSHES_RECOVERY_NONE;
  gboolean paused = state == RUSHES_DOWNLOAD_PAUSED || recovers;
  gboolean done = state == RUSHES_DOWNLOAD_DONE;

  gtk_widget_set_visible (self->busy_box, active || paused);
  gtk_widget_set_visible (self->pause_button, state == RUSHES_DOWNLOAD_RUNNING || recovers);
  gtk_widget_set_visible (self->resume_button, paused);
  gtk_widget_set_visible (self->done_box, done);
  gtk_widget_set_visible (self->download_button, !active && !paused && !done);
  gtk_button_set_label (GTK_BUTTON (self->download_button),
                        has_part (self) ? _("Resume") : _("Download"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.download",
                                 rushes_media_get_uri (self->media) != NULL);
  /* A list whose first row takes no focus at all is passed over by Tab as a whole. */
  gtk_widget_set_focusable (GTK_WIDGET (self),
                            rushes_media_get_uri (self->media) == NULL ||
                            gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (self)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.save-as",
                                 rushes_media_get_uri (self->media) != NULL && !active);
  keep_focus (self, focus);
}

static void
show_progress (RushesFileRow *self)
{
  RushesDownloadState state = get_state (self);
  gboolean running = state == RUSHES_DOWNLOAD_RUNNING || state == RUSHES_DOWNLOAD_PAUSED;

  gtk_widget_set_visible (GTK_WIDGET (self->progress),
                          running && rushes_download_get_total (self->download) > 0);
  if (running)
    gtk_progress_bar_set_fraction (self->progress, rushes_download_get_fraction (self->download));
}

static void
on_download_changed (RushesFileRow *self)
{
  show_caption (self);
  show_controls (self);
  show_progress (self);
}

/* The newest transfer of this file, which may have been begun from anywhere. */
static void
on_downloads_changed (RushesFileRow *self)
{
  RushesDownload *download = rushes_downloads_peek (self->downloads, self->media);

  if (g_set_object (&self->download, download))
    g_signal_group_set_target (self->download_signals, download);
  on_download_changed (self);
}

static void
on_download (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  RushesFileRow *self = RUSHES_FILE_ROW (widget);

  rushes_downloads_add (self->downloads, self->media, rushes_video_get_prompt (self->video));
  if (gtk_widget_get_visible (self->busy_box))
    gtk_widget_grab_focus (self->cancel_button);
}

static void
on_place_chosen (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(RushesFileRow) self = user_data;
  g_autoptr(GFile) file = rushes_compat_save_file_finish (result, NULL);

  if (file != NULL && self->downloads != NULL)
    rushes_downloads_add_as (self->downloads, self->media, rushes_video_get_prompt (self->video),
                             file);
}

static void
on_save_as (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  RushesFileRow *self = RUSHES_FILE_ROW (widget);
  g_autoptr(GFile) folder = rushes_downloads_dup_folder (self->downloads);
  g_autofree char *name = NULL;

  name = rushes_file_name_new (rushes_media_get_kind (self->media),
                               rushes_media_get_number (self->media),
                               rushes_video_get_prompt (self->video),
                               rushes_media_get_video_id (self->media), NULL,
                               rushes_media_get_type_hint (self->media));
  rushes_compat_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Save As"), folder,
                                 name, self->cancellable, on_place_chosen, g_object_ref (self));
}

/* @x, @y: where it points to, or -1 for the middle of the row. */
static void
show_menu (RushesFileRow *self,
           int            x,
           int            y)
{
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (self->menu_model);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      rushes_compat_name_items (GTK_POPOVER (self->menu));
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->menu),
                                      GTK_ACCESSIBLE_RELATION_LABELLED_BY, self, NULL, -1);
    }

  if (x < 0)
    x = gtk_widget_get_width (GTK_WIDGET (self)) / 2;
  if (y < 0)
    y = gtk_widget_get_height (GTK_WIDGET (self)) / 2;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { x, y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_menu (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  show_menu (RUSHES_FILE_ROW (widget), -1, -1);
}

static void
on_menu_pressed (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 RushesFileRow   *self)
{
  show_menu (self, x, y);
}

static void
on_pause (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  RushesFileRow *self = RUSHES_FILE_ROW (widget);

  rushes_downloads_pause (self->downloads, self->download);
}

static void
on_resume (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  rushes_download_retry (RUSHES_FILE_ROW (widget)->download);
}

static void
on_cancel (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  RushesFileRow *self = RUSHES_FILE_ROW (widget);

  rushes_download_cancel (self->download);
  gtk_widget_grab_focus (self->download_button);
}

static void
on_used (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(RushesFileRow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (rushes_saved_file_use_finish (result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_caption (self, error->message, RUSHES_FILE_TONE_BAD);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return;

  gtk_widget_set_visible (self->done_box, FALSE);
  gtk_widget_set_visible (self->download_button, TRUE);
}

static GFile *
dup_saved_file (GtkWidget *widget)
{
  RushesFileRow *self = RUSHES_FILE_ROW (widget);

  return get_state (self) == RUSHES_DOWNLOAD_DONE
           ? g_object_ref (rushes_download_get_file (self->download)) : NULL;
}

static void
use_saved (RushesFileRow      *self,
           RushesSavedFileUse  use)
{
  rushes_saved_file_use_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                               rushes_download_get_file (self->download), use, self->cancellable,
                               on_used, g_object_ref (self));
}

static void
on_open (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  use_saved (RUSHES_FILE_ROW (widget), RUSHES_SAVED_FILE_OPEN);
}

static void
on_show_folder (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  use_saved (RUSHES_FILE_ROW (widget), RUSHES_SAVED_FILE_SHOW);
}

static void
describe_button (GtkWidget  *button,
                 const char *verb,
                 const char *file)
{
  /* Translators: what a button does, then to which file: "Download: video without watermark" */
  g_autofree char *description = g_strdup_printf (_("%s: %s"), verb, file);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

static void
name_everything (RushesFileRow *self)
{
  g_autofree char *title = rushes_media_words_dup_title (self->media);
  g_autofree char *file = rushes_media_words_dup_mention (self->media);

  gtk_label_set_label (self->title, title);
  gtk_image_set_from_icon_name (self->icon, rushes_media_words_get_icon_name (self->media));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, file, -1);
  describe_button (self->download_button, _("Download"), file);
  describe_button (self->pause_button, _("Pause"), file);
  describe_button (self->resume_button, _("Resume"), file);
  describe_button (self->cancel_button, _("Cancel"), file);
  describe_button (self->open_button, _("Open"), file);
  describe_button (self->folder_button, _("Show in Folder"), file);
}

static void
rushes_file_row_dispose (GObject *object)
{
  RushesFileRow *self = RUSHES_FILE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->download_signals);
  g_clear_object (&self->download);
  g_clear_object (&self->downloads);
  g_clear_object (&self->media);
  g_clear_object (&self->video);

  G_OBJECT_CLASS (rushes_file_row_parent_class)->dispose (object);
}

static void
rushes_file_row_finalize (GObject *object)
{
  g_clear_object (&RUSHES_FILE_ROW (object)->cancellable);

  G_OBJECT_CLASS (rushes_file_row_parent_class)->finalize (object);
}

static void
rushes_file_row_class_init (RushesFileRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_file_row_dispose;
  object_class->finalize = rushes_file_row_finalize;

  gtk_widget_class_install_action (widget_class, "file.download", NULL, on_download);
  gtk_widget_class_install_action (widget_class, "file.save-as", NULL, on_save_as);
  gtk_widget_class_install_action (widget_class, "file.menu", NULL, on_menu);
  gtk_widget_class_install_action (widget_class, "file.pause", NULL, on_pause);
  gtk_widget_class_install_action (widget_class, "file.resume", NULL, on_resume);
  gtk_widget_class_install_action (widget_class, "file.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "file.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "file.show-folder", NULL, on_show_folder);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, title);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, caption_box);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, tick);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, caption);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, progress);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, download_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, busy_box);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, resume_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, done_box);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, folder_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFileRow, menu_model);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_pressed);
}

static void
rushes_file_row_init (RushesFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  rushes_drag_add (GTK_WIDGET (self), dup_saved_file, NULL);
  self->cancellable = g_cancellable_new ();
  self->download_signals = g_signal_group_new (RUSHES_TYPE_DOWNLOAD);
  g_signal_group_connect_swapped (self->download_signals, "notify",
                                  G_CALLBACK (on_download_changed), self);
}

/**
 * rushes_file_row_new:
 * @video: the video the file belongs to
 * @media: the file
 * @downloads: the transfers
 *
 * Makes the row of one file: what it is, and what can be done with it now. It turns into progress
 * and then into Open and Show in Folder (DESIGN §3, "Files").
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rushes_file_row_new (RushesVideo     *video,
                     RushesMedia     *media,
                     RushesDownloads *downloads)
{
  RushesFileRow *self = g_object_new (RUSHES_TYPE_FILE_ROW, NULL);

  self->video = g_object_ref (video);
  self->media = g_object_ref (media);
  self->downloads = g_object_ref (downloads);
  name_everything (self);

  g_signal_connect_object (media, "notify::uri", G_CALLBACK (on_download_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (downloads, "items-changed", G_CALLBACK (on_downloads_changed), self,
                           G_CONNECT_SWAPPED);
  on_downloads_changed (self);

  return GTK_WIDGET (self);
}

/**
 * rushes_file_row_get_media:
 * @self: a row
 *
 * Gets the file that @self is about.
 *
 * Returns: (transfer none): the file
 */
RushesMedia *
rushes_file_row_get_media (RushesFileRow *self)
{
  g_return_val_if_fail (RUSHES_IS_FILE_ROW (self), NULL);

  return self->media;
}

/**
 * rushes_file_row_can_download:
 * @self: a row
 *
 * Tells whether the file can be had and is neither saved nor under way.
 *
 * Returns: %TRUE when there is something to do
 */
gboolean
rushes_file_row_can_download (RushesFileRow *self)
{
  g_return_val_if_fail (RUSHES_IS_FILE_ROW (self), FALSE);

  return rushes_media_get_uri (self->media) != NULL &&
         gtk_widget_get_visible (self->download_button);
}

/**
 * rushes_file_row_set_among_others:
 * @self: a row
 *
 * Makes the row name its video, too, and lead to it, for a list of files of many videos.
 */
void
rushes_file_row_set_among_others (RushesFileRow *self)
{
  const char *prompt;
  g_autofree char *file = NULL;
  g_autofree char *excerpt = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (RUSHES_IS_FILE_ROW (self));

  prompt = rushes_video_get_prompt (self->video);
  if (prompt == NULL)
    prompt = rushes_video_get_video_id (self->video);

  file = rushes_media_words_dup_title (self->media);
  excerpt = g_strdelimit (rushes_format_excerpt (prompt, TITLE_MAX_BYTES), "\n", ' ');
  /* Translators: the beginning of a prompt, then one of the files of its video */
  title = g_strdup_printf (_("%s · %s"), excerpt, file);
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * rushes_file_row_set_suggested:
 * @self: a row
 * @suggested: whether saving this file is the one thing to do next on the page
 *
 * Sets how the Download button looks.
 */
void
rushes_file_row_set_suggested (RushesFileRow *self,
                               gboolean       suggested)
{
  g_return_if_fail (RUSHES_IS_FILE_ROW (self));

  if (suggested)
    gtk_widget_add_css_class (self->download_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->download_button, "suggested-action");
}
