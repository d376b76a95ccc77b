/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video.h"

#include "rushes-media-list.h"

/* No video is larger; beyond it a number is nonsense and counts as not given (FAULTS D6). */
#define MAX_SIDE 65535
#define MAX_SECONDS 86400

struct _RushesVideo
{
  GObject parent_instance;

  char *video_id;
  char *id;
  char *prompt;
  char *cover_uri;
  char *video_uri;
  char *download_uri;
  char *status_label;
  char *message;
  char *model_id;
  char *aspect_ratio;
  int status;
  int status_final;
  int percent;
  int width;
  int height;
  int can_appeal;
  int can_retry;
  int duration;
  int resolution;
  int has_voice;
  gint64 create_time;
  char **tags;
  GPtrArray *origin_files;
  GBytes *answer;
  GDateTime *asked_at;
  gboolean removed;
  gboolean updating;
  GListStore *files;
};

enum
{
  PROP_0,
  PROP_VIDEO_ID,
  PROP_ID,
  PROP_PROMPT,
  PROP_COVER_URI,
  PROP_VIDEO_URI,
  PROP_DOWNLOAD_URI,
  PROP_STATUS_LABEL,
  PROP_MESSAGE,
  PROP_MODEL_ID,
  PROP_ASPECT_RATIO,
  PROP_STATUS,
  PROP_STATUS_FINAL,
  PROP_PERCENT,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_CAN_APPEAL,
  PROP_CAN_RETRY,
  PROP_DURATION,
  PROP_RESOLUTION,
  PROP_HAS_VOICE,
  PROP_CREATE_TIME,
  PROP_TAGS,
  PROP_ORIGIN_FILES,
  PROP_ANSWER,
  PROP_ASKED_AT,
  PROP_REMOVED,
  PROP_STATE,
  PROP_FILES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesVideo, rushes_video, G_TYPE_OBJECT)

static char **
string_field (RushesVideo *self,
              guint        prop_id)
{
  switch (prop_id)
    {
    case PROP_VIDEO_ID:
      return &self->video_id;
    case PROP_ID:
      return &self->id;
    case PROP_PROMPT:
      return &self->prompt;
    case PROP_COVER_URI:
      return &self->cover_uri;
    case PROP_VIDEO_URI:
      return &self->video_uri;
    case PROP_DOWNLOAD_URI:
      return &self->download_uri;
    case PROP_STATUS_LABEL:
      return &self->status_label;
    case PROP_MESSAGE:
      return &self->message;
    case PROP_MODEL_ID:
      return &self->model_id;
    case PROP_ASPECT_RATIO:
      return &self->aspect_ratio;
    default:
      return NULL;
    }
}

static int *
int_field (RushesVideo *self,
           guint        prop_id)
{
  switch (prop_id)
    {
    case PROP_STATUS:
      return &self->status;
    case PROP_STATUS_FINAL:
      return &self->status_final;
    case PROP_PERCENT:
      return &self->percent;
    case PROP_WIDTH:
      return &self->width;
    case PROP_HEIGHT:
      return &self->height;
    case PROP_CAN_APPEAL:
      return &self->can_appeal;
    case PROP_CAN_RETRY:
      return &self->can_retry;
    case PROP_DURATION:
      return &self->duration;
    case PROP_RESOLUTION:
      return &self->resolution;
    case PROP_HAS_VOICE:
      return &self->has_voice;
    default:
      return NULL;
    }
}

static gboolean
set_string (char       **field,
            const char  *value)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  g_free (*field);
  *field = g_strdup (value);

  return TRUE;
}

