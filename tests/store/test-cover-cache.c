/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-cover-cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#define ID "user:1-minimax:331000000000000001-video:402000000000000001"
#define OTHER "user:1-minimax:331000000000000001-video:402000000000000002"
#define URI "https://cdn.hailuoai.video/c.jpeg?sign=one"
#define SIZE 1000

typedef struct
{
  char *home;
  char *path;
  RushesCoverCache *cache;
} Fixture;

static void
open_cache (Fixture *fixture)
{
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->path);

  fixture->cache = rushes_cover_cache_new (folder, 10 * SIZE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->home = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->home, "rushes", "covers", NULL);
  open_cache (fixture);
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_unlink (child) != 0)
        remove_all (child);
    }
  g_assert_no_errno (g_rmdir (path));
}

/* Nobody is told when a thread has given up its part. */
static void
close_cache (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->cache), (gpointer *) &fixture->cache);
  g_object_unref (fixture->cache);
  while (g_atomic_pointer_get (&fixture->cache) != NULL)
    g_main_context_iteration (NULL, FALSE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  close_cache (fixture);
  remove_all (fixture->home);
  g_free (fixture->home);
  g_free (fixture->path);
}

/* --- waiting ---------------------------------------------------------------------------------- */

typedef struct
{
  gboolean done;
  GBytes *bytes;
  gboolean stored;
  GError *error;
} Answer;

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->bytes = rushes_cover_cache_load_finish (RUSHES_COVER_CACHE (source), result,
                                                  &answer->error);
  answer->done = TRUE;
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->stored = rushes_cover_cache_store_finish (RUSHES_COVER_CACHE (source), result,
                                                    &answer->error);
  answer->done = TRUE;
}

static GBytes *
load (Fixture    *fixture,
      const char *video_id,
      const char *uri)
{
  Answer answer = { FALSE };

  rushes_cover_cache_load_async (fixture->cache, video_id, uri, NULL, on_loaded, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true ((answer.bytes == NULL) == (answer.error != NULL));
  g_clear_error (&answer.error);

  return answer.bytes;
}

static gboolean
store (Fixture    *fixture,
       const char *video_id,
       const char *uri,
       GBytes     *bytes)
{
  Answer answer = { FALSE };

  rushes_cover_cache_store_async (fixture->cache, video_id, uri, bytes, on_stored, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  g_clear_error (&answer.error);

  return answer.stored;
}

static void
assert_loads (Fixture    *fixture,
              const char *video_id,
              const char *uri,
              GBytes     *want)
{
  g_autoptr(GBytes) got = load (fixture, video_id, uri);

  if (want == NULL)
    g_assert_null (got);
  else
    g_assert_true (g_bytes_equal (got, want));
}

/* --- files ------------------------------------------------------------------------------------ */

/* What looks like a JPEG, all of it @letter. */
static GBytes *
make_cover (char  letter,
            gsize size)
{
  char *data = g_malloc (size);

  memset (data, letter, size);
  memcpy (data, "\xff\xd8\xff", 3);

  return g_bytes_new_take (data, size);
}

static GPtrArray *
list_names (Fixture *fixture)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (fixture->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  return names;
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr(GPtrArray) names = list_names (fixture);

  return names->len;
}

/* The only one. */
static char *
dup_path (Fixture *fixture)
{
  g_autoptr(GPtrArray) names = list_names (fixture);

  g_assert_cmpuint (names->len, ==, 1);

  return g_build_filename (fixture->path, g_ptr_array_index (names, 0), NULL);
}

static void
age (const char *path,
     gint64      seconds)
{
  gint64 moment = g_get_real_time () / G_USEC_PER_SEC - seconds;
  struct utimbuf times = { moment, moment };

  g_assert_no_errno (utime (path, &times));
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) cover = make_cover ('a', SIZE);
  g_autoptr(GBytes) other = make_cover ('b', SIZE);
  g_autofree char *path = NULL;
  GStatBuf status;

  assert_loads (fixture, ID, URI, NULL);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_true (store (fixture, ID, URI, cover));
  assert_loads (fixture, ID, URI, cover);
  assert_loads (fixture, OTHER, URI, NULL);

  /* The same picture under a link signed anew; another one. */
  assert_loads (fixture, ID, "https://cdn.hailuoai.video/c.jpeg?sign=two", cover);
  assert_loads (fixture, ID, "https://cdn.hailuoai.video/final.jpeg", NULL);
  assert_loads (fixture, ID, NULL, NULL);

  path = dup_path (fixture);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  g_assert_null (strstr (path, "402"));
  g_assert_null (strstr (path, "sign"));
  g_assert_no_errno (g_stat (fixture->path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0700);

  /* At the next start. */
  close_cache (fixture);
  open_cache (fixture);
  assert_loads (fixture, ID, URI, cover);

  /* A new cover takes the place of the old one. */
  g_assert_true (store (fixture, ID, "https://cdn.hailuoai.video/final.jpeg", other));
  assert_loads (fixture, ID, "https://cdn.hailuoai.video/final.jpeg", other);
  assert_loads (fixture, ID, URI, NULL);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GBytes) cover = make_cover ('a', SIZE);

  g_assert_true (store (fixture, ID, URI, cover));
  g_assert_true (store (fixture, OTHER, URI, cover));
  rushes_cover_cache_remove (fixture->cache, ID);
  while (count_files (fixture) == 2)
    g_main_context_iteration (NULL, FALSE);
  assert_loads (fixture, ID, URI, NULL);
  assert_loads (fixture, OTHER, URI, cover);
}

static void
test_not_a_picture (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) page = g_bytes_new_static ("<html>no such picture</html>", 28);
  g_autoptr(GBytes) large = make_cover ('x', 16 * 1024 * 1024 + 1);

  g_assert_false (store (fixture, ID, URI, empty));
  g_assert_false (store (fixture, ID, URI, page));
  g_assert_false (store (fixture, ID, URI, large));
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

/* What was not used for the longest time goes first, also over a restart. */
static void
test_bound (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GBytes) cover = make_cover ('a', SIZE);

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = g_strdup_printf ("user:1-minimax:1-video:%u", i);

      g_assert_true (store (fixture, id, URI, cover));
    }
  g_assert_cmpuint (count_files (fixture), ==, 10);
  close_cache (fixture);

  /* All two days old; then one of them is looked at. */
  {
    g_autoptr(GPtrArray) names = list_names (fixture);

    for (guint i = 0; i < names->len; i++)
      {
        g_autofree char *path = g_build_filename (fixture->path, g_ptr_array_index (names, i),
                                                  NULL);

        age (path, 2 * 86400);
      }
  }
  open_cache (fixture);
  assert_loads (fixture, "user:1-minimax:1-video:3", URI, cover);
  close_cache (fixture);
  open_cache (fixture);

  g_assert_true (store (fixture, ID, URI, cover));
  g_assert_cmpuint (count_files (fixture), ==, 8);
  assert_loads (fixture, ID, URI, cover);
  assert_loads (fixture, "user:1-minimax:1-video:3", URI, cover);

  for (guint i = 10; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("user:1-minimax:1-video:%u", i);

      g_assert_true (store (fixture, id, URI, cover));
      g_assert_cmpuint (count_files (fixture), <=, 10);
    }
}

