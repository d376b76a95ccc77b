/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-activity.h"

static void
test_news (void)
{
  static const struct
  {
    const char *name;
    RushesActivity before;
    RushesActivity after;
    gboolean want;
  } rows[] = {
    { "nothing new", { 1, FALSE, 0 }, { 1, FALSE, 0 }, FALSE },
    { "first status", { RUSHES_UNKNOWN, FALSE, 0 }, { 0, FALSE, 0 }, TRUE },
    { "status", { 1, FALSE, 0 }, { 2, FALSE, 0 }, TRUE },
    { "removed", { 2, FALSE, 7 }, { 2, TRUE, 7 }, TRUE },
    { "there again", { 2, TRUE, 7 }, { 2, FALSE, 7 }, TRUE },
    { "a file more", { 2, FALSE, 6 }, { 2, FALSE, 7 }, TRUE },
    { "a file less", { 2, FALSE, 7 }, { 2, FALSE, 6 }, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (rushes_activity_is_news (&rows[i].before, &rows[i].after), ==,
                       rows[i].want);
    }
}

static void
test_files (void)
{
  g_autoptr(RushesVideo) video = rushes_video_new ("user:1-minimax:1-video:1");
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_cmpuint (rushes_activity_describe_files (video), ==, 0);
  g_object_set (video, "video-uri", "https://x/v.mp4", NULL);
  /* The clean one has a row, but no link. */
  g_assert_cmpuint (rushes_activity_describe_files (video), ==, 2);
  g_object_set (video, "download-uri", "https://x/d.mp4?sign=1", NULL);
  g_assert_cmpuint (rushes_activity_describe_files (video), ==, 3);
  g_object_set (video, "download-uri", "https://x/d.mp4?sign=2", "cover-uri", "https://x/c", NULL);
  g_assert_cmpuint (rushes_activity_describe_files (video), ==, 7);
  for (guint i = 1; i <= 3; i++)
    g_ptr_array_add (sources, rushes_media_new ("user:1-minimax:1-video:1", RUSHES_MEDIA_SOURCE, i,
                                                "https://x/s", NULL));
  g_object_set (video, "origin-files", sources, NULL);
  g_assert_cmpuint (rushes_activity_describe_files (video), ==, 31);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/activity/news", test_news);
  g_test_add_func ("/activity/files", test_files);

  return g_test_run ();
}
