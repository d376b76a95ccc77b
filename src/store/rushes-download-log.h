/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-media.h"

G_BEGIN_DECLS

/**
 * RushesDownloadStage:
 * @RUSHES_DOWNLOAD_STAGE_OPEN: the next run goes on with it
 * @RUSHES_DOWNLOAD_STAGE_WAITING: it waits for the user
 * @RUSHES_DOWNLOAD_STAGE_SAVED: its file is saved, and what was kept beside it is to be removed
 *
 * How far a transfer is. The numbers stand in the database.
 */
typedef enum
{
  RUSHES_DOWNLOAD_STAGE_OPEN = 0,
  RUSHES_DOWNLOAD_STAGE_WAITING = 1,
  RUSHES_DOWNLOAD_STAGE_SAVED = 2,
} RushesDownloadStage;

/**
 * RushesDownloadEntry:
 * @media: what is being saved
 * @prompt: (nullable): what its video was asked to be
 * @folder: the full name of the folder it goes to
 * @name: (nullable): the name the user chose, or %NULL for one made of the prompt
 * @stage: how far it is
 *
 * A transfer that has not ended, or whose end is not all written down.
 */
typedef struct
{
  RushesMedia *media;
  char *prompt;
  char *folder;
  char *name;
  RushesDownloadStage stage;
} RushesDownloadEntry;

RushesDownloadEntry *rushes_download_entry_new        (RushesMedia          *media,
                                                       const char           *prompt,
                                                       GFile                *folder,
                                                       const char           *name,
                                                       RushesDownloadStage   stage);
void                 rushes_download_entry_free       (RushesDownloadEntry  *self);
void                 rushes_download_log_put_async    (RushesDatabase       *database,
                                                       RushesDownloadEntry  *entry,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean             rushes_download_log_put_finish   (RushesDatabase       *database,
                                                       GAsyncResult         *result,
                                                       GError              **error);
void                 rushes_download_log_remove       (RushesDatabase       *database,
                                                       RushesMedia          *media);
void                 rushes_download_log_remove_saved (RushesDatabase       *database,
                                                       RushesMedia          *media);
void                 rushes_download_log_load_async   (RushesDatabase       *database,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GPtrArray           *rushes_download_log_load_finish  (RushesDatabase       *database,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesDownloadEntry, rushes_download_entry_free)

G_END_DECLS
