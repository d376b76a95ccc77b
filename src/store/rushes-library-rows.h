/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-library-item.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_LIBRARY_ROWS (rushes_library_rows_get_type ())

G_DECLARE_FINAL_TYPE (RushesLibraryRows, rushes_library_rows, RUSHES, LIBRARY_ROWS, GObject)

RushesLibraryRows *rushes_library_rows_new          (RushesDatabase    *database);
RushesLibraryItem *rushes_library_rows_get_item     (RushesLibraryRows *self,
                                                     gint64             activity);
RushesVideo       *rushes_library_rows_peek_video   (RushesLibraryRows *self,
                                                     const char        *video_id);
gint64             rushes_library_rows_get_activity (RushesLibraryRows *self,
                                                     const char        *video_id);
RushesVideo       *rushes_library_rows_adopt        (RushesLibraryRows *self,
                                                     RushesVideo       *video,
                                                     gint64             activity);
RushesVideo       *rushes_library_rows_share        (RushesLibraryRows *self,
                                                     RushesVideo       *video);
void               rushes_library_rows_move         (RushesLibraryRows *self,
                                                     const char        *video_id,
                                                     gint64             from,
                                                     gint64             to);
void               rushes_library_rows_set_error    (RushesLibraryRows *self,
                                                     const char        *video_id,
                                                     const GError      *error);

G_END_DECLS
