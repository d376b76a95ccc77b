/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-words.h"

/* What the German window says, and whether a test that looks for it in English finds it. */
static const struct
{
  const char *pattern;
  const char *text;
  gboolean want;
} rows[] = {
  { "Fetch", "Abrufen", TRUE },
  { "Fetch", "Fetch", TRUE },
  { "Fetch", "Aktualisieren", FALSE },
  { "Fetch*", "Abrufen", TRUE },
  { "Saved*", "Gespeichert · 9,8 MB", TRUE },
  { "* of *B*", "0,2 von 20,0\u00a0MB · 103,9\u00a0kB/s", TRUE },
  { "*: video without watermark", "Herunterladen: Video ohne Wasserzeichen", TRUE },
  { "Download: video with watermark", "Herunterladen: Video ohne Wasserzeichen", FALSE },
  { "2 videos, 1 left out", "2 Videos, 1 ausgelassen", TRUE },
  { "2 videos, 1 left out", "3 Videos, 1 ausgelassen", FALSE },
  { "A red fox*, Completed", "A red fox, and snow, Fertig", TRUE },
  /* What is put in stands in another order. */
  { "1.0 MB are missing on the disk of /a. Free*",
    "Auf dem Datenträger von /a fehlen 1.0 MB. Geben Sie Speicherplatz frei und versuchen Sie es "
    "dann erneut.", TRUE },
  { "", "", TRUE },
};

static void
test_match (void)
{
  display_words_read (CATALOGUE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s: %s", rows[i].pattern, rows[i].text);
      g_assert_cmpint (display_words_match (rows[i].pattern, rows[i].text), ==, rows[i].want);
    }
  display_words_read (NULL);
  g_assert_false (display_words_match ("Fetch", "Abrufen"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/match", test_match);

  return g_test_run ();
}
