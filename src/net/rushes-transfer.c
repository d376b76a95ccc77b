/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-transfer.h"

#define NEWS_INTERVAL (G_USEC_PER_SEC / 10)

struct _RushesTransfer
{
  gatomicrefcount references;

  /* Never changes after _new (), so both threads read it. */
  RushesFetchPlan plan;
  GCancellable *cancellable;
  GMainContext *context;

  /* The owner's thread alone. */
  RushesTransferFunc changed;
  gpointer owner;

  /* The worker's thread alone. */
  gint64 told;

  /* Both threads, under the lock. */
  GMutex lock;
  RushesTransferNews news;
  char *type;
  gboolean telling;
  gboolean discard;
  char *name;
  GError *error;
};

/**
 * rushes_transfer_new:
 * @plan: what to fetch; it is copied
 *
 * Prepares a transfer. Nothing is asked or opened before [method@Transfer.start].
 *
 * Returns: (transfer full): the transfer
 */
RushesTransfer *
rushes_transfer_new (const RushesFetchPlan *plan)
{
  RushesTransfer *self = g_new0 (RushesTransfer, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  rushes_fetch_plan_copy (plan, &self->plan);
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->news = (RushesTransferNews) {
    .stage = RUSHES_FETCH_CONNECTING,
    .since = g_get_monotonic_time (),
    .total = -1,
  };

  return self;
}

/**
 * rushes_transfer_ref:
 * @self: a transfer
 *
 * Takes a reference; any thread may.
 *
 * Returns: (transfer full): @self
 */
RushesTransfer *
rushes_transfer_ref (RushesTransfer *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * rushes_transfer_unref:
 * @self: (transfer full): a transfer
 *
 * Drops a reference; any thread may. The worker holds its own.
 */
void
rushes_transfer_unref (RushesTransfer *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_error (&self->error);
  rushes_fetch_plan_clear (&self->plan);
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->type);
  g_free (self->name);
  g_free (self);
}

static void
tell_owner (RushesTransfer *self)
{
  if (self->owner != NULL)
    self->changed (self, self->owner);
}

static gboolean
on_news (gpointer user_data)
{
  RushesTransfer *self = user_data;

  g_mutex_lock (&self->lock);
  self->telling = FALSE;
  g_mutex_unlock (&self->lock);

  tell_owner (self);

  return G_SOURCE_REMOVE;
}

static void
post_news (RushesTransfer *self)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_news, rushes_transfer_ref (self),
                         (GDestroyNotify) rushes_transfer_unref);
  g_source_set_static_name (source, "rushes-transfer");
  g_source_attach (source, self->context);
}

static gboolean
note_news (RushesTransfer        *self,
           const RushesFetchNews *news,
           gint64                 now)
{
  gboolean next_stage = news->stage != self->news.stage;
  gboolean due = (next_stage || now - self->told >= NEWS_INTERVAL) && !self->telling;

  if (next_stage)
    self->news.since = now;
  if (g_strcmp0 (self->type, news->content_type) != 0)
    {
      g_free (self->type);
      self->type = g_strdup (news->content_type);
    }

  self->news.stage = news->stage;
  self->news.received = news->received;
  self->news.total = news->total;
  self->telling = self->telling || due;

  return due;
}

static void
on_fetch (const RushesFetchNews *news,
          gpointer               user_data)
{
  RushesTransfer *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gboolean due;

  g_mutex_lock (&self->lock);
  due = note_news (self, news, now);
  g_mutex_unlock (&self->lock);

  if (!due)
    return;

  self->told = now;
  post_news (self);
}

static gboolean
is_to_discard (RushesTransfer *self)
{
  gboolean discard;

  g_mutex_lock (&self->lock);
  discard = self->discard;
  g_mutex_unlock (&self->lock);

  return discard;
}

/* Once it has ended it can no more be stopped: up to then whoever stops it decides what stays. */
static gboolean
end (RushesTransfer *self,
     char           *name,
     GError         *error)
{
  gboolean wanted;

  g_mutex_lock (&self->lock);
  wanted = !self->discard;
  if (wanted)
    {
      self->name = name;
      self->error = error;
      self->news.ended = TRUE;
    }
  g_mutex_unlock (&self->lock);

  return wanted;
}

