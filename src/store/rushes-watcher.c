/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watcher.h"

#include "rushes-alarm.h"
#include "rushes-error.h"
#include "rushes-watch-log.h"
#include "rushes-watch-outcome.h"
#include "rushes-watch-question.h"
#include "rushes-watch-queue.h"
#include "rushes-watch-recovery.h"
#include "rushes-watch-table.h"
#include "rushes-watch-terms.h"

struct _RushesWatcher
{
  GObject parent_instance;

  RushesClient *client;
  RushesLibrary *library;
  RushesDatabase *database; /* of the library */

  RushesWatchQueue *queue;
  RushesWatchTerms *terms;
  RushesAlarm *alarm;
  RushesWatchTable *table;
  GHashTable *questions; /* of video ID to RushesWatchQuestion */
  guint n_watching;
};

enum
{
  PROP_0,
  PROP_N_WATCHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ENDED,
  HALTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void pump (RushesWatcher *self);

G_DEFINE_FINAL_TYPE (RushesWatcher, rushes_watcher, G_TYPE_OBJECT)

/* --- watches ---------------------------------------------------------------------------------- */

static RushesSchedulePhase
judge (RushesWatcher *self,
       const char    *video_id,
       gint64        *due)
{
  return rushes_watch_queue_judge (self->queue, video_id, rushes_alarm_get_now (self->alarm), due);
}

/* What is over is forgotten, so that the next start does not begin it anew. */
static gboolean
show_watch (RushesWatcher *self,
            RushesWatch   *watch)
{
  const char *video_id = rushes_watch_get_video_id (watch);
  gint64 due;
  RushesSchedulePhase phase = judge (self, video_id, &due);
  gboolean asking = g_hash_table_contains (self->questions, video_id);
  gboolean over = rushes_schedule_is_over (phase);
  gboolean ended = over && !rushes_schedule_is_over (rushes_watch_get_phase (watch));

  if (phase == RUSHES_SCHEDULE_STOPPED && rushes_video_is_final (rushes_watch_get_video (watch)))
    phase = RUSHES_SCHEDULE_FINAL;

  if (ended)
    rushes_watch_log_remove (self->database, video_id);

  rushes_watch_set_phase (watch, phase, due, asking);
  if (over && !asking)
    rushes_watch_table_let_go (self->table, watch);

  return ended;
}

static void
show_all (RushesWatcher *self)
{
  g_autoptr(GPtrArray) watches = rushes_watch_table_list (self->table);
  guint n_watching;

  for (guint i = 0; i < watches->len; i++)
    if (show_watch (self, g_ptr_array_index (watches, i)))
      g_signal_emit (self, signals[ENDED], 0, g_ptr_array_index (watches, i));

  n_watching = rushes_watch_queue_count (self->queue, rushes_alarm_get_now (self->alarm));
  if (n_watching == self->n_watching)
    return;

  self->n_watching = n_watching;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WATCHING]);
}

/* --- asking ----------------------------------------------------------------------------------- */

static void
settle (RushesWatcher       *self,
        RushesWatchQuestion *question,
        RushesVideo         *answer,
        const GError        *error)
{
  const char *video_id = rushes_watch_question_get_video_id (question);
  RushesWatch *watch = rushes_watch_table_peek (self->table, video_id);
  gint64 retry_after = error != NULL ? rushes_error_get_retry_after (error) : -1;
  RushesScheduleOutcome outcome =
    rushes_watch_outcome_read (error, rushes_watch_question_get_account (question),
                               rushes_watch_terms_get_account (self->terms));

  rushes_watch_queue_settle (self->queue, video_id, rushes_alarm_get_now (self->alarm), outcome,
                             answer != NULL && rushes_video_is_final (answer), retry_after);
  g_hash_table_remove (self->questions, video_id);

  rushes_watch_outcome_apply (outcome, self->library, watch, video_id, answer, error);
  rushes_watch_question_return (question, answer, error);
  if (outcome == RUSHES_SCHEDULE_REFUSED)
    g_signal_emit (self, signals[HALTED], 0, error);
}

