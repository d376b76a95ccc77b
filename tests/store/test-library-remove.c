/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-saved-log.h"
#include "shelf.h"

#include <glib/gstdio.h>

#define N_MANY 2000

static void
put_five (Shelf *shelf)
{
  for (guint i = 1; i <= 5; i++)
    shelf_put (shelf, i, 2, "a fox");
}

/* One bit a video. */
static GStrv
make_names (guint mask)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 1; i <= 5; i++)
    if ((mask & (1u << i)) != 0)
      g_strv_builder_add (builder, shelf_name (i));

  return g_strv_builder_end (builder);
}

static void
test_undo (Shelf         *shelf,
           gconstpointer  data)
{
  static const struct
  {
    guint mask;
    const char *left;
  } rows[] = {
    { 0, "5 4 3 2 1" },    { 1 << 3, "5 4 2 1" },         { 1 << 5, "4 3 2 1" },
    { 1 << 1, "5 4 3 2" }, { 1 << 2 | 1 << 4, "5 3 1" },  { 0x3e, "" },
  };

  put_five (shelf);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) names = make_names (rows[i].mask);

      rushes_library_remove (shelf->library, (const char *const *) names);
      shelf_settle (shelf);
      shelf_assert_order (shelf, rows[i].left);

      /* Removed for the next start as well, and still to be had back then. */
      shelf_close (shelf);
      shelf_open (shelf);
      shelf_assert_order (shelf, rows[i].left);
      rushes_library_restore (shelf->library, (const char *const *) names);
      shelf_settle (shelf);
      shelf_assert_order (shelf, "5 4 3 2 1");
      g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 5);
    }
}

/* Twice removed, never heard of, restored though nobody removed it. */
static void
test_odd (Shelf         *shelf,
          gconstpointer  data)
{
  g_auto(GStrv) names = make_names (1 << 3);
  const char *odd[] = { shelf_name (99), "nonsense", "", NULL };

  put_five (shelf);
  rushes_library_remove (shelf->library, odd);
  rushes_library_remove (shelf->library, (const char *const *) names);
  rushes_library_remove (shelf->library, (const char *const *) names);
  rushes_library_restore (shelf->library, odd);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "5 4 2 1");
  rushes_library_restore (shelf->library, (const char *const *) names);
  g_string_truncate (shelf->changes, 0);
  rushes_library_restore (shelf->library, (const char *const *) names);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "5 4 3 2 1");
  g_assert_cmpstr (shelf->changes->str, ==, "2-0+1");
}

/* An answer that was under way does not bring a removed video back; who opens it does. */
static void
test_removed_and_asked (Shelf         *shelf,
                        gconstpointer  data)
{
  g_auto(GStrv) names = make_names (1 << 3);
  g_autoptr(RushesVideo) video = NULL;

  put_five (shelf);
  rushes_library_remove (shelf->library, (const char *const *) names);
  shelf_put (shelf, 3, 0, "again");
  shelf_assert_order (shelf, "5 4 2 1");
  rushes_library_purge (shelf->library);
  shelf_put (shelf, 3, 0, "again");
  shelf_assert_order (shelf, "3 5 4 2 1");

  rushes_library_remove (shelf->library, (const char *const *) names);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "5 4 2 1");
  video = shelf_open_video (shelf, 3);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "3 5 4 2 1");
}

static guint
count (Shelf      *shelf,
       const char *sql)
{
  g_autofree char *text = shelf_read (shelf, sql);

  return g_ascii_strtoull (text, NULL, 10);
}

/* Nothing of it is left in the database, and its files stay. */
static void
test_purge (Shelf         *shelf,
            gconstpointer  data)
{
  g_auto(GStrv) names = make_names (1 << 3);
  g_autoptr(RushesMedia) media = rushes_media_new (shelf_name (3), RUSHES_MEDIA_CLEAN, 1, NULL,
                                                   NULL);
  g_autofree char *path = g_build_filename (shelf->folder, "fox.mp4", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  put_five (shelf);
  g_assert_true (g_file_set_contents (path, "film", -1, NULL));
  rushes_library_add_saved (shelf->library, media, file, 4);
  rushes_library_remove (shelf->library, (const char *const *) names);
  shelf_settle (shelf);
  g_assert_cmpuint (count (shelf, "SELECT count(*) FROM videos"), ==, 5);

  rushes_library_purge (shelf->library);
  shelf_settle (shelf);
  g_assert_cmpuint (count (shelf, "SELECT count(*) FROM videos"), ==, 4);
  g_assert_cmpuint (count (shelf, "SELECT count(*) FROM search"), ==, 4);
  g_assert_cmpuint (count (shelf, "SELECT count(*) FROM saved"), ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  rushes_library_restore (shelf->library, (const char *const *) names);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "5 4 2 1");
}

/* Many at once are told as one, and are purged in pieces. */
static void
test_many (Shelf         *shelf,
           gconstpointer  data)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_open (shelf);
  for (guint i = 1; i <= N_MANY; i += 2)
    g_strv_builder_add (builder, shelf_name (i));
  names = g_strv_builder_end (builder);

  g_string_truncate (shelf->changes, 0);
  rushes_library_remove (shelf->library, (const char *const *) names);
  shelf_settle (shelf);
  g_assert_cmpstr (shelf->changes->str, ==, "0-2000+0 0-0+1000");
  rushes_library_set_search (shelf->library, "fox");
  shelf_settle (shelf);
  g_string_truncate (shelf->changes, 0);
  rushes_library_restore (shelf->library, (const char *const *) names);
  shelf_settle (shelf);
  g_assert_cmpstr (shelf->changes->str, ==, "0-265+0 0-0+531");
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, N_MANY);

  rushes_library_remove (shelf->library, (const char *const *) names);
  rushes_library_purge (shelf->library);
  shelf_settle (shelf);
  shelf_settle (shelf);
  g_assert_cmpuint (count (shelf, "SELECT count(*) FROM videos"), ==, N_MANY / 2);
}

