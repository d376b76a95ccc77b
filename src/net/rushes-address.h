/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GUri    *rushes_address_parse            (const char  *api_url,
                                          GError     **error);
gboolean rushes_address_is_loopback_host (const char  *host);
GUri    *rushes_address_build_video      (GUri        *base,
                                          const char  *video_id);
GUri    *rushes_address_build_account    (GUri        *base);

G_END_DECLS
