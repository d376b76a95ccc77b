/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SPLIT (rushes_split_get_type ())

G_DECLARE_FINAL_TYPE (RushesSplit, rushes_split, RUSHES, SPLIT, GtkWidget)

gboolean rushes_split_get_collapsed    (RushesSplit *self);
gboolean rushes_split_get_shows_side   (RushesSplit *self);
void     rushes_split_set_has_side     (RushesSplit *self,
                                        gboolean     has_side);
void     rushes_split_set_side_wanted  (RushesSplit *self,
                                        gboolean     wanted);
void     rushes_split_set_page_on_top  (RushesSplit *self,
                                        gboolean     on_top);

G_END_DECLS
