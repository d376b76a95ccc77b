/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-fetch-plan.h"

G_BEGIN_DECLS

/**
 * RushesFetchStage:
 * @RUSHES_FETCH_MOVING: what there is already comes along to another folder
 * @RUSHES_FETCH_CONNECTING: there is no connection yet
 * @RUSHES_FETCH_WAITING: the question is out, the headers of the answer are not in
 * @RUSHES_FETCH_TAKING: bytes come
 * @RUSHES_FETCH_SAVING: all have come and are being made durable
 *
 * How far the fetching of a file is.
 */
typedef enum
{
  RUSHES_FETCH_MOVING,
  RUSHES_FETCH_CONNECTING,
  RUSHES_FETCH_WAITING,
  RUSHES_FETCH_TAKING,
  RUSHES_FETCH_SAVING,
} RushesFetchStage;

/**
 * RushesFetchNews:
 * @stage: how far it is
 * @received: how many bytes are there
 * @total: how many there will be, or -1
 * @content_type: (nullable): what the host says the type of the file is
 *
 * What there is to be told of a file that is being fetched.
 */
typedef struct
{
  RushesFetchStage stage;
  gint64 received;
  gint64 total;
  const char *content_type;
} RushesFetchNews;

/**
 * RushesFetchFunc:
 * @news: how it stands
 * @user_data: as given to [func@fetch_new]
 *
 * Is called in the fetching thread at every step and every chunk.
 */
typedef void (*RushesFetchFunc) (const RushesFetchNews *news,
                                 gpointer               user_data);

/**
 * RushesFetch:
 *
 * One attempt to fetch one file: asks, takes, checks and saves, and blocks all the while. It
 * belongs to one thread, whose default main context must be nobody else's.
 */
typedef struct _RushesFetch RushesFetch;

RushesFetch *rushes_fetch_new     (const RushesFetchPlan  *plan,
                                   RushesFetchFunc         told,
                                   gpointer                user_data);
void         rushes_fetch_free    (RushesFetch            *self);
char        *rushes_fetch_run     (RushesFetch            *self,
                                   GCancellable           *cancellable,
                                   GError                **error);
void         rushes_fetch_keep    (RushesFetch            *self);
void         rushes_fetch_discard (RushesFetch            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesFetch, rushes_fetch_free)

G_END_DECLS
