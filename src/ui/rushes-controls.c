/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-controls.h"

#include "rushes-playback.h"

#include <glib/gi18n.h>

struct _RushesControls
{
  GtkWidget parent_instance;

  GtkEventControllerMotion *motion;
  GtkWidget *bar;
  GtkButton *play_button;
  GtkLabel *elapsed;
  GtkRange *position;
  GtkLabel *length;
  GtkMenuButton *volume_button;
  GtkImage *volume_icon;
  GtkAdjustment *volume_adjustment;
  GtkButton *full_button;
  GtkWidget *close_button;

  GtkMediaStream *media;
  GSignalGroup *media_signals;
  GBinding *volume_binding;
};

enum
{
  CLOSE,
  TOGGLE_FULL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesControls, rushes_controls, GTK_TYPE_WIDGET)

static void
set_button (GtkButton  *button,
            const char *icon_name,
            const char *label,
            const char *tooltip)
{
  gtk_button_set_icon_name (button, icon_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  /* The direction in which time goes is not that of writing (LOOK.md §4). */
  gtk_widget_set_direction (gtk_button_get_child (button), GTK_TEXT_DIR_LTR);
}

static void
show_playing (RushesControls *self)
{
  if (self->media != NULL && gtk_media_stream_get_playing (self->media))
    set_button (self->play_button, "media-playback-pause-symbolic", _("Pause"),
                _("Pause (Space)"));
  else
    set_button (self->play_button, "media-playback-start-symbolic", _("Play"), _("Play (Space)"));
}

static void
show_position (RushesControls *self)
{
  gint64 at = self->media != NULL ? gtk_media_stream_get_timestamp (self->media) : 0;
  g_autofree char *text = rushes_playback_dup_clock (at);

  if (self->media != NULL && gtk_media_stream_is_seeking (self->media))
    return;

  gtk_label_set_label (self->elapsed, text);
  gtk_range_set_value (self->position, (double) at / G_USEC_PER_SEC);
}

static void
show_length (RushesControls *self)
{
  gint64 length = self->media != NULL ? gtk_media_stream_get_duration (self->media) : 0;
  g_autofree char *text = rushes_playback_dup_clock (length);

  gtk_label_set_label (self->length, text);
  gtk_range_set_range (self->position, 0, MAX ((double) length / G_USEC_PER_SEC, 0.1));
  gtk_widget_set_sensitive (GTK_WIDGET (self->position),
                            self->media != NULL && gtk_media_stream_is_seekable (self->media));
}

static const char *
peek_volume_icon (RushesControls *self)
{
  double volume = gtk_adjustment_get_value (self->volume_adjustment);

  if (volume <= 0 || (self->media != NULL && gtk_media_stream_get_muted (self->media)))
    return "audio-volume-muted-symbolic";

  if (volume < 0.34)
    return "audio-volume-low-symbolic";

  return volume < 0.67 ? "audio-volume-medium-symbolic" : "audio-volume-high-symbolic";
}

static void
show_volume (RushesControls *self)
{
  gboolean silent = self->media != NULL && gtk_media_stream_is_prepared (self->media) &&
                    !gtk_media_stream_has_audio (self->media);

  gtk_image_set_from_icon_name (self->volume_icon, peek_volume_icon (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->volume_button), !silent);
}

static void
show_media (RushesControls *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->play_button), self->media != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->full_button), self->media != NULL);
  show_playing (self);
  show_length (self);
  show_position (self);
  show_volume (self);
}

static void
seek (RushesControls *self,
      gint64          to)
{
  if (self->media == NULL || !gtk_media_stream_is_seekable (self->media))
    return;

  gtk_media_stream_seek (self->media,
                         CLAMP (to, 0, gtk_media_stream_get_duration (self->media)));
}

static gboolean
on_position_chosen (GtkRange       *range,
                    GtkScrollType   type,
                    double          value,
                    RushesControls *self)
{
  seek (self, (gint64) (CLAMP (value, 0, G_MAXINT) * G_USEC_PER_SEC));

  return FALSE;
}

static void
on_full (RushesControls *self)
{
  g_signal_emit (self, signals[TOGGLE_FULL], 0);
}

static void
on_close (RushesControls *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
rushes_controls_dispose (GObject *object)
{
  RushesControls *self = RUSHES_CONTROLS (object);

  if (self->bar != NULL)
    rushes_controls_set_media (self, NULL);

  g_clear_object (&self->media_signals);
  g_clear_pointer (&self->bar, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_controls_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesControls, motion);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, bar);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, play_button);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, elapsed);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, position);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, length);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, volume_button);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, volume_icon);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, volume_adjustment);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, full_button);
  gtk_widget_class_bind_template_child (widget_class, RushesControls, close_button);
  gtk_widget_class_bind_template_callback (widget_class, rushes_controls_toggle_playing);
  gtk_widget_class_bind_template_callback (widget_class, on_position_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_full);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
