/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-media.h"

G_BEGIN_DECLS

char *rushes_record_format (RushesMedia *media,
                            const char  *prompt,
                            guint64      size,
                            GDateTime   *saved_at);

G_END_DECLS
