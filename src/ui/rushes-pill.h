/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-status.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_PILL (rushes_pill_get_type ())

G_DECLARE_FINAL_TYPE (RushesPill, rushes_pill, RUSHES, PILL, GtkWidget)

const char *rushes_pill_get_css_class (RushesStatus status);
const char *rushes_pill_get_icon_name (RushesStatus status);

G_END_DECLS
