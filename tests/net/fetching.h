/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-client.h"

G_BEGIN_DECLS

/* One call, and how it ended. */
typedef struct
{
  gboolean done;
  RushesVideo *video;
  gboolean token_is_good;
  GError *error;
} Fetching;

void         fetching_begin       (Fetching     *self,
                                   RushesClient *client,
                                   const char   *id,
                                   GCancellable *cancellable);
void         fetching_wait        (Fetching     *self);
void         fetching_clear       (Fetching     *self);
RushesVideo *fetching_run         (RushesClient *client,
                                   const char   *id,
                                   GError      **error);
gboolean     fetching_check_token (RushesClient *client,
                                   const char   *token,
                                   GError      **error);
void         fetching_wait_until  (gboolean    (*condition) (gpointer data),
                                   gpointer      data);
guint        fetching_count_fds   (guint16       server_port);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fetching, fetching_clear)

G_END_DECLS
