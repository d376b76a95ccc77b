/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

typedef struct
{
  char *video_id;
  gint64 ends_at;
} Question;

static void
question_free (Question *question)
{
  g_free (question->video_id);
  g_free (question);
}

void
world_set_up (World         *world,
              gconstpointer  data)
{
  world->queue = rushes_watch_queue_new (7);
  world->now = 100 * S;
  world->latency = S / 5;
  world->retry_after = -1;
  world->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  rushes_watch_queue_set_settings (world->queue, TRUE, 15, 86400);
}

void
world_tear_down (World         *world,
                 gconstpointer  data)
{
  rushes_watch_queue_free (world->queue);
  g_queue_clear_full (&world->asking, (GDestroyNotify) question_free);
  g_hash_table_unref (world->asked);
  g_array_unref (world->starts);
}

guint
world_count_asked (World      *world,
                   const char *video_id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (world->asked, video_id));
}

static void
begin (World      *world,
       const char *video_id)
{
  Question *question = g_new0 (Question, 1);
  guint n_times = world_count_asked (world, video_id);

  g_assert_true (rushes_watch_queue_is_asking (world->queue, video_id));
  question->video_id = g_strdup (video_id);
  question->ends_at = world->now + world->latency;
  g_queue_push_tail (&world->asking, question);
  g_hash_table_insert (world->asked, g_strdup (video_id), GUINT_TO_POINTER (n_times + 1));
  g_array_append_val (world->starts, world->now);
  world->most_at_once = MAX (world->most_at_once, g_queue_get_length (&world->asking));
}

static void
end_first (World *world)
{
  Question *question = g_queue_pop_head (&world->asking);

  rushes_watch_queue_settle (world->queue, question->video_id, world->now, world->outcome, FALSE,
                             world->retry_after);
  question_free (question);
}

void
world_take_all (World *world)
{
  const char *video_id;

  while ((video_id = rushes_watch_queue_take (world->queue, world->now)) != NULL)
    begin (world, video_id);
}

/* The next moment in which something can happen: it is that of the queue's one timer, or of an
 * answer. */
static gint64
get_next (World *world)
{
  gint64 wake = rushes_watch_queue_get_wake (world->queue, world->now);
  Question *question = g_queue_peek_head (&world->asking);

  if (question == NULL || (wake >= 0 && wake < question->ends_at))
    return wake;

  return question->ends_at;
}

void
world_run_until (World  *world,
                 gint64  end)
{
  for (;;)
    {
      gint64 next;

      world_take_all (world);
      next = get_next (world);
      if (next < 0 || next > end)
        break;

      g_assert_cmpint (next, >=, world->now);
      world->now = next;
      while (!g_queue_is_empty (&world->asking) &&
             ((Question *) g_queue_peek_head (&world->asking))->ends_at <= world->now)
        end_first (world);
    }
  world->now = end;
}

static char *
dup_id (guint number)
{
  return g_strdup_printf ("video-%u", number);
}

void
world_watch_many (World *world,
                  guint  n_videos)
{
  for (guint i = 0; i < n_videos; i++)
    {
      g_autofree char *video_id = dup_id (i);

      rushes_watch_queue_watch (world->queue, video_id, world->now);
    }
}

gint64
world_start_at (World *world,
                guint  index)
{
  return g_array_index (world->starts, gint64, index);
}

void
world_assert_rates (World *world)
{
  g_assert_cmpuint (world->most_at_once, <=, RUSHES_WATCH_QUEUE_MAX_ASKING);
  for (guint i = RUSHES_WATCH_QUEUE_MAX_A_SECOND; i < world->starts->len; i++)
    {
      gint64 earlier = world_start_at (world, i - RUSHES_WATCH_QUEUE_MAX_A_SECOND);

      g_assert_cmpint (world_start_at (world, i) - earlier, >=, S);
    }
}

void
world_get_range (World *world,
                 guint *least,
                 guint *most)
{
  *least = G_MAXUINT;
  *most = 0;
  for (guint i = 0; i < N_VIDEOS; i++)
    {
      g_autofree char *video_id = dup_id (i);
      guint n_times = world_count_asked (world, video_id);

      *least = MIN (*least, n_times);
      *most = MAX (*most, n_times);
    }
}
