/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_search_text_fold    (const char  *text);
void  rushes_search_text_fold_id (const char  *video_id,
                                  char       **account,
                                  char       **number,
                                  char       **tail);
char *rushes_search_text_query   (const char  *typed);

G_END_DECLS
