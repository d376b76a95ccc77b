/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-problem.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_PROBLEM_BAR (rushes_problem_bar_get_type ())

G_DECLARE_FINAL_TYPE (RushesProblemBar, rushes_problem_bar, RUSHES, PROBLEM_BAR, GtkWidget)

void                rushes_problem_bar_show       (RushesProblemBar    *self,
                                                   const RushesProblem *problem);
void                rushes_problem_bar_hide       (RushesProblemBar    *self);
gboolean            rushes_problem_bar_get_shown  (RushesProblemBar    *self);
RushesProblemAction rushes_problem_bar_get_action (RushesProblemBar    *self);

G_END_DECLS
