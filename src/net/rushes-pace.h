/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RUSHES_PACE_SLOWEST:
 *
 * The bytes a second below which a transfer counts as standing still (DESIGN §7).
 */
#define RUSHES_PACE_SLOWEST 1024

/**
 * RushesPace:
 *
 * How fast a transfer goes. To be kept by value and set up by [func@pace_begin]; its fields are
 * nobody else's. Times are microseconds of a clock that never goes back.
 */
typedef struct
{
  gint64 time;
  guint64 bytes;
  double speed;
  gboolean measured;
  gint64 mark_time;
  guint64 mark_bytes;
} RushesPace;

void     rushes_pace_begin         (RushesPace       *self,
                                    gint64            now,
                                    guint64           received);
void     rushes_pace_add           (RushesPace       *self,
                                    gint64            now,
                                    guint64           received);
guint64  rushes_pace_get_speed     (const RushesPace *self);
gint64   rushes_pace_get_time_left (const RushesPace *self,
                                    gint64            total);
gboolean rushes_pace_is_stalled    (RushesPace       *self,
                                    guint             seconds);

G_END_DECLS
