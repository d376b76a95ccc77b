/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void      display_words_read   (const char  *path);
gboolean  display_words_match  (const char  *pattern,
                                const char  *text);

G_END_DECLS
