/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-player.h"

#include "rushes-compat.h"
#include "rushes-engine.h"
#include "rushes-error.h"
#include "rushes-format.h"
#include "rushes-full-screen.h"
#include "rushes-link.h"
#include "rushes-playback.h"
#include "rushes-player-fault.h"
#include "rushes-problem.h"
#include "rushes-relay.h"
#include "rushes-saved-file.h"
#include "rushes-screen.h"

#include <glib/gi18n.h>

#define PROMPT_MAX_BYTES 1024

struct _RushesPlayer
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  RushesScreen *screen;
  GtkWidget *waiting;
  RushesPlayerFault *fault;

  RushesPlayable *playable;
  gboolean active;
  GCancellable *cancellable;
  GFile *file; /* what plays, if it was saved */
  RushesRelay *relay; /* what brings it, if it was not */
  GtkMediaStream *media;
  GSignalGroup *media_signals;
  GtkWindow *full;
  guint judge_id;
  double volume; /* chosen for one video, and kept for the next */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesPlayer, rushes_player, GTK_TYPE_WIDGET)

static void look (RushesPlayer *self);

static GtkWindow *
get_window (RushesPlayer *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
tell (RushesPlayer *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
let_go (RushesPlayer *self)
{
  g_clear_handle_id (&self->judge_id, g_source_remove);
  g_clear_pointer (&self->full, gtk_window_destroy);
  g_signal_group_set_target (self->media_signals, NULL);
  rushes_screen_set_media (self->screen, NULL);

  /* First, for a player that waits for a byte has to get an end of it to be let go. */
  g_clear_pointer (&self->relay, rushes_relay_free);
  if (self->media != NULL)
    {
      self->volume = gtk_media_stream_get_volume (self->media);
      gtk_media_file_clear (GTK_MEDIA_FILE (self->media)); /* whoever else still holds it */
    }

  g_clear_object (&self->media);
}

static void
show_fault (RushesPlayer     *self,
            const char       *text,
            RushesPlayerWays  ways)
{
  let_go (self);
  gtk_widget_set_visible (self->waiting, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->screen), FALSE);
  rushes_player_fault_show (self->fault, text, ways);
  tell (self);
}

static void
on_file_opened (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(RushesPlayer) self = user_data;
  g_autoptr(GError) error = NULL;

  if (rushes_saved_file_use_finish (result, &error))
    rushes_player_stop (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_fault (self, error->message, RUSHES_PLAYER_NO_WAY);
}

static void
show_stream_fault (RushesPlayer *self,
                   const GError *error)
{
  g_autofree char *text = rushes_problem_dup_reason (error, NULL);

  if (error->code == RUSHES_ERROR_LINK_EXPIRED || error->code == RUSHES_ERROR_BAD_LINK)
    show_fault (self, text, RUSHES_PLAYER_REFRESH);
  else
    show_fault (self, text, RUSHES_PLAYER_TRY_AGAIN);
}

static void
on_link_opened (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(RushesPlayer) self = user_data;
  g_autoptr(GError) error = NULL;

  if (rushes_compat_open_uri_finish (result, &error))
    rushes_player_stop (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_fault (self, _("This computer has no program that plays the video. Download it to take it "
                        "elsewhere."), RUSHES_PLAYER_NO_WAY);
}

/* With the user's own program. The link goes to it whole, since it is of no use without its
 * signature. */
static void
open_elsewhere (RushesPlayer *self)
{
  const char *uri = rushes_playable_get_link (self->playable);
  g_autoptr(GError) error = NULL;

  let_go (self);
  if (self->file != NULL)
    rushes_saved_file_use_async (get_window (self), self->file, RUSHES_SAVED_FILE_OPEN,
                                 self->cancellable, on_file_opened, g_object_ref (self));
  else if (rushes_link_check (uri, rushes_playable_is_local (self->playable), &error))
    rushes_compat_open_uri_async (get_window (self), uri, self->cancellable, on_link_opened,
                                  g_object_ref (self));
  else
    show_stream_fault (self, error);
}

static void
show_broken (RushesPlayer *self)
{
  show_fault (self, _("This video cannot be played here. Another program may be able to."),
              RUSHES_PLAYER_OPEN);
}

static RushesPlaybackVerdict
get_verdict (RushesPlayer *self)
{
  RushesPlaybackReport report = {
    .prepared = gtk_media_stream_is_prepared (self->media),
    .has_video = gtk_media_stream_has_video (self->media),
    .has_shown = gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (self->media)) > 0,
    .played = gtk_media_stream_get_timestamp (self->media),
    .error = gtk_media_stream_get_error (self->media),
  };

  return rushes_playback_judge (&report);
}

/* The cause of what the player complains about, or of its silence, is known to the relay. */
static gboolean
on_judge (gpointer user_data)
{
  RushesPlayer *self = user_data;
  const GError *said = gtk_media_stream_get_error (self->media);
  g_autoptr(GError) cause = self->relay != NULL ? rushes_relay_dup_error (self->relay) : NULL;
  RushesPlaybackVerdict verdict = get_verdict (self);

  self->judge_id = 0;
  if (said != NULL)
    g_debug ("not played: %s", said->message);

  if (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_NO_DECODER))
    open_elsewhere (self);
  else if (cause != NULL)
    show_stream_fault (self, cause);
  else if (verdict == RUSHES_PLAYBACK_UNABLE)
    open_elsewhere (self);
  else
    show_broken (self);

  return G_SOURCE_REMOVE;
}

/* Begun when it can be, since a GStreamer that is told to play what has just failed may be caught
 * half awake when it is let go. And judged later: what tells of a fault is in the middle of it. */
static void
on_media_changed (RushesPlayer *self)
{
  gboolean prepared = gtk_media_stream_is_prepared (self->media);

  if (get_verdict (self) != RUSHES_PLAYBACK_FINE)
    {
      if (self->judge_id == 0)
        self->judge_id = g_idle_add (on_judge, self);
    }
  else if (prepared && gtk_widget_get_visible (self->waiting))
    {
      gtk_widget_set_visible (self->waiting, FALSE);
      gtk_media_stream_play (self->media);
    }
}

/* One of @file and @stream. */
static void
play (RushesPlayer *self,
      GFile        *file,
      GInputStream *stream)
{
  self->media = gtk_media_file_new ();
  gtk_media_stream_set_volume (self->media, self->volume);
  g_signal_group_set_target (self->media_signals, self->media);
  rushes_screen_set_media (self->screen, self->media);
  if (stream != NULL)
    gtk_media_file_set_input_stream (GTK_MEDIA_FILE (self->media), stream);
  else
    gtk_media_file_set_file (GTK_MEDIA_FILE (self->media), file);
  on_media_changed (self);
}

static void
play_link (RushesPlayer *self)
{
  gboolean local = rushes_playable_is_local (self->playable);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GFile) file = NULL;

  self->relay = rushes_relay_new (rushes_playable_get_link (self->playable), local, &error);
  if (self->relay == NULL && error->domain == RUSHES_ERROR)
    show_stream_fault (self, error);
  else if (self->relay == NULL)
    show_broken (self);
  else if (rushes_compat_plays_streams ())
    {
      stream = rushes_relay_open_stream (self->relay);
      play (self, NULL, stream);
    }
  else
    {
      file = g_file_new_for_uri (rushes_relay_get_uri (self->relay));
      play (self, file, NULL);
    }
}

