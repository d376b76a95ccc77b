/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"

#include <string.h>

/* One answer an option: its status, and a piece of its body. */
static const struct
{
  const char *options;
  guint status;
  const char *part;
} answers[] = {
  { "good", 200, "\"status\" : 2" },
  { "331000000000000001", 200, "\"statusLabel\" : \"completed\"" },
  { "bob+films@example.com", 200, "\"statusLabel\" : \"completed\"" },
  { "status-0", 200, "\"statusLabel\" : \"pending\"" },
  { "status-1", 200, "\"percent\" : 37" },
  { "status-3", 200, "\"canRetry\" : true" },
  { "status-5", 200, "\"canAppeal\" : true" },
  { "status-6", 200, "\"statusFinal\" : false" },
  { "status-7", 200, "\"statusLabel\" : \"moderated\"" },
  { "status-8", 200, "\"statusLabel\" : \"appealing\"" },
  { "status-9", 200, "\"statusFinal\" : true" },
  { "status-10", 200, "\"downloadURL\" : \"http://127.0.0.1:" },
  { "status-11", 200, "\"statusLabel\" : \"queued\"" },
  { "status-12", 200, "\"statusLabel\" : \"processing\"" },
  { "status-14", 200, "\"statusFinal\" : true" },
  { "status-16", 200, "\"statusLabel\" : \"person review\"" },
  { "status-42", 200, "\"statusLabel\" : \"dreaming\"" },
  { "status-99", 200, "\"statusLabel\" : \"transmogrifying\"" },
  { "error-400", 400, "(user:1234-minimax:error-400-video:402000000000000101) has incorrect" },
  { "error-401", 401, "Unauthorized" },
  { "error-402", 402, "{\"error\":\"Account has no subscription or subscription expired\"}" },
  { "error-403", 403, "\"code\":403" },
  { "error-404", 404, "Not found." },
  { "error-404-empty", 404, "" },
  { "error-410", 410, "\"code\":410" },
  { "error-422", 422, "\"code\":422" },
  { "error-429", 429, "Too many requests" },
  { "error-429-retry-20", 429, "Too many requests" },
  { "error-500", 500, "\"code\":500" },
  { "error-500-text", 500, "Internal server error" },
  { "error-502-html", 502, "<h1>502" },
  { "error-503-nested", 503, "{\"error\":{\"code\":503" },
  { "error-504", 504, "\"code\":504" },
  { "error-596", 596, "in error state" },
  { "fixture-completed-rich", 200, "\"hasVoice\": false" },
  { "fixture-error-503-nested", 503, "UNAVAILABLE" },
  { "fixture-no-such-file", 404, "no such fixture" },
  { "no-such-option", 400, "no such option (no-such-option)" },
  { "array", 200, "[{" },
  { "cut-json", 200, "{" },
  { "empty", 200, "" },
  { "null", 200, "null" },
  { "html-200", 200, "Hotel WiFi" },
  { "redirect-302", 302, "" },
  { "slow-0.05", 200, "\"status\" : 2" },
  { "prompt-cjk", 200, "カメラ" },
  { "prompt-arabic", 200, "ثعلب" },
  { "prompt-markup", 200, "<b>Bold</b>" },
  { "prompt-empty", 200, "\"desc\" : \"\"" },
  { "mountains", 200, "/cover-mountains.jpg\"" },
  { "whale+webp", 200, "/cover-whale.webp\"" },
  { "png", 200, "/cover.png\"" },
  { "webp-query", 200, "/cover.jpeg?x-oss-process=image/resize,w_540/format,webp\"" },
  { "portrait", 200, "\"height\" : 1280" },
  { "square", 200, "/cover-square.jpg\"" },
  { "4k", 200, "\"width\" : 3840" },
  { "no-cover", 200, "\"coverURL\" : \"\"" },
  { "bad-cover", 200, "/cover.jpg?as=html&type=image/jpeg\"" },
  { "big-20+slow-media-512", 200, "/generated/20000000/402000000000000101.mp4?rate=524288\"" },
  { "h264", 200, "/video_h264.mp4\"" },
  { "html-media", 200, "/video.mp4?as=html\"" },
  { "http-media", 200, "\"http://media.invalid/video.mp4\"" },
};

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(Reply) reply = ask_api (fixture, answers[i].options);

      g_test_message ("%s", answers[i].options);
      g_assert_no_error (reply->error);
      g_assert_cmpuint (reply->status, ==, answers[i].status);
      g_assert_nonnull (strstr (get_text (reply), answers[i].part));
      if (*answers[i].part == '\0')
        g_assert_cmpuint (get_size (reply), ==, 0);
    }
}

