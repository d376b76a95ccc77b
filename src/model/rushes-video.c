/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video.h"

#include "rushes-media-list.h"
#include "rushes-video-fields.h"

struct _RushesVideo
{
  GObject parent_instance;

  RushesVideoFields fields;
  GDateTime *asked_at;
  gboolean removed;
  gboolean updating;
  GListStore *files;
};

enum
{
  PROP_ASKED_AT = RUSHES_N_VIDEO_FIELDS,
  PROP_REMOVED,
  PROP_STATE,
  PROP_FILES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RushesVideo, rushes_video, G_TYPE_OBJECT)

static const char *
get_text (RushesVideo      *self,
          RushesVideoField  field)
{
  return rushes_video_fields_get_text (&self->fields, field);
}

static int
get_number (RushesVideo      *self,
            RushesVideoField  field)
{
  return rushes_video_fields_get_number (&self->fields, field);
}

static void
take_file (RushesVideo     *self,
           GPtrArray       *files,
           RushesMediaKind  kind,
           guint            number,
           const char      *uri,
           const char      *type)
{
  g_ptr_array_add (files, rushes_media_new (rushes_video_get_video_id (self), kind, number, uri,
                                            type));
}

/* What the service offers now. A missing clean video has a row of its own, which says why. */
static GPtrArray *
list_offered (RushesVideo *self)
{
  const char *clean = get_text (self, RUSHES_VIDEO_FIELD_DOWNLOAD_URI);
  const char *marked = get_text (self, RUSHES_VIDEO_FIELD_VIDEO_URI);
  const char *cover = get_text (self, RUSHES_VIDEO_FIELD_COVER_URI);
  GPtrArray *origin_files = self->fields.origin_files;
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  if (marked != NULL || clean != NULL)
    take_file (self, files, RUSHES_MEDIA_CLEAN, 1, clean, "mp4");
  if (marked != NULL)
    take_file (self, files, RUSHES_MEDIA_WATERMARK, 1, marked, "mp4");
  if (cover != NULL)
    take_file (self, files, RUSHES_MEDIA_COVER, 1, cover, NULL);

  for (guint i = 0; origin_files != NULL && i < origin_files->len; i++)
    g_ptr_array_add (files, g_object_ref (g_ptr_array_index (origin_files, i)));

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

  if (prop_id < RUSHES_N_VIDEO_FIELDS)
    {
      rushes_video_fields_get (&self->fields, prop_id, value);
      return;
    }

  switch (prop_id)
    {
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

  if (!rushes_video_fields_set (&self->fields, prop_id, value))
    return;

  g_object_notify_by_pspec (object, pspec);
  if (prop_id == RUSHES_VIDEO_FIELD_STATUS)
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

  rushes_video_fields_clear (&self->fields);
  g_clear_pointer (&self->asked_at, g_date_time_unref);
  g_clear_object (&self->files);

  G_OBJECT_CLASS (rushes_video_parent_class)->finalize (object);
}

#define READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

static void
rushes_video_class_init (RushesVideoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = rushes_video_constructed;
  object_class->finalize = rushes_video_finalize;
  object_class->get_property = rushes_video_get_property;
  object_class->set_property = rushes_video_set_property;

  for (guint field = RUSHES_VIDEO_FIELD_VIDEO_ID; field < RUSHES_N_VIDEO_FIELDS; field++)
    properties[field] = rushes_video_fields_new_spec (field);
  properties[PROP_ASKED_AT] = g_param_spec_boxed ("asked-at", NULL, NULL, G_TYPE_DATE_TIME,
                                                  READABLE);
  properties[PROP_REMOVED] = g_param_spec_boolean ("removed", NULL, NULL, FALSE, READABLE);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, RUSHES_STATUS_UNKNOWN,
                                             RUSHES_STATUS_LAST, RUSHES_STATUS_UNKNOWN,
                                             READABLE);
  properties[PROP_FILES] = g_param_spec_object ("files", NULL, NULL, G_TYPE_LIST_MODEL, READABLE);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rushes_video_init (RushesVideo *self)
{
  self->files = g_list_store_new (RUSHES_TYPE_MEDIA);
  rushes_video_fields_init (&self->fields);
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

  return get_text (self, RUSHES_VIDEO_FIELD_VIDEO_ID);
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

  return get_text (self, RUSHES_VIDEO_FIELD_PROMPT);
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

  return get_text (self, RUSHES_VIDEO_FIELD_MESSAGE);
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

  return get_text (self, RUSHES_VIDEO_FIELD_COVER_URI);
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

  return get_number (self, RUSHES_VIDEO_FIELD_PERCENT);
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

  return get_number (self, RUSHES_VIDEO_FIELD_WIDTH);
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

  return get_number (self, RUSHES_VIDEO_FIELD_HEIGHT);
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

  return self->fields.answer;
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

  return self->removed
           ? RUSHES_STATUS_REMOVED
           : rushes_status_from_number (get_number (self, RUSHES_VIDEO_FIELD_STATUS));
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

  return rushes_status_dup_word (rushes_video_get_state (self),
                                 get_number (self, RUSHES_VIDEO_FIELD_STATUS),
                                 get_text (self, RUSHES_VIDEO_FIELD_STATUS_LABEL));
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

  return rushes_status_dup_sentence (rushes_video_get_state (self),
                                     get_number (self, RUSHES_VIDEO_FIELD_CAN_APPEAL) == 1,
                                     get_number (self, RUSHES_VIDEO_FIELD_CAN_RETRY) == 1);
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

  return self->removed ||
         rushes_status_is_final (get_number (self, RUSHES_VIDEO_FIELD_STATUS),
                                 get_number (self, RUSHES_VIDEO_FIELD_STATUS_FINAL));
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

  for (guint field = RUSHES_VIDEO_FIELD_ID; field < RUSHES_N_VIDEO_FIELDS; field++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      if (field == RUSHES_VIDEO_FIELD_PROMPT && rushes_video_get_prompt (newer) == NULL)
        continue;
      g_object_get_property (G_OBJECT (newer), properties[field]->name, &value);
      g_object_set_property (G_OBJECT (self), properties[field]->name, &value);
    }

  self->updating = FALSE;
  sync_files (self);
  rushes_video_set_removed (self, newer->removed);
  if (newer->asked_at != NULL)
    rushes_video_set_asked_at (self, newer->asked_at);

  g_object_thaw_notify (G_OBJECT (self));
}
