/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-files.h"

#include <string.h>

/* A file of the fixtures. */
GBytes *
picture_files_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "media", name, NULL);
  g_autoptr(GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (data, length);
}

static void
put_be32 (GByteArray *array,
          guint32     number)
{
  guint32 be = GUINT32_TO_BE (number);

  g_byte_array_append (array, (const guint8 *) &be, 4);
}

static guint32
get_crc (const guint8 *data,
         gsize         length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }

  return ~crc;
}

static void
put_chunk (GByteArray   *png,
           const char   *type,
           const guint8 *data,
           gsize         length)
{
  gsize start;

  put_be32 (png, length);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (png, data, length);
  put_be32 (png, get_crc (png->data + start, png->len - start));
}

static GByteArray *
make_header (const PngShape *shape)
{
  GByteArray *header = g_byte_array_new ();
  const guint8 rest[] = { shape->depth, shape->colour, 0, 0, 0 };

  put_be32 (header, shape->width);
  put_be32 (header, shape->height);
  g_byte_array_append (header, rest, sizeof rest);

  return header;
}

static GBytes *
deflate_zeros (gsize length)
{
  g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1);
  g_autoptr(GOutputStream) result = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (result, G_CONVERTER (zlib));
  g_autofree guint8 *zeros = g_malloc0 (64 * 1024);

  for (gsize done = 0, step; done < length; done += step)
    {
      step = MIN (length - done, 64 * 1024);
      g_assert_true (g_output_stream_write_all (stream, zeros, step, NULL, NULL, NULL));
    }

  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (result));
}

/* A black picture; one that lies when the header says more than the rows there are. */
GBytes *
picture_files_make_png (const PngShape *shape)
{
  const guint n_channels = shape->colour == 0 ? 1 : shape->colour == 2 ? 3 : 4;
  const gsize row = 1 + ((gsize) shape->width * n_channels * shape->depth + 7) / 8;
  g_autoptr(GByteArray) header = make_header (shape);
  g_autoptr(GBytes) data = deflate_zeros (row * shape->n_rows);
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  put_chunk (png, "IHDR", header->data, header->len);
  put_chunk (png, "IDAT", g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  put_chunk (png, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (png);
}

static gboolean
is_frame_header (guint8 marker)
{
  return marker == 0xc0 || marker == 0xc1 || marker == 0xc2;
}

/* Only the header says another size. */
GBytes *
picture_files_resize (GBytes *jpeg,
                      guint   width,
                      guint   height)
{
  const guint8 size[] = { height >> 8, height & 0xff, width >> 8, width & 0xff };
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_bytes_ref (jpeg), &length);
  gsize at = 2;

  while (at + 9 < length && !is_frame_header (data[at + 1]))
    at += 2 + (data[at + 2] << 8 | data[at + 3]);

  g_assert_cmpuint (at + 9, <, length);
  memcpy (data + at + 5, size, sizeof size);

  return g_bytes_new_take (data, length);
}

/* With Exif's word on which way is up: 1 as it is, 6 turned by a quarter. */
GBytes *
picture_files_turn (GBytes *jpeg,
                    guint8  orientation)
{
  const guint8 exif[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
                          1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0 };
  GByteArray *file = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);

  g_byte_array_append (file, data, 2);
  g_byte_array_append (file, exif, sizeof exif);
  g_byte_array_append (file, data + 2, length - 2);

  return g_byte_array_free_to_bytes (file);
}

GBytes *
picture_files_cut (GBytes *file,
                   gsize   length)
{
  /* A copy, so that reading past the end is seen. */
  return g_bytes_new (g_bytes_get_data (file, NULL), length);
}

GBytes *
picture_files_flip (GBytes *file,
                    gsize   offset)
{
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_bytes_ref (file), &length);

  data[offset] ^= 0xff;

  return g_bytes_new_take (data, length);
}
