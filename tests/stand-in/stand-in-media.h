/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "stand-in-record.h"

G_BEGIN_DECLS

typedef struct _StandInMedia StandInMedia;

StandInMedia *stand_in_media_new         (const char           *folder);
void          stand_in_media_free        (StandInMedia         *self);
void          stand_in_media_set_rate    (StandInMedia         *self,
                                          guint64               bytes_per_second);
void          stand_in_media_set_version (StandInMedia         *self,
                                          guint                 version);
void          stand_in_media_set_failure (StandInMedia         *self,
                                          guint                 status);
void          stand_in_media_handle      (SoupServerMessage    *message,
                                          const StandInRequest *request,
                                          gpointer              user_data);

G_END_DECLS
