/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RUSHES_RELAY_REQUEST_MAX_BYTES:
 *
 * How long the head of a request may be.
 */
#define RUSHES_RELAY_REQUEST_MAX_BYTES 8192

guint rushes_relay_request_read (const char *head,
                                 const char *path,
                                 gint64     *from);

G_END_DECLS
