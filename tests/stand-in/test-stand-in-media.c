/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"

#include <string.h>

/* One file a row: its type, and what its first bytes are. */
static const struct
{
  const char *target;
  const char *type;
  const char *magic;
} files[] = {
  { "/cover.jpg", "image/jpeg", "\xff\xd8\xff" },
  { "/cover.jpeg", "image/jpeg", "\xff\xd8\xff" },
  { "/cover.png", "image/png", "\x89PNG" },
  { "/cover.webp", "image/webp", "RIFF" },
  { "/cover-4k.jpg", "image/jpeg", "\xff\xd8\xff" },
  { "/cover-whale.webp", "image/webp", "RIFF" },
  { "/cover-portrait.jpg", "image/jpeg", "\xff\xd8\xff" },
  { "/cover-square.webp", "image/webp", "RIFF" },
  { "/cover.jpeg?x-oss-process=image/resize,w_540/format,webp", "image/webp", "RIFF" },
  { "/cover.jpeg?x-oss-process=image/resize,w_540", "image/jpeg", "\xff\xd8\xff" },
  { "/moss/prod/2025/video_cover/17396-cover_7c.jpeg?x-oss-process=image/resize,w_540/format,webp",
    "image/webp", "RIFF" },
  { "/moss/prod/2025/video_cover/17396-cover_7c.jpeg", "image/jpeg", "\xff\xd8\xff" },
  { "/origin-601.png", "image/png", "\x89PNG" },
  { "/origin-602.jpeg", "image/jpeg", "\xff\xd8\xff" },
  { "/origin-603.mp4", "video/mp4", "\0\0\0" },
  { "/origin-604.mp3", "audio/mpeg", "" },
  { "/origin-605.wav", "audio/wav", "RIFF" },
  { "/11%E6%9C%8826%E6%97%A5.png", "image/png", "\x89PNG" },
  { "/video.mp4", "video/mp4", "\0\0\0" },
  { "/feed.mp4", "video/mp4", "\0\0\0" },
  { "/video_watermark.mp4", "video/mp4", "\0\0\0" },
  { "/video_h264.mp4", "video/mp4", "\0\0\0" },
  { "/generated/100000/5.mp4", "video/mp4", "\0\0\0" },
  { "/cover.jpg?as=html&type=image/jpeg", "image/jpeg", "<!DOCTYPE" },
  { "/video.mp4?as=html", "text/html", "<!DOCTYPE" },
  { "/video.mp4?as=json", "application/json", "{" },
};

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(Reply) clean = ask_media (fixture, "/video.mp4", NULL);
  g_autoptr(Reply) marked = ask_media (fixture, "/video_watermark.mp4", NULL);
  g_autoptr(Reply) missing = ask_media (fixture, "/nothing", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(Reply) reply = ask_media (fixture, files[i].target, NULL);
      goffset length;

      g_test_message ("%s", files[i].target);
      g_assert_no_error (reply->error);
      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_cmpstr (peek_header (reply, "Content-Type"), ==, files[i].type);
      g_assert_cmpint (memcmp (get_text (reply), files[i].magic, strlen (files[i].magic)), ==, 0);
      g_assert_nonnull (peek_header (reply, "ETag"));
      length = soup_message_headers_get_content_length (
        soup_message_get_response_headers (reply->message));
      g_assert_cmpint (length, ==, get_size (reply));
    }

  g_assert_cmpuint (get_size (clean), !=, get_size (marked));
  g_assert_cmpuint (missing->status, ==, 404);
}

static const char big[] = "/generated/100000/5.mp4";

/* %ETAG in a request is the file's own; a row tells where the answer begins and how long it is. */
static const struct
{
  const char *range;
  const char *if_range;
  guint status;
  gsize start;
  gsize length;
  const char *content_range;
} ranges[] = {
  { NULL, NULL, 200, 0, 100000, NULL },
  { "bytes=0-", NULL, 206, 0, 100000, "bytes 0-99999/100000" },
  { "bytes=100-199", NULL, 206, 100, 100, "bytes 100-199/100000" },
  { "bytes=99999-", NULL, 206, 99999, 1, "bytes 99999-99999/100000" },
  { "bytes=5-999999", NULL, 206, 5, 99995, "bytes 5-99999/100000" },
  { "bytes=-10", NULL, 206, 99990, 10, "bytes 99990-99999/100000" },
  { "bytes=-200000", NULL, 206, 0, 100000, "bytes 0-99999/100000" },
  { "bytes=100000-", NULL, 416, 0, 0, "bytes */100000" },
  { "bytes=-0", NULL, 416, 0, 0, "bytes */100000" },
  { "bytes=9-5", NULL, 200, 0, 100000, NULL },
  { "bytes=a-", NULL, 200, 0, 100000, NULL },
  { "bytes=0-1,5-6", NULL, 200, 0, 100000, NULL },
  { "lines=0-1", NULL, 200, 0, 100000, NULL },
  { "bytes=50-", "%ETAG", 206, 50, 99950, "bytes 50-99999/100000" },
  { "bytes=50-", "\"other\"", 200, 0, 100000, NULL },
  { "bytes=50-", "Sun, 16 Feb 2025 08:49:29 GMT", 200, 0, 100000, NULL },
};

