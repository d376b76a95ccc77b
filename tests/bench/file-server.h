/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How much is sent: a GiB, or a MiB where the path begins with "/small". */
#define FILE_SERVER_LARGE (G_GINT64_CONSTANT (1) << 30)
#define FILE_SERVER_SMALL (G_GINT64_CONSTANT (1) << 20)

pid_t file_server_start (const char  *certificate,
                         guint16     *port);

G_END_DECLS
