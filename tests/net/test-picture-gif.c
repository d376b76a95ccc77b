/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-error.h"
#include "rushes-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* 2 by 1, with two colours. */
#define HEAD "GIF89a\x02\0\x01\0\x80\0\0\xff\xff\xff\0\0\0"
#define DATA "\0\x02\x02\x44\x0a\0"
#define FRAME ",\0\0\0\0\x02\0\x01\0" DATA
#define TAKEN_BACK "!\xf9\x04\x0c\x0a\0\0\0"
#define BYTES(text) text, sizeof text - 1

static gboolean
can_decode (void)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("gif", NULL);

  if (loader != NULL)
    gdk_pixbuf_loader_close (loader, NULL);

  return loader != NULL;
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
} Row;

static const Row good[] = {
  { "plain", BYTES (HEAD FRAME ";") },
  { "more behind it", BYTES (HEAD FRAME ";and more") },
  { "two frames", BYTES (HEAD TAKEN_BACK FRAME FRAME ";") },
  { "comments", BYTES (HEAD "!\xfe\0!\xfe\x02hi\0" FRAME ";") },
  { "repeated", BYTES (HEAD "!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0" FRAME ";") },
  { "words", BYTES (HEAD "!\x01\x0c\0\0\0\0\0\0\0\0\0\0\0\0\x02hi\0" FRAME ";") },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GBytes) file = g_bytes_new_static (good[i].bytes, good[i].length);
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesPicture) picture = rushes_picture_decode (file, 0, 0, NULL, &error);

      g_test_message ("%s", good[i].name);
      if (!can_decode ())
        {
          g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_NO_DECODER);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpint (picture->width, ==, 2);
      g_assert_cmpint (picture->height, ==, 1);
    }
}

/* gdk-pixbuf would complain of these as of a mistake of the program's, which ends the test. */
static const Row bad[] = {
  { "no width", BYTES (HEAD ",\0\0\0\0\0\0\x01\0" DATA ";") },
  { "no height", BYTES (HEAD ",\0\0\0\0\x02\0\0\0" DATA ";") },
  { "outside, taken back", BYTES (HEAD TAKEN_BACK ",\x01\0\0\0\x02\0\x01\0" DATA ";") },
  { "below, taken back", BYTES (HEAD TAKEN_BACK ",\0\0\x01\0\x02\0\x01\0" DATA ";") },
  { "second without width", BYTES (HEAD FRAME ",\0\0\0\0\0\0\x01\0" DATA ";") },
  { "behind junk", BYTES (HEAD "*,\0\0\0\0\0\0\x01\0" DATA ";") },
  { "behind an extension that is none",
    BYTES (HEAD "!\xff\0\x01;\0,\0\0\0\0\0\0\x01\0" DATA ";") },
  { "behind one that is not known", BYTES (HEAD "!\x02\x01;\0,\0\0\0\0\0\0\x01\0" DATA ";") },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GBytes) file = g_bytes_new_static (bad[i].bytes, bad[i].length);
      g_autoptr(GError) error = NULL;
      g_autoptr(RushesPicture) picture = rushes_picture_decode (file, 0, 0, NULL, &error);
      int code = can_decode () ? RUSHES_ERROR_BAD_PICTURE : RUSHES_ERROR_NO_DECODER;

      g_test_message ("%s", bad[i].name);
      g_assert_null (picture);
      g_assert_error (error, RUSHES_ERROR, code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-gif/E1-good", test_good);
  g_test_add_func ("/picture-gif/E4-bad", test_bad);

  return g_test_run ();
}
