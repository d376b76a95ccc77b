/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queueing.h"
#include "rushes-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_CANCELLED 100

/* --- the queue -------------------------------------------------------------------------------- */

static void
test_four (Queueing      *fixture,
           gconstpointer  data)
{
  queueing_add_slow (fixture, QUEUEING_N_MEDIA);
  queueing_assert (fixture, "1a 2a 3a 4a 5q 6q 7q");
  g_assert_cmpuint (rushes_downloads_get_n_open (fixture->downloads), ==, QUEUEING_N_MEDIA);
  for (guint i = 0; i < QUEUEING_MAX_ACTIVE; i++)
    storing_wait_bytes (queueing_peek_at (fixture, i), 1);

  /* A place that is given back goes to who has waited longest. */
  rushes_downloads_pause (fixture->downloads, queueing_peek_at (fixture, 0));
  queueing_assert (fixture, "1p 2a 3a 4a 5a 6q 7q");
  rushes_downloads_pause (fixture->downloads, queueing_peek_at (fixture, 5));
  queueing_assert (fixture, "1p 2a 3a 4a 5a 6p 7q");

  /* Who comes back has kept the place. */
  rushes_download_retry (queueing_peek_at (fixture, 0));
  rushes_download_retry (queueing_peek_at (fixture, 5));
  queueing_assert (fixture, "1q 2a 3a 4a 5a 6q 7q");
  storing_wait_bytes (queueing_peek_at (fixture, 4), 1);
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "/generated/"), ==, 5);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  rushes_download_cancel (queueing_peek_at (fixture, 1));
  queueing_assert (fixture, "1a 3a 4a 5a 6q 7q");

  /* One by one, at full speed, through the one place that is free. */
  queueing_wait (fixture, "1d 3a 4a 5a 6d 7d");
  g_assert_cmpuint (fixture->most_active, ==, QUEUEING_MAX_ACTIVE);
  for (guint i = 1; i <= 3; i++)
    {
      rushes_downloads_pause (fixture->downloads, queueing_peek_at (fixture, i));
      rushes_download_retry (queueing_peek_at (fixture, i));
    }
  queueing_wait_quiet (fixture);
  for (guint i = 0; i < QUEUEING_N_MEDIA - 1; i++)
    storing_assert_big (queueing_peek_at (fixture, i), 1);
}

static void
test_done (Queueing      *fixture,
           gconstpointer  data)
{
  RushesDownload *download = queueing_add_new (fixture, "big-1");
  g_autofree char *names = NULL;

  queueing_wait_quiet (fixture);
  storing_assert_big (download, 1);
  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==, "A red fox 402000000000000001.mp4");
}

/* A second window, a second click: one transfer, one file. */
static void
test_twice (Queueing      *fixture,
            gconstpointer  data)
{
  RushesDownload *first, *second;
  g_autoptr(RushesMedia) same = NULL;
  g_autofree char *names = NULL;

  stand_in_set_media_rate (fixture->storing.stand_in, QUEUEING_SLOW);
  first = queueing_add_new (fixture, "big-1");
  same = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);
  g_assert_false (same == fixture->media[0]);
  second = queueing_add (fixture, same);
  g_assert_true (first == second);

  storing_wait_bytes (first, 1);
  g_assert_true (queueing_add (fixture, same) == first);
  rushes_downloads_pause (fixture->downloads, first);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  g_assert_true (queueing_add (fixture, same) == first);
  g_assert_true (queueing_add (fixture, fixture->media[0]) == first);
  queueing_wait_quiet (fixture);

  queueing_assert (fixture, "1d");
  storing_assert_big (first, 1);
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "/generated/"), ==, 2);
  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==, "A red fox 402000000000000001.mp4");
}

/* Who wants the file a second time gets a second file, and the queue tells of the newest. */
static void
test_done_again (Queueing      *fixture,
                 gconstpointer  data)
{
  g_autofree char *names = NULL;

  queueing_add_new (fixture, "big-1");
  queueing_wait_quiet (fixture);
  queueing_add (fixture, fixture->media[0]);
  queueing_assert (fixture, "1a");
  queueing_wait_quiet (fixture);
  queueing_assert (fixture, "1d");
  storing_assert_big (queueing_peek_at (fixture, 0), 1);
  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==,
                   "A red fox 402000000000000001 (2).mp4|A red fox 402000000000000001.mp4");
}

static void
test_failed (Queueing      *fixture,
             gconstpointer  data)
{
  RushesDownload *download = queueing_add_new (fixture, "html-media");

  queueing_wait_quiet (fixture);
  queueing_assert (fixture, "1f");
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_NOT_MEDIA);

  g_assert_true (queueing_add (fixture, fixture->media[0]) == download);
  queueing_assert (fixture, "1a");
  queueing_wait_quiet (fixture);
  queueing_assert (fixture, "1f");
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "/"), ==, 2);

  rushes_download_cancel (download);
  queueing_assert (fixture, "");
}

/* The same file by another link, as after a refresh: that one is used. */
static void
test_newer_link (Queueing      *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = stand_in_dup_id ("big-1", 1);
  g_autofree char *uri = g_strconcat (stand_in_get_media_url (fixture->storing.stand_in),
                                      "/video.mp4?as=html", NULL);
  RushesDownload *download;

  fixture->media[0] = rushes_media_new (id, RUSHES_MEDIA_CLEAN, 1, uri, NULL);
  download = queueing_add (fixture, fixture->media[0]);
  queueing_wait_quiet (fixture);
  queueing_assert (fixture, "1f");

  fixture->media[1] = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);
  g_assert_true (queueing_add (fixture, fixture->media[1]) == download);
  queueing_wait_quiet (fixture);
  storing_assert_big (download, 1);
}

