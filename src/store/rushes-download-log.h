/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-media.h"

G_BEGIN_DECLS

/**
 * RushesDownloadEntry:
 * @media: what is being saved
 * @prompt: (nullable): what its video was asked to be
 * @folder: the full name of the folder it goes to
 * @name: (nullable): the name the user chose, or %NULL for one made of the prompt
 * @paused: whether it waits for the user
 *
 * A transfer that has not ended.
 */
typedef struct
{
  RushesMedia *media;
  char *prompt;
  char *folder;
  char *name;
  gboolean paused;
} RushesDownloadEntry;

RushesDownloadEntry *rushes_download_entry_new       (RushesMedia          *media,
                                                      const char           *prompt,
                                                      GFile                *folder,
                                                      const char           *name,
                                                      gboolean              paused);
void                 rushes_download_entry_free      (RushesDownloadEntry  *self);
void                 rushes_download_log_put         (RushesDatabase       *database,
                                                      RushesDownloadEntry  *entry);
void                 rushes_download_log_remove      (RushesDatabase       *database,
                                                      RushesMedia          *media);
void                 rushes_download_log_load_async  (RushesDatabase       *database,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
GPtrArray           *rushes_download_log_load_finish (RushesDatabase       *database,
                                                      GAsyncResult         *result,
                                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesDownloadEntry, rushes_download_entry_free)

G_END_DECLS
