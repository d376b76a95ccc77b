/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RushesEvictionEntry:
 * @size: how many bytes it takes
 * @used_at: when it was used last, in any unit
 *
 * Something that is kept as long as there is room for it.
 */
typedef struct
{
  guint64 size;
  gint64 used_at;
} RushesEvictionEntry;

GArray *rushes_eviction_choose (const RushesEvictionEntry *entries,
                                guint                      n_entries,
                                guint64                    max_bytes);

G_END_DECLS
