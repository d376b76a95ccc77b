/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library-write.h"
#include "rushes-order.h"

G_BEGIN_DECLS

/**
 * RushesLibraryElsewhereNews:
 * @order: (nullable): which videos there are now, or %NULL when nothing has changed
 * @newest: (nullable) (element-type RushesLibraryMove): the newest rows, the oldest of them first,
 *   with nothing in `from`
 * @version: for [class@LibraryElsewhere] alone
 *
 * What another process has made of the library.
 */
typedef struct
{
  RushesOrder *order;
  GPtrArray *newest;
  int version;
} RushesLibraryElsewhereNews;

#define RUSHES_TYPE_LIBRARY_ELSEWHERE (rushes_library_elsewhere_get_type ())

G_DECLARE_FINAL_TYPE (RushesLibraryElsewhere, rushes_library_elsewhere, RUSHES, LIBRARY_ELSEWHERE,
                      GObject)

RushesLibraryElsewhere *rushes_library_elsewhere_new (RushesDatabase *database);

G_END_DECLS
