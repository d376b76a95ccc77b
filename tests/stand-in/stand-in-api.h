/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "stand-in-record.h"

G_BEGIN_DECLS

typedef struct _StandInApi StandInApi;

StandInApi *stand_in_api_new              (const char           *fixtures);
void        stand_in_api_free             (StandInApi           *self);
void        stand_in_api_set_origins      (StandInApi           *self,
                                           const char           *own,
                                           const char           *media);
void        stand_in_api_set_token        (StandInApi           *self,
                                           const char           *token);
void        stand_in_api_set_step_seconds (StandInApi           *self,
                                           double                seconds);
void        stand_in_api_set_failure      (StandInApi           *self,
                                           guint                 status,
                                           const char           *retry_after);
void        stand_in_api_advance          (StandInApi           *self,
                                           const char           *id,
                                           guint                 steps);
void        stand_in_api_forget           (StandInApi           *self);
void        stand_in_api_handle           (SoupServerMessage    *message,
                                           const StandInRequest *request,
                                           gpointer              user_data);

G_END_DECLS
