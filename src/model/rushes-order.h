/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RushesOrder:
 *
 * Which videos stand in a list, newest activity first: eight bytes for each, and no more.
 */
typedef struct _RushesOrder RushesOrder;

RushesOrder *rushes_order_new      (void);
RushesOrder *rushes_order_copy     (RushesOrder *self);
void         rushes_order_free     (RushesOrder *self);
guint        rushes_order_get_n    (RushesOrder *self);
gint64       rushes_order_get      (RushesOrder *self,
                                    guint        position);
gboolean     rushes_order_find     (RushesOrder *self,
                                    gint64       activity,
                                    guint       *position);
gboolean     rushes_order_insert   (RushesOrder *self,
                                    gint64       activity,
                                    guint       *position);
gboolean     rushes_order_remove   (RushesOrder *self,
                                    gint64       activity,
                                    guint       *position);
void         rushes_order_merge    (RushesOrder *self,
                                    GArray      *activities);
void         rushes_order_subtract (RushesOrder *self,
                                    GArray      *activities);
guint        rushes_order_cut      (RushesOrder *self,
                                    gint64       activity);
void         rushes_order_compare  (RushesOrder *self,
                                    RushesOrder *other,
                                    GArray      *gone,
                                    GArray      *come);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesOrder, rushes_order_free)

G_END_DECLS
