/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-video.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_LIBRARY_ITEM (rushes_library_item_get_type ())

G_DECLARE_FINAL_TYPE (RushesLibraryItem, rushes_library_item, RUSHES, LIBRARY_ITEM, GObject)

RushesLibraryItem *rushes_library_item_new          (gint64             activity);
gint64             rushes_library_item_get_activity (RushesLibraryItem *self);
void               rushes_library_item_set_activity (RushesLibraryItem *self,
                                                     gint64             activity);
RushesVideo       *rushes_library_item_peek_video   (RushesLibraryItem *self);
void               rushes_library_item_set_video    (RushesLibraryItem *self,
                                                     RushesVideo       *video);
const GError      *rushes_library_item_peek_error   (RushesLibraryItem *self);
void               rushes_library_item_set_error    (RushesLibraryItem *self,
                                                     const GError      *error);

G_END_DECLS