static void
on_answered (RushesWatchQuestion *question,
             RushesVideo         *answer,
             const GError        *error,
             gpointer             user_data)
{
  g_autoptr(RushesWatcher) self = g_object_ref (user_data);

  settle (self, question, answer, error);
  pump (self);
}

static void on_unwanted (RushesWatchQuestion *question,
                         gpointer             user_data);

static RushesWatchQuestion *
ensure_question (RushesWatcher *self,
                 const char    *video_id)
{
  RushesWatchQuestion *question = g_hash_table_lookup (self->questions, video_id);

  if (question == NULL)
    {
      question = rushes_watch_question_new (video_id, on_answered, on_unwanted, self);
      g_hash_table_insert (self->questions, (char *) rushes_watch_question_get_video_id (question),
                           question);
    }

  return question;
}

static void
send (RushesWatcher *self,
      const char    *video_id)
{
  RushesWatchQuestion *question = ensure_question (self, video_id);
  RushesWatch *watch = rushes_watch_table_peek (self->table, video_id);

  if (watch != NULL)
    rushes_watch_table_keep (self->table, watch);

  rushes_watch_question_send (question, self->client,
                              rushes_watch_terms_get_account (self->terms));
}

/* Begins what may begin, and sets the one timer for the rest. */
static void
pump (RushesWatcher *self)
{
  gint64 now = rushes_alarm_get_now (self->alarm);
  const char *video_id;

  while ((video_id = rushes_watch_queue_take (self->queue, now)) != NULL)
    send (self, video_id);

  show_all (self);
  rushes_alarm_set (self->alarm, rushes_watch_queue_get_wake (self->queue, now));
}

/* Without anybody left who wants it, it is cut off: it may hang, and the next one is not to wait
 * for it. */
static void
on_unwanted (RushesWatchQuestion *question,
             gpointer             user_data)
{
  RushesWatcher *self = user_data;
  const char *video_id = rushes_watch_question_get_video_id (question);

  if (rushes_watch_queue_is_asking (self->queue, video_id))
    rushes_watch_queue_settle (self->queue, video_id, rushes_alarm_get_now (self->alarm),
                               RUSHES_SCHEDULE_DROPPED, FALSE, -1);
  else
    rushes_watch_queue_unwish (self->queue, video_id);

  g_hash_table_remove (self->questions, video_id);
  rushes_watch_question_abandon (question);
  pump (self);
}

static void
on_alarm (gboolean slept,
          gpointer user_data)
{
  RushesWatcher *self = user_data;

  if (slept)
    rushes_watch_queue_hurry (self->queue);
  pump (self);
}

static void
on_terms_changed (gpointer user_data)
{
  pump (user_data);
}

static void
begin (RushesWatcher *self,
       RushesWatch   *watch,
       gint64         age)
{
  rushes_watch_queue_watch (self->queue, rushes_watch_get_video_id (watch),
                            rushes_alarm_get_now (self->alarm) - age);
  rushes_watch_table_keep (self->table, watch);
}

static void
on_recovered (RushesVideo *video,
              gint64       age,
              gpointer     user_data)
{
  RushesWatcher *self = user_data;
  g_autoptr(RushesWatch) watch = rushes_watcher_open (self, video);
  gint64 due;

  /* The user may have been faster. */
  if (!rushes_schedule_is_over (judge (self, rushes_video_get_video_id (video), &due)))
    return;

  begin (self, watch, age);
  pump (self);
}

/* ---------------------------------------------------------------------------------------------- */

static void
rushes_watcher_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_N_WATCHING)
    g_value_set_uint (value, RUSHES_WATCHER (object)->n_watching);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rushes_watcher_dispose (GObject *object)
{
  RushesWatcher *self = RUSHES_WATCHER (object);
  GHashTableIter iter;
  gpointer value;

  g_clear_pointer (&self->terms, rushes_watch_terms_free);

  g_hash_table_iter_init (&iter, self->questions);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_hash_table_iter_steal (&iter);
      rushes_watch_question_abandon (value);
    }

  g_clear_pointer (&self->table, rushes_watch_table_free);

  G_OBJECT_CLASS (rushes_watcher_parent_class)->dispose (object);
}

