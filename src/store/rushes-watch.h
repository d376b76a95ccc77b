/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-schedule.h"
#include "rushes-video.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_WATCH (rushes_watch_get_type ())

G_DECLARE_FINAL_TYPE (RushesWatch, rushes_watch, RUSHES, WATCH, GObject)

RushesWatch         *rushes_watch_new          (RushesVideo         *video);
RushesVideo         *rushes_watch_get_video    (RushesWatch         *self);
const char          *rushes_watch_get_video_id (RushesWatch         *self);
RushesSchedulePhase  rushes_watch_get_phase    (RushesWatch         *self);
gint64               rushes_watch_get_due      (RushesWatch         *self);
gboolean             rushes_watch_get_asking   (RushesWatch         *self);
const GError        *rushes_watch_get_error    (RushesWatch         *self);
void                 rushes_watch_set_phase    (RushesWatch         *self,
                                                RushesSchedulePhase  phase,
                                                gint64               due,
                                                gboolean             asking);
void                 rushes_watch_answer       (RushesWatch         *self,
                                                RushesVideo         *answer,
                                                const GError        *error);

G_END_DECLS
