/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesRelayRoute:
 *
 * What all connections of a [struct@Relay] share: the link, and what is known of the file. Any
 * thread may use it; what serves blocks, in a thread whose default main context is nobody else's.
 */
typedef struct _RushesRelayRoute RushesRelayRoute;

RushesRelayRoute *rushes_relay_route_new             (const char        *uri,
                                                      gboolean           loopback_allowed,
                                                      GError           **error);
RushesRelayRoute *rushes_relay_route_ref             (RushesRelayRoute  *self);
void              rushes_relay_route_unref           (RushesRelayRoute  *self);
GCancellable     *rushes_relay_route_get_cancellable (RushesRelayRoute  *self);
GError           *rushes_relay_route_dup_error       (RushesRelayRoute  *self);
void              rushes_relay_route_serve           (RushesRelayRoute  *self,
                                                      gint64             from,
                                                      GOutputStream     *output);
void              rushes_relay_route_refuse          (RushesRelayRoute  *self,
                                                      guint              status,
                                                      GOutputStream     *output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesRelayRoute, rushes_relay_route_unref)

G_END_DECLS
