/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesLibraryNews:
 *
 * What is to be written down of a video.
 */
typedef struct _RushesLibraryNews RushesLibraryNews;

/**
 * RushesLibraryMove:
 * @video_id: the ID of a video
 * @from: which row it was, or 0 when it was none
 * @to: which row it is
 * @hidden: whether the user has removed it
 * @matches: whether it is among those that are looked for
 *
 * What a change did to the order.
 */
typedef struct
{
  char *video_id;
  gint64 from;
  gint64 to;
  gboolean hidden;
  gboolean matches;
} RushesLibraryMove;

RushesLibraryNews *rushes_library_news_new       (RushesVideo          *video,
                                                  const GError         *error);
RushesLibraryNews *rushes_library_news_new_saved (RushesMedia          *media,
                                                  GFile                *file,
                                                  guint64               size);
void               rushes_library_news_free      (RushesLibraryNews    *self);
void               rushes_library_move_free      (RushesLibraryMove    *self);
void               rushes_library_write_async    (RushesDatabase       *database,
                                                  RushesLibraryNews    *news,
                                                  const char           *query,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean           rushes_library_write_end      (sqlite3              *db,
                                                  gboolean              good,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesLibraryMove, rushes_library_move_free)

G_END_DECLS
