/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch.h"

struct _RushesWatch
{
  GObject parent_instance;

  RushesVideo *video;
  RushesSchedulePhase phase;
  gint64 due;
  gboolean asking;
  GError *error;
};

enum
{
  PROP_0,
  PROP_PHASE,
  PROP_DUE,
  PROP_ASKING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesWatch, rushes_watch, G_TYPE_OBJECT)

static void
rushes_watch_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RushesWatch *self = RUSHES_WATCH (object);

  switch (prop_id)
    {
    case PROP_PHASE:
      g_value_set_int (value, self->phase);
      break;
    case PROP_DUE:
      g_value_set_int64 (value, self->due);
      break;
    case PROP_ASKING:
      g_value_set_boolean (value, self->asking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_watch_finalize (GObject *object)
{
  RushesWatch *self = RUSHES_WATCH (object);

  g_object_unref (self->video);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (rushes_watch_parent_class)->finalize (object);
}

static void
rushes_watch_class_init (RushesWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_watch_finalize;
  object_class->get_property = rushes_watch_get_property;

  properties[PROP_PHASE] = g_param_spec_int ("phase", NULL, NULL, RUSHES_SCHEDULE_FINAL,
                                             RUSHES_SCHEDULE_DUE, RUSHES_SCHEDULE_STOPPED,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DUE] = g_param_spec_int64 ("due", NULL, NULL, 0, G_MAXINT64, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RushesWatch::answered:
   * @self: the watch
   *
   * A question about the video has ended, with an answer or an error.
   */
  signals[ANSWERED] = g_signal_new ("answered", RUSHES_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_watch_init (RushesWatch *self)
{
  self->phase = RUSHES_SCHEDULE_STOPPED;
}

/**
 * rushes_watch_new:
 * @video: a video
 *
 * Makes what is known of how a video is being asked about. `phase`, `due` and `asking` notify.
 * [class@Watcher] makes and keeps it up to date; all others read it, in the main thread.
 *
 * Returns: (transfer full): the watch of a video that is not watched
 */
RushesWatch *
rushes_watch_new (RushesVideo *video)
{
  RushesWatch *self = g_object_new (RUSHES_TYPE_WATCH, NULL);

  self->video = g_object_ref (video);

  return self;
}

/**
 * rushes_watch_get_video:
 * @self: a watch
 *
 * Gets the video, which is brought up to date with each answer.
 *
 * Returns: (transfer none): the video
 */
RushesVideo *
rushes_watch_get_video (RushesWatch *self)
{
  g_return_val_if_fail (RUSHES_IS_WATCH (self), NULL);

  return self->video;
}

/**
 * rushes_watch_get_video_id:
 * @self: a watch
 *
 * Gets the ID of the video.
 *
 * Returns: (transfer none): the ID
 */
const char *
rushes_watch_get_video_id (RushesWatch *self)
{
  g_return_val_if_fail (RUSHES_IS_WATCH (self), NULL);

  return rushes_video_get_video_id (self->video);
}

/**
 * rushes_watch_get_phase:
 * @self: a watch
 *
 * Gets whether the video is being watched, and why not.
 *
 * Returns: the phase
 */
RushesSchedulePhase
rushes_watch_get_phase (RushesWatch *self)
{
  g_return_val_if_fail (RUSHES_IS_WATCH (self), RUSHES_SCHEDULE_STOPPED);

  return self->phase;
}

/**
 * rushes_watch_get_due:
 * @self: a watch
 *
 * Gets when the video is to be asked about, which [method@Watcher.get_seconds_left] turns into
 * something to be shown.
 *
 * Returns: microseconds of the watcher's clock, or 0
 */
gint64
rushes_watch_get_due (RushesWatch *self)
{
  g_return_val_if_fail (RUSHES_IS_WATCH (self), 0);

  return self->due;
}

/**
 * rushes_watch_get_asking:
 * @self: a watch
 *
 * Tells whether the service is being asked about the video.
 *
 * Returns: %TRUE while a question is under way
 */
gboolean
rushes_watch_get_asking (RushesWatch *self)
{
  g_return_val_if_fail (RUSHES_IS_WATCH (self), FALSE);

  return self->asking;
}

/**
 * rushes_watch_get_error:
 * @self: a watch
 *
 * Gets how the last question failed.
 *
 * Returns: (transfer none) (nullable): the error, or %NULL when it was answered
 */
const GError *
rushes_watch_get_error (RushesWatch *self)
{
  g_return_val_if_fail (RUSHES_IS_WATCH (self), NULL);

  return self->error;
}

/**
 * rushes_watch_set_phase:
 * @self: a watch
 * @phase: whether it is being watched
 * @due: when it is due, or 0
 * @asking: whether it is being asked about
 *
 * Says how the watching stands. For the watcher.
 */
void
rushes_watch_set_phase (RushesWatch         *self,
                        RushesSchedulePhase  phase,
                        gint64               due,
                        gboolean             asking)
{
  gboolean phase_changed, due_changed, asking_changed;

  g_return_if_fail (RUSHES_IS_WATCH (self));

  phase_changed = self->phase != phase;
  due_changed = self->due != due;
  asking_changed = self->asking != asking;
  self->phase = phase;
  self->due = due;
  self->asking = asking;

  g_object_freeze_notify (G_OBJECT (self));
  if (phase_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  if (due_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DUE]);
  if (asking_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * rushes_watch_answer:
 * @self: a watch
 * @answer: (nullable): what the service says
 * @error: (nullable): or how the question failed
 *
 * Brings the video up to date and tells those who wait. A video that the service has no more is
 * removed; any other error leaves it as it was. For the watcher.
 */
void
rushes_watch_answer (RushesWatch  *self,
                     RushesVideo  *answer,
                     const GError *error)
{
  g_return_if_fail (RUSHES_IS_WATCH (self));

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);

  if (answer != NULL)
    rushes_video_update (self->video, answer);
  else if (rushes_schedule_read_error (error) == RUSHES_SCHEDULE_ENDED)
    rushes_video_set_removed (self->video, TRUE);

  g_signal_emit (self, signals[ANSWERED], 0);
}