/* Files that others put there, or that were spoilt, or taken away. */
static void
test_spoilt (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GBytes) cover = make_cover ('a', SIZE);
  g_autofree char *path = NULL;
  g_autofree char *foreign = NULL;

  g_assert_true (store (fixture, ID, URI, cover));
  path = dup_path (fixture);
  foreign = g_build_filename (fixture->path, "holiday.jpg", NULL);

  /* Spoilt: it goes, and can be stored again. */
  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  assert_loads (fixture, ID, URI, NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (store (fixture, ID, URI, cover));
  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  assert_loads (fixture, ID, URI, NULL);

  /* A link is not followed and not deleted; a folder is none of our business. */
  g_assert_true (g_file_set_contents (foreign, g_bytes_get_data (cover, NULL), SIZE, NULL));
  g_assert_no_errno (symlink (foreign, path));
  assert_loads (fixture, ID, URI, NULL);
  g_assert_true (store (fixture, ID, URI, cover));
  assert_loads (fixture, ID, URI, cover);
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_mkdir (path, 0700));
  assert_loads (fixture, ID, URI, NULL);
  g_assert_false (store (fixture, ID, URI, cover));
  g_assert_no_errno (g_rmdir (path));
  g_assert_no_errno (mkfifo (path, 0600));
  assert_loads (fixture, ID, URI, NULL);
  g_assert_no_errno (g_unlink (path));

  /* All of it taken away, while it is in use. */
  g_assert_true (store (fixture, ID, URI, cover));
  remove_all (fixture->path);
  assert_loads (fixture, ID, URI, NULL);
  g_assert_true (store (fixture, ID, URI, cover));
  assert_loads (fixture, ID, URI, cover);
}

/* What a killed program left, and what is no cover at all. */
static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) cover = make_cover ('a', SIZE);
  g_autofree char *path = NULL, *old = NULL, *new = NULL, *foreign = NULL;

  g_assert_true (store (fixture, ID, URI, cover));
  path = dup_path (fixture);
  path[strlen (path) - 1] = '!';
  close_cache (fixture);
  old = g_strconcat (path, ".new", NULL);
  path[strlen (path) - 1] = '?';
  new = g_strconcat (path, ".new", NULL);
  foreign = g_build_filename (fixture->path, "huge.bin", NULL);
  g_assert_true (g_file_set_contents (old, "half", -1, NULL));
  g_assert_true (g_file_set_contents (new, "half", -1, NULL));
  g_assert_true (g_file_set_contents (foreign, "", -1, NULL));
  g_assert_no_errno (truncate (foreign, G_GINT64_CONSTANT (1) << 40));
  age (old, 86400);
  age (foreign, 86400);

  open_cache (fixture);
  g_assert_true (store (fixture, OTHER, URI, cover));
  assert_loads (fixture, ID, URI, cover);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GBytes) cover = make_cover ('a', SIZE);
  g_autofree char *parent = g_path_get_dirname (fixture->path);

  g_assert_true (g_file_set_contents (parent, "a file", -1, NULL));
  assert_loads (fixture, ID, URI, NULL);
  g_assert_false (store (fixture, ID, URI, cover));
  rushes_cover_cache_remove (fixture->cache, ID);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { FALSE };

  g_cancellable_cancel (cancellable);
  rushes_cover_cache_load_async (fixture->cache, ID, URI, cancellable, on_loaded, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

  ADD ("/cover-cache/kept", test_kept);
  ADD ("/cover-cache/removed", test_removed);
  ADD ("/cover-cache/not-a-picture", test_not_a_picture);
  ADD ("/cover-cache/bound", test_bound);
  ADD ("/cover-cache/spoilt", test_spoilt);
  ADD ("/cover-cache/left", test_left);
  ADD ("/cover-cache/no-folder", test_no_folder);
  ADD ("/cover-cache/cancelled", test_cancelled);

  return g_test_run ();
}
