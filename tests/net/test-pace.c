/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-pace.h"

#define SECOND G_USEC_PER_SEC

static void
run (RushesPace *pace,
     guint       quarters,
     guint64     bytes_each)
{
  for (guint i = 0; i < quarters; i++)
    rushes_pace_add (pace, pace->time + SECOND / 4, pace->bytes + bytes_each);
}

static void
test_steady (void)
{
  RushesPace pace;

  rushes_pace_begin (&pace, 5 * SECOND, 700);
  g_assert_cmpuint (rushes_pace_get_speed (&pace), ==, 0);
  g_assert_cmpint (rushes_pace_get_time_left (&pace, 10000), ==, -1);

  run (&pace, 40, 250000);
  g_assert_cmpuint (rushes_pace_get_speed (&pace), ==, 1000000);
  g_assert_cmpint (rushes_pace_get_time_left (&pace, 30000700), ==, 20);
  g_assert_cmpint (rushes_pace_get_time_left (&pace, -1), ==, -1);
  g_assert_cmpint (rushes_pace_get_time_left (&pace, 500), ==, -1);
}

/* What was there before a resume is no speed, and a standstill is none either. */
static void
test_standstill (void)
{
  RushesPace pace;

  rushes_pace_begin (&pace, 0, 1000000000);
  run (&pace, 8, 250000);
  g_assert_cmpuint (rushes_pace_get_speed (&pace), ==, 1000000);
  run (&pace, 240, 0);
  g_assert_cmpuint (rushes_pace_get_speed (&pace), ==, 0);
  g_assert_cmpint (rushes_pace_get_time_left (&pace, 2000000000), ==, -1);
}

static void
test_odd_clock (void)
{
  RushesPace pace;

  rushes_pace_begin (&pace, 100, 0);
  rushes_pace_add (&pace, 100, 5000);
  rushes_pace_add (&pace, 50, 5000);
  g_assert_cmpuint (rushes_pace_get_speed (&pace), ==, 0);
  rushes_pace_add (&pace, 100 + SECOND, 5000);
  g_assert_cmpuint (rushes_pace_get_speed (&pace), ==, 5000);
  rushes_pace_add (&pace, 100 + 2 * SECOND, 10);
  g_assert_cmpuint (rushes_pace_get_speed (&pace), ==, 5000);
}

static const struct
{
  guint quarters;
  guint64 bytes_each;
  gboolean want;
} stall_rows[] = {
  { 239, 0, FALSE },
  { 240, 0, TRUE },
  { 240, 255, TRUE },
  { 240, 256, FALSE },
  { 4000, 256, FALSE },
  { 4000, 1000000, FALSE },
};

static void
test_stall (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stall_rows); i++)
    {
      RushesPace pace;
      gboolean stalled = FALSE;

      rushes_pace_begin (&pace, 0, 12345);
      for (guint k = 0; k < stall_rows[i].quarters; k++)
        {
          g_assert_false (stalled);
          run (&pace, 1, stall_rows[i].bytes_each);
          stalled = rushes_pace_is_stalled (&pace, 60);
        }

      g_assert_cmpint (stalled, ==, stall_rows[i].want);
    }
}

/* A stall is found a minute after it began, not two, however fast it went before. */
static void
test_stall_after_burst (void)
{
  RushesPace pace;

  rushes_pace_begin (&pace, 0, 0);
  run (&pace, 20, 1000000);
  g_assert_false (rushes_pace_is_stalled (&pace, 60));
  run (&pace, 239, 0);
  g_assert_false (rushes_pace_is_stalled (&pace, 60));
  run (&pace, 1, 0);
  g_assert_true (rushes_pace_is_stalled (&pace, 60));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pace/steady", test_steady);
  g_test_add_func ("/pace/F16-standstill", test_standstill);
  g_test_add_func ("/pace/F15-odd-clock", test_odd_clock);
  g_test_add_func ("/pace/B14-stall", test_stall);
  g_test_add_func ("/pace/B14-stall-after-burst", test_stall_after_burst);

  return g_test_run ();
}
