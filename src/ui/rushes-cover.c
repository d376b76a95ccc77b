/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-cover.h"

#include "rushes-drag.h"
#include "rushes-error.h"
#include "rushes-link.h"
#include "rushes-player.h"

#include <glib/gi18n.h>

/* LOOK.md §1, "Measure". */
#define COLUMN_WIDTH 640
#define MAX_HEIGHT 390
#define PLATE_HEIGHT 200
#define NARROW_PLATE_HEIGHT 160
#define NARROW_WIDTH 480
/* Of a plate, in style.css. */
#define BORDER 1

struct _RushesCover
{
  GtkWidget parent_instance;

  GtkWidget *frame;
  GtkPicture *picture;
  GtkWidget *plate;
  GtkImage *icon;
  GtkLabel *text;
  GtkWidget *play_button;
  GtkWidget *play_icon;
  RushesPlayable *playable;
  RushesPlayer *player; /* made when it is first wanted */
  RushesDownloads *downloads;

  RushesCovers *covers;
  RushesVideo *video; /* whose cover is shown */
  GCancellable *cancellable;
  char *uri;
  char *same_picture; /* the link without what changes when it is signed anew */
  gboolean loopback_allowed;
  double aspect; /* width by height; 0 for a plate, which has a height of its own */
};

G_DEFINE_FINAL_TYPE (RushesCover, rushes_cover, GTK_TYPE_WIDGET)

/* What plays has the place of the picture, which may have another shape or not be there. */
static double
get_aspect (RushesCover *self)
{
  double playing = self->player != NULL ? rushes_player_get_aspect (self->player) : 0;

  return playing > 0 ? playing : self->aspect;
}

/* Large text takes what it needs. */
static int
plate_height_for (RushesCover *self,
                  int          width)
{
  int minimum = 0;

  if (gtk_widget_get_visible (self->plate))
    gtk_widget_measure (self->plate, GTK_ORIENTATION_VERTICAL, MAX (width - 2 * BORDER, -1),
                        &minimum, NULL, NULL, NULL);

  return MAX (width < NARROW_WIDTH ? NARROW_PLATE_HEIGHT : PLATE_HEIGHT, minimum + 2 * BORDER);
}

static int
height_for (RushesCover *self,
            int          width)
{
  double aspect = get_aspect (self);

  return aspect > 0 ? MIN (MAX_HEIGHT, (int) (width / aspect + 0.5))
                    : plate_height_for (self, width);
}

static GtkSizeRequestMode
rushes_cover_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_cover_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  RushesCover *self = RUSHES_COVER (widget);

  gtk_widget_measure (self->frame, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (COLUMN_WIDTH, *minimum);
  else
    *natural = MAX (height_for (self, for_size >= 0 ? for_size : COLUMN_WIDTH), *minimum);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural;
}

static void
rushes_cover_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  RushesCover *self = RUSHES_COVER (widget);
  double aspect = get_aspect (self);
  int child_width = width;

  if (aspect > 0)
    child_width = CLAMP ((int) (height * aspect + 0.5), 1, width);

  gtk_widget_size_allocate (self->frame, &(GtkAllocation) { (width - child_width) / 2, 0,
                                                            child_width, height }, -1);
}

static void
set_aspect (RushesCover *self,
            double       aspect)
{
  if (self->aspect == aspect)
    return;

  self->aspect = aspect;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* The button stands where an icon would: words go below it. While the player is there, nothing else
 * is (ACCESSIBILITY.md, 7). */
static void
show_play (RushesCover *self)
{
  gboolean active = self->player != NULL && rushes_player_get_active (self->player);
  gboolean playable = rushes_playable_is_any (self->playable);
  gboolean has_picture = gtk_picture_get_paintable (self->picture) != NULL;

  gtk_widget_set_visible (self->play_button, playable && !active);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), has_picture && !active);
  gtk_widget_set_visible (self->plate, !has_picture && !active);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !playable);
  gtk_widget_set_valign (self->plate, playable ? GTK_ALIGN_END : GTK_ALIGN_CENTER);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cover.play", playable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cover.stop", active);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cover.full-screen", active);
}

static void
on_player_changed (RushesCover *self)
{
  gboolean active, had_focus;

  if (self->player == NULL)
    return; /* it goes with the cover */

  active = rushes_player_get_active (self->player);
  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->player)) != NULL;
  if (active)
    gtk_widget_set_visible (GTK_WIDGET (self->player), TRUE);

  show_play (self);
  if (!active && had_focus)
    gtk_widget_grab_focus (self->play_button);

  gtk_widget_set_visible (GTK_WIDGET (self->player), active);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
make_player (RushesCover *self)
{
  self->player = rushes_player_new (self->playable);
  g_signal_connect_object (self->player, "changed", G_CALLBACK (on_player_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->player), FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->frame), GTK_WIDGET (self->player));
}

