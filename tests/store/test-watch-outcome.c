/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-outcome.h"

#include "rushes-error.h"
#include "shelf.h"

#define NONE (-1)

static const struct
{
  const char *name;
  int code; /* of the error, or NONE */
  guint asked_account;
  guint account;
  RushesScheduleOutcome want;
} reads[] = {
  { "an answer", NONE, 1, 1, RUSHES_SCHEDULE_ANSWERED },
  { "an answer to the account before", NONE, 1, 2, RUSHES_SCHEDULE_ANSWERED },
  { "a token that is refused", RUSHES_ERROR_UNAUTHORIZED, 1, 1, RUSHES_SCHEDULE_REFUSED },
  { "a token that was changed since", RUSHES_ERROR_UNAUTHORIZED, 1, 2, RUSHES_SCHEDULE_DROPPED },
  { "no such video", RUSHES_ERROR_NOT_FOUND, 1, 2, RUSHES_SCHEDULE_ENDED },
};

static GError *
make_error (int code)
{
  return code != NONE ? g_error_new_literal (RUSHES_ERROR, code, "") : NULL;
}

static void
test_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      g_autoptr(GError) error = make_error (reads[i].code);

      g_test_message ("%s", reads[i].name);
      g_assert_cmpint (rushes_watch_outcome_read (error, reads[i].asked_account,
                                                  reads[i].account), ==, reads[i].want);
    }
}

static const struct
{
  const char *name;
  RushesScheduleOutcome outcome;
  int code;
  gboolean known; /* whether it was answered before */
  gboolean want;  /* whether the library has it then */
} applications[] = {
  { "an answer", RUSHES_SCHEDULE_ANSWERED, NONE, FALSE, TRUE },
  { "a fault that may pass", RUSHES_SCHEDULE_FAILED, RUSHES_ERROR_SERVER, FALSE, TRUE },
  { "no such video", RUSHES_SCHEDULE_ENDED, RUSHES_ERROR_NOT_FOUND, FALSE, TRUE },
  { "what was never one", RUSHES_SCHEDULE_REJECTED, RUSHES_ERROR_BAD_REQUEST, FALSE, FALSE },
  { "what was one once", RUSHES_SCHEDULE_REJECTED, RUSHES_ERROR_BAD_REQUEST, TRUE, TRUE },
  { "a question taken back", RUSHES_SCHEDULE_DROPPED, RUSHES_ERROR_UNAUTHORIZED, TRUE, FALSE },
};

static void
test_apply (Shelf         *shelf,
            gconstpointer  data)
{
  guint n_videos = 0;

  for (guint i = 0; i < G_N_ELEMENTS (applications); i++)
    {
      g_autoptr(RushesVideo) answer = shelf_make_answer (1 + i, 2, 100, "A red fox");
      g_autoptr(RushesVideo) video = rushes_video_new (shelf_name (1 + i));
      g_autoptr(RushesWatch) watch = rushes_watch_new (video);
      g_autoptr(GError) error = make_error (applications[i].code);

      g_test_message ("%s", applications[i].name);
      if (applications[i].known)
        rushes_video_update (video, answer);
      rushes_watch_outcome_apply (applications[i].outcome, shelf->library, watch,
                                  shelf_name (1 + i), error == NULL ? answer : NULL, error);
      shelf_settle (shelf);

      n_videos += applications[i].want;
      g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, n_videos);
      g_assert_cmpint (rushes_watch_get_error (watch) != NULL, ==, error != NULL);
      g_assert_cmpint (rushes_video_get_answer (video) != NULL, ==,
                       applications[i].known || error == NULL);
    }
}

/* Nobody watches it: then whoever has the video is told. */
static void
test_apply_without_watch (Shelf         *shelf,
                          gconstpointer  data)
{
  g_autoptr(RushesVideo) answer = shelf_make_answer (1, 2, 100, "A red fox");
  g_autoptr(RushesVideo) video = NULL;

  rushes_watch_outcome_apply (RUSHES_SCHEDULE_ANSWERED, shelf->library, NULL, shelf_name (1),
                              answer, NULL);
  shelf_settle (shelf);
  g_assert_cmpuint (rushes_library_get_n_videos (shelf->library), ==, 0);

  shelf_put (shelf, 1, 0, "A red fox");
  video = shelf_open_video (shelf, 1);
  g_assert_cmpint (rushes_video_get_percent (video), !=, 100);
  rushes_watch_outcome_apply (RUSHES_SCHEDULE_ANSWERED, shelf->library, NULL, shelf_name (1),
                              answer, NULL);
  g_assert_cmpint (rushes_video_get_percent (video), ==, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/watch-outcome/read", test_read);
  g_test_add ("/watch-outcome/apply", Shelf, NULL, shelf_set_up, test_apply, shelf_tear_down);
  g_test_add ("/watch-outcome/apply-without-watch", Shelf, NULL, shelf_set_up,
              test_apply_without_watch, shelf_tear_down);

  return g_test_run ();
}
