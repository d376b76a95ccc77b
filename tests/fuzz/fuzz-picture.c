/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-error.h"
#include "rushes-picture.h"

#define MAX_BYTES (4 * 1024 * 1024)

/* As the page and the list ask for it, and as it is. */
static const struct
{
  int width;
  int height;
} boxes[] = {
  { 96, 54 },
  { 800, 600 },
  { 0, 0 },
};

/* Every byte of a row that is said to be there is read; what fills it up may never be written. */
static void
assert_sound (const RushesPicture *picture)
{
  gsize length;
  const guint8 *pixels = g_bytes_get_data (picture->pixels, &length);
  gsize row = (gsize) picture->width * (picture->has_alpha ? 4 : 3);
  gsize sum = 0;

  g_assert_cmpint (picture->width, >, 0);
  g_assert_cmpint (picture->height, >, 0);
  g_assert_cmpuint (picture->stride, >=, row);
  g_assert_cmpuint (length, >=, picture->stride * (picture->height - 1) + row);

  for (int y = 0; y < picture->height; y++)
    for (gsize x = 0; x < row; x++)
      sum += pixels[y * picture->stride + x];
  g_assert_cmpuint (sum, <=, 255 * length);
}

static void
assert_fits (const RushesPicture *picture,
             int                  box_width,
             int                  box_height)
{
  g_assert_true (box_width == 0 || picture->width <= box_width);
  g_assert_true (box_height == 0 || picture->height <= box_height);
  g_assert_cmpint ((gint64) picture->width * picture->height, <=, 40 * 1000 * 1000);
}

/* How much memory and time that may take is limited from outside (see feed). */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) file = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPicture) picture = NULL;
  gsize box = size % G_N_ELEMENTS (boxes);

  if (size > MAX_BYTES)
    return -1;

  picture = rushes_picture_decode (file, boxes[box].width, boxes[box].height, NULL, &error);
  if (picture == NULL)
    {
      g_assert_true (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_BAD_PICTURE) ||
                     g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_NO_DECODER) ||
                     g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_TOO_LARGE));
      return 0;
    }

  g_assert_no_error (error);
  g_assert_cmpint (rushes_picture_sniff (data, size), !=, RUSHES_PICTURE_NONE);
  assert_sound (picture);
  assert_fits (picture, boxes[box].width, boxes[box].height);

  return 0;
}
