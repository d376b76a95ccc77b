/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_CLAMP (rushes_clamp_get_type ())

G_DECLARE_FINAL_TYPE (RushesClamp, rushes_clamp, RUSHES, CLAMP, GtkWidget)

G_END_DECLS
