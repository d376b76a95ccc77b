/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rushes_file_lock_take (int            fd,
                                GCancellable  *cancellable,
                                GError       **error);

G_END_DECLS
