/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video-fields.h"

#include "rushes-media.h"
#include "rushes-video.h"

/* No video is larger; beyond it a number is nonsense and counts as not given (FAULTS D6). */
#define MAX_SIDE 65535
#define MAX_SECONDS 86400

#define WRITABLE (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static const struct
{
  const char *name;
  int maximum; /* of a number */
} fields[RUSHES_N_VIDEO_FIELDS] = {
  [RUSHES_VIDEO_FIELD_VIDEO_ID] = { "video-id" },
  [RUSHES_VIDEO_FIELD_ID] = { "id" },
  [RUSHES_VIDEO_FIELD_PROMPT] = { "prompt" },
  [RUSHES_VIDEO_FIELD_COVER_URI] = { "cover-uri" },
  [RUSHES_VIDEO_FIELD_VIDEO_URI] = { "video-uri" },
  [RUSHES_VIDEO_FIELD_DOWNLOAD_URI] = { "download-uri" },
  [RUSHES_VIDEO_FIELD_STATUS_LABEL] = { "status-label" },
  [RUSHES_VIDEO_FIELD_MESSAGE] = { "message" },
  [RUSHES_VIDEO_FIELD_MODEL_ID] = { "model-id" },
  [RUSHES_VIDEO_FIELD_ASPECT_RATIO] = { "aspect-ratio" },
  [RUSHES_VIDEO_FIELD_STATUS] = { "status", G_MAXINT },
  [RUSHES_VIDEO_FIELD_STATUS_FINAL] = { "status-final", 1 },
  [RUSHES_VIDEO_FIELD_PERCENT] = { "percent", 100 },
  [RUSHES_VIDEO_FIELD_WIDTH] = { "width", MAX_SIDE },
  [RUSHES_VIDEO_FIELD_HEIGHT] = { "height", MAX_SIDE },
  [RUSHES_VIDEO_FIELD_CAN_APPEAL] = { "can-appeal", 1 },
  [RUSHES_VIDEO_FIELD_CAN_RETRY] = { "can-retry", 1 },
  [RUSHES_VIDEO_FIELD_DURATION] = { "duration", MAX_SECONDS },
  [RUSHES_VIDEO_FIELD_RESOLUTION] = { "resolution", MAX_SIDE },
  [RUSHES_VIDEO_FIELD_HAS_VOICE] = { "has-voice", 1 },
  [RUSHES_VIDEO_FIELD_CREATE_TIME] = { "create-time" },
  [RUSHES_VIDEO_FIELD_TAGS] = { "tags" },
  [RUSHES_VIDEO_FIELD_ORIGIN_FILES] = { "origin-files" },
  [RUSHES_VIDEO_FIELD_ANSWER] = { "answer" },
};

static gboolean
is_text (RushesVideoField field)
{
  return field < RUSHES_VIDEO_FIELD_STATUS;
}

static gboolean
is_number (RushesVideoField field)
{
  return !is_text (field) && field < RUSHES_VIDEO_FIELD_CREATE_TIME;
}

static gboolean
set_text (char       **text,
          const char  *value)
{
  if (g_strcmp0 (*text, value) == 0)
    return FALSE;

  g_free (*text);
  *text = g_strdup (value);

  return TRUE;
}

static gboolean
set_number (int *number,
            int  value)
{
  if (*number == value)
    return FALSE;

  *number = value;

  return TRUE;
}

static gboolean
set_moment (gint64 *moment,
            gint64  value)
{
  if (*moment == value)
    return FALSE;

  *moment = value;

  return TRUE;
}

static gboolean
set_strv (char              ***strv,
          const char *const   *value)
{
  static const char *const none[] = { NULL };

  if (value == NULL)
    value = none;
  if (g_strv_equal (*strv != NULL ? (const char *const *) *strv : none, value))
    return FALSE;

  g_strfreev (*strv);
  *strv = g_strdupv ((char **) value);

  return TRUE;
}

