/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-screen.h"

#include "rushes-controls.h"

#define IDLE_SECONDS 3
#define STEP_SECONDS 2
#define VOLUME_STEP 0.1

struct _RushesScreen
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkPicture *picture;
  RushesControls *controls;

  GtkMediaStream *media;
  GSignalGroup *media_signals;
  gboolean full;
  guint idle_id;
  double pointer_x;
  double pointer_y;
};

enum
{
  CLOSE,
  TOGGLE_FULL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesScreen, rushes_screen, GTK_TYPE_WIDGET)

static gboolean
is_playing (RushesScreen *self)
{
  return self->media != NULL && gtk_media_stream_get_playing (self->media);
}

/* The controls are only not seen: the keyboard and a screen reader reach them all the same. */
static void
set_idle (RushesScreen *self,
          gboolean      idle)
{
  if (idle)
    gtk_widget_add_css_class (GTK_WIDGET (self->controls), "idle");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->controls), "idle");

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), idle ? "none" : NULL);
}

static gboolean
on_idle (gpointer user_data)
{
  RushesScreen *self = user_data;

  if (rushes_controls_is_in_use (self->controls))
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;
  set_idle (self, is_playing (self));

  return G_SOURCE_REMOVE;
}

static void
wake (RushesScreen *self)
{
  set_idle (self, FALSE);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (is_playing (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->idle_id = g_timeout_add_seconds (IDLE_SECONDS, on_idle, self);
}

/* A pointer that lies still is told to have moved when what is under it changes. */
static void
on_motion (RushesScreen *self,
           double        x,
           double        y)
{
  if (x == self->pointer_x && y == self->pointer_y)
    return;

  self->pointer_x = x;
  self->pointer_y = y;
  wake (self);
}

static gboolean
on_key_pressed (RushesScreen *self)
{
  wake (self);

  return GDK_EVENT_PROPAGATE;
}

static void
on_clicked (RushesScreen *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  rushes_controls_toggle_playing (self->controls);
}

static void
toggle_full (RushesScreen *self)
{
  if (self->media != NULL)
    g_signal_emit (self, signals[TOGGLE_FULL], 0);
}

static void
leave (RushesScreen *self)
{
  g_signal_emit (self, signals[self->full ? TOGGLE_FULL : CLOSE], 0);
}

static gboolean
on_space (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  rushes_controls_toggle_playing (RUSHES_SCREEN (widget)->controls);

  return TRUE;
}

static gboolean
on_f11 (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  toggle_full (RUSHES_SCREEN (widget));

  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  leave (RUSHES_SCREEN (widget));

  return TRUE;
}

static gboolean
on_step (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  rushes_controls_step (RUSHES_SCREEN (widget)->controls,
                        g_variant_get_int32 (args) * STEP_SECONDS);

  return TRUE;
}

static gboolean
on_volume_step (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  rushes_controls_step_volume (RUSHES_SCREEN (widget)->controls,
                               g_variant_get_int32 (args) * VOLUME_STEP);

  return TRUE;
}

static GdkSurface *
peek_surface (RushesScreen *self)
{
  if (self->media == NULL || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return NULL;

  return gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));
}

static void
realize_media (RushesScreen *self)
{
  GdkSurface *surface = peek_surface (self);

  if (surface != NULL)
    gtk_media_stream_realize (self->media, surface);
}

static void
unrealize_media (RushesScreen *self)
{
  GdkSurface *surface = peek_surface (self);

  if (surface != NULL)
    gtk_media_stream_unrealize (self->media, surface);
}

static void
rushes_screen_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_screen_parent_class)->realize (widget);

  realize_media (RUSHES_SCREEN (widget));
}

static void
rushes_screen_unrealize (GtkWidget *widget)
{
  unrealize_media (RUSHES_SCREEN (widget));

  GTK_WIDGET_CLASS (rushes_screen_parent_class)->unrealize (widget);
}

