/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-media.h"
#include "rushes-status.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_VIDEO (rushes_video_get_type ())

G_DECLARE_FINAL_TYPE (RushesVideo, rushes_video, RUSHES, VIDEO, GObject)

RushesVideo  *rushes_video_new             (const char      *video_id);
const char   *rushes_video_get_video_id    (RushesVideo     *self);
const char   *rushes_video_get_prompt      (RushesVideo     *self);
const char   *rushes_video_get_message     (RushesVideo     *self);
const char   *rushes_video_get_cover_uri   (RushesVideo     *self);
int           rushes_video_get_percent     (RushesVideo     *self);
int           rushes_video_get_width       (RushesVideo     *self);
int           rushes_video_get_height      (RushesVideo     *self);
GBytes       *rushes_video_get_answer      (RushesVideo     *self);
GListModel   *rushes_video_get_files       (RushesVideo     *self);
GDateTime    *rushes_video_get_asked_at    (RushesVideo     *self);
void          rushes_video_set_asked_at    (RushesVideo     *self,
                                            GDateTime       *asked_at);
RushesStatus  rushes_video_get_state       (RushesVideo     *self);
char         *rushes_video_dup_status_word (RushesVideo     *self);
char         *rushes_video_dup_sentence    (RushesVideo     *self);
gboolean      rushes_video_is_final        (RushesVideo     *self);
void          rushes_video_set_removed     (RushesVideo     *self,
                                            gboolean         removed);
RushesMedia  *rushes_video_peek_file       (RushesVideo     *self,
                                            RushesMediaKind  kind,
                                            guint            number);
RushesMedia  *rushes_video_peek_best       (RushesVideo     *self);
void          rushes_video_update          (RushesVideo     *self,
                                            RushesVideo     *newer);

G_END_DECLS
