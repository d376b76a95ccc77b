/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RUSHES_RETRY_MAX_FRUITLESS:
 *
 * After how many attempts in a row without a byte a transfer is left to the user.
 */
#define RUSHES_RETRY_MAX_FRUITLESS 6

gint64 rushes_retry_get_delay (const GError *error,
                               guint         n_fruitless,
                               gboolean      got_bytes);

G_END_DECLS
