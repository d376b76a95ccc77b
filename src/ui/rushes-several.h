/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rushes-paste-item.h"

G_BEGIN_DECLS

/**
 * RushesSeveralIsKnown:
 * @video_id: the ID of a video
 * @data: what was passed with the function
 *
 * Asks whether a video stands in the list already. It is called at most once for each of the first
 * 100 videos, on the main loop, before [method@Several.show] returns, and must not wait.
 *
 * Returns: %TRUE when it does
 */
typedef gboolean (*RushesSeveralIsKnown) (const char *video_id,
                                          gpointer    data);

#define RUSHES_TYPE_SEVERAL (rushes_several_get_type ())

G_DECLARE_FINAL_TYPE (RushesSeveral, rushes_several, RUSHES, SEVERAL, GtkWidget)

void       rushes_several_show           (RushesSeveral        *self,
                                          GPtrArray            *items,
                                          RushesSeveralIsKnown  is_known,
                                          gpointer              data);
void       rushes_several_hide           (RushesSeveral        *self);
GPtrArray *rushes_several_get_ids        (RushesSeveral        *self);
guint      rushes_several_get_n_left_out (RushesSeveral        *self);

G_END_DECLS
