/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far a fault may reach into the program (FAULTS I5, B11, C1, E2): memory at most 64 MB above
 * idle, no round of the main loop longer than 50 ms, and none of the time but a hundredth in rounds
 * longer than 16 ms. Whoever waits in a test goes round by fault_limits_iterate (), so that what
 * the test itself does in between does not count, and neither does time for which the system ran
 * somebody else. */
void  fault_limits_begin       (void);
void  fault_limits_take_own    (gsize bytes);
void  fault_limits_iterate     (void);
void  fault_limits_end         (void);

/* For what may come and go but not grow. */
gsize fault_limits_get_kib     (void);
guint fault_limits_count_fds   (void);
void  fault_limits_assert_flat (gsize kib_before,
                                gsize mebibytes);

G_END_DECLS
