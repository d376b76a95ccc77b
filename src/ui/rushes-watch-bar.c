/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-bar.h"

#include "rushes-compat.h"
#include "rushes-ellipsis.h"
#include "rushes-pill.h"
#include "rushes-watch-words.h"

#define TICK_MILLISECONDS 1000

struct _RushesWatchBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  RushesPill *pill;
  GtkLabel *when;
  GtkLabel *narrow_when;
  GtkWidget *stop_button;
  GtkWidget *watch_button;
  GtkWidget *refresh_button;
  GtkWidget *narrow_refresh_button;

  RushesWatcher *watcher;
  RushesSettings *settings;
  RushesWatch *watch;
  GSignalGroup *watch_signals;
  GSignalGroup *video_signals;
  GSignalGroup *surface_signals;
  gboolean narrow;
  guint tick_id;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesWatchBar, rushes_watch_bar, GTK_TYPE_WIDGET)

static char *
dup_words (RushesWatchBar *self)
{
  RushesWatchWordsFacts facts = {
    .phase = rushes_watch_get_phase (self->watch),
    .asking = rushes_watch_get_asking (self->watch),
    .seconds_left = rushes_watcher_get_seconds_left (self->watcher, self->watch),
    .error = rushes_watch_get_error (self->watch),
    .asked_at = rushes_video_get_asked_at (rushes_watch_get_video (self->watch)),
  };
  guint interval;

  rushes_settings_get_watch (self->settings, &interval, &facts.limit);

  return rushes_watch_words_dup (&facts);
}

static void
show_when (RushesWatchBar *self)
{
  g_autofree char *words = dup_words (self);
  gboolean beside = !self->narrow && *words != '\0';

  /* An empty label would be read as one, and so it is not there (ACCESSIBILITY.md, 7). */
  gtk_label_set_label (self->when, self->narrow ? "" : words);
  gtk_widget_set_visible (GTK_WIDGET (self->when), beside);
  gtk_widget_set_hexpand (GTK_WIDGET (self->pill), !beside);
  gtk_label_set_label (self->narrow_when, self->narrow ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_when), self->narrow && *words != '\0');
}

static gboolean
on_tick (gpointer user_data)
{
  show_when (user_data);

  return G_SOURCE_CONTINUE;
}

/* The seconds are counted for somebody who can see them, and for nobody else. */
static void
update_tick (RushesWatchBar *self)
{
  gboolean wanted = self->watch != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                    rushes_watch_get_phase (self->watch) == RUSHES_SCHEDULE_WAITING &&
                    !rushes_watch_get_asking (self->watch) &&
                    rushes_compat_is_seen (GTK_WIDGET (self));

  if (wanted == (self->tick_id != 0))
    return;

  if (wanted)
    self->tick_id = g_timeout_add (TICK_MILLISECONDS, on_tick, self);
  else
    g_clear_handle_id (&self->tick_id, g_source_remove);
}

static gboolean
can_stop (RushesSchedulePhase phase)
{
  return phase == RUSHES_SCHEDULE_WAITING || phase == RUSHES_SCHEDULE_DUE ||
         phase == RUSHES_SCHEDULE_OFFLINE || phase == RUSHES_SCHEDULE_HALTED;
}

static gboolean
can_watch (RushesSchedulePhase phase)
{
  return phase == RUSHES_SCHEDULE_STOPPED || phase == RUSHES_SCHEDULE_EXPIRED;
}

/* The focus does not fall out of the window with a button that goes: the other one takes it. */
static void
show_buttons (RushesWatchBar *self)
{
  RushesSchedulePhase phase = rushes_watch_get_phase (self->watch);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && (focus == self->stop_button || focus == self->watch_button);
  GtkWidget *next = can_stop (phase)                  ? self->stop_button
                    : can_watch (phase)               ? self->watch_button
                    : self->narrow                    ? self->narrow_refresh_button
                                                      : self->refresh_button;

  gtk_widget_set_visible (self->refresh_button, !self->narrow);
  gtk_widget_set_visible (self->narrow_refresh_button, self->narrow);
  gtk_widget_set_visible (next, TRUE);
  if (focused && focus != next)
    gtk_widget_grab_focus (next);
  gtk_widget_set_visible (self->stop_button, can_stop (phase));
  gtk_widget_set_visible (self->watch_button, can_watch (phase));
}

