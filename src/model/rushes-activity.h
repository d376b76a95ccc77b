/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesActivity:
 * @status: the number of its status, or %RUSHES_UNKNOWN
 * @removed: whether the service has it no more
 * @files: which files there are, as [func@activity_describe_files] tells
 *
 * What of a video is news when it changes.
 */
typedef struct
{
  int status;
  gboolean removed;
  guint files;
} RushesActivity;

guint    rushes_activity_describe_files (RushesVideo          *video);
gboolean rushes_activity_is_news        (const RushesActivity *before,
                                         const RushesActivity *after);

G_END_DECLS
