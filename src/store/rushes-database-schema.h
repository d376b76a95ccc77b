/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * RUSHES_DATABASE_VERSION:
 *
 * The version of the schema this program works with.
 */
#define RUSHES_DATABASE_VERSION 3

void rushes_database_schema_distrust (sqlite3 *db);
int  rushes_database_schema_prepare  (sqlite3 *db);

G_END_DECLS
