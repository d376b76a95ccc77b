/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FAULTS I4: as many questions as eight hours bring, by a watcher whose second is a millisecond. */
#include "fault-limits.h"
#include "rushes-watcher.h"
#include "storing.h"

#define N_VIDEOS 40
#define N_POLLS 10000
#define N_SETTLED 2000 /* what is made once is made by then */
#define FORGET_EACH 50
#define MEBIBYTES 5

typedef struct
{
  Storing storing;
  guint n_polls;
} Polling;

static void
set_up (Polling       *polling,
        gconstpointer  data)
{
  storing_set_up (&polling->storing, NULL);
  g_settings_set_boolean (polling->storing.raw, "watch", TRUE);
  g_settings_set_uint (polling->storing.raw, "watch-interval", 5);
  g_settings_set_uint (polling->storing.raw, "watch-limit", 1440);
  rushes_watcher_set_second (polling->storing.watcher, 1);
}

static void
tear_down (Polling       *polling,
           gconstpointer  data)
{
  storing_tear_down (&polling->storing, NULL);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(RushesVideo **) user_data = rushes_library_open_finish (RUSHES_LIBRARY (source), result, NULL);
}

static RushesWatch *
begin (Polling *polling,
       guint    number)
{
  g_autofree char *id = stand_in_dup_id ("status-1+no-cover", number);
  g_autoptr(RushesVideo) video = NULL;
  RushesWatch *watch;

  rushes_library_open_async (polling->storing.library, id, NULL, on_opened, &video);
  while (video == NULL)
    g_main_context_iteration (NULL, TRUE);
  watch = rushes_watcher_open (polling->storing.watcher, video);
  rushes_watcher_watch (polling->storing.watcher, watch);

  return watch;
}

/* What the stand-in writes down of each request is its own memory. */
static gboolean
have_come (gpointer data)
{
  Polling *polling = data;
  guint n_new = stand_in_count_requests (polling->storing.stand_in, "api", NULL);

  if (n_new >= FORGET_EACH)
    {
      stand_in_clear_record (polling->storing.stand_in);
      polling->n_polls += n_new;
    }

  return polling->n_polls >= N_SETTLED;
}

static gboolean
are_all (gpointer data)
{
  Polling *polling = data;

  have_come (data);

  return polling->n_polls >= N_POLLS;
}

static void
test_polls (Polling       *polling,
            gconstpointer  data)
{
  RushesWatch *watches[N_VIDEOS];
  guint n_fds;
  gsize kib;

  for (guint i = 0; i < N_VIDEOS; i++)
    watches[i] = begin (polling, i + 1);

  storing_wait_until (have_come, polling);
  kib = fault_limits_get_kib ();
  n_fds = fault_limits_count_fds ();
  storing_wait_until (are_all, polling);

  g_assert_cmpuint (rushes_watcher_get_n_watching (polling->storing.watcher), ==, N_VIDEOS);
  g_assert_cmpuint (fault_limits_count_fds (), <=, n_fds + 8);
  fault_limits_assert_flat (kib, MEBIBYTES);
  for (guint i = 0; i < N_VIDEOS; i++)
    {
      rushes_watcher_stop (polling->storing.watcher, watches[i]);
      g_object_unref (watches[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/fault-polls/I4-polls", Polling, NULL, set_up, test_polls, tear_down);

  return g_test_run ();
}
