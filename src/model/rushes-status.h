/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RUSHES_UNKNOWN:
 *
 * What a number or a yes/no of a video is when the service did not say, or said nonsense.
 */
#define RUSHES_UNKNOWN (-1)

/**
 * RushesStatus:
 * @RUSHES_STATUS_UNKNOWN: a number nobody knows; the service's own label is shown
 * @RUSHES_STATUS_QUEUED: waits for its turn
 * @RUSHES_STATUS_PENDING: taken in
 * @RUSHES_STATUS_PROCESSING: is being made
 * @RUSHES_STATUS_IN_REVIEW: somebody or something looks at it
 * @RUSHES_STATUS_COMPLETED: there are files
 * @RUSHES_STATUS_MODERATED: held back because of its content
 * @RUSHES_STATUS_FAILED: could not be made
 * @RUSHES_STATUS_REMOVED: the service has it no more
 * @RUSHES_STATUS_LAST: the last of them
 *
 * What a video's status means for people.
 */
typedef enum
{
  RUSHES_STATUS_UNKNOWN,
  RUSHES_STATUS_QUEUED,
  RUSHES_STATUS_PENDING,
  RUSHES_STATUS_PROCESSING,
  RUSHES_STATUS_IN_REVIEW,
  RUSHES_STATUS_COMPLETED,
  RUSHES_STATUS_MODERATED,
  RUSHES_STATUS_FAILED,
  RUSHES_STATUS_REMOVED,
  RUSHES_STATUS_LAST = RUSHES_STATUS_REMOVED,
} RushesStatus;

RushesStatus rushes_status_from_number  (int           number);
gboolean     rushes_status_is_final     (int           number,
                                         int           status_final);
char        *rushes_status_dup_word     (RushesStatus  status,
                                         int           number,
                                         const char   *label);
char        *rushes_status_dup_sentence (RushesStatus  status,
                                         gboolean      can_appeal,
                                         gboolean      can_retry);

G_END_DECLS
