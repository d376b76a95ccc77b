/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RushesEngineReport:
 * @can_play: whether GTK may be asked to play anything
 * @can_stream: whether it may be asked to play from a #RushesRelay
 * @file: (nullable): the first of the files that is there
 * @unfit: (nullable): why @file may not be given to a player, as [func@film_check_file] says it
 *
 * What was found out before something is played.
 */
typedef struct
{
  gboolean can_play;
  gboolean can_stream;
  GFile *file;
  GError *unfit;
} RushesEngineReport;

void                rushes_engine_look_async   (GPtrArray            *files,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
RushesEngineReport *rushes_engine_look_finish  (GAsyncResult         *result,
                                                GError              **error);
void                rushes_engine_report_free  (RushesEngineReport   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesEngineReport, rushes_engine_report_free)

G_END_DECLS
