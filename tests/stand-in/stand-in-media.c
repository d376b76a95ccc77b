/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-media.h"

#include <string.h>

#include "stand-in-generated.h"
#include "stand-in-range.h"
#include "stand-in-sender.h"

struct _StandInMedia
{
  char *folder;
  GHashTable *files;  /* name -> GBytes */
  GHashTable *served; /* target -> how often, for links that serve once */
  guint64 rate;
  guint version;
  guint failure;
};

/* One file as a link names it: what it is, and how it is to be sent (README.md, "Media"). */
typedef struct
{
  GHashTable *options;
  StandInContent content;
  const char *type;
  char *etag;
} File;

static void
file_clear (File *file)
{
  g_clear_pointer (&file->options, g_hash_table_unref);
  g_clear_pointer (&file->content.bytes, g_bytes_unref);
  g_clear_pointer (&file->etag, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

/**
 * stand_in_media_new:
 * @folder: where covers and clips lie
 *
 * Returns: (transfer full): the media host's side of the stand-in, for one thread
 */
StandInMedia *
stand_in_media_new (const char *folder)
{
  StandInMedia *self = g_new0 (StandInMedia, 1);

  self->folder = g_strdup (folder);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  self->served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
stand_in_media_free (StandInMedia *self)
{
  g_free (self->folder);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->served);
  g_free (self);
}

/**
 * stand_in_media_set_rate:
 * @self: the media host
 * @bytes_per_second: how fast a file is sent that does not ask for a rate itself; 0 for unlimited
 */
void
stand_in_media_set_rate (StandInMedia *self,
                         guint64       bytes_per_second)
{
  self->rate = bytes_per_second;
}

/**
 * stand_in_media_set_version:
 * @self: the media host
 * @version: which version of its files it has from now on; the first is 0
 *
 * Changes every entity tag, and the bytes of generated files.
 */
void
stand_in_media_set_version (StandInMedia *self,
                            guint         version)
{
  self->version = version;
}

/**
 * stand_in_media_set_failure:
 * @self: the media host
 * @status: what everything is answered with from now on; 0 to send files
 */
void
stand_in_media_set_failure (StandInMedia *self,
                            guint         status)
{
  self->failure = status;
}

static GHashTable *
parse_options (const char *query)
{
  GHashTable *options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) words = g_strsplit (query, "&", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');

      if (equals != NULL)
        g_hash_table_insert (options, g_strndup (words[i], equals - words[i]),
                             g_strdup (equals + 1));
    }

  return options;
}

static gboolean
option_is (const File *file,
           const char *name,
           const char *value)
{
  return g_strcmp0 (g_hash_table_lookup (file->options, name), value) == 0;
}

static gint64
get_number (const File *file,
            const char *name,
            gint64      otherwise)
{
  const char *value = g_hash_table_lookup (file->options, name);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : otherwise;
}

static const char *
get_type (const char *name)
{
  static const struct
  {
    const char *ending;
    const char *type;
  } types[] = {
    { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".png", "image/png" },
    { ".webp", "image/webp" }, { ".mp4", "video/mp4" }, { ".mp3", "audio/mpeg" },
    { ".wav", "audio/wav" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_has_suffix (name, types[i].ending))
        return types[i].type;
    }

  return NULL;
}

static GBytes *
load (StandInMedia *self,
      const char   *name)
{
  GBytes *bytes = g_hash_table_lookup (self->files, name);
  g_autofree char *path = NULL;
  char *data = NULL;
  gsize size;

  if (bytes != NULL)
    return g_bytes_ref (bytes);

  path = g_build_filename (self->folder, name, NULL);
  if (!g_file_get_contents (path, &data, &size, NULL))
    return NULL;

  bytes = g_bytes_new_take (data, size);
  g_hash_table_insert (self->files, g_strdup (name), g_bytes_ref (bytes));

  return bytes;
}

/*
 * Covers and clips go by their own names. The service's links are longer: any other picture of a
 * type is the source picture or the cover of that type, and any other clip the clean one.
 */
static char *
dup_file_name (const char *path,
               const char *query)
{
  const char *base = strrchr (path, '/') != NULL ? strrchr (path, '/') + 1 : path;
  g_autofree char *stem = g_strndup (base, strcspn (base, "."));
  gboolean is_cover = g_str_has_prefix (base, "cover") || strstr (path, "_cover") != NULL;
  const char *type = get_type (base);

  if (type == NULL)
    return NULL;

  if (g_str_equal (type, "image/jpeg") && strstr (query, "format,webp") != NULL)
    return g_str_has_prefix (base, "cover") ? g_strconcat (stem, ".webp", NULL)
                                            : g_strdup ("cover.webp");

  if (g_str_equal (type, "image/jpeg"))
    return g_str_has_prefix (base, "cover") ? g_strconcat (stem, ".jpg", NULL)
                                            : g_strdup (is_cover ? "cover.jpg" : "origin.jpg");

  if (g_str_equal (type, "image/png"))
    return g_strdup (is_cover ? base : "origin.png");

  if (g_str_equal (type, "video/mp4"))
    return g_strdup (g_str_has_prefix (base, "video_") ? base : "video.mp4");

  if (g_str_has_prefix (type, "audio/"))
    return g_strconcat ("origin", strrchr (base, '.'), NULL);

  return g_strdup (base);
}

/* /generated/SIZE/SEED, and perhaps an ending that says what it is to pass for. */
static gboolean
find_generated (StandInMedia *self,
                const char   *path,
                File         *file)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);

  if (g_strv_length (parts) != 4 || !g_str_equal (parts[1], "generated"))
    return FALSE;

  file->content.size = g_ascii_strtoll (parts[2], NULL, 10);
  file->content.seed = stand_in_generated_get_seed (parts[3], self->version);
  file->type = get_type (path);
  if (file->type == NULL)
    file->type = "video/mp4";

  return TRUE;
}