static void
test_ranges (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(Reply) whole = ask_media (fixture, big, NULL);
  g_autofree char *etag = g_strdup (peek_header (whole, "ETag"));

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      gboolean own = g_strcmp0 (ranges[i].if_range, "%ETAG") == 0;
      const char *if_range = own ? etag : ranges[i].if_range;
      const char *const headers[] = {
        ranges[i].range != NULL ? "Range" : NULL, ranges[i].range,
        if_range != NULL ? "If-Range" : NULL, if_range,
        NULL,
      };
      g_autoptr(Reply) reply = ask_media (fixture, big, headers);

      g_test_message ("%s, %s", ranges[i].range, ranges[i].if_range);
      g_assert_cmpuint (reply->status, ==, ranges[i].status);
      g_assert_cmpuint (get_size (reply), ==, ranges[i].length);
      g_assert_cmpstr (peek_header (reply, "Content-Range"), ==, ranges[i].content_range);
      g_assert_cmpint (memcmp (get_text (reply), get_text (whole) + ranges[i].start,
                               ranges[i].length), ==, 0);
    }
}

static void
test_ranges_that_lie (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const headers[] = { "Range", "bytes=10-19", NULL };
  g_autoptr(Reply) ignored = ask_media (fixture, "/generated/100/5?range=no", headers);
  g_autoptr(Reply) shifted = ask_media (fixture, "/generated/100/5?range=shifted", headers);
  g_autoptr(Reply) total = ask_media (fixture, "/generated/100/5?range=total", headers);
  g_autoptr(Reply) bare = ask_media (fixture, "/generated/100/5?range=bare", headers);
  g_autoptr(Reply) weak = ask_media (fixture, "/generated/100/5?etag=weak", NULL);
  g_autoptr(Reply) none = ask_media (fixture, "/generated/100/5?etag=none", NULL);

  g_assert_cmpuint (ignored->status, ==, 200);
  g_assert_cmpuint (get_size (ignored), ==, 100);
  g_assert_null (peek_header (ignored, "Accept-Ranges"));
  g_assert_cmpstr (peek_header (shifted, "Content-Range"), ==, "bytes 11-20/100");
  g_assert_cmpstr (peek_header (total, "Content-Range"), ==, "bytes 10-19/101");
  g_assert_cmpuint (bare->status, ==, 206);
  g_assert_null (peek_header (bare, "Content-Range"));
  g_assert_true (g_str_has_prefix (peek_header (weak, "ETag"), "W/\""));
  g_assert_null (peek_header (none, "ETag"));
}

static char *
sum (const Reply *reply)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, reply->body->data, get_size (reply));
}

static void
test_generated (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *id = stand_in_dup_id ("big-3", 101);
  g_autofree char *old_sum = stand_in_dup_big_sha256 (id, 3, 0);
  g_autofree char *new_sum = stand_in_dup_big_sha256 (id, 3, 1);
  g_autofree char *first_sum = NULL;
  g_autofree char *second_sum = NULL;
  g_autofree char *chunked_sum = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(Reply) answer = ask_api (fixture, "big-3");
  const char *uri = json_object_get_string_member (parse (answer, parser), "downloadURL");
  g_autofree char *chunked_uri = g_strconcat (uri, "?length=no", NULL);
  g_autoptr(Reply) first = ask (fixture, uri, NULL, NULL);
  g_autoptr(Reply) chunked = ask (fixture, chunked_uri, NULL, NULL);
  g_autoptr(Reply) second = NULL;

  stand_in_set_media_version (fixture->stand_in, 1);
  second = ask (fixture, uri, NULL, NULL);

  first_sum = sum (first);
  second_sum = sum (second);
  chunked_sum = sum (chunked);
  g_assert_cmpuint (get_size (first), ==, 3000000);
  g_assert_cmpstr (first_sum, ==, old_sum);
  g_assert_cmpstr (second_sum, ==, new_sum);
  g_assert_cmpstr (chunked_sum, ==, old_sum);
  g_assert_cmpstr (old_sum, !=, new_sum);
  g_assert_cmpstr (peek_header (first, "ETag"), !=, peek_header (second, "ETag"));
  g_assert_null (peek_header (chunked, "Content-Length"));
}

