/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-app.h"

G_BEGIN_DECLS

void display_failure_watch  (DisplayApp *app);
void display_failure_forget (DisplayApp *app);

G_END_DECLS
