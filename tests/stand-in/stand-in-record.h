/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * StandInRequest:
 * @port: "api" or "media"
 * @method: as sent
 * @target: what stood between the method and the version, byte for byte: nothing is decoded
 * @headers: name, value, name, value, …, in the order and spelling of the wire, %NULL at the end
 * @connection: which connection it came over; connections are numbered from 1
 * @time: when it was understood, in microseconds of g_get_monotonic_time()
 *
 * One request as it was received. It never changes.
 */
typedef struct
{
  const char *port;
  char *method;
  char *target;
  char **headers;
  guint connection;
  gint64 time;
} StandInRequest;

StandInRequest *stand_in_request_new         (const char           *port,
                                              const char           *head,
                                              guint                 connection);
StandInRequest *stand_in_request_ref         (StandInRequest       *self);
void            stand_in_request_unref       (StandInRequest       *self);
const char     *stand_in_request_peek_header (const StandInRequest *self,
                                              const char           *name);
JsonNode       *stand_in_request_to_json     (const StandInRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInRequest, stand_in_request_unref)

typedef struct _StandInRecord StandInRecord;

StandInRecord *stand_in_record_new      (void);
void           stand_in_record_free     (StandInRecord  *self);
gboolean       stand_in_record_set_file (StandInRecord  *self,
                                         const char     *path,
                                         GError        **error);
void           stand_in_record_append   (StandInRecord  *self,
                                         StandInRequest *request);
GPtrArray     *stand_in_record_dup      (StandInRecord  *self);
void           stand_in_record_clear    (StandInRecord  *self);
guint          stand_in_record_count    (StandInRecord  *self,
                                         const char     *port,
                                         const char     *part);
gboolean       stand_in_record_wait     (StandInRecord  *self,
                                         const char     *port,
                                         const char     *part,
                                         guint           count);

G_END_DECLS
