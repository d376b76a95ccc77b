/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-media.h"

G_BEGIN_DECLS

char       *rushes_media_words_dup_title     (RushesMedia *media);
char       *rushes_media_words_dup_mention   (RushesMedia *media);
char       *rushes_media_words_dup_caption   (RushesMedia *media,
                                              int          width,
                                              int          height);
const char *rushes_media_words_get_icon_name (RushesMedia *media);

G_END_DECLS
