/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-command-line-bar.h"

G_BEGIN_DECLS

/**
 * RushesCommandLineOutput:
 *
 * The two ways out of the command: results on standard output, all else on standard error.
 */
typedef struct _RushesCommandLineOutput RushesCommandLineOutput;

RushesCommandLineOutput *rushes_command_line_output_new      (int                      out,
                                                              int                      errors);
void                     rushes_command_line_output_free     (RushesCommandLineOutput *self);
gboolean                 rushes_command_line_output_has_bar  (RushesCommandLineOutput *self);
void                     rushes_command_line_output_show_bar (RushesCommandLineOutput *self,
                                                              const RushesCommandLineBarFacts
                                                                                      *facts);
void                     rushes_command_line_output_hide_bar (RushesCommandLineOutput *self);
int                      rushes_command_line_output_print    (RushesCommandLineOutput *self,
                                                              const char              *line);
void                     rushes_command_line_output_complain (RushesCommandLineOutput *self,
                                                              const char              *about,
                                                              const char              *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesCommandLineOutput, rushes_command_line_output_free)

G_END_DECLS
