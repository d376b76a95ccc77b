/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-picture.h"

#include "picture-files.h"
#include "rushes-error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>
#include <sys/resource.h>

/* FAULTS, "memory under 64 MB above idle". */
#define MAX_GROWTH_KIB (64 * 1024)

static glong
get_peak_kib (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);

  return usage.ru_maxrss;
}

static gboolean
can_decode (const char *type)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (type, NULL);

  if (loader != NULL)
    gdk_pixbuf_loader_close (loader, NULL);

  return loader != NULL;
}

static void
assert_refused (GBytes      *file,
                RushesError  code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPicture) picture = rushes_picture_decode (file, 0, 0, NULL, &error);

  g_assert_null (picture);
  g_assert_error (error, RUSHES_ERROR, (int) code);
}

/* Every byte of a row that is said to be there is read; what fills it up may never be written. */
static void
assert_sound (const RushesPicture *picture)
{
  gsize length;
  const guint8 *pixels = g_bytes_get_data (picture->pixels, &length);
  gsize row = (gsize) picture->width * (picture->has_alpha ? 4 : 3);
  guint64 sum = 0;

  g_assert_cmpint (picture->width, >, 0);
  g_assert_cmpint (picture->height, >, 0);
  g_assert_cmpuint (picture->stride, >=, row);
  g_assert_cmpuint (length, >=, picture->stride * (picture->height - 1) + row);

  for (int y = 0; y < picture->height; y++)
    for (gsize x = 0; x < row; x++)
      sum += pixels[y * picture->stride + x];
  g_assert_cmpuint (sum, <=, 255 * length);
}

#define SIGNATURE(text) text, sizeof text - 1

