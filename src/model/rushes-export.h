/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-video.h"

G_BEGIN_DECLS

/**
 * RushesExportFormat:
 * @RUSHES_EXPORT_JSON: an array of objects, one a line
 * @RUSHES_EXPORT_CSV: a table for spreadsheets
 *
 * How videos are written out.
 */
typedef enum
{
  RUSHES_EXPORT_JSON,
  RUSHES_EXPORT_CSV,
} RushesExportFormat;

/**
 * RushesExportFile:
 * @kind: which file of the video it is
 * @number: the place among those of @kind, from 1
 * @path: where it was saved
 * @size: how many bytes it had
 * @saved_at: when it was saved, in microseconds since 1970
 *
 * A saved file, for an export.
 */
typedef struct
{
  RushesMediaKind kind;
  guint number;
  char *path;
  guint64 size;
  gint64 saved_at;
} RushesExportFile;

/**
 * RushesExportEntry:
 * @video: the video
 * @first_seen: when it was first heard of, in microseconds since 1970
 * @last_activity: when something happened to it last, in the same
 * @files: (element-type RushesExportFile): what was saved of it
 *
 * One video, for an export.
 */
typedef struct
{
  RushesVideo *video;
  gint64 first_seen;
  gint64 last_activity;
  GPtrArray *files;
} RushesExportEntry;

RushesExportEntry *rushes_export_entry_new      (RushesVideo             *video,
                                                 gint64                   first_seen,
                                                 gint64                   last_activity);
void               rushes_export_entry_add      (RushesExportEntry       *self,
                                                 RushesMediaKind          kind,
                                                 guint                    number,
                                                 const char              *path,
                                                 guint64                  size,
                                                 gint64                   saved_at);
void               rushes_export_entry_free     (RushesExportEntry       *self);
void               rushes_export_append_text    (GString                 *out,
                                                 const char              *name,
                                                 const char              *text);
void               rushes_export_append_members (GString                 *out,
                                                 const RushesExportEntry *entry,
                                                 gboolean                 listed);
void               rushes_export_begin          (GString                 *out,
                                                 RushesExportFormat       format);
void               rushes_export_append         (GString                 *out,
                                                 RushesExportFormat       format,
                                                 const RushesExportEntry *entry,
                                                 gboolean                 first);
void               rushes_export_end            (GString                 *out,
                                                 RushesExportFormat       format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesExportEntry, rushes_export_entry_free)

G_END_DECLS
