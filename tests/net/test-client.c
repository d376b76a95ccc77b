/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-client.h"

#include "fetching.h"
#include "rushes-error.h"
#include "stand-in.h"

#include <string.h>

/* Long enough for any answer here, short enough to be waited for by those that never come. */
#define DEADLINE_MILLISECONDS 20000
#define SHORT_DEADLINE_MILLISECONDS 100
#define N_QUICK_FETCHES 100

typedef struct
{
  StandIn *stand_in;
  RushesClient *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->stand_in = stand_in_new ();
  stand_in_start (fixture->stand_in, 0, &error);
  g_assert_no_error (error);

  fixture->client = rushes_client_new (NULL);
  rushes_client_set_api_url (fixture->client, stand_in_get_api_url (fixture->stand_in));
  rushes_client_set_token (fixture->client, stand_in_get_token (fixture->stand_in));
  rushes_client_set_deadline (fixture->client, DEADLINE_MILLISECONDS);
}

/* Every test ends with this: nobody may hold the client after its last answer. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->client);
  stand_in_stop (fixture->stand_in);
  g_assert_finalize_object (fixture->stand_in);
}

static RushesVideo *
fetch (Fixture     *fixture,
       const char  *options,
       GError     **error)
{
  g_autofree char *id = stand_in_dup_id (options, 101);

  return fetching_run (fixture->client, id, error);
}

static guint
count_header (const StandInRequest *request,
              const char           *name)
{
  guint n = 0;

  for (guint i = 0; request->headers[i] != NULL; i += 2)
    n += g_ascii_strcasecmp (request->headers[i], name) == 0 ? 1 : 0;

  return n;
}

/* Rule 5 of FAULTS, over all that was asked in a test. */
static void
assert_token_kept (Fixture *fixture)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (fixture->stand_in);

  for (guint i = 0; i < record->len; i++)
    {
      const StandInRequest *request = g_ptr_array_index (record, i);

      g_assert_cmpstr (request->port, ==, "api");
      g_assert_cmpstr (request->method, ==, "GET");
      g_assert_cmpuint (count_header (request, "Authorization"), ==, 1);
      g_assert_cmpstr (stand_in_request_peek_header (request, "Authorization"), ==,
                       "Bearer " STAND_IN_TOKEN);
      g_assert_cmpstr (stand_in_request_peek_header (request, "Accept-Encoding"), ==, "identity");
      g_assert_cmpuint (count_header (request, "Cookie"), ==, 0);
      g_assert_cmpuint (count_header (request, "Referer"), ==, 0);
      g_assert_null (strstr (request->target, STAND_IN_TOKEN));
    }
}

