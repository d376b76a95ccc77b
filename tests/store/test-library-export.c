/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-library-export.h"
#include "shelf.h"

#include <string.h>

#define N_MANY 3000

typedef struct
{
  gboolean done;
  RushesImport *import;
  GError *error;
} Answer;

static gboolean
is_done (gpointer data)
{
  return ((Answer *) data)->done;
}

/* --- out -------------------------------------------------------------------------------------- */

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  g_assert_true (rushes_library_export_finish (RUSHES_DATABASE (source), result, &answer->error) ==
                 (answer->error == NULL));
  answer->done = TRUE;
}

static char *
export (Shelf              *shelf,
        RushesExportFormat  format,
        const char *const  *video_ids)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  Answer answer = { FALSE };

  rushes_library_export_async (shelf->database, stream, format, video_ids, NULL, on_exported,
                               &answer);
  shelf_wait_until (is_done, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

/* The last digits of the IDs in a text, as they stand in it. */
static void
assert_ids (const char *text,
            const char *want)
{
  g_autoptr(GString) got = g_string_new (NULL);

  for (const char *p = text; (p = strstr (p, "-video:402")) != NULL; p++)
    g_string_append_printf (got, "%s%d", got->len > 0 ? " " : "",
                            (int) g_ascii_strtoll (p + strlen ("-video:402"), NULL, 10));

  g_assert_cmpstr (got->str, ==, want);
}

static void
put_three (Shelf *shelf)
{
  g_autoptr(RushesMedia) media = rushes_media_new (shelf_name (2), RUSHES_MEDIA_CLEAN, 1, NULL,
                                                   NULL);
  g_autoptr(GFile) file = g_file_new_for_path ("/videos/fox.mp4");

  shelf_put (shelf, 1, 0, "one");
  shelf_put (shelf, 2, 2, "=two, 红狐");
  shelf_put (shelf, 3, 1, NULL);
  rushes_library_add_saved (shelf->library, media, file, 5);
  shelf_settle (shelf);
}

static void
test_export (Shelf         *shelf,
             gconstpointer  data)
{
  const char *chosen[] = { shelf_name (1), shelf_name (99), shelf_name (3), NULL };
  const char *removed[] = { shelf_name (3), NULL };
  const char *none[] = { NULL };
  g_autofree char *json = NULL, *csv = NULL, *some = NULL, *nothing = NULL, *rest = NULL;

  put_three (shelf);
  json = export (shelf, RUSHES_EXPORT_JSON, NULL);
  assert_ids (json, "3 2 1");
  g_assert_nonnull (strstr (json, "\"prompt\":\"=two, 红狐\",\"status\":\"completed\""));
  g_assert_nonnull (strstr (json, "\"watermarked\":\"https://x/v.mp4\""));
  g_assert_nonnull (strstr (json, "\"path\":\"/videos/fox.mp4\",\"bytes\":5"));
  g_assert_null (strstr (json, "sign="));
  g_assert_true (g_str_has_suffix (json, "}\n]\n"));

  csv = export (shelf, RUSHES_EXPORT_CSV, NULL);
  assert_ids (csv, "3 2 1");
  g_assert_nonnull (strstr (csv, ",\"'=two, 红狐\",completed,2,50,1280,720,2"));

  some = export (shelf, RUSHES_EXPORT_JSON, chosen);
  assert_ids (some, "1 3");
  nothing = export (shelf, RUSHES_EXPORT_JSON, none);
  g_assert_cmpstr (nothing, ==, "[\n]\n");

  rushes_library_remove (shelf->library, removed);
  rest = export (shelf, RUSHES_EXPORT_JSON, NULL);
  assert_ids (rest, "2 1");
}

/* What is written while others work on the library. */
static void
test_export_many (Shelf         *shelf,
                  gconstpointer  data)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(RushesVideo) video = shelf_make_answer (7, 1, 0, "seven");
  g_autoptr(GString) want = g_string_new (NULL);
  g_autofree char *text = NULL;
  Answer answer = { FALSE };

  shelf_fill (shelf, N_MANY);
  shelf_close (shelf);
  shelf_open (shelf);
  rushes_library_export_async (shelf->database, stream, RUSHES_EXPORT_CSV, NULL, NULL, on_exported,
                               &answer);
  while (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)) == 0)
    g_main_context_iteration (NULL, TRUE);
  rushes_library_put (shelf->library, video, NULL);
  shelf_wait_until (is_done, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  text = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));

  for (guint i = N_MANY; i > 0; i--)
    g_string_append_printf (want, "%s%u", i < N_MANY ? " " : "", i);
  assert_ids (text, want->str);
}

static void
test_export_cancelled (Shelf         *shelf,
                       gconstpointer  data)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { FALSE };

  shelf_fill (shelf, N_MANY);
  rushes_library_export_async (shelf->database, stream, RUSHES_EXPORT_JSON, NULL, cancellable,
                               on_exported, &answer);
  g_cancellable_cancel (cancellable);
  shelf_wait_until (is_done, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
}

