/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* A library on a database of its own, whose every change is followed by a copy of the list. */
typedef struct
{
  char *folder;
  char *path;
  RushesDatabase *database;
  RushesLibrary *library;
  GPtrArray *copy; /* of RushesLibraryItem */
  GString *changes;
} Shelf;

void         shelf_set_up       (Shelf            *self,
                                 gconstpointer     data);
void         shelf_tear_down    (Shelf            *self,
                                 gconstpointer     data);
void         shelf_open         (Shelf            *self);
void         shelf_close        (Shelf            *self);
void         shelf_wait_until   (gboolean        (*condition) (gpointer data),
                                 gpointer          data);
void         shelf_settle       (Shelf            *self);
const char  *shelf_name         (guint             number);
RushesVideo *shelf_make_answer  (guint             number,
                                 int               status,
                                 int               percent,
                                 const char       *prompt);
void         shelf_put          (Shelf            *self,
                                 guint             number,
                                 int               status,
                                 const char       *prompt);
RushesVideo *shelf_open_video   (Shelf            *self,
                                 guint             number);
void         shelf_assert_order (Shelf            *self,
                                 const char       *want);
void         shelf_execute      (Shelf            *self,
                                 const char       *sql);
char        *shelf_read         (Shelf            *self,
                                 const char       *sql);
void         shelf_fill         (Shelf            *self,
                                 guint             n_videos);
void         shelf_spoil_page   (const char       *path,
                                 const char       *text);

G_END_DECLS
