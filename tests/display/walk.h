/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rig.h"

G_BEGIN_DECLS

/*
 * The window as who does not see it has it: read node by node, and gone through with Tab. Each
 * call fails with all that is wrong, not with the first of it.
 */

void walk_read   (Rig           *rig,
                  const char    *state);
void walk_around (Rig           *rig,
                  const char    *state,
                  const char    *title);

G_END_DECLS
