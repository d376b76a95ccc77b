/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-error.h"
#include "shelf.h"

#define N_MANY 3000

static RushesLibraryItem *
get_item (Shelf *shelf,
          guint  position)
{
  return g_list_model_get_item (G_LIST_MODEL (shelf->library), position);
}

/* --- the order -------------------------------------------------------------------------------- */

static void
test_empty (Shelf         *shelf,
            gconstpointer  data)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)), ==, 0);
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 0);
  g_assert_null (get_item (shelf, 0));
  g_assert_cmpstr (shelf->changes->str, ==, "");
}

/* What comes after three videos 1, 2, 3, each pending, and where it leaves them. */
static const struct
{
  const char *name;
  guint number;
  int status;
  int percent;
  const char *prompt;
  const char *order;
  const char *changes;
} news[] = {
  { "another status", 1, 1, 0, "one", "1 3 2", "2-1+0 0-0+1" },
  { "the same answer", 1, 0, 0, "one", "3 2 1", "" },
  { "another percentage", 1, 0, 90, "one", "3 2 1", "" },
  { "another prompt", 1, 0, 0, "uno", "3 2 1", "" },
  { "no prompt any more", 1, 0, 0, "", "3 2 1", "" },
  { "files", 2, 2, 100, "two", "2 3 1", "1-1+0 0-0+1" },
  { "the top one", 3, 2, 100, "three", "3 2 1", "0-1+0 0-0+1" },
  { "a new one", 4, 0, 0, "four", "4 3 2 1", "0-0+1" },
};

static void
test_news (Shelf         *shelf,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (news); i++)
    {
      g_autoptr(RushesVideo) video = NULL;

      g_test_message ("%s", news[i].name);
      shelf_put (shelf, 1, 0, "one");
      shelf_put (shelf, 2, 0, "two");
      shelf_put (shelf, 3, 0, "three");
      shelf_assert_order (shelf, "3 2 1");

      g_string_truncate (shelf->changes, 0);
      video = shelf_make_answer (news[i].number, news[i].status, news[i].percent, news[i].prompt);
      rushes_library_put (shelf->library, video, NULL);
      shelf_settle (shelf);
      g_assert_cmpstr (shelf->changes->str, ==, news[i].changes);
      shelf_assert_order (shelf, news[i].order);
      g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==,
                        news[i].number == 4 ? 4 : 3);

      shelf_close (shelf);
      shelf_open (shelf);
      shelf_assert_order (shelf, news[i].order);
      shelf_execute (shelf, "DELETE FROM videos; DELETE FROM search;");
      shelf_close (shelf);
      shelf_open (shelf);
    }
}

/* An answer that has no prompt any more does not take the one known away. */
static void
test_prompt (Shelf         *shelf,
             gconstpointer  data)
{
  g_autoptr(RushesVideo) video = NULL;

  shelf_put (shelf, 1, 0, "one");
  shelf_close (shelf);
  shelf_open (shelf);
  shelf_put (shelf, 1, 3, NULL);
  shelf_close (shelf);
  shelf_open (shelf);
  video = shelf_open_video (shelf, 1);
  g_assert_cmpstr (rushes_video_get_prompt (video), ==, "one");
  rushes_library_set_search (shelf->library, "one");
  shelf_settle (shelf);
  shelf_assert_order (shelf, "1");
}

/* The same, when nobody in the program has the video that knows it. */
static void
test_prompt_unseen (Shelf         *shelf,
                    gconstpointer  data)
{
  g_autoptr(RushesLibrary) library = rushes_library_new (shelf->database);
  g_autoptr(RushesVideo) video = shelf_make_answer (1, 3, 0, NULL);
  g_autofree char *prompt = NULL;

  shelf_put (shelf, 1, 0, "one");
  rushes_library_put (library, video, NULL);
  shelf_settle (shelf);
  prompt = shelf_read (shelf, "SELECT prompt FROM videos WHERE status = 3");
  g_assert_cmpstr (prompt, ==, "one");
}

/* Who has an item of a video that moves still has the one that is in the list. */
static void
test_moved_item (Shelf         *shelf,
                 gconstpointer  data)
{
  g_autoptr(RushesLibraryItem) item = NULL, again = NULL;
  gint64 activity;

  shelf_put (shelf, 1, 0, "one");
  shelf_put (shelf, 2, 0, "two");
  item = get_item (shelf, 1);
  activity = rushes_library_item_get_activity (item);
  shelf_put (shelf, 1, 1, "one");
  again = get_item (shelf, 0);
  g_assert_true (item == again);
  g_assert_cmpint (rushes_library_item_get_activity (item), >, activity);
}

