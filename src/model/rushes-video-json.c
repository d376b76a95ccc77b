/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video-json.h"

#include "rushes-error.h"
#include "rushes-format.h"
#include "rushes-json-syntax.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Nobody makes a video from more pictures; beyond it the list is nonsense. */
#define MAX_ORIGIN_FILES 64
#define MAX_TAGS 32
#define FAULT_TEXT_MAX_BYTES 1024

/* The range of dates that can be right: hailuoai.video did not exist before 2023 (FAULTS D12). */
#define MIN_CREATE_TIME G_GINT64_CONSTANT (1672531200000)
#define MAX_CREATE_TIME G_GINT64_CONSTANT (4102444800000)

/* NULL for absent, null, empty, or not a string: the server's types are not ours to trust, and to
 * it these four are the same (API.md, "Answer"). */
static char *
dup_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  text = json_node_get_string (node);
  if (text == NULL || *text == '\0')
    return NULL;

  /* Whatever the parser has made of it, it is UTF-8 from here on (DESIGN §7). */
  return g_utf8_make_valid (text, -1);
}

static gint64
get_integer (JsonObject *object,
             const char *name,
             gint64      minimum,
             gint64      maximum)
{
  JsonNode *node = json_object_get_member (object, name);
  double number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return RUSHES_UNKNOWN;

  /* Through a double, since json-glib wraps what is beyond an integer; all limits are exact. */
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    number = (double) json_node_get_int (node);
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    number = json_node_get_double (node);
  else
    return RUSHES_UNKNOWN;

  if (!(number >= (double) minimum && number <= (double) maximum))
    return RUSHES_UNKNOWN;

  return (gint64) (number + 0.5);
}

/* A status between two is none: rounded, it might say that the video is there. */
static int
get_status (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "status");
  int status = get_integer (object, "status", 0, 9999);

  if (status != RUSHES_UNKNOWN && json_node_get_double (node) != status)
    return RUSHES_UNKNOWN;

  return status;
}

static int
get_yes_or_no (JsonObject *object,
               const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return RUSHES_UNKNOWN;

  return json_node_get_boolean (node) ? 1 : 0;
}

static JsonArray *
peek_array (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
peek_element (JsonArray *array,
              guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
parse (GBytes  *body,
       GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *mended = NULL;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  if (!rushes_json_syntax_check (text, length, error))
    return NULL;

  mended = rushes_json_syntax_mend (text, length);
  if (!json_parser_load_from_data (parser, mended != NULL ? mended : text, length, NULL))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_ANSWER, "not JSON");
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static GPtrArray *
read_origin_files (const char *video_id,
                   JsonObject *object)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = peek_array (object, "originFiles");
  guint n_elements = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n_elements && files->len < MAX_ORIGIN_FILES; i++)
    {
      JsonObject *element = peek_element (array, i);
      g_autofree char *uri = element != NULL ? dup_string (element, "url") : NULL;
      g_autofree char *type = element != NULL ? dup_string (element, "type") : NULL;

      if (uri != NULL)
        g_ptr_array_add (files, rushes_media_new (video_id, RUSHES_MEDIA_SOURCE, files->len + 1,
                                                  uri, type));
    }

  return g_steal_pointer (&files);
}

