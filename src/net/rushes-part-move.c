/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-part-move.h"

#include "rushes-part-file.h"

#define BUFFER_BYTES (1024 * 1024)

typedef enum
{
  MOVED,
  UNREADABLE,
  FAULT,
} Moved;

static Moved
copy_bytes (RushesPartFile  *source,
            RushesPartFile  *target,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  gint64 size = rushes_part_file_get_size (source);

  for (gint64 done = 0; done < size;)
    {
      gssize n = rushes_part_file_read (source, done, buffer, MIN (BUFFER_BYTES, size - done));

      if (n <= 0)
        return UNREADABLE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !rushes_part_file_append (target, buffer, n, error))
        return FAULT;

      done += n;
    }

  return MOVED;
}

/* Whoever is killed in the midst of this leaves a shorter part there, and the whole of it here. */
static Moved
copy (RushesPartFile          *source,
      const RushesPartRecord  *record,
      RushesPartFile          *target,
      GCancellable            *cancellable,
      GError                 **error)
{
  RushesPartNotes notes = { record->uri, record->etag, record->type, record->total };
  Moved moved = FAULT;

  if (!rushes_part_file_has_room (target, record->total, error) ||
      !rushes_part_file_begin (target, record->part, cancellable, error))
    return FAULT;

  if (rushes_part_file_describe (target, &notes, error))
    moved = copy_bytes (source, target, cancellable, error);
  if (moved == MOVED && !rushes_part_file_keep (target, error))
    moved = FAULT;
  if (moved != MOVED)
    rushes_part_file_discard (target);

  return moved;
}

static gboolean
move (RushesPartFile          *source,
      const RushesPartRecord  *record,
      RushesPartFile          *target,
      GCancellable            *cancellable,
      GError                 **error)
{
  Moved moved;

  if (rushes_part_file_rename (source, target))
    return TRUE;

  moved = copy (source, record, target, cancellable, error);
  if (moved == MOVED)
    rushes_part_file_discard (source);

  return moved != FAULT;
}

/**
 * rushes_part_move:
 * @from: the path of a folder that a file was being saved in
 * @to: the path of the folder to save it in now; it is made when it is missing
 * @record_name: the name of the record ([func@part_record_get_name])
 * @cancellable: (nullable): ends it early
 * @error: return location for an error
 *
 * Takes what there is of a file along to another folder: renamed within a file system, else copied,
 * and removed only when every byte of the copy is durable. When both folders have a part, the
 * longer one is kept. That nothing is there, that it cannot be read, or that another transfer is at
 * work on it is no error: then the file is begun anew.
 *
 * Returns: %FALSE when it cannot be put there, or @cancellable ended it; then it is where it was
 */
gboolean
rushes_part_move (const char    *from,
                  const char    *to,
                  const char    *record_name,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(RushesPartFile) source = rushes_part_file_open_existing (from, record_name, NULL);
  g_autoptr(RushesPartFile) target = NULL;
  const RushesPartRecord *record, *there;

  if (source == NULL || !rushes_part_file_resume (source, &record, cancellable, NULL) ||
      record == NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);

  target = rushes_part_file_open (to, record_name, error);
  if (target == NULL)
    return FALSE;
  if (rushes_part_file_is_same_folder (source, target))
    return TRUE;

  if (!rushes_part_file_resume (target, &there, cancellable, error))
    return FALSE;
  if (there == NULL ||
      rushes_part_file_get_size (target) < rushes_part_file_get_size (source))
    return move (source, record, target, cancellable, error);

  rushes_part_file_discard (source);

  return TRUE;
}