/* G3: the folder cannot be had; another one can be chosen, and the same click works. */
static void
test_other_folder (Queueing      *fixture,
                   gconstpointer  data)
{
  g_autofree char *names = NULL;

  g_assert_true (g_file_set_contents (fixture->storing.folder, "a file", -1, NULL));
  queueing_add_new (fixture, "big-1");
  queueing_wait_quiet (fixture);
  queueing_assert (fixture, "1f");

  storing_set_folder (&fixture->storing, "elsewhere");
  queueing_add (fixture, fixture->media[0]);
  queueing_wait_quiet (fixture);
  queueing_assert (fixture, "1d");
  storing_assert_big (queueing_peek_at (fixture, 0), 1);
  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==, "A red fox 402000000000000001.mp4");
}

/* What is being done about a fault is open too, shows in the list, and can be stopped. */
static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  guint *n_told = user_data;

  g_assert_cmpuint (position, ==, 0);
  if (removed == 1 && added == 1)
    (*n_told)++;
}

static void
test_recovery (Queueing      *fixture,
               gconstpointer  data)
{
  guint n_told = 0;

  g_signal_connect (fixture->downloads, "items-changed", G_CALLBACK (on_items_changed), &n_told);
  stand_in_set_media_failure (fixture->storing.stand_in, 503);
  queueing_add_new (fixture, "big-1");
  storing_wait_until (queueing_is_waiting, fixture);
  queueing_assert (fixture, "1f");
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (rushes_downloads_get_n_open (fixture->downloads), ==, 1);

  rushes_downloads_pause (fixture->downloads, queueing_peek_at (fixture, 0));
  g_assert_cmpuint (rushes_downloads_get_n_open (fixture->downloads), ==, 0);
  g_assert_cmpuint (n_told, ==, 2);
  queueing_assert (fixture, "1f");
}

static guint
count_fds (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n_fds = 0;

  while (g_dir_read_name (dir) != NULL)
    n_fds++;

  return n_fds;
}

/* A leak would be dozens; a few come and go with the threads of the pool. */
static gboolean
has_few_fds (gpointer data)
{
  return count_fds () <= GPOINTER_TO_UINT (data) + 8;
}

static gboolean
is_empty (gpointer data)
{
  g_autofree char *names = storing_list (data);

  return *names == '\0';
}

/* Cancelled at any moment: nothing stays in the queue, in the folder or open. */
static void
test_cancel_often (Queueing      *fixture,
                   gconstpointer  data)
{
  guint n_fds = 0;

  fixture->media[0] = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);
  stand_in_set_media_rate (fixture->storing.stand_in, QUEUEING_SLOW);
  for (guint i = 0; i < N_CANCELLED; i++)
    {
      RushesDownload *download = queueing_add (fixture, fixture->media[0]);

      if (i % 3 == 0)
        storing_wait_bytes (download, 1);
      else if (i % 3 == 1)
        storing_wait_state (download, RUSHES_DOWNLOAD_CONNECTING);
      rushes_download_cancel (download);
      queueing_assert (fixture, "");
      if (i == N_CANCELLED / 2)
        n_fds = count_fds ();
    }

  storing_wait_until (is_empty, &fixture->storing);
  storing_wait_until (has_few_fds, GUINT_TO_POINTER (n_fds));
}

/* --- the record ------------------------------------------------------------------------------- */

static char *
read_record (Queueing   *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->storing.folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* Beside a video, and not beside a picture. The program must not end before it is written. */
static void
test_record (Queueing      *fixture,
             gconstpointer  data)
{
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  g_settings_set_boolean (fixture->storing.raw, "save-record", TRUE);
  queueing_add_new (fixture, "big-1");
  fixture->media[1] = storing_make_media (&fixture->storing, "png", 2, RUSHES_MEDIA_COVER);
  queueing_add (fixture, fixture->media[1]);
  queueing_wait_quiet (fixture);

  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==, "A red fox 402000000000000001.json|"
                              "A red fox 402000000000000001.mp4|"
                              "A red fox 402000000000000002 cover.png");
  text = read_record (fixture, "A red fox 402000000000000001.json");
  g_assert_nonnull (strstr (text, "\"A red fox\""));
  g_assert_nonnull (strstr (text, "1000000"));
}

static void
test_record_exists (Queueing      *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->storing.folder,
                                            "A red fox 402000000000000001.json", NULL);
  g_autofree char *text = NULL;

  g_assert_no_errno (g_mkdir (fixture->storing.folder, 0700));
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_settings_set_boolean (fixture->storing.raw, "save-record", TRUE);
  queueing_add_new (fixture, "big-1");
  queueing_wait_quiet (fixture);
  storing_assert_big (queueing_peek_at (fixture, 0), 1);
  text = read_record (fixture, "A red fox 402000000000000001.json");
  g_assert_cmpstr (text, ==, "mine");
}

static void
add_test (const char *path,
          void      (*test) (Queueing      *fixture,
                             gconstpointer  data))
{
  g_autofree char *full = g_strconcat ("/downloads/", path, NULL);

  g_test_add (full, Queueing, NULL, queueing_set_up, test, queueing_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("four", test_four);
  add_test ("done", test_done);
  add_test ("F14-twice", test_twice);
  add_test ("done-again", test_done_again);
  add_test ("failed", test_failed);
  add_test ("newer-link", test_newer_link);
  add_test ("G3-other-folder", test_other_folder);
  add_test ("recovery", test_recovery);
  add_test ("I3-cancel-often", test_cancel_often);
  add_test ("record", test_record);
  add_test ("G4-record-exists", test_record_exists);

  return g_test_run ();
}
