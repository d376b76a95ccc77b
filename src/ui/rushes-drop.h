/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-id-entry.h"

G_BEGIN_DECLS

void rushes_drop_add (GtkWidget     *widget,
                      RushesIdEntry *entry);

G_END_DECLS
