/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-server.h"

G_BEGIN_DECLS

typedef struct
{
  FaultExchange *exchange;
  const char *bytes;
  gsize length;
  char *etag;
  gint64 from; /* -1: no range was asked for, or one of another version */
} FaultReply;

typedef void (*FaultReplyFunc) (FaultReply *reply);

typedef struct
{
  const char *path;
  FaultReplyFunc whole;
  FaultReplyFunc rest; /* to a request with a Range; NULL: as without */
} FaultRow;

/* What a second question gets, up to a row without a path: fault-ranges.c. */
extern const FaultRow fault_ranges[];

void fault_reply_say       (FaultReply *reply,
                            const char *text);
void fault_reply_send      (FaultReply *reply,
                            gsize       from,
                            gsize       length);
void fault_reply_say_range (FaultReply *reply,
                            gsize       length,
                            const char *etag,
                            const char *format,
                            ...) G_GNUC_PRINTF (4, 5);
void fault_reply_whole     (FaultReply *reply);
void fault_reply_nothing   (FaultReply *reply);
void fault_reply_ok        (FaultReply *reply);

G_END_DECLS
