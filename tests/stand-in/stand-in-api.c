/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-api.h"

#include <string.h>

#include "stand-in-fixtures.h"
#include "stand-in-id.h"
#include "stand-in-sender.h"
#include "stand-in-video.h"

#define VIDEOS "/v1/minimax/videos/"

/* What is known about one ID: how often it was asked for, and how far its job has got. */
typedef struct
{
  guint asked;
  guint step;
  gint64 began;
} Count;

struct _StandInApi
{
  char *token;
  char *own_origin;
  char *media_origin;
  double step_seconds;
  guint failure;
  char *failure_retry_after;
  GHashTable *counts;
  StandInFixtures *fixtures;
};

/**
 * stand_in_api_new:
 * @fixtures: the folder of sample answers
 *
 * Returns: (transfer full): the API's side of the stand-in, for one thread
 */
StandInApi *
stand_in_api_new (const char *fixtures)
{
  StandInApi *self = g_new0 (StandInApi, 1);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->fixtures = stand_in_fixtures_new (fixtures);

  return self;
}

void
stand_in_api_free (StandInApi *self)
{
  g_hash_table_unref (self->counts);
  stand_in_fixtures_free (self->fixtures);
  g_free (self->token);
  g_free (self->own_origin);
  g_free (self->media_origin);
  g_free (self->failure_retry_after);
  g_free (self);
}

void
stand_in_api_set_origins (StandInApi *self,
                          const char *own,
                          const char *media)
{
  g_free (self->own_origin);
  self->own_origin = g_strdup (own);
  g_free (self->media_origin);
  self->media_origin = g_strdup (media);
}

void
stand_in_api_set_token (StandInApi *self,
                        const char *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
}

void
stand_in_api_set_step_seconds (StandInApi *self,
                               double      seconds)
{
  self->step_seconds = seconds;
}

/**
 * stand_in_api_set_failure:
 * @self: the API
 * @status: what every call is answered with from now on; 0 to answer as the IDs say
 * @retry_after: (nullable): with this `Retry-After`
 */
void
stand_in_api_set_failure (StandInApi *self,
                          guint       status,
                          const char *retry_after)
{
  self->failure = status;
  g_free (self->failure_retry_after);
  self->failure_retry_after = g_strdup (retry_after);
}

static Count *
get_count (StandInApi *self,
           const char *id)
{
  Count *count = g_hash_table_lookup (self->counts, id);

  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->began = g_get_monotonic_time ();
      g_hash_table_insert (self->counts, g_strdup (id), count);
    }

  return count;
}

/**
 * stand_in_api_advance:
 * @self: the API
 * @id: an ID, whole
 * @steps: how many steps its job goes on
 */
void
stand_in_api_advance (StandInApi *self,
                      const char *id,
                      guint       steps)
{
  get_count (self, id)->step += steps;
}

/**
 * stand_in_api_forget:
 * @self: the API
 *
 * Starts every job anew.
 */
void
stand_in_api_forget (StandInApi *self)
{
  g_hash_table_remove_all (self->counts);
}

/* A job queues for one step, works for `job` steps, and then has its last answer. */
static guint
take_step (StandInApi            *self,
           const StandInScenario *scenario,
           Count                 *count)
{
  double seconds = (g_get_monotonic_time () - count->began) / (double) G_USEC_PER_SEC;

  if (scenario->held)
    return count->step;

  if (self->step_seconds > 0)
    return count->step + (guint) (seconds / self->step_seconds);

  return count->step++;
}

static int
get_percent (int job,
             int step)
{
  return job == 1 ? 50 : 5 + 90 * (step - 1) / (job - 1);
}

static StandInAnswer *
new_last_answer (StandInApi            *self,
                 const StandInScenario *scenario,
                 const StandInMoment   *moment)
{
  g_autofree char *good = NULL;

  if (scenario->fixture != NULL)
    return stand_in_fixtures_new_answer (self->fixtures, scenario->fixture, moment->id,
                                         moment->number, moment->media_base);

  good = stand_in_video_to_json (scenario, moment);
  if (scenario->oddity != STAND_IN_ODDITY_NONE)
    return stand_in_answer_new_oddity (scenario->oddity, good);

  return stand_in_answer_new (200, "application/json", g_steal_pointer (&good));
}

/* "date" is for the form of it that names a time; anything else is sent as it is. */
static char *
dup_retry_after (const char *value)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) then = g_date_time_add_seconds (now, 20);

  return g_strcmp0 (value, "date") == 0 ? soup_date_time_to_string (then, SOUP_DATE_HTTP)
                                        : g_strdup (value);
}

static StandInAnswer *
new_error (const StandInScenario *scenario,
           const char            *id)
{
  g_autofree char *text = NULL;
  StandInAnswer *answer;

  if (scenario->error == 400)
    text = g_strdup_printf ("Parameter videoId (%s) has incorrect format", id);

  answer = stand_in_answer_new_error (scenario->error, scenario->error_body, text);
  answer->retry_after = dup_retry_after (scenario->retry_after);

  return answer;
}

static StandInAnswer *
new_video_answer (StandInApi            *self,
                  const StandInScenario *scenario,
                  const char            *id,
                  const char            *number,
                  const char            *target)
{
  StandInMoment moment = { id, number, self->media_origin, scenario->status, -1, 0 };
  Count *count = get_count (self, id);
  gboolean first = count->asked == 0;
  int step;

  moment.asked = count->asked++;

  if (scenario->error_once && first)
    return new_error (scenario, id);

  step = take_step (self, scenario, count);
  if (step <= scenario->job)
    {
      g_autofree char *text = NULL;

      moment.status = step == 0 ? STAND_IN_QUEUED : STAND_IN_PROCESSING;
      moment.percent = step == 0 ? 0 : get_percent (scenario->job, step);
      text = stand_in_video_to_json (scenario, &moment);

      return stand_in_answer_new (200, "application/json", g_steal_pointer (&text));
    }

  if (scenario->redirect != 0)
    return stand_in_answer_new_redirect (scenario, target, self->own_origin, self->media_origin);

  if (scenario->error != 0 && !scenario->error_once && !(scenario->error_later && first))
    return new_error (scenario, id);

  return new_last_answer (self, scenario, &moment);
}