static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
  RushesPictureKind want;
} sniff_rows[] = {
  { "PNG", SIGNATURE ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), RUSHES_PICTURE_PNG },
  { "PNG, 8 bytes", SIGNATURE ("\x89PNG\r\n\x1a\n"), RUSHES_PICTURE_PNG },
  { "JPEG", SIGNATURE ("\xff\xd8\xff\xe0\0\x10JFIF"), RUSHES_PICTURE_JPEG },
  { "JPEG, Exif", SIGNATURE ("\xff\xd8\xff\xe1"), RUSHES_PICTURE_JPEG },
  { "WebP", SIGNATURE ("RIFF\x10\0\0\0WEBPVP8 "), RUSHES_PICTURE_WEBP },
  { "GIF 87", SIGNATURE ("GIF87a\x01\0"), RUSHES_PICTURE_GIF },
  { "GIF 89", SIGNATURE ("GIF89a\x01\0"), RUSHES_PICTURE_GIF },
  { "E5 empty", SIGNATURE (""), RUSHES_PICTURE_NONE },
  { "E4 cut PNG", SIGNATURE ("\x89PNG\r\n\x1a"), RUSHES_PICTURE_NONE },
  { "E4 cut JPEG", SIGNATURE ("\xff\xd8"), RUSHES_PICTURE_NONE },
  { "E4 cut WebP", SIGNATURE ("RIFF\x10\0\0\0WEB"), RUSHES_PICTURE_NONE },
  { "E4 cut GIF", SIGNATURE ("GIF89"), RUSHES_PICTURE_NONE },
  { "PNG sent as text", SIGNATURE ("\x89PNG\n\x1a\n\0\0\0\rIHDR"), RUSHES_PICTURE_NONE },
  { "GIF 90", SIGNATURE ("GIF90a\x01\0"), RUSHES_PICTURE_NONE },
  { "E5 HTML", SIGNATURE ("<!DOCTYPE html><html><body>403</body></html>"), RUSHES_PICTURE_NONE },
  { "E5 JSON", SIGNATURE ("{\"error\":\"Not found.\"}"), RUSHES_PICTURE_NONE },
  { "E5 zeros", SIGNATURE ("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), RUSHES_PICTURE_NONE },
  { "E6 SVG", SIGNATURE ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), RUSHES_PICTURE_NONE },
  { "E6 SVG, 30,000 px", SIGNATURE ("<svg width=\"30000\" height=\"30000\"><image "
                                    "href=\"file:///etc/passwd\"/></svg>"), RUSHES_PICTURE_NONE },
  { "E6 SVG, entities", SIGNATURE ("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"b\">]>"
                                   "<svg>&a;</svg>"), RUSHES_PICTURE_NONE },
  { "E6 SVGZ", SIGNATURE ("\x1f\x8b\x08\0\0\0\0\0\0\x03"), RUSHES_PICTURE_NONE },
  { "E6 TIFF, little", SIGNATURE ("II*\0\x08\0\0\0"), RUSHES_PICTURE_NONE },
  { "E6 TIFF, big", SIGNATURE ("MM\0*\0\0\0\x08"), RUSHES_PICTURE_NONE },
  { "E6 ICO", SIGNATURE ("\0\0\x01\0\x01\0\x10\x10"), RUSHES_PICTURE_NONE },
  { "E6 CUR", SIGNATURE ("\0\0\x02\0\x01\0\x10\x10"), RUSHES_PICTURE_NONE },
  { "E6 BMP", SIGNATURE ("BM\x3a\0\0\0\0\0\0\0\x36\0\0\0"), RUSHES_PICTURE_NONE },
  { "E6 PBM", SIGNATURE ("P4\n1 1\n\0"), RUSHES_PICTURE_NONE },
  { "E6 PPM", SIGNATURE ("P6\n1 1\n255\n\0\0\0"), RUSHES_PICTURE_NONE },
  { "E6 XPM", SIGNATURE ("/* XPM */\nstatic char *a[] = {"), RUSHES_PICTURE_NONE },
  { "E6 XBM", SIGNATURE ("#define a_width 1\n"), RUSHES_PICTURE_NONE },
  { "E6 TGA", SIGNATURE ("\0\0\x02\0\0\0\0\0\0\0\0\0\x01\0\x01\0\x18\0"), RUSHES_PICTURE_NONE },
  { "E6 ICNS", SIGNATURE ("icns\0\0\0\x08"), RUSHES_PICTURE_NONE },
  { "E6 ANI", SIGNATURE ("RIFF\x10\0\0\0ACONanih"), RUSHES_PICTURE_NONE },
  { "E6 WAV", SIGNATURE ("RIFF\x10\0\0\0WAVEfmt "), RUSHES_PICTURE_NONE },
  { "E1 AVIF", SIGNATURE ("\0\0\0\x20" "ftypavif\0\0\0\0"), RUSHES_PICTURE_NONE },
  { "E1 JPEG XL", SIGNATURE ("\xff\x0a\0\0\0\0\0\0\0\0\0\0"), RUSHES_PICTURE_NONE },
  { "E6 PDF", SIGNATURE ("%PDF-1.4\n%%EOF\n"), RUSHES_PICTURE_NONE },
};

static void
test_sniff (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sniff_rows); i++)
    {
      g_autoptr(GBytes) file = g_bytes_new (sniff_rows[i].bytes, sniff_rows[i].length);

      g_test_message ("%s", sniff_rows[i].name);
      g_assert_cmpint (rushes_picture_sniff (g_bytes_get_data (file, NULL),
                                             sniff_rows[i].length), ==, sniff_rows[i].want);
      if (sniff_rows[i].want == RUSHES_PICTURE_NONE)
        assert_refused (file, RUSHES_ERROR_BAD_PICTURE);
    }
}

