/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-video.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "stand-in-id.h"

#define LONG_PROMPT_CHARS 7000

/* One row a status of the service; percent -1 is no percent, and NULL no message. */
static const struct
{
  guint status;
  const char *label;
  gboolean final;
  gboolean has_video;
  int percent;
  gboolean can_retry;
  gboolean can_appeal;
  const char *message;
} statuses[] = {
  { 0, "pending", FALSE, FALSE, 0, FALSE, FALSE, NULL },
  { 1, "processing", FALSE, FALSE, 37, FALSE, FALSE, "Generating, about 2 minutes left" },
  { 2, "completed", TRUE, TRUE, 100, FALSE, FALSE, NULL },
  { 3, "failed", TRUE, FALSE, -1, TRUE, FALSE, "Server is busy, please try again later" },
  { 5, "moderated", TRUE, FALSE, -1, FALSE, TRUE,
    "The content may violate community guidelines" },
  { 6, "in review", FALSE, FALSE, 100, FALSE, FALSE, "The video is being reviewed" },
  { 7, "moderated", TRUE, FALSE, -1, FALSE, FALSE, NULL },
  { 8, "appealing", FALSE, FALSE, 100, FALSE, FALSE, "Your appeal is being reviewed" },
  { 9, "appeal rejected", TRUE, FALSE, -1, FALSE, FALSE, "The appeal was rejected" },
  { 10, "appeal approved", TRUE, TRUE, 100, FALSE, FALSE, NULL },
  { 11, "queued", FALSE, FALSE, 0, FALSE, FALSE, "当前排队人数较多，预计等待 12 分钟" },
  { 12, "processing", FALSE, FALSE, 0, FALSE, FALSE, NULL },
  { 14, "moderated", TRUE, FALSE, 100, FALSE, FALSE, NULL },
  { 16, "person review", FALSE, FALSE, 100, FALSE, FALSE, "正在人工审核" },
  { 42, "dreaming", TRUE, FALSE, -1, FALSE, FALSE, NULL },
  { 99, "transmogrifying", FALSE, FALSE, 100, FALSE, FALSE, NULL },
};

static const struct
{
  const char *name;
  const char *text;
} prompts[] = {
  { "fox", "A red fox runs through fresh snow at dawn, slow dolly shot, cinematic light, shallow "
           "depth of field." },
  { "mountains", "水墨山水，一叶扁舟缓缓驶过晨雾中的群山，红日初升，镜头缓慢推近。" },
  { "dunes", "قافلة جمال تعبر كثبان الصحراء عند الغروب، لقطة واسعة بطيئة، ضوء ذهبي دافئ." },
  { "whale", "A blue whale drifts under shafts of light, slow tracking shot, deep water, calm." },
  { "portrait", "Hot-air balloons over green hills, portrait, gentle breeze, morning light." },
  { "square", "嵐の夜の灯台、荒波が岩に砕ける、ゆっくりと引くカメラ。" },
  { "4k", "A red fox runs through fresh snow at dawn, every hair sharp, 4K." },
  { "cjk", "一只机械手臂在现代工厂中组装芯片，镜头缓慢推近，[推近]，霓虹灯映在湿润的地面上。"
           "カメラはゆっくりと左へパンする。눈 내리는 밤, 골목의 가로등 아래 고양이 한 마리。" },
  { "arabic", "ثعلب أحمر يركض في الثلج الطازج عند الفجر، لقطة بطيئة، إضاءة سينمائية (4K)." },
  { "markup", "<b>Bold</b> & <span foreground=\"red\" size=\"xx-large\">red</span> &amp; &#0; "
              "</prompt> %s %n <a href=\"https://media.invalid/\">link</a>\n\t"
              "\xe2\x80\xae" "gpj.exe" "\xe2\x80\xac \xe2\x81\xa7" "isolated" "\xe2\x81\xa9 "
              "\xe2\x80\x8b" "zero\xe2\x80\x8bwidth \x1b[31mansi\x1b[0m <script>alert (1)"
              "</script>" },
  { "empty", "" },
};

