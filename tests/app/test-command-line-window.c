/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-window.h"

#define BIN "/usr/local/bin"
#define WINDOW "/usr/local/libexec/rushes/rushes-window"

static const struct
{
  const char *program;
  const char *want;
} rows[] = {
  { NULL, WINDOW },
  { "/home/a/build/src/rushes", "/home/a/build/src/rushes-window " WINDOW },
  { "/usr/local/bin/rushes", "/usr/local/bin/rushes-window " WINDOW },
  { "/tmp/x/usr/local/bin/rushes",
    "/tmp/x/usr/local/bin/rushes-window /tmp/x" WINDOW " " WINDOW },
};

static void
test_places (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) places = rushes_command_line_window_dup_places (rows[i].program, BIN, WINDOW);
      g_autofree char *joined = g_strjoinv (" ", places);

      g_assert_cmpstr (joined, ==, rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/command-line-window/places", test_places);

  return g_test_run ();
}
