/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving.h"

#include "fault-limits.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rushes-file-name.h"
#include "rushes-part-file.h"

#define VIDEO_ID "user:1000-minimax:a@b.c-video:424242424242"
#define PROMPT "A red fox"
#define MAX_WAIT_SECONDS 100

/* Bytes that no two places share, beginning as an MP4 does. */
GBytes *
saving_make_body (gsize   length,
                  guint32 seed)
{
  static const char head[] = "\0\0\0\040ftypisom";
  guint8 *bytes = g_malloc (length);
  guint32 x = seed;

  for (gsize i = 0; i < length; i++)
    {
      x ^= x << 13;
      x ^= x >> 17;
      x ^= x << 5;
      bytes[i] = x;
    }

  if (length > 0)
    memcpy (bytes, head, MIN (length, sizeof head - 1));

  return g_bytes_new_take (bytes, length);
}

Saving *
saving_new (gsize length)
{
  Saving *self = g_new0 (Saving, 1);

  self->server = fault_server_new ("127.0.0.1");
  self->body = saving_make_body (length, 1);
  self->folder = g_dir_make_tmp ("rushes-XXXXXX", NULL);
  fault_server_set_body (self->server, self->body, "\"v1\"");

  return self;
}

void
saving_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_remove (path) != 0)
        saving_remove_folder (path);
    }

  g_rmdir (folder);
}

void
saving_free (Saving *self)
{
  fault_server_free (self->server);
  saving_remove_folder (self->folder);
  g_bytes_unref (self->body);
  g_free (self->folder);
  g_free (self);
}

/* What an earlier run of the program may have left. */
void
saving_leave_part (Saving     *self,
                   const char *path,
                   gsize       have,
                   const char *etag)
{
  g_autofree char *uri = fault_server_get_uri (self->server, path);
  g_autofree char *record = rushes_part_record_get_name (VIDEO_ID, RUSHES_MEDIA_CLEAN, 1);
  g_autofree char *name = saving_get_name ();
  g_autofree char *part_name = rushes_file_name_part (name);
  g_autoptr(RushesPartFile) part = rushes_part_file_open (self->folder, record, NULL);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (self->body, &length);
  RushesPartNotes notes = { uri, etag, "video/mp4", length };

  g_assert_true (rushes_part_file_begin (part, part_name, NULL, NULL));
  g_assert_true (rushes_part_file_describe (part, &notes, NULL));
  g_assert_true (rushes_part_file_append (part, bytes, have, NULL));
  g_assert_true (rushes_part_file_keep (part, NULL));
}

static RushesMedia *
make_media (const char *uri)
{
  return rushes_media_new (VIDEO_ID, RUSHES_MEDIA_CLEAN, 1, uri, NULL);
}

static RushesDownload *
make_download (Saving       *self,
               const char   *uri,
               const char   *name,
               GTlsDatabase *database)
{
  g_autoptr(RushesMedia) media = make_media (uri);
  g_autoptr(GFile) folder = g_file_new_for_path (self->folder);

  return g_object_new (RUSHES_TYPE_DOWNLOAD,
                       "media", media,
                       "prompt", PROMPT,
                       "folder", folder,
                       "name", name,
                       "loopback-allowed", TRUE,
                       "tls-database", database,
                       "connect-seconds", 2,
                       "answer-seconds", 2,
                       "stall-seconds", 2,
                       NULL);
}

RushesDownload *
saving_new_download (Saving     *self,
                     const char *uri)
{
  return make_download (self, uri, NULL, NULL);
}

RushesDownload *
saving_new_named (Saving     *self,
                  const char *path,
                  const char *name)
{
  g_autofree char *uri = fault_server_get_uri (self->server, path);

  return make_download (self, uri, name, NULL);
}

RushesDownload *
saving_new_trusting (Saving       *self,
                     const char   *uri,
                     GTlsDatabase *database)
{
  return make_download (self, uri, NULL, database);
}

/* Starts again, by a new link. */
void
saving_go_on (Saving         *self,
              RushesDownload *download,
              const char     *path)
{
  g_autofree char *uri = fault_server_get_uri (self->server, path);
  g_autoptr(RushesMedia) media = make_media (uri);

  rushes_download_set_media (download, media);
  rushes_download_start (download);
}

