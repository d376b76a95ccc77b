/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GListModel *rushes_gradual_new (GListModel *model,
                                GtkWidget  *view);

G_END_DECLS