static gboolean
set_strv (char       ***field,
          const char *const *value)
{
  static const char *const none[] = { NULL };

  if (value == NULL)
    value = none;
  if (g_strv_equal (*field != NULL ? (const char *const *) *field : none, value))
    return FALSE;

  g_strfreev (*field);
  *field = g_strdupv ((char **) value);

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
set_origin_files (RushesVideo *self,
                  GPtrArray   *value)
{
  if (are_same_files (self->origin_files, value))
    return FALSE;

  g_clear_pointer (&self->origin_files, g_ptr_array_unref);
  self->origin_files = value != NULL ? g_ptr_array_ref (value) : NULL;

  return TRUE;
}

static gboolean
set_bytes (GBytes **field,
           GBytes  *value)
{
  if (*field == value || (*field != NULL && value != NULL && g_bytes_equal (*field, value)))
    return FALSE;

  g_clear_pointer (field, g_bytes_unref);
  *field = value != NULL ? g_bytes_ref (value) : NULL;

  return TRUE;
}

static gboolean
set_field (RushesVideo  *self,
           guint         prop_id,
           const GValue *value)
{
  int *number = int_field (self, prop_id);
  gint64 moment;

  if (string_field (self, prop_id) != NULL)
    return set_string (string_field (self, prop_id), g_value_get_string (value));

  if (number != NULL)
    {
      if (*number == g_value_get_int (value))
        return FALSE;
      *number = g_value_get_int (value);
      return TRUE;
    }

  switch (prop_id)
    {
    case PROP_CREATE_TIME:
      moment = g_value_get_int64 (value);
      if (self->create_time == moment)
        return FALSE;
      self->create_time = moment;
      return TRUE;
    case PROP_TAGS:
      return set_strv (&self->tags, g_value_get_boxed (value));
    case PROP_ORIGIN_FILES:
      return set_origin_files (self, g_value_get_boxed (value));
    case PROP_ANSWER:
      return set_bytes (&self->answer, g_value_get_boxed (value));
    default:
      g_assert_not_reached ();
    }
}

static void
take_file (RushesVideo     *self,
           GPtrArray       *files,
           RushesMediaKind  kind,
           guint            number,
           const char      *uri,
           const char      *type)
{
  g_ptr_array_add (files, rushes_media_new (self->video_id, kind, number, uri, type));
}

/* What the service offers now. A missing clean video has a row of its own, which says why. */
static GPtrArray *
list_offered (RushesVideo *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->video_uri != NULL || self->download_uri != NULL)
    take_file (self, files, RUSHES_MEDIA_CLEAN, 1, self->download_uri, "mp4");
  if (self->video_uri != NULL)
    take_file (self, files, RUSHES_MEDIA_WATERMARK, 1, self->video_uri, "mp4");
  if (self->cover_uri != NULL)
    take_file (self, files, RUSHES_MEDIA_COVER, 1, self->cover_uri, NULL);

  for (guint i = 0; self->origin_files != NULL && i < self->origin_files->len; i++)
    g_ptr_array_add (files, g_object_ref (g_ptr_array_index (self->origin_files, i)));

  return files;
}

static void
sync_files (RushesVideo *self)
{
  g_autoptr(GPtrArray) offered = list_offered (self);

  rushes_media_list_sync (self->files, offered);
}

static void
rushes_video_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RushesVideo *self = RUSHES_VIDEO (object);

  if (string_field (self, prop_id) != NULL)
    {
      g_value_set_string (value, *string_field (self, prop_id));
      return;
    }

  if (int_field (self, prop_id) != NULL)
    {
      g_value_set_int (value, *int_field (self, prop_id));
      return;
    }

  switch (prop_id)
    {
    case PROP_CREATE_TIME:
      g_value_set_int64 (value, self->create_time);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, self->tags);
      break;
    case PROP_ORIGIN_FILES:
      g_value_set_boxed (value, self->origin_files);
      break;
    case PROP_ANSWER:
      g_value_set_boxed (value, self->answer);
      break;
    case PROP_ASKED_AT:
      g_value_set_boxed (value, self->asked_at);
      break;
    case PROP_REMOVED:
      g_value_set_boolean (value, self->removed);
      break;
    case PROP_STATE:
      g_value_set_int (value, rushes_video_get_state (self));
      break;
    case PROP_FILES:
      g_value_set_object (value, self->files);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rushes_video_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  RushesVideo *self = RUSHES_VIDEO (object);

  if (!set_field (self, prop_id, value))
    return;

  g_object_notify_by_pspec (object, pspec);
  if (prop_id == PROP_STATUS)
    g_object_notify_by_pspec (object, properties[PROP_STATE]);
  if (!self->updating)
    sync_files (self);
}

static void
rushes_video_constructed (GObject *object)
{
  G_OBJECT_CLASS (rushes_video_parent_class)->constructed (object);

  sync_files (RUSHES_VIDEO (object));
}

