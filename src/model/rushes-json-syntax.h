/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rushes_json_syntax_check (const char  *text,
                                   gsize        length,
                                   GError     **error);
char    *rushes_json_syntax_mend  (const char  *text,
                                   gsize        length);

G_END_DECLS
