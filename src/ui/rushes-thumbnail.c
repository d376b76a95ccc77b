/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-thumbnail.h"

#include <string.h>

/* LOOK.md §5: a fixed size, or rows of some scripts widen it. */
#define WIDTH 96
#define HEIGHT 54
#define ICON_SIZE 24

struct _RushesThumbnail
{
  GtkWidget parent_instance;

  GtkWidget *picture;
  GtkWidget *plate;
  GCancellable *cancellable;
  char *shown; /* the link of the cover that is shown or on its way */
};

G_DEFINE_FINAL_TYPE (RushesThumbnail, rushes_thumbnail, GTK_TYPE_WIDGET)

static void
show_texture (RushesThumbnail *self,
              GdkTexture      *texture)
{
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture, texture != NULL);
  gtk_widget_set_visible (self->plate, texture == NULL);
  if (texture == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "placeholder");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "placeholder");
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesThumbnail) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPicture) picture = rushes_covers_load_finish (RUSHES_COVERS (source), result,
                                                                &error);
  g_autoptr(GdkTexture) texture = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Whoever asks again, asks anew. */
  if (picture == NULL)
    {
      g_clear_pointer (&self->shown, g_free);
      return;
    }

  texture = gdk_memory_texture_new (picture->width, picture->height,
                                    picture->has_alpha ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8,
                                    picture->pixels, picture->stride);
  show_texture (self, texture);
}

static void
stop (RushesThumbnail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static GtkSizeRequestMode
rushes_thumbnail_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
rushes_thumbnail_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
rushes_thumbnail_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  RushesThumbnail *self = RUSHES_THUMBNAIL (widget);
  GtkAllocation all = { 0, 0, width, height };

  if (gtk_widget_get_visible (self->picture))
    gtk_widget_size_allocate (self->picture, &all, -1);
  if (gtk_widget_get_visible (self->plate))
    gtk_widget_size_allocate (self->plate, &all, -1);
}

static void
rushes_thumbnail_dispose (GObject *object)
{
  RushesThumbnail *self = RUSHES_THUMBNAIL (object);

  stop (self);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->plate, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_thumbnail_parent_class)->dispose (object);
}

static void
rushes_thumbnail_finalize (GObject *object)
{
  g_free (RUSHES_THUMBNAIL (object)->shown);

  G_OBJECT_CLASS (rushes_thumbnail_parent_class)->finalize (object);
}

static void
rushes_thumbnail_class_init (RushesThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_thumbnail_dispose;
  object_class->finalize = rushes_thumbnail_finalize;
  widget_class->get_request_mode = rushes_thumbnail_get_request_mode;
  widget_class->measure = rushes_thumbnail_measure;
  widget_class->size_allocate = rushes_thumbnail_size_allocate;

  /* The words of the row say the same. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rushes_thumbnail_init (RushesThumbnail *self)
{
  self->picture = g_object_new (GTK_TYPE_PICTURE, "content-fit", GTK_CONTENT_FIT_COVER,
                                "can-shrink", TRUE,
                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->plate = g_object_new (GTK_TYPE_IMAGE, "icon-name", "camera-video-symbolic",
                              "pixel-size", ICON_SIZE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  gtk_widget_set_parent (self->plate, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "thumbnail");
  show_texture (self, NULL);
}

static char *
dup_key (RushesVideo *video)
{
  const char *uri = rushes_video_get_cover_uri (video);

  /* Signed anew it is the same picture. */
  return g_strdup_printf ("%s %.*s", rushes_video_get_video_id (video),
                          uri != NULL ? (int) strcspn (uri, "?") : 0, uri != NULL ? uri : "");
}

/**
 * rushes_thumbnail_load:
 * @self: a thumbnail
 * @covers: who has the covers
 * @video: (nullable): whose cover
 * @may_fetch: whether its host may be asked for it
 * @loopback_allowed: whether the API itself is on this machine
 *
 * Shows the cover of a video, or a plate while there is none. One that is shown already stays.
 */
void
rushes_thumbnail_load (RushesThumbnail *self,
                       RushesCovers    *covers,
                       RushesVideo     *video,
                       gboolean         may_fetch,
                       gboolean         loopback_allowed)
{
  g_autofree char *key = video != NULL ? dup_key (video) : NULL;
  RushesCoverRequest request = {
    .video = video,
    .may_fetch = may_fetch,
    .loopback_allowed = loopback_allowed,
    .box_width = WIDTH * gtk_widget_get_scale_factor (GTK_WIDGET (self)),
  };

  g_return_if_fail (RUSHES_IS_THUMBNAIL (self));

  if (g_strcmp0 (key, self->shown) == 0)
    return;

  stop (self);
  g_free (self->shown);
  self->shown = g_steal_pointer (&key);
  show_texture (self, NULL);
  if (video == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  rushes_covers_load_async (covers, &request, self->cancellable, on_loaded, g_object_ref (self));
}
