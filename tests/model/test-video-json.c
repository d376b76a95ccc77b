/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video-json.h"

#include "rushes-error.h"

#include <string.h>

#define ID "user:1234-minimax:331000000000000001-video:402000000000000025"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static RushesVideo *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr(GBytes) body = bytes_of (text);

  return rushes_video_read_json (ID, body, error);
}

static RushesVideo *
read_good (const char *text)
{
  g_autoptr(GError) error = NULL;
  RushesVideo *video = read_text (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (video);

  return video;
}

static GBytes *
read_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "answers", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (text, length);
}

/* A property as one text, so that rows can say what it has to be; of lists their length. */
static char *
dup_property (RushesVideo *video,
              const char  *name)
{
  g_auto(GValue) value = G_VALUE_INIT;
  gpointer list;

  g_object_get_property (G_OBJECT (video), name, &value);
  list = G_VALUE_HOLDS_BOXED (&value) ? g_value_get_boxed (&value) : NULL;
  if (G_VALUE_HOLDS (&value, G_TYPE_STRV))
    return g_strdup_printf ("%u", list != NULL ? g_strv_length (list) : 0);
  if (G_VALUE_HOLDS (&value, G_TYPE_PTR_ARRAY))
    return g_strdup_printf ("%u", list != NULL ? ((GPtrArray *) list)->len : 0);
  if (G_VALUE_HOLDS (&value, G_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (&value));

  return G_VALUE_HOLDS (&value, G_TYPE_STRING) ? g_value_dup_string (&value)
                                               : g_strdup_printf ("%d", g_value_get_int (&value));
}

static void
assert_property (RushesVideo *video,
                 const char  *name,
                 const char  *want)
{
  g_autofree char *found = dup_property (video, name);

  g_test_message ("%s", name);
  g_assert_cmpstr (found, ==, want);
}

/* What a value is in JSON: the columns of FAULTS D2. */
typedef enum
{
  FORM_MISSING,
  FORM_NULL,
  FORM_BOOL,
  FORM_INT,
  FORM_FLOAT,
  FORM_STRING,
  FORM_OBJECT,
  FORM_ARRAY,
  N_FORMS,
} Form;

/* Every documented field. In the form of its type it has the value of its int, string or bool. */
static const struct
{
  const char *member;
  const char *property;
  Form form;
  const char *json;
  const char *want;
  const char *unknown;
} fields[] = {
  { "id", "id", FORM_STRING, "\"402\"", "402", NULL },
  { "desc", "prompt", FORM_STRING, "\"A red fox\"", "A red fox", NULL },
  { "coverURL", "cover-uri", FORM_STRING, "\"https://h/c\"", "https://h/c", NULL },
  { "videoURL", "video-uri", FORM_STRING, "\"https://h/v\"", "https://h/v", NULL },
  { "downloadURL", "download-uri", FORM_STRING, "\"https://h/d\"", "https://h/d", NULL },
  { "statusLabel", "status-label", FORM_STRING, "\"completed\"", "completed", NULL },
  { "message", "message", FORM_STRING, "\"Soon\"", "Soon", NULL },
  { "modelID", "model-id", FORM_STRING, "\"23021\"", "23021", NULL },
  { "aspectRatio", "aspect-ratio", FORM_STRING, "\"16:9\"", "16:9", NULL },
  { "status", "status", FORM_INT, "2", "2", "-1" },
  { "percent", "percent", FORM_INT, "37", "37", "-1" },
  { "width", "width", FORM_INT, "1280", "1280", "-1" },
  { "height", "height", FORM_INT, "720", "720", "-1" },
  { "duration", "duration", FORM_INT, "6", "6", "-1" },
  { "resolution", "resolution", FORM_INT, "768", "768", "-1" },
  { "createTime", "create-time", FORM_INT, "1761622033757", "1761622033757", "-1" },
  { "statusFinal", "status-final", FORM_BOOL, "true", "1", "-1" },
  { "canAppeal", "can-appeal", FORM_BOOL, "false", "0", "-1" },
  { "canRetry", "can-retry", FORM_BOOL, "true", "1", "-1" },
  { "hasVoice", "has-voice", FORM_BOOL, "false", "0", "-1" },
  { "originFiles", "origin-files", FORM_ARRAY, "[{\"url\":\"https://h/o\"}]", "1", "0" },
  { "tags", "tags", FORM_ARRAY, "[{\"tagText\":\"a\"}]", "1", "0" },
};

static char *
dup_form (gsize field,
          Form  form)
{
  static const char *const others[N_FORMS] = { NULL, "null", "true", "7", "7.5", "\"text\"",
                                               "{\"a\":1}", "[1,\"a\",null,{},[]]" };

  if (form == fields[field].form)
    return g_strdup (fields[field].json);
  if (form == FORM_FLOAT && fields[field].form == FORM_INT)
    return g_strconcat (fields[field].json,
                        g_str_equal (fields[field].member, "status") ? ".0" : ".25", NULL);

  return g_strdup (others[form]);
}

/* The whole answer, in which one field has another form. */
static char *
dup_answer (gsize field,
            Form  form)
{
  g_autofree char *json = dup_form (field, form);
  GString *text = g_string_new ("{\"videoId\":\"" ID "\"");

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (i != field || json != NULL)
      g_string_append_printf (text, ",\"%s\":%s", fields[i].member,
                              i == field ? json : fields[i].json);

  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static gboolean
is_known_in (gsize field,
             Form  form)
{
  return form == fields[field].form || (form == FORM_FLOAT && fields[field].form == FORM_INT);
}

static void
test_matrix (void)
{
  for (gsize field = 0; field < G_N_ELEMENTS (fields); field++)
    for (Form form = 0; form < N_FORMS; form++)
      {
        g_autofree char *text = dup_answer (field, form);
        RushesVideo *video = read_good (text);
        const char *want = is_known_in (field, form) ? fields[field].want : fields[field].unknown;

        g_test_message ("%s", text);
        for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
          assert_property (video, fields[i].property, i == field ? want : fields[i].want);
        g_assert_cmpstr (rushes_video_get_video_id (video), ==, ID);
        g_assert_finalize_object (video);
      }
}

/* The answer's own `videoId` is not trusted, whatever it is. */
static void
test_matrix_video_id (void)
{
  static const char *const values[] = { "null", "true", "7", "7.5", "\"\"", "\"user:1\"", "{}",
                                        "[]" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"videoId\":%s,\"status\":2}", values[i]);
      g_autoptr(RushesVideo) video = read_good (text);

      g_assert_cmpstr (rushes_video_get_video_id (video), ==, ID);
      g_assert_cmpint (rushes_video_get_state (video), ==, RUSHES_STATUS_COMPLETED);
    }
}

static const struct
{
  const char *name;
  RushesStatus state;
  gboolean final;
  int percent;
  int width;
  int height;
  guint n_files;
  const char *cover_end; /* NULL for no cover */
  const char *message;
} fixtures[] = {
  { "completed.json", RUSHES_STATUS_COMPLETED, TRUE, 100, 1280, 720, 4, "cover.jpg" },
  { "completed-cover-webp-query.json", RUSHES_STATUS_COMPLETED, TRUE, 100, 1280, 720, 3,
    ".jpeg?x-oss-process=image/resize,w_540/format,webp" },
  { "completed-desc-cjk.json", RUSHES_STATUS_COMPLETED, TRUE, 100, 1280, 720, 3, "cover.jpg" },
  { "completed-no-download.json", RUSHES_STATUS_COMPLETED, TRUE, 100, 1280, 720, 3, "cover.jpg" },
  { "completed-nulls.json", RUSHES_STATUS_COMPLETED, TRUE, -1, -1, -1, 3, "cover.jpg" },
  { "completed-originfiles-many.json", RUSHES_STATUS_COMPLETED, TRUE, 100, 1280, 720, 9,
    "cover.jpg" },
  { "completed-rich.json", RUSHES_STATUS_COMPLETED, TRUE, 100, 1366, 768, 4, "cover.jpg" },
  { "missing-fields.json", RUSHES_STATUS_COMPLETED, TRUE, -1, -1, -1, 0 },
  { "status-0-pending.json", RUSHES_STATUS_PENDING, FALSE, 0, -1, -1, 0 },
  { "status-1-no-percent.json", RUSHES_STATUS_PROCESSING, FALSE, -1, -1, -1, 0 },
  { "status-1-processing.json", RUSHES_STATUS_PROCESSING, FALSE, 37, -1, -1, 0, NULL,
    "Generating, about 2 minutes left" },
  { "status-11-queued.json", RUSHES_STATUS_QUEUED, FALSE, 0, -1, -1, 0, NULL,
    "当前排队人数较多，预计等待 12 分钟" },
  { "status-12-processing.json", RUSHES_STATUS_PROCESSING, FALSE, 0, -1, -1, 0 },
  { "status-14-moderated.json", RUSHES_STATUS_MODERATED, TRUE, 100, -1, -1, 1, "cover.jpg" },
  { "status-3-failed.json", RUSHES_STATUS_FAILED, TRUE, -1, -1, -1, 0, NULL,
    "Server is busy, please try again later" },
  { "status-5-moderated.json", RUSHES_STATUS_MODERATED, TRUE, -1, -1, -1, 0, NULL,
    "The content may violate community guidelines" },
  { "status-7-moderated.json", RUSHES_STATUS_MODERATED, TRUE, -1, -1, -1, 0 },
  { "status-99-unknown.json", RUSHES_STATUS_UNKNOWN, FALSE, 100, -1, -1, 0 },
};

static void
check_fixture (gsize row)
{
  g_autoptr(GBytes) body = read_fixture (fixtures[row].name);
  g_autoptr(GError) error = NULL;
  RushesVideo *video = rushes_video_read_json (ID, body, &error);
  const char *cover;

  g_assert_no_error (error);
  g_assert_cmpstr (rushes_video_get_video_id (video), ==, ID);
  g_assert_cmpint (rushes_video_get_state (video), ==, fixtures[row].state);
  g_assert_cmpint (rushes_video_is_final (video), ==, fixtures[row].final);
  g_assert_cmpint (rushes_video_get_percent (video), ==, fixtures[row].percent);
  g_assert_cmpint (rushes_video_get_width (video), ==, fixtures[row].width);
  g_assert_cmpint (rushes_video_get_height (video), ==, fixtures[row].height);
  g_assert_cmpstr (rushes_video_get_message (video), ==, fixtures[row].message);
  g_assert_cmpuint (g_list_model_get_n_items (rushes_video_get_files (video)), ==,
                    fixtures[row].n_files);
  g_assert_true (g_bytes_equal (rushes_video_get_answer (video), body));

  cover = rushes_video_get_cover_uri (video);
  g_assert_cmpint (cover != NULL, ==, fixtures[row].cover_end != NULL);
  if (cover != NULL)
    g_assert_true (g_str_has_suffix (cover, fixtures[row].cover_end));

  g_assert_finalize_object (video);
}

static void
test_fixtures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_test_message ("%s", fixtures[i].name);
      check_fixture (i);
    }
}