rushes_controls_class_init (RushesControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_controls_dispose;

  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[TOGGLE_FULL] = g_signal_new ("toggle-full", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-controls.ui");
  bind_template (widget_class);
}

static void
rushes_controls_init (RushesControls *self)
{
  static const struct
  {
    const char *property;
    void (*show) (RushesControls *self);
  } shown[] = {
    { "notify::playing", show_playing },
    { "notify::timestamp", show_position },
    { "notify::duration", show_length },
    { "notify::seekable", show_length },
    { "notify::muted", show_volume },
    { "notify::has-audio", show_volume },
  };

  gtk_widget_init_template (GTK_WIDGET (self));

  /* As in set_button (). */
  gtk_widget_set_direction (self->bar, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->position), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->volume_icon), GTK_TEXT_DIR_LTR);
  self->media_signals = g_signal_group_new (GTK_TYPE_MEDIA_STREAM);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_group_connect_swapped (self->media_signals, shown[i].property,
                                    G_CALLBACK (shown[i].show), self);
  g_signal_connect_object (self->volume_adjustment, "value-changed", G_CALLBACK (show_volume), self,
                           G_CONNECT_SWAPPED);

  rushes_controls_set_full (self, FALSE);
  show_media (self);
}

/**
 * rushes_controls_set_media:
 * @self: controls
 * @media: (nullable): what is controlled, or %NULL to let it go
 *
 * Shows the state of a film, and lets it be changed. Several controls may have the same one.
 */
void
rushes_controls_set_media (RushesControls *self,
                           GtkMediaStream *media)
{
  g_return_if_fail (RUSHES_IS_CONTROLS (self));

  if (self->media == media)
    return;

  g_clear_pointer (&self->volume_binding, g_binding_unbind);
  g_set_object (&self->media, media);
  g_signal_group_set_target (self->media_signals, media);
  if (media != NULL)
    self->volume_binding = g_object_bind_property (media, "volume",
                                                   self->volume_adjustment, "value",
                                                   G_BINDING_BIDIRECTIONAL |
                                                     G_BINDING_SYNC_CREATE);
  show_media (self);
}

/**
 * rushes_controls_set_full:
 * @self: controls
 * @full: whether they stand on a screen of their own
 *
 * Sets what the buttons offer: to leave the full screen, or to enter it and to close.
 */
void
rushes_controls_set_full (RushesControls *self,
                          gboolean        full)
{
  g_return_if_fail (RUSHES_IS_CONTROLS (self));

  if (full)
    set_button (self->full_button, "view-restore-symbolic", _("Leave Full Screen"),
                _("Leave full screen (F11)"));
  else
    set_button (self->full_button, "view-fullscreen-symbolic", _("Full Screen"),
                _("Full screen (F11)"));

  gtk_widget_set_visible (self->close_button, !full);
}

/**
 * rushes_controls_is_in_use:
 * @self: controls
 *
 * Tells whether the pointer, the keyboard or an open menu is on them.
 *
 * Returns: %TRUE when they must stay in sight
 */
gboolean
rushes_controls_is_in_use (RushesControls *self)
{
  g_return_val_if_fail (RUSHES_IS_CONTROLS (self), FALSE);

  return gtk_event_controller_motion_contains_pointer (self->motion) ||
         gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL ||
         gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (self->volume_button)));
}

/**
 * rushes_controls_toggle_playing:
 * @self: controls
 *
 * Plays what pauses, from the beginning when it has ended, and pauses what plays.
 */
void
rushes_controls_toggle_playing (RushesControls *self)
{
  g_return_if_fail (RUSHES_IS_CONTROLS (self));

  if (self->media != NULL && gtk_media_stream_get_error (self->media) == NULL)
    gtk_media_stream_set_playing (self->media, !gtk_media_stream_get_playing (self->media));
}

/**
 * rushes_controls_step:
 * @self: controls
 * @seconds: how far, backwards when it is negative
 *
 * Goes to another place of the film.
 */
void
rushes_controls_step (RushesControls *self,
                      int             seconds)
{
  g_return_if_fail (RUSHES_IS_CONTROLS (self));

  if (self->media != NULL)
    seek (self, gtk_media_stream_get_timestamp (self->media) + seconds * G_USEC_PER_SEC);
}

/**
 * rushes_controls_step_volume:
 * @self: controls
 * @by: between -1 and 1
 *
 * Makes the sound louder or softer.
 */
void
rushes_controls_step_volume (RushesControls *self,
                             double          by)
{
  g_return_if_fail (RUSHES_IS_CONTROLS (self));

  gtk_adjustment_set_value (self->volume_adjustment,
                            gtk_adjustment_get_value (self->volume_adjustment) + by);
}
