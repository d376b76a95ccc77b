/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RushesDeadline RushesDeadline;

RushesDeadline *rushes_deadline_new             (guint           milliseconds,
                                                 GCancellable   *outer);
void            rushes_deadline_free            (RushesDeadline *self);
GCancellable   *rushes_deadline_get_cancellable (RushesDeadline *self);
GError         *rushes_deadline_judge           (RushesDeadline *self,
                                                 const GError   *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesDeadline, rushes_deadline_free)

G_END_DECLS
