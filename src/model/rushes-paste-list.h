/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-item.h"

G_BEGIN_DECLS

/**
 * RUSHES_PASTE_MAX_VIDEOS:
 *
 * As many videos are taken from one paste. What follows is left out.
 */
#define RUSHES_PASTE_MAX_VIDEOS 10000

/**
 * RUSHES_PASTE_MAX_OTHERS:
 *
 * As many things that are no video are named of one paste. The next ones are not named.
 */
#define RUSHES_PASTE_MAX_OTHERS 1000

/**
 * RushesPasteList:
 *
 * What has been found in a pasted text so far: every thing once, in the order of the text.
 */
typedef struct _RushesPasteList RushesPasteList;

/**
 * RushesPasteWord:
 * @kind: what it is
 * @source: what it stands in
 * @line: the line of the text it stands in, from 1
 * @id: (nullable): for a video its ID
 * @text: (array length=length): where it stands in the text, which is not ended by a NUL
 * @length: how many bytes it has
 *
 * A word of a pasted text, judged but not yet noted down.
 */
typedef struct
{
  RushesPasteKind kind;
  RushesPasteSource source;
  guint line;
  const char *id;
  const char *text;
  gsize length;
} RushesPasteWord;

RushesPasteList *rushes_paste_list_new     (void);
void             rushes_paste_list_free    (RushesPasteList       *self);
GPtrArray       *rushes_paste_list_steal   (RushesPasteList       *self);
RushesPasteItem *rushes_paste_list_add     (RushesPasteList       *self,
                                            const RushesPasteWord *word);
gboolean         rushes_paste_list_is_full (RushesPasteList       *self);
guint            rushes_paste_list_get_n   (RushesPasteList       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPasteList, rushes_paste_list_free)

G_END_DECLS
