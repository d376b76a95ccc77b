/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RUSHES_LINK_MAX_HOPS:
 *
 * How many redirects of a media link are followed (DESIGN §7).
 */
#define RUSHES_LINK_MAX_HOPS 5

gboolean rushes_link_check            (const char  *uri,
                                       gboolean     loopback_allowed,
                                       GError     **error);
char    *rushes_link_resolve_redirect (const char  *from,
                                       const char  *location,
                                       gboolean     loopback_allowed,
                                       GError     **error);
char    *rushes_link_strip_query      (const char  *uri);

G_END_DECLS
