/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-queue.h"

/* What is not wished for stands behind what is. */
#define NEVER G_MAXINT64

typedef struct
{
  char *video_id;
  guint64 serial; /* which came first, where nothing else tells */
  RushesScheduleState state;
  gint64 wished_at;  /* or NEVER */
  gint64 started_at; /* of the question under way */
  gboolean asking;
} Item;

struct _RushesWatchQueue
{
  GHashTable *items; /* of video ID to Item */
  GRand *rand;
  RushesScheduleRules rules;
  gint64 starts[RUSHES_WATCH_QUEUE_MAX_A_SECOND]; /* of the last questions, the oldest first */
  guint n_asking;
  guint n_slowed;
  guint64 n_items_ever;
};

static void
item_free (Item *item)
{
  g_free (item->video_id);
  g_free (item);
}

static Item *
peek_item (RushesWatchQueue *self,
           const char       *video_id)
{
  return g_hash_table_lookup (self->items, video_id);
}

static void
draw_jitter (RushesWatchQueue *self,
             Item             *item)
{
  item->state.jitter = g_rand_double_range (self->rand, -1, 1);
}

static Item *
ensure_item (RushesWatchQueue *self,
             const char       *video_id)
{
  Item *item = peek_item (self, video_id);

  if (item != NULL)
    return item;

  item = g_new0 (Item, 1);
  item->video_id = g_strdup (video_id);
  item->serial = self->n_items_ever++;
  item->wished_at = NEVER;
  item->state.stopped = TRUE;
  draw_jitter (self, item);
  g_hash_table_insert (self->items, item->video_id, item);

  return item;
}

static void
drop_if_idle (RushesWatchQueue *self,
              Item             *item)
{
  gboolean watched = !item->state.final && !item->state.stopped;

  if (!watched && !item->asking && item->wished_at == NEVER)
    g_hash_table_remove (self->items, item->video_id);
}

/* Until a question may begin. */
static gint64
get_free_at (RushesWatchQueue *self)
{
  return self->starts[0] == 0 ? 0 : self->starts[0] + G_USEC_PER_SEC;
}

static void
note_start (RushesWatchQueue *self,
            gint64            now)
{
  for (guint i = 1; i < RUSHES_WATCH_QUEUE_MAX_A_SECOND; i++)
    self->starts[i - 1] = self->starts[i];
  self->starts[RUSHES_WATCH_QUEUE_MAX_A_SECOND - 1] = now;
}

/* Somebody waits for what is wished for; of the rest, the oldest question comes first. */
static gboolean
comes_before (const Item *a,
              gint64      a_due,
              const Item *b,
              gint64      b_due)
{
  if (a->wished_at != b->wished_at)
    return a->wished_at < b->wished_at;
  if (a->wished_at == NEVER && a_due != b_due)
    return a_due < b_due;
  if (a->state.asked_at != b->state.asked_at)
    return a->state.asked_at < b->state.asked_at;

  return a->serial < b->serial;
}

static Item *
find_next (RushesWatchQueue *self,
           gint64            now)
{
  GHashTableIter iter;
  gpointer value;
  Item *best = NULL;
  gint64 best_due = 0;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Item *item = value;
      gint64 due;
      RushesSchedulePhase phase = rushes_schedule_judge (&item->state, &self->rules, now, &due);

      if (item->asking || (item->wished_at == NEVER && phase != RUSHES_SCHEDULE_DUE))
        continue;

      if (best == NULL || comes_before (item, due, best, best_due))
        {
          best = item;
          best_due = due;
        }
    }

  return best;
}

/**
 * rushes_watch_queue_new:
 * @seed: for the jitter
 *
 * Makes the one who decides which video is asked about next, and when: at most two questions begin
 * in a second and four are under way at once over all videos, the oldest question first (DESIGN
 * §4). It asks nobody and has no clock: every time is given to it, in microseconds of one clock.
 *
 * Returns: (transfer full): a queue without videos, for one thread
 */
RushesWatchQueue *
rushes_watch_queue_new (guint32 seed)
{
  RushesWatchQueue *self = g_new0 (RushesWatchQueue, 1);

  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) item_free);
  self->rand = g_rand_new_with_seed (seed);
  self->rules.online = TRUE;

  return self;
}

/**
 * rushes_watch_queue_free:
 * @self: (transfer full): a queue
 *
 * Frees the queue.
 */
void
rushes_watch_queue_free (RushesWatchQueue *self)
{
  g_hash_table_unref (self->items);
  g_rand_free (self->rand);
  g_free (self);
}

/**
 * rushes_watch_queue_set_settings:
 * @self: a queue
 * @enabled: the setting `watch`
 * @interval: the setting `watch-interval`, in seconds
 * @limit: the setting `watch-limit`, in seconds
 *
 * Sets what the user wants. It holds at once, for what waits already, too.
 */
void
rushes_watch_queue_set_settings (RushesWatchQueue *self,
                                 gboolean          enabled,
                                 guint             interval,
                                 guint             limit)
{
  self->rules.enabled = enabled;
  self->rules.interval = interval;
  self->rules.limit = limit;
}

