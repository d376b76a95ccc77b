/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-worker.h"

G_BEGIN_DECLS

/**
 * RushesDownloadTerm:
 *
 * One of the things a download is made with, in the order of its properties.
 */
typedef enum
{
  RUSHES_DOWNLOAD_TERM_MEDIA,
  RUSHES_DOWNLOAD_TERM_PROMPT,
  RUSHES_DOWNLOAD_TERM_NAME,
  RUSHES_DOWNLOAD_TERM_FOLDER,
  RUSHES_DOWNLOAD_TERM_LOOPBACK_ALLOWED,
  RUSHES_DOWNLOAD_TERM_TLS_DATABASE,
  RUSHES_DOWNLOAD_TERM_CONNECT_SECONDS,
  RUSHES_DOWNLOAD_TERM_ANSWER_SECONDS,
  RUSHES_DOWNLOAD_TERM_STALL_SECONDS,
} RushesDownloadTerm;

#define RUSHES_N_DOWNLOAD_TERMS (RUSHES_DOWNLOAD_TERM_STALL_SECONDS + 1)

void rushes_download_terms_make_specs (GParamSpec         **specs);
void rushes_download_terms_set_value  (RushesFetchPlan     *plan,
                                       RushesWorkerLimits  *limits,
                                       RushesDownloadTerm   term,
                                       const GValue        *value);

G_END_DECLS
