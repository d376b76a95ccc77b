/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-command-line-output.h"
#include "rushes-command-line-outcome.h"
#include "rushes-command-line-plan.h"

G_BEGIN_DECLS

RushesCommandLineExit rushes_command_line_run (const RushesCommandLinePlan *plan,
                                               GPtrArray                   *ids,
                                               const char                  *token,
                                               RushesCommandLineOutput     *output,
                                               int                         *signal_number);

G_END_DECLS
