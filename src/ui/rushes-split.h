/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SPLIT (rushes_split_get_type ())

G_DECLARE_FINAL_TYPE (RushesSplit, rushes_split, RUSHES, SPLIT, GtkWidget)

gboolean rushes_split_get_collapsed (RushesSplit *self);

G_END_DECLS
