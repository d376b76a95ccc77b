/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-order.h"
#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesLibraryEntry:
 * @first_seen: when the video was first heard of, in microseconds since 1970
 * @activity: which row it is
 * @hidden: whether the user has removed it
 * @video: what is known of the video: for a list all but the answer
 * @error: (nullable): why the last question had no answer
 *
 * A video as it stands in the database.
 */
typedef struct
{
  gint64 first_seen;
  gint64 activity;
  gboolean hidden;
  RushesVideo *video;
  GError *error;
} RushesLibraryEntry;

/**
 * RushesLibrarySearch:
 * @query: an expression of [func@search_text_query]
 * @number: which search this is
 * @newest: (not nullable): the number of the newest search, which ends all others; atomic
 * @below: only what is older, or %G_MAXINT64
 * @max: as many as are wanted
 *
 * What to look for.
 */
typedef struct
{
  char *query;
  int number;
  int *newest;
  gint64 below;
  guint max;
} RushesLibrarySearch;

void                rushes_library_entry_free    (RushesLibraryEntry   *self);
void                rushes_library_search_free   (RushesLibrarySearch  *self);
gpointer            rushes_library_read_order    (sqlite3              *db,
                                                  gpointer              data,
                                                  GError              **error);
gpointer            rushes_library_read_rows     (sqlite3              *db,
                                                  gpointer              data,
                                                  GError              **error);
gpointer            rushes_library_read_whole    (sqlite3              *db,
                                                  gpointer              data,
                                                  GError              **error);
sqlite3_stmt       *rushes_library_read_before   (sqlite3              *db,
                                                  const char           *video_id,
                                                  GError              **error);
RushesLibraryEntry *rushes_library_read_next     (sqlite3_stmt         *statement,
                                                  GError              **error);
gpointer            rushes_library_read_matching (sqlite3              *db,
                                                  gpointer              data,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesLibraryEntry, rushes_library_entry_free)

G_END_DECLS
