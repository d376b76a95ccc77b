/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-retry.h"

#include "rushes-error.h"

static const RushesError passing[] = {
  RUSHES_ERROR_DISCONNECTED,
  RUSHES_ERROR_TRUNCATED,
  RUSHES_ERROR_TIMED_OUT,
  RUSHES_ERROR_STALLED,
  RUSHES_ERROR_OFFLINE,
  RUSHES_ERROR_HOST_NOT_FOUND,
  RUSHES_ERROR_REFUSED,
  RUSHES_ERROR_SERVER,
  RUSHES_ERROR_BAD_GATEWAY,
  RUSHES_ERROR_UNAVAILABLE,
  RUSHES_ERROR_GATEWAY_TIMEOUT,
  RUSHES_ERROR_RATE_LIMITED,
};

static gboolean
is_passing (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    if ((int) passing[i] == code)
      return TRUE;

  return FALSE;
}

/* Each code there is, so that a new one is never tried again by accident. */
static void
test_codes (void)
{
  for (int code = 0; code < RUSHES_N_ERRORS; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, code, "x");

      g_test_message ("code %d", code);
      g_assert_cmpint (rushes_retry_get_delay (error, 0, FALSE), ==, is_passing (code) ? 2 : -1);
    }
}

static const struct
{
  const char *name;
  RushesError code;
  gint64 retry_after;
  guint n_fruitless;
  gboolean got_bytes;
  gint64 want;
} rows[] = {
  { "the first fault", RUSHES_ERROR_TRUNCATED, -1, 0, FALSE, 2 },
  { "one attempt for nothing", RUSHES_ERROR_TRUNCATED, -1, 1, FALSE, 4 },
  { "two", RUSHES_ERROR_REFUSED, -1, 2, FALSE, 8 },
  { "three", RUSHES_ERROR_OFFLINE, -1, 3, FALSE, 16 },
  { "four", RUSHES_ERROR_STALLED, -1, 4, FALSE, 32 },
  { "five", RUSHES_ERROR_SERVER, -1, 5, FALSE, 60 },
  { "six", RUSHES_ERROR_SERVER, -1, 6, FALSE, -1 },
  { "many", RUSHES_ERROR_SERVER, -1, G_MAXUINT, FALSE, -1 },
  { "the first fault, after bytes", RUSHES_ERROR_DISCONNECTED, -1, 0, TRUE, 2 },
  { "five, then bytes", RUSHES_ERROR_DISCONNECTED, -1, 5, TRUE, 2 },
  { "six, then bytes", RUSHES_ERROR_DISCONNECTED, -1, 6, TRUE, 2 },
  { "bytes and no room", RUSHES_ERROR_NO_SPACE, -1, 0, TRUE, -1 },
  { "bytes and a dead link", RUSHES_ERROR_LINK_EXPIRED, -1, 0, TRUE, -1 },
  { "B18 Retry-After", RUSHES_ERROR_UNAVAILABLE, 30, 0, FALSE, 30 },
  { "B18 Retry-After, shorter", RUSHES_ERROR_RATE_LIMITED, 1, 3, FALSE, 16 },
  { "B18 Retry-After, longer each time", RUSHES_ERROR_RATE_LIMITED, 30, 4, FALSE, 32 },
  { "B18 an hour", RUSHES_ERROR_UNAVAILABLE, 3600, 0, FALSE, 3600 },
  { "B18 ten years", RUSHES_ERROR_UNAVAILABLE, G_MAXINT32, 0, FALSE, -1 },
  { "B18 Retry-After, given up", RUSHES_ERROR_UNAVAILABLE, 30, 6, FALSE, -1 },
  { "Retry-After with what stays", RUSHES_ERROR_LINK_EXPIRED, 30, 0, FALSE, -1 },
};

static void
test_delays (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, rows[i].code, "x");

      rushes_error_set_retry_after (error, rows[i].retry_after);
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (rushes_retry_get_delay (error, rows[i].n_fruitless, rows[i].got_bytes), ==,
                       rows[i].want);
    }
}

static void
test_strangers (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  g_assert_cmpint (rushes_retry_get_delay (NULL, 0, TRUE), ==, -1);
  g_assert_cmpint (rushes_retry_get_delay (cancelled, 0, TRUE), ==, -1);

  /* A code of another domain with the number of one of ours. */
  cancelled->code = RUSHES_ERROR_TRUNCATED;
  g_assert_cmpint (rushes_retry_get_delay (cancelled, 0, TRUE), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retry/codes", test_codes);
  g_test_add_func ("/retry/delays", test_delays);
  g_test_add_func ("/retry/strangers", test_strangers);

  return g_test_run ();
}
