/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stand-in-scenario.h"

G_BEGIN_DECLS

/* What "status" is in stand_in_video_to_json () when a job is still under way. */
#define STAND_IN_QUEUED 11
#define STAND_IN_PROCESSING 1

typedef struct
{
  const char *id;         /* as it was asked for */
  const char *number;     /* its last part */
  const char *media_base; /* where the links lead */
  guint status;
  int percent;            /* -1 for the one that belongs to the status */
  guint asked;            /* how often it was asked for before */
} StandInMoment;

char       *stand_in_video_to_json   (const StandInScenario *scenario,
                                      const StandInMoment   *moment);
const char *stand_in_video_get_label (guint                  status);
char       *stand_in_dup_prompt      (const char            *name);

G_END_DECLS
