/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-error.h"

#include <errno.h>

static const struct
{
  guint status;
  RushesError want;
} status_rows[] = {
  { 400, RUSHES_ERROR_BAD_REQUEST },
  { 401, RUSHES_ERROR_UNAUTHORIZED },
  { 402, RUSHES_ERROR_NO_SUBSCRIPTION },
  { 403, RUSHES_ERROR_FORBIDDEN },
  { 404, RUSHES_ERROR_NOT_FOUND },
  { 410, RUSHES_ERROR_GONE },
  { 422, RUSHES_ERROR_BAD_REQUEST },
  { 429, RUSHES_ERROR_RATE_LIMITED },
  { 500, RUSHES_ERROR_SERVER },
  { 502, RUSHES_ERROR_BAD_GATEWAY },
  { 503, RUSHES_ERROR_UNAVAILABLE },
  { 504, RUSHES_ERROR_GATEWAY_TIMEOUT },
  { 596, RUSHES_ERROR_ACCOUNT },
  { 301, RUSHES_ERROR_REDIRECTED },
  { 308, RUSHES_ERROR_REDIRECTED },
  { 0, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 204, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 206, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 418, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 999, RUSHES_ERROR_UNEXPECTED_STATUS },
};

static void
test_from_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_rows); i++)
    {
      g_test_message ("status %u", status_rows[i].status);
      g_assert_cmpint (rushes_error_from_status (status_rows[i].status), ==, status_rows[i].want);
    }
}

static const struct
{
  guint status;
  RushesError want;
} media_rows[] = {
  { 401, RUSHES_ERROR_LINK_EXPIRED },
  { 403, RUSHES_ERROR_LINK_EXPIRED },
  { 404, RUSHES_ERROR_LINK_EXPIRED },
  { 410, RUSHES_ERROR_LINK_EXPIRED },
  { 429, RUSHES_ERROR_RATE_LIMITED },
  { 500, RUSHES_ERROR_SERVER },
  { 502, RUSHES_ERROR_BAD_GATEWAY },
  { 503, RUSHES_ERROR_UNAVAILABLE },
  { 504, RUSHES_ERROR_GATEWAY_TIMEOUT },
  { 0, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 204, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 206, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 304, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 402, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 416, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 596, RUSHES_ERROR_UNEXPECTED_STATUS },
  { 999, RUSHES_ERROR_UNEXPECTED_STATUS },
};

static void
test_from_media_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (media_rows); i++)
    {
      g_test_message ("status %u", media_rows[i].status);
      g_assert_cmpint (rushes_error_from_media_status (media_rows[i].status), ==,
                       media_rows[i].want);
    }
}

static const struct
{
  int error_number;
  RushesError want;
} errno_rows[] = {
  { ENOSPC, RUSHES_ERROR_NO_SPACE },
  { EDQUOT, RUSHES_ERROR_NO_SPACE },
  { ENOENT, RUSHES_ERROR_FOLDER_MISSING },
  { EACCES, RUSHES_ERROR_NO_PERMISSION },
  { EROFS, RUSHES_ERROR_READ_ONLY },
  { EFBIG, RUSHES_ERROR_FILE_TOO_LARGE },
  { EIO, RUSHES_ERROR_FILE },
};

static void
test_from_errno (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (errno_rows); i++)
    g_assert_cmpint (rushes_error_from_errno (errno_rows[i].error_number), ==, errno_rows[i].want);
}

static void
test_carries (void)
{
  g_autoptr(GError) error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_RATE_LIMITED, "");
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  g_autoptr(GError) copy = NULL;

  g_assert_cmpint (rushes_error_get_retry_after (error), ==, -1);
  g_assert_cmpuint (rushes_error_get_missing (error), ==, 0);

  rushes_error_set_retry_after (error, 20);
  rushes_error_set_missing (error, 4096);
  copy = g_error_copy (error);

  g_assert_cmpint (rushes_error_get_retry_after (copy), ==, 20);
  g_assert_cmpuint (rushes_error_get_missing (copy), ==, 4096);
  g_assert_cmpint (rushes_error_get_retry_after (other), ==, -1);
  g_assert_cmpint (rushes_error_get_retry_after (NULL), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/from-status", test_from_status);
  g_test_add_func ("/error/F11-from-media-status", test_from_media_status);
  g_test_add_func ("/error/from-errno", test_from_errno);
  g_test_add_func ("/error/carries", test_carries);

  return g_test_run ();
}