static void
rushes_watcher_finalize (GObject *object)
{
  RushesWatcher *self = RUSHES_WATCHER (object);

  g_hash_table_unref (self->questions);
  rushes_alarm_free (self->alarm);
  rushes_watch_queue_free (self->queue);
  g_clear_object (&self->library);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (rushes_watcher_parent_class)->finalize (object);
}

static void
rushes_watcher_class_init (RushesWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rushes_watcher_dispose;
  object_class->finalize = rushes_watcher_finalize;
  object_class->get_property = rushes_watcher_get_property;

  properties[PROP_N_WATCHING] = g_param_spec_uint ("n-watching", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RushesWatcher::ended:
   * @self: the watcher
   * @watch: a watch
   *
   * A video is watched no more, and nobody has stopped it: it is final, the service has it no more
   * or does not speak of it, or it has been watched for too long.
   */
  signals[ENDED] = g_signal_new ("ended", RUSHES_TYPE_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, RUSHES_TYPE_WATCH);

  /**
   * RushesWatcher::halted:
   * @self: the watcher
   * @error: why
   *
   * The service answers nothing any more until somebody acts.
   */
  signals[HALTED] = g_signal_new ("halted", RUSHES_TYPE_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rushes_watcher_init (RushesWatcher *self)
{
  self->queue = rushes_watch_queue_new (g_random_int ());
  self->alarm = rushes_alarm_new (on_alarm, self);
  self->table = rushes_watch_table_new ();
  self->questions = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * rushes_watcher_new:
 * @settings: whether and how often to ask; whoever brings @client up to date with them must have
 *   begun to listen to them before
 * @client: who asks the API
 * @library: the videos, and where it is written down what is watched
 *
 * Makes the one through whom every question about a video goes: it applies [struct@WatchQueue] to
 * all of them, so that the rates hold whoever asks, and no question is asked twice at once (DESIGN
 * §4). What an earlier run was watching is taken up again.
 *
 * `n-watching` notifies.
 *
 * Returns: (transfer full): for the main thread
 */
RushesWatcher *
rushes_watcher_new (RushesSettings *settings,
                    RushesClient   *client,
                    RushesLibrary  *library)
{
  RushesWatcher *self = g_object_new (RUSHES_TYPE_WATCHER, NULL);

  self->client = g_object_ref (client);
  self->library = g_object_ref (library);
  self->database = rushes_library_get_database (library);
  self->terms = rushes_watch_terms_new (settings, self->queue, on_terms_changed, self);
  rushes_watch_recovery_begin (library, on_recovered, G_OBJECT (self));

  return self;
}

/**
 * rushes_watcher_set_monitor:
 * @self: a watcher
 * @monitor: (nullable): who knows whether there is a network, or %NULL: there always is
 *
 * Sets who tells about the network. Without it nothing is asked, but what somebody waits for.
 */
void
rushes_watcher_set_monitor (RushesWatcher   *self,
                            GNetworkMonitor *monitor)
{
  g_return_if_fail (RUSHES_IS_WATCHER (self));

  rushes_watch_terms_set_monitor (self->terms, monitor);
}

/**
 * rushes_watcher_set_second:
 * @self: a watcher
 * @milliseconds: how long a second takes
 *
 * Makes time go faster, for who cannot wait: tests. To be called before anything is watched.
 */
void
rushes_watcher_set_second (RushesWatcher *self,
                           guint          milliseconds)
{
  g_return_if_fail (RUSHES_IS_WATCHER (self));

  rushes_alarm_set_second (self->alarm, milliseconds);
}

/**
 * rushes_watcher_skip:
 * @self: a watcher
 * @seconds: how long
 *
 * Does as if the machine had slept, for who cannot let it: tests.
 */
void
rushes_watcher_skip (RushesWatcher *self,
                     guint          seconds)
{
  g_return_if_fail (RUSHES_IS_WATCHER (self));

  rushes_alarm_skip (self->alarm, seconds);
}

/**
 * rushes_watcher_open:
 * @self: a watcher
 * @video: a video of the library
 *
 * Gets how a video is being asked about. As long as somebody has it, it is one and the same for a
 * video. Nothing is asked.
 *
 * Returns: (transfer full): the watch
 */
RushesWatch *
rushes_watcher_open (RushesWatcher *self,
                     RushesVideo   *video)
{
  RushesWatch *watch;

  g_return_val_if_fail (RUSHES_IS_WATCHER (self), NULL);

  watch = rushes_watch_table_peek (self->table, rushes_video_get_video_id (video));
  if (watch != NULL)
    return g_object_ref (watch);

  watch = rushes_watch_table_add (self->table, video);
  show_watch (self, watch);

  return watch;
}

/**
 * rushes_watcher_watch:
 * @self: a watcher
 * @watch: a watch
 *
 * Asks about a video again and again from now on, until it is final, has been watched for too long,
 * or [method@Watcher.stop]. One that is watched already goes on as it does.
 */
void
rushes_watcher_watch (RushesWatcher *self,
                      RushesWatch   *watch)
{
  const char *video_id;
  gint64 due;

  g_return_if_fail (RUSHES_IS_WATCHER (self));

  video_id = rushes_watch_get_video_id (watch);
  if (!rushes_schedule_is_over (judge (self, video_id, &due)))
    return;

  begin (self, watch, 0);
  rushes_watch_log_put (self->database, video_id, g_get_real_time () / G_USEC_PER_SEC);
  pump (self);
}

/**
 * rushes_watcher_stop:
 * @self: a watcher
 * @watch: a watch
 *
 * Asks about a video no more. A question under way that nobody waits for is taken back.
 */
void
rushes_watcher_stop (RushesWatcher *self,
                     RushesWatch   *watch)
{
  g_autofree char *video_id = NULL;
  RushesWatchQuestion *question;

  g_return_if_fail (RUSHES_IS_WATCHER (self));

  /* This may be the last that is kept of it. */
  video_id = g_strdup (rushes_watch_get_video_id (watch));
  rushes_watch_queue_stop (self->queue, video_id);
  rushes_watch_log_remove (self->database, video_id);
  rushes_watch_set_phase (watch, RUSHES_SCHEDULE_STOPPED, 0, FALSE);

  question = g_hash_table_lookup (self->questions, video_id);
  if (question != NULL && !rushes_watch_question_is_wanted (question))
    on_unwanted (question, self);
  else
    pump (self);
}

/**
 * rushes_watcher_fetch_async:
 * @self: a watcher
 * @video_id: a video
 * @cancellable: (nullable): takes the question back
 * @callback: called on the main context
 * @user_data: data for @callback
 *
 * Asks about a video as soon as the rates allow, before all that nobody waits for; watched or not,
 * and whatever the service said before. Where a question is under way, its answer is taken.
 */
void
rushes_watcher_fetch_async (RushesWatcher       *self,
                            const char          *video_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rushes_watcher_fetch_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  rushes_watch_question_add_waiter (ensure_question (self, video_id), task);
  rushes_watch_queue_wish (self->queue, video_id, rushes_alarm_get_now (self->alarm));
  pump (self);
}

/**
 * rushes_watcher_fetch_finish:
 * @self: a watcher
 * @result: what the callback got
 * @error: return location for an error of %RUSHES_ERROR
 *
 * Ends [method@Watcher.fetch_async]. The watch of the video, where somebody has it, knows by then.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with an error
 */
RushesVideo *
rushes_watcher_fetch_finish (RushesWatcher  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rushes_watcher_get_seconds_left:
 * @self: a watcher
 * @watch: a watch that is waiting
 *
 * Tells how long it is until a video is asked about again.
 *
 * Returns: seconds, rounded up; 0 when it is due
 */
guint
rushes_watcher_get_seconds_left (RushesWatcher *self,
                                 RushesWatch   *watch)
{
  gint64 left;

  g_return_val_if_fail (RUSHES_IS_WATCHER (self), 0);

  left = rushes_watch_get_due (watch) - rushes_alarm_get_now (self->alarm);

  return CLAMP ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, 0, G_MAXINT32);
}

/**
 * rushes_watcher_get_n_watching:
 * @self: a watcher
 *
 * Counts the videos that will be asked about without anybody doing anything.
 *
 * Returns: how many
 */
guint
rushes_watcher_get_n_watching (RushesWatcher *self)
{
  g_return_val_if_fail (RUSHES_IS_WATCHER (self), 0);

  return self->n_watching;
}
