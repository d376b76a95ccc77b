/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *stand_in_dup_id         (const char  *options,
                                   guint        number);
gboolean  stand_in_id_split       (const char  *id,
                                   char       **account,
                                   char       **number);
char     *stand_in_dup_big_sha256 (const char  *id,
                                   guint        megabytes,
                                   guint        version);

G_END_DECLS
