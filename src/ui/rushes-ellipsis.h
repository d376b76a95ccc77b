/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_ellipsis_explain     (GtkLabel  *label);
void rushes_ellipsis_wrap_button (GtkButton *button);

G_END_DECLS
