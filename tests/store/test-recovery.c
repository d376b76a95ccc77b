/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-recovery.h"

#include "rushes-error.h"
#include "rushes-retry.h"
#include "storing.h"

#define PROMPT "A red fox"
#define GENERATED "/generated/"
#define SECOND_MS 1

typedef struct
{
  Storing storing;
  RushesMedia *media;
  RushesDownload *download;
  RushesRecovery *recovery;
  guint n_starts;
} Fixture;

/* The queue in short. */
static void
start_queued (Fixture *fixture)
{
  RushesDownloadState state = rushes_download_get_state (fixture->download);

  fixture->n_starts += state == RUSHES_DOWNLOAD_CONNECTING;
  if (state == RUSHES_DOWNLOAD_QUEUED)
    rushes_download_start (fixture->download);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  storing_set_up (&fixture->storing, NULL);
}

/* Whatever was under way, nothing of it is left. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_run_dispose (G_OBJECT (fixture->recovery));
  storing_wait_alone (fixture->recovery);
  g_assert_finalize_object (fixture->recovery);
  g_assert_finalize_object (fixture->download);
  g_clear_object (&fixture->media);
  storing_tear_down (&fixture->storing, NULL);
}

static void
begin_media (Fixture     *fixture,
             RushesMedia *media)
{
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->storing.folder);

  fixture->media = media;
  fixture->download = rushes_download_new (media, PROMPT, folder, NULL, TRUE);
  fixture->recovery = rushes_recovery_new (fixture->download, fixture->storing.watcher);
  rushes_recovery_set_second (fixture->recovery, SECOND_MS);
  g_signal_connect_swapped (fixture->download, "notify::state", G_CALLBACK (start_queued),
                            fixture);
  rushes_download_start (fixture->download);
}

static void
begin (Fixture    *fixture,
       const char *options)
{
  begin_media (fixture, storing_make_media (&fixture->storing, options, 1, RUSHES_MEDIA_CLEAN));
}

/* A video whose API may do what it likes, with a link that is dead from the start. */
static void
begin_dead (Fixture    *fixture,
            const char *options)
{
  g_autofree char *id = stand_in_dup_id (options, 1);
  g_autofree char *uri = g_strconcat (stand_in_get_media_url (fixture->storing.stand_in),
                                      "/video.mp4?status=403", NULL);

  begin_media (fixture, rushes_media_new (id, RUSHES_MEDIA_CLEAN, 1, uri, NULL));
}

static gboolean
is_left_alone (gpointer data)
{
  Fixture *fixture = data;
  RushesDownloadState state = rushes_download_get_state (fixture->download);

  return !rushes_download_state_is_active (state) && state != RUSHES_DOWNLOAD_QUEUED &&
         rushes_recovery_get_phase (fixture->recovery) == RUSHES_RECOVERY_NONE;
}

static void
wait_end (Fixture *fixture)
{
  storing_wait_until (is_left_alone, fixture);
}

static gboolean
is_renewing (gpointer data)
{
  return rushes_recovery_get_phase (data) == RUSHES_RECOVERY_RENEWING;
}

static gboolean
is_waiting (gpointer data)
{
  return rushes_recovery_get_phase (data) == RUSHES_RECOVERY_WAITING;
}

static void
assert_counts (Fixture *fixture,
               guint    n_questions,
               guint    n_requests)
{
  g_assert_cmpuint (storing_count (&fixture->storing, "api", "/videos/"), ==, n_questions);
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "/"), ==, n_requests);
}

static void
assert_failed (Fixture     *fixture,
               RushesError  code)
{
  g_assert_cmpint (rushes_download_get_state (fixture->download), ==, RUSHES_DOWNLOAD_FAILED);
  g_assert_error (rushes_download_get_error (fixture->download), RUSHES_ERROR, (int) code);
}

/* --- links that expire ------------------------------------------------------------------------ */

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture, "big-1+expired-media");
  storing_wait_until (is_renewing, fixture->recovery);
  wait_end (fixture);

  storing_assert_big (fixture->download, 1);
  assert_counts (fixture, 2, 2);
}