static void
rushes_video_finalize (GObject *object)
{
  RushesVideo *self = RUSHES_VIDEO (object);

  for (guint prop_id = PROP_VIDEO_ID; prop_id <= PROP_ASPECT_RATIO; prop_id++)
    g_free (*string_field (self, prop_id));

  g_strfreev (self->tags);
  g_clear_pointer (&self->origin_files, g_ptr_array_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->asked_at, g_date_time_unref);
  g_clear_object (&self->files);

  G_OBJECT_CLASS (rushes_video_parent_class)->finalize (object);
}

#define WRITABLE (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)
#define READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

static GParamSpec *
number_spec (const char *name,
             int         maximum)
{
  return g_param_spec_int (name, NULL, NULL, RUSHES_UNKNOWN, maximum, RUSHES_UNKNOWN, WRITABLE);
}

static GParamSpec *
text_spec (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, WRITABLE);
}

static void
rushes_video_class_init (RushesVideoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = rushes_video_constructed;
  object_class->finalize = rushes_video_finalize;
  object_class->get_property = rushes_video_get_property;
  object_class->set_property = rushes_video_set_property;

  properties[PROP_VIDEO_ID] = g_param_spec_string ("video-id", NULL, NULL, "",
                                                   WRITABLE | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_ID] = text_spec ("id");
  properties[PROP_PROMPT] = text_spec ("prompt");
  properties[PROP_COVER_URI] = text_spec ("cover-uri");
  properties[PROP_VIDEO_URI] = text_spec ("video-uri");
  properties[PROP_DOWNLOAD_URI] = text_spec ("download-uri");
  properties[PROP_STATUS_LABEL] = text_spec ("status-label");
  properties[PROP_MESSAGE] = text_spec ("message");
  properties[PROP_MODEL_ID] = text_spec ("model-id");
  properties[PROP_ASPECT_RATIO] = text_spec ("aspect-ratio");
  properties[PROP_STATUS] = number_spec ("status", G_MAXINT);
  properties[PROP_STATUS_FINAL] = number_spec ("status-final", 1);
  properties[PROP_PERCENT] = number_spec ("percent", 100);
  properties[PROP_WIDTH] = number_spec ("width", MAX_SIDE);
  properties[PROP_HEIGHT] = number_spec ("height", MAX_SIDE);
  properties[PROP_CAN_APPEAL] = number_spec ("can-appeal", 1);
  properties[PROP_CAN_RETRY] = number_spec ("can-retry", 1);
  properties[PROP_DURATION] = number_spec ("duration", MAX_SECONDS);
  properties[PROP_RESOLUTION] = number_spec ("resolution", MAX_SIDE);
  properties[PROP_HAS_VOICE] = number_spec ("has-voice", 1);
  properties[PROP_CREATE_TIME] = g_param_spec_int64 ("create-time", NULL, NULL, RUSHES_UNKNOWN,
                                                     G_MAXINT64, RUSHES_UNKNOWN, WRITABLE);
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, WRITABLE);
  properties[PROP_ORIGIN_FILES] = g_param_spec_boxed ("origin-files", NULL, NULL,
                                                      G_TYPE_PTR_ARRAY, WRITABLE);
  properties[PROP_ANSWER] = g_param_spec_boxed ("answer", NULL, NULL, G_TYPE_BYTES, WRITABLE);
  properties[PROP_ASKED_AT] = g_param_spec_boxed ("asked-at", NULL, NULL, G_TYPE_DATE_TIME,
                                                  READABLE);
  properties[PROP_REMOVED] = g_param_spec_boolean ("removed", NULL, NULL, FALSE, READABLE);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, RUSHES_STATUS_UNKNOWN,
                                             RUSHES_STATUS_REMOVED, RUSHES_STATUS_UNKNOWN,
                                             READABLE);
  properties[PROP_FILES] = g_param_spec_object ("files", NULL, NULL, G_TYPE_LIST_MODEL, READABLE);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_video_init (RushesVideo *self)
{
  self->files = g_list_store_new (RUSHES_TYPE_MEDIA);
  self->create_time = RUSHES_UNKNOWN;
  for (guint prop_id = PROP_STATUS; prop_id <= PROP_HAS_VOICE; prop_id++)
    *int_field (self, prop_id) = RUSHES_UNKNOWN;
}

