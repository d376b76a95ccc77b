/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service, a network and a sleeping machine do to the questions. */
#include "world.h"

/* --- faults ----------------------------------------------------------------------------------- */

/* 5xx for an hour: 15, 30, 60, 120, 240, then every five minutes. */
static void
test_backoff (World         *world,
              gconstpointer  data)
{
  static const gint64 want[] = { 30, 60, 120, 240, 300, 300, 300 };

  world->outcome = RUSHES_SCHEDULE_FAILED;
  world_watch_many (world, 1);
  world_run_until (world, world->now + 3600 * S);

  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    {
      gint64 apart = world_start_at (world, i + 1) - world_start_at (world, i) - world->latency;

      g_assert_cmpint (ABS (apart - want[i] * S), <=, want[i] * S / 10);
    }
  g_assert_cmpuint (world->starts->len, <=, 18);

  /* The first answer ends it. */
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);
  world_run_until (world, world->now + 3600 * S);
  g_assert_cmpuint (world->starts->len, >=, 195);
}

/* A thousand videos against a dead server: less than three questions a second in the end. */
static void
test_backoff_thousand (World         *world,
                       gconstpointer  data)
{
  guint least, most;

  world->outcome = RUSHES_SCHEDULE_FAILED;
  world_watch_many (world, N_VIDEOS);
  world_run_until (world, world->now + 4 * 3600 * S);

  world_assert_rates (world);
  world_get_range (world, &least, &most);
  g_assert_cmpuint (least, >=, 20);
  g_assert_cmpuint (most - least, <=, 3);
}

/* 429 without a word: everything is quiet for 20 s, then 40; the four under way count once. */
static void
test_slowed (World         *world,
             gconstpointer  data)
{
  world->latency = 2 * S;
  world_watch_many (world, N_VIDEOS);
  world_run_until (world, world->now + 10 * S);

  g_array_set_size (world->starts, 0);
  world->outcome = RUSHES_SCHEDULE_SLOWED;
  world_run_until (world, world->now + 15 * S);
  g_assert_cmpuint (world->starts->len, <=, RUSHES_WATCH_QUEUE_MAX_ASKING);

  g_array_set_size (world->starts, 0);
  world_run_until (world, world->now + 15 * S);
  g_assert_cmpuint (world->starts->len, >, 0);
  g_assert_cmpuint (world->starts->len, <=, RUSHES_WATCH_QUEUE_MAX_ASKING);

  g_array_set_size (world->starts, 0);
  world_run_until (world, world->now + 20 * S);
  g_assert_cmpuint (world->starts->len, ==, 0);

  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  world_run_until (world, world->now + 60 * S);
  g_assert_cmpuint (world->starts->len, >=, 60);
  world_assert_rates (world);
}

/* 429 with Retry-After: exactly that long, for all; the oldest question comes first after it. */
static void
test_retry_after (World         *world,
                  gconstpointer  data)
{
  gint64 slowed_at;

  world_watch_many (world, 3);
  world_run_until (world, world->now + 10 * S);

  /* The first of the three is asked about once more, which makes it the youngest question. */
  world->latency = 0;
  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  world->outcome = RUSHES_SCHEDULE_SLOWED;
  world->retry_after = 100;
  slowed_at = world->now;
  world_run_until (world, slowed_at + 10 * S);

  g_array_set_size (world->starts, 0);
  g_hash_table_remove_all (world->asked);
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  world_run_until (world, slowed_at + 100 * S - 1);
  g_assert_cmpuint (world->starts->len, ==, 0);
  world_run_until (world, slowed_at + 100 * S);
  g_assert_cmpuint (world->starts->len, ==, 2);
  g_assert_cmpuint (world_count_asked (world, "video-0"), ==, 0);
}

