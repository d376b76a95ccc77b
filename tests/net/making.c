/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "making.h"

/* How often the main loop has to go round while an object is made. */
#define N_TICKS 50
#define MAX_WAIT_SECONDS 20

static struct
{
  GMutex lock;
  GCond ticked;
  GThread *main_thread;
  GObjectClass *klass;
  void (*constructed) (GObject *object);
  guint tick;
  guint n_ticks;
  guint n_made_here;
  guint n_made_elsewhere;
} making;

static gboolean
on_tick (gpointer user_data)
{
  g_mutex_lock (&making.lock);
  making.n_ticks++;
  g_cond_broadcast (&making.ticked);
  g_mutex_unlock (&making.lock);

  return G_SOURCE_CONTINUE;
}

/* In a worker it waits for the main loop: who blocks that one is found out. */
static void
constructed (GObject *object)
{
  gint64 end = g_get_monotonic_time () + MAX_WAIT_SECONDS * G_USEC_PER_SEC;
  guint last;

  making.constructed (object);

  g_mutex_lock (&making.lock);
  if (g_thread_self () == making.main_thread)
    making.n_made_here++;
  else
    {
      making.n_made_elsewhere++;
      last = making.n_ticks + N_TICKS;
      while (making.n_ticks < last)
        g_assert_true (g_cond_wait_until (&making.ticked, &making.lock, end));
    }
  g_mutex_unlock (&making.lock);
}

/* From now on every object of @type has to be made outside of this thread. */
void
making_watch (GType type)
{
  making.main_thread = g_thread_self ();
  making.klass = g_type_class_ref (type);
  making.constructed = making.klass->constructed;
  making.klass->constructed = constructed;
  making.n_made_here = 0;
  making.n_made_elsewhere = 0;
  making.tick = g_idle_add (on_tick, NULL);
}

/* Ends what making_watch () began; TRUE when some were made, and none of them here. */
gboolean
making_was_elsewhere (void)
{
  making.klass->constructed = making.constructed;
  g_type_class_unref (making.klass);
  g_source_remove (making.tick);

  return making.n_made_here == 0 && making.n_made_elsewhere > 0;
}
