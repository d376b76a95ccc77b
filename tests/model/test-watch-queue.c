/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

/* --- rates and fairness ----------------------------------------------------------------------- */

/* A thousand videos in an hour: the rate is used up, never passed, and shared out evenly. */
static void
test_thousand (World         *world,
               gconstpointer  data)
{
  guint least, most;

  world_watch_many (world, N_VIDEOS);
  world_run_until (world, world->now + 3600 * S);

  world_assert_rates (world);
  g_assert_cmpuint (world->starts->len, >=, 7190);
  world_get_range (world, &least, &most);
  g_assert_cmpuint (least, >=, 7);
  g_assert_cmpuint (most - least, <=, 1);
}

/* A slow server has four questions to answer, whatever a second would allow. */
static void
test_slow_server (World         *world,
                  gconstpointer  data)
{
  guint least, most;

  world->latency = 30 * S;
  world_watch_many (world, N_VIDEOS);
  world_run_until (world, world->now + 3600 * S * 5);

  world_assert_rates (world);
  g_assert_cmpuint (world->most_at_once, ==, RUSHES_WATCH_QUEUE_MAX_ASKING);
  g_assert_cmpuint (g_queue_get_length (&world->asking), ==, RUSHES_WATCH_QUEUE_MAX_ASKING);
  rushes_watch_queue_wish (world->queue, "wished", world->now);
  g_assert_null (rushes_watch_queue_take (world->queue, world->now + 10 * S));
  world_get_range (world, &least, &most);
  g_assert_cmpuint (least, >=, 2);
  g_assert_cmpuint (most - least, <=, 1);
}

/* One alone is asked about every 15 s, give or take the jitter. */
static void
test_one (World         *world,
          gconstpointer  data)
{
  gboolean differ = FALSE;

  world_watch_many (world, 1);
  world_run_until (world, world->now + 3600 * S);

  g_assert_cmpint (world_start_at (world, 0), ==, 100 * S);
  for (guint i = 1; i < world->starts->len; i++)
    {
      gint64 apart = world_start_at (world, i) - world_start_at (world, i - 1) - world->latency;

      g_assert_cmpint (apart, >=, 15 * S * 9 / 10);
      g_assert_cmpint (apart, <=, 15 * S * 11 / 10);
      differ = differ || apart != 15 * S;
    }
  g_assert_true (differ);
  g_assert_cmpuint (world->starts->len, >=, 215);
}

static void
test_nothing (World         *world,
              gconstpointer  data)
{
  g_assert_cmpint (rushes_watch_queue_get_wake (world->queue, world->now), ==, -1);
  g_assert_null (rushes_watch_queue_take (world->queue, world->now));
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 0);
  rushes_watch_queue_stop (world->queue, "never-seen");
  rushes_watch_queue_unwish (world->queue, "never-seen");
}

/* --- the limit -------------------------------------------------------------------------------- */

static void
test_limit (World         *world,
            gconstpointer  data)
{
  gint64 begun = world->now, due;

  rushes_watch_queue_set_settings (world->queue, TRUE, 15, 120);
  world_watch_many (world, 1);
  world_run_until (world, begun + 119 * S);
  g_assert_cmpint (rushes_watch_queue_judge (world->queue, "video-0", world->now, &due), ==,
                   RUSHES_SCHEDULE_WAITING);
  g_assert_cmpint (rushes_watch_queue_get_wake (world->queue, world->now), ==, begun + 120 * S);

  g_array_set_size (world->starts, 0);
  world_run_until (world, begun + 3600 * S);
  g_assert_cmpint (rushes_watch_queue_judge (world->queue, "video-0", world->now, &due), ==,
                   RUSHES_SCHEDULE_EXPIRED);
  g_assert_cmpuint (world->starts->len, ==, 0);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 0);

  /* Going on is to begin anew. */
  rushes_watch_queue_watch (world->queue, "video-0", world->now);
  world_run_until (world, world->now + 110 * S);
  g_assert_cmpuint (world->starts->len, >=, 6);
}

/* --- wishes ----------------------------------------------------------------------------------- */

/* Somebody waits: it comes before a thousand that are overdue, at the same rates. */
static void
test_wish (World         *world,
           gconstpointer  data)
{
  world_watch_many (world, N_VIDEOS);
  world_run_until (world, world->now + 300 * S);

  g_assert_cmpuint (world_count_asked (world, "video-0"), ==, 1);
  g_assert_cmpuint (world_count_asked (world, "video-999"), ==, 0);

  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  rushes_watch_queue_wish (world->queue, "video-1", world->now + 1);
  rushes_watch_queue_wish (world->queue, "stranger", world->now + 2);
  world_run_until (world, world->now + S);
  g_assert_cmpuint (world_count_asked (world, "video-0"), ==, 2);
  g_assert_cmpuint (world_count_asked (world, "video-1"), ==, 2);
  world_run_until (world, world->now + S);
  g_assert_cmpuint (world_count_asked (world, "stranger"), ==, 1);
  world_run_until (world, world->now + 600 * S);
  g_assert_cmpuint (world_count_asked (world, "stranger"), ==, 1);
  world_assert_rates (world);
}

