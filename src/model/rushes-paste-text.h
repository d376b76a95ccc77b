/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-list.h"

G_BEGIN_DECLS

void rushes_paste_text_read (const char      *text,
                             gsize            length,
                             RushesPasteList *list);

G_END_DECLS
