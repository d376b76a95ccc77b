/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"
#include "rushes-import.h"
#include "rushes-library-item.h"
#include "rushes-saved-log.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_LIBRARY (rushes_library_get_type ())

G_DECLARE_FINAL_TYPE (RushesLibrary, rushes_library, RUSHES, LIBRARY, GObject)

RushesLibrary  *rushes_library_new           (RushesDatabase       *database);
RushesDatabase *rushes_library_get_database  (RushesLibrary        *self);
gboolean        rushes_library_is_loaded     (RushesLibrary        *self);
guint           rushes_library_get_n_videos  (RushesLibrary        *self);
const char     *rushes_library_get_search    (RushesLibrary        *self);
void            rushes_library_set_search    (RushesLibrary        *self,
                                              const char           *text);
gboolean        rushes_library_is_searching  (RushesLibrary        *self);
RushesVideo    *rushes_library_peek          (RushesLibrary        *self,
                                              const char           *video_id);
gboolean        rushes_library_find          (RushesLibrary        *self,
                                              const char           *video_id,
                                              guint                *position);
void            rushes_library_open_async    (RushesLibrary        *self,
                                              const char           *video_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
RushesVideo    *rushes_library_open_finish   (RushesLibrary        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void            rushes_library_put           (RushesLibrary        *self,
                                              RushesVideo          *video,
                                              const GError         *error);
void            rushes_library_add_saved     (RushesLibrary        *self,
                                              RushesMedia          *media,
                                              GFile                *file,
                                              guint64               size);
void            rushes_library_remove        (RushesLibrary        *self,
                                              const char *const    *video_ids);
void            rushes_library_restore       (RushesLibrary        *self,
                                              const char *const    *video_ids);
void            rushes_library_purge         (RushesLibrary        *self);
void            rushes_library_import_async  (RushesLibrary        *self,
                                              GInputStream         *stream,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
RushesImport   *rushes_library_import_finish (RushesLibrary        *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
