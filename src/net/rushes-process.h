/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/types.h>

#include <glib.h>

G_BEGIN_DECLS

char   *rushes_process_dup_boot_id (void);
mode_t  rushes_process_get_umask   (void);

G_END_DECLS
