/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_ID_ENTRY (rushes_id_entry_get_type ())

G_DECLARE_FINAL_TYPE (RushesIdEntry, rushes_id_entry, RUSHES, ID_ENTRY, GtkWidget)

void     rushes_id_entry_add_actions    (RushesIdEntry *self,
                                         GActionMap    *map);
gboolean rushes_id_entry_is_empty       (RushesIdEntry *self);
void     rushes_id_entry_forget_fetched (RushesIdEntry *self);
void     rushes_id_entry_set_suggested  (RushesIdEntry *self,
                                         gboolean       suggested);
void     rushes_id_entry_select         (RushesIdEntry *self);
void     rushes_id_entry_fetch          (RushesIdEntry *self);
void     rushes_id_entry_paste          (RushesIdEntry *self);
void     rushes_id_entry_take           (RushesIdEntry *self,
                                         const char    *text);

G_END_DECLS