static void
on_watch_changed (RushesWatchBar *self)
{
  show_buttons (self);
  show_when (self);
  update_tick (self);
}

static void
on_video_changed (RushesWatchBar *self)
{
  RushesVideo *video = rushes_watch_get_video (self->watch);
  g_autofree char *word = rushes_video_dup_status_word (video);

  g_object_set (self->pill, "state", rushes_video_get_state (video), "word", word, NULL);
  show_when (self);
}

static void
rushes_watch_bar_map (GtkWidget *widget)
{
  RushesWatchBar *self = RUSHES_WATCH_BAR (widget);
  GtkNative *native = gtk_widget_get_native (widget);

  GTK_WIDGET_CLASS (rushes_watch_bar_parent_class)->map (widget);

  g_signal_group_set_target (self->surface_signals, gtk_native_get_surface (native));
  if (self->watch != NULL)
    on_watch_changed (self);
}

static void
rushes_watch_bar_unmap (GtkWidget *widget)
{
  RushesWatchBar *self = RUSHES_WATCH_BAR (widget);

  GTK_WIDGET_CLASS (rushes_watch_bar_parent_class)->unmap (widget);

  g_signal_group_set_target (self->surface_signals, NULL);
  update_tick (self);
}

static void
rushes_watch_bar_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, RUSHES_WATCH_BAR (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_watch_bar_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  RushesWatchBar *self = RUSHES_WATCH_BAR (object);

  if (prop_id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  self->narrow = g_value_get_boolean (value);
  if (self->watch != NULL)
    on_watch_changed (self);
}

static void
rushes_watch_bar_dispose (GObject *object)
{
  RushesWatchBar *self = RUSHES_WATCH_BAR (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->watch_signals);
  g_clear_object (&self->video_signals);
  g_clear_object (&self->surface_signals);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->watch);
  g_clear_object (&self->watcher);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (rushes_watch_bar_parent_class)->dispose (object);
}

static void
rushes_watch_bar_class_init (RushesWatchBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_watch_bar_dispose;
  object_class->get_property = rushes_watch_bar_get_property;
  object_class->set_property = rushes_watch_bar_set_property;
  widget_class->map = rushes_watch_bar_map;
  widget_class->unmap = rushes_watch_bar_unmap;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RUSHES_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-watch-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, box);
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, pill);
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, when);
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, narrow_when);
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, watch_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWatchBar, narrow_refresh_button);
}

static void
rushes_watch_bar_init (RushesWatchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_ellipsis_explain (self->when);

  self->watch_signals = g_signal_group_new (RUSHES_TYPE_WATCH);
  g_signal_group_connect_swapped (self->watch_signals, "notify", G_CALLBACK (on_watch_changed),
                                  self);
  self->video_signals = g_signal_group_new (RUSHES_TYPE_VIDEO);
  g_signal_group_connect_swapped (self->video_signals, "notify", G_CALLBACK (on_video_changed),
                                  self);
  self->surface_signals = g_signal_group_new (GDK_TYPE_SURFACE);
  g_signal_group_connect_swapped (self->surface_signals, "notify::state",
                                  G_CALLBACK (update_tick), self);
}

/**
 * rushes_watch_bar_set_watcher:
 * @self: a bar
 * @watcher: who asks
 * @settings: how long it asks
 *
 * Gives the bar what it needs. To be called once, before the first watch.
 */
void
rushes_watch_bar_set_watcher (RushesWatchBar *self,
                              RushesWatcher  *watcher,
                              RushesSettings *settings)
{
  g_return_if_fail (RUSHES_IS_WATCH_BAR (self));

  g_set_object (&self->watcher, watcher);
  g_set_object (&self->settings, settings);
}

/**
 * rushes_watch_bar_set_watch:
 * @self: a bar
 * @watch: (nullable): how a video is watched
 *
 * Shows the status of a video, when it is looked at next, and what can be done about that.
 */
void
rushes_watch_bar_set_watch (RushesWatchBar *self,
                            RushesWatch    *watch)
{
  g_return_if_fail (RUSHES_IS_WATCH_BAR (self));

  if (!g_set_object (&self->watch, watch))
    return;

  g_signal_group_set_target (self->watch_signals, watch);
  g_signal_group_set_target (self->video_signals,
                             watch != NULL ? rushes_watch_get_video (watch) : NULL);
  if (watch == NULL)
    {
      update_tick (self);
      return;
    }

  on_video_changed (self);
  on_watch_changed (self);
}
