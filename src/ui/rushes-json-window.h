/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_JSON_WINDOW (rushes_json_window_get_type ())

G_DECLARE_FINAL_TYPE (RushesJsonWindow, rushes_json_window, RUSHES, JSON_WINDOW, GtkWindow)

GtkWindow *rushes_json_window_new (GtkWindow *parent,
                                   GBytes    *answer);

G_END_DECLS
