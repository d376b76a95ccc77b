/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-worker.h"

#include "rushes-error.h"
#include "rushes-pace.h"
#include "rushes-transfer.h"

#define TICK_MS 250

struct _RushesWorker
{
  RushesWorkerLimits limits;
  RushesWorkerTold told;
  RushesWorkerEnded ended;
  gpointer user_data;

  RushesTransfer *transfer; /* under way, or stopped and not gone yet */
  RushesTransfer *next;     /* to start when it has gone */
  gboolean next_discards;
  gboolean stopped;
  gboolean running;
  GSource *tick;
  RushesPace pace;
};

/**
 * rushes_worker_new:
 * @limits: when to give up
 * @told: is told how the work stands
 * @ended: is told how it ended
 * @user_data: for both
 *
 * Makes a worker that has nothing to do.
 *
 * Returns: (transfer full): the worker
 */
RushesWorker *
rushes_worker_new (const RushesWorkerLimits *limits,
                   RushesWorkerTold          told,
                   RushesWorkerEnded         ended,
                   gpointer                  user_data)
{
  RushesWorker *self = g_new0 (RushesWorker, 1);

  self->limits = *limits;
  self->told = told;
  self->ended = ended;
  self->user_data = user_data;

  return self;
}

static void
stop_tick (RushesWorker *self)
{
  if (self->tick == NULL)
    return;

  g_source_destroy (self->tick);
  g_clear_pointer (&self->tick, g_source_unref);
}

static void
let_go (RushesWorker *self)
{
  stop_tick (self);
  if (self->transfer != NULL)
    rushes_transfer_forget (self->transfer);

  g_clear_pointer (&self->transfer, rushes_transfer_unref);
  self->stopped = FALSE;
  self->running = FALSE;
}

/**
 * rushes_worker_free:
 * @self: (transfer full): a worker
 *
 * Lets a worker go. What it is at work on is stopped and what came is kept; nobody is told any
 * more.
 */
void
rushes_worker_free (RushesWorker *self)
{
  if (self->transfer != NULL)
    rushes_transfer_stop (self->transfer, FALSE);

  let_go (self);
  g_clear_pointer (&self->next, rushes_transfer_unref);
  g_free (self);
}

static void
read_news (RushesWorker             *self,
           const RushesTransferNews *news,
           const char               *type,
           RushesWorkerNews         *told)
{
  gboolean taking = news->stage == RUSHES_FETCH_TAKING && self->running;

  *told = (RushesWorkerNews) {
    .running = news->stage >= RUSHES_FETCH_TAKING,
    .received = news->received,
    .total = news->total,
    .speed = taking ? rushes_pace_get_speed (&self->pace) : 0,
    .time_left = taking ? rushes_pace_get_time_left (&self->pace, news->total) : -1,
    .content_type = type,
  };
}

static void
tell (RushesWorker             *self,
      const RushesTransferNews *news)
{
  g_autofree char *type = rushes_transfer_dup_type (self->transfer);
  RushesWorkerNews told;

  read_news (self, news, type, &told);
  if (told.running && !self->running)
    rushes_pace_begin (&self->pace, g_get_monotonic_time (), told.received);

  self->running = told.running;
  self->told (&told, self->user_data);
}

static void
tell_end (RushesWorker   *self,
          RushesTransfer *transfer,
          const char     *path,
          const GError   *error)
{
  g_autofree char *type = rushes_transfer_dup_type (transfer);
  RushesTransferNews news;
  RushesWorkerNews told;

  rushes_transfer_get_news (transfer, &news);
  self->running = FALSE;
  read_news (self, &news, type, &told);
  self->ended (&told, path, error, self->user_data);
}

static void launch (RushesWorker *self);

static void
settle (RushesWorker *self)
{
  g_autoptr(RushesTransfer) transfer = rushes_transfer_ref (self->transfer);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = rushes_transfer_finish (transfer, &error);
  gboolean stopped = self->stopped;

  let_go (self);
  if (path != NULL)
    g_clear_pointer (&self->next, rushes_transfer_unref);

  if (self->next != NULL)
    launch (self);
  else if (path != NULL || !stopped)
    tell_end (self, transfer, path, error);
}

static void
on_changed (RushesTransfer *transfer,
            gpointer        owner)
{
  RushesWorker *self = owner;
  RushesTransferNews news;

  rushes_transfer_get_news (transfer, &news);
  if (news.ended)
    settle (self);
  else if (!self->stopped)
    tell (self, &news);
}

