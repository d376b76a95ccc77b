/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RushesDragFile:
 * @widget: what is dragged
 *
 * Says which saved file a widget stands for now.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL when there is none
 */
typedef GFile *(*RushesDragFile) (GtkWidget *widget);

GdkContentProvider *rushes_drag_content_new (GFile          *file,
                                             GdkTexture     *texture);
void                rushes_drag_add         (GtkWidget      *widget,
                                             RushesDragFile  dup_file,
                                             GtkPicture     *picture);

G_END_DECLS
