/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-eviction.h"

#define MAX_ENTRIES 6

typedef RushesEvictionEntry Entry;

/* An eighth of 80 is 10. */
static const struct
{
  const char *name;
  Entry entries[MAX_ENTRIES];
  guint n_entries;
  guint64 max_bytes;
  const char *want;
} rows[] = {
  { "nothing", { { 0 } }, 0, 80, "" },
  { "room", { { 40, 1 }, { 39, 2 } }, 2, 80, "" },
  { "just room", { { 40, 1 }, { 40, 2 } }, 2, 80, "" },
  { "the oldest goes", { { 40, 2 }, { 10, 1 }, { 31, 3 } }, 3, 80, "1 0" },
  { "one is enough", { { 30, 2 }, { 20, 1 }, { 31, 3 } }, 3, 80, "1" },
  { "until an eighth is free", { { 10, 1 }, { 1, 2 }, { 35, 3 }, { 35, 4 } }, 4, 80, "0 1" },
  { "the same moment", { { 40, 5 }, { 40, 5 }, { 30, 5 } }, 3, 80, "0" },
  { "too large by itself", { { 81, 9 }, { 40, 1 }, { 40, 2 } }, 3, 80, "0" },
  { "too large, and no room", { { 90, 9 }, { 41, 1 }, { 40, 2 } }, 3, 80, "0 1" },
  { "no room at all", { { 1, 1 }, { 0, 2 } }, 2, 0, "0" },
  { "nonsense", { { G_MAXUINT64, 1 }, { G_MAXUINT64, 2 }, { 5, -7 } }, 3, 80, "0 1" },
  { "sums beyond all numbers", { { G_MAXUINT64 - 8, 1 }, { G_MAXUINT64 - 8, 3 }, { 5, 2 } }, 3,
    G_MAXUINT64 - 1, "0 2 1" },
  { "times before all time", { { 40, G_MININT64 }, { 41, G_MAXINT64 } }, 2, 80, "0" },
};

static void
test_choose (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) chosen = NULL;
      g_autoptr(GString) got = g_string_new (NULL);

      g_test_message ("%s", rows[i].name);
      chosen = rushes_eviction_choose (rows[i].entries, rows[i].n_entries, rows[i].max_bytes);
      for (guint j = 0; j < chosen->len; j++)
        g_string_append_printf (got, "%s%u", j > 0 ? " " : "", g_array_index (chosen, guint, j));
      g_assert_cmpstr (got->str, ==, rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/eviction/choose", test_choose);

  return g_test_run ();
}
