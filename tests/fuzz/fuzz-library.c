/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-download-log.h"
#include "rushes-library.h"
#include "rushes-video-id.h"
#include "rushes-video-json.h"
#include "rushes-watch-log.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES (1024 * 1024)
#define MAX_TEXT_BYTES (4 * 1024 * 1024)
#define N_LOOKED_AT 8

#define FIRST_ID "user:1-minimax:331000000000000001-video:402000000000000001"
#define NEW_ID "user:1-minimax:331000000000000001-video:402000000000000009"
#define ANSWER "{\"status\":2,\"statusFinal\":true,\"desc\":\"A red fox\",\"width\":1280," \
               "\"videoURL\":\"https://x/v.mp4\",\"coverURL\":\"https://x/c.jpg\"}"

static char *folder;
static char *path;
static char *journal;
static char *good; /* a library as the program writes it */
static gsize good_length;

/* --- one program after the other -------------------------------------------------------------- */

static gboolean
on_settled (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gpointer
do_nothing (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  return NULL;
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  /* Behind what the work before this one has left to do in this thread. */
  g_idle_add_full (G_PRIORITY_LOW, on_settled, user_data, NULL);
}

/* Until all that was asked of the database, and what followed from that, is there. */
static void
settle (RushesDatabase *database)
{
  for (guint i = 0; i < 4; i++)
    {
      gboolean done = FALSE;

      rushes_database_run_async (database, do_nothing, NULL, NULL, NULL, on_done, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }
}

static RushesDatabase *
open_database (void)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  return rushes_database_new (file);
}

static void
close_database (RushesDatabase *database)
{
  rushes_database_close (database);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (database); /* a thread that looked for saved files may still hold it */
}

static void
put_video (RushesLibrary *library,
           const char    *video_id)
{
  g_autoptr(GBytes) answer = g_bytes_new_static (ANSWER, strlen (ANSWER));
  g_autoptr(RushesVideo) video = rushes_video_read_json (video_id, answer, NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  rushes_video_set_asked_at (video, now);
  rushes_library_put (library, video, NULL);
}

/* --- what is in it ---------------------------------------------------------------------------- */

static void
assert_video (RushesVideo *video)
{
  g_autofree char *word = rushes_video_dup_status_word (video);

  g_assert_true (rushes_video_id_is_valid (rushes_video_get_video_id (video)));
  g_assert_nonnull (word);
  fuzz_assert_text (word, FUZZ_TEXT_ANY, MAX_TEXT_BYTES);
  fuzz_assert_text (rushes_video_get_prompt (video), FUZZ_TEXT_ANY, MAX_TEXT_BYTES);
  fuzz_assert_text (rushes_video_get_message (video), FUZZ_TEXT_ANY, MAX_TEXT_BYTES);
  fuzz_assert_text (rushes_video_get_cover_uri (video), FUZZ_TEXT_ANY, MAX_TEXT_BYTES);
  g_assert_cmpint (rushes_video_get_percent (video), <=, 100);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RushesVideo) video = rushes_library_open_finish (RUSHES_LIBRARY (source), result, NULL);

  if (video != NULL)
    assert_video (video);
}

static void
look_at_list (RushesDatabase *database,
              RushesLibrary  *library)
{
  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (library)), N_LOOKED_AT);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (library), i));
  settle (database);

  for (guint i = 0; i < n; i++)
    {
      RushesVideo *video = rushes_library_item_peek_video (g_ptr_array_index (items, i));

      if (video == NULL)
        continue;
      assert_video (video);
      rushes_library_open_async (library, rushes_video_get_video_id (video), NULL, on_opened, NULL);
    }
  settle (database);
}

static void
on_downloads (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GPtrArray) entries =
    rushes_download_log_load_finish (RUSHES_DATABASE (source), result, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RushesDownloadEntry *entry = g_ptr_array_index (entries, i);

      g_assert_true (rushes_video_id_is_valid (rushes_media_get_video_id (entry->media)));
      g_assert_cmpint (rushes_media_get_kind (entry->media), >=, RUSHES_MEDIA_CLEAN);
      g_assert_cmpint (rushes_media_get_kind (entry->media), <=, RUSHES_MEDIA_SOURCE);
      g_assert_nonnull (rushes_media_get_uri (entry->media));
      g_assert_true (g_path_is_absolute (entry->folder));
      fuzz_assert_text (rushes_media_get_type_hint (entry->media), FUZZ_TEXT_ANY, MAX_TEXT_BYTES);
      fuzz_assert_text (entry->prompt, FUZZ_TEXT_ANY, MAX_TEXT_BYTES);
    }
}

static void
on_watches (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GPtrArray) entries =
    rushes_watch_log_load_finish (RUSHES_DATABASE (source), result, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_assert_true (rushes_video_id_is_valid (
      ((const RushesWatchEntry *) g_ptr_array_index (entries, i))->video_id));
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GPtrArray) entries =
    rushes_saved_log_load_finish (RUSHES_DATABASE (source), result, NULL);
  gboolean *done = user_data;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_assert_nonnull (((const RushesSavedEntry *) g_ptr_array_index (entries, i))->file);
  *done = TRUE;
}