static void
test_fill_in_pieces (void)
{
  guint8 whole[300], piece[300];

  stand_in_generated_fill (whole, sizeof whole, 0, 9);

  for (gsize size = 1; size < 70; size++)
    {
      for (gsize offset = 0; offset < sizeof whole; offset += size)
        stand_in_generated_fill (piece + offset, MIN (size, sizeof whole - offset), offset, 9);

      g_assert_cmpmem (piece, sizeof piece, whole, sizeof whole);
    }
}

static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  static const char *const rest[] = { "Range", "bytes=1000-", NULL };
  g_autoptr(Reply) cut = ask_media (fixture, "/generated/5000/5?cut=1000", NULL);
  g_autoptr(Reply) cut_rest = ask_media (fixture, "/generated/5000/5?cut=1000", rest);
  g_autoptr(Reply) nothing = ask_media (fixture, "/generated/5000/5?cut=0", NULL);
  g_autoptr(Reply) once = ask_media (fixture, "/generated/5000/5?cut-once=1000", NULL);
  g_autoptr(Reply) then = ask_media (fixture, "/generated/5000/5?cut-once=1000", rest);
  g_autoptr(Reply) reset = ask_media (fixture, "/generated/5000/5?cut=1000&end=reset", NULL);

  g_assert_cmpuint (get_size (cut), ==, 1000);
  g_assert_cmpstr (peek_header (cut, "Content-Length"), ==, "5000");
  g_assert_cmpuint (get_size (cut_rest), ==, 1000);
  g_assert_cmpuint (nothing->status, ==, 200);
  g_assert_cmpuint (get_size (nothing), ==, 0);
  g_assert_cmpuint (get_size (once), ==, 1000);
  g_assert_cmpuint (get_size (then), ==, 4000);
  g_assert_error (reset->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_rate (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr(Reply) reply = ask_media (fixture, "/generated/50000/5?rate=200000", NULL);
  gint64 took = g_get_monotonic_time () - began;

  /* A quarter of a second, but for the first piece, which is sent at once. */
  g_assert_cmpuint (get_size (reply), ==, 50000);
  g_assert_cmpint (took, >=, 200 * 1000);
}

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *option;
    guint file;
    guint cover;
  } rows[] = {
    { "expired-media", 403, 403 }, { "expired-media", 200, 200 }, { "expired-media", 200, 200 },
    { "expired-video", 403, 200 }, { "expired-video", 200, 200 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(Reply) answer = ask_api (fixture, rows[i].option);
      JsonObject *video = parse (answer, parser);
      g_autoptr(Reply) file = NULL;
      g_autoptr(Reply) cover = NULL;

      file = ask (fixture, json_object_get_string_member (video, "downloadURL"), NULL, NULL);
      cover = ask (fixture, json_object_get_string_member (video, "coverURL"), NULL, NULL);
      g_assert_cmpuint (file->status, ==, rows[i].file);
      g_assert_cmpuint (cover->status, ==, rows[i].cover);
    }
}

static void
test_expiring (Fixture       *fixture,
               gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(Reply) answer = ask_api (fixture, "expiring-media+big-1+cut-media-10");
      const char *uri = json_object_get_string_member (parse (answer, parser), "downloadURL");
      g_autoptr(Reply) first = ask (fixture, uri, NULL, NULL);
      g_autoptr(Reply) second = ask (fixture, uri, NULL, NULL);

      g_assert_cmpuint (first->status, ==, 200);
      g_assert_cmpuint (get_size (first), ==, 10 * 1024);
      g_assert_cmpuint (second->status, ==, 403);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/stand-in-media/files", test_files);
  add_test ("/stand-in-media/ranges", test_ranges);
  add_test ("/stand-in-media/ranges-that-lie", test_ranges_that_lie);
  add_test ("/stand-in-media/generated", test_generated);
  g_test_add_func ("/stand-in-media/fill-in-pieces", test_fill_in_pieces);
  add_test ("/stand-in-media/cut", test_cut);
  add_test ("/stand-in-media/rate", test_rate);
  add_test ("/stand-in-media/expired", test_expired);
  add_test ("/stand-in-media/expiring", test_expiring);

  return g_test_run ();
}
