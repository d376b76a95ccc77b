/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-settings.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_PREFERENCES (rushes_preferences_get_type ())

G_DECLARE_FINAL_TYPE (RushesPreferences, rushes_preferences, RUSHES, PREFERENCES, GtkWindow)

GtkWindow *rushes_preferences_new (GtkWindow      *parent,
                                   RushesSettings *settings);

G_END_DECLS
