/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesCommandLineMode:
 * @RUSHES_COMMAND_LINE_WINDOW: open the window
 * @RUSHES_COMMAND_LINE_HELP: list the options
 * @RUSHES_COMMAND_LINE_VERSION: name the version
 * @RUSHES_COMMAND_LINE_STATUS: say how the videos are
 * @RUSHES_COMMAND_LINE_DOWNLOAD: save their files
 *
 * What the program was started for.
 */
typedef enum
{
  RUSHES_COMMAND_LINE_WINDOW,
  RUSHES_COMMAND_LINE_HELP,
  RUSHES_COMMAND_LINE_VERSION,
  RUSHES_COMMAND_LINE_STATUS,
  RUSHES_COMMAND_LINE_DOWNLOAD,
} RushesCommandLineMode;

/**
 * RushesCommandLineFiles:
 * @RUSHES_COMMAND_LINE_BEST: the one that is meant when none is named
 * @RUSHES_COMMAND_LINE_ALL: all of them
 * @RUSHES_COMMAND_LINE_CLEAN: the video without watermark, and no other
 * @RUSHES_COMMAND_LINE_WATERMARK: the video with watermark
 * @RUSHES_COMMAND_LINE_COVER: the cover
 *
 * Which files of a video are saved.
 */
typedef enum
{
  RUSHES_COMMAND_LINE_BEST,
  RUSHES_COMMAND_LINE_ALL,
  RUSHES_COMMAND_LINE_CLEAN,
  RUSHES_COMMAND_LINE_WATERMARK,
  RUSHES_COMMAND_LINE_COVER,
} RushesCommandLineFiles;

/**
 * RushesCommandLinePlan:
 * @mode: what to do
 * @files: which files, for a download
 * @wait: whether to wait until a video is final
 * @json: whether to print JSON
 * @output: (nullable): the folder to save in, as it was given; %NULL for the one that is set
 * @texts: (element-type filename): what names the videos, in the order given
 * @input: whether standard input names videos as well, in the place of "-" among @texts
 *
 * What the arguments ask for.
 */
typedef struct
{
  RushesCommandLineMode mode;
  RushesCommandLineFiles files;
  gboolean wait;
  gboolean json;
  char *output;
  GPtrArray *texts;
  gboolean input;
} RushesCommandLinePlan;

RushesCommandLinePlan *rushes_command_line_plan_new  (const char *const      *arguments,
                                                      GError                **error);
void                   rushes_command_line_plan_free (RushesCommandLinePlan  *self);
char                  *rushes_command_line_plan_join (RushesCommandLinePlan  *self,
                                                      const char             *input,
                                                      gsize                   length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesCommandLinePlan, rushes_command_line_plan_free)

G_END_DECLS
