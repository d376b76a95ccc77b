/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rig.h"

G_BEGIN_DECLS

/* Programs on a screen that tell of themselves by probe.c, and what is seen of them. */

void    probing_set          (const char *option,
                              const char *value);
gint64  probing_wait         (const char *word,
                              gint64      after);
double  probing_get_wait     (gint64      after);
void    probing_wait_end     (Rig        *rig);
void    probing_wait_quiet   (DisplayApp *app);
void    probing_pause        (double      seconds);
void    probing_fetch        (Rig        *rig,
                              const char *video_id);
double  probing_ask          (DisplayApp *app);
void    probing_start_bare   (Rig        *rig,
                              const char *picture);

G_END_DECLS
