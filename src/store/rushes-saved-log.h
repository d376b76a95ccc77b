/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-media.h"

G_BEGIN_DECLS

/**
 * RushesSavedEntry:
 * @kind: which file of the video it is
 * @number: the place among those of @kind, from 1
 * @file: where it was saved
 * @size: how many bytes it had
 * @saved_at: when it was saved, in microseconds since 1970
 * @exists: whether a file of that name is there now
 *
 * A file of a video that was saved once.
 */
typedef struct
{
  RushesMediaKind kind;
  guint number;
  GFile *file;
  guint64 size;
  gint64 saved_at;
  gboolean exists;
} RushesSavedEntry;

void       rushes_saved_entry_free      (RushesSavedEntry     *self);
gpointer   rushes_saved_log_read        (sqlite3              *db,
                                         gpointer              data,
                                         GError              **error);
void       rushes_saved_log_load_async  (RushesDatabase       *database,
                                         const char           *video_id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray *rushes_saved_log_load_finish (RushesDatabase       *database,
                                         GAsyncResult         *result,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSavedEntry, rushes_saved_entry_free)

G_END_DECLS
