/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-download-state.h"

#include "rushes-error.h"

static const struct
{
  RushesDownloadState state;
  gboolean active, start, pause, cancel, retry;
} can_rows[] = {
  { RUSHES_DOWNLOAD_QUEUED, FALSE, TRUE, TRUE, TRUE, FALSE },
  { RUSHES_DOWNLOAD_CONNECTING, TRUE, FALSE, TRUE, TRUE, FALSE },
  { RUSHES_DOWNLOAD_RUNNING, TRUE, FALSE, TRUE, TRUE, FALSE },
  { RUSHES_DOWNLOAD_PAUSED, FALSE, TRUE, FALSE, TRUE, TRUE },
  { RUSHES_DOWNLOAD_FAILED, FALSE, TRUE, FALSE, TRUE, TRUE },
  { RUSHES_DOWNLOAD_DONE, FALSE, FALSE, FALSE, FALSE, FALSE },
  { RUSHES_DOWNLOAD_CANCELLED, FALSE, TRUE, FALSE, FALSE, TRUE },
};

static void
test_can (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (can_rows); i++)
    {
      RushesDownloadState state = can_rows[i].state;

      g_assert_cmpint (rushes_download_state_is_active (state), ==, can_rows[i].active);
      g_assert_cmpint (rushes_download_state_can_start (state), ==, can_rows[i].start);
      g_assert_cmpint (rushes_download_state_can_pause (state), ==, can_rows[i].pause);
      g_assert_cmpint (rushes_download_state_can_cancel (state), ==, can_rows[i].cancel);
      g_assert_cmpint (rushes_download_state_can_retry (state), ==, can_rows[i].retry);
    }
}

static void
test_after (void)
{
  for (int code = 0; code < RUSHES_N_ERRORS; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, code, "x");

      g_assert_cmpint (rushes_download_state_after (error), ==,
                       code == RUSHES_ERROR_NO_SPACE ? RUSHES_DOWNLOAD_PAUSED
                                                     : RUSHES_DOWNLOAD_FAILED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/download-state/can", test_can);
  g_test_add_func ("/download-state/G1-after", test_after);

  return g_test_run ();
}
