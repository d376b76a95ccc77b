/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-deadline.h"

#include "rushes-error.h"

/* A message of libsoup 3.6 that is cancelled between the coming of its answer and the telling of it
 * is counted twice as ended, and the session serves none after it. So all that is to be told is
 * told first; it has the priority G_PRIORITY_DEFAULT. */
#define AFTER_ALL_TOLD (G_PRIORITY_DEFAULT + 1)

/* For a host that never lets the loop come to that. */
#define GRACE_MILLISECONDS 1000

struct _RushesDeadline
{
  GCancellable *outer;
  GCancellable *inner;
  gulong outer_id;
  GMainContext *context;
  GSource *timer;
  gboolean passed;
};

static gboolean
on_end (gpointer inner)
{
  g_cancellable_cancel (inner);

  return G_SOURCE_REMOVE;
}

static void
end_soon (RushesDeadline *self)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, AFTER_ALL_TOLD);
  g_source_set_callback (source, on_end, g_object_ref (self->inner), g_object_unref);
  g_source_attach (source, self->context);
}

static void
arm (RushesDeadline *self,
     guint           milliseconds,
     GSourceFunc     callback,
     gpointer        data)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);

  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timer, callback, data, NULL);
  g_source_attach (self->timer, self->context);
}

static gboolean
on_passed (gpointer user_data)
{
  RushesDeadline *self = user_data;

  self->passed = TRUE;
  end_soon (self);
  arm (self, GRACE_MILLISECONDS, on_end, self->inner);

  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer,
                    gpointer      user_data)
{
  end_soon (user_data);
}

static void
watch_outer (RushesDeadline *self,
             GCancellable   *outer)
{
  self->outer = g_object_ref (outer);
  if (g_cancellable_is_cancelled (outer))
    g_cancellable_cancel (self->inner);
  else
    self->outer_id = g_cancellable_connect (outer, G_CALLBACK (on_outer_cancelled), self, NULL);
}

/**
 * rushes_deadline_new:
 * @milliseconds: how long the whole call may take
 * @outer: (nullable): the caller's way to end it sooner
 *
 * Begins a deadline on the thread-default main context. libsoup's own timeout starts anew with
 * every byte, so a server that drips outlives it (LIBRARIES.md, "libsoup").
 *
 * Returns: (transfer full): the deadline, to be freed in the same thread
 */
RushesDeadline *
rushes_deadline_new (guint         milliseconds,
                     GCancellable *outer)
{
  RushesDeadline *self = g_new0 (RushesDeadline, 1);

  self->inner = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  arm (self, milliseconds, on_passed, self);

  if (outer != NULL)
    watch_outer (self, outer);

  return self;
}

/**
 * rushes_deadline_free:
 * @self: a deadline
 *
 * Ends the deadline; it can pass no more.
 */
void
rushes_deadline_free (RushesDeadline *self)
{
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_id);

  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_main_context_unref (self->context);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_free (self);
}

/**
 * rushes_deadline_get_cancellable:
 * @self: a deadline
 *
 * Gets what is cancelled when the time is over or when the caller cancels.
 *
 * Returns: (transfer none): to be given to every operation of the call
 */
GCancellable *
rushes_deadline_get_cancellable (RushesDeadline *self)
{
  return self->inner;
}

/**
 * rushes_deadline_judge:
 * @self: a deadline
 * @error: how the call ended
 *
 * Tells a call that ran out of time from one that was cancelled by its caller.
 *
 * Returns: (transfer full): %RUSHES_ERROR_TIMED_OUT, or a copy of @error
 */
GError *
rushes_deadline_judge (RushesDeadline *self,
                       const GError   *error)
{
  if (self->passed && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      (self->outer == NULL || !g_cancellable_is_cancelled (self->outer)))
    return g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT, "");

  return g_error_copy (error);
}