static void
act (RushesPlayer             *self,
     const RushesEngineReport *report)
{
  RushesPlaybackFacts facts = {
    .has_file = report->file != NULL,
    .file_fits = report->unfit == NULL,
    .has_link = rushes_playable_get_link (self->playable) != NULL,
    .can_play = report->can_play,
    .can_stream = report->can_stream,
  };

  switch (rushes_playback_decide (&facts))
    {
    case RUSHES_PLAYBACK_FILE:
      play (self, self->file, NULL);
      break;
    case RUSHES_PLAYBACK_LINK:
      play_link (self);
      break;
    case RUSHES_PLAYBACK_OPEN_FILE:
    case RUSHES_PLAYBACK_OPEN_LINK:
      open_elsewhere (self);
      break;
    case RUSHES_PLAYBACK_NOTHING:
    default:
      show_fault (self, _("The saved file is no longer there. Refresh the video to get a link to "
                          "it."), RUSHES_PLAYER_REFRESH);
      break;
    }
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesPlayer) self = user_data;
  g_autoptr(RushesEngineReport) report = rushes_engine_look_finish (result, NULL);

  if (report == NULL)
    return; /* stopped */

  g_set_object (&self->file, report->file);
  if (g_error_matches (report->unfit, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK))
    show_fault (self, _("This video sends its player to an address of its own, so it is not played "
                        "here."), RUSHES_PLAYER_OPEN);
  else
    act (self, report);
}

static void
describe (RushesPlayer *self)
{
  const char *prompt = rushes_video_get_prompt (rushes_playable_get_video (self->playable));
  g_autofree char *text = prompt != NULL ? rushes_format_excerpt (prompt, PROMPT_MAX_BYTES) : NULL;

  rushes_screen_set_description (self->screen, text);
}

static void
look (RushesPlayer *self)
{
  g_autoptr(GPtrArray) saved = rushes_playable_dup_saved (self->playable);

  describe (self);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->screen), TRUE);
  gtk_widget_set_visible (self->waiting, TRUE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rushes_engine_look_async (saved, self->cancellable, on_looked, g_object_ref (self));
}

static void
on_chosen (RushesPlayer     *self,
           RushesPlayerWays  way)
{
  switch (way)
    {
    case RUSHES_PLAYER_OPEN:
      open_elsewhere (self);
      break;
    case RUSHES_PLAYER_TRY_AGAIN:
      look (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->screen));
      break;
    case RUSHES_PLAYER_REFRESH:
      rushes_player_stop (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
      break;
    case RUSHES_PLAYER_NO_WAY:
    default:
      rushes_player_stop (self);
      break;
    }
}

