/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-database.h"

G_BEGIN_DECLS

gboolean rushes_library_words_put     (sqlite3     *db,
                                       gint64       activity,
                                       const char  *video_id,
                                       const char  *prompt,
                                       GError     **error);
gboolean rushes_library_words_move    (sqlite3     *db,
                                       gint64       from,
                                       gint64       to,
                                       GError     **error);
gboolean rushes_library_words_remove  (sqlite3     *db,
                                       gint64       activity,
                                       GError     **error);
gboolean rushes_library_words_match   (sqlite3     *db,
                                       const char  *query,
                                       gint64       activity);
void     rushes_library_words_put_all (sqlite3     *db);

G_END_DECLS
