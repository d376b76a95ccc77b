/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     rushes_compat_announce           (GtkWidget            *widget,
                                           const char           *text);
void     rushes_compat_name_items         (GtkPopover           *menu);
void     rushes_compat_pass_rows          (GtkListView          *list);
gboolean rushes_compat_is_seen            (GtkWidget            *widget);
void     rushes_compat_add_style          (GdkDisplay           *display,
                                           const char           *resource_path);
gboolean rushes_compat_plays_streams      (void);
void     rushes_compat_open_uri           (GtkWindow            *parent,
                                           const char           *uri);
void     rushes_compat_open_uri_async     (GtkWindow            *parent,
                                           const char           *uri,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean rushes_compat_open_uri_finish    (GAsyncResult         *result,
                                           GError              **error);
void     rushes_compat_open_file_async    (GtkWindow            *parent,
                                           GFile                *file,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean rushes_compat_open_file_finish   (GAsyncResult         *result,
                                           GError              **error);
void     rushes_compat_show_folder_async  (GtkWindow            *parent,
                                           GFile                *file,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean rushes_compat_show_folder_finish (GAsyncResult         *result,
                                           GError              **error);
void     rushes_compat_choose_folder_async  (GtkWindow            *parent,
                                             const char           *title,
                                             GFile                *folder,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GFile   *rushes_compat_choose_folder_finish (GAsyncResult         *result,
                                             GError              **error);
void     rushes_compat_choose_file_async    (GtkWindow            *parent,
                                             const char           *title,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void     rushes_compat_save_file_async      (GtkWindow            *parent,
                                             const char           *title,
                                             GFile                *folder,
                                             const char           *name,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GFile   *rushes_compat_save_file_finish     (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
