/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storing.h"

#include <glib/gstdio.h>
#include <string.h>

/* How often a condition is looked at that nothing announces, and what only a hang reaches. */
#define LOOK_MILLISECONDS 2
#define MAX_WAIT_SECONDS 60

static void
open_database (Storing *self,
               GFile   *file)
{
  self->database = rushes_database_new (file);
  self->library = rushes_library_new (self->database);
  self->watcher = rushes_watcher_new (self->settings, self->client, self->library);
  rushes_watcher_set_second (self->watcher, STORING_SECOND_MILLISECONDS);
}

/* What the program has, with what is in a folder from earlier on. */
void
storing_begin (Storing    *self,
               const char *api_url,
               const char *home)
{
  g_autoptr(GFile) file = g_file_new_build_filename (home, "library.sqlite", NULL);

  self->client = rushes_client_new (NULL);
  rushes_client_set_api_url (self->client, api_url);

  self->home = g_strdup (home);
  self->raw = g_settings_new (RUSHES_APP_ID);
  g_settings_reset (self->raw, "save-record");
  self->settings = rushes_settings_new ();
  storing_set_folder (self, "files");
  open_database (self, file);
}

void
storing_set_up (Storing       *self,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *home = g_dir_make_tmp ("rushes-XXXXXX", &error);

  g_assert_no_error (error);
  self->stand_in = stand_in_new ();
  stand_in_start (self->stand_in, 0, &error);
  g_assert_no_error (error);

  storing_begin (self, stand_in_get_api_url (self->stand_in), home);
  rushes_client_set_token (self->client, stand_in_get_token (self->stand_in));
}

static void
remove_all (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_remove (path) != 0)
        remove_all (path);
    }

  g_rmdir (folder);
}

static void
close_database (Storing *self)
{
  storing_wait_alone (self->watcher);
  g_assert_finalize_object (self->watcher);
  storing_wait_alone (self->library);
  g_assert_finalize_object (self->library);
  rushes_database_close (self->database);
  storing_wait_alone (self->database);
  g_assert_finalize_object (self->database);
}

/* Nobody may hold any of it after the last answer. What is in the folder stays. */
void
storing_end (Storing *self)
{
  close_database (self);
  storing_wait_alone (self->client);
  g_assert_finalize_object (self->client);
  g_assert_finalize_object (self->settings);
  g_assert_finalize_object (self->raw);
  g_free (self->folder);
  g_free (self->home);
}

/* Every test ends with this. */
void
storing_tear_down (Storing       *self,
                   gconstpointer  data)
{
  g_autofree char *home = g_steal_pointer (&self->home);

  storing_end (self);
  stand_in_stop (self->stand_in);
  g_assert_finalize_object (self->stand_in);
  remove_all (home);
}

/* Where it is written down what is unfinished, from now on. */
void
storing_set_database (Storing *self,
                      GFile   *file)
{
  close_database (self);
  open_database (self, file);
}

/* Where files are saved from now on. */
void
storing_set_folder (Storing    *self,
                    const char *name)
{
  g_free (self->folder);
  self->folder = g_build_filename (self->home, name, NULL);
  g_settings_set_string (self->raw, "download-folder", self->folder);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  RushesVideo **video = user_data;
  g_autoptr(GError) error = NULL;

  *video = rushes_client_fetch_finish (RUSHES_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

/* Asks for a video of the stand-in, as the window would, and takes one of its files. */
RushesMedia *
storing_make_media (Storing         *self,
                    const char      *options,
                    guint            number,
                    RushesMediaKind  kind)
{
  g_autofree char *id = stand_in_dup_id (options, number);
  g_autoptr(RushesVideo) video = NULL;

  rushes_client_fetch_async (self->client, id, NULL, on_fetched, &video);
  while (video == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_object_ref (rushes_video_peek_file (video, kind, 1));
}

static gboolean
on_look (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
storing_wait_until (gboolean (*condition) (gpointer data),
                    gpointer   data)
{
  gint64 end = g_get_monotonic_time () + MAX_WAIT_SECONDS * G_USEC_PER_SEC;
  guint look = g_timeout_add (LOOK_MILLISECONDS, on_look, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }

  g_source_remove (look);
}

static gboolean
has_one_owner (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

/* Until nobody else holds it: what is under way holds what it is done with. */
void
storing_wait_alone (gpointer object)
{
  storing_wait_until (has_one_owner, object);
}

typedef struct
{
  RushesDownload *download;
  RushesDownloadState state;
  guint64 bytes;
} Wanted;

static gboolean
is_in_state (gpointer data)
{
  Wanted *wanted = data;

  return rushes_download_get_state (wanted->download) == wanted->state;
}

void
storing_wait_state (RushesDownload      *download,
                    RushesDownloadState  state)
{
  Wanted wanted = { .download = download, .state = state };

  storing_wait_until (is_in_state, &wanted);
}

static gboolean
has_bytes (gpointer data)
{
  Wanted *wanted = data;

  return rushes_download_get_received (wanted->download) >= wanted->bytes;
}

void
storing_wait_bytes (RushesDownload *download,
                    guint64         bytes)
{
  Wanted wanted = { .download = download, .bytes = bytes };

  storing_wait_until (has_bytes, &wanted);
}

guint
storing_count (Storing    *self,
               const char *port,
               const char *part)
{
  return stand_in_count_requests (self->stand_in, port, part);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char **) a, *(char **) b);
}

/* What stands in the folder, hidden or not, sorted, joined by "|". */
char *
storing_list (Storing *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return g_strjoinv ("|", (char **) names->pdata);
}

/* It is done, and each byte is what the stand-in sends for "big-MEGABYTES". */
void
storing_assert_big (RushesDownload *download,
                    guint           megabytes)
{
  const char *id = rushes_media_get_video_id (rushes_download_get_media (download));
  g_autofree char *want = stand_in_dup_big_sha256 (id, megabytes, 0);
  g_autofree char *contents = NULL;
  g_autofree char *got = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_no_error (rushes_download_get_error (download));
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_DONE);
  g_file_load_contents (rushes_download_get_file (download), NULL, &contents, &length, NULL,
                        &error);
  g_assert_no_error (error);
  got = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
  g_assert_cmpstr (got, ==, want);
}
