/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_file_words_new (const char *text,
                             gsize       max_bytes);

G_END_DECLS
