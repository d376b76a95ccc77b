/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-resume.h"

#define NO_RANGE { -1, -1, -1 }
#define SAME TRUE
#define OTHER FALSE

/* 900 of 1000 bytes are there, and the last 100 of them are asked for again. */
static const struct
{
  const char *row;
  RushesResumeReply reply;
  RushesResume want;
} rows[] = {
  { "first", { 200, 0, -1, 0, NO_RANGE, 1000, OTHER }, RUSHES_RESUME_REWRITE },
  { "first, no length", { 200, 0, -1, 0, NO_RANGE, -1, OTHER }, RUSHES_RESUME_REWRITE },
  { "F1 rest", { 206, 900, 1000, 800, { 800, 999, 1000 }, 200, SAME }, RUSHES_RESUME_APPEND },
  { "F1 rest of all", { 206, 1000, 1000, 900, { 900, 999, 1000 }, 100, SAME },
    RUSHES_RESUME_APPEND },
  { "F1 rest, chunked", { 206, 900, 1000, 800, { 800, 999, 1000 }, -1, SAME },
    RUSHES_RESUME_APPEND },
  { "F3 changed", { 200, 900, 1000, 800, NO_RANGE, 1200, OTHER }, RUSHES_RESUME_REWRITE },
  { "F4 ignores Range", { 200, 900, 1000, 800, NO_RANGE, 1000, SAME }, RUSHES_RESUME_REWRITE },
  { "F5 other start", { 206, 900, 1000, 800, { 700, 999, 1000 }, 300, SAME },
    RUSHES_RESUME_ASK_ANEW },
  { "F5 start at what is there", { 206, 900, 1000, 800, { 900, 999, 1000 }, 100, SAME },
    RUSHES_RESUME_ASK_ANEW },
  { "F5 other total", { 206, 900, 1000, 800, { 800, 1099, 1100 }, 300, SAME },
    RUSHES_RESUME_ASK_ANEW },
  { "F5 * total", { 206, 900, 1000, 800, { 800, 999, -1 }, 200, SAME }, RUSHES_RESUME_ASK_ANEW },
  { "F5 no Content-Range", { 206, 900, 1000, 800, NO_RANGE, 200, SAME }, RUSHES_RESUME_ASK_ANEW },
  { "F5 whole", { 206, 900, 1000, 800, { 0, 999, 1000 }, 1000, SAME }, RUSHES_RESUME_REWRITE },
  { "F5 whole of another", { 206, 900, 1000, 800, { 0, 1199, 1200 }, 1200, OTHER },
    RUSHES_RESUME_REWRITE },
  { "F5 whole, other length", { 206, 900, 1000, 800, { 0, 999, 1000 }, 200, SAME },
    RUSHES_RESUME_ASK_ANEW },
  { "F5 shorter", { 206, 900, 1000, 800, { 800, 899, 1000 }, 100, SAME }, RUSHES_RESUME_ASK_ANEW },
  { "F5 length lies", { 206, 900, 1000, 800, { 800, 999, 1000 }, 100, SAME },
    RUSHES_RESUME_ASK_ANEW },
  { "F6 other ETag", { 206, 900, 1000, 800, { 800, 999, 1000 }, 200, OTHER },
    RUSHES_RESUME_ASK_ANEW },
  { "F8 equal", { 416, 1000, 1000, 900, { -1, -1, 1000 }, 0, SAME }, RUSHES_RESUME_COMPLETE },
  { "F8 equal, other ETag", { 416, 1000, 1000, 900, { -1, -1, 1000 }, 0, OTHER },
    RUSHES_RESUME_ASK_ANEW },
  { "F8 longer", { 416, 1000, 1000, 900, { -1, -1, 800 }, 0, SAME }, RUSHES_RESUME_ASK_ANEW },
  { "F8 shorter", { 416, 900, 1000, 800, { -1, -1, 1000 }, 0, SAME }, RUSHES_RESUME_ASK_ANEW },
  { "F8 shorter than ours", { 416, 900, 1000, 800, { -1, -1, 900 }, 0, SAME },
    RUSHES_RESUME_ASK_ANEW },
  { "F8 no number", { 416, 1000, 1000, 900, NO_RANGE, 0, SAME }, RUSHES_RESUME_ASK_ANEW },
  { "F8 no loop", { 416, 0, -1, 0, { -1, -1, 1000 }, 0, OTHER }, RUSHES_RESUME_FAIL },
  { "F9 empty", { 200, 900, 1000, 800, NO_RANGE, 0, OTHER }, RUSHES_RESUME_REWRITE },
  { "F11 expired", { 403, 900, 1000, 800, NO_RANGE, 10, OTHER }, RUSHES_RESUME_FAIL },
  { "B10 206 unasked", { 206, 0, -1, 0, { 0, 999, 1000 }, 1000, OTHER }, RUSHES_RESUME_FAIL },
  { "B10 000", { 0, 0, -1, 0, NO_RANGE, -1, OTHER }, RUSHES_RESUME_FAIL },
  { "B10 204", { 204, 0, -1, 0, NO_RANGE, -1, OTHER }, RUSHES_RESUME_FAIL },
  { "B10 304", { 304, 900, 1000, 800, NO_RANGE, -1, SAME }, RUSHES_RESUME_FAIL },
  { "B10 999", { 999, 900, 1000, 800, NO_RANGE, -1, SAME }, RUSHES_RESUME_FAIL },
};

static void
test_decide (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].row);
      g_assert_cmpint (rushes_resume_decide (&rows[i].reply), ==, rows[i].want);
    }
}

static const struct
{
  gint64 have;
  gint64 total;
  const char *etag;
  gint64 want;
} start_rows[] = {
  { 0, -1, NULL, 0 },
  { 1000000, 2000000, "\"a\"", 1000000 - RUSHES_RESUME_OVERLAP },
  { 2000000, 2000000, "\"a\"", 2000000 - RUSHES_RESUME_OVERLAP },
  { 1000000, 2000000, NULL, 0 },
  { 1000000, 2000000, "W/\"a\"", 0 },
  { 1000000, -1, "\"a\"", 0 },
  { 2000001, 2000000, "\"a\"", 0 },
  { RUSHES_RESUME_OVERLAP, 2000000, "\"a\"", 0 },
  { RUSHES_RESUME_OVERLAP + 1, 2000000, "\"a\"", 1 },
};

static void
test_start (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (start_rows); i++)
    g_assert_cmpint (rushes_resume_get_start (start_rows[i].have, start_rows[i].total,
                                              start_rows[i].etag), ==, start_rows[i].want);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resume/F3-F10-decide", test_decide);
  g_test_add_func ("/resume/F7-start", test_start);

  return g_test_run ();
}