/* @want_width 0 where the picture is refused. */
static const struct
{
  int width, height;
  int box_width, box_height;
  int want_width, want_height;
} fit_rows[] = {
  { 1280, 720, 640, 360, 640, 360 },
  { 1280, 720, 640, 640, 640, 360 },
  { 1280, 720, 1000, 360, 640, 360 },
  { 720, 1280, 640, 640, 360, 640 },
  { 1280, 720, 0, 0, 1280, 720 },
  { 1280, 720, 640, 0, 640, 360 },
  { 1280, 720, 0, 360, 640, 360 },
  { 100, 50, 640, 360, 100, 50 },
  { 1, 1, 1, 1, 1, 1 },
  { 16384, 1, 100, 100, 100, 1 },
  { 1, 16384, 100, 100, 1, 100 },
  { 16384, 2441, 0, 0, 16384, 2441 },
  { 8000, 5000, 80, 50, 80, 50 },
  { 333, 333, 100, 99, 99, 99 },
  { 1300, 760, 1, 1, 1, 1 },
  { 8000, 5001, 80, 50, 0, 0 },
  { 16384, 2442, 0, 0, 0, 0 },
  { 16385, 1, 0, 0, 0, 0 },
  { 1, 16385, 100, 100, 0, 0 },
  { 30000, 30000, 100, 100, 0, 0 },
  { 0, 1, 100, 100, 0, 0 },
  { 1, 0, 100, 100, 0, 0 },
  { -1, -1, 100, 100, 0, 0 },
  { G_MAXINT, G_MAXINT, 100, 100, 0, 0 },
  { G_MAXINT, 1, 100, 100, 0, 0 },
  { G_MININT, G_MININT, 0, 0, 0, 0 },
};

static void
test_fit (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fit_rows); i++)
    {
      int width = 0, height = 0;
      gboolean taken = rushes_picture_fit (fit_rows[i].width, fit_rows[i].height,
                                           fit_rows[i].box_width, fit_rows[i].box_height,
                                           &width, &height);

      g_test_message ("%d x %d", fit_rows[i].width, fit_rows[i].height);
      g_assert_cmpint (taken, ==, fit_rows[i].want_width != 0);
      g_assert_cmpint (width, ==, fit_rows[i].want_width);
      g_assert_cmpint (height, ==, fit_rows[i].want_height);
    }
}

/* FAULTS E2, E3. The first ones lie: who believed them would take memory before the data ends. */
static const struct
{
  const char *name;
  PngShape shape;
  RushesError code;
} bomb_rows[] = {
  { "E2 30,000 grey", { 30000, 30000, 8, 0, 100 }, RUSHES_ERROR_TOO_LARGE },
  { "E2 30,000 RGB", { 30000, 30000, 8, 2, 100 }, RUSHES_ERROR_TOO_LARGE },
  { "E2 49 megapixels, whole", { 7000, 7000, 8, 0, 7000 }, RUSHES_ERROR_TOO_LARGE },
  { "E2 1 bit, whole", { 16384, 16384, 1, 0, 16384 }, RUSHES_ERROR_TOO_LARGE },
  { "E3 60,000 of 16 bit", { 60000, 60000, 16, 2, 1 }, RUSHES_ERROR_TOO_LARGE },
  { "E3 long", { 16385, 1, 8, 2, 1 }, RUSHES_ERROR_TOO_LARGE },
  { "E3 high", { 1, 1000000, 8, 2, 1 }, RUSHES_ERROR_TOO_LARGE },
  { "E3 2^31-1", { G_MAXINT32, G_MAXINT32, 8, 0, 0 }, RUSHES_ERROR_TOO_LARGE },
  { "E3 2^32-1", { G_MAXUINT32, G_MAXUINT32, 8, 0, 0 }, RUSHES_ERROR_TOO_LARGE },
  { "E3 no width", { 0, 1, 8, 2, 1 }, RUSHES_ERROR_BAD_PICTURE },
  { "E3 no height", { 1, 0, 8, 2, 1 }, RUSHES_ERROR_BAD_PICTURE },
  { "E3 nothing", { 0, 0, 8, 2, 0 }, RUSHES_ERROR_BAD_PICTURE },
  { "E3 header only", { 1280, 720, 8, 2, 0 }, RUSHES_ERROR_BAD_PICTURE },
};

static void
test_bombs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bomb_rows); i++)
    {
      g_autoptr(GBytes) file = picture_files_make_png (&bomb_rows[i].shape);
      glong peak = get_peak_kib ();

      g_test_message ("%s, %zu bytes", bomb_rows[i].name, g_bytes_get_size (file));
      g_assert_cmpuint (g_bytes_get_size (file), <, 3 * 1000 * 1000);
      assert_refused (file, bomb_rows[i].code);
      g_assert_cmpint (get_peak_kib () - peak, <, MAX_GROWTH_KIB);
    }
}