static char *
dup_long_prompt (void)
{
  static const char *const sentences[] = {
    "A red fox runs through fresh snow at dawn. ",
    "The camera glides beside it, low over the ground, and the breath of the fox turns to mist. ",
    "Pines stand in blue shade; behind them the first light climbs the ridge. ",
    "Powder bursts from under its paws and hangs in the air like glass dust. ",
    "Slow dolly shot, anamorphic lens, shallow depth of field, soft grain, no text, no people. ",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; text->len < LONG_PROMPT_CHARS; i++)
    g_string_append (text, sentences[i % G_N_ELEMENTS (sentences)]);

  /* ASCII only, so bytes are characters; and no blank at the end to trim. */
  g_string_truncate (text, LONG_PROMPT_CHARS - 1);
  g_string_append_c (text, '.');

  return g_string_free (text, FALSE);
}

/**
 * stand_in_dup_prompt:
 * @name: a scene or a shape ("fox", "portrait"), or what follows "prompt-" in an option ("cjk")
 *
 * Returns: (transfer full): the prompt that answers have
 */
char *
stand_in_dup_prompt (const char *name)
{
  if (g_str_equal (name, "long"))
    return dup_long_prompt ();

  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      if (g_str_equal (prompts[i].name, name))
        return g_strdup (prompts[i].text);
    }

  g_assert_not_reached ();
}

static guint
find_status (guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (statuses[i].status == status)
        return i;
    }

  /* A number that nobody knows is like the one in the fixtures. */
  return G_N_ELEMENTS (statuses) - 1;
}

/**
 * stand_in_video_get_label:
 * @status: a number
 *
 * Returns: the server's own label for it
 */