/**
 * rushes_video_new:
 * @video_id: a valid video ID
 *
 * Makes a video of which nothing but the ID is known yet.
 *
 * Every field of an answer (API.md, "Answer") is a property of it, and every one is optional:
 * %NULL or %RUSHES_UNKNOWN where the service did not say. `files` is what can be saved, as a
 * #GListModel of #RushesMedia; `state` follows `status` and `removed`.
 *
 * Returns: (transfer full): the video
 */
RushesVideo *
rushes_video_new (const char *video_id)
{
  return g_object_new (RUSHES_TYPE_VIDEO, "video-id", video_id, NULL);
}

/**
 * rushes_video_get_video_id:
 * @self: a video
 *
 * Gets the full ID that the service is asked with.
 *
 * Returns: (transfer none): the ID
 */
const char *
rushes_video_get_video_id (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return self->video_id;
}

/**
 * rushes_video_get_prompt:
 * @self: a video
 *
 * Gets what the video was asked to be, whole and as the service tells it (`desc`).
 *
 * Returns: (transfer none) (nullable): valid UTF-8 of any length, or %NULL
 */
const char *
rushes_video_get_prompt (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return self->prompt;
}

/**
 * rushes_video_get_message:
 * @self: a video
 *
 * Gets what the service says of the work under way, in whatever language it speaks.
 *
 * Returns: (transfer none) (nullable): valid UTF-8, or %NULL
 */
const char *
rushes_video_get_message (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return self->message;
}

/**
 * rushes_video_get_cover_uri:
 * @self: a video
 *
 * Gets where the cover is said to be; not judged yet.
 *
 * Returns: (transfer none) (nullable): a link, or %NULL while there is no cover
 */
const char *
rushes_video_get_cover_uri (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return self->cover_uri;
}

/**
 * rushes_video_get_percent:
 * @self: a video
 *
 * Gets how much of the generation is done.
 *
 * Returns: 0 to 100, or %RUSHES_UNKNOWN
 */
int
rushes_video_get_percent (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), RUSHES_UNKNOWN);

  return self->percent;
}

/**
 * rushes_video_get_width:
 * @self: a video
 *
 * Gets the width of the video.
 *
 * Returns: pixels, or %RUSHES_UNKNOWN
 */
int
rushes_video_get_width (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), RUSHES_UNKNOWN);

  return self->width;
}

/**
 * rushes_video_get_height:
 * @self: a video
 *
 * Gets the height of the video.
 *
 * Returns: pixels, or %RUSHES_UNKNOWN
 */
int
rushes_video_get_height (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), RUSHES_UNKNOWN);

  return self->height;
}

/**
 * rushes_video_get_answer:
 * @self: a video
 *
 * Gets the last answer about the video as the service sent it.
 *
 * Returns: (transfer none) (nullable): JSON text, or %NULL before the first answer
 */
GBytes *
rushes_video_get_answer (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return self->answer;
}

/**
 * rushes_video_get_files:
 * @self: a video
 *
 * Gets what can be saved, in the order in which it is shown. A file that stays from one answer to
 * the next stays the same object.
 *
 * Returns: (transfer none): a list of #RushesMedia that lives as long as @self
 */
GListModel *
rushes_video_get_files (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return G_LIST_MODEL (self->files);
}

/**
 * rushes_video_get_asked_at:
 * @self: a video
 *
 * Gets when the last good answer came.
 *
 * Returns: (transfer none) (nullable): a time, or %NULL before the first answer
 */
GDateTime *
rushes_video_get_asked_at (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return self->asked_at;
}

/**
 * rushes_video_set_asked_at:
 * @self: a video
 * @asked_at: when the answer came
 *
 * Notes down when the last good answer came.
 */
void
rushes_video_set_asked_at (RushesVideo *self,
                           GDateTime   *asked_at)
{
  g_return_if_fail (RUSHES_IS_VIDEO (self));
  g_return_if_fail (asked_at != NULL);

  g_clear_pointer (&self->asked_at, g_date_time_unref);
  self->asked_at = g_date_time_ref (asked_at);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKED_AT]);
}

/**
 * rushes_video_get_state:
 * @self: a video
 *
 * Gets what the status of the video means.
 *
 * Returns: the meaning
 */
