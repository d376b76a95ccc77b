/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-item.h"

G_BEGIN_DECLS

gboolean        rushes_paste_word_next  (const char        **cursor,
                                         const char         *end,
                                         const char        **word,
                                         gsize              *length);
RushesPasteKind rushes_paste_word_judge (const char         *word,
                                         gsize               length,
                                         char              **id,
                                         RushesPasteSource  *source);

G_END_DECLS
