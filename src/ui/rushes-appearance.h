/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_APPEARANCE (rushes_appearance_get_type ())

G_DECLARE_FINAL_TYPE (RushesAppearance, rushes_appearance, RUSHES, APPEARANCE, GObject)

RushesAppearance *rushes_appearance_new (GDBusConnection *bus,
                                         GtkSettings     *settings);

G_END_DECLS
