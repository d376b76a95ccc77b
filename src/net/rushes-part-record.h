/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rushes-folder.h"
#include "rushes-media.h"

G_BEGIN_DECLS

/**
 * RushesPartNotes:
 * @uri: the link that the file comes from, without its query
 * @etag: (nullable): its strong validator, if it has one
 * @type: (nullable): what the host says its type is
 * @total: how long it is
 *
 * What is known of a file from the answer that brings it.
 */
typedef struct
{
  const char *uri;
  const char *etag;
  const char *type;
  gint64 total;
} RushesPartNotes;

/**
 * RushesPartRecord:
 * @part: the name of the partial file, in the folder of the record
 * @uri: see [struct@PartNotes]
 * @etag: (nullable): likewise
 * @type: (nullable): likewise
 * @total: likewise
 * @boot: (nullable): the run of the machine in which the part was last written without being synced
 *   since; %NULL when every byte of it is durable
 * @final: (nullable): the name that the file was about to get when this was written, before it may
 *   have been given a number
 * @inode: which file that is, whatever it is called by now
 *
 * What is written down beside a partial file so that a later run can go on with it.
 */
typedef struct
{
  char *part;
  char *uri;
  char *etag;
  char *type;
  gint64 total;
  char *boot;
  char *final;
  guint64 inode;
} RushesPartRecord;

char             *rushes_part_record_get_name    (const char              *video_id,
                                                  RushesMediaKind          kind,
                                                  guint                    number);
RushesPartRecord *rushes_part_record_new         (const char              *part,
                                                  const RushesPartNotes   *notes,
                                                  const char              *boot);
void              rushes_part_record_free        (RushesPartRecord        *self);
RushesPartRecord *rushes_part_record_from_data   (const char              *data,
                                                  gsize                    length);
char             *rushes_part_record_to_data     (const RushesPartRecord  *self,
                                                  gsize                   *length);
RushesPartRecord *rushes_part_record_load        (RushesFolder            *folder,
                                                  const char              *name);
gboolean          rushes_part_record_store       (const RushesPartRecord  *self,
                                                  RushesFolder            *folder,
                                                  const char              *name,
                                                  GError                 **error);
gint64            rushes_part_record_get_trusted (const RushesPartRecord  *self,
                                                  gint64                   size,
                                                  const char              *boot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPartRecord, rushes_part_record_free)

G_END_DECLS
