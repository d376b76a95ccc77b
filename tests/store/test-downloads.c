/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-downloads.h"

#include "rushes-error.h"
#include "storing.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_ACTIVE 4
#define N_MEDIA 7
#define SLOW 50000 /* bytes a second: a megabyte takes longer than any of this */
#define N_CANCELLED 100

typedef struct
{
  Storing storing;
  RushesDownloads *downloads;
  RushesMedia *media[N_MEDIA];
  guint most_active;
} Fixture;

static void
on_n_active (Fixture *fixture)
{
  guint n_active;

  g_object_get (fixture->downloads, "n-active", &n_active, NULL);
  g_assert_cmpuint (n_active, <=, MAX_ACTIVE);
  fixture->most_active = MAX (fixture->most_active, n_active);
}

static void
open_queue (Fixture *fixture)
{
  fixture->downloads = rushes_downloads_new (fixture->storing.settings, fixture->storing.client,
                                             fixture->storing.watcher,
                                             fixture->storing.database);
  g_signal_connect_swapped (fixture->downloads, "notify::n-active", G_CALLBACK (on_n_active),
                            fixture);
}

static gboolean
has_one_owner (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

/* As at the end of the program: what is under way stops where it is. */
static void
close_queue (Fixture *fixture)
{
  storing_wait_until (has_one_owner, fixture->downloads);
  g_assert_finalize_object (g_steal_pointer (&fixture->downloads));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  storing_set_up (&fixture->storing, NULL);
  open_queue (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  close_queue (fixture);
  for (guint i = 0; i < N_MEDIA; i++)
    g_clear_object (&fixture->media[i]);
  storing_tear_down (&fixture->storing, NULL);
}

static RushesDownload *
add (Fixture     *fixture,
     RushesMedia *media)
{
  RushesDownload *download = rushes_downloads_add (fixture->downloads, media, "A red fox");

  g_assert_true (rushes_downloads_peek (fixture->downloads, media) == download);

  return download;
}

/* Asks for one video more and queues it, as the next of the fixture's media. */
static RushesDownload *
add_new (Fixture    *fixture,
         const char *options)
{
  guint i = 0;

  while (fixture->media[i] != NULL)
    i++;
  fixture->media[i] = storing_make_media (&fixture->storing, options, 1 + i, RUSHES_MEDIA_CLEAN);

  return add (fixture, fixture->media[i]);
}

static void
add_slow (Fixture *fixture,
          guint    n)
{
  stand_in_set_media_rate (fixture->storing.stand_in, SLOW);
  for (guint i = 0; i < n; i++)
    add_new (fixture, "big-1");
}

static RushesDownload *
peek_at (Fixture *fixture,
         guint    position)
{
  g_autoptr(RushesDownload) download = NULL;

  download = g_list_model_get_item (G_LIST_MODEL (fixture->downloads), position);

  return download; /* the queue keeps it */
}

/* The number of each video and a letter for its state: "1a 2q". Connecting and running are one. */
static char *
describe (Fixture *fixture)
{
  static const char letters[] = "qaapfdc";
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->downloads)); i++)
    {
      RushesDownload *download = peek_at (fixture, i);
      const char *id = rushes_media_get_video_id (rushes_download_get_media (download));

      g_string_append_printf (text, "%s%c%c", i > 0 ? " " : "", id[strlen (id) - 1],
                              letters[rushes_download_get_state (download)]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_queue (Fixture    *fixture,
              const char *want)
{
  g_autofree char *got = describe (fixture);

  g_assert_cmpstr (got, ==, want);
}

typedef struct
{
  Fixture *fixture;
  const char *want;
} Wanted;

static gboolean
looks_so (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *got = describe (wanted->fixture);

  return g_str_equal (got, wanted->want);
}

static void
wait_queue (Fixture    *fixture,
            const char *want)
{
  Wanted wanted = { fixture, want };

  storing_wait_until (looks_so, &wanted);
}

static gboolean
is_quiet (gpointer data)
{
  return rushes_downloads_get_n_open (data) == 0;
}

static void
wait_quiet (Fixture *fixture)
{
  storing_wait_until (is_quiet, fixture->downloads);
}

/* --- the queue -------------------------------------------------------------------------------- */

static void
test_four (Fixture       *fixture,
           gconstpointer  data)
{
  add_slow (fixture, N_MEDIA);
  assert_queue (fixture, "1a 2a 3a 4a 5q 6q 7q");
  g_assert_cmpuint (rushes_downloads_get_n_open (fixture->downloads), ==, N_MEDIA);
  for (guint i = 0; i < MAX_ACTIVE; i++)
    storing_wait_bytes (peek_at (fixture, i), 1);

  /* A place that is given back goes to who has waited longest. */
  rushes_downloads_pause (fixture->downloads, peek_at (fixture, 0));
  assert_queue (fixture, "1p 2a 3a 4a 5a 6q 7q");
  rushes_downloads_pause (fixture->downloads, peek_at (fixture, 5));
  assert_queue (fixture, "1p 2a 3a 4a 5a 6p 7q");

  /* Who comes back has kept the place. */
  rushes_download_retry (peek_at (fixture, 0));
  rushes_download_retry (peek_at (fixture, 5));
  assert_queue (fixture, "1q 2a 3a 4a 5a 6q 7q");
  storing_wait_bytes (peek_at (fixture, 4), 1);
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "/generated/"), ==, 5);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  rushes_download_cancel (peek_at (fixture, 1));
  assert_queue (fixture, "1a 3a 4a 5a 6q 7q");

  /* One by one, at full speed, through the one place that is free. */
  wait_queue (fixture, "1d 3a 4a 5a 6d 7d");
  g_assert_cmpuint (fixture->most_active, ==, MAX_ACTIVE);
  for (guint i = 1; i <= 3; i++)
    {
      rushes_downloads_pause (fixture->downloads, peek_at (fixture, i));
      rushes_download_retry (peek_at (fixture, i));
    }
  wait_quiet (fixture);
  for (guint i = 0; i < N_MEDIA - 1; i++)
    storing_assert_big (peek_at (fixture, i), 1);
}

