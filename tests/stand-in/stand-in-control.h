/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "stand-in-record.h"

G_BEGIN_DECLS

void stand_in_control_handle (SoupServerMessage    *message,
                              const StandInRequest *request,
                              gpointer              user_data);

G_END_DECLS
