/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_DETAIL_ROW (rushes_detail_row_get_type ())

G_DECLARE_FINAL_TYPE (RushesDetailRow, rushes_detail_row, RUSHES, DETAIL_ROW, GtkListBoxRow)

void rushes_detail_row_set_value (RushesDetailRow *self,
                                  const char      *value);

G_END_DECLS
