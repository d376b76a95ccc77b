/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64  stand_in_generated_get_seed   (const char *name,
                                        guint       version);
void     stand_in_generated_fill       (guint8     *buffer,
                                        gsize       count,
                                        guint64     offset,
                                        guint64     seed);
char    *stand_in_generated_dup_sha256 (guint64     size,
                                        guint64     seed);

G_END_DECLS
