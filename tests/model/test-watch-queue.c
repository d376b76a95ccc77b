/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-queue.h"

#define S ((gint64) G_USEC_PER_SEC)
#define N_VIDEOS 1000

/* A queue in a world of its own, where a question takes as long as the world says. */
typedef struct
{
  RushesWatchQueue *queue;
  gint64 now;
  gint64 latency;
  RushesScheduleOutcome outcome;
  gint64 retry_after;
  GQueue asking;     /* of Question, the first to end first */
  GHashTable *asked; /* of video ID to how often */
  GArray *starts;    /* of gint64 */
  guint most_at_once;
} World;

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

static void
set_up (World         *world,
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

static void
tear_down (World         *world,
           gconstpointer  data)
{
  rushes_watch_queue_free (world->queue);
  g_queue_clear_full (&world->asking, (GDestroyNotify) question_free);
  g_hash_table_unref (world->asked);
  g_array_unref (world->starts);
}

static guint
count_asked (World      *world,
             const char *video_id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (world->asked, video_id));
}

static void
begin (World      *world,
       const char *video_id)
{
  Question *question = g_new0 (Question, 1);
  guint n_times = count_asked (world, video_id);

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

static void
take_all (World *world)
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

static void
run_until (World  *world,
           gint64  end)
{
  for (;;)
    {
      gint64 next;

      take_all (world);
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

static void
watch_many (World *world,
            guint  n_videos)
{
  for (guint i = 0; i < n_videos; i++)
    {
      g_autofree char *video_id = dup_id (i);

      rushes_watch_queue_watch (world->queue, video_id, world->now);
    }
}

static gint64
start_at (World *world,
          guint  index)
{
  return g_array_index (world->starts, gint64, index);
}

static void
assert_rates (World *world)
{
  g_assert_cmpuint (world->most_at_once, <=, RUSHES_WATCH_QUEUE_MAX_ASKING);
  for (guint i = RUSHES_WATCH_QUEUE_MAX_A_SECOND; i < world->starts->len; i++)
    g_assert_cmpint (start_at (world, i) - start_at (world, i - RUSHES_WATCH_QUEUE_MAX_A_SECOND),
                     >=, S);
}

static void
get_range (World *world,
           guint *least,
           guint *most)
{
  *least = G_MAXUINT;
  *most = 0;
  for (guint i = 0; i < N_VIDEOS; i++)
    {
      g_autofree char *video_id = dup_id (i);
      guint n_times = count_asked (world, video_id);

      *least = MIN (*least, n_times);
      *most = MAX (*most, n_times);
    }
}

/* --- rates and fairness ----------------------------------------------------------------------- */

/* A thousand videos in an hour: the rate is used up, never passed, and shared out evenly. */
static void
test_thousand (World         *world,
               gconstpointer  data)
{
  guint least, most;

  watch_many (world, N_VIDEOS);
  run_until (world, world->now + 3600 * S);

  assert_rates (world);
  g_assert_cmpuint (world->starts->len, >=, 7190);
  get_range (world, &least, &most);
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
  watch_many (world, N_VIDEOS);
  run_until (world, world->now + 3600 * S * 5);

  assert_rates (world);
  g_assert_cmpuint (world->most_at_once, ==, RUSHES_WATCH_QUEUE_MAX_ASKING);
  g_assert_cmpuint (g_queue_get_length (&world->asking), ==, RUSHES_WATCH_QUEUE_MAX_ASKING);
  rushes_watch_queue_wish (world->queue, "wished", world->now);
  g_assert_null (rushes_watch_queue_take (world->queue, world->now + 10 * S));
  get_range (world, &least, &most);
  g_assert_cmpuint (least, >=, 2);
  g_assert_cmpuint (most - least, <=, 1);
}

/* One alone is asked about every 15 s, give or take the jitter. */
static void
test_one (World         *world,
          gconstpointer  data)
{
  gboolean differ = FALSE;

  watch_many (world, 1);
  run_until (world, world->now + 3600 * S);

  g_assert_cmpint (start_at (world, 0), ==, 100 * S);
  for (guint i = 1; i < world->starts->len; i++)
    {
      gint64 apart = start_at (world, i) - start_at (world, i - 1) - world->latency;

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

/* --- faults ----------------------------------------------------------------------------------- */

/* 5xx for an hour: 15, 30, 60, 120, 240, then every five minutes. */
static void
test_backoff (World         *world,
              gconstpointer  data)
{
  static const gint64 want[] = { 30, 60, 120, 240, 300, 300, 300 };

  world->outcome = RUSHES_SCHEDULE_FAILED;
  watch_many (world, 1);
  run_until (world, world->now + 3600 * S);

  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    {
      gint64 apart = start_at (world, i + 1) - start_at (world, i) - world->latency;

      g_assert_cmpint (ABS (apart - want[i] * S), <=, want[i] * S / 10);
    }
  g_assert_cmpuint (world->starts->len, <=, 18);

  /* The first answer ends it. */
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);
  run_until (world, world->now + 3600 * S);
  g_assert_cmpuint (world->starts->len, >=, 195);
}

/* A thousand videos against a dead server: less than three questions a second in the end. */
static void
test_backoff_thousand (World         *world,
                       gconstpointer  data)
{
  guint least, most;

  world->outcome = RUSHES_SCHEDULE_FAILED;
  watch_many (world, N_VIDEOS);
  run_until (world, world->now + 4 * 3600 * S);

  assert_rates (world);
  get_range (world, &least, &most);
  g_assert_cmpuint (least, >=, 20);
  g_assert_cmpuint (most - least, <=, 3);
}

/* 429 without a word: everything is quiet for 20 s, then 40; the four under way count once. */
static void
test_slowed (World         *world,
             gconstpointer  data)
{
  world->latency = 2 * S;
  watch_many (world, N_VIDEOS);
  run_until (world, world->now + 10 * S);

  g_array_set_size (world->starts, 0);
  world->outcome = RUSHES_SCHEDULE_SLOWED;
  run_until (world, world->now + 15 * S);
  g_assert_cmpuint (world->starts->len, <=, RUSHES_WATCH_QUEUE_MAX_ASKING);

  g_array_set_size (world->starts, 0);
  run_until (world, world->now + 15 * S);
  g_assert_cmpuint (world->starts->len, >, 0);
  g_assert_cmpuint (world->starts->len, <=, RUSHES_WATCH_QUEUE_MAX_ASKING);

  g_array_set_size (world->starts, 0);
  run_until (world, world->now + 20 * S);
  g_assert_cmpuint (world->starts->len, ==, 0);

  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  run_until (world, world->now + 60 * S);
  g_assert_cmpuint (world->starts->len, >=, 60);
  assert_rates (world);
}

/* 429 with Retry-After: exactly that long, for all; the oldest question comes first after it. */
static void
test_retry_after (World         *world,
                  gconstpointer  data)
{
  gint64 slowed_at;

  watch_many (world, 3);
  run_until (world, world->now + 10 * S);

  /* The first of the three is asked about once more, which makes it the youngest question. */
  world->latency = 0;
  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  world->outcome = RUSHES_SCHEDULE_SLOWED;
  world->retry_after = 100;
  slowed_at = world->now;
  run_until (world, slowed_at + 10 * S);

  g_array_set_size (world->starts, 0);
  g_hash_table_remove_all (world->asked);
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  run_until (world, slowed_at + 100 * S - 1);
  g_assert_cmpuint (world->starts->len, ==, 0);
  run_until (world, slowed_at + 100 * S);
  g_assert_cmpuint (world->starts->len, ==, 2);
  g_assert_cmpuint (count_asked (world, "video-0"), ==, 0);
}

/* 401: not one question more, until somebody has acted; then all at once. */
static void
test_refused (World         *world,
              gconstpointer  data)
{
  gint64 due;

  watch_many (world, 10);
  run_until (world, world->now + 30 * S);
  world->outcome = RUSHES_SCHEDULE_REFUSED;
  run_until (world, world->now + 30 * S);

  g_array_set_size (world->starts, 0);
  run_until (world, world->now + 3600 * S);
  g_assert_cmpuint (world->starts->len, ==, 0);
  g_assert_cmpint (rushes_watch_queue_judge (world->queue, "video-1", world->now, &due), ==,
                   RUSHES_SCHEDULE_HALTED);
  g_assert_cmpint (rushes_watch_queue_get_wake (world->queue, world->now), ==, -1);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 0);

  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  rushes_watch_queue_resume (world->queue);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 10);
  run_until (world, world->now + 6 * S);
  g_assert_cmpuint (world->starts->len, ==, 10);
}

/* An answer to a question somebody has asked shows that the service can be asked again. */
static void
test_refused_and_wished (World         *world,
                         gconstpointer  data)
{
  watch_many (world, 2);
  world->outcome = RUSHES_SCHEDULE_REFUSED;
  run_until (world, world->now + 30 * S);

  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);
  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  run_until (world, world->now + 5 * S);
  g_assert_cmpuint (count_asked (world, "video-1"), >=, 1);
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
  watch_many (world, 10);
  run_until (world, world->now + 30 * S);
  rushes_watch_queue_set_online (world->queue, FALSE);
  run_until (world, world->now + S);

  g_array_set_size (world->starts, 0);
  run_until (world, world->now + 3600 * S);
  g_assert_cmpuint (world->starts->len, ==, 0);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 10);

  /* What failed a moment before is not left to its backoff. */
  rushes_watch_queue_wish (world->queue, "video-9", world->now);
  run_until (world, world->now + S);
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);

  back = world->now;
  rushes_watch_queue_set_online (world->queue, TRUE);
  g_hash_table_remove_all (world->asked);
  run_until (world, world->now + 5 * S);
  g_assert_cmpint (start_at (world, 0), ==, back);
  assert_rates (world);
  get_range (world, &least, &most);
  g_assert_cmpuint (g_hash_table_size (world->asked), ==, 10);
  g_assert_cmpuint (most, ==, 1);
}

