/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-command-line-parts.h"
#include "rushes-export.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_COMMAND_LINE_SAVING (rushes_command_line_saving_get_type ())

G_DECLARE_FINAL_TYPE (RushesCommandLineSaving, rushes_command_line_saving, RUSHES,
                      COMMAND_LINE_SAVING, GObject)

GPtrArray               *rushes_command_line_saving_choose     (RushesVideo             *video,
                                                                RushesCommandLineFiles   files);
RushesCommandLineSaving *rushes_command_line_saving_new        (RushesCommandLineParts  *parts,
                                                                RushesVideo             *video,
                                                                GPtrArray               *files);
GPtrArray               *rushes_command_line_saving_get_failed (RushesCommandLineSaving *self);
void                     rushes_command_line_saving_fill       (RushesCommandLineSaving *self,
                                                                RushesExportEntry       *entry,
                                                                GPtrArray               *paths);

G_END_DECLS
