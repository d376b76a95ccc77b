/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-cover.h"

#include "rushes-error.h"
#include "rushes-link.h"

#include <glib/gi18n.h>

/* LOOK.md §1, "Measure". */
#define COLUMN_WIDTH 640
#define MAX_HEIGHT 390
#define PLATE_HEIGHT 200
#define NARROW_PLATE_HEIGHT 160
#define NARROW_WIDTH 480

struct _RushesCover
{
  GtkWidget parent_instance;

  GtkWidget *frame;
  GtkPicture *picture;
  GtkWidget *plate;
  GtkImage *icon;
  GtkLabel *text;

  RushesPictureClient *client;
  GCancellable *cancellable;
  char *uri;
  char *same_picture; /* the link without what changes when it is signed anew */
  gboolean loopback_allowed;
  double aspect; /* width by height; 0 for a plate, which has a height of its own */
};

G_DEFINE_FINAL_TYPE (RushesCover, rushes_cover, GTK_TYPE_WIDGET)

static int
height_for (RushesCover *self,
            int          width)
{
  if (self->aspect <= 0)
    return width < NARROW_WIDTH ? NARROW_PLATE_HEIGHT : PLATE_HEIGHT;

  return MIN (MAX_HEIGHT, (int) (width / self->aspect + 0.5));
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
  int child_width = width;

  if (self->aspect > 0)
    child_width = CLAMP ((int) (height * self->aspect + 0.5), 1, width);

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

static void
show_placeholder (RushesCover *self,
                  const char  *icon_name,
                  const char  *text)
{
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), FALSE);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (self->plate, TRUE);
  gtk_widget_add_css_class (self->frame, "placeholder");
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
  gtk_widget_set_visible (GTK_WIDGET (self->picture), TRUE);
  gtk_widget_set_visible (self->plate, FALSE);
  gtk_widget_remove_css_class (self->frame, "placeholder");
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

  picture = rushes_picture_client_load_finish (RUSHES_PICTURE_CLIENT (source), result, &error);
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

  stop (self);
  self->cancellable = g_cancellable_new ();
  rushes_picture_client_load_async (self->client, self->uri, self->loopback_allowed,
                                    COLUMN_WIDTH * scale, MAX_HEIGHT * scale, self->cancellable,
                                    on_loaded, g_object_ref (self));
}

static void
on_scale_changed (RushesCover *self)
{
  if (self->uri != NULL)
    start (self);
}

static void
rushes_cover_dispose (GObject *object)
{
  RushesCover *self = RUSHES_COVER (object);

  stop (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->frame, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_cover_parent_class)->dispose (object);
}

static void
rushes_cover_finalize (GObject *object)
{
  RushesCover *self = RUSHES_COVER (object);

  g_free (self->uri);
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

  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-cover.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesCover, frame);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, picture);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, plate);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, icon);
  gtk_widget_class_bind_template_child (widget_class, RushesCover, text);
}

static void
rushes_cover_init (RushesCover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale_changed), NULL);
}

/**
 * rushes_cover_load:
 * @self: a cover
 * @client: who fetches pictures
 * @uri: where the picture is
 * @loopback_allowed: whether the API itself is on this machine, so that pictures may be
 * @width: pixels the video is wide, or %RUSHES_UNKNOWN
 * @height: pixels it is high, or %RUSHES_UNKNOWN
 *
 * Shows a cover: first its place at the right aspect, then the picture when it has come. A load
 * under way is given up, so an older picture never appears on a newer video (FAULTS E9); the same
 * picture under a link signed anew is not fetched again.
 */
void
rushes_cover_load (RushesCover         *self,
                   RushesPictureClient *client,
                   const char          *uri,
                   gboolean             loopback_allowed,
                   int                  width,
                   int                  height)
{
  g_autofree char *same_picture = rushes_link_strip_query (uri);

  g_return_if_fail (RUSHES_IS_COVER (self));

  if (g_strcmp0 (self->same_picture, same_picture) == 0)
    return;

  g_set_object (&self->client, client);
  g_free (self->uri);
  self->uri = g_strdup (uri);
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
  g_clear_pointer (&self->uri, g_free);
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
