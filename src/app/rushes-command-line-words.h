/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-command-line-outcome.h"
#include "rushes-export.h"

G_BEGIN_DECLS

char *rushes_command_line_words_dup_plain  (const char               *text);
char *rushes_command_line_words_dup_status (RushesVideo              *video);
char *rushes_command_line_words_dup_json   (const RushesExportEntry  *entry,
                                            RushesCommandLineOutcome  outcome,
                                            const GError             *error,
                                            const char               *text);

G_END_DECLS
