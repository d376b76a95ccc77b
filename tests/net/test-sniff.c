/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-sniff.h"

static const struct
{
  const char *type;
  gboolean want;
} type_rows[] = {
  { "video/mp4", TRUE },
  { "image/png", TRUE },
  { "application/octet-stream", TRUE },
  { "binary/octet-stream", TRUE },
  { "", TRUE },
  { NULL, TRUE },
  { "text/html", FALSE },
  { "Text/HTML", FALSE },
  { "text/plain", FALSE },
  { "application/json", FALSE },
  { "application/problem+json", FALSE },
  { "application/xml", FALSE },
  { "application/xhtml+xml", FALSE },
  { "image/svg+xml", FALSE },
  { "application/javascript", FALSE },
  { "multipart/byteranges", FALSE },
};

static void
test_type (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (type_rows); i++)
    {
      g_test_message ("%s", type_rows[i].type);
      g_assert_cmpint (rushes_sniff_type_is_media (type_rows[i].type), ==, type_rows[i].want);
    }
}

#define BYTES(s) s, sizeof s - 1

static const struct
{
  const char *bytes;
  gsize length;
  gboolean want;
} body_rows[] = {
  { BYTES ("\0\0\0\040ftypisom"), TRUE },
  { BYTES ("\032\105\337\243"), TRUE },
  { BYTES ("\211PNG\r\n\032\n"), TRUE },
  { BYTES ("\377\330\377"), TRUE },
  { BYTES ("RIFF....WEBP"), TRUE },
  { BYTES ("GIF89a"), TRUE },
  { BYTES (""), TRUE },
  { BYTES ("<\001\002"), TRUE },
  { BYTES ("{\001\002"), TRUE },
  { BYTES ("[\001\002"), TRUE },
  { BYTES ("<html>"), FALSE },
  { BYTES ("<!DOCTYPE html>"), FALSE },
  { BYTES ("<?xml version=\"1.0\"?>"), FALSE },
  { BYTES ("<Error>"), FALSE },
  { BYTES (" \r\n\t<html>"), FALSE },
  { BYTES ("\357\273\277<html>"), FALSE },
  { BYTES ("{\"error\":1}"), FALSE },
  { BYTES ("{ \n \"error\":1}"), FALSE },
  { BYTES ("{}"), FALSE },
  { BYTES ("[]"), FALSE },
  { BYTES ("[{\"a\":1}]"), FALSE },
  { BYTES ("\n[\"a\"]"), FALSE },
};

static void
test_body (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (body_rows); i++)
    {
      g_test_message ("row %zu", i);
      g_assert_cmpint (rushes_sniff_body_is_media ((const guint8 *) body_rows[i].bytes,
                                                   body_rows[i].length), ==, body_rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sniff/F12-type", test_type);
  g_test_add_func ("/sniff/F12-body", test_body);

  return g_test_run ();
}
