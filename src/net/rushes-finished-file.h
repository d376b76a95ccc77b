/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-fetch-plan.h"

G_BEGIN_DECLS

char *rushes_finished_file_find          (const RushesFetchPlan *plan,
                                          gint64                *size);
void  rushes_finished_file_forget_async  (const RushesFetchPlan *plan,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
void  rushes_finished_file_forget_finish (GAsyncResult          *result);

G_END_DECLS
