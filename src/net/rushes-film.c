/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-film.h"

#include <string.h>

#include "rushes-error.h"

#define BUFFER_BYTES (256 * 1024)

/* GStreamer reads no box of MP4 that is longer than 32 MiB and no file. */
#define MAX_BOX_BYTES (64 * 1024 * 1024)

/* "rmra" lists the addresses of other films, which a player goes to by itself, whatever they are;
 * "cmov" hides all of this by compression. No program writes them nowadays. */
static const char *const refused_boxes[] = { "rmra", "cmov" };

/**
 * rushes_film_begins:
 * @bytes: how a file begins
 * @length: how many bytes that are; %RUSHES_FILM_HEAD_LENGTH are enough
 *
 * Tells whether a file may be given to a player: MP4 and QuickTime, Matroska and WebM, by their
 * signatures, nothing else (DESIGN §7). Players take lists of addresses for films, and go to them
 * unasked.
 *
 * Any thread may call this.
 *
 * Returns: %TRUE when it begins like a film
 */
gboolean
rushes_film_begins (const guint8 *bytes,
                    gsize         length)
{
  static const guint8 ebml[] = { 0x1a, 0x45, 0xdf, 0xa3 };

  if (length < RUSHES_FILM_HEAD_LENGTH)
    return FALSE;

  return memcmp (bytes, ebml, sizeof ebml) == 0 || memcmp (bytes + 4, "ftyp", 4) == 0;
}

static guint32
read_size (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* Four letters come about by chance among compressed pictures; between two sizes that make sense
 * they do so once in a hundred thousand videos. */
static gboolean
is_box (const guint8 *type,
        const guint8 *start,
        const guint8 *end)
{
  guint32 size, inner;

  if (type - start < 4 || end - type < 8)
    return FALSE;

  size = read_size (type - 4);
  inner = read_size (type + 4);

  return size >= 16 && size <= MAX_BOX_BYTES && inner >= 8 && inner <= size - 8;
}

static gboolean
holds_box (const guint8 *bytes,
           gsize         length,
           const char   *type)
{
  const guint8 *end = bytes + length;
  const guint8 *found = bytes;

  while ((found = memmem (found, end - found, type, 4)) != NULL)
    {
      if (is_box (found, bytes, end))
        return TRUE;

      found++;
    }

  return FALSE;
}

static gboolean
holds_refused_box (const guint8 *bytes,
                   gsize         length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused_boxes); i++)
    if (holds_box (bytes, length, refused_boxes[i]))
      return TRUE;

  return FALSE;
}

static void
keep_tail (RushesFilmScan *scan,
           const guint8   *bytes,
           gsize           length)
{
  gsize n_new = MIN (length, sizeof scan->tail);
  gsize n_kept = MIN (scan->n_tail, sizeof scan->tail - n_new);

  memmove (scan->tail, scan->tail + scan->n_tail - n_kept, n_kept);
  memcpy (scan->tail + n_kept, bytes + length - n_new, n_new);
  scan->n_tail = n_kept + n_new;
}

/**
 * rushes_film_scan:
 * @scan: (inout): what was seen before
 * @bytes: the next piece
 * @length: how many bytes it has
 *
 * Looks for the boxes by which a film sends its player to an address of its choice, over plain HTTP
 * or to a machine of the user's own network (DESIGN §7): GStreamer follows them also from a file on
 * the disk. What is kept between two pieces is enough to find one that was cut in two.
 *
 * Any thread may call this.
 *
 * Returns: %FALSE when there is one; no byte of @bytes may reach a player then
 */
gboolean
rushes_film_scan (RushesFilmScan *scan,
                  const guint8   *bytes,
                  gsize           length)
{
  guint8 seam[2 * (RUSHES_FILM_SPAN - 1)];
  gsize n_head = MIN (length, RUSHES_FILM_SPAN - 1);

  memcpy (seam, scan->tail, scan->n_tail);
  memcpy (seam + scan->n_tail, bytes, n_head);
  if (holds_refused_box (seam, scan->n_tail + n_head) || holds_refused_box (bytes, length))
    return FALSE;

  keep_tail (scan, bytes, length);

  return TRUE;
}

static gboolean
fail (GError     **error,
      RushesError  code,
      const char  *reason)
{
  g_set_error_literal (error, RUSHES_ERROR, code, reason);

  return FALSE;
}

static gboolean
check_stream (GInputStream  *stream,
              guint8        *buffer,
              GCancellable  *cancellable,
              GError       **error)
{
  RushesFilmScan scan = { 0 };
  gboolean first = TRUE;
  gsize n;

  do
    {
      if (!g_input_stream_read_all (stream, buffer, BUFFER_BYTES, &n, cancellable, error))
        return FALSE;

      if (first && !rushes_film_begins (buffer, n))
        return fail (error, RUSHES_ERROR_NO_DECODER, "the file does not begin like a film");

      if (!rushes_film_scan (&scan, buffer, n))
        return fail (error, RUSHES_ERROR_BAD_LINK, "the file names another address");

      first = FALSE;
    }
  while (n == BUFFER_BYTES);

  return TRUE;
}

/**
 * rushes_film_check_file:
 * @file: a file, which need not be there
 * @cancellable: (nullable): ends it early
 * @error: return location for an error
 *
 * Reads a whole file to tell whether it may be given to a player. Blocks, so it is for worker
 * threads.
 *
 * Returns: %TRUE when it may; else %FALSE with %RUSHES_ERROR_NO_DECODER when it is none of the
 *   kinds that are played, %RUSHES_ERROR_BAD_LINK when it names another address, or an error of
 *   %G_IO_ERROR when it cannot be read
 */
gboolean
rushes_film_check_file (GFile         *file,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guint8 *buffer = NULL;

  if (stream == NULL)
    return FALSE;

  buffer = g_malloc (BUFFER_BYTES);

  return check_stream (G_INPUT_STREAM (stream), buffer, cancellable, error);
}
