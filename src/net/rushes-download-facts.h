/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-download-state.h"

G_BEGIN_DECLS

/**
 * RushesDownloadFact:
 *
 * One of the things there are to say of a download, in the order of its properties.
 */
typedef enum
{
  RUSHES_DOWNLOAD_FACT_STATE,
  RUSHES_DOWNLOAD_FACT_RECEIVED,
  RUSHES_DOWNLOAD_FACT_TOTAL,
  RUSHES_DOWNLOAD_FACT_SPEED,
  RUSHES_DOWNLOAD_FACT_TIME_LEFT,
  RUSHES_DOWNLOAD_FACT_FRACTION,
  RUSHES_DOWNLOAD_FACT_CONTENT_TYPE,
  RUSHES_DOWNLOAD_FACT_ERROR,
  RUSHES_DOWNLOAD_FACT_FILE,
} RushesDownloadFact;

#define RUSHES_N_DOWNLOAD_FACTS (RUSHES_DOWNLOAD_FACT_FILE + 1)

/**
 * RushesDownloadFacts:
 * @state: where it stands
 * @received: how many bytes are there
 * @total: how many there will be, or -1
 * @speed: how many come in a second
 * @time_left: for how many seconds yet, or -1
 * @content_type: (nullable): what the host says the type of the file is
 * @error: (nullable): why it ended without the file
 * @file: (nullable): the file
 *
 * All there is to say of a download at one time.
 */
typedef struct
{
  RushesDownloadState state;
  guint64 received;
  gint64 total;
  guint64 speed;
  gint64 time_left;
  const char *content_type;
  const GError *error;
  GFile *file;
} RushesDownloadFacts;

void   rushes_download_facts_init         (RushesDownloadFacts       *self);
void   rushes_download_facts_make_specs   (GParamSpec               **specs);
void   rushes_download_facts_clear        (RushesDownloadFacts       *self);
guint  rushes_download_facts_replace      (RushesDownloadFacts       *self,
                                           const RushesDownloadFacts *next);
double rushes_download_facts_get_fraction (const RushesDownloadFacts *self);
void   rushes_download_facts_get_value    (const RushesDownloadFacts *self,
                                           RushesDownloadFact         fact,
                                           GValue                    *value);

G_END_DECLS