static const struct
{
  const char *options;
  RushesStatus state;
  gboolean final;
} good_rows[] = {
  { "good", RUSHES_STATUS_COMPLETED, TRUE },
  { "331000000000000001", RUSHES_STATUS_COMPLETED, TRUE },
  { "status-0", RUSHES_STATUS_PENDING, FALSE },
  { "status-1", RUSHES_STATUS_PROCESSING, FALSE },
  { "status-2", RUSHES_STATUS_COMPLETED, TRUE },
  { "status-3", RUSHES_STATUS_FAILED, TRUE },
  { "status-5", RUSHES_STATUS_MODERATED, TRUE },
  { "status-6", RUSHES_STATUS_IN_REVIEW, FALSE },
  { "status-7", RUSHES_STATUS_MODERATED, TRUE },
  { "status-8", RUSHES_STATUS_IN_REVIEW, FALSE },
  { "status-9", RUSHES_STATUS_MODERATED, TRUE },
  { "status-10", RUSHES_STATUS_COMPLETED, TRUE },
  { "status-11", RUSHES_STATUS_QUEUED, FALSE },
  { "status-12", RUSHES_STATUS_PROCESSING, FALSE },
  { "status-14", RUSHES_STATUS_MODERATED, TRUE },
  { "status-16", RUSHES_STATUS_IN_REVIEW, FALSE },
  { "status-42", RUSHES_STATUS_UNKNOWN, TRUE },
  { "status-99", RUSHES_STATUS_UNKNOWN, FALSE },
  { "old", RUSHES_STATUS_COMPLETED, TRUE },
  { "old+status-1", RUSHES_STATUS_PROCESSING, FALSE },
  { "no-download", RUSHES_STATUS_COMPLETED, TRUE },
  { "prompt-long", RUSHES_STATUS_COMPLETED, TRUE },
  { "prompt-markup", RUSHES_STATUS_COMPLETED, TRUE },
  { "prompt-empty", RUSHES_STATUS_COMPLETED, TRUE },
  { "slow-0.05", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-completed", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-completed-cover-webp-query", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-completed-desc-cjk", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-completed-no-download", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-completed-nulls", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-completed-originfiles-many", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-completed-rich", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-missing-fields", RUSHES_STATUS_COMPLETED, TRUE },
  { "fixture-status-0-pending", RUSHES_STATUS_PENDING, FALSE },
  { "fixture-status-1-no-percent", RUSHES_STATUS_PROCESSING, FALSE },
  { "fixture-status-1-processing", RUSHES_STATUS_PROCESSING, FALSE },
  { "fixture-status-11-queued", RUSHES_STATUS_QUEUED, FALSE },
  { "fixture-status-12-processing", RUSHES_STATUS_PROCESSING, FALSE },
  { "fixture-status-14-moderated", RUSHES_STATUS_MODERATED, TRUE },
  { "fixture-status-3-failed", RUSHES_STATUS_FAILED, TRUE },
  { "fixture-status-5-moderated", RUSHES_STATUS_MODERATED, TRUE },
  { "fixture-status-7-moderated", RUSHES_STATUS_MODERATED, TRUE },
  { "fixture-status-99-unknown", RUSHES_STATUS_UNKNOWN, FALSE },
};

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *id = stand_in_dup_id (good_rows[i].options, 101);
      RushesVideo *video = fetching_run (fixture->client, id, &error);

      g_test_message ("%s", good_rows[i].options);
      g_assert_no_error (error);
      g_assert_cmpstr (rushes_video_get_video_id (video), ==, id);
      g_assert_cmpint (rushes_video_get_state (video), ==, good_rows[i].state);
      g_assert_cmpint (rushes_video_is_final (video), ==, good_rows[i].final);
      g_assert_nonnull (rushes_video_get_asked_at (video));
      g_assert_nonnull (rushes_video_get_answer (video));
      g_assert_finalize_object (video);
    }

  assert_token_kept (fixture);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, NULL, NULL), ==,
                    G_N_ELEMENTS (good_rows));
}