static gboolean
asked_for_rest (Fixture *fixture)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (fixture->storing.stand_in);
  StandInRequest *last = g_ptr_array_index (record, record->len - 1);

  return g_str_equal (last->port, "media") &&
         stand_in_request_peek_header (last, "Range") != NULL;
}

/* What came by the old link is not asked for again. */
static void
test_expiring (Fixture       *fixture,
               gconstpointer  data)
{
  stand_in_set_media_rate (fixture->storing.stand_in, 400000);
  begin (fixture, "big-1+expiring-media");
  storing_wait_bytes (fixture->download, 200000);
  rushes_download_pause (fixture->download);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  rushes_download_retry (fixture->download);
  wait_end (fixture);

  storing_assert_big (fixture->download, 1);
  assert_counts (fixture, 2, 3);
  g_assert_true (asked_for_rest (fixture));
}

/* Each link brings 300 KiB and dies. As long as there is progress, each is renewed once. */
static void
test_expiring_often (Fixture       *fixture,
                     gconstpointer  data)
{
  begin (fixture, "big-1+expiring-media+cut-media-300");
  wait_end (fixture);

  storing_assert_big (fixture->download, 1);
  assert_counts (fixture, 4, 7);
}

static const char *const dead_links[] = { "error-media-403", "error-media-404",
                                          "error-media-410" };

/* A new link that is dead, too: once is enough, until the user wants it again. */
static void
test_dead (Fixture       *fixture,
           gconstpointer  data)
{
  begin (fixture, data);
  wait_end (fixture);
  assert_failed (fixture, RUSHES_ERROR_LINK_EXPIRED);
  assert_counts (fixture, 2, 2);

  rushes_download_retry (fixture->download);
  wait_end (fixture);
  assert_failed (fixture, RUSHES_ERROR_LINK_EXPIRED);
  assert_counts (fixture, 3, 4);
}

/* The API does not help; the fault is that of the link still, and the user can try again. */
static void
test_no_help (Fixture       *fixture,
              gconstpointer  data)
{
  begin (fixture, data);
  wait_end (fixture);
  assert_failed (fixture, RUSHES_ERROR_LINK_EXPIRED);
  assert_counts (fixture, 2, 1);

  rushes_download_retry (fixture->download);
  wait_end (fixture);
  assert_failed (fixture, RUSHES_ERROR_LINK_EXPIRED);
  assert_counts (fixture, 3, 2);
}

/* There is no such file any more. */
static void
test_no_file (Fixture       *fixture,
              gconstpointer  data)
{
  begin_dead (fixture, "no-download");
  wait_end (fixture);
  assert_failed (fixture, RUSHES_ERROR_LINK_EXPIRED);
  assert_counts (fixture, 1, 1);
}

/* --- faults that pass ------------------------------------------------------------------------- */

static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  begin (fixture, "big-1+cut-once-300");
  wait_end (fixture);

  storing_assert_big (fixture->download, 1);
  assert_counts (fixture, 1, 2);
  g_assert_true (asked_for_rest (fixture));
}

/* A host that is away: it is asked again some times, and then the user has to. */
static void
test_away (Fixture       *fixture,
           gconstpointer  data)
{
  RushesMedia *media = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);

  stand_in_set_down (fixture->storing.stand_in, "media", TRUE);
  begin_media (fixture, media);
  wait_end (fixture);
  assert_failed (fixture, RUSHES_ERROR_REFUSED);
  g_assert_cmpuint (fixture->n_starts, ==, 1 + RUSHES_RETRY_MAX_FRUITLESS);

  stand_in_set_down (fixture->storing.stand_in, "media", FALSE);
  rushes_download_retry (fixture->download);
  wait_end (fixture);
  storing_assert_big (fixture->download, 1);
  assert_counts (fixture, 1, 1);
}

