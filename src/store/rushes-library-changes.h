/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library.h"
#include "rushes-library-rows.h"

G_BEGIN_DECLS

/* What the two halves of the library know of each other; for nobody else. */

RushesLibraryRows *rushes_library_get_rows  (RushesLibrary *self);
const char        *rushes_library_get_query (RushesLibrary *self);
void               rushes_library_follow    (RushesLibrary *self,
                                             GPtrArray     *moves);

G_END_DECLS
