/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-node.h"

G_BEGIN_DECLS

/* What of a tree is wrong by itself, without asking the program again. */

gboolean walk_rules_is_widget      (DisplayTree  *tree);
gboolean walk_rules_is_passed_over (DisplayTree  *tree);
void     walk_rules_apply          (DisplayTree  *root,
                                    const char   *secret,
                                    GPtrArray    *faults);

G_END_DECLS
