/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DISPLAY_DEADLINE:
 *
 * How many seconds a wait may take before it fails its test. Far more than any needs: it only ends
 * what would never come, on a machine however slow.
 */
#define DISPLAY_DEADLINE 30

/**
 * DisplayCheck:
 * @data: what was given to [func@wait]
 *
 * Tells whether what is waited for has come.
 */
typedef gboolean (*DisplayCheck) (gpointer data);

gboolean display_wait (DisplayCheck check,
                       gpointer     data);

G_END_DECLS
