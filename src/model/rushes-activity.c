/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-activity.h"

/**
 * rushes_activity_describe_files:
 * @video: a video
 *
 * Tells which files the service offers, whatever their links are.
 *
 * Returns: 1 for the clean video, 2 for the one with watermark, 4 for the cover, each when there is
 *   one, and 8 for each source; added up
 */
guint
rushes_activity_describe_files (RushesVideo *video)
{
  GListModel *files = rushes_video_get_files (video);
  guint description = 0;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(RushesMedia) media = g_list_model_get_item (files, i);

      if (rushes_media_get_uri (media) != NULL)
        description += 1 << MIN (rushes_media_get_kind (media), RUSHES_MEDIA_SOURCE);
    }

  return description;
}

/**
 * rushes_activity_is_news:
 * @before: what was known of a video
 * @after: what is known now
 *
 * Tells whether a new answer makes a video go to the top of the list. It does when its status is
 * another, when the service has removed it or has it again, and when there are other files. A
 * percentage, a message and links signed anew are no news, or what is being made would never stand
 * still.
 *
 * Returns: %TRUE when it does
 */
gboolean
rushes_activity_is_news (const RushesActivity *before,
                         const RushesActivity *after)
{
  return before->status != after->status || before->removed != after->removed ||
         before->files != after->files;
}
