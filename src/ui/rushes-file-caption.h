/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-downloads.h"

G_BEGIN_DECLS

/**
 * RushesFileTone:
 * @RUSHES_FILE_TONE_PLAIN: neither
 * @RUSHES_FILE_TONE_GOOD: the file is saved
 * @RUSHES_FILE_TONE_BAD: something is to be done about it
 *
 * What kind of news a caption is.
 */
typedef enum
{
  RUSHES_FILE_TONE_PLAIN,
  RUSHES_FILE_TONE_GOOD,
  RUSHES_FILE_TONE_BAD
} RushesFileTone;

RushesFileTone  rushes_file_caption_get_tone (RushesDownload      *download,
                                              RushesRecoveryPhase  recovery);
char           *rushes_file_caption_dup      (RushesDownload      *download,
                                              RushesRecoveryPhase  recovery,
                                              RushesVideo         *video,
                                              RushesMedia         *media);

G_END_DECLS
