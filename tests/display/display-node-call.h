/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-node.h"

G_BEGIN_DECLS

/* What the files of the driver share about a node; no test needs it. */

GVariant *display_node_call          (DisplayNode        *self,
                                      const char         *interface,
                                      const char         *method,
                                      GVariant           *parameters,
                                      const char         *type);
GVariant *display_node_read_property (DisplayNode        *self,
                                      const char         *interface,
                                      const char         *name,
                                      const GVariantType *type);

G_END_DECLS
