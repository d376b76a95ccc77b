/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-watcher.h"
#include "storing.h"

#define SECOND_MILLISECONDS STORING_SECOND_MILLISECONDS
#define INTERVAL 15

/* A watcher whose seconds are short, and the stand-in it asks. */
typedef struct
{
  Storing storing;
  GPtrArray *ended; /* of RushesWatch */
} Watching;

void         watching_stop_watcher  (Watching            *w);
void         watching_start_watcher (Watching            *w);
void         watching_set_up        (Watching            *w,
                                     gconstpointer        data);
void         watching_tear_down     (Watching            *w,
                                     gconstpointer        data);
guint        watching_count         (Watching            *w,
                                     const char          *video_id);
guint        watching_get_left      (Watching            *w,
                                     RushesWatch         *watch);
void         watching_wait_phase    (RushesWatch         *watch,
                                     RushesSchedulePhase  phase);
void         watching_wait_asked    (Watching            *w,
                                     const char          *video_id,
                                     guint                n_requests);
gboolean     watching_is_idle       (gpointer             data);
gboolean     watching_has_error     (gpointer             data);
void         watching_let_pass      (guint                seconds);
double       watching_get_gap       (Watching            *w,
                                     const char          *video_id,
                                     guint                index);
char        *watching_make_id       (const char          *options);
RushesWatch *watching_open          (Watching            *w,
                                     const char          *video_id);
void         watching_stop          (Watching            *w,
                                     const char          *video_id);
RushesWatch *watching_watch         (Watching            *w,
                                     const char          *video_id);
void         watching_begin         (Watching            *w,
                                     const char          *video_id);
