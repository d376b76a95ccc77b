/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-command-line-outcome.h"
#include "rushes-command-line-parts.h"
#include "rushes-export.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_COMMAND_LINE_JOB (rushes_command_line_job_get_type ())

G_DECLARE_FINAL_TYPE (RushesCommandLineJob, rushes_command_line_job, RUSHES, COMMAND_LINE_JOB,
                      GObject)

/**
 * RushesCommandLineFault:
 * @media: (nullable): the file it is about, or %NULL for the video
 * @text: what went wrong, in sentences
 * @exit: the exit status it asks for
 *
 * Something that went wrong.
 */
typedef struct
{
  RushesMedia *media;
  char *text;
  RushesCommandLineExit exit;
} RushesCommandLineFault;

RushesCommandLineJob     *rushes_command_line_job_new          (RushesCommandLineParts      *parts,
                                                                const RushesCommandLinePlan *plan,
                                                                const char                  *id);
void                      rushes_command_line_job_start        (RushesCommandLineJob        *self);
void                      rushes_command_line_job_stop         (RushesCommandLineJob        *self,
                                                                const GError                *error);
const char               *rushes_command_line_job_get_id       (RushesCommandLineJob        *self);
gboolean                  rushes_command_line_job_is_done      (RushesCommandLineJob        *self);
RushesVideo              *rushes_command_line_job_peek_video   (RushesCommandLineJob        *self);
RushesCommandLineOutcome  rushes_command_line_job_get_outcome  (RushesCommandLineJob        *self);
const GError             *rushes_command_line_job_get_error    (RushesCommandLineJob        *self);
const RushesExportEntry  *rushes_command_line_job_get_entry    (RushesCommandLineJob        *self);
GPtrArray                *rushes_command_line_job_get_paths    (RushesCommandLineJob        *self);
GPtrArray                *rushes_command_line_job_get_faults   (RushesCommandLineJob        *self);
gboolean                  rushes_command_line_job_is_swapped   (RushesCommandLineJob        *self);
RushesCommandLineExit     rushes_command_line_job_get_exit     (RushesCommandLineJob        *self);

G_END_DECLS
