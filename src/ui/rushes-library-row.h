/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-client.h"
#include "rushes-covers.h"
#include "rushes-library-item.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_LIBRARY_ROW (rushes_library_row_get_type ())

G_DECLARE_FINAL_TYPE (RushesLibraryRow, rushes_library_row, RUSHES, LIBRARY_ROW, GtkWidget)

GtkWidget *rushes_library_row_new      (RushesCovers      *covers,
                                        RushesClient      *client);
void       rushes_library_row_set_item (RushesLibraryRow  *self,
                                        RushesLibraryItem *item);

G_END_DECLS
