/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *fuzz_mutate_read_words (const char *dictionary);
GBytes    *fuzz_mutate            (GPtrArray  *inputs,
                                   GPtrArray  *words,
                                   GRand      *random,
                                   gsize       max_bytes);

G_END_DECLS