static void
run (RushesTransfer *self)
{
  g_autoptr(RushesFetch) fetch = rushes_fetch_new (&self->plan, on_fetch, self);
  GError *error = NULL;
  char *name = NULL;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    name = rushes_fetch_run (fetch, self->cancellable, &error);

  /* First on the disk, then over: the next transfer begins where this one ends. */
  if (name == NULL && !is_to_discard (self))
    rushes_fetch_keep (fetch);
  if (end (self, name, error))
    return;

  rushes_fetch_discard (fetch);
  g_free (name);
  g_clear_error (&error);
}

static void
transfer_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  g_autoptr(GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  run (task_data);
  g_main_context_pop_thread_default (context);

  g_task_return_boolean (task, TRUE);
}

static void
on_thread_left (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  RushesTransfer *self = g_task_get_task_data (G_TASK (result));

  g_mutex_lock (&self->lock);
  self->news.ended = TRUE;
  g_mutex_unlock (&self->lock);

  tell_owner (self);
}

/**
 * rushes_transfer_start:
 * @self: a transfer that was not started yet
 * @changed: is called when there is news
 * @owner: for @changed
 *
 * Starts the worker. @changed is called in the main context that is the calling thread's default.
 */
void
rushes_transfer_start (RushesTransfer     *self,
                       RushesTransferFunc  changed,
                       gpointer            owner)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, on_thread_left, NULL);

  self->changed = changed;
  self->owner = owner;
  g_task_set_source_tag (task, rushes_transfer_start);
  g_task_set_task_data (task, rushes_transfer_ref (self), (GDestroyNotify) rushes_transfer_unref);
  g_task_run_in_thread (task, transfer_thread);
}

/**
 * rushes_transfer_stop:
 * @self: a transfer
 * @discard: whether what came is to be removed; else it is kept
 *
 * Has the worker stop as soon as it can. This does not wait: the owner goes on at once, and the
 * worker clears up behind itself. With @discard nothing is left of the file then, neither a part
 * nor the whole.
 *
 * Returns: %FALSE when the transfer had ended already, and nothing changes any more
 */
gboolean
rushes_transfer_stop (RushesTransfer *self,
                      gboolean        discard)
{
  gboolean ended;

  g_mutex_lock (&self->lock);
  ended = self->news.ended;
  self->discard = self->discard || (!ended && discard);
  g_mutex_unlock (&self->lock);

  g_cancellable_cancel (self->cancellable);

  return !ended;
}

/**
 * rushes_transfer_forget:
 * @self: a transfer
 *
 * Has the owner told nothing any more; it may go. To be called in the thread that started @self.
 */
void
rushes_transfer_forget (RushesTransfer *self)
{
  self->owner = NULL;
}

/**
 * rushes_transfer_get_news:
 * @self: a transfer
 * @news: (out caller-allocates): how it stands
 *
 * Gets how far the transfer is. Any thread may ask.
 */
void
rushes_transfer_get_news (RushesTransfer     *self,
                          RushesTransferNews *news)
{
  g_mutex_lock (&self->lock);
  *news = self->news;
  g_mutex_unlock (&self->lock);
}

/**
 * rushes_transfer_dup_type:
 * @self: a transfer
 *
 * Gets what the host says the type of the file is. Any thread may ask.
 *
 * Returns: (transfer full) (nullable): the type, or %NULL when that is not known
 */
char *
rushes_transfer_dup_type (RushesTransfer *self)
{
  char *type;

  g_mutex_lock (&self->lock);
  type = g_strdup (self->type);
  g_mutex_unlock (&self->lock);

  return type;
}

/**
 * rushes_transfer_finish:
 * @self: a transfer that has ended
 * @error: return location for an error
 *
 * Gets what came of it. A transfer that was stopped ends with %G_IO_ERROR_CANCELLED, or with the
 * file when that was complete already and was not to be discarded.
 *
 * Returns: (transfer full): the path of the file, or %NULL
 */
char *
rushes_transfer_finish (RushesTransfer  *self,
                        GError         **error)
{
  if (self->name != NULL)
    return g_build_filename (self->plan.folder, self->name, NULL);

  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the transfer was discarded");

  return NULL;
}
