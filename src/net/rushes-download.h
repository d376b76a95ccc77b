/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-download-facts.h"
#include "rushes-fetch-plan.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_DOWNLOAD (rushes_download_get_type ())

G_DECLARE_FINAL_TYPE (RushesDownload, rushes_download, RUSHES, DOWNLOAD, GObject)

RushesDownload            *rushes_download_new              (RushesMedia    *media,
                                                             const char     *prompt,
                                                             GFile          *folder,
                                                             const char     *name,
                                                             gboolean        loopback_allowed);
void                       rushes_download_take_saved       (RushesDownload *self,
                                                             GFile          *file,
                                                             guint64         size);
void                       rushes_download_set_logged       (RushesDownload *self,
                                                             gboolean        earlier);
void                       rushes_download_start            (RushesDownload *self);
void                       rushes_download_pause            (RushesDownload *self);
void                       rushes_download_look             (RushesDownload *self);
void                       rushes_download_cancel           (RushesDownload *self);
void                       rushes_download_retry            (RushesDownload *self);
void                       rushes_download_set_media        (RushesDownload *self,
                                                             RushesMedia    *media);
GFile                     *rushes_download_get_folder       (RushesDownload *self);
void                       rushes_download_set_folder       (RushesDownload *self,
                                                             GFile          *folder);
const RushesFetchPlan     *rushes_download_get_plan         (RushesDownload *self);
const RushesDownloadFacts *rushes_download_get_facts        (RushesDownload *self);
RushesMedia               *rushes_download_get_media        (RushesDownload *self);
const char                *rushes_download_get_prompt       (RushesDownload *self);
const char                *rushes_download_get_name         (RushesDownload *self);
RushesDownloadState        rushes_download_get_state        (RushesDownload *self);
guint64                    rushes_download_get_received     (RushesDownload *self);
gint64                     rushes_download_get_total        (RushesDownload *self);
guint64                    rushes_download_get_speed        (RushesDownload *self);
gint64                     rushes_download_get_time_left    (RushesDownload *self);
double                     rushes_download_get_fraction     (RushesDownload *self);
const char                *rushes_download_get_content_type (RushesDownload *self);
const GError              *rushes_download_get_error        (RushesDownload *self);
GFile                     *rushes_download_get_file         (RushesDownload *self);

G_END_DECLS
