/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library-item.h"

G_BEGIN_DECLS

/**
 * RushesLibraryLive:
 *
 * The videos and the items of the list that somebody has at the moment: of each there is one. They
 * are not kept here.
 */
typedef struct _RushesLibraryLive RushesLibraryLive;

RushesLibraryLive *rushes_library_live_new          (void);
void               rushes_library_live_free         (RushesLibraryLive *self);
RushesLibraryItem *rushes_library_live_peek_item    (RushesLibraryLive *self,
                                                     gint64             activity);
void               rushes_library_live_add_item     (RushesLibraryLive *self,
                                                     RushesLibraryItem *item);
void               rushes_library_live_move_item    (RushesLibraryLive *self,
                                                     gint64             from,
                                                     gint64             to);
RushesVideo       *rushes_library_live_peek_video   (RushesLibraryLive *self,
                                                     const char        *video_id);
void               rushes_library_live_add_video    (RushesLibraryLive *self,
                                                     RushesVideo       *video);
gint64             rushes_library_live_get_activity (RushesLibraryLive *self,
                                                     const char        *video_id);
void               rushes_library_live_set_activity (RushesLibraryLive *self,
                                                     const char        *video_id,
                                                     gint64             activity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesLibraryLive, rushes_library_live_free)

G_END_DECLS