/* A clock that was put back does not hide what is new. */
static void
test_clock (Shelf         *shelf,
            gconstpointer  data)
{
  shelf_put (shelf, 1, 0, "one");
  shelf_execute (shelf, "UPDATE videos SET activity = activity + 1000000000000");
  shelf_execute (shelf, "UPDATE search SET rowid = rowid + 1000000000000");
  shelf_close (shelf);
  shelf_open (shelf);
  shelf_put (shelf, 2, 0, "two");
  shelf_assert_order (shelf, "2 1");
}

static void
test_removed_by_service (Shelf         *shelf,
                         gconstpointer  data)
{
  g_autoptr(RushesVideo) video = NULL;
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_NOT_FOUND, "gone");

  shelf_put (shelf, 1, 2, "one");
  shelf_put (shelf, 2, 2, "two");
  video = shelf_open_video (shelf, 1);
  rushes_video_set_removed (video, TRUE);
  rushes_library_put (shelf->library, video, error);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "1 2");
  g_clear_object (&video);

  shelf_close (shelf);
  shelf_open (shelf);
  video = shelf_open_video (shelf, 1);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_REMOVED);
  g_assert_cmpstr (rushes_video_get_prompt (video), ==, "one");
}

/* --- what a row shows ------------------------------------------------------------------------- */

static void
on_notified (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_row (Shelf         *shelf,
          gconstpointer  data)
{
  g_autoptr(RushesLibraryItem) item = NULL;
  guint n_notified = 0;
  RushesVideo *video;

  shelf_put (shelf, 1, 2, "A red fox, 红狐");
  shelf_close (shelf);
  shelf_open (shelf);
  shelf_close (shelf);

  /* Without the copy, which looks at all there is. */
  shelf_open (shelf);
  g_ptr_array_set_size (shelf->copy, 0);
  shelf_settle (shelf);
  item = get_item (shelf, 0);
  g_signal_connect_swapped (item, "notify::video", G_CALLBACK (on_notified), &n_notified);
  shelf_settle (shelf);

  video = rushes_library_item_peek_video (item);
  g_assert_nonnull (video);
  g_assert_cmpstr (rushes_video_get_video_id (video), ==, shelf_name (1));
  g_assert_cmpstr (rushes_video_get_prompt (video), ==, "A red fox, 红狐");
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
  g_assert_cmpint (rushes_video_get_width (video), ==, 1280);
  g_assert_cmpint (rushes_video_get_percent (video), ==, 50);
  g_assert_cmpstr (rushes_video_get_cover_uri (video), ==, "https://x/c.jpg?sign=a");
  g_assert_nonnull (rushes_video_get_asked_at (video));
  g_assert_null (rushes_video_get_answer (video));
  g_assert_null (rushes_library_item_peek_error (item));
}

static void
test_error (Shelf         *shelf,
            gconstpointer  data)
{
  g_autoptr(RushesVideo) video = rushes_video_new (shelf_name (7));
  g_autoptr(RushesLibraryItem) item = NULL;
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_OFFLINE, "no way");

  /* An ID that could not be asked about is remembered. */
  rushes_library_put (shelf->library, video, error);
  shelf_settle (shelf);
  g_clear_object (&video);
  shelf_close (shelf);
  shelf_open (shelf);
  shelf_assert_order (shelf, "7");
  item = get_item (shelf, 0);
  g_assert_error (rushes_library_item_peek_error (item), RUSHES_ERROR, RUSHES_ERROR_OFFLINE);
  g_assert_cmpstr (rushes_library_item_peek_error (item)->message, ==, "no way");

  shelf_put (shelf, 7, 2, "seven");
  g_clear_object (&item);
  item = get_item (shelf, 0);
  g_assert_null (rushes_library_item_peek_error (item));

  /* An error takes nothing away that an answer brought. */
  video = rushes_video_new (shelf_name (7));
  rushes_library_put (shelf->library, video, error);
  shelf_settle (shelf);
  g_clear_object (&video);
  video = shelf_open_video (shelf, 7);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
  g_assert_error (rushes_library_item_peek_error (item), RUSHES_ERROR, RUSHES_ERROR_OFFLINE);
  g_clear_object (&item);

  g_clear_object (&video);
  shelf_close (shelf);
  shelf_open (shelf);
  video = shelf_open_video (shelf, 7);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
  g_assert_cmpstr (rushes_video_get_prompt (video), ==, "seven");
}

/* --- one object a video ----------------------------------------------------------------------- */

