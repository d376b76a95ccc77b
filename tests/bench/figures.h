/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* What the system says of a process, and how a figure is handed on to table.py. */

void        figures_print          (const char   *row,
                                    const double *ours,
                                    const double *peers,
                                    guint         n);
void        figures_print_one      (const char   *row,
                                    double        value);
double      figures_read_memory    (pid_t         pid,
                                    const char   *kind);
GHashTable *figures_read_switches  (pid_t         pid);
guint64     figures_count_switches (GHashTable   *before,
                                    GHashTable   *after);
double      figures_read_seconds   (pid_t         pid);
double      figures_read_peak      (pid_t         pid);
guint64     figures_read_delay     (void);

G_END_DECLS
