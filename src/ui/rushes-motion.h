/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint rushes_motion_start_pulse (GtkProgressBar *bar,
                                 guint           milliseconds);

G_END_DECLS