static void
test_jpeg_bombs (void)
{
  static const struct
  {
    guint width, height;
    RushesError code;
  } rows[] = {
    { 65500, 65500, RUSHES_ERROR_TOO_LARGE },
    { 16000, 16000, RUSHES_ERROR_TOO_LARGE },
    { 16385, 16, RUSHES_ERROR_TOO_LARGE },
    { 0, 720, RUSHES_ERROR_BAD_PICTURE },
    { 65535, 65535, RUSHES_ERROR_TOO_LARGE },
  };
  g_autoptr(GBytes) good = picture_files_load ("cover.jpg");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) file = picture_files_resize (good, rows[i].width, rows[i].height);
      glong peak = get_peak_kib ();

      g_test_message ("E3 %u x %u", rows[i].width, rows[i].height);
      assert_refused (file, rows[i].code);
      g_assert_cmpint (get_peak_kib () - peak, <, MAX_GROWTH_KIB);
    }
}

/* E3 for the two whose sizes stand in their first bytes. */
static const struct
{
  const char *name;
  const char *type;
  const char *bytes;
  gsize length;
  RushesError code;
} other_bombs[] = {
  { "GIF", "gif", SIGNATURE ("GIF89a\xff\xff\xff\xff\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x02\0"
                             "\x01\0\0\x02\x02\x44\x0a\0;"), RUSHES_ERROR_TOO_LARGE },
  { "WebP, extended", "webp", SIGNATURE ("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"
                                         "\xff\x3f\0\xff\x3f\0"), RUSHES_ERROR_TOO_LARGE },
  { "WebP, 2^24", "webp", SIGNATURE ("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"
                                     "\xff\xff\xff\xff\xff\xff"), RUSHES_ERROR_TOO_LARGE },
  { "WebP, lossless", "webp", SIGNATURE ("RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f\xff\xff\xff\x0f"
                                         "\0\0\0\0\0\0\0\0\0\0"), RUSHES_ERROR_TOO_LARGE },
  { "WebP, lossy", "webp", SIGNATURE ("RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x10\0\0\x9d\x01\x2a"
                                      "\xff\x3f\xff\x3f"), RUSHES_ERROR_TOO_LARGE },
  { "WebP, no size", "webp", SIGNATURE ("RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x10\0\0\x9d\x01\x2a"
                                        "\0\0\0\0"), RUSHES_ERROR_BAD_PICTURE },
  { "WebP, cut", "webp", SIGNATURE ("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0"), RUSHES_ERROR_BAD_PICTURE },
  { "WebP, other", "webp", SIGNATURE ("RIFF\x16\0\0\0WEBPJUNK\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    RUSHES_ERROR_BAD_PICTURE },
};

static void
test_other_bombs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (other_bombs); i++)
    {
      g_autoptr(GBytes) file = g_bytes_new (other_bombs[i].bytes, other_bombs[i].length);
      glong peak = get_peak_kib ();

      g_test_message ("E3 %s", other_bombs[i].name);
      assert_refused (file, can_decode (other_bombs[i].type) ? other_bombs[i].code
                                                             : RUSHES_ERROR_NO_DECODER);
      g_assert_cmpint (get_peak_kib () - peak, <, MAX_GROWTH_KIB);
    }
}

static const struct
{
  const char *name;
  const char *type;
  int width, height;
} fixtures[] = {
  { "cover.jpg", "jpeg", 1280, 720 },
  { "cover.png", "png", 0, 0 },
  { "cover.webp", "webp", 0, 0 },
  { "cover-portrait.jpg", "jpeg", 720, 1280 },
  { "cover-portrait.webp", "webp", 0, 0 },
  { "cover-square.jpg", "jpeg", 1024, 1024 },
  { "cover-square.webp", "webp", 0, 0 },
  { "cover-mountains.jpg", "jpeg", 0, 0 },
  { "cover-dunes.jpg", "jpeg", 0, 0 },
  { "cover-whale.jpg", "jpeg", 0, 0 },
  { "cover-4k.jpg", "jpeg", 3840, 2160 },
  { "origin.jpg", "jpeg", 0, 0 },
  { "origin.png", "png", 0, 0 },
};

