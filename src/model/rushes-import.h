/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-paste-item.h"

G_BEGIN_DECLS

/**
 * RUSHES_IMPORT_MAX_REFUSED:
 *
 * As many things that are no videos are named; the others are counted.
 */
#define RUSHES_IMPORT_MAX_REFUSED 100

/**
 * RushesImportVideo:
 * @id: a valid video ID
 * @prompt: (nullable): what stood beside it
 *
 * A video in a list that is imported.
 */
typedef struct
{
  char *id;
  char *prompt;
} RushesImportVideo;

/**
 * RushesImportSummary:
 * @n_taken: how many videos were new
 * @n_known: how many were in the library before
 * @n_refused: how many things were no videos
 * @refused: (element-type RushesPasteItem): the first of them, by line
 *
 * What became of a list.
 */
typedef struct
{
  guint n_taken;
  guint n_known;
  guint n_refused;
  GPtrArray *refused;
} RushesImportSummary;

/**
 * RushesImport:
 *
 * A list of videos that is read piece by piece.
 */
typedef struct _RushesImport RushesImport;

RushesImport              *rushes_import_new         (void);
void                       rushes_import_free        (RushesImport *self);
void                       rushes_import_read        (RushesImport *self,
                                                      const char   *text,
                                                      gsize         length);
void                       rushes_import_finish      (RushesImport *self);
GPtrArray                 *rushes_import_get_videos  (RushesImport *self);
void                       rushes_import_count       (RushesImport *self,
                                                      guint         n_taken,
                                                      guint         n_known);
const RushesImportSummary *rushes_import_get_summary (RushesImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesImport, rushes_import_free)

G_END_DECLS
