/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "rushes-error.h"
#include "rushes-json-syntax.h"
#include "rushes-reply.h"
#include "rushes-video-json.h"

#define VIDEO_ID "user:1234-minimax:331000000000000001-video:402000000000000001"

/* The text of the server in an error is cut so short. */
#define FAULT_MAX_BYTES 1024

static void
assert_property (RushesVideo *video,
                 GParamSpec  *pspec)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_object_get_property (G_OBJECT (video), pspec->name, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    fuzz_assert_text (g_value_get_string (&value), FUZZ_TEXT_ANY, RUSHES_REPLY_MAX_BYTES * 3);
  /* GObject says whether the value had to be changed to lie in the range of the property. */
  g_assert_false (g_param_value_validate (pspec, &value));
}

static void
assert_files (RushesVideo *video)
{
  GListModel *files = rushes_video_get_files (video);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(RushesMedia) media = g_list_model_get_item (files, i);

      g_assert_cmpstr (rushes_media_get_video_id (media), ==, VIDEO_ID);
      g_assert_true (rushes_video_peek_file (video, rushes_media_get_kind (media),
                                             rushes_media_get_number (media)) == media);
      fuzz_assert_text (rushes_media_get_uri (media), FUZZ_TEXT_ANY, RUSHES_REPLY_MAX_BYTES * 3);
    }
}

static void
assert_video (RushesVideo *video)
{
  g_autofree GParamSpec **pspecs = NULL;
  g_autofree char *word = rushes_video_dup_status_word (video);
  g_autofree char *sentence = rushes_video_dup_sentence (video);
  guint n_pspecs;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (video), &n_pspecs);
  for (guint i = 0; i < n_pspecs; i++)
    assert_property (video, pspecs[i]);

  g_assert_cmpstr (rushes_video_get_video_id (video), ==, VIDEO_ID);
  g_assert_true (word != NULL && *word != '\0');
  fuzz_assert_text (word, FUZZ_TEXT_LINE, FAULT_MAX_BYTES);
  fuzz_assert_text (sentence, FUZZ_TEXT_ANY, RUSHES_REPLY_MAX_BYTES * 3);
  assert_files (video);
}

static void
assert_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == RUSHES_ERROR);
  g_assert_cmpint (error->code, >=, 0);
  g_assert_cmpint (error->code, <, RUSHES_N_ERRORS);
  fuzz_assert_text (error->message, FUZZ_TEXT_ANY, FAULT_MAX_BYTES);
}

/* The same body with a good status and with a bad one. */
static RushesVideo *
read_reply (GBytes *body,
            guint   status)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (1750000000);
  g_autoptr(GError) error = NULL;
  RushesReply reply = { .status = status, .body = body };
  RushesVideo *video = rushes_reply_read_video (&reply, VIDEO_ID, now, &error);

  if (video == NULL)
    assert_error (error);
  else
    g_assert_no_error (error);

  return video;
}

static void
assert_layout (GBytes *body)
{
  g_autofree char *text = rushes_video_format_json (body);

  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) body = g_bytes_new (data, size);
  g_autoptr(RushesVideo) video = NULL;
  g_autoptr(RushesVideo) refused = NULL;
  g_autoptr(RushesVideo) shown = rushes_video_new (VIDEO_ID);
  g_autoptr(GError) error = NULL;

  if (size > RUSHES_REPLY_MAX_BYTES)
    return -1;

  if (!rushes_json_syntax_check ((const char *) data, size, &error))
    assert_error (error);

  refused = read_reply (body, 500);
  g_assert_null (refused);
  assert_layout (body);

  video = read_reply (body, 200);
  if (video == NULL)
    return 0;

  assert_video (video);
  rushes_video_update (shown, video);
  assert_video (shown);

  return 0;
}