static void
on_full_closed (RushesPlayer *self)
{
  self->full = NULL;
  rushes_screen_set_media (self->screen, self->media);
}

/* No sound from a page that nobody sees. */
static void
rushes_player_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_player_parent_class)->unmap (widget);

  rushes_player_stop (RUSHES_PLAYER (widget));
}

static void
rushes_player_dispose (GObject *object)
{
  RushesPlayer *self = RUSHES_PLAYER (object);

  if (self->overlay != NULL)
    let_go (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->media_signals);
  g_clear_object (&self->file);
  g_clear_object (&self->playable);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (rushes_player_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesPlayer, overlay);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayer, screen);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayer, waiting);
  gtk_widget_class_bind_template_child (widget_class, RushesPlayer, fault);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, rushes_player_stop);
  gtk_widget_class_bind_template_callback (widget_class, rushes_player_toggle_full);
}

static void
rushes_player_class_init (RushesPlayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_player_dispose;
  widget_class->unmap = rushes_player_unmap;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RUSHES_TYPE_PLAYER_FAULT);
  g_type_ensure (RUSHES_TYPE_SCREEN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RUSHES_APP_PATH "ui/rushes-player.ui");
  bind_template (widget_class);
}

static void
rushes_player_init (RushesPlayer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->volume = 1;
  self->media_signals = g_signal_group_new (GTK_TYPE_MEDIA_STREAM);
  g_signal_group_connect_swapped (self->media_signals, "notify::error",
                                  G_CALLBACK (on_media_changed), self);
  g_signal_group_connect_swapped (self->media_signals, "notify::prepared",
                                  G_CALLBACK (on_media_changed), self);
  g_signal_group_connect_swapped (self->media_signals, "notify::timestamp",
                                  G_CALLBACK (on_media_changed), self);
  g_signal_group_connect_swapped (self->media_signals, "invalidate-size", G_CALLBACK (tell), self);
}

/**
 * rushes_player_new:
 * @playable: the video, and where it can be played from
 *
 * Makes a player, which plays nothing before [method@Player.toggle]. It emits "changed" when it
 * becomes active or not, and when the shape of what it plays is known.
 *
 * Returns: (transfer floating): the player
 */
RushesPlayer *
rushes_player_new (RushesPlayable *playable)
{
  RushesPlayer *self = g_object_new (RUSHES_TYPE_PLAYER, NULL);

  self->playable = g_object_ref (playable);

  return self;
}

/**
 * rushes_player_get_active:
 * @self: a player
 *
 * Tells whether the player is to be seen: it plays, is about to, or says why it does not.
 *
 * Returns: %TRUE when it is
 */
gboolean
rushes_player_get_active (RushesPlayer *self)
{
  g_return_val_if_fail (RUSHES_IS_PLAYER (self), FALSE);

  return self->active;
}

/**
 * rushes_player_get_aspect:
 * @self: a player
 *
 * Gets the shape of what plays.
 *
 * Returns: width by height, or 0 while it is not known
 */
double
rushes_player_get_aspect (RushesPlayer *self)
{
  g_return_val_if_fail (RUSHES_IS_PLAYER (self), 0);

  return self->media != NULL
           ? gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->media)) : 0;
}

/**
 * rushes_player_toggle:
 * @self: a player
 *
 * Plays the video, or pauses it and plays on.
 */
void
rushes_player_toggle (RushesPlayer *self)
{
  g_return_if_fail (RUSHES_IS_PLAYER (self));

  if (self->media != NULL)
    {
      rushes_screen_toggle_playing (self->screen);
      return;
    }

  if (self->active)
    return;

  self->active = TRUE;
  look (self);
  tell (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->screen));
}

/**
 * rushes_player_toggle_full:
 * @self: a player
 *
 * Shows what plays on the whole screen, or on the page again.
 */
void
rushes_player_toggle_full (RushesPlayer *self)
{
  g_return_if_fail (RUSHES_IS_PLAYER (self));

  if (self->full != NULL)
    {
      gtk_window_destroy (self->full);
      return;
    }

  if (self->media == NULL)
    return;

  self->full = rushes_full_screen_new (get_window (self), self->media);
  g_signal_connect_object (self->full, "destroy", G_CALLBACK (on_full_closed), self,
                           G_CONNECT_SWAPPED);
  rushes_screen_set_media (self->screen, NULL);
  gtk_window_present (self->full);
}

/**
 * rushes_player_stop:
 * @self: a player
 *
 * Ends whatever it does, and lets go of the file and of the connection.
 */
void
rushes_player_stop (RushesPlayer *self)
{
  g_return_if_fail (RUSHES_IS_PLAYER (self));

  if (!self->active)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  let_go (self);
  g_clear_object (&self->file);
  self->active = FALSE;
  tell (self);
}