static gboolean
may_ask (StandInApi           *self,
         const StandInRequest *request)
{
  const char *given = stand_in_request_peek_header (request, "Authorization");
  g_autofree char *wanted = g_strconcat ("Bearer ", self->token, NULL);

  return g_strcmp0 (given, wanted) == 0;
}

static StandInAnswer *
new_bad_request (const char *format,
                 const char *text)
{
  g_autofree char *safe = g_strdup (text);
  g_autofree char *words = NULL;

  /* The text goes into JSON as it is. */
  g_strcanon (safe, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:@+%", '?');
  words = g_strconcat (format, " (", safe, ")", NULL);

  return stand_in_answer_new_error (400, STAND_IN_ERROR_JSON, words);
}

static StandInAnswer *
new_answer_for_id (StandInApi *self,
                   const char *id,
                   const char *target,
                   double     *slow)
{
  g_autofree char *account = NULL;
  g_autofree char *number = NULL;
  g_autofree char *unknown = NULL;
  g_autoptr(StandInScenario) scenario = NULL;
  const char *fixture;

  if (!stand_in_id_split (id, &account, &number))
    return new_bad_request ("Parameter videoId has incorrect format", id);

  scenario = stand_in_scenario_new (account, &unknown);
  if (scenario == NULL)
    return new_bad_request ("The stand-in has no such option", unknown);

  fixture = stand_in_fixtures_peek_name (self->fixtures, id);
  if (fixture != NULL)
    scenario->fixture = g_strdup (fixture);

  *slow = scenario->slow;

  return new_video_answer (self, scenario, id, number, target);
}

static StandInAnswer *
new_answer (StandInApi           *self,
            const StandInRequest *request,
            double               *slow)
{
  g_autofree char *path = g_strndup (request->target, strcspn (request->target, "?"));

  if (self->failure != 0)
    {
      StandInAnswer *answer = stand_in_answer_new_error (self->failure, STAND_IN_ERROR_JSON, NULL);

      answer->retry_after = g_strdup (self->failure_retry_after);
      return answer;
    }

  if (!may_ask (self, request))
    return stand_in_answer_new_error (401, STAND_IN_ERROR_JSON, NULL);

  if (!g_str_equal (request->method, "GET"))
    return stand_in_answer_new_error (405, STAND_IN_ERROR_JSON, "Method not allowed");

  if (g_str_equal (path, "/v2/account"))
    return stand_in_answer_new (200, "application/json",
                                g_strdup ("{\"user\":\"1234\",\"email\":\"someone@example.com\"}"));

  /* With nothing after the slash this is another call, and a success: a trap for the careless. */
  if (g_str_equal (path, VIDEOS))
    return stand_in_answer_new (200, "application/json", g_strdup ("[]"));

  if (g_str_has_prefix (path, VIDEOS) && strchr (path + strlen (VIDEOS), '/') == NULL)
    return new_answer_for_id (self, path + strlen (VIDEOS), request->target, slow);

  return stand_in_answer_new_error (404, STAND_IN_ERROR_JSON, "No such call");
}

typedef struct
{
  SoupServerMessage *message; /* owns this */
  StandInAnswer *answer;
  GSource *timer;
} Delay;

static void
delay_stop (Delay *delay)
{
  if (delay->timer != NULL)
    g_source_destroy (delay->timer);
  g_clear_pointer (&delay->timer, g_source_unref);
}

static void
delay_free (gpointer data)
{
  Delay *delay = data;

  delay_stop (delay);
  stand_in_answer_free (delay->answer);
  g_free (delay);
}

static gboolean
on_delay_over (gpointer user_data)
{
  Delay *delay = user_data;
  SoupServerMessage *message = delay->message;

  delay_stop (delay);
  soup_server_message_unpause (message);
  stand_in_send_answer (message, delay->answer);

  return G_SOURCE_REMOVE;
}

static void
on_delayed_finished (SoupServerMessage *message,
                     gpointer           user_data)
{
  delay_stop (user_data);
}

static void
send_later (SoupServerMessage *message,
            StandInAnswer     *answer,
            double             seconds)
{
  Delay *delay = g_new0 (Delay, 1);

  delay->message = message;
  delay->answer = answer;
  delay->timer = g_timeout_source_new (seconds * 1000);
  g_source_set_callback (delay->timer, on_delay_over, delay, NULL);
  g_source_attach (delay->timer, g_main_context_get_thread_default ());

  g_object_set_data_full (G_OBJECT (message), "stand-in-delay", delay, delay_free);
  g_signal_connect (message, "finished", G_CALLBACK (on_delayed_finished), delay);
  soup_server_message_pause (message);
}

/**
 * stand_in_api_handle:
 * @message: a message
 * @request: the same as it was received
 * @user_data: the API
 *
 * Answers one call.
 */
void
stand_in_api_handle (SoupServerMessage    *message,
                     const StandInRequest *request,
                     gpointer              user_data)
{
  StandInApi *self = user_data;
  double slow = 0;
  g_autoptr(StandInAnswer) answer = new_answer (self, request, &slow);

  if (slow > 0)
    send_later (message, g_steal_pointer (&answer), slow);
  else
    stand_in_send_answer (message, answer);
}