static void
test_shared (Shelf         *shelf,
             gconstpointer  data)
{
  g_autoptr(RushesVideo) unknown = shelf_open_video (shelf, 1);
  g_autoptr(RushesVideo) again = shelf_open_video (shelf, 1);
  g_autoptr(RushesVideo) answer = shelf_make_answer (1, 2, 100, "one");
  g_autoptr(RushesLibraryItem) item = NULL;
  guint position;

  g_assert_true (unknown == again);
  g_assert_true (rushes_library_peek (shelf->library, shelf_name (1)) == unknown);
  g_assert_null (rushes_library_peek (shelf->library, shelf_name (2)));
  g_assert_false (rushes_library_find (shelf->library, shelf_name (1), &position));
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 0);

  /* What another object says goes into the one that all have. */
  rushes_library_put (shelf->library, answer, NULL);
  g_assert_cmpint (rushes_video_get_state (unknown), ==, RUSHES_STATUS_COMPLETED);
  shelf_settle (shelf);
  item = get_item (shelf, 0);
  g_assert_true (rushes_library_item_peek_video (item) == unknown);
  shelf_put (shelf, 2, 0, "two");
  g_assert_true (rushes_library_find (shelf->library, shelf_name (1), &position));
  g_assert_cmpuint (position, ==, 1);
}

/* The list has read the row of a video; who opens it gets the same object, with its answer. */
static void
test_opened (Shelf         *shelf,
             gconstpointer  data)
{
  g_autoptr(RushesLibraryItem) item = NULL;
  g_autoptr(RushesVideo) video = NULL;

  shelf_put (shelf, 1, 2, "one");
  shelf_close (shelf);
  shelf_open (shelf);
  item = get_item (shelf, 0);
  shelf_settle (shelf);
  g_assert_null (rushes_video_get_answer (rushes_library_item_peek_video (item)));

  g_string_truncate (shelf->changes, 0);
  video = shelf_open_video (shelf, 1);
  g_assert_true (video == rushes_library_item_peek_video (item));
  g_assert_nonnull (rushes_video_get_answer (video));
  g_assert_nonnull (rushes_video_peek_file (video, RUSHES_MEDIA_WATERMARK, 1));
  g_assert_nonnull (rushes_video_get_asked_at (video));
  g_assert_cmpstr (shelf->changes->str, ==, "");
}

/* An answer that came while the database was being read is newer than what it holds. */
static void
test_newer_answer (Shelf         *shelf,
                   gconstpointer  data)
{
  g_autoptr(RushesVideo) video = NULL, newer = NULL, again = NULL;

  shelf_put (shelf, 1, 0, "one");
  shelf_close (shelf);
  shelf_open (shelf);
  video = shelf_open_video (shelf, 1);
  newer = shelf_make_answer (1, 2, 100, "one");
  rushes_video_update (video, newer);
  again = shelf_open_video (shelf, 1);
  g_assert_true (again == video);
  g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
}

static void
on_cancelled (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rushes_library_open_finish (RUSHES_LIBRARY (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancelled (Shelf         *shelf,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  rushes_library_open_async (shelf->library, shelf_name (1), cancellable, on_cancelled, &done);
  g_cancellable_cancel (cancellable);
  shelf_settle (shelf);
  g_assert_true (done);
  g_assert_null (rushes_library_peek (shelf->library, shelf_name (1)));
}

/* --- many ------------------------------------------------------------------------------------- */

/* Only what is looked at is read, and what was is kept for who scrolls back, up to a bound. */
static void
test_many (Shelf         *shelf,
           gconstpointer  data)
{
  guint n_live = 0;

  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_open (shelf);
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, N_MANY);
  g_assert_cmpstr (shelf->changes->str, ==, "0-0+3000");

  g_ptr_array_set_size (shelf->copy, 0);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autoptr(RushesLibraryItem) item = get_item (shelf, i);

      if (i % 100 == 0)
        shelf_settle (shelf);
    }
  shelf_settle (shelf);

  for (guint i = 1; i <= N_MANY; i++)
    n_live += rushes_library_peek (shelf->library, shelf_name (i)) != NULL;
  g_assert_cmpuint (n_live, <=, 256);
  g_assert_cmpuint (n_live, >=, 100);
}

/* Rows that another process has changed or taken away. */
static void
test_missing (Shelf         *shelf,
              gconstpointer  data)
{
  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_open (shelf);
  shelf_execute (shelf, "DELETE FROM videos WHERE activity = 10");
  shelf_execute (shelf, "UPDATE videos SET video_id = 'nonsense' WHERE activity = 20");
  shelf_execute (shelf, "UPDATE videos SET prompt = CAST (x'80ff41' AS TEXT), percent = 999,"
                        " status = 99999999999, width = -5, asked_at = 9223372036854775807,"
                        " error_code = 1000, cover = CAST (x'c0' AS TEXT),"
                        " answer = x'7b7b7b' WHERE activity = 30");
  g_ptr_array_set_size (shelf->copy, 0);
  g_object_unref (get_item (shelf, N_MANY - 1));
  g_signal_handlers_block_matched (shelf->library, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, shelf);
  g_object_unref (get_item (shelf, N_MANY - 2));
  shelf_settle (shelf);
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, N_MANY - 2);

  {
    g_autoptr(RushesVideo) video = shelf_open_video (shelf, 3);

    g_assert_cmpint (rushes_video_get_percent (video), ==, RUSHES_UNKNOWN);
    g_assert_cmpint (rushes_video_get_width (video), ==, RUSHES_UNKNOWN);
    g_assert_true (g_utf8_validate (rushes_video_get_prompt (video), -1, NULL));
  }
}

