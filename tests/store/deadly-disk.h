/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void deadly_disk_begin (int  n_steps);
void deadly_disk_count (void);

G_END_DECLS
