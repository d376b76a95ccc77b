/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  STAND_IN_ERROR_JSON,
  STAND_IN_ERROR_HTML,
  STAND_IN_ERROR_NESTED,
  STAND_IN_ERROR_TEXT,
  STAND_IN_ERROR_EMPTY,
} StandInErrorBody;

typedef enum
{
  STAND_IN_ODDITY_NONE,
  STAND_IN_ODDITY_ARRAY,
  STAND_IN_ODDITY_CUT_JSON,
  STAND_IN_ODDITY_DEEP,
  STAND_IN_ODDITY_EMPTY,
  STAND_IN_ODDITY_GARBAGE,
  STAND_IN_ODDITY_GZIP,
  STAND_IN_ODDITY_HANG,
  STAND_IN_ODDITY_HTML_200,
  STAND_IN_ODDITY_HUGE,
  STAND_IN_ODDITY_NOT_HTTP,
  STAND_IN_ODDITY_NULL,
  STAND_IN_ODDITY_RESET,
  STAND_IN_ODDITY_TRUNCATED,
  STAND_IN_ODDITY_XYZ_ENCODING,
} StandInOddity;

typedef enum
{
  STAND_IN_COVER_JPEG,
  STAND_IN_COVER_PNG,
  STAND_IN_COVER_WEBP,
  STAND_IN_COVER_WEBP_QUERY,
  STAND_IN_COVER_BIG,
  STAND_IN_COVER_NONE,
} StandInCover;

/**
 * StandInScenario:
 * @job: how many answers say "processing" before the last one; -1 for none, not even "queued"
 * @held: whether the job goes on only when told to, not with each question
 * @status: the number in the last answer
 * @error: the HTTP status of the last answer, when it is not 200
 * @error_body: what an error's body looks like
 * @retry_after: (nullable): its `Retry-After`
 * @error_once: whether the error comes once, and the last answer after it
 * @error_later: whether the last answer comes once, and the error after it
 * @redirect: the status of a redirect, or 0
 * @redirect_to: (nullable): where to, as in the table of README.md; %NULL for the media port
 * @oddity: what is wrong with the answer's body
 * @slow: how many seconds each answer takes
 * @fixture: (nullable): the name of the file that is the last answer
 * @old: whether `statusFinal` and `statusLabel` are left out
 * @no_download: whether `downloadURL` is left out
 * @expired_media: whether the links of the first answer are dead
 * @expired_video: whether those to its videos are
 * @media_base: (nullable): what every link begins with instead of the media port
 * @scene: (nullable): which picture
 * @shape: (nullable): which form of it
 * @cover: how the cover comes
 * @prompt: (nullable): which prompt, instead of the one of the scene
 * @cover_query: (nullable): options of the media port for the cover
 * @video_query: (nullable): options of the media port for both videos
 * @big: the size of the clean video in megabytes (of 1,000,000 bytes), or 0 for a clip that plays
 * @h264: whether that clip is as the service sends them, and needs a decoder not everybody has
 *
 * What the account part of an ID asks for.
 */
typedef struct
{
  int job;
  gboolean held;
  guint status;
  guint error;
  StandInErrorBody error_body;
  char *retry_after;
  gboolean error_once;
  gboolean error_later;
  guint redirect;
  char *redirect_to;
  StandInOddity oddity;
  double slow;
  char *fixture;
  gboolean old;
  gboolean no_download;
  gboolean expired_media;
  gboolean expired_video;
  const char *media_base;
  const char *scene;
  const char *shape;
  StandInCover cover;
  const char *prompt;
  GString *cover_query;
  GString *video_query;
  guint big;
  gboolean h264;
} StandInScenario;

StandInScenario *stand_in_scenario_new  (const char      *account,
                                         char           **unknown);
void             stand_in_scenario_free (StandInScenario *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInScenario, stand_in_scenario_free)

G_END_DECLS
