/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-generated.h"

#include <string.h>

/* An MP4 file's first two boxes: whoever looks at the first bytes sees a video, not a web page. */
static const guint8 head[] = {
  0x00, 0x00, 0x00, 0x18, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0x00, 0x00, 0x02, 0x00,
  'i',  's',  'o',  'm',  'm', 'p', '4', '2', 0x00, 0x00, 0x00, 0x00, 'm', 'd', 'a', 't',
};

/* Seeds of one file's versions lie this far apart, so that versions of two files never meet. */
#define VERSION_STEP G_GUINT64_CONSTANT (0x100000000000000)

/* SplitMix64, asked for its n-th number: any place of the file can be had without those before. */
static guint64
get_word (guint64 index,
          guint64 seed)
{
  guint64 z = (seed + 1) * G_GUINT64_CONSTANT (0xd1342543de82ef95) +
              (index + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return GUINT64_TO_LE (z ^ (z >> 31));
}

/**
 * stand_in_generated_get_seed:
 * @name: the SEED of `/generated/SIZE/SEED`: a number, and perhaps an ending such as ".mp4"
 * @version: the version of the file, 0 at first
 *
 * Returns: what the bytes depend on
 */
guint64
stand_in_generated_get_seed (const char *name,
                             guint       version)
{
  return g_ascii_strtoull (name, NULL, 10) + version * VERSION_STEP;
}

/**
 * stand_in_generated_fill:
 * @buffer: where to
 * @count: how many bytes
 * @offset: their place in the file
 * @seed: which file, from stand_in_generated_get_seed()
 *
 * Makes a piece of a file that is never held as a whole: the same bytes for the same seed and
 * place, whatever the pieces. It begins like an MP4 file and goes on with noise.
 */
void
stand_in_generated_fill (guint8  *buffer,
                         gsize    count,
                         guint64  offset,
                         guint64  seed)
{
  gsize done = 0;

  while (done < count)
    {
      guint64 place = offset + done;
      guint skip = place % 8;
      gsize n = MIN (count - done, 8 - skip);
      guint64 word;

      if (place < sizeof head)
        memcpy (&word, head + place - skip, 8);
      else
        word = get_word (place / 8, seed);

      memcpy (buffer + done, (const guint8 *) &word + skip, n);
      done += n;
    }
}

/**
 * stand_in_generated_dup_sha256:
 * @size: how long the file is
 * @seed: which file, from stand_in_generated_get_seed()
 *
 * Computes what the SHA-256 of `/generated/SIZE/SEED` has to be.
 *
 * Returns: (transfer full): lower-case hexadecimal digits
 */
char *
stand_in_generated_dup_sha256 (guint64 size,
                               guint64 seed)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize piece = 256 * 1024;
  g_autofree guint8 *buffer = g_malloc (piece);

  for (guint64 offset = 0; offset < size; offset += piece)
    {
      gsize count = MIN (piece, size - offset);

      stand_in_generated_fill (buffer, count, offset, seed);
      g_checksum_update (checksum, buffer, count);
    }

  return g_strdup (g_checksum_get_string (checksum));
}