static gboolean
find_file (StandInMedia *self,
           const char   *path,
           const char   *query,
           File         *file)
{
  static const char html[] = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>"
                             "<body><h1>Sign in to go on</h1></body></html>\n";
  static const char json[] = "{\"code\":\"AccessDenied\",\"message\":\"Request has expired\"}\n";
  g_autofree char *name = NULL;

  file->type = get_type (path);

  if (option_is (file, "as", "html"))
    {
      file->type = "text/html";
      file->content.bytes = g_bytes_new_static (html, sizeof html - 1);
    }
  else if (option_is (file, "as", "json"))
    {
      file->type = "application/json";
      file->content.bytes = g_bytes_new_static (json, sizeof json - 1);
    }
  else if (option_is (file, "as", "empty"))
    {
      file->content.bytes = g_bytes_new_static ("", 0);
    }
  else if (find_generated (self, path, file))
    {
      return TRUE;
    }
  else
    {
      name = dup_file_name (path, query);
      file->content.bytes = name != NULL ? load (self, name) : NULL;
      file->type = name != NULL ? get_type (name) : NULL;
    }

  if (file->content.bytes != NULL)
    file->content.size = g_bytes_get_size (file->content.bytes);

  return file->content.bytes != NULL;
}

static char *
dup_etag (StandInMedia *self,
          const File   *file)
{
  if (file->content.bytes != NULL)
    return g_strdup_printf ("\"%x-%x-%u\"", g_bytes_hash (file->content.bytes),
                            (guint) file->content.size, self->version);

  return g_strdup_printf ("\"%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x\"",
                          file->content.seed, file->content.size);
}

static void
set_headers (SoupServerMessage *message,
             const File        *file)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *type = g_hash_table_lookup (file->options, "type");

  type = type != NULL ? type : file->type;
  if (type != NULL)
    soup_message_headers_set_content_type (headers, type, NULL);
  soup_message_headers_replace (headers, "Last-Modified", "Sun, 16 Feb 2025 08:49:29 GMT");
  if (!option_is (file, "range", "no"))
    soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  if (g_hash_table_contains (file->options, "encoding"))
    soup_message_headers_replace (headers, "Content-Encoding",
                                  g_hash_table_lookup (file->options, "encoding"));

  if (option_is (file, "etag", "weak"))
    {
      g_autofree char *weak = g_strconcat ("W/", file->etag, NULL);

      soup_message_headers_replace (headers, "ETag", weak);
    }
  else if (!option_is (file, "etag", "none"))
    {
      soup_message_headers_replace (headers, "ETag", file->etag);
    }
}

static void
send_not_satisfiable (SoupServerMessage *message,
                      const File        *file)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *range = g_strdup_printf ("bytes */%" G_GOFFSET_FORMAT, file->content.size);

  soup_message_headers_replace (headers, "Content-Range", range);
  soup_server_message_set_status (message, 416, NULL);
}