/* No fixture may be added without a row. */
static void
test_fixtures_complete (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "answers", NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  guint n_good = 0;
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    n_good += g_str_has_prefix (name, "error-") ? 0 : 1;

  g_assert_cmpuint (n_good, ==, G_N_ELEMENTS (fixtures));
}

static void
test_rich (void)
{
  g_autoptr(GBytes) body = read_fixture ("completed-rich.json");
  g_autoptr(RushesVideo) video = rushes_video_read_json (ID, body, NULL);
  g_auto(GStrv) tags = NULL;

  g_object_get (video, "tags", &tags, NULL);
  g_assert_cmpuint (g_strv_length (tags), ==, 3);
  g_assert_cmpstr (tags[0], ==, "Hailuo 2.3");
  assert_property (video, "model-id", "23021");
  assert_property (video, "aspect-ratio", "16:9");
  assert_property (video, "duration", "6");
  assert_property (video, "resolution", "768");
  assert_property (video, "has-voice", "0");
  assert_property (video, "create-time", "1761622033757");
}

/* Of the many only those with a link count, by their place among those. */
static void
test_origin_files (void)
{
  static const char *const hints[] = { "png", "jpeg", "mp4", "mp3", "wav", "jpeg" };
  g_autoptr(GBytes) body = read_fixture ("completed-originfiles-many.json");
  g_autoptr(RushesVideo) video = rushes_video_read_json (ID, body, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      RushesMedia *media = rushes_video_peek_file (video, RUSHES_MEDIA_SOURCE, i + 1);

      g_assert_nonnull (media);
      g_assert_cmpstr (rushes_media_get_type_hint (media), ==, hints[i]);
    }

  g_assert_null (rushes_video_peek_file (video, RUSHES_MEDIA_SOURCE, G_N_ELEMENTS (hints) + 1));
}

