/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shelf.h"

#include "rushes-library-words.h"
#include "rushes-video-json.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_MICROSECONDS (60 * G_USEC_PER_SEC)

/* Pieces of work that follow from each other: rows that are read because others moved. */
#define N_ROUNDS 6

/* How often a condition is looked at that nothing announces. */
#define LOOK_MILLISECONDS 2

#define PAGE_SIZE 4096

static void
assert_copied (Shelf *self)
{
  GListModel *model = G_LIST_MODEL (self->library);

  g_assert_cmpuint (self->copy->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < MIN (self->copy->len, 1000); i++)
    {
      g_autoptr(RushesLibraryItem) item = NULL;

      if (g_ptr_array_index (self->copy, i) == NULL)
        continue;
      item = g_list_model_get_item (model, i);
      g_assert_true (g_ptr_array_index (self->copy, i) == item);
    }
}

/* Of what comes only the first are looked at, as by a list on a screen. */
static void
on_items_changed (Shelf      *self,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GListModel *model)
{
  g_string_append_printf (self->changes, "%s%u-%u+%u", self->changes->len > 0 ? " " : "", position,
                          removed, added);
  g_assert_cmpuint (position + removed, <=, self->copy->len);
  if (removed > 0)
    g_ptr_array_remove_range (self->copy, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->copy, position + i,
                        i < 1000 ? g_list_model_get_item (model, position + i) : NULL);
  assert_copied (self);
}

static void
unref_item (gpointer item)
{
  if (item != NULL)
    g_object_unref (item);
}

void
shelf_open (Shelf *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);

  self->database = rushes_database_new (file);
  self->library = rushes_library_new (self->database);
  self->copy = g_ptr_array_new_with_free_func (unref_item);
  self->changes = g_string_new (NULL);
  g_signal_connect_swapped (self->library, "items-changed", G_CALLBACK (on_items_changed), self);
  shelf_settle (self);
  g_assert_true (rushes_library_is_loaded (self->library));
}

static gboolean
is_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static gboolean
on_look (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* A thread that has answered may still hold what it has read from, and nothing tells of its end. */
static void
wait_alone (gpointer object)
{
  guint look = g_timeout_add (LOOK_MILLISECONDS, on_look, NULL);

  shelf_wait_until (is_alone, object);
  g_source_remove (look);
}

void
shelf_close (Shelf *self)
{
  rushes_database_close (self->database);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_signal_handlers_disconnect_by_data (self->library, self);
  g_ptr_array_unref (g_steal_pointer (&self->copy));
  g_string_free (g_steal_pointer (&self->changes), TRUE);
  g_assert_finalize_object (g_steal_pointer (&self->library));
  wait_alone (self->database);
  g_assert_finalize_object (g_steal_pointer (&self->database));
}

void
shelf_set_up (Shelf         *self,
              gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "library.sqlite", NULL);
  shelf_open (self);
}

void
shelf_tear_down (Shelf         *self,
                 gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  if (self->library != NULL)
    shelf_close (self);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_no_errno (g_remove (path));
    }
  g_assert_no_errno (g_rmdir (self->folder));
  g_free (self->folder);
  g_free (self->path);
}

static gboolean
on_impatient (gpointer data)
{
  g_test_message ("waited in vain");
  g_assert_not_reached ();
}

void
shelf_wait_until (gboolean (*condition) (gpointer data),
                  gpointer   data)
{
  guint id = g_timeout_add (PATIENCE_MICROSECONDS / 1000, on_impatient, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

typedef struct
{
  gboolean done;
  gpointer result;
} Work;

static void
on_worked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Work *work = user_data;
  g_autoptr(GError) error = NULL;

  work->result = rushes_database_run_finish (RUSHES_DATABASE (source), result, &error);
  g_assert_no_error (error);
  work->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Work *) data)->done;
}

static gpointer
run (Shelf              *self,
     RushesDatabaseFunc  func,
     gpointer            data)
{
  Work work = { FALSE };

  rushes_database_run_async (self->database, func, data, NULL, NULL, on_worked, &work);
  shelf_wait_until (is_done, &work);

  return work.result;
}

static gpointer
do_nothing (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  return NULL;
}

/* Until all that was asked for, and all that followed from it, is there. */
void
shelf_settle (Shelf *self)
{
  for (guint i = 0; i < N_ROUNDS || rushes_library_is_searching (self->library); i++)
    run (self, do_nothing, NULL);
}

static char *
make_name (guint number)
{
  return g_strdup_printf ("user:1-minimax:331000000000000001-video:402%015u", number);
}

/* The ID of a video; its number ends in @number. Good until another has been asked for 64 times. */
const char *
shelf_name (guint number)
{
  static char names[64][64];
  static guint next;
  char *place = names[next++ % G_N_ELEMENTS (names)];
  g_autofree char *name = make_name (number);

  g_strlcpy (place, name, sizeof names[0]);

  return place;
}

