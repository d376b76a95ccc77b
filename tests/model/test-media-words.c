/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-media-words.h"

#include "rushes-status.h"

#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"
#define VIDEO "camera-video-symbolic"
#define PICTURE "image-x-generic-symbolic"
#define SOUND "audio-x-generic-symbolic"
#define FILE_ICON "text-x-generic-symbolic"

/* The caption is the one of an unknown size. */
static const struct
{
  RushesMediaKind kind;
  guint number;
  const char *uri;
  const char *type;
  const char *title;
  const char *mention;
  const char *caption;
  const char *icon;
} rows[] = {
  { RUSHES_MEDIA_CLEAN, 1, "https://h/video.mp4", "mp4", "Video, no watermark",
    "video without watermark", "MP4", VIDEO },
  { RUSHES_MEDIA_CLEAN, 1, NULL, "mp4", "Video, no watermark", "video without watermark",
    "Only on paid accounts", VIDEO },
  { RUSHES_MEDIA_CLEAN, 1, "https://h/video", NULL, "Video, no watermark",
    "video without watermark", "Video", VIDEO },
  { RUSHES_MEDIA_WATERMARK, 1, "https://h/video.webm?a=1.mp4", NULL, "Video, with watermark",
    "video with watermark", "WebM", VIDEO },
  { RUSHES_MEDIA_COVER, 1, "https://h/cover.jpg", NULL, "Cover", "cover", "JPEG picture", PICTURE },
  { RUSHES_MEDIA_COVER, 1, "https://h/cover.jpeg?x-oss-process=image/resize,w_540/format,webp",
    NULL, "Cover", "cover", "WebP picture", PICTURE },
  { RUSHES_MEDIA_COVER, 1, "https://h/cover", NULL, "Cover", "cover", "Picture", PICTURE },
  { RUSHES_MEDIA_COVER, 1, "https://h/cover.JPEG#x", NULL, "Cover", "cover", "JPEG picture",
    PICTURE },
  { RUSHES_MEDIA_SOURCE, 1, "https://h/a.png", "png", "Source picture 1", "source picture 1",
    "PNG picture", PICTURE },
  { RUSHES_MEDIA_SOURCE, 2, "https://h/a", "GIF", "Source picture 2", "source picture 2",
    "GIF picture", PICTURE },
  { RUSHES_MEDIA_SOURCE, 3, "https://h/a", "mp4", "Source video 3", "source video 3", "MP4",
    VIDEO },
  { RUSHES_MEDIA_SOURCE, 4, "https://h/a.mp3", NULL, "Source sound 4", "source sound 4",
    "MP3 sound", SOUND },
  { RUSHES_MEDIA_SOURCE, 5, "https://h/a.wav", "nonsense", "Source sound 5", "source sound 5",
    "WAV sound", SOUND },
  { RUSHES_MEDIA_SOURCE, 64, "https://h.d/a", "zip", "Source file 64", "source file 64", "File",
    FILE_ICON },
  { RUSHES_MEDIA_SOURCE, 1, "https://h/a.", "", "Source file 1", "source file 1", "File",
    FILE_ICON },
  { RUSHES_MEDIA_SOURCE, 1, "https://h/a?b.png", NULL, "Source file 1", "source file 1", "File",
    FILE_ICON },
  { RUSHES_MEDIA_SOURCE, 1, "", NULL, "Source file 1", "source file 1", "File", FILE_ICON },
};

static RushesMedia *
make_media (gsize row)
{
  return rushes_media_new (ID, rows[row].kind, rows[row].number, rows[row].uri, rows[row].type);
}

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RushesMedia *media = make_media (i);
      g_autofree char *title = rushes_media_words_dup_title (media);
      g_autofree char *mention = rushes_media_words_dup_mention (media);
      g_autofree char *caption = rushes_media_words_dup_caption (media, RUSHES_UNKNOWN,
                                                                 RUSHES_UNKNOWN);

      g_test_message ("%s", rows[i].uri);
      g_assert_cmpstr (title, ==, rows[i].title);
      g_assert_cmpstr (mention, ==, rows[i].mention);
      g_assert_cmpstr (caption, ==, rows[i].caption);
      g_assert_cmpstr (rushes_media_words_get_icon_name (media), ==, rows[i].icon);
      g_assert_finalize_object (media);
    }
}

static const struct
{
  RushesMediaKind kind;
  const char *uri;
  int width;
  int height;
  const char *want;
} size_rows[] = {
  { RUSHES_MEDIA_CLEAN, "https://h/v.mp4", 1300, 760,
    "\u2066" "1300\u00a0×\u00a0" "760\u2069 · MP4" },
  { RUSHES_MEDIA_WATERMARK, "https://h/v", 1, 1, "\u2066" "1\u00a0×\u00a0" "1\u2069 · Video" },
  { RUSHES_MEDIA_CLEAN, "https://h/v.mp4", 0, 0, "MP4" },
  { RUSHES_MEDIA_CLEAN, "https://h/v.mp4", 1300, RUSHES_UNKNOWN, "MP4" },
  { RUSHES_MEDIA_CLEAN, "https://h/v.mp4", G_MININT, 760, "MP4" },
  { RUSHES_MEDIA_CLEAN, NULL, 1300, 760, "Only on paid accounts" },
  { RUSHES_MEDIA_COVER, "https://h/c.png", 1300, 760, "PNG picture" },
  { RUSHES_MEDIA_SOURCE, "https://h/o.mp4", 1300, 760, "MP4" },
};

static void
test_size (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (size_rows); i++)
    {
      g_autoptr(RushesMedia) media = rushes_media_new (ID, size_rows[i].kind, 1, size_rows[i].uri,
                                                       NULL);
      g_autofree char *caption = rushes_media_words_dup_caption (media, size_rows[i].width,
                                                                 size_rows[i].height);

      g_assert_cmpstr (caption, ==, size_rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media-words/words", test_words);
  g_test_add_func ("/media-words/size", test_size);

  return g_test_run ();
}