static void
check_boxes (GBytes *file,
             int     width,
             int     height)
{
  static const struct
  {
    int width, height;
  } boxes[] = { { 640, 360 }, { 360, 640 }, { 97, 31 }, { 1, 1 }, { 5000, 5000 }, { 0, 200 } };

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesPicture) picture = rushes_picture_decode (file, boxes[i].width,
                                                                boxes[i].height, NULL, &error);
      int want_width, want_height;

      g_assert_no_error (error);
      assert_sound (picture);
      g_assert_true (rushes_picture_fit (width, height, boxes[i].width, boxes[i].height,
                                         &want_width, &want_height));
      g_assert_cmpint (picture->width, <=, boxes[i].width > 0 ? boxes[i].width : width);
      g_assert_cmpint (picture->height, <=, boxes[i].height > 0 ? boxes[i].height : height);
      /* Scaled twice, by the decoder and then to the pixel. */
      g_assert_cmpint (ABS (picture->width - want_width), <=, 1);
      g_assert_cmpint (ABS (picture->height - want_height), <=, 1);
    }
}

static void
test_fixtures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autoptr(GBytes) file = picture_files_load (fixtures[i].name);
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesPicture) picture = NULL;

      g_test_message ("E1 %s", fixtures[i].name);
      if (!can_decode (fixtures[i].type))
        {
          assert_refused (file, RUSHES_ERROR_NO_DECODER);
          continue;
        }

      picture = rushes_picture_decode (file, 0, 0, NULL, &error);
      g_assert_no_error (error);
      assert_sound (picture);
      if (fixtures[i].width > 0)
        {
          g_assert_cmpint (picture->width, ==, fixtures[i].width);
          g_assert_cmpint (picture->height, ==, fixtures[i].height);
        }
      check_boxes (file, picture->width, picture->height);
    }
}

/* The extreme shapes whose one side is as small as it gets. */
static void
test_thin (void)
{
  static const PngShape shapes[] = { { 1, 16384, 8, 2, 16384 }, { 16384, 1, 8, 2, 1 },
                                     { 2, 4000, 16, 6, 4000 }, { 3000, 2, 1, 0, 2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr(GBytes) file = picture_files_make_png (&shapes[i]);

      check_boxes (file, shapes[i].width, shapes[i].height);
    }
}

/* A picture that is turned round has to fit as it is seen, not as it is stored. */
static void
test_turned (void)
{
  static const struct
  {
    guint8 orientation;
    int box_width, box_height;
    int want_width, want_height;
  } rows[] = {
    { 1, 640, 360, 640, 360 }, { 3, 640, 360, 640, 360 }, { 6, 0, 0, 720, 1280 },
    { 8, 0, 0, 720, 1280 },    { 6, 360, 640, 360, 640 }, { 6, 640, 360, 203, 360 },
    { 5, 640, 64, 36, 64 },    { 0, 640, 360, 640, 360 }, { 77, 640, 360, 640, 360 },
  };
  g_autoptr(GBytes) upright = picture_files_load ("cover.jpg");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) file = picture_files_turn (upright, rows[i].orientation);
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesPicture) picture = rushes_picture_decode (file, rows[i].box_width,
                                                                rows[i].box_height, NULL, &error);

      g_test_message ("orientation %u", rows[i].orientation);
      g_assert_no_error (error);
      assert_sound (picture);
      g_assert_cmpint (picture->width, ==, rows[i].want_width);
      g_assert_cmpint (picture->height, ==, rows[i].want_height);
    }
}

/* A placeholder or a part of the picture; what is not there is not made up of old memory. */
static void
check_broken (GBytes *file)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RushesPicture) picture = rushes_picture_decode (file, 320, 320, NULL, &error);

  if (picture == NULL)
    {
      g_assert_cmpint (error->domain, ==, RUSHES_ERROR);
      return;
    }

  g_assert_no_error (error);
  assert_sound (picture);
  g_assert_cmpint (picture->width, <=, 320);
  g_assert_cmpint (picture->height, <=, 320);
}

