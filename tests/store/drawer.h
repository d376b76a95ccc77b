/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"

G_BEGIN_DECLS

/* A folder, and a place for a database in it. */
typedef struct
{
  char *folder;
  char *path;
} Drawer;

void            drawer_set_up            (Drawer              *self,
                                          gconstpointer        data);
void            drawer_tear_down         (Drawer              *self,
                                          gconstpointer        data);
RushesDatabase *drawer_open              (const char          *path);
void            drawer_close             (RushesDatabase      *database);
gpointer        drawer_run               (RushesDatabase      *database,
                                          RushesDatabaseFunc   func,
                                          gpointer             data,
                                          GError             **error);
gpointer        drawer_read_one          (sqlite3             *db,
                                          gpointer             data,
                                          GError             **error);
void            drawer_assert_one        (RushesDatabase      *database,
                                          const char          *sql,
                                          const char          *want);
void            drawer_add_row           (RushesDatabase      *database,
                                          const char          *video_id);
void            drawer_assert_mode       (const char          *path,
                                          guint                want);
GBytes         *drawer_read_file         (const char          *path);
void            drawer_assert_contents   (const char          *path,
                                          GBytes              *before);
void            drawer_execute           (const char          *path,
                                          const char          *sql);
void            drawer_execute_and_crash (const char          *path,
                                          const char          *sql);
void            drawer_count             (gpointer             counter);

G_END_DECLS