/* @text NULL where the message is not for the user. @wait_max: a date is not to the second. */
static const struct
{
  const char *options;
  RushesError code;
  const char *text;
  gint64 wait_min, wait_max;
} error_rows[] = {
  { "error-400", RUSHES_ERROR_BAD_REQUEST, NULL, -1, -1 },
  { "error-401", RUSHES_ERROR_UNAUTHORIZED, "Unauthorized", -1, -1 },
  { "error-402", RUSHES_ERROR_NO_SUBSCRIPTION,
    "Account has no subscription or subscription expired", -1, -1 },
  { "error-403", RUSHES_ERROR_FORBIDDEN, "You do not have access to this video", -1, -1 },
  { "error-404", RUSHES_ERROR_NOT_FOUND, "Not found.", -1, -1 },
  { "error-404-empty", RUSHES_ERROR_NOT_FOUND, "", -1, -1 },
  { "error-404-html", RUSHES_ERROR_NOT_FOUND, "", -1, -1 },
  { "error-410", RUSHES_ERROR_GONE, "The video is gone", -1, -1 },
  { "error-422", RUSHES_ERROR_BAD_REQUEST, "Unable to process the request", -1, -1 },
  { "error-429", RUSHES_ERROR_RATE_LIMITED, "Too many requests", -1, -1 },
  { "error-429-retry-20", RUSHES_ERROR_RATE_LIMITED, "Too many requests", 20, 20 },
  { "error-429-retry-date", RUSHES_ERROR_RATE_LIMITED, "Too many requests", 1, 20 },
  { "error-429-retry-soon", RUSHES_ERROR_RATE_LIMITED, "Too many requests", -1, -1 },
  { "error-429-retry-315360000", RUSHES_ERROR_RATE_LIMITED, "Too many requests", 3600, 3600 },
  { "error-500", RUSHES_ERROR_SERVER, "Internal server error", -1, -1 },
  { "error-500-text", RUSHES_ERROR_SERVER, "", -1, -1 },
  { "error-502", RUSHES_ERROR_BAD_GATEWAY, "Bad gateway", -1, -1 },
  { "error-502-html", RUSHES_ERROR_BAD_GATEWAY, "", -1, -1 },
  { "error-503", RUSHES_ERROR_UNAVAILABLE, "Service temporarily unavailable.", -1, -1 },
  { "error-503-nested", RUSHES_ERROR_UNAVAILABLE, "Service temporarily unavailable.", -1, -1 },
  { "error-503-retry-5", RUSHES_ERROR_UNAVAILABLE, NULL, 5, 5 },
  { "error-504", RUSHES_ERROR_GATEWAY_TIMEOUT, "Gateway timeout", -1, -1 },
  { "error-596", RUSHES_ERROR_ACCOUNT,
    "Account 331000000000000001 in error state: token expired", -1, -1 },
  { "fixture-error-400", RUSHES_ERROR_BAD_REQUEST, NULL, -1, -1 },
  { "fixture-error-401", RUSHES_ERROR_UNAUTHORIZED, "Unauthorized", -1, -1 },
  { "fixture-error-402", RUSHES_ERROR_NO_SUBSCRIPTION, NULL, -1, -1 },
  { "fixture-error-404", RUSHES_ERROR_NOT_FOUND, "Not found.", -1, -1 },
  { "fixture-error-429", RUSHES_ERROR_RATE_LIMITED, "Too many requests", 1, 3600 },
  { "fixture-error-502-html", RUSHES_ERROR_BAD_GATEWAY, "", -1, -1 },
  { "fixture-error-503-nested", RUSHES_ERROR_UNAVAILABLE, NULL, -1, -1 },
  { "fixture-error-596", RUSHES_ERROR_ACCOUNT, NULL, -1, -1 },
  { "empty", RUSHES_ERROR_BAD_ANSWER, NULL, -1, -1 },
  { "null", RUSHES_ERROR_BAD_ANSWER, NULL, -1, -1 },
  { "array", RUSHES_ERROR_BAD_ANSWER, NULL, -1, -1 },
  { "cut-json", RUSHES_ERROR_BAD_ANSWER, NULL, -1, -1 },
  { "garbage", RUSHES_ERROR_BAD_ANSWER, NULL, -1, -1 },
  { "html-200", RUSHES_ERROR_BAD_ANSWER, NULL, -1, -1 },
  { "huge", RUSHES_ERROR_TOO_LARGE, NULL, -1, -1 },
  { "deep", RUSHES_ERROR_TOO_LARGE, NULL, -1, -1 },
  { "gzip", RUSHES_ERROR_ENCODED, NULL, -1, -1 },
  { "xyz-encoding", RUSHES_ERROR_ENCODED, NULL, -1, -1 },
  { "truncated", RUSHES_ERROR_TRUNCATED, NULL, -1, -1 },
  { "reset", RUSHES_ERROR_DISCONNECTED, NULL, -1, -1 },
  { "not-http", RUSHES_ERROR_DISCONNECTED, NULL, -1, -1 },
  { "redirect-301", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-303", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-307", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-308", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-self", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-loop", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-file", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-data", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-bad", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-relative", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-empty", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
  { "redirect-302-none", RUSHES_ERROR_REDIRECTED, NULL, -1, -1 },
};

static void
check_error (Fixture *fixture,
             gsize    row)
{
  g_autoptr(GError) error = NULL;
  gint64 wait;

  g_test_message ("%s", error_rows[row].options);
  g_assert_null (fetch (fixture, error_rows[row].options, &error));
  g_assert_error (error, RUSHES_ERROR, (int) error_rows[row].code);
  if (error_rows[row].text != NULL)
    g_assert_cmpstr (error->message, ==, error_rows[row].text);
  g_assert_null (strstr (error->message, STAND_IN_TOKEN));
  g_assert_null (strstr (error->message, "http"));

  wait = rushes_error_get_retry_after (error);
  g_assert_cmpint (wait, >=, error_rows[row].wait_min);
  g_assert_cmpint (wait, <=, error_rows[row].wait_max);
}

/* A1, A2, A4, A6, A7, B1, B4, B9, B18, B19, C2, C4, D1, D3, D7: one question each, no second. */
static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      stand_in_clear_record (fixture->stand_in);
      check_error (fixture, i);
      g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, NULL, NULL), ==, 1);
      assert_token_kept (fixture);
    }
}