static void
rushes_screen_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_screen_parent_class)->map (widget);

  wake (RUSHES_SCREEN (widget));
}

static void
rushes_screen_unmap (GtkWidget *widget)
{
  RushesScreen *self = RUSHES_SCREEN (widget);

  g_clear_handle_id (&self->idle_id, g_source_remove);

  GTK_WIDGET_CLASS (rushes_screen_parent_class)->unmap (widget);
}

static void
rushes_screen_dispose (GObject *object)
{
  RushesScreen *self = RUSHES_SCREEN (object);

  if (self->overlay != NULL)
    rushes_screen_set_media (self, NULL);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->media_signals);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_screen_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesScreen, overlay);
  gtk_widget_class_bind_template_child (widget_class, RushesScreen, picture);
  gtk_widget_class_bind_template_child (widget_class, RushesScreen, controls);
  gtk_widget_class_bind_template_callback (widget_class, wake);
  gtk_widget_class_bind_template_callback (widget_class, on_motion);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
  gtk_widget_class_bind_template_callback (widget_class, toggle_full);
  gtk_widget_class_bind_template_callback (widget_class, leave);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, on_space, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F11, 0, on_f11, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, on_step, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, on_step, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, on_volume_step, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, on_volume_step, "i", 1);
}

static void
rushes_screen_class_init (RushesScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_screen_dispose;
  widget_class->realize = rushes_screen_realize;
  widget_class->unrealize = rushes_screen_unrealize;
  widget_class->map = rushes_screen_map;
  widget_class->unmap = rushes_screen_unmap;

  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[TOGGLE_FULL] = g_signal_new ("toggle-full", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  add_keys (widget_class);
  g_type_ensure (RUSHES_TYPE_CONTROLS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-screen.ui");
  bind_template (widget_class);
}

static void
rushes_screen_init (RushesScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->media_signals = g_signal_group_new (GTK_TYPE_MEDIA_STREAM);
  g_signal_group_connect_swapped (self->media_signals, "notify::playing", G_CALLBACK (wake), self);
}

/**
 * rushes_screen_set_media:
 * @self: a screen
 * @media: (nullable): what is shown and controlled, or %NULL to let it go
 *
 * Shows a film and its controls, which go out of sight while it plays and nobody moves.
 */
void
rushes_screen_set_media (RushesScreen   *self,
                         GtkMediaStream *media)
{
  g_return_if_fail (RUSHES_IS_SCREEN (self));

  if (self->media == media)
    return;

  unrealize_media (self);
  g_set_object (&self->media, media);
  realize_media (self);

  g_signal_group_set_target (self->media_signals, media);
  gtk_picture_set_paintable (self->picture, media != NULL ? GDK_PAINTABLE (media) : NULL);
  rushes_controls_set_media (self->controls, media);
  wake (self);
}

/**
 * rushes_screen_set_description:
 * @self: a screen
 * @description: (nullable): the prompt, cut and safe to show
 *
 * Sets what the film shows, for who cannot see it.
 */
void
rushes_screen_set_description (RushesScreen *self,
                               const char   *description)
{
  g_return_if_fail (RUSHES_IS_SCREEN (self));

  gtk_picture_set_alternative_text (self->picture, description);
}

/**
 * rushes_screen_set_full:
 * @self: a screen
 * @full: whether it fills the screen of the computer
 *
 * Sets what the controls and the Escape key do.
 */
void
rushes_screen_set_full (RushesScreen *self,
                        gboolean      full)
{
  g_return_if_fail (RUSHES_IS_SCREEN (self));

  self->full = full;
  rushes_controls_set_full (self->controls, full);
}

/**
 * rushes_screen_toggle_playing:
 * @self: a screen
 *
 * Plays what pauses and pauses what plays.
 */
void
rushes_screen_toggle_playing (RushesScreen *self)
{
  g_return_if_fail (RUSHES_IS_SCREEN (self));

  rushes_controls_toggle_playing (self->controls);
}
