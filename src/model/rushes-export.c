/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-export.h"

#include <string.h>

/* What spreadsheets take for the beginning of a formula. */
#define FORMULA_CHARS "=+-@\t\r"

static void
file_free (RushesExportFile *file)
{
  g_free (file->path);
  g_free (file);
}

/**
 * rushes_export_entry_new:
 * @video: a video
 * @first_seen: when it was first heard of, in microseconds since 1970
 * @last_activity: when something happened to it last, in the same
 *
 * Makes an entry without saved files.
 *
 * Returns: (transfer full): the entry
 */
RushesExportEntry *
rushes_export_entry_new (RushesVideo *video,
                         gint64       first_seen,
                         gint64       last_activity)
{
  RushesExportEntry *self = g_new0 (RushesExportEntry, 1);

  self->video = g_object_ref (video);
  self->first_seen = first_seen;
  self->last_activity = last_activity;
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);

  return self;
}

/**
 * rushes_export_entry_add:
 * @self: an entry
 * @kind: which file of the video it is
 * @number: the place among those of @kind, from 1
 * @path: where it was saved, in the encoding of file names
 * @size: how many bytes it had
 * @saved_at: when it was saved, in microseconds since 1970
 *
 * Adds a saved file.
 */
void
rushes_export_entry_add (RushesExportEntry *self,
                         RushesMediaKind    kind,
                         guint              number,
                         const char        *path,
                         guint64            size,
                         gint64             saved_at)
{
  RushesExportFile *file = g_new0 (RushesExportFile, 1);

  file->kind = kind;
  file->number = number;
  file->path = g_filename_display_name (path);
  file->size = size;
  file->saved_at = saved_at;
  g_ptr_array_add (self->files, file);
}

/**
 * rushes_export_entry_free:
 * @self: (transfer full): an entry
 *
 * Frees @self.
 */