/* Rule 6 of FAULTS: after the fault the same client works. */
static void
test_error_then_good (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const options[] = { "error-503-html-then-good", "error-401-then-good",
                                         "error-429-retry-1-then-good" };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesVideo) video = NULL;

      g_assert_null (fetch (fixture, options[i], NULL));
      video = fetch (fixture, options[i], &error);
      g_assert_no_error (error);
      g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
    }
}

/* H2: the ID stands in the target as it is, byte for byte. */
static void
test_raw_id (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const accounts[] = { "331000000000000001", "bob+films@example.com",
                                          "a.b_c-d@example.com" };

  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autofree char *id = stand_in_dup_id (accounts[i], 7);
      g_autofree char *target = g_strconcat ("/v1/minimax/videos/", id, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesVideo) video = fetching_run (fixture->client, id, &error);
      g_autoptr(GPtrArray) record = stand_in_dup_record (fixture->stand_in);
      const StandInRequest *request = g_ptr_array_index (record, record->len - 1);

      g_assert_no_error (error);
      g_assert_cmpuint (record->len, ==, i + 1);
      g_assert_cmpstr (request->target, ==, target);
    }

  assert_token_kept (fixture);
}

/* What cannot be right is not asked. NULL for what is right. */
static const struct
{
  const char *name;
  const char *url;
  const char *token;
  const char *id;
  RushesError code;
} silent_rows[] = {
  { "no token", NULL, "", NULL, RUSHES_ERROR_NO_TOKEN },
  { "H1 line end in token", NULL, STAND_IN_TOKEN "\r\nX-Other: 1", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 blank in token", NULL, "a b", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "H1 not ASCII", NULL, "tokén", NULL, RUSHES_ERROR_BAD_TOKEN },
  { "empty ID", NULL, NULL, "", RUSHES_ERROR_BAD_ID },
  { "H2 dots", NULL, NULL, "..", RUSHES_ERROR_BAD_ID },
  { "H2 slash", NULL, NULL, "user:1-minimax:a/../b-video:1", RUSHES_ERROR_BAD_ID },
  { "H2 query", NULL, NULL, "user:1-minimax:a-video:1?b", RUSHES_ERROR_BAD_ID },
  { "H2 escaped", NULL, NULL, "user%3A1-minimax%3Aa-video%3A1", RUSHES_ERROR_BAD_ID },
  { "H2 line end", NULL, NULL, "user:1-minimax:a-video:1\r\n", RUSHES_ERROR_BAD_ID },
  { "token as ID", NULL, NULL, STAND_IN_TOKEN, RUSHES_ERROR_BAD_ID },
  { "empty address", "", NULL, NULL, RUSHES_ERROR_BAD_ADDRESS },
  { "plain address", "http://192.0.2.1/v1", NULL, NULL, RUSHES_ERROR_BAD_ADDRESS },
  { "file as address", "file:///etc/passwd", NULL, NULL, RUSHES_ERROR_BAD_ADDRESS },
};

static void
check_silent (Fixture *fixture,
              gsize    row)
{
  const char *url = silent_rows[row].url;
  const char *token = silent_rows[row].token;
  const char *id = silent_rows[row].id;
  g_autofree char *good_id = stand_in_dup_id ("good", 101);
  g_autoptr(GError) error = NULL;

  rushes_client_set_api_url (fixture->client,
                             url != NULL ? url : stand_in_get_api_url (fixture->stand_in));
  rushes_client_set_token (fixture->client, token != NULL ? token : STAND_IN_TOKEN);

  g_assert_null (fetching_run (fixture->client, id != NULL ? id : good_id, &error));
  g_assert_error (error, RUSHES_ERROR, (int) silent_rows[row].code);
  g_clear_error (&error);
  if (silent_rows[row].code == RUSHES_ERROR_BAD_ID)
    return;

  g_assert_false (fetching_check_token (fixture->client, token != NULL ? token : STAND_IN_TOKEN,
                                        &error));
  g_assert_error (error, RUSHES_ERROR, (int) silent_rows[row].code);
}

static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (silent_rows); i++)
    {
      g_test_message ("%s", silent_rows[i].name);
      check_silent (fixture, i);
    }

  rushes_client_set_token (fixture->client, NULL);
  rushes_client_set_api_url (fixture->client, stand_in_get_api_url (fixture->stand_in));
  g_assert_null (fetch (fixture, "good", &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_TOKEN);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, NULL, NULL), ==, 0);
}