static void
on_play (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  RushesCover *self = RUSHES_COVER (widget);

  if (self->player == NULL)
    make_player (self);
  rushes_player_toggle (self->player);
}

/* A text field, a button, a row: who is activated, or writes. */
static gboolean
uses_space (GtkWidget *focus)
{
  return focus != NULL &&
         (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
          gtk_widget_class_get_activate_signal (GTK_WIDGET_GET_CLASS (focus)) != 0);
}

static gboolean
on_space (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  if (!gtk_widget_get_mapped (widget) ||
      uses_space (gtk_root_get_focus (gtk_widget_get_root (widget))))
    return FALSE;

  return gtk_widget_activate_action (widget, "cover.play", NULL);
}

/* The key is asked for before the window gets it, which takes it whether or not it has a use for
 * it. */
static void
add_space (RushesCover *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_space, 0),
                                            gtk_callback_action_new (on_space, NULL, NULL));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
on_stop (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  rushes_player_stop (RUSHES_COVER (widget)->player);
}

static void
on_full_screen (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  rushes_player_toggle_full (RUSHES_COVER (widget)->player);
}

static RushesMedia *
dup_cover_file (RushesVideo *video)
{
  GListModel *files = rushes_video_get_files (video);
  RushesMedia *media;

  for (guint i = 0; (media = g_list_model_get_item (files, i)) != NULL; i++)
    {
      if (rushes_media_get_kind (media) == RUSHES_MEDIA_COVER)
        return media;
      g_object_unref (media);
    }

  return NULL;
}

/* What is kept to be shown again is no file of the user's: only a saved one is given away. */
static GFile *
dup_saved_cover (GtkWidget *widget)
{
  RushesCover *self = RUSHES_COVER (widget);
  g_autoptr(RushesMedia) media = self->video != NULL ? dup_cover_file (self->video) : NULL;
  RushesDownload *download = media != NULL ? rushes_downloads_peek (self->downloads, media) : NULL;

  if (download == NULL || rushes_download_get_state (download) != RUSHES_DOWNLOAD_DONE)
    return NULL;

  return g_object_ref (rushes_download_get_file (download));
}

static void
show_placeholder (RushesCover *self,
                  const char  *icon_name,
                  const char  *text)
{
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->text, text);
  gtk_widget_add_css_class (self->frame, "placeholder");
  show_play (self);
}

static void
show_picture (RushesCover         *self,
              const RushesPicture *picture)
{
  g_autoptr(GdkTexture) texture = gdk_memory_texture_new (picture->width, picture->height,
                                                          picture->has_alpha ? GDK_MEMORY_R8G8B8A8
                                                                             : GDK_MEMORY_R8G8B8,
                                                          picture->pixels, picture->stride);

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_remove_css_class (self->frame, "placeholder");
  show_play (self);
  set_aspect (self, (double) picture->width / picture->height);
}

static const char *
peek_reason (const GError *error)
{
  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_NO_DECODER))
    return _("This computer cannot show pictures of this kind");
  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_TOO_LARGE))
    return _("The cover is too large to be shown");
  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_BAD_PICTURE))
    return _("The cover is not a picture that can be shown");

  return _("The cover could not be loaded");
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesCover) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPicture) picture = NULL;

  picture = rushes_covers_load_finish (RUSHES_COVERS (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (picture != NULL)
    {
      show_picture (self, picture);
      return;
    }

  /* Forgotten, so that the next answer tries again. */
  g_clear_pointer (&self->same_picture, g_free);
  if (gtk_picture_get_paintable (self->picture) == NULL)
    {
      show_placeholder (self, "image-missing-symbolic", peek_reason (error));
      set_aspect (self, 0);
    }
}

static void
stop (RushesCover *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Never larger than its place in device pixels: GTK would scale it on the main loop. */
static void
start (RushesCover *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  RushesCoverRequest request = {
    .video = self->video,
    .may_fetch = TRUE,
    .loopback_allowed = self->loopback_allowed,
    .box_width = COLUMN_WIDTH * scale,
    .box_height = MAX_HEIGHT * scale,
  };

  stop (self);
  self->cancellable = g_cancellable_new ();
  rushes_covers_load_async (self->covers, &request, self->cancellable, on_loaded,
                            g_object_ref (self));
}

static void
on_scale_changed (RushesCover *self)
{
  if (self->video != NULL)
    start (self);
}

static void
rushes_cover_dispose (GObject *object)
{
  RushesCover *self = RUSHES_COVER (object);

  stop (self);
  g_clear_object (&self->covers);
  g_clear_object (&self->video);
  self->player = NULL;
  g_clear_pointer (&self->frame, gtk_widget_unparent);
  g_clear_object (&self->playable);
  g_clear_object (&self->downloads);

  G_OBJECT_CLASS (rushes_cover_parent_class)->dispose (object);
}

static void
rushes_cover_finalize (GObject *object)
{
  RushesCover *self = RUSHES_COVER (object);

  g_free (self->same_picture);

  G_OBJECT_CLASS (rushes_cover_parent_class)->finalize (object);
}

static void
rushes_cover_class_init (RushesCoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_cover_dispose;
  object_class->finalize = rushes_cover_finalize;
  widget_class->get_request_mode = rushes_cover_get_request_mode;
  widget_class->measure = rushes_cover_measure;
  widget_class->size_allocate = rushes_cover_size_allocate;

  gtk_widget_class_install_action (widget_class, "cover.play", NULL, on_play);
  gtk_widget_class_install_action (widget_class, "cover.stop", NULL, on_stop);
  gtk_widget_class_install_action (widget_class, "cover.full-screen", NULL, on_full_screen);

  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-cover.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesCover, frame);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, picture);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, plate);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, icon);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, text);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, play_button);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, play_icon);
}

