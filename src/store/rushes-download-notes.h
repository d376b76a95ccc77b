/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-download-log.h"
#include "rushes-download.h"
#include "rushes-settings.h"

G_BEGIN_DECLS

/**
 * RushesDownloadNotes:
 *
 * What is written down of transfers, so that the next run goes on with them: that they have begun,
 * how they stand, and that they are done. For the main thread.
 */
typedef struct _RushesDownloadNotes RushesDownloadNotes;

/**
 * RushesDownloadNotesWritten:
 * @owner: as given to [func@DownloadNotes.new]
 *
 * Is called when all is written of one transfer more.
 */
typedef void (*RushesDownloadNotesWritten) (GObject *owner);

RushesDownloadNotes *rushes_download_notes_new     (RushesDatabase             *database,
                                                    RushesSettings             *settings,
                                                    GObject                    *owner,
                                                    RushesDownloadNotesWritten  written);
void                 rushes_download_notes_free    (RushesDownloadNotes        *self);
void                 rushes_download_notes_take_up (RushesDownloadNotes        *self,
                                                    RushesDownload             *download);
void                 rushes_download_notes_put     (RushesDownloadNotes        *self,
                                                    RushesDownload             *download,
                                                    gboolean                    waits);
void                 rushes_download_notes_tidy    (RushesDownloadNotes        *self,
                                                    const RushesDownloadEntry  *entry);
gboolean             rushes_download_notes_has     (RushesDownloadNotes        *self,
                                                    RushesDownload             *download);

G_END_DECLS
