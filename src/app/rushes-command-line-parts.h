/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-command-line-plan.h"
#include "rushes-downloads.h"

G_BEGIN_DECLS

/**
 * RushesCommandLineParts:
 * @settings: the settings, with what the command was told in their place
 * @client: who asks the API
 * @memory: what is under way, for as long as this run lasts
 * @library: the videos of this run, in @memory
 * @watcher: who asks about them, at the rates that hold for the window
 * @downloads: who saves their files
 * @shelf: the library of the window
 *
 * What the command works with: the same as the window. But what is under way is of this process
 * alone: it takes up nothing that the window watches or saves, and leaves nothing for it to take
 * up. A transfer that was cut short is found again by the record beside its part. What is known of
 * a video and what was saved of it goes into the library of the window, which other processes may
 * have open (SQLite's own locks).
 */
typedef struct
{
  RushesSettings *settings;
  RushesClient *client;
  RushesDatabase *memory;
  RushesLibrary *library;
  RushesWatcher *watcher;
  RushesDownloads *downloads;
  RushesDatabase *shelf;
} RushesCommandLineParts;

gboolean                rushes_command_line_parts_have_schema (void);
RushesCommandLineParts *rushes_command_line_parts_new         (const RushesCommandLinePlan *plan,
                                                               const char                  *token);
void                    rushes_command_line_parts_free        (RushesCommandLineParts      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesCommandLineParts, rushes_command_line_parts_free)

G_END_DECLS
