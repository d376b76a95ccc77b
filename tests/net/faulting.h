/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the user reads about a fault (FAULTS, rule 3). */
void faulting_assert_words (const GError *error,
                            const char   *title,
                            const char   *secret);
void faulting_assert_text  (const GError *error,
                            const char   *pattern);

G_END_DECLS
