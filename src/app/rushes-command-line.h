/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int rushes_command_line_main (const char *const *arguments,
                              const char        *token);

G_END_DECLS