static void
test_done (Fixture       *fixture,
           gconstpointer  data)
{
  RushesDownload *download = add_new (fixture, "big-1");
  g_autofree char *names = NULL;

  wait_quiet (fixture);
  storing_assert_big (download, 1);
  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==, "A red fox 402000000000000001.mp4");
}

/* A second window, a second click: one transfer, one file. */
static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  RushesDownload *first, *second;
  g_autoptr(RushesMedia) same = NULL;
  g_autofree char *names = NULL;

  stand_in_set_media_rate (fixture->storing.stand_in, SLOW);
  first = add_new (fixture, "big-1");
  same = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);
  g_assert_false (same == fixture->media[0]);
  second = add (fixture, same);
  g_assert_true (first == second);

  storing_wait_bytes (first, 1);
  g_assert_true (add (fixture, same) == first);
  rushes_downloads_pause (fixture->downloads, first);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  g_assert_true (add (fixture, same) == first);
  g_assert_true (add (fixture, fixture->media[0]) == first);
  wait_quiet (fixture);

  assert_queue (fixture, "1d");
  storing_assert_big (first, 1);
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "/generated/"), ==, 2);
  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==, "A red fox 402000000000000001.mp4");
}

/* Who wants the file a second time gets a second file, and the queue tells of the newest. */
static void
test_done_again (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *names = NULL;

  add_new (fixture, "big-1");
  wait_quiet (fixture);
  add (fixture, fixture->media[0]);
  assert_queue (fixture, "1a");
  wait_quiet (fixture);
  assert_queue (fixture, "1d");
  storing_assert_big (peek_at (fixture, 0), 1);
  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==,
                   "A red fox 402000000000000001 (2).mp4|A red fox 402000000000000001.mp4");
}

static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  RushesDownload *download = add_new (fixture, "html-media");

  wait_quiet (fixture);
  assert_queue (fixture, "1f");
  g_assert_error (rushes_download_get_error (download), RUSHES_ERROR, RUSHES_ERROR_NOT_MEDIA);

  g_assert_true (add (fixture, fixture->media[0]) == download);
  assert_queue (fixture, "1a");
  wait_quiet (fixture);
  assert_queue (fixture, "1f");
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "/"), ==, 2);

  rushes_download_cancel (download);
  assert_queue (fixture, "");
}

/* The same file by another link, as after a refresh: that one is used. */
static void
test_newer_link (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = stand_in_dup_id ("big-1", 1);
  g_autofree char *uri = g_strconcat (stand_in_get_media_url (fixture->storing.stand_in),
                                      "/video.mp4?as=html", NULL);
  RushesDownload *download;

  fixture->media[0] = rushes_media_new (id, RUSHES_MEDIA_CLEAN, 1, uri, NULL);
  download = add (fixture, fixture->media[0]);
  wait_quiet (fixture);
  assert_queue (fixture, "1f");

  fixture->media[1] = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);
  g_assert_true (add (fixture, fixture->media[1]) == download);
  wait_quiet (fixture);
  storing_assert_big (download, 1);
}