/* Each answer brings a list of its own; what counts is whether it says something else. */
static gboolean
are_same_files (GPtrArray *a,
                GPtrArray *b)
{
  guint n_files = a != NULL ? a->len : 0;

  if (n_files != (b != NULL ? b->len : 0))
    return FALSE;

  for (guint i = 0; i < n_files; i++)
    {
      RushesMedia *media = g_ptr_array_index (a, i);
      RushesMedia *other = g_ptr_array_index (b, i);

      if (!rushes_media_is_same_file (media, other) ||
          g_strcmp0 (rushes_media_get_uri (media), rushes_media_get_uri (other)) != 0 ||
          g_strcmp0 (rushes_media_get_type_hint (media), rushes_media_get_type_hint (other)) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_files (GPtrArray **files,
           GPtrArray  *value)
{
  if (are_same_files (*files, value))
    return FALSE;

  g_clear_pointer (files, g_ptr_array_unref);
  *files = value != NULL ? g_ptr_array_ref (value) : NULL;

  return TRUE;
}

static gboolean
set_bytes (GBytes **bytes,
           GBytes  *value)
{
  if (*bytes == value || (*bytes != NULL && value != NULL && g_bytes_equal (*bytes, value)))
    return FALSE;

  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = value != NULL ? g_bytes_ref (value) : NULL;

  return TRUE;
}

/**
 * rushes_video_fields_init:
 * @self: memory full of zeros
 *
 * Makes all fields unknown.
 */
void
rushes_video_fields_init (RushesVideoFields *self)
{
  self->create_time = RUSHES_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (self->numbers); i++)
    self->numbers[i] = RUSHES_UNKNOWN;
}

/**
 * rushes_video_fields_clear:
 * @self: the fields
 *
 * Frees what they hold.
 */
void
rushes_video_fields_clear (RushesVideoFields *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);

  g_strfreev (self->tags);
  g_clear_pointer (&self->origin_files, g_ptr_array_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
}

/**
 * rushes_video_fields_new_spec:
 * @field: a field
 *
 * Describes a field as a property.
 *
 * Returns: (transfer floating): the description
 */
GParamSpec *
rushes_video_fields_new_spec (RushesVideoField field)
{
  const char *name = fields[field].name;

  if (field == RUSHES_VIDEO_FIELD_VIDEO_ID)
    return g_param_spec_string (name, NULL, NULL, "", WRITABLE | G_PARAM_CONSTRUCT_ONLY);
  if (is_text (field))
    return g_param_spec_string (name, NULL, NULL, NULL, WRITABLE);
  if (is_number (field))
    return g_param_spec_int (name, NULL, NULL, RUSHES_UNKNOWN, fields[field].maximum,
                             RUSHES_UNKNOWN, WRITABLE);
  if (field == RUSHES_VIDEO_FIELD_CREATE_TIME)
    return g_param_spec_int64 (name, NULL, NULL, RUSHES_UNKNOWN, G_MAXINT64, RUSHES_UNKNOWN,
                               WRITABLE);

  return g_param_spec_boxed (name, NULL, NULL,
                             field == RUSHES_VIDEO_FIELD_TAGS           ? G_TYPE_STRV
                             : field == RUSHES_VIDEO_FIELD_ORIGIN_FILES ? G_TYPE_PTR_ARRAY
                                                                        : G_TYPE_BYTES,
                             WRITABLE);
}

/**
 * rushes_video_fields_get:
 * @self: the fields
 * @field: which of them
 * @value: a value of its type
 *
 * Puts a field into @value.
 */
void
rushes_video_fields_get (const RushesVideoFields *self,
                         RushesVideoField         field,
                         GValue                  *value)
{
  if (is_text (field))
    g_value_set_string (value, self->texts[field]);
  else if (is_number (field))
    g_value_set_int (value, self->numbers[field]);
  else if (field == RUSHES_VIDEO_FIELD_CREATE_TIME)
    g_value_set_int64 (value, self->create_time);
  else if (field == RUSHES_VIDEO_FIELD_TAGS)
    g_value_set_boxed (value, self->tags);
  else if (field == RUSHES_VIDEO_FIELD_ORIGIN_FILES)
    g_value_set_boxed (value, self->origin_files);
  else
    g_value_set_boxed (value, self->answer);
}

/**
 * rushes_video_fields_set:
 * @self: the fields
 * @field: which of them
 * @value: a value of its type
 *
 * Replaces a field.
 *
 * Returns: whether it said something else before
 */
gboolean
rushes_video_fields_set (RushesVideoFields *self,
                         RushesVideoField   field,
                         const GValue      *value)
{
  if (is_text (field))
    return set_text (&self->texts[field], g_value_get_string (value));
  if (is_number (field))
    return set_number (&self->numbers[field], g_value_get_int (value));
  if (field == RUSHES_VIDEO_FIELD_CREATE_TIME)
    return set_moment (&self->create_time, g_value_get_int64 (value));
  if (field == RUSHES_VIDEO_FIELD_TAGS)
    return set_strv (&self->tags, g_value_get_boxed (value));
  if (field == RUSHES_VIDEO_FIELD_ORIGIN_FILES)
    return set_files (&self->origin_files, g_value_get_boxed (value));

  return set_bytes (&self->answer, g_value_get_boxed (value));
}

/**
 * rushes_video_fields_get_text:
 * @self: the fields
 * @field: a text among them
 *
 * Gets a text.
 *
 * Returns: (transfer none) (nullable): valid UTF-8, or %NULL where the service did not say
 */
const char *
rushes_video_fields_get_text (const RushesVideoFields *self,
                              RushesVideoField         field)
{
  g_return_val_if_fail (is_text (field), NULL);

  return self->texts[field];
}

/**
 * rushes_video_fields_get_number:
 * @self: the fields
 * @field: a number among them
 *
 * Gets a number.
 *
 * Returns: the number, or %RUSHES_UNKNOWN
 */
int
rushes_video_fields_get_number (const RushesVideoFields *self,
                                RushesVideoField         field)
{
  g_return_val_if_fail (is_number (field), RUSHES_UNKNOWN);

  return self->numbers[field];
}
