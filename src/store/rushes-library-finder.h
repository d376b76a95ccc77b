/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_LIBRARY_FINDER (rushes_library_finder_get_type ())

G_DECLARE_FINAL_TYPE (RushesLibraryFinder, rushes_library_finder, RUSHES, LIBRARY_FINDER, GObject)

RushesLibraryFinder *rushes_library_finder_new       (RushesDatabase      *database);
gboolean             rushes_library_finder_set_text  (RushesLibraryFinder *self,
                                                      const char          *text);
const char          *rushes_library_finder_get_text  (RushesLibraryFinder *self);
const char          *rushes_library_finder_get_query (RushesLibraryFinder *self);
void                 rushes_library_finder_start     (RushesLibraryFinder *self);
gboolean             rushes_library_finder_is_busy   (RushesLibraryFinder *self);

G_END_DECLS
