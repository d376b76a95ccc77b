/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-alarm.h"

#include "rushes-schedule.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define SECOND_MILLISECONDS 1000

/* As far away as a timer may be: it is not to go off but to be cancelled by a jump of the clock. */
#define FAR_SECONDS (G_MAXINT32 - 1)

struct _RushesAlarm
{
  RushesAlarmFunc func;
  gpointer user_data;

  int due_fd;
  guint due_id;
  int jump_fd;
  guint jump_id;

  gint64 apart;   /* of the two clocks, when they were last looked at */
  gint64 skipped; /* microseconds */
  guint second_ms;
};

static gint64
read_boot_clock (RushesAlarm *self)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000 + self->skipped;
}

/* CLOCK_MONOTONIC stands still while the machine sleeps. */
static gboolean
has_slept (RushesAlarm *self)
{
  gint64 apart = read_boot_clock (self) - g_get_monotonic_time ();
  gboolean slept = rushes_schedule_has_slept (apart, self->apart);

  self->apart = apart;

  return slept;
}

static void
clear_fd (int fd)
{
  guint64 n_times;

  while (read (fd, &n_times, sizeof n_times) < 0 && errno == EINTR)
    ;
}

static gboolean
on_due (int          fd,
        GIOCondition condition,
        gpointer     user_data)
{
  RushesAlarm *self = user_data;

  clear_fd (fd);
  self->func (has_slept (self), self->user_data);

  return G_SOURCE_CONTINUE;
}

static void
watch_jumps (RushesAlarm *self)
{
  struct itimerspec far = { .it_value.tv_sec = FAR_SECONDS };

  timerfd_settime (self->jump_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far, NULL);
}

/* The clock was set: by somebody, or by the kernel when the machine woke. */
static gboolean
on_jump (int          fd,
         GIOCondition condition,
         gpointer     user_data)
{
  RushesAlarm *self = user_data;

  clear_fd (fd);
  watch_jumps (self);
  if (has_slept (self))
    self->func (TRUE, self->user_data);

  return G_SOURCE_CONTINUE;
}

static guint
add_timer (RushesAlarm      *self,
           clockid_t         clock,
           int              *fd,
           GUnixFDSourceFunc func)
{
  *fd = timerfd_create (clock, TFD_CLOEXEC | TFD_NONBLOCK);
  if (*fd >= 0)
    return g_unix_fd_add (*fd, G_IO_IN, func, self);

  g_info ("No timer can be had: %s", g_strerror (errno));
  return 0;
}

static void
remove_timer (guint *id,
              int   *fd)
{
  g_clear_handle_id (id, g_source_remove);
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

/**
 * rushes_alarm_new:
 * @func: (scope forever): called on the main context
 * @user_data: data for @func
 *
 * Makes an alarm clock that goes on while the machine sleeps, and calls when it wakes
 * (timerfd_create(2): CLOCK_BOOTTIME, and TFD_TIMER_CANCEL_ON_SET, which a resume triggers, too).
 * It wakes the processor when it is due and at no other time.
 *
 * Returns: (transfer full): an alarm that is not set
 */
RushesAlarm *
rushes_alarm_new (RushesAlarmFunc func,
                  gpointer        user_data)
{
  RushesAlarm *self = g_new0 (RushesAlarm, 1);

  self->func = func;
  self->user_data = user_data;
  self->second_ms = SECOND_MILLISECONDS;
  has_slept (self);

  self->due_id = add_timer (self, CLOCK_BOOTTIME, &self->due_fd, on_due);
  self->jump_id = add_timer (self, CLOCK_REALTIME, &self->jump_fd, on_jump);
  if (self->jump_id != 0)
    watch_jumps (self);

  return self;
}

/**
 * rushes_alarm_free:
 * @self: (transfer full): an alarm
 *
 * Frees the alarm; it does not go off any more.
 */
void
rushes_alarm_free (RushesAlarm *self)
{
  remove_timer (&self->due_id, &self->due_fd);
  remove_timer (&self->jump_id, &self->jump_fd);
  g_free (self);
}

/**
 * rushes_alarm_get_now:
 * @self: an alarm
 *
 * Gets the time of its clock.
 *
 * Returns: microseconds, sleep included; their beginning means nothing
 */
gint64
rushes_alarm_get_now (RushesAlarm *self)
{
  return read_boot_clock (self) / self->second_ms * SECOND_MILLISECONDS;
}

/**
 * rushes_alarm_set:
 * @self: an alarm
 * @at: microseconds of [method@Alarm.get_now], or -1 for never
 *
 * Sets when it goes off next. That happens once.
 */
void
rushes_alarm_set (RushesAlarm *self,
                  gint64       at)
{
  struct itimerspec value = { 0 };
  gint64 real = at / SECOND_MILLISECONDS * self->second_ms - self->skipped;

  if (at >= 0)
    {
      /* All zero is no time but "never". */
      real = MAX (real, 1) + SECOND_MILLISECONDS;
      value.it_value.tv_sec = real / G_USEC_PER_SEC;
      value.it_value.tv_nsec = real % G_USEC_PER_SEC * 1000;
    }

  timerfd_settime (self->due_fd, TFD_TIMER_ABSTIME, &value, NULL);
}

/**
 * rushes_alarm_set_second:
 * @self: an alarm
 * @milliseconds: how long a second of its clock takes
 *
 * Makes its clock go faster, for who cannot wait: tests.
 */
void
rushes_alarm_set_second (RushesAlarm *self,
                         guint        milliseconds)
{
  self->second_ms = milliseconds;
}

/**
 * rushes_alarm_skip:
 * @self: an alarm
 * @seconds: of its clock
 *
 * Does as if the machine had slept, for who cannot let it: tests.
 */
void
rushes_alarm_skip (RushesAlarm *self,
                   guint        seconds)
{
  self->skipped += (gint64) seconds * self->second_ms * 1000;
  if (has_slept (self))
    self->func (TRUE, self->user_data);
}
