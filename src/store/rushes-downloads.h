/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-client.h"
#include "rushes-database.h"
#include "rushes-download.h"
#include "rushes-recovery.h"
#include "rushes-settings.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_DOWNLOADS (rushes_downloads_get_type ())

G_DECLARE_FINAL_TYPE (RushesDownloads, rushes_downloads, RUSHES, DOWNLOADS, GObject)

RushesDownloads    *rushes_downloads_new          (RushesSettings  *settings,
                                                   RushesClient    *client,
                                                   RushesWatcher   *watcher,
                                                   RushesDatabase  *database);
RushesDownload     *rushes_downloads_add          (RushesDownloads *self,
                                                   RushesMedia     *media,
                                                   const char      *prompt);
void                rushes_downloads_add_saved    (RushesDownloads *self,
                                                   RushesMedia     *media,
                                                   const char      *prompt,
                                                   GFile           *file,
                                                   guint64          size);
void                rushes_downloads_recall       (RushesDownloads *self,
                                                   RushesVideo     *video);
void                rushes_downloads_pause        (RushesDownloads *self,
                                                   RushesDownload  *download);
RushesDownload     *rushes_downloads_add_as       (RushesDownloads *self,
                                                   RushesMedia     *media,
                                                   const char      *prompt,
                                                   GFile           *file);
RushesDownload     *rushes_downloads_peek         (RushesDownloads *self,
                                                   RushesMedia     *media);
RushesRecoveryPhase rushes_downloads_get_recovery (RushesDownloads *self,
                                                   RushesDownload  *download);
RushesDatabase     *rushes_downloads_get_database (RushesDownloads *self);
GFile              *rushes_downloads_dup_folder   (RushesDownloads *self);
guint               rushes_downloads_get_n_open   (RushesDownloads *self);

G_END_DECLS
