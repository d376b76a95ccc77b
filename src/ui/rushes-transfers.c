/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-transfers.h"

#include "rushes-clamp.h"
#include "rushes-file-row.h"

struct _RushesTransfers
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkListBox *list;

  RushesDownloads *downloads;
};

G_DEFINE_FINAL_TYPE (RushesTransfers, rushes_transfers, GTK_TYPE_WIDGET)

/* What is known of the video without asking: its ID and its prompt. */
static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  RushesTransfers *self = user_data;
  RushesMedia *media = rushes_download_get_media (item);
  g_autoptr(RushesVideo) video = rushes_video_new (rushes_media_get_video_id (media));
  GtkWidget *row;

  g_object_set (video, "prompt", rushes_download_get_prompt (item), NULL);

  row = rushes_file_row_new (video, media, self->downloads);
  rushes_file_row_set_among_others (RUSHES_FILE_ROW (row));

  return row;
}

static void
on_row_activated (RushesTransfers *self,
                  GtkListBoxRow   *row)
{
  RushesMedia *media = rushes_file_row_get_media (RUSHES_FILE_ROW (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-video", "s",
                              rushes_media_get_video_id (media));
}

static void
on_downloads_changed (RushesTransfers *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          g_list_model_get_n_items (G_LIST_MODEL (self->downloads)) > 0);
}

static void
rushes_transfers_dispose (GObject *object)
{
  RushesTransfers *self = RUSHES_TRANSFERS (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->downloads);

  G_OBJECT_CLASS (rushes_transfers_parent_class)->dispose (object);
}

static void
rushes_transfers_class_init (RushesTransfersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_transfers_dispose;

  g_type_ensure (RUSHES_TYPE_CLAMP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RUSHES_APP_PATH "ui/rushes-transfers.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesTransfers, scroller);
  gtk_widget_class_bind_template_child (widget_class, RushesTransfers, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
rushes_transfers_init (RushesTransfers *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_transfers_set_downloads:
 * @self: the transfers
 * @downloads: the queue
 *
 * Shows all transfers, of whatever video, also those an earlier run left unfinished. To be called
 * once.
 */
void
rushes_transfers_set_downloads (RushesTransfers *self,
                                RushesDownloads *downloads)
{
  g_return_if_fail (RUSHES_IS_TRANSFERS (self));

  g_set_object (&self->downloads, downloads);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (downloads), create_row, self, NULL);
  g_signal_connect_object (downloads, "items-changed", G_CALLBACK (on_downloads_changed), self,
                           G_CONNECT_SWAPPED);
  on_downloads_changed (self);
}
