/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-question.h"

struct _RushesWatchQuestion
{
  char *video_id;
  RushesWatchAnswered answered; /* NULL when nobody wants to know any more */
  RushesWatchUnwanted unwanted;
  gpointer user_data;
  GCancellable *cancellable; /* NULL until it is sent */
  GPtrArray *waiters;        /* of Waiter */
  guint account;
};

typedef struct
{
  RushesWatchQuestion *question;
  GTask *task;
  GSource *cancelled;
} Waiter;

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    {
      g_source_destroy (waiter->cancelled);
      g_source_unref (waiter->cancelled);
    }
  g_clear_object (&waiter->task);
  g_free (waiter);
}

static void
question_free (RushesWatchQuestion *self)
{
  g_free (self->video_id);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->waiters);
  g_free (self);
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  Waiter *waiter = user_data;
  RushesWatchQuestion *self = waiter->question;
  g_autoptr(GTask) task = g_object_ref (waiter->task);

  g_ptr_array_remove (self->waiters, waiter);
  if (!rushes_watch_question_is_wanted (self))
    self->unwanted (self, self->user_data);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  RushesWatchQuestion *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) answer = rushes_client_fetch_finish (RUSHES_CLIENT (source), result,
                                                              &error);

  if (self->answered != NULL)
    self->answered (self, answer, error, self->user_data);
  question_free (self);
}

/**
 * rushes_watch_question_new:
 * @video_id: the video
 * @answered: called with what came of it
 * @unwanted: called when nobody waits for it any more
 * @user_data: data for both
 *
 * Makes a question that nobody waits for yet and that is not sent.
 *
 * Returns: (transfer full): the question; end it with [method@WatchQuestion.abandon] as long as it
 *   is not answered
 */
RushesWatchQuestion *
rushes_watch_question_new (const char          *video_id,
                           RushesWatchAnswered  answered,
                           RushesWatchUnwanted  unwanted,
                           gpointer             user_data)
{
  RushesWatchQuestion *self = g_new0 (RushesWatchQuestion, 1);

  self->video_id = g_strdup (video_id);
  self->answered = answered;
  self->unwanted = unwanted;
  self->user_data = user_data;
  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);

  return self;
}

/**
 * rushes_watch_question_get_video_id:
 * @self: a question
 *
 * Gets what it is about.
 *
 * Returns: (transfer none): the video ID, there as long as @self
 */
const char *
rushes_watch_question_get_video_id (const RushesWatchQuestion *self)
{
  return self->video_id;
}

/**
 * rushes_watch_question_get_account:
 * @self: a question
 *
 * Gets what [method@WatchQuestion.send] got.
 *
 * Returns: in whose name it was sent
 */
guint
rushes_watch_question_get_account (const RushesWatchQuestion *self)
{
  return self->account;
}

/**
 * rushes_watch_question_is_wanted:
 * @self: a question
 *
 * Tells whether somebody waits for the answer.
 *
 * Returns: whether there is a waiter
 */
gboolean
rushes_watch_question_is_wanted (const RushesWatchQuestion *self)
{
  return self->waiters->len > 0;
}

/**
 * rushes_watch_question_add_waiter:
 * @self: a question
 * @task: who waits; cancelled, it returns at once and waits no more
 *
 * Lets somebody wait for the answer.
 */
void
rushes_watch_question_add_waiter (RushesWatchQuestion *self,
                                  GTask               *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->question = self;
  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (on_cancelled), waiter, NULL);
      g_source_attach (waiter->cancelled, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiters, waiter);
}

/**
 * rushes_watch_question_send:
 * @self: a question that was not sent yet
 * @client: who knows the API
 * @account: in whose name: another number whenever the token or the address is another one
 *
 * Asks.
 */
void
rushes_watch_question_send (RushesWatchQuestion *self,
                            RushesClient        *client,
                            guint                account)
{
  g_return_if_fail (self->cancellable == NULL);

  self->account = account;
  self->cancellable = g_cancellable_new ();
  rushes_client_fetch_async (client, self->video_id, self->cancellable, on_answer, self);
}

/**
 * rushes_watch_question_return:
 * @self: a question
 * @answer: (nullable): the answer
 * @error: (nullable): why there is none
 *
 * Tells those who wait.
 */
void
rushes_watch_question_return (RushesWatchQuestion *self,
                              RushesVideo         *answer,
                              const GError        *error)
{
  for (guint i = 0; i < self->waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (self->waiters, i);

      if (answer != NULL)
        g_task_return_pointer (waiter->task, g_object_ref (answer), g_object_unref);
      else
        g_task_return_error (waiter->task, g_error_copy (error));
    }
}

/**
 * rushes_watch_question_abandon:
 * @self: (transfer full): a question
 *
 * Ends it without an answer. A request under way is cut off, for it may hang.
 */
void
rushes_watch_question_abandon (RushesWatchQuestion *self)
{
  /* One that was sent comes back by itself, and is freed then. */
  self->answered = NULL;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    question_free (self);
}
