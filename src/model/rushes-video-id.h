/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-item.h"

G_BEGIN_DECLS

/**
 * RUSHES_VIDEO_ID_MAX_LENGTH:
 *
 * As many bytes an ID may have. Real ones have some 60; with the longest e-mail address for an
 * account, some 300.
 */
#define RUSHES_VIDEO_ID_MAX_LENGTH 512

GPtrArray *rushes_video_id_parse       (const char *text,
                                        gssize      length);
gboolean   rushes_video_id_is_valid    (const char *id);
char      *rushes_video_id_dup_account (const char *id);
char      *rushes_video_id_dup_number  (const char *id);

G_END_DECLS