static void
test_check_token (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) record = NULL;
  const StandInRequest *request;

  /* The one that is asked about is sent, not the one that is set. */
  rushes_client_set_token (fixture->client, "user:1234-other");
  g_assert_true (fetching_check_token (fixture->client, STAND_IN_TOKEN, &error));
  g_assert_no_error (error);

  record = stand_in_dup_record (fixture->stand_in);
  request = g_ptr_array_index (record, 0);
  g_assert_cmpuint (record->len, ==, 1);
  g_assert_cmpstr (request->target, ==, "/v2/account");
  assert_token_kept (fixture);

  g_assert_false (fetching_check_token (fixture->client, "user:1234-other", &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (stand_in_count_requests (fixture->stand_in, NULL, NULL), ==, 2);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesVideo) video = NULL;

  stand_in_set_down (fixture->stand_in, "api", TRUE);
  g_assert_null (fetch (fixture, "good", &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_REFUSED);
  g_clear_error (&error);

  stand_in_set_down (fixture->stand_in, "api", FALSE);
  video = fetch (fixture, "good", &error);
  g_assert_no_error (error);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
}

/* B17: the connection that waited for the next question is gone when it comes. */
static void
test_idle_connection (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(RushesVideo) video = fetch (fixture, "good", &error);

      g_assert_no_error (error);
      stand_in_set_down (fixture->stand_in, "api", TRUE);
      stand_in_set_down (fixture->stand_in, "api", FALSE);
    }
}

/* B13. */
static void
test_deadline (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  rushes_client_set_deadline (fixture->client, SHORT_DEADLINE_MILLISECONDS);
  g_test_timer_start ();
  g_assert_null (fetch (fixture, "hang", &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_TIMED_OUT);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, DEADLINE_MILLISECONDS / 1000);
}

