/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-media.h"

G_BEGIN_DECLS

/**
 * RUSHES_FILE_NAME_MAX_LENGTH:
 *
 * As many bytes a path component may have on the file systems that matter (`NAME_MAX`).
 */
#define RUSHES_FILE_NAME_MAX_LENGTH 255

char *rushes_file_name_new         (RushesMediaKind  kind,
                                    guint            number,
                                    const char      *prompt,
                                    const char      *video_id,
                                    const char      *content_type,
                                    const char      *type_hint);
char *rushes_file_name_new_chosen  (const char      *chosen,
                                    RushesMediaKind  kind,
                                    const char      *content_type,
                                    const char      *type_hint);
char *rushes_file_name_with_number (const char      *name,
                                    guint            n);
char *rushes_file_name_part        (const char      *name);

G_END_DECLS
