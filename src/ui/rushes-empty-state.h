/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_EMPTY_STATE (rushes_empty_state_get_type ())

G_DECLARE_FINAL_TYPE (RushesEmptyState, rushes_empty_state, RUSHES, EMPTY_STATE, GtkWidget)

void rushes_empty_state_set_suggested (RushesEmptyState *self,
                                       gboolean          suggested);

G_END_DECLS
