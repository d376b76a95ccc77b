/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stand-in-answer.h"

G_BEGIN_DECLS

typedef struct _StandInFixtures StandInFixtures;

StandInFixtures *stand_in_fixtures_new        (const char      *folder);
void             stand_in_fixtures_free       (StandInFixtures *self);
const char      *stand_in_fixtures_peek_name  (StandInFixtures *self,
                                               const char      *id);
StandInAnswer   *stand_in_fixtures_new_answer (StandInFixtures *self,
                                               const char      *name,
                                               const char      *id,
                                               const char      *number,
                                               const char      *media_base);

G_END_DECLS
