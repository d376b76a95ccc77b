/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_COPY_BUTTON (rushes_copy_button_get_type ())

G_DECLARE_FINAL_TYPE (RushesCopyButton, rushes_copy_button, RUSHES, COPY_BUTTON, GtkWidget)

void rushes_copy_button_set_text (RushesCopyButton *self,
                                  const char       *text);

G_END_DECLS
