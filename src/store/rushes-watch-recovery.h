/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/**
 * RushesWatchRecovered:
 * @video: a video that an earlier run was watching
 * @age: microseconds since it began to be watched
 * @user_data: what [func@watch_recovery_begin] got
 *
 * Hands over one video. Called on the main context.
 */
typedef void (*RushesWatchRecovered) (RushesVideo *video,
                                      gint64       age,
                                      gpointer     user_data);

void rushes_watch_recovery_begin (RushesLibrary        *library,
                                  RushesWatchRecovered  recovered,
                                  GObject              *user_data);

G_END_DECLS