/* What backs off is forgotten over a sleep: everything is looked at once, at once. */
static void
test_woken (World         *world,
            gconstpointer  data)
{
  world->outcome = RUSHES_SCHEDULE_FAILED;
  watch_many (world, 4);
  run_until (world, world->now + 3600 * S);

  world->now += 3 * 3600 * S;
  world->outcome = RUSHES_SCHEDULE_ANSWERED;
  g_array_set_size (world->starts, 0);
  rushes_watch_queue_hurry (world->queue);
  run_until (world, world->now + 2 * S);
  g_assert_cmpuint (world->starts->len, ==, 4);
  run_until (world, world->now + 20 * S);
  g_assert_cmpuint (world->starts->len, >=, 8);
}

/* --- the limit -------------------------------------------------------------------------------- */

static void
test_limit (World         *world,
            gconstpointer  data)
{
  gint64 begun = world->now, due;

  rushes_watch_queue_set_settings (world->queue, TRUE, 15, 120);
  watch_many (world, 1);
  run_until (world, begun + 119 * S);
  g_assert_cmpint (rushes_watch_queue_judge (world->queue, "video-0", world->now, &due), ==,
                   RUSHES_SCHEDULE_WAITING);
  g_assert_cmpint (rushes_watch_queue_get_wake (world->queue, world->now), ==, begun + 120 * S);

  g_array_set_size (world->starts, 0);
  run_until (world, begun + 3600 * S);
  g_assert_cmpint (rushes_watch_queue_judge (world->queue, "video-0", world->now, &due), ==,
                   RUSHES_SCHEDULE_EXPIRED);
  g_assert_cmpuint (world->starts->len, ==, 0);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 0);

  /* Going on is to begin anew. */
  rushes_watch_queue_watch (world->queue, "video-0", world->now);
  run_until (world, world->now + 110 * S);
  g_assert_cmpuint (world->starts->len, >=, 6);
}

