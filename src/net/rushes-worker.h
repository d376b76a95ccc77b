/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-fetch.h"

G_BEGIN_DECLS

/**
 * RushesWorkerLimits:
 * @connect_seconds: how long a connection to one host may take
 * @answer_seconds: how long one host may take to begin its answer
 * @stall_seconds: for how long fewer than %RUSHES_PACE_SLOWEST bytes a second may come
 *
 * When to give up.
 */
typedef struct
{
  guint connect_seconds;
  guint answer_seconds;
  guint stall_seconds;
} RushesWorkerLimits;

/**
 * RushesWorkerNews:
 * @running: whether bytes come, or have come and are being saved
 * @received: how many bytes are there
 * @total: how many there will be, or -1
 * @speed: how many come in a second
 * @time_left: for how many seconds yet, or -1
 * @content_type: (nullable): what the host says the type of the file is
 *
 * How the work stands.
 */
typedef struct
{
  gboolean running;
  guint64 received;
  gint64 total;
  guint64 speed;
  gint64 time_left;
  const char *content_type;
} RushesWorkerNews;

/**
 * RushesWorkerTold:
 * @news: how the work stands
 * @user_data: as given to [func@worker_new]
 *
 * Is told about work that is under way, some ten times a second.
 */
typedef void (*RushesWorkerTold) (const RushesWorkerNews *news,
                                  gpointer                user_data);

/**
 * RushesWorkerEnded:
 * @news: how the work stood in the end
 * @path: (nullable): the path of the file; in the folder of the plan it was started with
 * @error: (nullable): why there is no file
 * @user_data: as given to [func@worker_new]
 *
 * Is told once about the end of work: also about that of work that was stopped, in the one case
 * that the file was complete already.
 */
typedef void (*RushesWorkerEnded) (const RushesWorkerNews *news,
                                   const char             *path,
                                   const GError           *error,
                                   gpointer                user_data);

/**
 * RushesWorker:
 *
 * Who works for a download: one transfer at a time, the next not before the last has left the disk,
 * each within limits of time. It belongs to the thread that made it, tells its owner there alone,
 * and never waits. Its owner may free it whenever it is told something.
 */
typedef struct _RushesWorker RushesWorker;

RushesWorker *rushes_worker_new     (const RushesWorkerLimits *limits,
                                     RushesWorkerTold          told,
                                     RushesWorkerEnded         ended,
                                     gpointer                  user_data);
void          rushes_worker_free    (RushesWorker             *self);
void          rushes_worker_start   (RushesWorker             *self,
                                     const RushesFetchPlan    *plan);
void          rushes_worker_stop    (RushesWorker             *self);
void          rushes_worker_discard (RushesWorker             *self,
                                     const RushesFetchPlan    *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesWorker, rushes_worker_free)

G_END_DECLS
