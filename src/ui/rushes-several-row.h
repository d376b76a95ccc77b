/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-paste-item.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SEVERAL_ROW (rushes_several_row_get_type ())

G_DECLARE_FINAL_TYPE (RushesSeveralRow, rushes_several_row, RUSHES, SEVERAL_ROW, GtkListBoxRow)

RushesSeveralRow *rushes_several_row_new_for_video    (const RushesPasteItem *item,
                                                       gboolean               is_known);
RushesSeveralRow *rushes_several_row_new_for_left_out (const RushesPasteItem *item,
                                                       gboolean               has_lines,
                                                       gboolean               brief);
RushesSeveralRow *rushes_several_row_new_for_more     (const char            *words);

G_END_DECLS
