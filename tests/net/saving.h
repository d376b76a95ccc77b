/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-server.h"
#include "rushes-download.h"
#include "rushes-error.h"

G_BEGIN_DECLS

/* A host with a file, and a folder to save it in. */
typedef struct
{
  FaultServer *server;
  GBytes *body;
  char *folder;
} Saving;

Saving         *saving_new            (gsize                length);
void            saving_free           (Saving              *self);
GBytes         *saving_make_body      (gsize                length,
                                       guint32              seed);
void            saving_leave_part     (Saving              *self,
                                       const char          *path,
                                       gsize                have,
                                       const char          *etag);
RushesDownload *saving_new_download   (Saving              *self,
                                       const char          *uri);
RushesDownload *saving_new_named      (Saving              *self,
                                       const char          *path,
                                       const char          *name);
RushesDownload *saving_new_trusting   (Saving              *self,
                                       const char          *uri,
                                       GTlsDatabase        *database);
RushesDownload *saving_start          (Saving              *self,
                                       const char          *path);
RushesDownload *saving_start_uri      (Saving              *self,
                                       const char          *uri);
void            saving_go_on          (Saving              *self,
                                       RushesDownload      *download,
                                       const char          *path);
void            saving_wait           (RushesDownload      *download,
                                       RushesDownloadState  state);
void            saving_wait_end       (RushesDownload      *download);
void            saving_wait_until     (gboolean             (*condition) (gpointer data),
                                       gpointer             data);
char           *saving_list           (Saving              *self);
char           *saving_list_folder    (const char          *folder);
void            saving_remove_folder  (const char          *folder);
char           *saving_get_name       (void);
void            saving_assert_empty   (Saving              *self);
void            saving_assert_whole   (Saving              *self,
                                       RushesDownload      *download);
void            saving_assert_nothing (Saving              *self,
                                       RushesDownload      *download);
guint           saving_count_fds      (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

G_END_DECLS
