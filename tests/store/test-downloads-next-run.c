/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an earlier run of the program left unfinished. */
#include "queueing.h"

#include <glib/gstdio.h>

static void
reopen (Queueing *fixture)
{
  queueing_close (fixture);
  queueing_open (fixture);
  storing_wait_alone (fixture->downloads);
}

static gboolean
went_on (Queueing *fixture)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (fixture->storing.stand_in);
  guint n_ranges = 0;

  for (guint i = 0; i < record->len; i++)
    n_ranges += stand_in_request_peek_header (record->pdata[i], "Range") != NULL;

  return n_ranges > 0;
}

static void
test_next_run (Queueing      *fixture,
               gconstpointer  data)
{
  queueing_add_new (fixture, "big-1");
  queueing_wait_quiet (fixture);
  queueing_add_slow (fixture, QUEUEING_N_MEDIA - 1);
  queueing_assert (fixture, "1d 2a 3a 4a 5a 6q 7q");
  rushes_downloads_pause (fixture->downloads, queueing_peek_at (fixture, 2));
  rushes_download_cancel (queueing_peek_at (fixture, 3));
  queueing_assert (fixture, "1d 2a 3p 5a 6a 7a");
  storing_wait_bytes (queueing_peek_at (fixture, 1), 100000);

  /* Done and cancelled ones are struck out; the others come back as they were. */
  reopen (fixture);
  queueing_wait (fixture, "2a 3p 5a 6a 7a");
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  reopen (fixture);
  queueing_wait (fixture, "2d 3p 5d 6d 7d");
  g_assert_true (went_on (fixture));
  g_assert_cmpstr (rushes_download_get_prompt (queueing_peek_at (fixture, 0)), ==, "A red fox");

  rushes_download_retry (queueing_peek_at (fixture, 1));
  queueing_wait_quiet (fixture);
  for (guint i = 0; i < 5; i++)
    storing_assert_big (queueing_peek_at (fixture, i), 1);

  reopen (fixture);
  queueing_assert (fixture, "");
}

/* In the folder it was begun in, wherever new ones go. */
static void
test_next_run_folder (Queueing      *fixture,
                      gconstpointer  data)
{
  g_autofree char *folder = g_strdup (fixture->storing.folder);
  g_autoptr(GFile) parent = NULL;

  queueing_add_slow (fixture, 1);
  storing_wait_bytes (queueing_peek_at (fixture, 0), 100000);
  storing_set_folder (&fixture->storing, "elsewhere");
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  reopen (fixture);
  queueing_wait (fixture, "1d");
  storing_assert_big (queueing_peek_at (fixture, 0), 1);
  parent = g_file_get_parent (rushes_download_get_file (queueing_peek_at (fixture, 0)));
  g_assert_cmpstr (g_file_peek_path (parent), ==, folder);
}

/* One that failed and could not be helped waits for the user; one that could goes on. */
static void
test_next_run_failed (Queueing      *fixture,
                      gconstpointer  data)
{
  stand_in_set_media_failure (fixture->storing.stand_in, 503);
  queueing_add_new (fixture, "big-1");
  storing_wait_until (queueing_is_waiting, fixture);
  stand_in_set_media_failure (fixture->storing.stand_in, 0);
  queueing_add_new (fixture, "html-media");
  queueing_wait (fixture, "1f 2f");

  reopen (fixture);
  queueing_wait (fixture, "1d 2p");
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "as=html"), ==, 1);
}

/* The link of the last run may be dead by now, and a new one is had and kept. */
static void
test_next_run_expired (Queueing      *fixture,
                       gconstpointer  data)
{
  stand_in_set_media_rate (fixture->storing.stand_in, QUEUEING_SLOW);
  queueing_add_new (fixture, "big-1+expiring-media");
  storing_wait_bytes (queueing_peek_at (fixture, 0), 100000);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  reopen (fixture);
  queueing_wait (fixture, "1d");
  storing_assert_big (queueing_peek_at (fixture, 0), 1);
  g_assert_cmpuint (storing_count (&fixture->storing, "api", "/videos/"), ==, 2);
}

/* Without a database there is no memory, and all else works. */
static void
test_no_database (Queueing      *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->storing.home, "a-folder", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_no_errno (g_mkdir (path, 0700));
  queueing_close (fixture);
  storing_set_database (&fixture->storing, file);
  queueing_open (fixture);

  queueing_add_new (fixture, "big-1");
  queueing_wait_quiet (fixture);
  storing_assert_big (queueing_peek_at (fixture, 0), 1);
}

static void
add_test (const char *path,
          void      (*test) (Queueing      *fixture,
                             gconstpointer  data))
{
  g_autofree char *full = g_strconcat ("/downloads-next-run/", path, NULL);

  g_test_add (full, Queueing, NULL, queueing_set_up, test, queueing_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("F2-next-run", test_next_run);
  add_test ("next-run-folder", test_next_run_folder);
  add_test ("next-run-failed", test_next_run_failed);
  add_test ("F11-next-run-expired", test_next_run_expired);
  add_test ("H9-no-database", test_no_database);

  return g_test_run ();
}
