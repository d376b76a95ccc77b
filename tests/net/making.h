/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

void     making_watch         (GType type);
gboolean making_was_elsewhere (void);

G_END_DECLS