/* What is damaged is found when a row is looked at; the list comes again from what was spared. */
static void
test_damaged (Shelf         *shelf,
              gconstpointer  data)
{
  g_autoptr(RushesLibraryItem) item = NULL;
  guint n_notified = 0, n_loaded = 0;

  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_spoil_page (shelf->path, ", number 1500,");
  shelf_open (shelf);
  g_ptr_array_set_size (shelf->copy, 0);
  g_signal_handlers_disconnect_by_data (shelf->library, shelf);
  g_signal_connect_swapped (shelf->database, "notify::set-aside", G_CALLBACK (on_notified),
                            &n_notified);
  g_signal_connect_swapped (shelf->library, "notify::loaded", G_CALLBACK (on_notified), &n_loaded);
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, N_MANY);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_object_unref (get_item (shelf, i));
      if (i % 100 == 0)
        shelf_settle (shelf);
    }

  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (n_loaded, ==, 1);
  g_assert_cmpint (rushes_database_get_problem (shelf->database), ==, RUSHES_DATABASE_SET_ASIDE);
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, N_MANY);
  item = get_item (shelf, N_MANY - 1500);
  shelf_settle (shelf);
  g_assert_cmpstr (rushes_video_get_video_id (rushes_library_item_peek_video (item)), ==,
                   shelf_name (1500));
  rushes_library_set_search (shelf->library, "number");
  shelf_settle (shelf);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)), <, N_MANY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shelf->library)), >, N_MANY - 200);
}

/* --- no database ------------------------------------------------------------------------------ */

/* The list works for as long as the program runs. */
static void
test_memory (Shelf         *shelf,
             gconstpointer  data)
{
  shelf_execute (shelf, "PRAGMA user_version = 1000");
  shelf_close (shelf);
  shelf_open (shelf);
  g_assert_cmpint (rushes_database_get_problem (shelf->database), ==, RUSHES_DATABASE_TOO_NEW);
  shelf_put (shelf, 1, 0, "one");
  shelf_put (shelf, 2, 0, "two");
  shelf_assert_order (shelf, "2 1");
  shelf_close (shelf);
  shelf_open (shelf);
  shelf_assert_order (shelf, "");
}

/* Work that comes after the end of the program's database is forgotten in silence. */
static void
test_closed (Shelf         *shelf,
             gconstpointer  data)
{
  g_autoptr(RushesVideo) video = shelf_make_answer (1, 0, 0, "one");
  const char *video_ids[] = { shelf_name (1), NULL };

  rushes_database_close (shelf->database);
  rushes_library_put (shelf->library, video, NULL);
  rushes_library_remove (shelf->library, video_ids);
  rushes_library_purge (shelf->library);
  rushes_library_set_search (shelf->library, "one");
  while (rushes_library_is_searching (shelf->library))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Shelf, NULL, shelf_set_up, func, shelf_tear_down)

  ADD ("/library/empty", test_empty);
  ADD ("/library/news", test_news);
  ADD ("/library/prompt", test_prompt);
  ADD ("/library/prompt-unseen", test_prompt_unseen);
  ADD ("/library/moved-item", test_moved_item);
  ADD ("/library/clock", test_clock);
  ADD ("/library/removed-by-service", test_removed_by_service);
  ADD ("/library/row", test_row);
  ADD ("/library/error", test_error);
  ADD ("/library/shared", test_shared);
  ADD ("/library/opened", test_opened);
  ADD ("/library/newer-answer", test_newer_answer);
  ADD ("/library/cancelled", test_cancelled);
  ADD ("/library/many", test_many);
  ADD ("/library/missing", test_missing);
  ADD ("/library/damaged", test_damaged);
  ADD ("/library/memory", test_memory);
  ADD ("/library/closed", test_closed);

  return g_test_run ();
}