/**
 * rushes_watch_queue_set_online:
 * @self: a queue
 * @online: whether the network is there
 *
 * Sets whether anything can be asked. When the network is back, everything is due at once.
 */
void
rushes_watch_queue_set_online (RushesWatchQueue *self,
                               gboolean          online)
{
  if (online && !self->rules.online)
    rushes_watch_queue_hurry (self);

  self->rules.online = online;
}

/**
 * rushes_watch_queue_resume:
 * @self: a queue
 *
 * Takes everything up again, after the service had refused all questions: somebody has acted.
 */
void
rushes_watch_queue_resume (RushesWatchQueue *self)
{
  if (!self->rules.halted)
    return;

  self->rules.halted = FALSE;
  rushes_watch_queue_hurry (self);
}

/**
 * rushes_watch_queue_hurry:
 * @self: a queue
 *
 * Makes all that is watched due at once: the machine has woken, or the network is back.
 */
void
rushes_watch_queue_hurry (RushesWatchQueue *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Item *item = value;

      item->state.hurried = TRUE;
      item->state.n_faults = 0;
    }
}

/**
 * rushes_watch_queue_watch:
 * @self: a queue
 * @video_id: a video
 * @since: when that began, or begins
 *
 * Watches a video. It is due at once; what had stopped it before is forgotten.
 */
void
rushes_watch_queue_watch (RushesWatchQueue *self,
                          const char       *video_id,
                          gint64            since)
{
  Item *item = ensure_item (self, video_id);

  item->state = (RushesScheduleState) {
    .hurried = TRUE,
    .since = since,
    .asked_at = since,
    .jitter = item->state.jitter,
  };
}

/**
 * rushes_watch_queue_stop:
 * @self: a queue
 * @video_id: a video
 *
 * Watches a video no more. A question under way is still to be settled.
 */
void
rushes_watch_queue_stop (RushesWatchQueue *self,
                         const char       *video_id)
{
  Item *item = peek_item (self, video_id);

  if (item == NULL)
    return;

  item->state.stopped = TRUE;
  drop_if_idle (self, item);
}

/**
 * rushes_watch_queue_wish:
 * @self: a queue
 * @video_id: a video, watched or not
 * @now: the time
 *
 * Wants one question about a video as soon as may be, before all others: somebody has asked for it.
 * When one is under way, that is the one.
 */
void
rushes_watch_queue_wish (RushesWatchQueue *self,
                         const char       *video_id,
                         gint64            now)
{
  Item *item = ensure_item (self, video_id);

  if (!item->asking && item->wished_at == NEVER)
    item->wished_at = now;
}

/**
 * rushes_watch_queue_unwish:
 * @self: a queue
 * @video_id: a video
 *
 * Takes a wish back that has not been fulfilled.
 */
void
rushes_watch_queue_unwish (RushesWatchQueue *self,
                           const char       *video_id)
{
  Item *item = peek_item (self, video_id);

  if (item == NULL)
    return;

  item->wished_at = NEVER;
  drop_if_idle (self, item);
}

/**
 * rushes_watch_queue_take:
 * @self: a queue
 * @now: the time
 *
 * Takes the video that is to be asked about now. The question has to be settled with
 * [method@WatchQueue.settle].
 *
 * Returns: (transfer none) (nullable): its ID, until it is settled, or %NULL when none may be asked
 *   about now
 */
const char *
rushes_watch_queue_take (RushesWatchQueue *self,
                         gint64            now)
{
  Item *item;

  if (self->n_asking >= RUSHES_WATCH_QUEUE_MAX_ASKING || now < get_free_at (self))
    return NULL;

  item = find_next (self, now);
  if (item == NULL)
    return NULL;

  note_start (self, now);
  self->n_asking++;
  item->asking = TRUE;
  item->started_at = now;
  item->wished_at = NEVER;

  return item->video_id;
}

/* Several questions under way at once are told the same: that is one word, not four. */
static void
slow_down (RushesWatchQueue *self,
           Item             *item,
           gint64            now,
           gint64            retry_after)
{
  gboolean again = self->n_slowed > 0 && item->started_at < self->rules.quiet_until;
  guint n_times = again ? self->n_slowed - 1 : self->n_slowed;
  gint64 pause = rushes_schedule_get_pause (retry_after, n_times);

  if (!again)
    self->n_slowed++;
  self->rules.quiet_until = MAX (self->rules.quiet_until, now + pause * G_USEC_PER_SEC);
}

