/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-client.h"
#include "rushes-database.h"
#include "rushes-download.h"
#include "rushes-settings.h"
#include "rushes-watcher.h"
#include "stand-in.h"

G_BEGIN_DECLS

/* How long a second of watching takes here. */
#define STORING_SECOND_MILLISECONDS 20

/* What a queue of transfers needs, a service to get them from, and a folder to save them in. */
typedef struct
{
  StandIn *stand_in;
  RushesClient *client;
  RushesSettings *settings;
  GSettings *raw;
  RushesDatabase *database;
  RushesLibrary *library;
  RushesWatcher *watcher;
  char *home;
  char *folder;
} Storing;

void         storing_set_up       (Storing          *self,
                                   gconstpointer     data);
void         storing_tear_down    (Storing          *self,
                                   gconstpointer     data);
void         storing_begin        (Storing          *self,
                                   const char       *api_url,
                                   const char       *home);
void         storing_end          (Storing          *self);
void         storing_set_database (Storing          *self,
                                   GFile            *file);
void         storing_set_folder   (Storing          *self,
                                   const char       *name);
RushesMedia *storing_make_media   (Storing          *self,
                                   const char       *options,
                                   guint             number,
                                   RushesMediaKind   kind);
void         storing_wait_until   (gboolean        (*condition) (gpointer data),
                                   gpointer          data);
void         storing_wait_alone   (gpointer          object);
void         storing_wait_state   (RushesDownload   *download,
                                   RushesDownloadState state);
void         storing_wait_bytes   (RushesDownload   *download,
                                   guint64           bytes);
guint        storing_count        (Storing          *self,
                                   const char       *port,
                                   const char       *part);
char        *storing_list         (Storing          *self);
void         storing_assert_big   (RushesDownload   *download,
                                   guint             megabytes);

G_END_DECLS