/* G3: the folder cannot be had; another one can be chosen, and the same click works. */
static void
test_other_folder (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *names = NULL;

  g_assert_true (g_file_set_contents (fixture->storing.folder, "a file", -1, NULL));
  add_new (fixture, "big-1");
  wait_quiet (fixture);
  assert_queue (fixture, "1f");

  storing_set_folder (&fixture->storing, "elsewhere");
  add (fixture, fixture->media[0]);
  wait_quiet (fixture);
  assert_queue (fixture, "1d");
  storing_assert_big (peek_at (fixture, 0), 1);
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

static gboolean
is_waiting (gpointer data)
{
  Fixture *fixture = data;

  return rushes_downloads_get_recovery (fixture->downloads, peek_at (fixture, 0)) ==
         RUSHES_RECOVERY_WAITING;
}

static void
test_recovery (Fixture       *fixture,
               gconstpointer  data)
{
  guint n_told = 0;

  g_signal_connect (fixture->downloads, "items-changed", G_CALLBACK (on_items_changed), &n_told);
  stand_in_set_media_failure (fixture->storing.stand_in, 503);
  add_new (fixture, "big-1");
  storing_wait_until (is_waiting, fixture);
  assert_queue (fixture, "1f");
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (rushes_downloads_get_n_open (fixture->downloads), ==, 1);

  rushes_downloads_pause (fixture->downloads, peek_at (fixture, 0));
  g_assert_cmpuint (rushes_downloads_get_n_open (fixture->downloads), ==, 0);
  g_assert_cmpuint (n_told, ==, 2);
  assert_queue (fixture, "1f");
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
test_cancel_often (Fixture       *fixture,
                   gconstpointer  data)
{
  guint n_fds = 0;

  fixture->media[0] = storing_make_media (&fixture->storing, "big-1", 1, RUSHES_MEDIA_CLEAN);
  stand_in_set_media_rate (fixture->storing.stand_in, SLOW);
  for (guint i = 0; i < N_CANCELLED; i++)
    {
      RushesDownload *download = add (fixture, fixture->media[0]);

      if (i % 3 == 0)
        storing_wait_bytes (download, 1);
      else if (i % 3 == 1)
        storing_wait_state (download, RUSHES_DOWNLOAD_CONNECTING);
      rushes_download_cancel (download);
      assert_queue (fixture, "");
      if (i == N_CANCELLED / 2)
        n_fds = count_fds ();
    }

  storing_wait_until (is_empty, &fixture->storing);
  storing_wait_until (has_few_fds, GUINT_TO_POINTER (n_fds));
}

/* --- the next run ----------------------------------------------------------------------------- */

static void
reopen (Fixture *fixture)
{
  close_queue (fixture);
  open_queue (fixture);
  storing_wait_until (has_one_owner, fixture->downloads);
}

static gboolean
went_on (Fixture *fixture)
{
  g_autoptr(GPtrArray) record = stand_in_dup_record (fixture->storing.stand_in);
  guint n_ranges = 0;

  for (guint i = 0; i < record->len; i++)
    n_ranges += stand_in_request_peek_header (record->pdata[i], "Range") != NULL;

  return n_ranges > 0;
}

static void
test_next_run (Fixture       *fixture,
               gconstpointer  data)
{
  add_new (fixture, "big-1");
  wait_quiet (fixture);
  add_slow (fixture, N_MEDIA - 1);
  assert_queue (fixture, "1d 2a 3a 4a 5a 6q 7q");
  rushes_downloads_pause (fixture->downloads, peek_at (fixture, 2));
  rushes_download_cancel (peek_at (fixture, 3));
  assert_queue (fixture, "1d 2a 3p 5a 6a 7a");
  storing_wait_bytes (peek_at (fixture, 1), 100000);

  /* Done and cancelled ones are struck out; the others come back as they were. */
  reopen (fixture);
  wait_queue (fixture, "2a 3p 5a 6a 7a");
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  reopen (fixture);
  wait_queue (fixture, "2d 3p 5d 6d 7d");
  g_assert_true (went_on (fixture));
  g_assert_cmpstr (rushes_download_get_prompt (peek_at (fixture, 0)), ==, "A red fox");

  rushes_download_retry (peek_at (fixture, 1));
  wait_quiet (fixture);
  for (guint i = 0; i < 5; i++)
    storing_assert_big (peek_at (fixture, i), 1);

  reopen (fixture);
  assert_queue (fixture, "");
}

/* In the folder it was begun in, wherever new ones go. */
static void
test_next_run_folder (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *folder = g_strdup (fixture->storing.folder);
  g_autoptr(GFile) parent = NULL;

  add_slow (fixture, 1);
  storing_wait_bytes (peek_at (fixture, 0), 100000);
  storing_set_folder (&fixture->storing, "elsewhere");
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  reopen (fixture);
  wait_queue (fixture, "1d");
  storing_assert_big (peek_at (fixture, 0), 1);
  parent = g_file_get_parent (rushes_download_get_file (peek_at (fixture, 0)));
  g_assert_cmpstr (g_file_peek_path (parent), ==, folder);
}

/* One that failed and could not be helped waits for the user; one that could goes on. */
static void
test_next_run_failed (Fixture       *fixture,
                      gconstpointer  data)
{
  stand_in_set_media_failure (fixture->storing.stand_in, 503);
  add_new (fixture, "big-1");
  storing_wait_until (is_waiting, fixture);
  stand_in_set_media_failure (fixture->storing.stand_in, 0);
  add_new (fixture, "html-media");
  wait_queue (fixture, "1f 2f");

  reopen (fixture);
  wait_queue (fixture, "1d 2p");
  g_assert_cmpuint (storing_count (&fixture->storing, "media", "as=html"), ==, 1);
}

/* The link of the last run may be dead by now, and a new one is had and kept. */
static void
test_next_run_expired (Fixture       *fixture,
                       gconstpointer  data)
{
  stand_in_set_media_rate (fixture->storing.stand_in, SLOW);
  add_new (fixture, "big-1+expiring-media");
  storing_wait_bytes (peek_at (fixture, 0), 100000);
  stand_in_set_media_rate (fixture->storing.stand_in, 0);
  reopen (fixture);
  wait_queue (fixture, "1d");
  storing_assert_big (peek_at (fixture, 0), 1);
  g_assert_cmpuint (storing_count (&fixture->storing, "api", "/videos/"), ==, 2);
}

/* Without a database there is no memory, and all else works. */
static void
test_no_database (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->storing.home, "a-folder", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_no_errno (g_mkdir (path, 0700));
  close_queue (fixture);
  storing_set_database (&fixture->storing, file);
  open_queue (fixture);

  add_new (fixture, "big-1");
  wait_quiet (fixture);
  storing_assert_big (peek_at (fixture, 0), 1);
}

/* --- the record ------------------------------------------------------------------------------- */

static char *
read_record (Fixture    *fixture,
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
test_record (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  g_settings_set_boolean (fixture->storing.raw, "save-record", TRUE);
  add_new (fixture, "big-1");
  fixture->media[1] = storing_make_media (&fixture->storing, "png", 2, RUSHES_MEDIA_COVER);
  add (fixture, fixture->media[1]);
  wait_quiet (fixture);

  names = storing_list (&fixture->storing);
  g_assert_cmpstr (names, ==, "A red fox 402000000000000001.json|"
                              "A red fox 402000000000000001.mp4|"
                              "A red fox 402000000000000002 cover.png");
  text = read_record (fixture, "A red fox 402000000000000001.json");
  g_assert_nonnull (strstr (text, "\"A red fox\""));
  g_assert_nonnull (strstr (text, "1000000"));
}

static void
test_record_exists (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->storing.folder,
                                            "A red fox 402000000000000001.json", NULL);
  g_autofree char *text = NULL;

  g_assert_no_errno (g_mkdir (fixture->storing.folder, 0700));
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_settings_set_boolean (fixture->storing.raw, "save-record", TRUE);
  add_new (fixture, "big-1");
  wait_quiet (fixture);
  storing_assert_big (peek_at (fixture, 0), 1);
  text = read_record (fixture, "A red fox 402000000000000001.json");
  g_assert_cmpstr (text, ==, "mine");
}

static void
add_test (const char *path,
          void      (*test) (Fixture       *fixture,
                             gconstpointer  data))
{
  g_autofree char *full = g_strconcat ("/downloads/", path, NULL);

  g_test_add (full, Fixture, NULL, set_up, test, tear_down);
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
  add_test ("F2-next-run", test_next_run);
  add_test ("next-run-folder", test_next_run_folder);
  add_test ("next-run-failed", test_next_run_failed);
  add_test ("F11-next-run-expired", test_next_run_expired);
  add_test ("H9-no-database", test_no_database);
  add_test ("record", test_record);
  add_test ("G4-record-exists", test_record_exists);

  return g_test_run ();
}