static void
look_at_logs (RushesDatabase *database)
{
  gboolean done = FALSE;

  rushes_download_log_load_async (database, on_downloads, NULL);
  rushes_watch_log_load_async (database, on_watches, NULL);
  rushes_saved_log_load_async (database, FIRST_ID, NULL, on_saved, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* Whatever the file was, there is a list; with a library of its own the program takes a video. */
static void
use_library (RushesDatabase *database)
{
  RushesLibrary *library = rushes_library_new (database);

  settle (database);
  g_assert_true (rushes_library_is_loaded (library));
  look_at_list (database, library);
  rushes_library_set_search (library, "fox");
  settle (database);
  look_at_logs (database);
  put_video (library, NEW_ID);
  settle (database);
  look_at_list (database, library);
  rushes_library_purge (library);
  settle (database);
  g_assert_finalize_object (library);
}

static void
assert_problem (RushesDatabase *database,
                gconstpointer   data,
                gsize           size)
{
  const char *set_aside = rushes_database_peek_set_aside (database);
  g_autofree char *contents = NULL;
  gsize length;

  switch (rushes_database_get_problem (database))
    {
    case RUSHES_DATABASE_FINE:
    case RUSHES_DATABASE_UNAVAILABLE:
      break;
    case RUSHES_DATABASE_SET_ASIDE:
      g_assert_nonnull (set_aside);
      g_assert_true (g_file_test (set_aside, G_FILE_TEST_IS_REGULAR));
      break;
    case RUSHES_DATABASE_TOO_NEW: /* left as it is, to the byte */
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_cmpmem (contents, length, data, size);
      break;
    case RUSHES_DATABASE_FULL:
    default:
      g_assert_not_reached ();
    }
}

/* --- what becomes of an input ----------------------------------------------------------------- */

static void
empty_folder (void)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_assert_no_errno (g_remove (file));
    }
}

static void
remove_folder (void)
{
  empty_folder ();
  g_assert_no_errno (g_rmdir (folder));
}

static void
make_good (void)
{
  RushesDatabase *database;
  RushesLibrary *library;

  folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  atexit (remove_folder);
  path = g_build_filename (folder, "library.sqlite", NULL);
  journal = g_strconcat (path, "-wal", NULL);

  database = open_database ();
  library = rushes_library_new (database);
  put_video (library, FIRST_ID);
  rushes_watch_log_put (database, FIRST_ID, 1750000000);
  settle (database);
  g_assert_finalize_object (library);
  close_database (database);
  g_assert_true (g_file_get_contents (path, &good, &good_length, NULL));
}

static void
write_file (const char    *name,
            gconstpointer  data,
            gsize          length)
{
  g_assert_true (g_file_set_contents_full (name, data, length, G_FILE_SET_CONTENTS_NONE, 0600,
                                           NULL));
}

/* Three bytes of place and one of value, again and again. */
static void
patch (FuzzInput *input,
       char      *contents,
       gsize      length)
{
  const guint8 *p = (const guint8 *) input->p;

  for (; input->end - (const char *) p >= 4; p += 4)
    contents[((gsize) p[0] << 16 | p[1] << 8 | p[2]) % length] = p[3];
}

/* No file but the one that is open. */
static int
on_authorize (void       *data,
              int         action,
              const char *first,
              const char *second,
              const char *database,
              const char *trigger)
{
  gboolean harmless = g_strcmp0 (first, "user_version") == 0 ||
                      g_strcmp0 (first, "writable_schema") == 0;

  return action == SQLITE_ATTACH || (action == SQLITE_PRAGMA && !harmless) ? SQLITE_DENY
                                                                           : SQLITE_OK;
}

static int
on_progress (void *data)
{
  return TRUE; /* long enough */
}

/* As by another program that has the file open and knows SQL. */
static void
execute (FuzzInput *input)
{
  g_autofree char *sql = g_strndup (input->p, input->end - input->p);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, MAX_BYTES);
  sqlite3_exec (db, "PRAGMA max_page_count = 1000", NULL, NULL, NULL);
  sqlite3_set_authorizer (db, on_authorize, NULL);
  sqlite3_progress_handler (db, 100000, on_progress, NULL);
  sqlite3_exec (db, sql, NULL, NULL, NULL);
  sqlite3_close (db);
}

/* The first letter says what the rest is: the file itself, bytes to change in a good one, its
 * journal, or SQL that somebody ran on it. */
static void
write_files (FuzzInput *input)
{
  g_autofree char *contents = g_memdup2 (good, good_length);
  char kind = input->p < input->end ? *input->p++ : 'f';

  if (kind == 'f')
    {
      write_file (path, input->p, input->end - input->p);
      return;
    }

  if (kind == 'p')
    patch (input, contents, good_length);
  write_file (path, contents, good_length);
  if (kind == 'w')
    write_file (journal, input->p, input->end - input->p);
  if (kind == 's')
    execute (input);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = fuzz_input_new (data, size);
  RushesDatabase *database;
  g_autofree char *contents = NULL;
  gsize length;

  if (size > MAX_BYTES)
    return -1;

  if (good == NULL)
    make_good ();
  empty_folder ();
  write_files (&input);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));

  database = open_database ();
  settle (database);
  assert_problem (database, contents, length);
  use_library (database);
  close_database (database);

  return 0;
}