static void
test_headers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(Reply) seconds = ask_api (fixture, "error-429-retry-20");
  g_autoptr(Reply) date = ask_api (fixture, "error-503-retry-date");
  g_autoptr(Reply) none = ask_api (fixture, "error-429");
  g_autoptr(Reply) other = ask_api (fixture, "redirect-308");
  g_autoptr(Reply) missing = ask_api (fixture, "redirect-302-none");
  g_autoptr(Reply) file = ask_api (fixture, "redirect-302-file");
  g_autoptr(Reply) gzip = ask_api (fixture, "gzip");
  g_autofree char *media = g_strconcat (stand_in_get_media_url (fixture->stand_in), "/v1/", NULL);

  g_assert_cmpstr (peek_header (seconds, "Retry-After"), ==, "20");
  g_assert_nonnull (strstr (peek_header (date, "Retry-After"), "GMT"));
  g_assert_null (peek_header (none, "Retry-After"));
  g_assert_true (g_str_has_prefix (peek_header (other, "Location"), media));
  g_assert_null (peek_header (missing, "Location"));
  g_assert_cmpstr (peek_header (file, "Location"), ==, "file:///etc/hostname");
  g_assert_cmpstr (peek_header (gzip, "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (get_size (gzip), >, 100);
  g_assert_cmpuint (get_size (gzip), <, 600);
  g_assert_cmpuint (gzip->body->data[0], ==, 0x1f);
}

static void
test_job (Fixture       *fixture,
          gconstpointer  data)
{
  static const struct
  {
    guint status;
    int percent;
  } steps[] = { { 11, 0 }, { 1, 5 }, { 1, 50 }, { 1, 95 }, { 2, 100 }, { 2, 100 } };
  gboolean chinese = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(Reply) reply = ask_api (fixture, "job-3");
      JsonObject *video = parse (reply, parser);

      g_assert_cmpint (json_object_get_int_member (video, "status"), ==, steps[i].status);
      g_assert_cmpint (json_object_get_int_member (video, "percent"), ==, steps[i].percent);
      chinese |= steps[i].status == 1 && strstr (get_text (reply), "正在生成") != NULL;

      /* Another one that is asked about in between has its own count. */
      g_clear_pointer (&reply, reply_free);
      reply = ask_api (fixture, "job-0+status-5");
      g_assert_nonnull (strstr (get_text (reply), i == 0 ? "queued" : "moderated"));
    }

  g_assert_true (chinese);
}

static void
test_held_job (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = stand_in_dup_id ("job-2+held+error-404", 101);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(Reply) reply = ask_api (fixture, "job-2+held+error-404");

      g_assert_nonnull (strstr (get_text (reply), "queued"));
    }

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(Reply) reply = NULL;

      stand_in_advance (fixture->stand_in, id, i + 1);
      reply = ask_api (fixture, "job-2+held+error-404");
      g_assert_cmpuint (reply->status, ==, i == 0 ? 200 : 404);
    }

  stand_in_forget (fixture->stand_in);
  {
    g_autoptr(Reply) reply = ask_api (fixture, "job-2+held+error-404");

    g_assert_nonnull (strstr (get_text (reply), "queued"));
  }
}

static void
test_steps_by_time (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(Reply) reply = NULL;

  stand_in_set_step_seconds (fixture->stand_in, 3600);
  for (guint i = 0; i < 3; i++)
    {
      g_clear_pointer (&reply, reply_free);
      reply = ask_api (fixture, "job-1");
      g_assert_nonnull (strstr (get_text (reply), "queued"));
    }

  stand_in_set_step_seconds (fixture->stand_in, 0.000001);
  g_clear_pointer (&reply, reply_free);
  reply = ask_api (fixture, "job-1");
  g_assert_nonnull (strstr (get_text (reply), "completed"));
}

static void
test_turns (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *options;
    guint statuses[3];
  } rows[] = {
    { "once-then-error-404", { 200, 404, 404 } },
    { "error-500-then-good", { 500, 200, 200 } },
    { "error-429-retry-1-then-good", { 429, 200, 200 } },
    { "error-503-html-then-good+job-0+status-3", { 503, 200, 200 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (rows[i].statuses); j++)
        {
          g_autoptr(Reply) reply = ask_api (fixture, rows[i].options);

          g_assert_cmpuint (reply->status, ==, rows[i].statuses[j]);
        }
    }
}

