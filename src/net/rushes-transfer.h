/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-fetch.h"

G_BEGIN_DECLS

/**
 * RushesTransferNews:
 * @stage: how far it is
 * @since: since when, in the time of g_get_monotonic_time ()
 * @received: how many bytes are there
 * @total: how many there will be, or -1
 * @ended: whether it is over; then nothing changes any more
 *
 * What there is to be told of a transfer.
 */
typedef struct
{
  RushesFetchStage stage;
  gint64 since;
  guint64 received;
  gint64 total;
  gboolean ended;
} RushesTransferNews;

/**
 * RushesTransfer:
 *
 * One attempt to fetch one file, carried out by a worker thread. The worker knows its owner by no
 * more than a call in the owner's main context, which the owner can have stopped at any time.
 */
typedef struct _RushesTransfer RushesTransfer;

/**
 * RushesTransferFunc:
 * @transfer: a transfer
 * @owner: as given to [method@Transfer.start]
 *
 * Is called in the owner's main context when there is news: at most ten times a second, at each new
 * stage, and once after the end.
 */
typedef void (*RushesTransferFunc) (RushesTransfer *transfer,
                                    gpointer        owner);

RushesTransfer *rushes_transfer_new      (const RushesFetchPlan *plan);
RushesTransfer *rushes_transfer_ref      (RushesTransfer        *self);
void            rushes_transfer_unref    (RushesTransfer        *self);
void            rushes_transfer_start    (RushesTransfer        *self,
                                          RushesTransferFunc     changed,
                                          gpointer               owner);
gboolean        rushes_transfer_stop     (RushesTransfer        *self,
                                          gboolean               discard);
void            rushes_transfer_forget   (RushesTransfer        *self);
void            rushes_transfer_get_news (RushesTransfer        *self,
                                          RushesTransferNews    *news);
char           *rushes_transfer_dup_type (RushesTransfer        *self);
char           *rushes_transfer_finish   (RushesTransfer        *self,
                                          GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesTransfer, rushes_transfer_unref)

G_END_DECLS
