/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

char *rushes_database_salvage_set_aside (const char *path);
void  rushes_database_salvage_run       (sqlite3    *db,
                                         const char *damaged);

G_END_DECLS
