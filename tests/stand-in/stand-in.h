/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "stand-in-generated.h"
#include "stand-in-id.h"
#include "stand-in-record.h"

G_BEGIN_DECLS

#define STAND_IN_TYPE_SERVER (stand_in_get_type ())

G_DECLARE_FINAL_TYPE (StandIn, stand_in, STAND_IN, SERVER, GObject)

/* The token that every stand-in asks for, unless it is told another one. */
#define STAND_IN_TOKEN "user:1234-Ab0Cd1Ef2Gh3Ij4Kl5Mn6O"

StandIn    *stand_in_new                (void);
gboolean    stand_in_start              (StandIn        *self,
                                         guint16         port,
                                         GError        **error);
void        stand_in_stop               (StandIn        *self);

const char *stand_in_get_origin         (StandIn        *self);
const char *stand_in_get_api_url        (StandIn        *self);
const char *stand_in_get_media_url      (StandIn        *self);
const char *stand_in_get_control_url    (StandIn        *self);
const char *stand_in_get_token          (StandIn        *self);

char       *stand_in_dup_file_path      (const char     *name);

GPtrArray  *stand_in_dup_record         (StandIn        *self);
void        stand_in_clear_record       (StandIn        *self);
guint       stand_in_count_requests     (StandIn        *self,
                                         const char     *port,
                                         const char     *part);
gboolean    stand_in_wait_for_requests  (StandIn        *self,
                                         const char     *port,
                                         const char     *part,
                                         guint           count);
gboolean    stand_in_set_record_file    (StandIn        *self,
                                         const char     *path,
                                         GError        **error);

void        stand_in_set_token          (StandIn        *self,
                                         const char     *token);
void        stand_in_set_failure        (StandIn        *self,
                                         guint           status,
                                         const char     *retry_after);
void        stand_in_set_media_failure  (StandIn        *self,
                                         guint           status);
void        stand_in_set_step_seconds   (StandIn        *self,
                                         double          seconds);
void        stand_in_set_media_rate     (StandIn        *self,
                                         guint64         bytes_per_second);
void        stand_in_set_media_version  (StandIn        *self,
                                         guint           version);
gboolean    stand_in_set_down           (StandIn        *self,
                                         const char     *port,
                                         gboolean        down);
void        stand_in_advance            (StandIn        *self,
                                         const char     *id,
                                         guint           steps);
void        stand_in_forget             (StandIn        *self);

G_END_DECLS