static void
set_part_headers (SoupServerMessage *message,
                  const File        *file,
                  goffset            start,
                  goffset            length)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  goffset total = file->content.size;
  g_autofree char *range = NULL;

  soup_server_message_set_status (message, 206, NULL);
  if (option_is (file, "range", "bare"))
    return;
  if (option_is (file, "range", "shifted"))
    start++;
  if (option_is (file, "range", "total"))
    total++;

  range = g_strdup_printf ("bytes %" G_GOFFSET_FORMAT "-%" G_GOFFSET_FORMAT "/%" G_GOFFSET_FORMAT,
                           start, start + length - 1, total);
  soup_message_headers_replace (headers, "Content-Range", range);
}

/* How often this link has served before. */
static guint
take_turn (StandInMedia *self,
           const char   *target)
{
  guint turn = GPOINTER_TO_UINT (g_hash_table_lookup (self->served, target));

  g_hash_table_insert (self->served, g_strdup (target), GUINT_TO_POINTER (turn + 1));

  return turn;
}

static void
send_file (StandInMedia         *self,
           SoupServerMessage    *message,
           const StandInRequest *request,
           const File           *file,
           guint                 turn)
{
  StandInSending sending = { .content = file->content };
  const char *range = stand_in_request_peek_header (request, "Range");
  const char *if_range = stand_in_request_peek_header (request, "If-Range");
  gboolean strong = !g_hash_table_contains (file->options, "etag");

  set_headers (message, file);

  if (option_is (file, "range", "no"))
    range = NULL;

  switch (stand_in_range_parse (range, if_range, strong ? file->etag : NULL, file->content.size,
                                &sending.start, &sending.length))
    {
    case STAND_IN_RANGE_NOT_SATISFIABLE:
      send_not_satisfiable (message, file);
      return;
    case STAND_IN_RANGE_PART:
      set_part_headers (message, file, sending.start, sending.length);
      break;
    default:
      soup_server_message_set_status (message, 200, NULL);
    }

  sending.announced = option_is (file, "length", "no") ? -1 : sending.length;
  sending.cut = get_number (file, "cut", -1);
  if (turn == 0)
    sending.cut = get_number (file, "cut-once", sending.cut);
  sending.reset = option_is (file, "end", "reset");
  sending.rate = get_number (file, "rate", self->rate);
  stand_in_send (message, &sending);
}

static void
send_error (SoupServerMessage *message,
            guint              status)
{
  static const char body[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<Error><Message>Request has expired.</Message></Error>\n";

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/xml", SOUP_MEMORY_STATIC, body,
                                    sizeof body - 1);
}

static void
send_redirect (SoupServerMessage *message,
               const char        *path,
               const File        *file)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, get_number (file, "redirect", 302), NULL);
  soup_message_headers_replace (headers, "Location", path);
}

/**
 * stand_in_media_handle:
 * @message: a message
 * @request: the same as it was received
 * @user_data: the media host
 *
 * Sends one file as its link says.
 */
void
stand_in_media_handle (SoupServerMessage    *message,
                       const StandInRequest *request,
                       gpointer              user_data)
{
  StandInMedia *self = user_data;
  const char *mark = strchr (request->target, '?');
  const char *query = mark != NULL ? mark + 1 : "";
  g_autofree char *path = g_strndup (request->target, strcspn (request->target, "?"));
  guint turn = take_turn (self, request->target);
  g_auto(File) file = { NULL };

  file.options = parse_options (query);

  /* libsoup would cut the file to the range by itself, and its 416 has no Content-Range. */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");

  if (self->failure != 0)
    send_error (message, self->failure);
  else if (option_is (&file, "hang", "yes"))
    soup_server_message_pause (message);
  else if (get_number (&file, "status", 0) != 0)
    send_error (message, get_number (&file, "status", 0));
  else if (get_number (&file, "expired", 0) != 0 || (option_is (&file, "once", "yes") && turn > 0))
    send_error (message, 403);
  else if (get_number (&file, "redirect", 0) != 0)
    send_redirect (message, path, &file);
  else if (!find_file (self, path, query, &file))
    send_error (message, 404);
  else
    {
      file.etag = dup_etag (self, &file);
      send_file (self, message, request, &file, turn);
    }
}