static GStrv
read_tags (JsonObject *object)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = peek_array (object, "tags");
  guint n_elements = array != NULL ? MIN (json_array_get_length (array), MAX_TAGS) : 0;

  for (guint i = 0; i < n_elements; i++)
    {
      JsonObject *element = peek_element (array, i);
      g_autofree char *text = element != NULL ? dup_string (element, "tagText") : NULL;

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

static void
read_strings (RushesVideo *video,
              JsonObject  *object)
{
  static const struct
  {
    const char *member;
    const char *property;
  } strings[] = {
    { "id", "id" },
    { "desc", "prompt" },
    { "coverURL", "cover-uri" },
    { "videoURL", "video-uri" },
    { "downloadURL", "download-uri" },
    { "statusLabel", "status-label" },
    { "message", "message" },
    { "modelID", "model-id" },
    { "aspectRatio", "aspect-ratio" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *text = dup_string (object, strings[i].member);

      g_object_set (video, strings[i].property, text, NULL);
    }
}

static void
read_numbers (RushesVideo *video,
              JsonObject  *object)
{
  static const struct
  {
    const char *member;
    const char *property;
    int minimum;
    int maximum;
  } numbers[] = {
    { "percent", "percent", 0, 100 },
    { "width", "width", 1, 65535 },
    { "height", "height", 1, 65535 },
    { "duration", "duration", 1, 86400 },
    { "resolution", "resolution", 1, 65535 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_object_set (video, numbers[i].property,
                  (int) get_integer (object, numbers[i].member, numbers[i].minimum,
                                     numbers[i].maximum),
                  NULL);

  g_object_set (video,
                "status", get_status (object),
                "status-final", get_yes_or_no (object, "statusFinal"),
                "can-appeal", get_yes_or_no (object, "canAppeal"),
                "can-retry", get_yes_or_no (object, "canRetry"),
                "has-voice", get_yes_or_no (object, "hasVoice"),
                "create-time", get_integer (object, "createTime", MIN_CREATE_TIME,
                                            MAX_CREATE_TIME),
                NULL);
}

/* An object that names none of these is an answer to another question. */
static gboolean
speaks_of_a_video (JsonObject *object)
{
  static const char *const members[] = { "id", "videoId", "status", "statusLabel", "desc",
                                         "videoURL", "downloadURL", "coverURL" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (object, members[i]))
      return TRUE;

  return FALSE;
}

static GDateTime *
read_moment (JsonObject *object,
             const char *name)
{
  g_autofree char *text = dup_string (object, name);

  return text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

/* Empty, null and absent mean the same to the server (API.md, "Answer"). */
static gboolean
is_nothing (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return !json_node_get_boolean (node);

  return json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0';
}

/* The three forms of API.md, "Errors"; NULL when there is nothing in `error`. */
static RushesFault *
read_fault (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "error");
  JsonObject *inner = object;
  g_autofree char *text = NULL;
  RushesFault *fault;

  if (is_nothing (node))
    return NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    inner = json_node_get_object (node);
  text = dup_string (inner, inner == object ? "error" : "message");

  fault = g_new0 (RushesFault, 1);
  fault->text = text != NULL ? rushes_format_excerpt (text, FAULT_TEXT_MAX_BYTES) : NULL;
  fault->code = MAX (get_integer (inner, "code", 1, 999), 0);
  fault->retry_at = read_moment (object, "retryAfter");

  return fault;
}

/**
 * rushes_fault_free:
 * @fault: what an error answer said
 *
 * Frees @fault.
 */
void
rushes_fault_free (RushesFault *fault)
{
  g_free (fault->text);
  g_clear_pointer (&fault->retry_at, g_date_time_unref);
  g_free (fault);
}

/**
 * rushes_fault_read_json:
 * @body: the body of an answer
 *
 * Reads what an error answer says. HTML, nothing, and `{"error":null}` say nothing (API.md,
 * "Errors"). May be called from any thread.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL
 */
RushesFault *
rushes_fault_read_json (GBytes *body)
{
  g_autoptr(JsonNode) root = parse (body, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return read_fault (json_node_get_object (root));
}

/**
 * rushes_video_read_json:
 * @video_id: the ID that was asked about; the answer's own is not trusted
 * @body: the body of an answer 200, of a length the caller has bounded
 * @error: return location for an error
 *
 * Reads an answer about a video. A field that is absent, null, empty, of another type or out of
 * range is not known; members nobody knows are harmless, of doubled ones the last counts (API.md,
 * "Answer"; FAULTS D). Takes some 30 ms for 1 MiB, so large bodies belong into a worker thread;
 * may be called from any.
 *
 * Returns: (transfer full): a video that nobody else knows yet, or %NULL with
 *   %RUSHES_ERROR_BAD_ANSWER, %RUSHES_ERROR_TOO_LARGE, or the code of an error that came as 200
 */
RushesVideo *
rushes_video_read_json (const char  *video_id,
                        GBytes      *body,
                        GError     **error)
{
  g_autoptr(JsonNode) root = parse (body, error);
  g_autoptr(RushesFault) fault = NULL;
  g_autoptr(GPtrArray) origin_files = NULL;
  g_auto(GStrv) tags = NULL;
  JsonObject *object;
  RushesVideo *video;

  if (root == NULL)
    return NULL;

  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  fault = object != NULL ? read_fault (object) : NULL;
  if (fault != NULL)
    {
      g_set_error_literal (error, RUSHES_ERROR,
                           fault->code != 0 ? rushes_error_from_status (fault->code)
                                            : RUSHES_ERROR_BAD_ANSWER,
                           fault->text != NULL ? fault->text : "");
      return NULL;
    }

  if (object == NULL || !speaks_of_a_video (object))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_ANSWER, "not a video");
      return NULL;
    }

  video = rushes_video_new (video_id);
  read_strings (video, object);
  read_numbers (video, object);
  origin_files = read_origin_files (video_id, object);
  tags = read_tags (object);
  g_object_set (video, "origin-files", origin_files, "tags", tags, "answer", body, NULL);

  return video;
}

/**
 * rushes_video_format_json:
 * @answer: an answer as the service sent it
 *
 * Lays an answer out for reading: one member a line, indented by two blanks.
 *
 * Returns: (transfer full): valid UTF-8; @answer as it is when it is not JSON
 */
char *
rushes_video_format_json (GBytes *answer)
{
  g_autoptr(JsonNode) root = parse (answer, NULL);
  g_autoptr(JsonGenerator) generator = NULL;
  g_autofree char *text = NULL;

  if (root == NULL && g_bytes_get_size (answer) == 0) /* of which GBytes keeps no pointer */
    return g_strdup ("");
  if (root == NULL)
    return g_utf8_make_valid (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));

  generator = json_generator_new ();
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);

  return g_utf8_make_valid (text, -1);
}
