/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-node.h"

G_BEGIN_DECLS

/* What the files of the driver share about a node, and what goes through all of them. */

GVariant *display_node_call (DisplayNode *self,
                             const char  *interface,
                             const char  *method,
                             GVariant    *parameters,
                             const char  *type);
char     *display_node_pick (DisplayApp  *app,
                             DisplayTree *toplevel,
                             int          x,
                             int          y);

G_END_DECLS
