/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RushesAlarm RushesAlarm;

/**
 * RushesAlarmFunc:
 * @slept: whether the machine has slept since the last time
 * @user_data: as given to [ctor@Alarm.new]
 *
 * Is called when the time has come, and when the machine has woken.
 */
typedef void (*RushesAlarmFunc) (gboolean slept,
                                 gpointer user_data);

RushesAlarm *rushes_alarm_new        (RushesAlarmFunc  func,
                                      gpointer         user_data);
void         rushes_alarm_free       (RushesAlarm     *self);
gint64       rushes_alarm_get_now    (RushesAlarm     *self);
void         rushes_alarm_set        (RushesAlarm     *self,
                                      gint64           at);
void         rushes_alarm_set_second (RushesAlarm     *self,
                                      guint            milliseconds);
void         rushes_alarm_skip       (RushesAlarm     *self,
                                      guint            seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesAlarm, rushes_alarm_free)

G_END_DECLS