/* Cancelled before, at once after, while it waits for the answer, and in its body. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const options[] = { "good", "hang", "slow-10" };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    for (guint moment = 0; moment < 3; moment++)
      {
        g_autofree char *id = stand_in_dup_id (options[i], 200 + moment);
        g_autoptr(GCancellable) cancellable = g_cancellable_new ();
        g_auto(Fetching) fetching = { FALSE };

        g_test_message ("%s, %u", options[i], moment);
        if (moment == 0)
          g_cancellable_cancel (cancellable);
        fetching_begin (&fetching, fixture->client, id, cancellable);
        if (moment == 2)
          while (stand_in_count_requests (fixture->stand_in, "api", id) == 0)
            g_main_context_iteration (NULL, FALSE);
        g_cancellable_cancel (cancellable);
        fetching_wait (&fetching);

        g_assert_error (fetching.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      }
}

typedef struct
{
  guint16 port;
  guint n_fds;
} Limit;

static gboolean
are_few (gpointer data)
{
  Limit *limit = data;

  return fetching_count_fds (limit->port) <= limit->n_fds;
}

static void
test_quick_fetches (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = stand_in_dup_id ("hang", 300);
  g_autoptr(RushesVideo) video = fetch (fixture, "good", NULL);
  g_autoptr(RushesVideo) last = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = g_uri_parse (stand_in_get_origin (fixture->stand_in), 0, NULL);
  Limit limit = { g_uri_get_port (uri), 0 };

  g_assert_nonnull (video);
  limit.n_fds = fetching_count_fds (limit.port);
  for (guint i = 0; i < N_QUICK_FETCHES; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_auto(Fetching) fetching = { FALSE };

      fetching_begin (&fetching, fixture->client, id, cancellable);
      for (guint j = 0; j < i % 7; j++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      fetching_wait (&fetching);
      g_assert_error (fetching.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  last = fetch (fixture, "good", &error);
  g_assert_no_error (error);
  g_assert_nonnull (last);
  fetching_wait_until (are_few, &limit);
}

/* Many at once: each gets its own answer. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  Fetching fetchings[40] = { { FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (fetchings); i++)
    {
      g_autofree char *id = stand_in_dup_id ("good", 400 + i);

      fetching_begin (&fetchings[i], fixture->client, id, NULL);
    }

  for (guint i = 0; i < G_N_ELEMENTS (fetchings); i++)
    {
      g_autofree char *id = stand_in_dup_id ("good", 400 + i);

      fetching_wait (&fetchings[i]);
      g_assert_no_error (fetchings[i].error);
      g_assert_cmpstr (rushes_video_get_video_id (fetchings[i].video), ==, id);
      fetching_clear (&fetchings[i]);
    }
}

static void
test_loopback (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_true (rushes_client_get_is_loopback (fixture->client));
  rushes_client_set_api_url (fixture->client, "https://api.useapi.net/v1/minimax");
  g_assert_false (rushes_client_get_is_loopback (fixture->client));
  rushes_client_set_api_url (fixture->client, "nonsense");
  g_assert_false (rushes_client_get_is_loopback (fixture->client));
}

static void
add_test (const char *path,
          void      (*test) (Fixture       *fixture,
                             gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/client/good", test_good);
  add_test ("/client/errors", test_errors);
  add_test ("/client/error-then-good", test_error_then_good);
  add_test ("/client/H2-raw-id", test_raw_id);
  add_test ("/client/H1-H2-silent", test_silent);
  add_test ("/client/check-token", test_check_token);
  add_test ("/client/B15-refused", test_refused);
  add_test ("/client/B17-idle-connection", test_idle_connection);
  add_test ("/client/B13-deadline", test_deadline);
  add_test ("/client/B13-cancel", test_cancel);
  add_test ("/client/I2-quick-fetches", test_quick_fetches);
  add_test ("/client/many", test_many);
  add_test ("/client/loopback", test_loopback);

  return g_test_run ();
}
