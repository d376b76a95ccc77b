/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesCommandLineExit:
 * @RUSHES_EXIT_DONE: all went well
 * @RUSHES_EXIT_USAGE: the arguments, an ID or a setting cannot be used
 * @RUSHES_EXIT_NOT_FOUND: there is no such video, or no such file of it
 * @RUSHES_EXIT_TOKEN: the token is missing, or was refused
 * @RUSHES_EXIT_REJECTED: the video was moderated, or could not be made
 * @RUSHES_EXIT_NOT_FINAL: the video is not final, or was not in time
 * @RUSHES_EXIT_NETWORK: the network or the server
 * @RUSHES_EXIT_FILE: a file could not be written
 *
 * The exit status (DESIGN §6). Over several videos it is the highest.
 */
typedef enum
{
  RUSHES_EXIT_DONE,
  RUSHES_EXIT_USAGE,
  RUSHES_EXIT_NOT_FOUND,
  RUSHES_EXIT_TOKEN,
  RUSHES_EXIT_REJECTED,
  RUSHES_EXIT_NOT_FINAL,
  RUSHES_EXIT_NETWORK,
  RUSHES_EXIT_FILE,
} RushesCommandLineExit;

/**
 * RushesCommandLineOutcome:
 * @RUSHES_COMMAND_LINE_DONE: it is final, and so are its files where they were asked for
 * @RUSHES_COMMAND_LINE_NOT_FINAL: it is not final yet
 * @RUSHES_COMMAND_LINE_EXPIRED: it was not final for as long as it is waited for
 * @RUSHES_COMMAND_LINE_MODERATED: it was held back because of its content
 * @RUSHES_COMMAND_LINE_FAILED: it could not be made
 * @RUSHES_COMMAND_LINE_REMOVED: the service has it no more
 * @RUSHES_COMMAND_LINE_NO_FILE: it has no such file
 * @RUSHES_COMMAND_LINE_ERROR: there is an error of %RUSHES_ERROR
 *
 * What has become of one video.
 */
typedef enum
{
  RUSHES_COMMAND_LINE_DONE,
  RUSHES_COMMAND_LINE_NOT_FINAL,
  RUSHES_COMMAND_LINE_EXPIRED,
  RUSHES_COMMAND_LINE_MODERATED,
  RUSHES_COMMAND_LINE_FAILED,
  RUSHES_COMMAND_LINE_REMOVED,
  RUSHES_COMMAND_LINE_NO_FILE,
  RUSHES_COMMAND_LINE_ERROR,
} RushesCommandLineOutcome;

RushesCommandLineOutcome  rushes_command_line_outcome_read     (RushesVideo              *video);
RushesCommandLineExit     rushes_command_line_outcome_get_exit (RushesCommandLineOutcome  outcome,
                                                                const GError             *error);
const char               *rushes_command_line_outcome_get_kind (RushesCommandLineOutcome  outcome,
                                                                const GError             *error);
char                     *rushes_command_line_outcome_dup_text (RushesCommandLineOutcome  outcome,
                                                                RushesVideo              *video,
                                                                guint                     limit);
char                     *rushes_command_line_outcome_dup_error_text
                                                               (const GError             *error,
                                                                GFile                    *folder);

G_END_DECLS
