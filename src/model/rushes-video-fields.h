/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RushesVideoField:
 *
 * What an answer says of a video (API.md, "Answer"), in the order of the properties of
 * #RushesVideo: first texts, then numbers, then the rest.
 */
typedef enum
{
  RUSHES_VIDEO_FIELD_VIDEO_ID = 1, /* 0 is no property */
  RUSHES_VIDEO_FIELD_ID,
  RUSHES_VIDEO_FIELD_PROMPT,
  RUSHES_VIDEO_FIELD_COVER_URI,
  RUSHES_VIDEO_FIELD_VIDEO_URI,
  RUSHES_VIDEO_FIELD_DOWNLOAD_URI,
  RUSHES_VIDEO_FIELD_STATUS_LABEL,
  RUSHES_VIDEO_FIELD_MESSAGE,
  RUSHES_VIDEO_FIELD_MODEL_ID,
  RUSHES_VIDEO_FIELD_ASPECT_RATIO,
  RUSHES_VIDEO_FIELD_STATUS,
  RUSHES_VIDEO_FIELD_STATUS_FINAL,
  RUSHES_VIDEO_FIELD_PERCENT,
  RUSHES_VIDEO_FIELD_WIDTH,
  RUSHES_VIDEO_FIELD_HEIGHT,
  RUSHES_VIDEO_FIELD_CAN_APPEAL,
  RUSHES_VIDEO_FIELD_CAN_RETRY,
  RUSHES_VIDEO_FIELD_DURATION,
  RUSHES_VIDEO_FIELD_RESOLUTION,
  RUSHES_VIDEO_FIELD_HAS_VOICE,
  RUSHES_VIDEO_FIELD_CREATE_TIME,
  RUSHES_VIDEO_FIELD_TAGS,
  RUSHES_VIDEO_FIELD_ORIGIN_FILES,
  RUSHES_VIDEO_FIELD_ANSWER,
  RUSHES_N_VIDEO_FIELDS
} RushesVideoField;

/**
 * RushesVideoFields:
 *
 * The values of one video, each of which may be unknown.
 */
typedef struct
{
  char *texts[RUSHES_VIDEO_FIELD_STATUS]; /* by field */
  int numbers[RUSHES_VIDEO_FIELD_CREATE_TIME];
  gint64 create_time;
  char **tags;
  GPtrArray *origin_files;
  GBytes *answer;
} RushesVideoFields;

void        rushes_video_fields_init       (RushesVideoFields       *self);
void        rushes_video_fields_clear      (RushesVideoFields       *self);
GParamSpec *rushes_video_fields_new_spec   (RushesVideoField         field);
void        rushes_video_fields_get        (const RushesVideoFields *self,
                                            RushesVideoField         field,
                                            GValue                  *value);
gboolean    rushes_video_fields_set        (RushesVideoFields       *self,
                                            RushesVideoField         field,
                                            const GValue            *value);
const char *rushes_video_fields_get_text   (const RushesVideoFields *self,
                                            RushesVideoField         field);
int         rushes_video_fields_get_number (const RushesVideoFields *self,
                                            RushesVideoField         field);

G_END_DECLS
