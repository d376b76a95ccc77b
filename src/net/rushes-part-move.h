/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rushes_part_move (const char    *from,
                           const char    *to,
                           const char    *record_name,
                           GCancellable  *cancellable,
                           GError       **error);

G_END_DECLS
