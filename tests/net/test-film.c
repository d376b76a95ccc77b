/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-film.h"

#include "rushes-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define BYTES(s) s, sizeof s - 1

static const struct
{
  const char *bytes;
  gsize length;
  gboolean want;
} begin_rows[] = {
  { BYTES ("\0\0\0\030ftypisom\0\0"), TRUE },
  { BYTES ("\0\0\0\024ftypqt  "), TRUE },
  { BYTES ("\032\105\337\243\001\0\0\0\0\0\0\037"), TRUE },
  { BYTES ("\0\0\0\030ftypiso"), FALSE },
  { BYTES (""), FALSE },
  { BYTES ("#EXTM3U\n#EXT-X-VERSION:3\n"), FALSE },
  { BYTES ("http://example.org/film.mp4\n"), FALSE },
  { BYTES ("[Reference]\nRef1=http://x"), FALSE },
  { BYTES ("<?xml version=\"1.0\"?><MPD>"), FALSE },
  { BYTES ("RTSPtextrtsp://example.org"), FALSE },
  { BYTES ("\0\0\0\030moovrmra\0\0"), FALSE },
  { BYTES ("RIFF....AVI LIST"), FALSE },
  { BYTES ("\x89PNG\r\n\x1a\n\0\0\0\r"), FALSE },
};

static void
test_begins (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (begin_rows); i++)
    {
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (rushes_film_begins ((const guint8 *) begin_rows[i].bytes,
                                           begin_rows[i].length), ==, begin_rows[i].want);
    }
}

static const struct
{
  const char *bytes;
  gsize length;
  gboolean want;
} scan_rows[] = {
  { BYTES (""), TRUE },
  { BYTES ("rmra"), TRUE },
  { BYTES ("a film about rmra and cmov"), TRUE },

  /* A box with another in it, as it lies in "moov". */
  { BYTES ("\0\0\0\100moov\0\0\0\070rmra\0\0\0\060rmda"), FALSE },
  { BYTES ("\0\0\0\100moov\0\0\0\070cmov\0\0\0\014dcomzlib"), FALSE },
  { BYTES ("\0\0\0\020rmra\0\0\0\010"), FALSE },
  { BYTES ("\001\0\0\0rmra\0\0\0\010rmda"), FALSE },

  /* Chance: the box would be longer than any player reads, or shorter than what lies in it. */
  { BYTES ("\377\0\0\100rmra\0\0\0\060rmda"), TRUE },
  { BYTES ("\0\0\0\017rmra\0\0\0\010rmda"), TRUE },
  { BYTES ("\0\0\0\100rmra\0\0\0\100rmda"), TRUE },
  { BYTES ("\0\0\0\100rmra\0\0\0\007rmda"), TRUE },
  { BYTES ("\0\0\0\100rmra\300\0\0\060rmda"), TRUE },

  /* Chance first, then a box. */
  { BYTES ("rmrarmra\0\0\0\070rmra\0\0\0\060rmda"), FALSE },
};

static gboolean
scan_in_pieces (gsize row,
                gsize piece)
{
  const guint8 *bytes = (const guint8 *) scan_rows[row].bytes;
  RushesFilmScan scan = { 0 };

  for (gsize at = 0; at < scan_rows[row].length; at += piece)
    if (!rushes_film_scan (&scan, bytes + at, MIN (piece, scan_rows[row].length - at)))
      return FALSE;

  return TRUE;
}

/* However the host cuts it. */
static void
test_scan (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scan_rows); i++)
    for (gsize piece = 1; piece <= 32; piece++)
      {
        g_test_message ("row %" G_GSIZE_FORMAT ", pieces of %" G_GSIZE_FORMAT, i, piece);
        g_assert_cmpint (scan_in_pieces (i, piece), ==, scan_rows[i].want);
      }
}

static void
check (const char *path,
       GError    **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_cmpint (rushes_film_check_file (file, NULL, error), ==, *error == NULL);
}

static void
test_fixtures (void)
{
  static const struct
  {
    const char *name;
    int code;
  } rows[] = {
    { "video.mp4", -1 },
    { "video_h264.mp4", -1 },
    { "video_watermark.mp4", -1 },
    { "cover.jpg", RUSHES_ERROR_NO_DECODER },
    { "origin.mp3", RUSHES_ERROR_NO_DECODER },
    { "fox.svg", RUSHES_ERROR_NO_DECODER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "media",
                                                     rows[i].name, NULL);
      g_autoptr(GError) error = NULL;

      check (path, &error);
      if (rows[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, RUSHES_ERROR, rows[i].code);
    }
}

/* Behind more than is read at once, and cut in two by that. */
static void
test_long_file (void)
{
  static const char head[] = "\0\0\0\030ftypisom\0\0\0\0isommp42";
  static const char box[] = "\0\0\0\070rmra\0\0\0\060rmda";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "rushes-film-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = g_malloc0 (1024 * 1024);

  close (g_mkstemp (path));
  memcpy (bytes, head, sizeof head - 1);
  g_file_set_contents (path, bytes, 1024 * 1024, &error);
  g_assert_no_error (error);
  check (path, &error);
  g_assert_no_error (error);

  memcpy (bytes + 512 * 1024 - 6, box, sizeof box - 1);
  g_file_set_contents (path, bytes, 1024 * 1024, &error);
  g_assert_no_error (error);
  check (path, &error);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK);

  g_assert_no_errno (g_remove (path));
}

static void
test_missing_file (void)
{
  g_autoptr(GError) error = NULL;

  check ("/nowhere/film.mp4", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/film/begins", test_begins);
  g_test_add_func ("/film/scan", test_scan);
  g_test_add_func ("/film/fixtures", test_fixtures);
  g_test_add_func ("/film/long-file", test_long_file);
  g_test_add_func ("/film/missing-file", test_missing_file);

  return g_test_run ();
}