static void
rushes_cover_init (RushesCover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->playable = rushes_playable_new ();
  g_signal_connect_object (self->playable, "changed", G_CALLBACK (show_play), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale_changed), NULL);

  /* The direction in which time goes is not that of writing (LOOK.md §4). */
  gtk_widget_set_direction (self->play_icon, GTK_TEXT_DIR_LTR);
  add_space (self);
  rushes_drag_add (GTK_WIDGET (self), dup_saved_cover, self->picture);
  show_play (self);
}

/**
 * rushes_cover_set_sources:
 * @self: a cover
 * @client: who asks the API
 * @downloads: the transfers, which know what was saved
 *
 * Gives the cover what it needs to play the video and to be dragged out as the file that was
 * saved. To be called once, before the first.
 */
void
rushes_cover_set_sources (RushesCover     *self,
                          RushesClient    *client,
                          RushesDownloads *downloads)
{
  g_return_if_fail (RUSHES_IS_COVER (self));

  rushes_playable_set_sources (self->playable, client, downloads);
  self->downloads = g_object_ref (downloads);
}

/**
 * rushes_cover_set_video:
 * @self: a cover
 * @video: (nullable): the video it is the cover of
 *
 * Sets what plays in the place of the cover when Play is pressed. Another video that plays is
 * stopped; before Play is pressed nothing is fetched.
 */
void
rushes_cover_set_video (RushesCover *self,
                        RushesVideo *video)
{
  g_return_if_fail (RUSHES_IS_COVER (self));

  if (rushes_playable_get_video (self->playable) == video)
    return;

  if (self->player != NULL)
    rushes_player_stop (self->player);
  rushes_playable_set_video (self->playable, video);
}

/**
 * rushes_cover_load:
 * @self: a cover
 * @covers: who has the covers
 * @video: whose cover
 * @loopback_allowed: whether the API itself is on this machine, so that pictures may be
 *
 * Shows a cover: first its place at the right aspect, then the picture when it has come. A load
 * under way is given up, so an older picture never appears on a newer video (FAULTS E9); the same
 * picture under a link signed anew is not fetched again.
 */
void
rushes_cover_load (RushesCover  *self,
                   RushesCovers *covers,
                   RushesVideo  *video,
                   gboolean      loopback_allowed)
{
  g_autofree char *same_picture = rushes_link_strip_query (rushes_video_get_cover_uri (video));
  int width = rushes_video_get_width (video);
  int height = rushes_video_get_height (video);

  g_return_if_fail (RUSHES_IS_COVER (self));

  if (self->video == video && g_strcmp0 (self->same_picture, same_picture) == 0)
    return;

  g_set_object (&self->covers, covers);
  g_set_object (&self->video, video);
  g_free (self->same_picture);
  self->same_picture = g_steal_pointer (&same_picture);
  self->loopback_allowed = loopback_allowed;

  show_placeholder (self, "image-x-generic-symbolic", "");
  set_aspect (self, width > 0 && height > 0 ? (double) width / height : 16.0 / 9.0);
  start (self);
}

/**
 * rushes_cover_show_plate:
 * @self: a cover
 * @icon_name: what stands in its middle
 * @text: why there is no picture
 *
 * Shows an empty plate where there is no cover, and gives up a load under way.
 */
void
rushes_cover_show_plate (RushesCover *self,
                         const char  *icon_name,
                         const char  *text)
{
  g_return_if_fail (RUSHES_IS_COVER (self));

  stop (self);
  g_clear_object (&self->video);
  g_clear_pointer (&self->same_picture, g_free);
  show_placeholder (self, icon_name, text);
  set_aspect (self, 0);
}

/**
 * rushes_cover_set_description:
 * @self: a cover
 * @description: the prompt, cut and safe to show
 *
 * Sets what the picture shows, for who cannot see it.
 */
void
rushes_cover_set_description (RushesCover *self,
                              const char  *description)
{
  g_return_if_fail (RUSHES_IS_COVER (self));

  gtk_picture_set_alternative_text (self->picture, description);
}