/* F15: the network goes in the middle, and comes back. */
static void
test_away_meanwhile (Fixture       *fixture,
                     gconstpointer  data)
{
  stand_in_set_media_rate (fixture->storing.stand_in, 400000);
  begin (fixture, "big-1");
  rushes_recovery_set_second (fixture->recovery, 100);
  storing_wait_bytes (fixture->download, 200000);
  stand_in_set_down (fixture->storing.stand_in, "media", TRUE);
  storing_wait_until (is_waiting, fixture->recovery);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  stand_in_set_down (fixture->storing.stand_in, "media", FALSE);
  wait_end (fixture);

  storing_assert_big (fixture->download, 1);
  g_assert_true (asked_for_rest (fixture));
}

static const struct
{
  guint status;
  RushesError want;
} failures[] = {
  { 429, RUSHES_ERROR_RATE_LIMITED },
  { 500, RUSHES_ERROR_SERVER },
  { 503, RUSHES_ERROR_UNAVAILABLE },
};

static void
test_failing_host (Fixture       *fixture,
                   gconstpointer  data)
{
  gsize row = GPOINTER_TO_SIZE (data);

  stand_in_set_media_failure (fixture->storing.stand_in, failures[row].status);
  begin (fixture, "big-1");
  wait_end (fixture);
  assert_failed (fixture, failures[row].want);
  assert_counts (fixture, 1, 1 + RUSHES_RETRY_MAX_FRUITLESS);

  stand_in_set_media_failure (fixture->storing.stand_in, 0);
  rushes_download_retry (fixture->download);
  wait_end (fixture);
  storing_assert_big (fixture->download, 1);
}

/* --- faults that do not ----------------------------------------------------------------------- */

static const struct
{
  const char *options;
  RushesError want;
  guint n_requests;
} lasting[] = {
  { "html-media", RUSHES_ERROR_NOT_MEDIA, 1 },
  { "json-media", RUSHES_ERROR_NOT_MEDIA, 1 },
  { "empty-media", RUSHES_ERROR_EMPTY, 1 },
  { "gzip-media", RUSHES_ERROR_ENCODED, 1 },
  { "no-length", RUSHES_ERROR_NO_LENGTH, 1 },
  { "file-media", RUSHES_ERROR_BAD_LINK, 0 },
};

static void
test_lasting (Fixture       *fixture,
              gconstpointer  data)
{
  gsize row = GPOINTER_TO_SIZE (data);

  begin (fixture, lasting[row].options);
  storing_wait_state (fixture->download, RUSHES_DOWNLOAD_FAILED);
  g_assert_cmpint (rushes_recovery_get_phase (fixture->recovery), ==, RUSHES_RECOVERY_NONE);
  assert_failed (fixture, lasting[row].want);
  assert_counts (fixture, 1, lasting[row].n_requests);
}

/* --- the user steps in ------------------------------------------------------------------------ */

typedef void (*Step) (Fixture *fixture);

static void
cancel (Fixture *fixture)
{
  rushes_download_cancel (fixture->download);
  g_assert_cmpint (rushes_download_get_state (fixture->download), ==, RUSHES_DOWNLOAD_CANCELLED);
}

static void
give_up (Fixture *fixture)
{
  rushes_recovery_give_up (fixture->recovery);
  g_assert_cmpint (rushes_download_get_state (fixture->download), ==, RUSHES_DOWNLOAD_FAILED);
}

/* F13: what waits for an answer is ended at once. */
static void
test_while_renewing (Fixture       *fixture,
                     gconstpointer  data)
{
  begin_dead (fixture, "hang");
  storing_wait_until (is_renewing, fixture->recovery);
  ((Step) data) (fixture);
  g_assert_cmpint (rushes_recovery_get_phase (fixture->recovery), ==, RUSHES_RECOVERY_NONE);
  storing_wait_alone (fixture->recovery);
  g_assert_cmpuint (fixture->n_starts, ==, 1);
}

static gboolean
on_tick (gpointer data)
{
  (*(guint *) data)++;

  return G_SOURCE_CONTINUE;
}

static gboolean
is_over (gpointer data)
{
  return *(guint *) data >= 2;
}

/* As long as would have been waited. */
static void
let_time_pass (guint milliseconds)
{
  guint n_ticks = 0;
  guint tick = g_timeout_add (milliseconds, on_tick, &n_ticks);

  storing_wait_until (is_over, &n_ticks);
  g_source_remove (tick);
}

