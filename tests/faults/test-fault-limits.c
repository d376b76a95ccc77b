/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FAULTS I5: whether the limits that hold in all tests with a fault server are felt. */
#include "fault-limits.h"

#include <string.h>

#define MEBIBYTE (1024 * 1024)

/* Far enough from the limits that a busy machine does not excuse them. */
#define TOO_LONG_MS 500
#ifdef __SANITIZE_ADDRESS__
#define LONG_MS 140
#else
#define LONG_MS 48
#endif

static gboolean
on_work (gpointer user_data)
{
  g_usleep (GPOINTER_TO_UINT (user_data) * 1000);

  return G_SOURCE_REMOVE;
}

static void
work (guint milliseconds)
{
  g_idle_add (on_work, GUINT_TO_POINTER (milliseconds));
  fault_limits_iterate ();
}

/* As many rounds, each as long as may be. */
static void
test_within (void)
{
  fault_limits_begin ();
  for (guint i = 0; i < 20; i++)
    work (5);
  work (20);
  fault_limits_end ();
}

static void
assert_felt (const char *words)
{
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr (words);
}

static void
test_one_long (void)
{
  if (!g_test_subprocess ())
    {
      assert_felt ("*longest_ms <*");
      return;
    }

  fault_limits_begin ();
  work (TOO_LONG_MS);
  fault_limits_end ();
}

static void
test_many_long (void)
{
  if (!g_test_subprocess ())
    {
      assert_felt ("*n_long <=*");
      return;
    }

  fault_limits_begin ();
  for (guint i = 0; i < 10; i++)
    work (LONG_MS);
  fault_limits_end ();
}

/* It was given back when the test ends: the most there was counts. */
static void
test_memory (void)
{
  char *bytes;

  if (!g_test_subprocess ())
    {
      assert_felt ("*growth < MEMORY_KIB*");
      return;
    }

  fault_limits_begin ();
  bytes = g_malloc (200 * MEBIBYTE);
  memset (bytes, 1, 200 * MEBIBYTE);
  g_free (bytes);
  fault_limits_end ();
}

static void
test_own_memory (void)
{
  char *bytes;

  fault_limits_begin ();
  fault_limits_take_own (200 * MEBIBYTE);
  bytes = g_malloc (200 * MEBIBYTE);
  memset (bytes, 1, 200 * MEBIBYTE);
  g_free (bytes);
  fault_limits_end ();
}

/* What the test does between two rounds is no work of the program. */
static void
test_between (void)
{
  fault_limits_begin ();
  for (guint i = 0; i < 3; i++)
    {
      work (1);
      g_usleep (100 * 1000);
    }
  fault_limits_end ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fault-limits/I5-within", test_within);
  g_test_add_func ("/fault-limits/I5-one-long", test_one_long);
  g_test_add_func ("/fault-limits/I5-many-long", test_many_long);
  g_test_add_func ("/fault-limits/I5-between", test_between);
  g_test_add_func ("/fault-limits/B11-memory", test_memory);
  g_test_add_func ("/fault-limits/own-memory", test_own_memory);

  return g_test_run ();
}