static void
apply_outcome (RushesWatchQueue      *self,
               Item                  *item,
               gint64                 now,
               RushesScheduleOutcome  outcome,
               gint64                 retry_after)
{
  switch (outcome)
    {
    case RUSHES_SCHEDULE_ANSWERED:
    case RUSHES_SCHEDULE_ENDED:
      item->state.n_faults = 0;
      self->n_slowed = 0;
      rushes_watch_queue_resume (self);
      break;
    case RUSHES_SCHEDULE_FAILED:
      item->state.n_faults++;
      break;
    case RUSHES_SCHEDULE_SLOWED:
      slow_down (self, item, now, retry_after);
      break;
    case RUSHES_SCHEDULE_REFUSED:
      self->rules.halted = TRUE;
      break;
    case RUSHES_SCHEDULE_REJECTED:
      item->state.stopped = TRUE;
      break;
    case RUSHES_SCHEDULE_DROPPED:
    default:
      break;
    }
}

/**
 * rushes_watch_queue_settle:
 * @self: a queue
 * @video_id: a video that was taken
 * @now: the time
 * @outcome: what the question has brought
 * @final: whether the answer is the last there will be
 * @retry_after: for how many seconds the service wants to be left alone, or -1
 *
 * Ends a question. A video that is final, gone or cannot be asked about is watched no more.
 */
void
rushes_watch_queue_settle (RushesWatchQueue      *self,
                           const char            *video_id,
                           gint64                 now,
                           RushesScheduleOutcome  outcome,
                           gboolean               final,
                           gint64                 retry_after)
{
  Item *item = peek_item (self, video_id);

  g_return_if_fail (item != NULL && item->asking);

  self->n_asking--;
  item->asking = FALSE;
  apply_outcome (self, item, now, outcome, retry_after);
  item->state.hurried = FALSE;
  item->state.asked_at = now;
  draw_jitter (self, item);
  item->state.final = final || outcome == RUSHES_SCHEDULE_ENDED;
  drop_if_idle (self, item);
}

/* When something about it changes by itself: it becomes due, or has been watched for too long. */
static gint64
get_change (RushesWatchQueue *self,
            Item             *item,
            gint64            now)
{
  gint64 due;

  switch (rushes_schedule_judge (&item->state, &self->rules, now, &due))
    {
    case RUSHES_SCHEDULE_DUE:
      return now;
    case RUSHES_SCHEDULE_WAITING:
      if (item->state.hurried)
        return due;
      return MIN (due, item->state.since + (gint64) self->rules.limit * G_USEC_PER_SEC);
    default:
      return NEVER;
    }
}

/**
 * rushes_watch_queue_get_wake:
 * @self: a queue
 * @now: the time
 *
 * Tells when to look at the queue again, if nothing happens before: a question may begin then, or
 * a video is no longer watched. It is the only timer that watching needs.
 *
 * Returns: the time, never before @now, or -1 when nothing happens by itself
 */
gint64
rushes_watch_queue_get_wake (RushesWatchQueue *self,
                             gint64            now)
{
  gint64 wake = NEVER;
  GHashTableIter iter;
  gpointer value;

  if (self->n_asking >= RUSHES_WATCH_QUEUE_MAX_ASKING)
    return -1;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Item *item = value;

      if (!item->asking)
        wake = MIN (wake, item->wished_at != NEVER ? now : get_change (self, item, now));
    }

  if (wake == NEVER)
    return -1;

  return MAX (MAX (wake, now), get_free_at (self));
}

/**
 * rushes_watch_queue_judge:
 * @self: a queue
 * @video_id: a video
 * @now: the time
 * @due: (out): when it is due, where it waits or is due
 *
 * Tells how the watching of a video stands.
 *
 * Returns: the phase; %RUSHES_SCHEDULE_STOPPED for one that is not watched
 */
RushesSchedulePhase
rushes_watch_queue_judge (RushesWatchQueue *self,
                          const char       *video_id,
                          gint64            now,
                          gint64           *due)
{
  Item *item = peek_item (self, video_id);

  if (item != NULL)
    return rushes_schedule_judge (&item->state, &self->rules, now, due);

  *due = 0;
  return RUSHES_SCHEDULE_STOPPED;
}

/**
 * rushes_watch_queue_is_asking:
 * @self: a queue
 * @video_id: a video
 *
 * Tells whether a question about a video is under way.
 *
 * Returns: %TRUE between taking and settling
 */
gboolean
rushes_watch_queue_is_asking (RushesWatchQueue *self,
                              const char       *video_id)
{
  Item *item = peek_item (self, video_id);

  return item != NULL && item->asking;
}

/**
 * rushes_watch_queue_count:
 * @self: a queue
 * @now: the time
 *
 * Counts the videos that will be asked about without anybody doing anything.
 *
 * Returns: how many
 */
guint
rushes_watch_queue_count (RushesWatchQueue *self,
                          gint64            now)
{
  GHashTableIter iter;
  gpointer value;
  guint n_items = 0;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Item *item = value;
      gint64 due;

      switch (rushes_schedule_judge (&item->state, &self->rules, now, &due))
        {
        case RUSHES_SCHEDULE_OFFLINE:
        case RUSHES_SCHEDULE_WAITING:
        case RUSHES_SCHEDULE_DUE:
          n_items++;
          break;
        default:
          break;
        }
    }

  return n_items;
}
