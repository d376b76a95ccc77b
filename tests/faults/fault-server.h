/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that writes what it likes to its sockets, since an HTTP library would refuse to send
 * most of what a program must survive. Each connection gets one request, and a thread of its own.
 * Nothing here loops without a bound. While there is one, the program is held to the limits of
 * fault-limits.h. */
typedef struct _FaultServer FaultServer;

typedef struct
{
  FaultServer *server;
  int fd;
  GIOStream *tls;    /* over the socket, where the server speaks it */
  gboolean vanish;   /* goes without a word of TLS */
  char *head;        /* the request line and the headers, as they came */
  char *path;        /* the first segment of the path, without slashes */
  GHashTable *query; /* decoded */
  guint attempt;     /* how many requests had the same path and query before, from 0 */
} FaultExchange;

FaultServer *fault_server_new         (const char    *address);
FaultServer *fault_server_new_tls     (const char    *address,
                                       const char    *certificate);
void         fault_server_free        (FaultServer   *server);
char        *fault_server_get_uri     (FaultServer   *server,
                                       const char    *path);
void         fault_server_set_body    (FaultServer   *server,
                                       GBytes        *body,
                                       const char    *etag);
GBytes      *fault_server_dup_body    (FaultServer   *server,
                                       char         **etag);
GStrv        fault_server_dup_heads   (FaultServer   *server);
void         fault_server_forget      (FaultServer   *server);
void         fault_server_wait        (FaultServer   *server,
                                       guint          requests);
void         fault_server_open        (FaultServer   *server);
void         fault_exchange_send      (FaultExchange *exchange,
                                       gconstpointer  bytes,
                                       gsize          length);
void         fault_exchange_say       (FaultExchange *exchange,
                                       const char    *format,
                                       ...) G_GNUC_PRINTF (2, 3);
void         fault_exchange_reset     (FaultExchange *exchange);
gboolean     fault_exchange_hold      (FaultExchange *exchange,
                                       guint          milliseconds);
gboolean     fault_exchange_wait_more (FaultExchange *exchange);
gboolean     fault_exchange_wait      (FaultExchange *exchange);
const char  *fault_exchange_get_query (FaultExchange *exchange,
                                       const char    *name);
char        *fault_exchange_get_field (FaultExchange *exchange,
                                       const char    *name);

/* What each path answers: fault-replies.c and fault-ranges.c. */
void         fault_exchange_reply     (FaultExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

G_END_DECLS
