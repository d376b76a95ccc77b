/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-list.h"

G_BEGIN_DECLS

/**
 * RushesPasteJson:
 *
 * Reads JSON, or what is left of it, line by line for the video IDs in it. It is no parser: what
 * people copy begins and ends anywhere, and much of it stands in quotes once more.
 */
typedef struct _RushesPasteJson RushesPasteJson;

RushesPasteJson *rushes_paste_json_new     (RushesPasteList *list);
void             rushes_paste_json_free    (RushesPasteJson *self);
const char      *rushes_paste_json_find    (const char      *line,
                                            const char      *end);
gboolean         rushes_paste_json_goes_on (RushesPasteJson *self,
                                            const char      *line,
                                            const char      *end);
const char      *rushes_paste_json_read    (RushesPasteJson *self,
                                            const char      *line,
                                            const char      *end,
                                            guint            number);
void             rushes_paste_json_finish  (RushesPasteJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPasteJson, rushes_paste_json_free)

G_END_DECLS
