/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-part-record.h"

#include <string.h>

#include "rushes-part-file.h"

#define GROUP "Part"
#define VERSION 1

/**
 * rushes_part_record_get_name:
 * @video_id: the full ID of the video
 * @kind: which of its files
 * @number: the place among the files of its kind
 *
 * Tells under which name the record of a partial file stands. It depends on nothing that comes only
 * with an answer, such as the type of the file, so it can be found before one is asked for.
 *
 * Returns: (transfer full): a hidden file's name
 */
char *
rushes_part_record_get_name (const char      *video_id,
                             RushesMediaKind  kind,
                             guint            number)
{
  g_autofree char *identity = g_strdup_printf ("%s\n%u\n%u", video_id, kind, number);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);

  return g_strdup_printf (".rushes-%.24s.part", sum);
}

/**
 * rushes_part_record_new:
 * @part: the name of the partial file
 * @notes: what is known of the file
 * @boot: (nullable): the present run of the machine
 *
 * Describes a partial file.
 *
 * Returns: (transfer full): a record
 */
RushesPartRecord *
rushes_part_record_new (const char            *part,
                        const RushesPartNotes *notes,
                        const char            *boot)
{
  RushesPartRecord *self = g_new0 (RushesPartRecord, 1);

  self->part = g_strdup (part);
  self->uri = g_strdup (notes->uri);
  self->etag = g_strdup (notes->etag);
  self->type = g_strdup (notes->type);
  self->total = notes->total;
  self->boot = g_strdup (boot);

  return self;
}

/**
 * rushes_part_record_free:
 * @self: (transfer full): a record
 *
 * Frees a record. The file stays.
 */
void
rushes_part_record_free (RushesPartRecord *self)
{
  g_free (self->part);
  g_free (self->uri);
  g_free (self->etag);
  g_free (self->type);
  g_free (self->boot);
  g_free (self->final);
  g_free (self);
}

/* Of a file in the folder of the record, and in no other. */
static gboolean
is_name (const char *name)
{
  return name != NULL && *name != '\0' && strchr (name, '/') == NULL;
}

static gboolean
is_usable (const RushesPartRecord *self)
{
  return is_name (self->part) && g_str_has_suffix (self->part, ".part") && self->uri != NULL &&
         self->total > 0 && self->total < G_MAXINT64;
}

/* NULL for what is absent or damaged. GKeyFile takes a wrong escape as it stands, and warns of one
 * before a backslash at the end, as if the program were at fault. */
static char *
get_text (GKeyFile   *file,
          const char *key)
{
  g_autofree char *value = g_key_file_get_value (file, GROUP, key, NULL);

  for (const char *p = value; p != NULL && *p != '\0'; p++)
    if (*p == '\\' && (*++p == '\0' || strchr ("sntr\\", *p) == NULL))
      return NULL;

  return g_key_file_get_string (file, GROUP, key, NULL);
}

/**
 * rushes_part_record_from_data:
 * @data: the text of a record
 * @length: its length in bytes
 *
 * Reads a record. One of another version, or that is damaged or names a file elsewhere, is none:
 * then the file is fetched from its first byte.
 *
 * Returns: (transfer full) (nullable): the record
 */
RushesPartRecord *
rushes_part_record_from_data (const char *data,
                              gsize       length)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(RushesPartRecord) self = g_new0 (RushesPartRecord, 1);

  if (!g_key_file_load_from_data (file, data, length, G_KEY_FILE_NONE, NULL) ||
      g_key_file_get_integer (file, GROUP, "Version", NULL) != VERSION)
    return NULL;

  self->part = get_text (file, "Part");
  self->uri = get_text (file, "Uri");
  self->etag = get_text (file, "ETag");
  self->type = get_text (file, "Type");
  self->total = g_key_file_get_int64 (file, GROUP, "Total", NULL);
  self->boot = get_text (file, "Boot");
  self->final = get_text (file, "Final");
  self->inode = g_key_file_get_uint64 (file, GROUP, "Inode", NULL);
  if (!is_name (self->final))
    g_clear_pointer (&self->final, g_free);

  return is_usable (self) ? g_steal_pointer (&self) : NULL;
}

/**
 * rushes_part_record_to_data:
 * @self: a record
 * @length: (out): the length of the text in bytes
 *
 * Writes a record as text. [func@part_record_from_data] reads it.
 *
 * Returns: (transfer full): the text
 */
char *
rushes_part_record_to_data (const RushesPartRecord *self,
                            gsize                  *length)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, GROUP, "Version", VERSION);
  g_key_file_set_string (file, GROUP, "Part", self->part);
  g_key_file_set_string (file, GROUP, "Uri", self->uri);
  g_key_file_set_int64 (file, GROUP, "Total", self->total);
  if (self->etag != NULL)
    g_key_file_set_string (file, GROUP, "ETag", self->etag);
  if (self->type != NULL)
    g_key_file_set_string (file, GROUP, "Type", self->type);
  if (self->boot != NULL)
    g_key_file_set_string (file, GROUP, "Boot", self->boot);
  if (self->final != NULL)
    {
      g_key_file_set_string (file, GROUP, "Final", self->final);
      g_key_file_set_uint64 (file, GROUP, "Inode", self->inode);
    }

  return g_key_file_to_data (file, length, NULL);
}

/**
 * rushes_part_record_load:
 * @folder: a folder
 * @name: the name of a record in it ([func@part_record_get_name])
 *
 * Reads the record of a partial file. Blocks on the disk.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL when there is none of use
 */
RushesPartRecord *
rushes_part_record_load (RushesFolder *folder,
                         const char   *name)
{
  gsize length;
  g_autofree char *data = rushes_folder_load (folder, name, &length);

  return data != NULL ? rushes_part_record_from_data (data, length) : NULL;
}

/**
 * rushes_part_record_store:
 * @self: a record
 * @folder: the folder of the partial file
 * @name: the name of the record in it
 * @error: return location for an error
 *
 * Writes a record in place of an older one, durably. Blocks on the disk.
 *
 * Returns: %TRUE when it is on the disk
 */
gboolean
rushes_part_record_store (const RushesPartRecord  *self,
                          RushesFolder            *folder,
                          const char              *name,
                          GError                 **error)
{
  gsize length;
  g_autofree char *data = rushes_part_record_to_data (self, &length);

  return rushes_folder_store (folder, name, data, length, error);
}

/**
 * rushes_part_record_get_trusted:
 * @self: a record
 * @size: how long its partial file is
 * @boot: (nullable): the present run of the machine
 *
 * Tells how many bytes of a partial file can be relied on. A process that was killed leaves all it
 * wrote; a machine that lost power may have lost any of what was written since the last sync, and
 * one is made at every multiple of %RUSHES_PART_FILE_SYNC.
 *
 * Returns: bytes, at most @size
 */
gint64
rushes_part_record_get_trusted (const RushesPartRecord *self,
                                gint64                  size,
                                const char             *boot)
{
  if (self->boot == NULL || g_strcmp0 (self->boot, boot) == 0)
    return size;

  return size - size % RUSHES_PART_FILE_SYNC;
}