RushesStatus
rushes_video_get_state (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), RUSHES_STATUS_UNKNOWN);

  return self->removed ? RUSHES_STATUS_REMOVED : rushes_status_from_number (self->status);
}

/**
 * rushes_video_dup_status_word:
 * @self: a video
 *
 * Names the status of the video in the user's language.
 *
 * Returns: (transfer full): one or two words
 */
char *
rushes_video_dup_status_word (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return rushes_status_dup_word (rushes_video_get_state (self), self->status, self->status_label);
}

/**
 * rushes_video_dup_sentence:
 * @self: a video
 *
 * Says what the status of the video means and what can be done.
 *
 * Returns: (transfer full) (nullable): one or two sentences, or %NULL where the word says it all
 */
char *
rushes_video_dup_sentence (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  return rushes_status_dup_sentence (rushes_video_get_state (self), self->can_appeal == 1,
                                     self->can_retry == 1);
}

/**
 * rushes_video_is_final:
 * @self: a video
 *
 * Tells whether asking again is useless.
 *
 * Returns: %TRUE when nothing will change any more
 */
gboolean
rushes_video_is_final (RushesVideo *self)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), FALSE);

  return self->removed || rushes_status_is_final (self->status, self->status_final);
}

/**
 * rushes_video_set_removed:
 * @self: a video
 * @removed: whether the service said that it has no such video
 *
 * Notes down that the service has the video no more. What was known of it stays (API.md, 404).
 */
void
rushes_video_set_removed (RushesVideo *self,
                          gboolean     removed)
{
  g_return_if_fail (RUSHES_IS_VIDEO (self));

  removed = !!removed;
  if (self->removed == removed)
    return;

  self->removed = removed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOVED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * rushes_video_peek_file:
 * @self: a video
 * @kind: which of its files
 * @number: the place among those of @kind, from 1
 *
 * Looks for one of the files that can be saved.
 *
 * Returns: (transfer none) (nullable): the file, or %NULL when the service does not offer it
 */
RushesMedia *
rushes_video_peek_file (RushesVideo     *self,
                        RushesMediaKind  kind,
                        guint            number)
{
  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->files)); i++)
    {
      g_autoptr(RushesMedia) media = g_list_model_get_item (G_LIST_MODEL (self->files), i);

      if (rushes_media_get_kind (media) == kind && rushes_media_get_number (media) == number)
        return media; /* the list keeps it */
    }

  return NULL;
}

/**
 * rushes_video_peek_best:
 * @self: a video
 *
 * Gets the file that is meant when no other is named: the video without watermark, or the one with
 * it where only that can be had.
 *
 * Returns: (transfer none) (nullable): a file that has a link, or %NULL
 */
RushesMedia *
rushes_video_peek_best (RushesVideo *self)
{
  static const RushesMediaKind kinds[] = { RUSHES_MEDIA_CLEAN, RUSHES_MEDIA_WATERMARK };

  g_return_val_if_fail (RUSHES_IS_VIDEO (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      RushesMedia *media = rushes_video_peek_file (self, kinds[i], 1);

      if (media != NULL && rushes_media_get_uri (media) != NULL)
        return media;
    }

  return NULL;
}

/**
 * rushes_video_update:
 * @self: a video
 * @newer: what a later answer said of the same video
 *
 * Takes over every field of @newer and then notifies of those that changed. An answer that has no
 * prompt any more does not take the one known away.
 */
void
rushes_video_update (RushesVideo *self,
                     RushesVideo *newer)
{
  g_return_if_fail (RUSHES_IS_VIDEO (self));
  g_return_if_fail (RUSHES_IS_VIDEO (newer));

  g_object_freeze_notify (G_OBJECT (self));
  self->updating = TRUE;

  for (guint prop_id = PROP_ID; prop_id <= PROP_ANSWER; prop_id++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      if (prop_id == PROP_PROMPT && newer->prompt == NULL)
        continue;
      g_object_get_property (G_OBJECT (newer), properties[prop_id]->name, &value);
      g_object_set_property (G_OBJECT (self), properties[prop_id]->name, &value);
    }

  self->updating = FALSE;
  sync_files (self);
  rushes_video_set_removed (self, newer->removed);
  if (newer->asked_at != NULL)
    rushes_video_set_asked_at (self, newer->asked_at);

  g_object_thaw_notify (G_OBJECT (self));
}
