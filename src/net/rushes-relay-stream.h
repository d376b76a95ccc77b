/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_RELAY_STREAM (rushes_relay_stream_get_type ())

G_DECLARE_FINAL_TYPE (RushesRelayStream, rushes_relay_stream, RUSHES, RELAY_STREAM, GInputStream)

GInputStream *rushes_relay_stream_new (guint16       port,
                                       const char   *path,
                                       GCancellable *cancellable);

G_END_DECLS