const char *
stand_in_video_get_label (guint status)
{
  return statuses[find_status (status)].label;
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *name,
             gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
get_size (const char *shape,
          guint      *width,
          guint      *height)
{
  *width = 1280;
  *height = 720;

  if (g_strcmp0 (shape, "portrait") == 0)
    *width = 720, *height = 1280;
  else if (g_strcmp0 (shape, "square") == 0)
    *width = *height = 1024;
  else if (g_strcmp0 (shape, "4k") == 0)
    *width = 3840, *height = 2160;
}

/* BASE/PATH?PATH_QUERY&OPTIONS; the base and either query may be missing. */
static char *
dup_link (const StandInScenario *scenario,
          const StandInMoment   *moment,
          const char            *path,
          GString               *options,
          gboolean               is_video)
{
  const char *base = scenario->media_base != NULL ? scenario->media_base : moment->media_base;
  GString *link = g_string_new (base);
  char mark = strchr (path, '?') != NULL ? '&' : '?';

  g_string_append (link, path);

  if (options != NULL)
    {
      g_string_append_printf (link, "%c%s", mark, options->str);
      mark = '&';
      /* A link that serves once has to be another one in the next answer. */
      if (strstr (options->str, "once=") != NULL)
        g_string_append_printf (link, "&v=%u", moment->asked);
    }

  if (scenario->expired_media || (scenario->expired_video && is_video))
    g_string_append_printf (link, "%c%s=%u", mark, moment->asked == 0 ? "expired" : "v",
                            MAX (moment->asked, 1));

  return g_string_free (link, FALSE);
}

static char *
dup_cover_link (const StandInScenario *scenario,
                const StandInMoment   *moment)
{
  static const char *const endings[] = {
    [STAND_IN_COVER_JPEG] = ".jpg",
    [STAND_IN_COVER_PNG] = ".png",
    [STAND_IN_COVER_WEBP] = ".webp",
    [STAND_IN_COVER_WEBP_QUERY] = ".jpeg?x-oss-process=image/resize,w_540/format,webp",
  };
  const char *picture = scenario->shape != NULL ? scenario->shape : scenario->scene;
  g_autofree char *path = NULL;

  if (scenario->cover == STAND_IN_COVER_NONE)
    return g_strdup ("");

  if (scenario->cover == STAND_IN_COVER_BIG)
    path = g_strdup ("/generated/100000000/1.jpg");
  else
    path = g_strconcat ("/cover", picture != NULL ? "-" : "", picture != NULL ? picture : "",
                        endings[scenario->cover], NULL);

  return dup_link (scenario, moment, path, scenario->cover_query, FALSE);
}

static char *
dup_clean_link (const StandInScenario *scenario,
                const StandInMoment   *moment)
{
  g_autofree char *path = NULL;

  if (scenario->big > 0)
    path = g_strdup_printf ("/generated/%u000000/%s.mp4", scenario->big, moment->number);
  else
    path = g_strdup (scenario->h264 ? "/video_h264.mp4" : "/video.mp4");

  return dup_link (scenario, moment, path, scenario->video_query, TRUE);
}

static void
add_origin_files (JsonBuilder           *builder,
                  const StandInScenario *scenario,
                  const StandInMoment   *moment)
{
  g_autofree char *link = dup_link (scenario, moment, "/origin-501.png", NULL, FALSE);
  g_autofree char *account = NULL;
  g_autofree char *number = NULL;
  g_autofree char *id = NULL;

  json_builder_set_member_name (builder, "originFiles");
  json_builder_begin_array (builder);

  if (stand_in_id_split (moment->id, &account, &number))
    {
      id = g_strdup_printf ("user:1234-minimax:%s-file:501", account);
      json_builder_begin_object (builder);
      add_string (builder, "id", id);
      add_string (builder, "url", link);
      add_string (builder, "type", "png");
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_links (JsonBuilder           *builder,
           const StandInScenario *scenario,
           const StandInMoment   *moment)
{
  g_autofree char *cover = dup_cover_link (scenario, moment);
  g_autofree char *clean = dup_clean_link (scenario, moment);
  g_autofree char *marked = dup_link (scenario, moment, "/video_watermark.mp4",
                                      scenario->video_query, TRUE);

  add_string (builder, "coverURL", cover);
  add_string (builder, "videoURL", marked);
  if (!scenario->no_download)
    add_string (builder, "downloadURL", clean);
}

static void
add_message (JsonBuilder         *builder,
             const StandInMoment *moment,
             guint                row)
{
  const char *message = statuses[row].message;

  /* While a job runs the server speaks two languages; so does a job here. */
  if (moment->status == STAND_IN_PROCESSING && moment->percent >= 0)
    message = moment->percent < 50 ? "Generating, about 2 minutes left"
                                   : "正在生成视频，预计还需 1 分钟";

  if (message != NULL)
    add_string (builder, "message", message);
}

static const char *
get_prompt (const StandInScenario *scenario)
{
  if (scenario->prompt != NULL)
    return scenario->prompt;
  if (scenario->shape != NULL)
    return scenario->shape;

  return scenario->scene != NULL ? scenario->scene : "fox";
}

/**
 * stand_in_video_to_json:
 * @scenario: what is played
 * @moment: how far it has got
 *
 * Writes the answer about one video as the service does.
 *
 * Returns: (transfer full): the JSON text
 */
char *
stand_in_video_to_json (const StandInScenario *scenario,
                        const StandInMoment   *moment)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *prompt = stand_in_dup_prompt (get_prompt (scenario));
  guint row = find_status (moment->status);
  int percent = moment->percent >= 0 ? moment->percent : statuses[row].percent;
  guint width = 0, height = 0;

  if (statuses[row].has_video)
    get_size (scenario->shape, &width, &height);

  json_builder_begin_object (builder);
  add_string (builder, "id", moment->number);
  add_string (builder, "desc", prompt);
  if (statuses[row].has_video)
    add_links (builder, scenario, moment);
  else
    add_string (builder, "coverURL", ""), add_string (builder, "videoURL", "");
  add_int (builder, "status", moment->status);
  if (!scenario->old)
    {
      add_string (builder, "statusLabel", statuses[row].label);
      add_boolean (builder, "statusFinal", statuses[row].final);
    }
  if (percent >= 0)
    add_int (builder, "percent", percent);
  add_int (builder, "width", width);
  add_int (builder, "height", height);
  if (statuses[row].has_video)
    {
      add_origin_files (builder, scenario, moment);
    }
  else
    {
      json_builder_set_member_name (builder, "originFiles");
      json_builder_begin_array (builder);
      json_builder_end_array (builder);
    }
  add_boolean (builder, "canAppeal", statuses[row].can_appeal);
  add_boolean (builder, "canRetry", statuses[row].can_retry);
  add_string (builder, "videoId", moment->id);
  add_message (builder, moment, row);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}