static void
test_odd_bodies (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(Reply) huge = ask_api (fixture, "huge");
  g_autoptr(Reply) deep = ask_api (fixture, "deep");
  g_autoptr(Reply) truncated = ask_api (fixture, "truncated");
  g_autoptr(Reply) reset = ask_api (fixture, "reset");
  g_autoptr(Reply) garbage = ask_api (fixture, "garbage");
  g_autoptr(Reply) banner = ask_api (fixture, "not-http");
  g_autoptr(Reply) prompt = ask_api (fixture, "prompt-long");
  g_autoptr(JsonParser) parser = json_parser_new ();
  const char *desc;
  goffset announced;

  g_assert_cmpuint (get_size (huge), >, 1024 * 1024);
  g_assert_cmpuint (get_size (deep), ==, 200000);
  g_assert_cmpuint (strspn (get_text (deep), "["), ==, 100000);
  g_assert_false (g_utf8_validate (get_text (garbage), get_size (garbage), NULL));
  g_assert_cmpuint (banner->status, !=, 200);

  announced = soup_message_headers_get_content_length (
    soup_message_get_response_headers (truncated->message));
  g_assert_cmpint (announced, ==, get_size (truncated) + 500);
  g_assert_error (reset->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);

  desc = json_object_get_string_member (parse (prompt, parser), "desc");
  g_assert_cmpint (g_utf8_strlen (desc, -1), ==, 7000);
}

static void
test_token (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = stand_in_dup_id ("job-1", 1);
  const char *origin = stand_in_get_origin (fixture->stand_in);
  g_autofree char *video = dup_video_uri (fixture, id);
  g_autofree char *account = g_strconcat (origin, "/v2/account", NULL);
  g_autofree char *list = dup_video_uri (fixture, "");
  const char *token = stand_in_get_token (fixture->stand_in);
  g_autoptr(Reply) without = ask (fixture, video, NULL, NULL);
  g_autoptr(Reply) wrong = ask (fixture, account, "user:1234-wrong", NULL);
  g_autoptr(Reply) right = ask (fixture, account, token, NULL);
  g_autoptr(Reply) empty_id = ask (fixture, list, token, NULL);
  g_autoptr(Reply) first = ask (fixture, video, token, NULL);

  g_assert_cmpuint (without->status, ==, 401);
  g_assert_cmpuint (wrong->status, ==, 401);
  g_assert_cmpuint (right->status, ==, 200);
  g_assert_cmpuint (empty_id->status, ==, 200);
  g_assert_cmpstr (get_text (empty_id), ==, "[]");
  /* A refused question is none: the job has not begun by it. */
  g_assert_nonnull (strstr (get_text (first), "queued"));

  stand_in_set_token (fixture->stand_in, "user:1234-new");
  {
    g_autoptr(Reply) old = ask (fixture, account, STAND_IN_TOKEN, NULL);
    g_autoptr(Reply) new = ask (fixture, account, "user:1234-new", NULL);

    g_assert_cmpuint (old->status, ==, 401);
    g_assert_cmpuint (new->status, ==, 200);
  }
}

static void
test_fixture_by_its_id (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *uri =
    dup_video_uri (fixture, "user:1234-minimax:331000000000000001-video:402000000000000036");
  g_autoptr(Reply) by_id = ask (fixture, uri, STAND_IN_TOKEN, NULL);
  g_autoptr(Reply) by_name = ask_api (fixture, "fixture-status-14-moderated");

  g_assert_nonnull (strstr (get_text (by_id), "\"status\": 14"));
  g_assert_nonnull (strstr (get_text (by_id), stand_in_get_media_url (fixture->stand_in)));
  g_assert_null (strstr (get_text (by_id), "{{CDN}}"));
  /* Asked for under another ID, it is about that one. */
  g_assert_nonnull (strstr (get_text (by_name), "minimax:fixture-status-14-moderated-video:402"));
  g_assert_nonnull (strstr (get_text (by_name), "\"id\": \"402000000000000101\""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/stand-in/answers", test_answers);
  add_test ("/stand-in/headers", test_headers);
  add_test ("/stand-in/job", test_job);
  add_test ("/stand-in/held-job", test_held_job);
  add_test ("/stand-in/steps-by-time", test_steps_by_time);
  add_test ("/stand-in/turns", test_turns);
  add_test ("/stand-in/odd-bodies", test_odd_bodies);
  add_test ("/stand-in/token", test_token);
  add_test ("/stand-in/fixture-by-its-id", test_fixture_by_its_id);

  return g_test_run ();
}
