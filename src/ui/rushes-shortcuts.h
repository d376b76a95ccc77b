/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SHORTCUTS (rushes_shortcuts_get_type ())

G_DECLARE_FINAL_TYPE (RushesShortcuts, rushes_shortcuts, RUSHES, SHORTCUTS, GtkWindow)

GtkWindow *rushes_shortcuts_new (GtkWindow *parent);

G_END_DECLS
