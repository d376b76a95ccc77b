/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **rushes_command_line_window_dup_places (const char        *program,
                                              const char        *bindir,
                                              const char        *window);
void   rushes_command_line_window_open       (const char *const *arguments);

G_END_DECLS
