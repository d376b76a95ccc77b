/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-record.h"

#include <json-glib/json-glib.h>

/**
 * rushes_record_format:
 * @media: what was saved
 * @prompt: (nullable): what its video was asked to be
 * @size: how many bytes it has
 * @saved_at: when it was saved
 *
 * Lays down what a file is, for who finds it years later: the setting `save-record` (DESIGN §2).
 * There is no link in it, since links expire and are signed.
 *
 * Returns: (transfer full): JSON with the members `videoId`, `prompt`, `version`, `bytes` and
 *   `savedAt` (ISO 8601)
 */
char *
rushes_record_format (RushesMedia *media,
                      const char  *prompt,
                      guint64      size,
                      GDateTime   *saved_at)
{
  gboolean clean = rushes_media_get_kind (media) == RUSHES_MEDIA_CLEAN;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *when = g_date_time_format_iso8601 (saved_at);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "videoId");
  json_builder_add_string_value (builder, rushes_media_get_video_id (media));
  json_builder_set_member_name (builder, "prompt");
  json_builder_add_string_value (builder, prompt != NULL ? prompt : "");
  json_builder_set_member_name (builder, "version");
  json_builder_add_string_value (builder, clean ? "without watermark" : "with watermark");
  json_builder_set_member_name (builder, "bytes");
  json_builder_add_int_value (builder, size);
  json_builder_set_member_name (builder, "savedAt");
  json_builder_add_string_value (builder, when);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);

  return json_generator_to_data (generator, NULL);
}