static void
test_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autoptr(GBytes) file = picture_files_load (fixtures[i].name);
      gsize length = g_bytes_get_size (file);

      if (!can_decode (fixtures[i].type))
        continue;

      for (guint eighth = 0; eighth < 8; eighth++)
        {
          g_autoptr(GBytes) cut = picture_files_cut (file, length * eighth / 8 + 20);

          g_test_message ("E4 %s, %u/8", fixtures[i].name, eighth);
          check_broken (cut);
        }
    }
}

static void
test_flipped (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autoptr(GBytes) file = picture_files_load (fixtures[i].name);
      gsize length = g_bytes_get_size (file);

      if (!can_decode (fixtures[i].type) || strstr (fixtures[i].name, "4k") != NULL)
        continue;

      for (guint step = 0; step < 24; step++)
        {
          gsize offset = step < 12 ? 8 + step * 5 : length * (step - 11) / 14;
          g_autoptr(GBytes) flipped = picture_files_flip (file, offset);

          g_test_message ("E4 %s, byte %zu", fixtures[i].name, offset);
          check_broken (flipped);
        }
    }
}

/* A PNG without its end has rows that nobody filled: no picture. */
static void
test_cut_png (void)
{
  static const PngShape half = { 640, 360, 8, 2, 180 };
  g_autoptr(GBytes) whole = picture_files_load ("cover.png");
  g_autoptr(GBytes) cut = picture_files_cut (whole, g_bytes_get_size (whole) / 2);
  g_autoptr(GBytes) flipped = picture_files_flip (whole, g_bytes_get_size (whole) / 2);
  g_autoptr(GBytes) short_of_rows = picture_files_make_png (&half);

  assert_refused (cut, RUSHES_ERROR_BAD_PICTURE);
  assert_refused (flipped, RUSHES_ERROR_BAD_PICTURE);
  assert_refused (short_of_rows, RUSHES_ERROR_BAD_PICTURE);
}

static void
test_cancel (void)
{
  g_autoptr(GBytes) file = picture_files_load ("cover.jpg");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rushes_picture_decode (file, 0, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_4k_memory (void)
{
  g_autoptr(GBytes) file = picture_files_load ("cover-4k.jpg");
  glong peak = get_peak_kib ();
  g_autoptr(RushesPicture) picture = rushes_picture_decode (file, 960, 540, NULL, NULL);

  assert_sound (picture);
  g_assert_cmpint (get_peak_kib () - peak, <, MAX_GROWTH_KIB);
}

/* As on a machine that has no loaders but those built in. */
static void
test_no_decoder (void)
{
  g_autoptr(GBytes) file = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  g_setenv ("GDK_PIXBUF_MODULE_FILE", "/dev/null", TRUE);
  file = picture_files_load ("cover.webp");
  if (!can_decode ("webp"))
    assert_refused (file, RUSHES_ERROR_NO_DECODER);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* What is measured comes first: a peak never falls. */
  g_test_add_func ("/picture/E2-bombs", test_bombs);
  g_test_add_func ("/picture/E3-jpeg-bombs", test_jpeg_bombs);
  g_test_add_func ("/picture/E3-other-bombs", test_other_bombs);
  g_test_add_func ("/picture/E7-4k-memory", test_4k_memory);
  g_test_add_func ("/picture/E6-sniff", test_sniff);
  g_test_add_func ("/picture/fit", test_fit);
  g_test_add_func ("/picture/E1-fixtures", test_fixtures);
  g_test_add_func ("/picture/thin", test_thin);
  g_test_add_func ("/picture/turned", test_turned);
  g_test_add_func ("/picture/E4-cut", test_cut);
  g_test_add_func ("/picture/E4-flipped", test_flipped);
  g_test_add_func ("/picture/E4-cut-png", test_cut_png);
  g_test_add_func ("/picture/cancel", test_cancel);
  g_test_add_func ("/picture/E1-no-decoder", test_no_decoder);

  return g_test_run ();
}