/* A list without end is nonsense from some point on. */
static void
test_lists_bounded (void)
{
  GString *text = g_string_new ("{\"status\":2,\"originFiles\":[{\"url\":\"https://h/0\"}");
  g_autoptr(RushesVideo) video = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, ",{\"url\":\"https://h/1\"}");
  g_string_append (text, "],\"tags\":[{\"tagText\":\"0\"}");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, ",{\"tagText\":\"1\"}");
  g_string_append (text, "]}");
  video = read_good (text->str);

  assert_property (video, "origin-files", "64");
  assert_property (video, "tags", "32");
  g_string_free (text, TRUE);
}

/* What is no answer about a video. @code: what it is instead. */
static const struct
{
  const char *name;
  const char *text;
  gsize length;
  RushesError code;
} bad_rows[] = {
  { "D1 empty", "", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D1 only blanks", " \n ", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D1 array", "[{\"id\":\"1\"}]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D11 empty array of videos", "[]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D1 string", "\"id\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D1 number", "7", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D1 null", "null", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D1 true", "true", 0, RUSHES_ERROR_BAD_ANSWER },
  { "empty object", "{}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "another answer", "{\"accounts\":[],\"next\":null}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "list of videos", "{\"videos\":[{\"id\":\"1\"}],\"hasMore\":true}", 0,
    RUSHES_ERROR_BAD_ANSWER },
  { "error null alone", "{\"error\":null}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 invalid UTF-8", "{\"desc\":\"\xff\"}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 overlong", "{\"desc\":\"\xc0\xaf\"}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 raw NUL", "{\"id\":\"a\0b\"}", 12, RUSHES_ERROR_BAD_ANSWER },
  { "D5 escaped NUL", "{\"downloadURL\":\"https://h/a\\u0000.exe\"}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 0x10", "{\"width\":0x10}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 01", "{\"width\":01}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 NaN", "{\"width\":NaN}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 -2^64+1280", "{\"id\":\"1\",\"width\":-18446744073709550336}", 0,
    RUSHES_ERROR_BAD_ANSWER },
  { "D7 BOM alone", "\xef\xbb\xbf", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 two BOMs", "\xef\xbb\xbf\xef\xbb\xbf{\"id\":\"1\"}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 UTF-16", "\xff\xfe{\0}\0", 6, RUSHES_ERROR_BAD_ANSWER },
  { "D7 HTML", "<!DOCTYPE html>\n<html></html>", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 trailing garbage", "{\"id\":\"1\"}x", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 two documents", "{\"id\":\"1\"}{\"id\":\"2\"}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 trailing comma", "{\"id\":\"1\",}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut off", "{\"id\":\"1\",\"status\":2", 0, RUSHES_ERROR_BAD_ANSWER },
  { "comment", "{\"id\":\"1\"/**/}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "error as 200", "{\"error\":\"Not found.\",\"code\":404}", 0, RUSHES_ERROR_NOT_FOUND },
  { "error as 200, no code", "{\"error\":\"Odd\"}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "error as 200, nested", "{\"error\":{\"code\":503,\"message\":\"m\"}}", 0,
    RUSHES_ERROR_UNAVAILABLE },
  { "error beside a video", "{\"id\":\"1\",\"error\":\"Unauthorized\",\"code\":401}", 0,
    RUSHES_ERROR_UNAUTHORIZED },
  { "error with a wild code", "{\"error\":\"Odd\",\"code\":1e300}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "error that is a list", "{\"error\":[\"Odd\"],\"id\":\"1\"}", 0, RUSHES_ERROR_BAD_ANSWER },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      gsize length = bad_rows[i].length != 0 ? bad_rows[i].length : strlen (bad_rows[i].text);
      g_autoptr(GBytes) body = g_bytes_new (bad_rows[i].text, length);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", bad_rows[i].name);
      g_assert_null (rushes_video_read_json (ID, body, &error));
      g_assert_error (error, RUSHES_ERROR, (int) bad_rows[i].code);
      g_assert_null (strstr (error->message, "user:"));
    }
}

static void
test_deep (void)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *text = g_strconcat ("{\"id\":", brackets, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (read_text (text, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_TOO_LARGE);
}

/* What is odd, but an answer; one property each has to be as the row says. */
static const struct
{
  const char *name;
  const char *text;
  const char *property;
  const char *want;
} odd_rows[] = {
  { "D4 last status counts", "{\"status\":1,\"status\":2}", "status", "2" },
  { "D4 last text counts", "{\"desc\":\"a\",\"desc\":\"b\"}", "prompt", "b" },
  { "D4 last wins, even wrong", "{\"status\":2,\"status\":\"b\"}", "status", "-1" },
  { "D5 lone surrogate", "{\"desc\":\"a\\ud800b\"}", "prompt", "a\ufffdb" },
  { "D5 cut within an emoji", "{\"desc\":\"a\\ud83d\"}", "prompt", "a\ufffd" },
  { "D7 BOM", "\xef\xbb\xbf{\"status\":2}", "status", "2" },
  { "empty string is none", "{\"id\":\"\",\"desc\":\"\"}", "prompt", NULL },
  { "error null", "{\"error\":null,\"status\":2}", "status", "2" },
  { "error empty", "{\"error\":\"\",\"code\":0,\"status\":2}", "status", "2" },
  { "error false", "{\"error\":false,\"status\":2}", "status", "2" },
  { "unknown fields", "{\"status\":2,\"a\":[{\"b\":{}}],\"status2\":3,\"\":0}", "status", "2" },
  { "numbers as double", "{\"id\":\"1\",\"width\":1280.0}", "width", "1280" },
  { "percent with a fraction", "{\"status\":1,\"percent\":99.4}", "percent", "99" },
  { "D9 markup", "{\"desc\":\"<b>&amp;&#0;</b>\"}", "prompt", "<b>&amp;&#0;</b>" },
  { "D9 line end", "{\"desc\":\"a\\nb\"}", "prompt", "a\nb" },
  { "D11 between two", "{\"status\":1.5}", "status", "-1" },
  { "D11 whole as a float", "{\"status\":2.0}", "status", "2" },
  { "D11 42", "{\"status\":42}", "status", "42" },
  { "D11 text", "{\"status\":\"???\"}", "status", "-1" },
  { "D11 empty text", "{\"status\":\"\"}", "status", "-1" },
  { "D11 too large", "{\"status\":10000}", "status", "-1" },
  { "D11 negative", "{\"status\":-2}", "status", "-1" },
  { "D12 milliseconds", "{\"id\":\"1\",\"createTime\":1761622033757}", "create-time",
    "1761622033757" },
  { "D12 seconds", "{\"id\":\"1\",\"createTime\":1761622033}", "create-time", "-1" },
  { "D12 never 1970", "{\"id\":\"1\",\"createTime\":0}", "create-time", "-1" },
  { "D12 far past", "{\"id\":\"1\",\"createTime\":-62135596800000}", "create-time", "-1" },
  { "D12 far future", "{\"id\":\"1\",\"createTime\":253402300800000}", "create-time", "-1" },
  { "D12 date", "{\"id\":\"1\",\"createTime\":\"2026-01-01T00:00:00+08:00\"}", "create-time",
    "-1" },
};

static void
test_odd (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (odd_rows); i++)
    {
      RushesVideo *video;

      g_test_message ("%s", odd_rows[i].name);
      video = read_good (odd_rows[i].text);
      assert_property (video, odd_rows[i].property, odd_rows[i].want);
      g_assert_finalize_object (video);
    }
}

/* FAULTS D6: out of range is unknown, in each field that is a number. */
static void
test_numbers (void)
{
  static const char *const values[] = {
    "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
    "18446744073709552896", "-9223372036854775808", "-9223372036854775809",
    "123456789012345678901234567890", "1e999", "-1e999", "1e18", "-1", "-0.6",
    "2147483648", "4294967296", "4294968576" };
  static const char *const members[] = { "status", "percent", "width", "height", "duration",
                                         "resolution", "createTime" };
  static const char *const names[] = { "status", "percent", "width", "height", "duration",
                                       "resolution", "create-time" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
      {
        g_autofree char *text = g_strdup_printf ("{\"id\":\"1\",\"%s\":%s}", members[j], values[i]);
        g_autoptr(RushesVideo) video = read_good (text);

        g_test_message ("D6 %s", text);
        assert_property (video, names[j], "-1");
      }
}

/* FAULTS D8: the text is whole, to be copied; who shows it cuts it. */
static void
test_long_text (void)
{
  g_autofree char *prompt = g_strnfill (1000 * 1000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"desc\":\"%s\"}", prompt);
  g_autoptr(RushesVideo) video = read_good (text);

  g_assert_cmpstr (rushes_video_get_prompt (video), ==, prompt);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/video-json/D2-matrix", test_matrix);
  g_test_add_func ("/video-json/D2-matrix-video-id", test_matrix_video_id);
  g_test_add_func ("/video-json/fixtures", test_fixtures);
  g_test_add_func ("/video-json/fixtures-complete", test_fixtures_complete);
  g_test_add_func ("/video-json/rich", test_rich);
  g_test_add_func ("/video-json/origin-files", test_origin_files);
  g_test_add_func ("/video-json/lists-bounded", test_lists_bounded);
  g_test_add_func ("/video-json/D1-D5-D6-D7-D11-bad", test_bad);
  g_test_add_func ("/video-json/D3-deep", test_deep);
  g_test_add_func ("/video-json/D4-D5-D7-D9-D11-D12-odd", test_odd);
  g_test_add_func ("/video-json/D6-numbers", test_numbers);
  g_test_add_func ("/video-json/D8-long-text", test_long_text);

  return g_test_run ();
}
