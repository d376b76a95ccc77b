/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "stand-in-record.h"

G_BEGIN_DECLS

typedef struct _StandInPort StandInPort;

typedef void (*StandInHandler) (SoupServerMessage    *message,
                                const StandInRequest *request,
                                gpointer              user_data);

StandInPort *stand_in_port_new        (const char      *name,
                                       StandInRecord   *record,
                                       StandInHandler   handler,
                                       gpointer         user_data);
void         stand_in_port_free       (StandInPort     *self);
gboolean     stand_in_port_open       (StandInPort     *self,
                                       guint16          number,
                                       GError         **error);
void         stand_in_port_close      (StandInPort     *self);
guint16      stand_in_port_get_number (StandInPort     *self);

G_END_DECLS
