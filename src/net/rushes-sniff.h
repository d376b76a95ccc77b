/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RUSHES_SNIFF_LENGTH:
 *
 * How many bytes of a body are enough to judge it by.
 */
#define RUSHES_SNIFF_LENGTH 512

gboolean rushes_sniff_type_is_media (const char   *content_type);
gboolean rushes_sniff_body_is_media (const guint8 *bytes,
                                     gsize         length);

G_END_DECLS
