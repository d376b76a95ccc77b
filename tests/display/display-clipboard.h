/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-session.h"

G_BEGIN_DECLS

/**
 * DisplayClipboard:
 *
 * Another program that copies and pastes text. What it copied can be pasted until it is freed, and
 * only while the test waits (see [func@wait]), for it answers in the default main context.
 */
typedef struct _DisplayClipboard DisplayClipboard;

DisplayClipboard *display_clipboard_new       (DisplaySession   *session);
void              display_clipboard_free      (DisplayClipboard *self);
void              display_clipboard_set_text  (DisplayClipboard *self,
                                               const char       *text);
char             *display_clipboard_dup_text  (DisplayClipboard *self);
void              display_clipboard_wait_text (DisplayClipboard *self,
                                               const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DisplayClipboard, display_clipboard_free)

G_END_DECLS