/* --- saved files ------------------------------------------------------------------------------ */

typedef struct
{
  GPtrArray *entries;
  gboolean done;
} Listing;

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Listing *listing = user_data;
  g_autoptr(GError) error = NULL;

  listing->entries = rushes_saved_log_load_finish (RUSHES_DATABASE (source), result, &error);
  g_assert_no_error (error);
  listing->done = TRUE;
}

static gboolean
is_listed (gpointer data)
{
  return ((Listing *) data)->done;
}

/* "kind number name size there", one a line. */
static void
assert_saved (Shelf      *shelf,
              const char *want)
{
  g_autoptr(GString) got = g_string_new (NULL);
  Listing listing = { NULL };

  rushes_saved_log_load_async (shelf->database, shelf_name (3), NULL, on_listed, &listing);
  shelf_wait_until (is_listed, &listing);
  for (guint i = 0; i < listing.entries->len; i++)
    {
      RushesSavedEntry *entry = g_ptr_array_index (listing.entries, i);
      g_autofree char *name = g_file_get_basename (entry->file);

      g_assert_cmpint (entry->saved_at, >, 0);
      g_string_append_printf (got, "%d %u %s %" G_GUINT64_FORMAT " %s\n", entry->kind,
                              entry->number, name, entry->size, entry->exists ? "yes" : "no");
    }
  g_ptr_array_unref (listing.entries);
  g_assert_cmpstr (got->str, ==, want);
}

static void
save (Shelf           *shelf,
      guint            number,
      RushesMediaKind  kind,
      const char      *name,
      gboolean         exists)
{
  g_autoptr(RushesMedia) media = rushes_media_new (shelf_name (number), kind, 1, NULL, NULL);
  g_autofree char *path = g_build_filename (shelf->folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  if (exists)
    g_assert_true (g_file_set_contents (path, "film", -1, NULL));
  rushes_library_add_saved (shelf->library, media, file, 4);
  shelf_settle (shelf);
}

static void
test_saved (Shelf         *shelf,
            gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (shelf->folder, "cover.jpg", NULL);

  put_five (shelf);
  assert_saved (shelf, "");
  save (shelf, 3, RUSHES_MEDIA_COVER, "cover.jpg", FALSE);
  shelf_assert_order (shelf, "3 5 4 2 1");
  save (shelf, 3, RUSHES_MEDIA_CLEAN, "fox.mp4", TRUE);
  save (shelf, 3, RUSHES_MEDIA_CLEAN, "fox (2).mp4", FALSE);
  save (shelf, 4, RUSHES_MEDIA_CLEAN, "other.mp4", TRUE);
  shelf_assert_order (shelf, "4 3 5 2 1");
  save (shelf, 3, RUSHES_MEDIA_CLEAN, "fox.mp4", TRUE);
  assert_saved (shelf, "0 1 fox.mp4 4 yes\n0 1 fox (2).mp4 4 no\n2 1 cover.jpg 4 no\n");

  /* A folder is no file. */
  g_assert_no_errno (g_mkdir (folder, 0700));
  assert_saved (shelf, "0 1 fox.mp4 4 yes\n0 1 fox (2).mp4 4 no\n2 1 cover.jpg 4 no\n");

  shelf_execute (shelf, "INSERT INTO saved SELECT video_id, 77, 1, path, 1, 1 FROM saved LIMIT 1");
  shelf_execute (shelf, "INSERT INTO saved SELECT video_id, 0, 1, 'not/a/path', 1, 1 FROM saved"
                        " LIMIT 1");
  shelf_close (shelf);
  shelf_open (shelf);
  assert_saved (shelf, "0 1 fox.mp4 4 yes\n0 1 fox (2).mp4 4 no\n2 1 cover.jpg 4 no\n");
}

/* Of a video nobody has put, as when its row was lost. */
static void
test_saved_unknown (Shelf         *shelf,
                    gconstpointer  data)
{
  save (shelf, 3, RUSHES_MEDIA_CLEAN, "fox.mp4", TRUE);
  shelf_assert_order (shelf, "3");
  assert_saved (shelf, "0 1 fox.mp4 4 yes\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Shelf, NULL, shelf_set_up, func, shelf_tear_down)

  ADD ("/library-remove/undo", test_undo);
  ADD ("/library-remove/odd", test_odd);
  ADD ("/library-remove/removed-and-asked", test_removed_and_asked);
  ADD ("/library-remove/purge", test_purge);
  ADD ("/library-remove/many", test_many);
  ADD ("/library-remove/saved", test_saved);
  ADD ("/library-remove/saved-unknown", test_saved_unknown);

  return g_test_run ();
}