void
rushes_export_entry_free (RushesExportEntry *self)
{
  g_clear_object (&self->video);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* --- values ----------------------------------------------------------------------------------- */

static const char *
name_status (RushesStatus status)
{
  static const char *const names[] = {
    [RUSHES_STATUS_UNKNOWN] = "unknown",
    [RUSHES_STATUS_QUEUED] = "queued",
    [RUSHES_STATUS_PENDING] = "pending",
    [RUSHES_STATUS_PROCESSING] = "processing",
    [RUSHES_STATUS_IN_REVIEW] = "in review",
    [RUSHES_STATUS_COMPLETED] = "completed",
    [RUSHES_STATUS_MODERATED] = "moderated",
    [RUSHES_STATUS_FAILED] = "failed",
    [RUSHES_STATUS_REMOVED] = "removed",
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (names) == RUSHES_STATUS_LAST + 1);

  return names[status];
}

static const char *
name_kind (RushesMediaKind kind)
{
  static const char *const names[] = {
    [RUSHES_MEDIA_CLEAN] = "clean",
    [RUSHES_MEDIA_WATERMARK] = "watermark",
    [RUSHES_MEDIA_COVER] = "cover",
    [RUSHES_MEDIA_SOURCE] = "source",
  };

  return names[MIN (kind, RUSHES_MEDIA_SOURCE)];
}

/* NULL for a moment that is none. */
static char *
dup_moment (gint64 microseconds)
{
  g_autoptr(GDateTime) moment = NULL;

  if (microseconds <= 0)
    return NULL;

  moment = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;
}

/* Neither a signature nor a password. */
static char *
dup_link (RushesVideo *video,
          const char  *property)
{
  g_autofree char *uri = NULL;
  char *authority, *at;

  g_object_get (video, property, &uri, NULL);
  if (uri == NULL)
    return NULL;

  uri[strcspn (uri, "?#")] = '\0';
  authority = strstr (uri, "://");
  if (authority == NULL)
    return g_steal_pointer (&uri);

  authority += strlen ("://");
  at = memrchr (authority, '@', strcspn (authority, "/"));
  if (at != NULL)
    memmove (authority, at + 1, strlen (at + 1) + 1);

  return g_steal_pointer (&uri);
}

static gint64
asked_at (RushesVideo *video)
{
  GDateTime *moment = rushes_video_get_asked_at (video);

  return moment != NULL ? g_date_time_to_unix (moment) * G_USEC_PER_SEC : 0;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void
append_quoted (GString    *out,
               const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if (*p == '\n')
      g_string_append (out, "\\n");
    else if ((guchar) *p < 0x20 || *p == 0x7f)
      g_string_append_printf (out, "\\u%04x", *p);
    else
      g_string_append_c (out, *p);
  g_string_append_c (out, '"');
}

/**
 * rushes_export_append_text:
 * @out: an object of JSON that is being written, with a member already
 * @name: a name that needs no escape
 * @text: (nullable): what it is
 *
 * Writes one more member; null for %NULL.
 */
void
rushes_export_append_text (GString    *out,
                           const char *name,
                           const char *text)
{
  g_string_append_printf (out, ",\"%s\":", name);
  if (text != NULL)
    append_quoted (out, text);
  else
    g_string_append (out, "null");
}

static void
append_number (GString    *out,
               const char *name,
               gint64      number)
{
  if (number == RUSHES_UNKNOWN)
    g_string_append_printf (out, ",\"%s\":null", name);
  else
    g_string_append_printf (out, ",\"%s\":%" G_GINT64_FORMAT, name, number);
}

static void
append_moment (GString    *out,
               const char *name,
               gint64      microseconds)
{
  g_autofree char *moment = dup_moment (microseconds);

  rushes_export_append_text (out, name, moment);
}

static void
append_link (GString     *out,
             const char  *name,
             RushesVideo *video,
             const char  *property)
{
  g_autofree char *link = dup_link (video, property);

  rushes_export_append_text (out, name, link);
}

static void
append_files (GString         *out,
              const GPtrArray *files)
{
  g_string_append (out, ",\"saved\":[");
  for (guint i = 0; i < files->len; i++)
    {
      const RushesExportFile *file = g_ptr_array_index (files, i);

      g_string_append_printf (out, "%s{\"kind\":\"%s\"", i > 0 ? "," : "", name_kind (file->kind));
      append_number (out, "number", file->number);
      rushes_export_append_text (out, "path", file->path);
      append_number (out, "bytes", MIN (file->size, G_MAXINT64));
      append_moment (out, "savedAt", file->saved_at);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/**
 * rushes_export_append_members:
 * @out: an object of JSON that is being written, without a member yet
 * @entry: a video
 * @listed: whether it comes from the list, which knows when it was first and last heard of
 *
 * Writes what [func@export_begin] says of the members of JSON; `firstSeen` and `lastActivity` only
 * for one that is @listed.
 */
void
rushes_export_append_members (GString                 *out,
                              const RushesExportEntry *entry,
                              gboolean                 listed)
{
  RushesVideo *video = entry->video;
  int status;

  g_object_get (video, "status", &status, NULL);
  g_string_append (out, "\"id\":");
  append_quoted (out, rushes_video_get_video_id (video));
  rushes_export_append_text (out, "prompt", rushes_video_get_prompt (video));
  rushes_export_append_text (out, "status", name_status (rushes_video_get_state (video)));
  append_number (out, "statusNumber", status);
  append_number (out, "percent", rushes_video_get_percent (video));
  append_number (out, "width", rushes_video_get_width (video));
  append_number (out, "height", rushes_video_get_height (video));
  if (listed)
    append_moment (out, "firstSeen", entry->first_seen);
  append_moment (out, "askedAt", asked_at (video));
  if (listed)
    append_moment (out, "lastActivity", entry->last_activity);
  append_link (out, "cover", video, "cover-uri");
  append_link (out, "watermarked", video, "video-uri");
  append_link (out, "clean", video, "download-uri");
  append_files (out, entry->files);
}

/* --- CSV -------------------------------------------------------------------------------------- */

static void
append_field (GString    *out,
              const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gboolean formula = *valid != '\0' && strchr (FORMULA_CHARS, *valid) != NULL;

  if (!formula && strpbrk (valid, ",\"\r\n") == NULL)
    {
      g_string_append (out, valid);
      return;
    }

  g_string_append_c (out, '"');
  if (formula)
    g_string_append_c (out, '\'');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_next (GString    *out,
             const char *text)
{
  g_string_append_c (out, ',');
  append_field (out, text);
}

static void
append_next_number (GString *out,
                    gint64   number)
{
  g_string_append_c (out, ',');
  if (number != RUSHES_UNKNOWN)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

static void
append_next_moment (GString *out,
                    gint64   microseconds)
{
  g_autofree char *moment = dup_moment (microseconds);

  append_next (out, moment);
}

static void
append_next_link (GString     *out,
                  RushesVideo *video,
                  const char  *property)
{
  g_autofree char *link = dup_link (video, property);

  append_next (out, link);
}

static void
append_csv (GString                 *out,
            const RushesExportEntry *entry)
{
  g_autoptr(GString) paths = g_string_new (NULL);
  RushesVideo *video = entry->video;
  int status;

  for (guint i = 0; i < entry->files->len; i++)
    g_string_append_printf (paths, "%s%s", i > 0 ? "\n" : "",
                            ((RushesExportFile *) g_ptr_array_index (entry->files, i))->path);

  g_object_get (video, "status", &status, NULL);
  append_field (out, rushes_video_get_video_id (video));
  append_next (out, rushes_video_get_prompt (video));
  append_next (out, name_status (rushes_video_get_state (video)));
  append_next_number (out, status);
  append_next_number (out, rushes_video_get_percent (video));
  append_next_number (out, rushes_video_get_width (video));
  append_next_number (out, rushes_video_get_height (video));
  append_next_moment (out, entry->first_seen);
  append_next_moment (out, asked_at (video));
  append_next_moment (out, entry->last_activity);
  append_next_link (out, video, "cover-uri");
  append_next_link (out, video, "video-uri");
  append_next_link (out, video, "download-uri");
  append_next (out, paths->str);
  g_string_append (out, "\r\n");
}

/* --- the whole -------------------------------------------------------------------------------- */

/**
 * rushes_export_begin:
 * @out: where to write
 * @format: how
 *
 * Writes what stands before the first video.
 *
 * JSON is an array of objects, one a line, with the members `id`, `prompt`, `status` (one of
 * "unknown", "queued", "pending", "processing", "in review", "completed", "moderated", "failed",
 * "removed"), `statusNumber`, `percent`, `width`, `height`, `firstSeen`, `askedAt`, `lastActivity`
 * (ISO 8601, UTC), `cover`, `watermarked`, `clean` (links), and `saved`, an array of objects with
 * `kind` ("clean", "watermark", "cover", "source"), `number`, `path`, `bytes` and `savedAt`. What
 * is not known is null.
 *
 * CSV is that of RFC 4180, in UTF-8 with a byte order mark, without which spreadsheets read it as
 * something else. Its columns are named in its first line; `saved` is a path a line. A text that
 * begins as a formula does gets an apostrophe before it, so that no prompt is ever calculated.
 *
 * Links have neither query nor password, in both.
 */
void
rushes_export_begin (GString            *out,
                     RushesExportFormat  format)
{
  if (format == RUSHES_EXPORT_JSON)
    g_string_append (out, "[");
  else
    g_string_append (out, "\xef\xbb\xbf" "id,prompt,status,status_number,percent,width,height,"
                          "first_seen,asked_at,last_activity,cover,watermarked,clean,saved\r\n");
}

/**
 * rushes_export_append:
 * @out: where to write
 * @format: how
 * @entry: a video
 * @first: whether it is the first one
 *
 * Writes one video.
 */
void
rushes_export_append (GString                 *out,
                      RushesExportFormat       format,
                      const RushesExportEntry *entry,
                      gboolean                 first)
{
  if (format == RUSHES_EXPORT_CSV)
    {
      append_csv (out, entry);
      return;
    }

  g_string_append (out, first ? "\n{" : ",\n{");
  rushes_export_append_members (out, entry, TRUE);
  g_string_append_c (out, '}');
}

/**
 * rushes_export_end:
 * @out: where to write
 * @format: how
 *
 * Writes what stands behind the last video.
 */
void
rushes_export_end (GString            *out,
                   RushesExportFormat  format)
{
  if (format == RUSHES_EXPORT_JSON)
    g_string_append (out, "\n]\n");
}
