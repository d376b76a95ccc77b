/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library-write.h"
#include "rushes-order.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesLibraryList:
 *
 * Which videos there are, which of them are shown, and who is told when that changes.
 */
typedef struct _RushesLibraryList RushesLibraryList;

RushesLibraryList *rushes_library_list_new          (GListModel              *model);
void               rushes_library_list_free         (RushesLibraryList       *self);
guint              rushes_library_list_get_n        (RushesLibraryList       *self);
guint              rushes_library_list_get_n_all    (RushesLibraryList       *self);
gint64             rushes_library_list_get          (RushesLibraryList       *self,
                                                     guint                    position);
gboolean           rushes_library_list_find         (RushesLibraryList       *self,
                                                     gint64                   activity,
                                                     guint                   *position);
void               rushes_library_list_compare      (RushesLibraryList       *self,
                                                     RushesOrder             *now,
                                                     GArray                  *gone,
                                                     GArray                  *come);
void               rushes_library_list_take_all     (RushesLibraryList       *self,
                                                     RushesOrder             *all);
void               rushes_library_list_show_all     (RushesLibraryList       *self);
void               rushes_library_list_take_matches (RushesLibraryList       *self,
                                                     gint64                   below,
                                                     GArray                  *matches);
void               rushes_library_list_drop         (RushesLibraryList       *self,
                                                     gint64                   activity);
void               rushes_library_list_follow       (RushesLibraryList       *self,
                                                     const RushesLibraryMove *move);
void               rushes_library_list_follow_all   (RushesLibraryList       *self,
                                                     GPtrArray               *moves);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesLibraryList, rushes_library_list_free)

G_END_DECLS
