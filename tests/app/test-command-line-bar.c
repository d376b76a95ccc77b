/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-bar.h"

#include <string.h>

#define MB 1000000

static const struct
{
  RushesCommandLineBarFacts facts;
  guint width;
  gboolean unicode;
  const char *want;
} rows[] = {
  { { 1, 0, -1, 0, 0, 0, 0, -1 }, 80, TRUE, "Waiting for the video" },
  { { 1, 0, 50, 0, 0, 0, 0, -1 }, 30, FALSE, "[###########-----------] 50 %" },
  { { 1, 0, 50, 0, 0, 0, 0, -1 }, 30, TRUE, " ━━━━━━━━━━━───────────  50\u00a0%" },
  { { 3, 1, 50, 0, 0, 0, 0, -1 }, 80, TRUE, "1 of 3 videos" },
  { { 1, 1, 100, 1, 4 * MB, 8 * MB, 0, -1 }, 40, FALSE, "[###########------------] 4.0 of 8.0 MB" },
  { { 1, 1, 100, 1, 4 * MB, 8 * MB, 2 * MB, 2 }, 60, FALSE,
    "[##########-----------] 4.0 of 8.0 MB - 2.0 MB/s - 2 s left" },
  { { 1, 1, 100, 1, 4 * MB, 0, 0, -1 }, 80, FALSE, "4.0 MB" },
  { { 2, 1, 100, 1, 4 * MB, 8 * MB, 0, -1 }, 30, FALSE, "1 of 2 videos - 4.0 of 8.0 MB" },
  { { 2, 1, 100, 1, 4 * MB, 8 * MB, 0, -1 }, 12, FALSE, "1 of 2 vide" },
  { { 1, 0, 50, 0, 0, 0, 0, -1 }, 0, FALSE, "" },
  { { 1, 0, 50, 0, 0, 0, 0, -1 }, 1, FALSE, "" },
};

static void
test_bar (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *bar = NULL;

      bar = rushes_command_line_bar_dup (&rows[i].facts, rows[i].width, rows[i].unicode);
      g_test_message ("row %" G_GSIZE_FORMAT ": %s", i, bar);
      g_assert_cmpstr (bar, ==, rows[i].want);
    }
}

/* In a terminal that is full to its last column, the next sign begins a new line. */
static void
test_width (void)
{
  RushesCommandLineBarFacts facts = { 12, 3, 50, 2, 4 * MB, 80 * MB, 2 * MB, 38 };

  for (guint width = 0; width < 200; width++)
    for (int unicode = 0; unicode < 2; unicode++)
      {
        g_autofree char *bar = rushes_command_line_bar_dup (&facts, width, unicode);

        g_assert_true (g_utf8_validate (bar, -1, NULL));
        g_assert_cmpint (g_utf8_strlen (bar, -1), <, MAX (width, 1));
        if (!unicode)
          g_assert_true (g_str_is_ascii (bar));
      }
}

/* The end is there when every byte is, and not before (FAULTS F16). */
static void
test_end (void)
{
  RushesCommandLineBarFacts facts = { 1, 0, -1, 1, 999, 1000, 0, -1 };
  g_autofree char *before = rushes_command_line_bar_dup (&facts, 60, FALSE);
  g_autofree char *behind = NULL;

  facts.received = 2000;
  behind = rushes_command_line_bar_dup (&facts, 60, FALSE);
  g_assert_nonnull (strchr (before, '-'));
  g_assert_null (strchr (behind, '-'));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/command-line-bar/bar", test_bar);
  g_test_add_func ("/command-line-bar/width", test_width);
  g_test_add_func ("/command-line-bar/end", test_end);

  return g_test_run ();
}
