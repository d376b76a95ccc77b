/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-media.h"

G_BEGIN_DECLS

void rushes_media_list_sync (GListStore *list,
                             GPtrArray  *offered);

G_END_DECLS
