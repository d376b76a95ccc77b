/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TOAST (rushes_toast_get_type ())

G_DECLARE_FINAL_TYPE (RushesToast, rushes_toast, RUSHES, TOAST, GtkWidget)

void rushes_toast_show (RushesToast *self,
                        const char  *text,
                        const char  *button,
                        const char  *action_name);
void rushes_toast_hide (RushesToast *self);

G_END_DECLS
