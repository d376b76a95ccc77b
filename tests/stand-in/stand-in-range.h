/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  STAND_IN_RANGE_WHOLE,
  STAND_IN_RANGE_PART,
  STAND_IN_RANGE_NOT_SATISFIABLE,
} StandInRange;

StandInRange stand_in_range_parse (const char *range,
                                   const char *if_range,
                                   const char *etag,
                                   goffset     size,
                                   goffset    *start,
                                   goffset    *length);

G_END_DECLS