/* --- wishes ----------------------------------------------------------------------------------- */

/* Somebody waits: it comes before a thousand that are overdue, at the same rates. */
static void
test_wish (World         *world,
           gconstpointer  data)
{
  watch_many (world, N_VIDEOS);
  run_until (world, world->now + 300 * S);

  g_assert_cmpuint (count_asked (world, "video-0"), ==, 1);
  g_assert_cmpuint (count_asked (world, "video-999"), ==, 0);

  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  rushes_watch_queue_wish (world->queue, "video-1", world->now + 1);
  rushes_watch_queue_wish (world->queue, "stranger", world->now + 2);
  run_until (world, world->now + S);
  g_assert_cmpuint (count_asked (world, "video-0"), ==, 2);
  g_assert_cmpuint (count_asked (world, "video-1"), ==, 2);
  run_until (world, world->now + S);
  g_assert_cmpuint (count_asked (world, "stranger"), ==, 1);
  run_until (world, world->now + 600 * S);
  g_assert_cmpuint (count_asked (world, "stranger"), ==, 1);
  assert_rates (world);
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
      run_until (world, world->now + S);
      rushes_watch_queue_set_settings (world->queue, wish_rows[i].enabled, 15, 86400);
      rushes_watch_queue_set_online (world->queue, wish_rows[i].online);

      g_array_set_size (world->starts, 0);
      rushes_watch_queue_wish (world->queue, wish_rows[i].name, world->now);
      run_until (world, world->now + S);
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
  watch_many (world, 1);
  take_all (world);
  rushes_watch_queue_wish (world->queue, "video-0", world->now);
  rushes_watch_queue_wish (world->queue, "other", world->now);
  rushes_watch_queue_wish (world->queue, "other", world->now);
  run_until (world, world->now + 10 * S);
  g_assert_cmpuint (count_asked (world, "video-0"), ==, 1);
  g_assert_cmpuint (count_asked (world, "other"), ==, 1);

  rushes_watch_queue_wish (world->queue, "taken-back", world->now);
  rushes_watch_queue_unwish (world->queue, "taken-back");
  run_until (world, world->now + 2 * S);
  g_assert_cmpuint (count_asked (world, "taken-back"), ==, 0);
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
  watch_many (world, 2);
  take_all (world);
  rushes_watch_queue_stop (world->queue, "video-0");
  g_assert_true (rushes_watch_queue_is_asking (world->queue, "video-0"));
  run_until (world, world->now + 600 * S);
  g_assert_cmpuint (count_asked (world, "video-0"), ==, 1);
  g_assert_cmpuint (count_asked (world, "video-1"), >, 30);
  g_assert_cmpuint (rushes_watch_queue_count (world->queue, world->now), ==, 1);
}

static void
add (const char *path,
     void      (*test) (World *world, gconstpointer data))
{
  g_test_add (path, World, NULL, set_up, test, tear_down);
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
  add ("/watch-queue/backoff", test_backoff);
  add ("/watch-queue/backoff-thousand", test_backoff_thousand);
  add ("/watch-queue/slowed", test_slowed);
  add ("/watch-queue/retry-after", test_retry_after);
  add ("/watch-queue/refused", test_refused);
  add ("/watch-queue/refused-and-wished", test_refused_and_wished);
  add ("/watch-queue/offline", test_offline);
  add ("/watch-queue/woken", test_woken);
  add ("/watch-queue/limit", test_limit);
  add ("/watch-queue/wish", test_wish);
  add ("/watch-queue/wish-always", test_wish_always);
  add ("/watch-queue/wish-once", test_wish_once);
  add ("/watch-queue/ends", test_ends);
  add ("/watch-queue/stop", test_stop);

  return g_test_run ();
}