RushesDownload *
saving_start_uri (Saving     *self,
                  const char *uri)
{
  RushesDownload *download = saving_new_download (self, uri);

  rushes_download_start (download);
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_CONNECTING);

  return download;
}

RushesDownload *
saving_start (Saving     *self,
              const char *path)
{
  g_autofree char *uri = fault_server_get_uri (self->server, path);

  return saving_start_uri (self, uri);
}

char *
saving_get_name (void)
{
  return rushes_file_name_new (RUSHES_MEDIA_CLEAN, 1, PROMPT, VIDEO_ID, "video/mp4", NULL);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop, and looks at least each few milliseconds. */
void
saving_wait_until (gboolean (*condition) (gpointer data),
                   gpointer   data)
{
  gint64 end = g_get_monotonic_time () + MAX_WAIT_SECONDS * G_USEC_PER_SEC;
  guint tick = g_timeout_add (5, on_tick, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      fault_limits_iterate ();
    }

  g_source_remove (tick);
}

static gboolean
has_ended (gpointer data)
{
  return !rushes_download_state_is_active (rushes_download_get_state (data));
}

void
saving_wait_end (RushesDownload *download)
{
  saving_wait_until (has_ended, download);
}

typedef struct
{
  RushesDownload *download;
  RushesDownloadState state;
} Wanted;

/* What has failed will not come to be in another state: better said at once than waited for. */
static gboolean
is_in_state (gpointer data)
{
  Wanted *wanted = data;

  if (wanted->state != RUSHES_DOWNLOAD_FAILED)
    g_assert_no_error (rushes_download_get_error (wanted->download));

  return rushes_download_get_state (wanted->download) == wanted->state;
}

void
saving_wait (RushesDownload      *download,
             RushesDownloadState  state)
{
  Wanted wanted = { download, state };

  saving_wait_until (is_in_state, &wanted);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char **) a, *(char **) b);
}

/* What stands in a folder, sorted, the record as "record". */
char *
saving_list_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (g_str_has_prefix (name, ".rushes-") ? "record" : name));

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return g_strjoinv ("|", (char **) names->pdata);
}

char *
saving_list (Saving *self)
{
  return saving_list_folder (self->folder);
}

static gboolean
is_empty (gpointer data)
{
  g_autofree char *list = saving_list (data);

  return *list == '\0';
}

void
saving_assert_empty (Saving *self)
{
  saving_wait_until (is_empty, self);
}

/* Piece by piece, so that a large file is not memory that the test takes. */
static char *
sum_file (const char *path,
          gsize      *length)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  FILE *file = g_fopen (path, "rbe");
  guchar buffer[65536];
  gsize n;

  g_assert_nonnull (file);
  for (*length = 0; (n = fread (buffer, 1, sizeof buffer, file)) > 0; *length += n)
    g_checksum_update (sum, buffer, n);
  fclose (file);

  return g_strdup (g_checksum_get_string (sum));
}

void
saving_assert_whole (Saving         *self,
                     RushesDownload *download)
{
  GFile *file = rushes_download_get_file (download);
  g_autofree char *got = NULL;
  g_autofree char *want = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->body);
  gsize length;

  g_assert_no_error (rushes_download_get_error (download));
  g_assert_cmpint (rushes_download_get_state (download), ==, RUSHES_DOWNLOAD_DONE);
  g_assert_nonnull (file);
  got = sum_file (g_file_peek_path (file), &length);
  g_assert_cmpstr (got, ==, want);
  g_assert_cmpuint (rushes_download_get_received (download), ==, length);
  g_assert_cmpint (rushes_download_get_total (download), ==, length);
  g_assert_cmpfloat (rushes_download_get_fraction (download), ==, 1.0);
}

/* Nothing stands under the final name, and nobody says so. */
void
saving_assert_nothing (Saving         *self,
                       RushesDownload *download)
{
  g_autofree char *list = saving_list (self);
  g_auto(GStrv) names = g_strsplit (list, "|", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    g_assert_true (g_str_equal (names[i], "record") || g_str_has_suffix (names[i], ".part") ||
                   *names[i] == '\0');

  g_assert_null (rushes_download_get_file (download));
  g_assert_cmpfloat (rushes_download_get_fraction (download), <, 1.0);
}

guint
saving_count_fds (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}