/* A disk that is full. */
static void
test_export_full (Shelf         *shelf,
                  gconstpointer  data)
{
  static char room[1000];
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  Answer answer = { FALSE };

  shelf_fill (shelf, N_MANY);
  rushes_library_export_async (shelf->database, stream, RUSHES_EXPORT_JSON, NULL, NULL,
                               on_exported, &answer);
  shelf_wait_until (is_done, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&answer.error);
}

/* --- in --------------------------------------------------------------------------------------- */

static void
on_imported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  answer->import = rushes_library_import_finish (RUSHES_LIBRARY (source), result, &answer->error);
  answer->done = TRUE;
}

static RushesImport *
import (Shelf      *shelf,
        const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  Answer answer = { FALSE };

  rushes_library_import_async (shelf->library, stream, NULL, on_imported, &answer);
  shelf_wait_until (is_done, &answer);
  g_assert_no_error (answer.error);

  return answer.import;
}

static void
assert_summary (RushesImport *import,
                guint         n_taken,
                guint         n_known,
                guint         n_refused)
{
  const RushesImportSummary *summary = rushes_import_get_summary (import);

  g_assert_cmpuint (summary->n_taken, ==, n_taken);
  g_assert_cmpuint (summary->n_known, ==, n_known);
  g_assert_cmpuint (summary->n_refused, ==, n_refused);
  rushes_import_free (import);
}

static void
test_import (Shelf         *shelf,
             gconstpointer  data)
{
  const char *removed[] = { shelf_name (2), NULL };
  g_autofree char *list = NULL;

  put_three (shelf);
  rushes_library_remove (shelf->library, removed);
  shelf_settle (shelf);
  shelf_assert_order (shelf, "3 1");

  list = g_strdup_printf ("%s,Four\n%s\n12345\n%s\n%s\n%s", shelf_name (4), shelf_name (1),
                          shelf_name (2), shelf_name (5), shelf_name (4));
  assert_summary (import (shelf, list), 3, 1, 1);
  shelf_assert_order (shelf, "4 5 2 3 1");
  rushes_library_set_search (shelf->library, "four");
  shelf_settle (shelf);
  shelf_assert_order (shelf, "4");
  rushes_library_set_search (shelf->library, "");
  assert_summary (import (shelf, list), 0, 4, 1);
  assert_summary (import (shelf, ""), 0, 0, 0);

  shelf_close (shelf);
  shelf_open (shelf);
  shelf_assert_order (shelf, "4 5 2 3 1");
}

/* What goes out of one library goes into another. */
static void
test_round (Shelf         *shelf,
            gconstpointer  data)
{
  for (int format = RUSHES_EXPORT_JSON; format <= RUSHES_EXPORT_CSV; format++)
    {
      g_autofree char *text = NULL;
      g_autoptr(RushesVideo) video = NULL;

      put_three (shelf);
      text = export (shelf, format, NULL);
      shelf_execute (shelf, "DELETE FROM videos; DELETE FROM search; DELETE FROM saved");
      shelf_close (shelf);
      shelf_open (shelf);
      shelf_assert_order (shelf, "");
      assert_summary (import (shelf, text), 3, 0, 0);
      shelf_assert_order (shelf, "3 2 1");
      video = shelf_open_video (shelf, 2);
      g_assert_cmpstr (rushes_video_get_prompt (video), ==, "=two, 红狐");
      g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_UNKNOWN);
      g_clear_object (&video);
      shelf_execute (shelf, "DELETE FROM videos; DELETE FROM search");
      shelf_close (shelf);
      shelf_open (shelf);
    }
}

/* The list grows at its top, and is not replaced. */
static void
test_import_many (Shelf         *shelf,
                  gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);

  put_three (shelf);
  for (guint i = 4; i <= 253; i++)
    g_string_append_printf (text, "%s\n", shelf_name (i));
  g_string_truncate (shelf->changes, 0);
  assert_summary (import (shelf, text->str), 250, 0, 0);
  g_assert_cmpstr (shelf->changes->str, ==, "0-0+100 0-0+100 0-0+50");
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 253);
  {
    g_autoptr(RushesLibraryItem) item = g_list_model_get_item (G_LIST_MODEL (shelf->library), 0);

    shelf_settle (shelf);
    g_assert_cmpstr (rushes_video_get_video_id (rushes_library_item_peek_video (item)), ==,
                     shelf_name (4));
  }
}

static void
test_import_cancelled (Shelf         *shelf,
                       gconstpointer  data)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data ("x", 1, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { FALSE };

  g_cancellable_cancel (cancellable);
  rushes_library_import_async (shelf->library, stream, cancellable, on_imported, &answer);
  shelf_wait_until (is_done, &answer);
  g_assert_null (answer.import);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Shelf, NULL, shelf_set_up, func, shelf_tear_down)

  ADD ("/library-export/export", test_export);
  ADD ("/library-export/export-many", test_export_many);
  ADD ("/library-export/export-cancelled", test_export_cancelled);
  ADD ("/library-export/export-full", test_export_full);
  ADD ("/library-export/import", test_import);
  ADD ("/library-export/round", test_round);
  ADD ("/library-export/import-many", test_import_many);
  ADD ("/library-export/import-cancelled", test_import_cancelled);

  return g_test_run ();
}
