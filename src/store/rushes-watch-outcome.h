/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library.h"
#include "rushes-watch.h"

G_BEGIN_DECLS

RushesScheduleOutcome rushes_watch_outcome_read  (const GError           *error,
                                                  guint                   asked_account,
                                                  guint                   account);
void                  rushes_watch_outcome_apply (RushesScheduleOutcome   outcome,
                                                  RushesLibrary          *library,
                                                  RushesWatch            *watch,
                                                  const char             *video_id,
                                                  RushesVideo            *answer,
                                                  const GError           *error);

G_END_DECLS
