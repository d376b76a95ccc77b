/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-pace.h"

/* The speed shown is that of about the last three seconds: steady to read, and soon right. */
#define MEMORY_SECONDS 3.0

/* Nobody plans by a number above this; a transfer that slow has no time left to speak of. */
#define MAX_SECONDS_LEFT (100 * 60 * 60)

/**
 * rushes_pace_begin:
 * @self: (out caller-allocates): a pace
 * @now: the present time
 * @received: how many bytes are there already
 *
 * Begins to measure.
 */
void
rushes_pace_begin (RushesPace *self,
                   gint64      now,
                   guint64     received)
{
  *self = (RushesPace) { .time = now, .bytes = received, .mark_time = now, .mark_bytes = received };
}

/**
 * rushes_pace_add:
 * @self: a pace
 * @now: the present time
 * @received: how many bytes have come by now
 *
 * Tells @self how far the transfer is. To be called a few times a second, also when nothing came.
 */
void
rushes_pace_add (RushesPace *self,
                 gint64      now,
                 guint64     received)
{
  double seconds = (now - self->time) / (double) G_USEC_PER_SEC;
  double speed, weight;

  if (seconds <= 0 || received < self->bytes)
    return;

  speed = (received - self->bytes) / seconds;
  weight = self->measured ? seconds / (seconds + MEMORY_SECONDS) : 1.0;
  self->speed += (speed - self->speed) * weight;
  self->measured = TRUE;
  self->time = now;
  self->bytes = received;
}

/**
 * rushes_pace_get_speed:
 * @self: a pace
 *
 * Gets how fast the transfer goes.
 *
 * Returns: bytes a second
 */
guint64
rushes_pace_get_speed (const RushesPace *self)
{
  return self->speed > 0 ? (guint64) self->speed : 0;
}

/**
 * rushes_pace_get_time_left:
 * @self: a pace
 * @total: how many bytes are to come in all, or -1
 *
 * Gets how long the transfer will take yet. Never a number that is absurd (FAULTS F15, F16).
 *
 * Returns: seconds, or -1 when that is not known
 */
gint64
rushes_pace_get_time_left (const RushesPace *self,
                           gint64            total)
{
  double seconds;

  if (total < 0 || self->bytes > (guint64) total || self->speed < 1.0)
    return -1;

  seconds = (total - self->bytes) / self->speed;

  return seconds <= MAX_SECONDS_LEFT ? (gint64) (seconds + 0.5) : -1;
}

/**
 * rushes_pace_is_stalled:
 * @self: a pace
 * @seconds: for how long a transfer may crawl
 *
 * Tells whether fewer than %RUSHES_PACE_SLOWEST bytes a second have come for @seconds (DESIGN §7;
 * FAULTS B14).
 *
 * Returns: %TRUE when the transfer stands still
 */
gboolean
rushes_pace_is_stalled (RushesPace *self,
                        guint       seconds)
{
  if (self->bytes - self->mark_bytes >= (guint64) RUSHES_PACE_SLOWEST * seconds)
    {
      self->mark_time = self->time;
      self->mark_bytes = self->bytes;
    }

  return self->time - self->mark_time >= (gint64) seconds * G_USEC_PER_SEC;
}