/* 401: not one question more, until somebody has acted; then all at once. */
static void
test_refused (World         *world,
              gconstpointer  data)
{
  gint64 due;

  world_watch_many (world, 10);
  world_run_until (world, world->now + 30 * S);
  world->outcome = RUSHES_SCHEDULE_REFUSED;
  world_run_until (world, world->now + 30 * S);

  g_array_set_size (world->starts, 0);
  world_run_until (world, world->now + 3600 * S);
  g_assert_cmpuint (world->starts->len, ==, 0);
  g_assert_cmpint (rushes_watch_queue_judge (world->queue, "video-1", world->now, &due), ==,
                   RUSHES_SCHEDULE_HALTED);
  g_assert_cmpint (rushes_watch_queue_get_wake (world->queue, world->now), ==, -1);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 0);

  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  rushes_watch_queue_resume (world->queue);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 10);
  world_run_until (world, world->now + 6 * S);
  g_assert_cmpuint (world->starts->len, ==, 10);
}

/* An answer to a question somebody has asked shows that the service can be asked again. */
static void
test_refused_and_wished (World         *world,
                         gconstpointer  data)
{
  world_watch_many (world, 2);
  world->outcome = RUSHES_SCHEDULE_REFUSED;
  world_run_until (world, world->now + 30 * S);

  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);
  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  world_run_until (world, world->now + 5 * S);
  g_assert_cmpuint (world_count_asked (world, "video-1"), >=, 1);
  g_assert_cmpuint (world->starts->len, >=, 2);
}

/* --- network and sleep ------------------------------------------------------------------------ */

static void
test_offline (World         *world,
              gconstpointer  data)
{
  guint least, most;
  gint64 back;

  world->outcome = RUSHES_SCHEDULE_FAILED;
  world_watch_many (world, 10);
  world_run_until (world, world->now + 30 * S);
  rushes_watch_queue_set_online (world->queue, FALSE);
  world_run_until (world, world->now + S);

  g_array_set_size (world->starts, 0);
  world_run_until (world, world->now + 3600 * S);
  g_assert_cmpuint (world->starts->len, ==, 0);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 10);

  /* What failed a moment before is not left to its backoff. */
  rushes_watch_queue_wish (world->queue, "video-9", world->now);
  world_run_until (world, world->now + S);
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);

  back = world->now;
  rushes_watch_queue_set_online (world->queue, TRUE);
  g_hash_table_remove_all (world->asked);
  world_run_until (world, world->now + 5 * S);
  g_assert_cmpint (world_start_at (world, 0), ==, back);
  world_assert_rates (world);
  world_get_range (world, &least, &most);
  g_assert_cmpuint (g_hash_table_size (world->asked), ==, 10);
  g_assert_cmpuint (most, ==, 1);
}

/* What backs off is forgotten over a sleep: everything is looked at once, at once. */
static void
test_woken (World         *world,
            gconstpointer  data)
{
  world->outcome = RUSHES_SCHEDULE_FAILED;
  world_watch_many (world, 4);
  world_run_until (world, world->now + 3600 * S);

  world->now += 3 * 3600 * S;
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);
  rushes_watch_queue_hurry (world->queue);
  world_run_until (world, world->now + 2 * S);
  g_assert_cmpuint (world->starts->len, ==, 4);
  world_run_until (world, world->now + 20 * S);
  g_assert_cmpuint (world->starts->len, >=, 8);
}

static void
add (const char *path,
     void      (*test) (World *world, gconstpointer data))
{
  g_test_add (path, World, NULL, world_set_up, test, world_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/watch-queue-faults/backoff", test_backoff);
  add ("/watch-queue-faults/backoff-thousand", test_backoff_thousand);
  add ("/watch-queue-faults/slowed", test_slowed);
  add ("/watch-queue-faults/retry-after", test_retry_after);
  add ("/watch-queue-faults/refused", test_refused);
  add ("/watch-queue-faults/refused-and-wished", test_refused_and_wished);
  add ("/watch-queue-faults/offline", test_offline);
  add ("/watch-queue-faults/woken", test_woken);

  return g_test_run ();
}
