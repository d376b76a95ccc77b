/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-fetch-plan.h"

G_BEGIN_DECLS

/**
 * RushesLeftover:
 * @received: how many bytes of the file are there
 * @total: how long the file is
 * @content_type: (nullable): what the host said its type is
 *
 * What there is of a file that was begun earlier.
 */
typedef struct
{
  guint64 received;
  gint64 total;
  char *content_type;
} RushesLeftover;

void            rushes_leftover_free        (RushesLeftover         *self);
void            rushes_leftover_look_async  (const RushesFetchPlan  *plan,
                                             GCancellable           *cancellable,
                                             GAsyncReadyCallback     callback,
                                             gpointer                user_data);
RushesLeftover *rushes_leftover_look_finish (GAsyncResult           *result,
                                             GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesLeftover, rushes_leftover_free)

G_END_DECLS
