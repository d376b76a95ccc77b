/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RushesCommandLineBarFacts:
 * @n_videos: how many videos there are
 * @n_done: how many of them are done with
 * @percent: how far the one that is being made is, or -1 where nobody knows
 * @n_files: how many files are on their way
 * @received: how many bytes of them have come
 * @total: how many there will be, or 0 where nobody knows
 * @speed: how many bytes come in a second, or 0 when nothing moves
 * @seconds_left: how long it will take, or less than 0 where nobody knows
 *
 * How the command is getting on.
 */
typedef struct
{
  guint n_videos;
  guint n_done;
  int percent;
  guint n_files;
  guint64 received;
  guint64 total;
  guint64 speed;
  gint64 seconds_left;
} RushesCommandLineBarFacts;

char *rushes_command_line_bar_dup (const RushesCommandLineBarFacts *facts,
                                   guint                            width,
                                   gboolean                         unicode);

G_END_DECLS