static void
give_up (RushesWorker *self,
         RushesError   code,
         const char   *reason)
{
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, code, reason);

  stop_tick (self);
  self->stopped = TRUE;
  if (rushes_transfer_stop (self->transfer, FALSE))
    tell_end (self, self->transfer, NULL, error);
  else
    settle (self);
}

static void
watch_pace (RushesWorker             *self,
            const RushesTransferNews *news)
{
  rushes_pace_add (&self->pace, g_get_monotonic_time (), news->received);

  if (rushes_pace_is_stalled (&self->pace, self->limits.stall_seconds))
    give_up (self, RUSHES_ERROR_STALLED, "the transfer stands still");
  else
    tell (self, news);
}

/* The worker's thread blocks, so it cannot watch the clock; a host that sends one byte now and then
 * outlives every limit on a single read (LIBRARIES.md, "libsoup"). */
static gboolean
on_tick (gpointer user_data)
{
  RushesWorker *self = user_data;
  RushesTransferNews news;
  gint64 waited;

  rushes_transfer_get_news (self->transfer, &news);
  waited = (g_get_monotonic_time () - news.since) / G_USEC_PER_SEC;

  if (news.stage == RUSHES_FETCH_CONNECTING && waited >= self->limits.connect_seconds)
    give_up (self, RUSHES_ERROR_TIMED_OUT, "no connection in time");
  else if (news.stage == RUSHES_FETCH_WAITING && waited >= self->limits.answer_seconds)
    give_up (self, RUSHES_ERROR_TIMED_OUT, "no answer in time");
  else if (news.stage == RUSHES_FETCH_TAKING && self->running)
    watch_pace (self, &news);

  return G_SOURCE_CONTINUE;
}

static void
start_tick (RushesWorker *self)
{
  self->tick = g_timeout_source_new (TICK_MS);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_set_static_name (self->tick, "rushes-worker");
  g_source_attach (self->tick, g_main_context_get_thread_default ());
}

static void
launch (RushesWorker *self)
{
  self->transfer = g_steal_pointer (&self->next);
  self->stopped = self->next_discards;
  if (!self->stopped)
    start_tick (self);

  rushes_transfer_start (self->transfer, on_changed, self);
}

static void
prepare (RushesWorker          *self,
         const RushesFetchPlan *plan,
         gboolean               discards)
{
  g_clear_pointer (&self->next, rushes_transfer_unref);
  self->next = rushes_transfer_new (plan);
  self->next_discards = discards;
  if (discards)
    rushes_transfer_stop (self->next, TRUE);
}

/**
 * rushes_worker_start:
 * @self: a worker that has nothing to do, or was stopped
 * @plan: what to fetch; it is copied
 *
 * Sets the worker to work. When the last transfer is still in the middle of a write, this one
 * follows it.
 */
void
rushes_worker_start (RushesWorker          *self,
                     const RushesFetchPlan *plan)
{
  g_return_if_fail (self->transfer == NULL || self->stopped);

  prepare (self, plan, FALSE);
  if (self->transfer == NULL)
    launch (self);
}

static gboolean
stop (RushesWorker *self,
      gboolean      discard)
{
  stop_tick (self);
  self->stopped = TRUE;

  return rushes_transfer_stop (self->transfer, discard);
}

/**
 * rushes_worker_stop:
 * @self: a worker
 *
 * Stops the work at once, and what came is kept. When the file turns out to be complete already,
 * that is told now or a moment later.
 */
void
rushes_worker_stop (RushesWorker *self)
{
  g_clear_pointer (&self->next, rushes_transfer_unref);
  if (self->transfer != NULL && !stop (self, FALSE))
    settle (self);
}

/**
 * rushes_worker_discard:
 * @self: a worker
 * @plan: what was to be fetched
 *
 * Stops the work at once, and everything of the file is removed, also what an earlier run of the
 * program left. When the file turns out to be complete already, that is told now, and it stays.
 */
void
rushes_worker_discard (RushesWorker          *self,
                       const RushesFetchPlan *plan)
{
  g_clear_pointer (&self->next, rushes_transfer_unref);
  if (self->transfer != NULL && stop (self, TRUE))
    return;

  prepare (self, plan, TRUE);
  if (self->transfer != NULL)
    settle (self);
  else
    launch (self);
}