/* What the service would say. */
RushesVideo *
shelf_make_answer (guint       number,
                   int         status,
                   int         percent,
                   const char *prompt)
{
  g_autofree char *quoted = prompt != NULL ? g_strescape (prompt, NULL) : NULL;
  g_autofree char *text = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GError) error = NULL;
  RushesVideo *video;

  /* Not escaped: UTF-8 is JSON as it is. */
  text = g_strdup_printf ("{\"status\":%d,\"percent\":%d,\"desc\":\"%s\",\"width\":1280,"
                          "\"height\":720%s}", status, percent, prompt != NULL ? prompt : "",
                          status == 2 ? ",\"videoURL\":\"https://x/v.mp4?sign=a\","
                                        "\"coverURL\":\"https://x/c.jpg?sign=a\"" : "");
  body = g_bytes_new (text, strlen (text));
  video = rushes_video_read_json (shelf_name (number), body, &error);
  g_assert_no_error (error);
  rushes_video_set_asked_at (video, now);

  return video;
}

void
shelf_put (Shelf      *self,
           guint       number,
           int         status,
           const char *prompt)
{
  g_autoptr(RushesVideo) video = shelf_make_answer (number, status, 50, prompt);

  rushes_library_put (self->library, video, NULL);
  shelf_settle (self);
}

static void
on_video (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Work *work = user_data;
  g_autoptr(GError) error = NULL;

  work->result = rushes_library_open_finish (RUSHES_LIBRARY (source), result, &error);
  g_assert_no_error (error);
  work->done = TRUE;
}

/* For the caller. */
RushesVideo *
shelf_open_video (Shelf *self,
                  guint  number)
{
  Work work = { FALSE };

  rushes_library_open_async (self->library, shelf_name (number), NULL, on_video, &work);
  shelf_wait_until (is_done, &work);

  return work.result;
}

/* The numbers of the videos as the list has them, "3 2 1". */
void
shelf_assert_order (Shelf      *self,
                    const char *want)
{
  g_autoptr(GString) got = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->library)); i++)
    {
      g_autoptr(RushesLibraryItem) item = NULL;
      RushesVideo *video;

      item = g_list_model_get_item (G_LIST_MODEL (self->library), i);
      shelf_settle (self);
      video = rushes_library_item_peek_video (item);
      g_string_append_printf (got, "%s%d", i > 0 ? " " : "",
                              video == NULL ? -1
                                            : atoi (strrchr (rushes_video_get_video_id (video),
                                                             ':') + strlen (":402")));
    }

  g_assert_cmpstr (got->str, ==, want);
}

static gpointer
execute (sqlite3   *db,
         gpointer   data,
         GError   **error)
{
  rushes_database_execute (db, data, error);

  return NULL;
}

void
shelf_execute (Shelf      *self,
               const char *sql)
{
  run (self, execute, (gpointer) sql);
}

static gpointer
read_text (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  g_autoptr(sqlite3_stmt) statement = rushes_database_prepare (db, data, error);

  if (statement == NULL || !rushes_database_step (statement, error))
    return NULL;

  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

/* The first column of the first row. */
char *
shelf_read (Shelf      *self,
            const char *sql)
{
  return run (self, read_text, (gpointer) sql);
}

static gpointer
fill (sqlite3   *db,
      gpointer   data,
      GError   **error)
{
  static const char *const words[] = { "fox", "snow", "city", "rain", "night", "sea", "dog" };
  static const char *const signs[] = { "红", "狐", "雪", "城", "夜", "海", "犬" };
  guint n_videos = GPOINTER_TO_UINT (data);

  rushes_database_execute (db, "BEGIN", error);
  for (guint i = 1; i <= n_videos; i++)
    {
      g_autofree char *name = make_name (i);
      g_autofree char *prompt = NULL;
      g_autofree char *sql = NULL;

      prompt = g_strdup_printf ("A %s in the %s, number %u, %s%s", words[i % 7], words[i / 7 % 7],
                                i, signs[i % 7], signs[i / 7 % 7]);
      sql = g_strdup_printf ("INSERT INTO videos (activity, video_id, first_seen, status, prompt)"
                             " VALUES (%u, '%s', 1, 2, '%s')", i * 10, name, prompt);
      rushes_database_execute (db, sql, error);
      rushes_library_words_put (db, i * 10, name, prompt, error);
    }
  rushes_database_execute (db, "COMMIT", error);

  return NULL;
}

/* Many videos, 1 to @n_videos, of which the list learns at the next start. */
void
shelf_fill (Shelf *self,
            guint  n_videos)
{
  run (self, fill, GUINT_TO_POINTER (n_videos));
}

/* Overwrites the page of a database in which @text stands first. */
void
shelf_spoil_page (const char *path,
                  const char *text)
{
  g_autofree char *contents = NULL;
  const char *found;
  gsize length, page;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  found = memmem (contents, length, text, strlen (text));
  g_assert_nonnull (found);
  page = (found - contents) / PAGE_SIZE * PAGE_SIZE;
  memset (contents + page, 0x55, PAGE_SIZE);
  g_assert_true (g_file_set_contents_full (path, contents, length, G_FILE_SET_CONTENTS_NONE, 0600,
                                           NULL));
}
