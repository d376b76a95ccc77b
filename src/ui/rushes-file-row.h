/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-downloads.h"
#include "rushes-video.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_FILE_ROW (rushes_file_row_get_type ())

G_DECLARE_FINAL_TYPE (RushesFileRow, rushes_file_row, RUSHES, FILE_ROW, GtkListBoxRow)

GtkWidget   *rushes_file_row_new              (RushesVideo     *video,
                                               RushesMedia     *media,
                                               RushesDownloads *downloads);
RushesMedia *rushes_file_row_get_media        (RushesFileRow   *self);
gboolean     rushes_file_row_can_download     (RushesFileRow   *self);
void         rushes_file_row_set_among_others (RushesFileRow   *self);
void         rushes_file_row_set_suggested    (RushesFileRow   *self,
                                               gboolean         suggested);

G_END_DECLS
