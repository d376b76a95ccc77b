/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesFolder:
 *
 * An open folder that files are saved in, whatever becomes of its name meanwhile. Every call may
 * block on the disk. The faults are codes of %RUSHES_ERROR by what the system said
 * ([func@error_from_errno]); their messages name the folder.
 */
typedef struct _RushesFolder RushesFolder;

RushesFolder *rushes_folder_open     (const char    *path,
                                      gboolean       create,
                                      GError       **error);
void          rushes_folder_free     (RushesFolder  *self);
gboolean      rushes_folder_fail     (RushesFolder  *self,
                                      int            error_number,
                                      GError       **error);
gboolean      rushes_folder_has_room (RushesFolder  *self,
                                      gint64         bytes,
                                      GError       **error);
gboolean      rushes_folder_sync     (RushesFolder  *self);
gboolean      rushes_folder_store    (RushesFolder  *self,
                                      const char    *name,
                                      const char    *data,
                                      gsize          length,
                                      GError       **error);
void          rushes_folder_tidy     (RushesFolder  *self,
                                      const char    *name);
void          rushes_folder_unstore  (RushesFolder  *self,
                                      const char    *name);
char         *rushes_folder_load     (RushesFolder  *self,
                                      const char    *name,
                                      gsize         *length);
gboolean      rushes_folder_has      (RushesFolder  *self,
                                      const char    *name);
gint64        rushes_folder_get_size (RushesFolder  *self,
                                      const char    *name,
                                      guint64       *inode);
gboolean      rushes_folder_is_same  (RushesFolder  *self,
                                      RushesFolder  *other);
int           rushes_folder_take     (RushesFolder  *self,
                                      const char    *name,
                                      gboolean       create,
                                      GCancellable  *cancellable,
                                      GError       **error);
char         *rushes_folder_publish  (RushesFolder  *self,
                                      int            fd,
                                      const char    *from,
                                      const char    *to);
gboolean      rushes_folder_move     (RushesFolder  *self,
                                      int            fd,
                                      const char    *name,
                                      RushesFolder  *target);
void          rushes_folder_remove   (RushesFolder  *self,
                                      int            fd,
                                      const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesFolder, rushes_folder_free)

G_END_DECLS