static const struct
{
  const char *name;
  gboolean enabled;
  gboolean online;
  RushesScheduleOutcome former;
} wish_rows[] = {
  { "nothing is watched", FALSE, TRUE, RUSHES_SCHEDULE_ANSWERED },
  { "no network", TRUE, FALSE, RUSHES_SCHEDULE_ANSWERED },
  { "refused", TRUE, TRUE, RUSHES_SCHEDULE_REFUSED },
  { "slowed", TRUE, TRUE, RUSHES_SCHEDULE_SLOWED },
  { "rejected", TRUE, TRUE, RUSHES_SCHEDULE_REJECTED },
  { "gone", TRUE, TRUE, RUSHES_SCHEDULE_ENDED },
  { "taken back", TRUE, TRUE, RUSHES_SCHEDULE_DROPPED },
};

/* Refresh works at any time. */
static void
test_wish_always (World         *world,
                  gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wish_rows); i++)
    {
      g_test_message ("%s", wish_rows[i].name);
      rushes_watch_queue_watch (world->queue, wish_rows[i].name, world->now);
      world->outcome = wish_rows[i].former;
      world_run_until (world, world->now + S);
      rushes_watch_queue_set_settings (world->queue, wish_rows[i].enabled, 15, 86400);
      rushes_watch_queue_set_online (world->queue, wish_rows[i].online);

      g_array_set_size (world->starts, 0);
      rushes_watch_queue_wish (world->queue, wish_rows[i].name, world->now);
      world_run_until (world, world->now + S);
      g_assert_cmpuint (world->starts->len, ==, 1);

      rushes_watch_queue_stop (world->queue, wish_rows[i].name);
      rushes_watch_queue_set_settings (world->queue, TRUE, 15, 86400);
      rushes_watch_queue_set_online (world->queue, TRUE);
      rushes_watch_queue_resume (world->queue);
    }
}

/* A question under way is the one that is wished for; a wish twice is one question. */
static void
test_wish_once (World         *world,
                gconstpointer  data)
{
  world->latency = 5 * S;
  world_watch_many (world, 1);
  world_take_all (world);
  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  rushes_watch_queue_wish (world->queue, "other", world->now);
  rushes_watch_queue_wish (world->queue, "other", world->now);
  world_run_until (world, world->now + 10 * S);
  g_assert_cmpuint (world_count_asked (world, "video-0"), ==, 1);
  g_assert_cmpuint (world_count_asked (world, "other"), ==, 1);

  rushes_watch_queue_wish (world->queue, "taken-back", world->now);
  rushes_watch_queue_unwish (world->queue, "taken-back");
  world_run_until (world, world->now + 2 * S);
  g_assert_cmpuint (world_count_asked (world, "taken-back"), ==, 0);
}

/* --- ends ------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  RushesScheduleOutcome outcome;
  gboolean final;
} ends[] = {
  { "final", RUSHES_SCHEDULE_ANSWERED, TRUE },
  { "gone", RUSHES_SCHEDULE_ENDED, FALSE },
  { "rejected", RUSHES_SCHEDULE_REJECTED, FALSE },
};

static void
test_ends (World         *world,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gint64 due;

      g_test_message ("%s", ends[i].name);
      world->now += 10 * S;
      rushes_watch_queue_watch (world->queue, "it", world->now);
      g_assert_cmpstr (rushes_watch_queue_take (world->queue, world->now), ==, "it");
      rushes_watch_queue_settle (world->queue, "it", world->now, ends[i].outcome, ends[i].final,
                                 -1);
      g_assert_cmpint (rushes_watch_queue_judge (world->queue, "it", world->now, &due), ==,
                       RUSHES_SCHEDULE_STOPPED);
      g_assert_cmpint (rushes_watch_queue_get_wake (world->queue, world->now), ==, -1);
    }
}

/* Stopped while it is being asked about: the answer is taken, and no other question follows. */
static void
test_stop (World         *world,
           gconstpointer  data)
{
  world_watch_many (world, 2);
  world_take_all (world);
  rushes_watch_queue_stop (world->queue, "video-0");
  g_assert_true (rushes_watch_queue_is_asking (world->queue, "video-0"));
  world_run_until (world, world->now + 600 * S);
  g_assert_cmpuint (world_count_asked (world, "video-0"), ==, 1);
  g_assert_cmpuint (world_count_asked (world, "video-1"), >, 30);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 1);
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

  add ("/watch-queue/thousand", test_thousand);
  add ("/watch-queue/slow-server", test_slow_server);
  add ("/watch-queue/one", test_one);
  add ("/watch-queue/nothing", test_nothing);
  add ("/watch-queue/limit", test_limit);
  add ("/watch-queue/wish", test_wish);
  add ("/watch-queue/wish-always", test_wish_always);
  add ("/watch-queue/wish-once", test_wish_once);
  add ("/watch-queue/ends", test_ends);
  add ("/watch-queue/stop", test_stop);

  return g_test_run ();
}
