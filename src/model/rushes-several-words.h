/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-item.h"

G_BEGIN_DECLS

char *rushes_several_words_dup_heading    (guint                  n_videos,
                                           guint                  n_left_out,
                                           gboolean               has_lines);
char *rushes_several_words_dup_fetch      (guint                  n_videos);
char *rushes_several_words_dup_short_id   (const char            *id);
char *rushes_several_words_dup_title      (const RushesPasteItem *item,
                                           gboolean               has_lines);
char *rushes_several_words_dup_caption    (const RushesPasteItem *item,
                                           gboolean               is_known);
char *rushes_several_words_dup_more       (guint                  n_videos);
char *rushes_several_words_dup_more_lines (guint                  n_left_out);

G_END_DECLS
