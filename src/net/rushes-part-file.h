/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-part-record.h"

G_BEGIN_DECLS

/**
 * RUSHES_PART_FILE_SYNC:
 *
 * After how many bytes what was written is made durable.
 */
#define RUSHES_PART_FILE_SYNC (G_GINT64_CONSTANT (64) * 1024 * 1024)

/**
 * RushesPartFile:
 *
 * A file on its way: a folder, the partial file in it, and the record beside that. For one thread
 * at a time; every call may block on the disk. The faults are codes of %RUSHES_ERROR by what the
 * system said ([func@error_from_errno]). A file beyond the limit of the process is
 * %RUSHES_ERROR_FILE_TOO_LARGE only while SIGXFSZ is ignored, which the program sees to at its
 * start.
 */
typedef struct _RushesPartFile RushesPartFile;

RushesPartFile *rushes_part_file_open           (const char              *folder,
                                                 const char              *record_name,
                                                 GError                 **error);
RushesPartFile *rushes_part_file_open_existing  (const char              *folder,
                                                 const char              *record_name,
                                                 GError                 **error);
void            rushes_part_file_free           (RushesPartFile          *self);
gboolean        rushes_part_file_resume         (RushesPartFile          *self,
                                                 const RushesPartRecord **record,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
gboolean        rushes_part_file_begin          (RushesPartFile          *self,
                                                 const char              *part,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
gboolean        rushes_part_file_describe       (RushesPartFile          *self,
                                                 const RushesPartNotes   *notes,
                                                 GError                 **error);
gint64          rushes_part_file_get_size       (RushesPartFile          *self);
gboolean        rushes_part_file_has_room       (RushesPartFile          *self,
                                                 gint64                   total,
                                                 GError                 **error);
gssize          rushes_part_file_read           (RushesPartFile          *self,
                                                 gint64                   offset,
                                                 guint8                  *buffer,
                                                 gsize                    length);
gboolean        rushes_part_file_equals         (RushesPartFile          *self,
                                                 gint64                   offset,
                                                 const guint8            *bytes,
                                                 gsize                    length);
gboolean        rushes_part_file_append         (RushesPartFile          *self,
                                                 const guint8            *bytes,
                                                 gsize                    length,
                                                 GError                 **error);
gboolean        rushes_part_file_settle         (RushesPartFile          *self,
                                                 const char              *origin,
                                                 GError                 **error);
void            rushes_part_file_announce       (RushesPartFile          *self,
                                                 const char              *name);
char           *rushes_part_file_publish        (RushesPartFile          *self,
                                                 const char              *name,
                                                 GError                 **error);
gboolean        rushes_part_file_keep           (RushesPartFile          *self,
                                                 GError                 **error);
void            rushes_part_file_discard        (RushesPartFile          *self);
gboolean        rushes_part_file_is_same_folder (RushesPartFile          *self,
                                                 RushesPartFile          *other);
gboolean        rushes_part_file_rename         (RushesPartFile          *self,
                                                 RushesPartFile          *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPartFile, rushes_part_file_free)

G_END_DECLS
