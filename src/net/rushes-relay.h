/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesRelay:
 *
 * Hands one video of a media host to the player on this machine. A player follows redirects to
 * wherever they lead, over plain HTTP too, keeps cookies, and takes a list of addresses for a film;
 * so it is given a secret address on loopback instead of the link, and the relay asks the host by
 * the rules of DESIGN §7. It reads no further ahead than the player takes, and nothing before it
 * asks.
 *
 * It belongs to the thread that made it, whose main context must run, and never blocks it.
 */
typedef struct _RushesRelay RushesRelay;

RushesRelay  *rushes_relay_new         (const char    *uri,
                                        gboolean       loopback_allowed,
                                        GError       **error);
void          rushes_relay_free        (RushesRelay   *self);
const char   *rushes_relay_get_uri     (RushesRelay   *self);
GInputStream *rushes_relay_open_stream (RushesRelay   *self);
GError       *rushes_relay_dup_error   (RushesRelay   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesRelay, rushes_relay_free)

G_END_DECLS
