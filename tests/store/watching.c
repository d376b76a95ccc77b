/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watching.h"

static void
on_ended (RushesWatcher *watcher,
          RushesWatch   *watch,
          gpointer       user_data)
{
  g_ptr_array_add (((Watching *) user_data)->ended, g_object_ref (watch));
}

static void
listen (Watching *w)
{
  g_signal_connect (w->storing.watcher, "ended", G_CALLBACK (on_ended), w);
}

static gboolean
is_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

void
watching_stop_watcher (Watching *w)
{
  storing_wait_until (is_alone, w->storing.watcher);
  g_assert_finalize_object (w->storing.watcher);
}

void
watching_start_watcher (Watching *w)
{
  w->storing.watcher = rushes_watcher_new (w->storing.settings, w->storing.client,
                                           w->storing.library);
  rushes_watcher_set_second (w->storing.watcher, SECOND_MILLISECONDS);
  listen (w);
}

void
watching_set_up (Watching      *w,
                 gconstpointer  data)
{
  storing_set_up (&w->storing, NULL);
  g_settings_set_boolean (w->storing.raw, "watch", TRUE);
  g_settings_set_uint (w->storing.raw, "watch-interval", INTERVAL);
  g_settings_set_uint (w->storing.raw, "watch-limit", 120);
  w->ended = g_ptr_array_new_with_free_func (g_object_unref);
  listen (w);
}

void
watching_tear_down (Watching      *w,
                    gconstpointer  data)
{
  g_ptr_array_unref (w->ended);
  storing_tear_down (&w->storing, NULL);
}

guint
watching_count (Watching   *w,
                const char *video_id)
{
  return storing_count (&w->storing, "api", video_id);
}

guint
watching_get_left (Watching    *w,
                   RushesWatch *watch)
{
  return rushes_watcher_get_seconds_left (w->storing.watcher, watch);
}

typedef struct
{
  Watching *w;
  RushesWatch *watch;
  const char *video_id;
  RushesSchedulePhase phase;
  guint n_requests;
} Wanted;

static gboolean
is_phase (gpointer data)
{
  Wanted *wanted = data;

  return rushes_watch_get_phase (wanted->watch) == wanted->phase;
}

void
watching_wait_phase (RushesWatch         *watch,
                     RushesSchedulePhase  phase)
{
  Wanted wanted = { .watch = watch, .phase = phase };

  storing_wait_until (is_phase, &wanted);
}

static gboolean
was_asked (gpointer data)
{
  Wanted *wanted = data;

  return watching_count (wanted->w, wanted->video_id) >= wanted->n_requests;
}

void
watching_wait_asked (Watching   *w,
                     const char *video_id,
                     guint       n_requests)
{
  Wanted wanted = { .w = w, .video_id = video_id, .n_requests = n_requests };

  storing_wait_until (was_asked, &wanted);
}

gboolean
watching_is_idle (gpointer data)
{
  return !rushes_watch_get_asking (data);
}

gboolean
watching_has_error (gpointer data)
{
  return rushes_watch_get_error (data) != NULL;
}

/* Lets the clock of the watcher go on. Nothing announces that nothing happens. */
static gboolean
on_time_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
watching_let_pass (guint seconds)
{
  gboolean over = FALSE;

  g_timeout_add (seconds * SECOND_MILLISECONDS, on_time_over, &over);
  storing_wait_until (is_true, &over);
}

/* In seconds of the watcher, between two requests about a video. */
double
watching_get_gap (Watching   *w,
                  const char *video_id,
                  guint       index)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (w->storing.stand_in);
  gint64 former = 0;

  for (guint i = 0; i < record->len; i++)
    {
      StandInRequest *request = g_ptr_array_index (record, i);

      if (g_strrstr (request->target, video_id) == NULL)
        continue;
      if (index == 0)
        return (request->time - former) / 1000.0 / SECOND_MILLISECONDS;
      former = request->time;
      index--;
    }

  g_assert_not_reached ();
}

char *
watching_make_id (const char *options)
{
  static guint number;

  return stand_in_dup_id (options, ++number);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(RushesVideo **) user_data = rushes_library_open_finish (RUSHES_LIBRARY (source), result, NULL);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

RushesWatch *
watching_open (Watching   *w,
               const char *video_id)
{
  g_autoptr(RushesVideo) video = NULL;

  rushes_library_open_async (w->storing.library, video_id, NULL, on_opened, &video);
  storing_wait_until (is_set, &video);

  return rushes_watcher_open (w->storing.watcher, video);
}

void
watching_stop (Watching   *w,
               const char *video_id)
{
  g_autoptr(RushesWatch) watch = watching_open (w, video_id);

  rushes_watcher_stop (w->storing.watcher, watch);
}

RushesWatch *
watching_watch (Watching   *w,
                const char *video_id)
{
  RushesWatch *watch = watching_open (w, video_id);

  rushes_watcher_watch (w->storing.watcher, watch);

  return watch;
}

void
watching_begin (Watching   *w,
                const char *video_id)
{
  g_object_unref (watching_watch (w, video_id));
}