static void
test_while_waiting (Fixture       *fixture,
                    gconstpointer  data)
{
  RushesMedia *media = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);

  stand_in_set_media_failure (fixture->storing.stand_in, 503);
  begin_media (fixture, media);
  rushes_recovery_set_second (fixture->recovery, 50);
  storing_wait_until (is_waiting, fixture->recovery);
  ((Step) data) (fixture);
  g_assert_cmpint (rushes_recovery_get_phase (fixture->recovery), ==, RUSHES_RECOVERY_NONE);
  let_time_pass (2 * 50);
  g_assert_cmpuint (fixture->n_starts, ==, 1);
}

/* Who does not want to wait starts it, and is not started a second time. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  RushesMedia *media = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);

  stand_in_set_media_failure (fixture->storing.stand_in, 503);
  begin_media (fixture, media);
  rushes_recovery_set_second (fixture->recovery, 60 * 1000);
  rushes_download_retry (fixture->download);
  storing_wait_until (is_waiting, fixture->recovery);
  stand_in_set_media_failure (fixture->storing.stand_in, 0);
  rushes_download_retry (fixture->download);
  g_assert_cmpint (rushes_recovery_get_phase (fixture->recovery), ==, RUSHES_RECOVERY_NONE);
  wait_end (fixture);
  storing_assert_big (fixture->download, 1);
}

/* --- what others see -------------------------------------------------------------------------- */

static void
assert_not_given_up (Fixture *fixture)
{
  gboolean given_up = rushes_download_get_state (fixture->download) == RUSHES_DOWNLOAD_FAILED &&
                      rushes_recovery_get_phase (fixture->recovery) == RUSHES_RECOVERY_NONE;

  g_assert_false (given_up);
}

/* While something is done about it, it never looks as if nothing were: who watches would say so. */
static void
test_never_given_up (Fixture       *fixture,
                     gconstpointer  data)
{
  begin (fixture, data);
  g_signal_connect_swapped (fixture->recovery, "notify::phase", G_CALLBACK (assert_not_given_up),
                            fixture);
  g_signal_connect_swapped (fixture->download, "notify::state", G_CALLBACK (assert_not_given_up),
                            fixture);
  wait_end (fixture);
  storing_assert_big (fixture->download, 1);
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data),
     gconstpointer data)
{
  g_autofree char *full = g_strconcat ("/recovery/", path, NULL);

  g_test_add (full, Fixture, data, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("F11-expired", test_expired, NULL);
  add ("F11-expiring", test_expiring, NULL);
  add ("F11-expiring-often", test_expiring_often, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (dead_links); i++)
    {
      g_autofree char *path = g_strconcat ("F11-dead-", dead_links[i], NULL);

      add (path, test_dead, dead_links[i]);
    }
  add ("F11-no-help-401", test_no_help, "once-then-error-401+error-media-403");
  add ("F11-no-help-404", test_no_help, "once-then-error-404+error-media-403");
  add ("F11-no-help-503", test_no_help, "once-then-error-503+error-media-403");
  add ("F11-no-file", test_no_file, NULL);

  add ("F1-cut", test_cut, NULL);
  add ("away", test_away, NULL);
  add ("F15-away-meanwhile", test_away_meanwhile, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("B18-failing-host-%u", failures[i].status);

      add (path, test_failing_host, GSIZE_TO_POINTER (i));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lasting); i++)
    {
      g_autofree char *path = g_strconcat ("lasting-", lasting[i].options, NULL);

      add (path, test_lasting, GSIZE_TO_POINTER (i));
    }

  add ("F13-cancel-while-renewing", test_while_renewing, cancel);
  add ("F13-give-up-while-renewing", test_while_renewing, give_up);
  add ("F13-cancel-while-waiting", test_while_waiting, cancel);
  add ("F13-give-up-while-waiting", test_while_waiting, give_up);
  add ("at-once", test_at_once, NULL);
  add ("never-given-up-expired", test_never_given_up, "big-1+expired-media");
  add ("never-given-up-cut", test_never_given_up, "big-1+cut-once-300");

  return g_test_run ();
}
