/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-library.h"
#include "rushes-several.h"
#include "rushes-watcher.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_INTAKE (rushes_intake_get_type ())

G_DECLARE_FINAL_TYPE (RushesIntake, rushes_intake, RUSHES, INTAKE, GObject)

RushesIntake *rushes_intake_new  (RushesSeveral *several,
                                  RushesLibrary *library,
                                  RushesWatcher *watcher);
void          rushes_intake_take (RushesIntake  *self,
                                  GPtrArray     *items);

G_END_DECLS
