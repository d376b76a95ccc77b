/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-downloads.h"
#include "storing.h"

G_BEGIN_DECLS

#define QUEUEING_MAX_ACTIVE 4
#define QUEUEING_N_MEDIA 7
#define QUEUEING_SLOW 50000 /* bytes a second: a megabyte takes longer than any of this */

/* A queue of transfers and what is in it. */
typedef struct
{
  Storing storing;
  RushesDownloads *downloads;
  RushesMedia *media[QUEUEING_N_MEDIA];
  guint most_active;
} Queueing;

void            queueing_open       (Queueing      *self);
void            queueing_close      (Queueing      *self);
void            queueing_set_up     (Queueing      *self,
                                     gconstpointer  data);
void            queueing_tear_down  (Queueing      *self,
                                     gconstpointer  data);
RushesDownload *queueing_add        (Queueing      *self,
                                     RushesMedia   *media);
RushesDownload *queueing_add_new    (Queueing      *self,
                                     const char    *options);
void            queueing_add_slow   (Queueing      *self,
                                     guint          n);
RushesDownload *queueing_peek_at    (Queueing      *self,
                                     guint          position);
void            queueing_assert     (Queueing      *self,
                                     const char    *want);
void            queueing_wait       (Queueing      *self,
                                     const char    *want);
void            queueing_wait_quiet (Queueing      *self);
gboolean        queueing_is_waiting (gpointer       data);

G_END_DECLS
