/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_PROMPT (rushes_prompt_get_type ())

G_DECLARE_FINAL_TYPE (RushesPrompt, rushes_prompt, RUSHES, PROMPT, GtkWidget)

void rushes_prompt_set_text (RushesPrompt *self,
                             const char   *text);

G_END_DECLS
