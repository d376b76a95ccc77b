/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-media-words.h"

#include "rushes-format.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  CLASS_OTHER,
  CLASS_VIDEO,
  CLASS_PICTURE,
  CLASS_SOUND,
} Class;

static const struct
{
  const char *type;
  Class class;
  const char *caption;
} types[] = {
  { "mp4", CLASS_VIDEO, "MP4" },
  { "webm", CLASS_VIDEO, "WebM" },
  { "mov", CLASS_VIDEO, "MOV" },
  { "png", CLASS_PICTURE, N_("PNG picture") },
  { "jpg", CLASS_PICTURE, N_("JPEG picture") },
  { "jpeg", CLASS_PICTURE, N_("JPEG picture") },
  { "webp", CLASS_PICTURE, N_("WebP picture") },
  { "gif", CLASS_PICTURE, N_("GIF picture") },
  { "mp3", CLASS_SOUND, N_("MP3 sound") },
  { "wav", CLASS_SOUND, N_("WAV sound") },
  { "m4a", CLASS_SOUND, N_("M4A sound") },
};

static int
find_type (const char *type,
           gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].type) == length && g_ascii_strncasecmp (types[i].type, type, length) == 0)
      return i;

  return -1;
}

/* By the link's own words, which is all there is before the file itself is asked for. */
static int
guess_type (RushesMedia *media)
{
  const char *hint = rushes_media_get_type_hint (media);
  const char *uri = rushes_media_get_uri (media);
  gsize length;
  const char *dot;

  if (hint != NULL && find_type (hint, strlen (hint)) >= 0)
    return find_type (hint, strlen (hint));
  if (uri == NULL)
    return -1;
  if (strstr (uri, "format,webp") != NULL)
    return find_type ("webp", 4);

  length = strcspn (uri, "?#");
  dot = g_strrstr_len (uri, length, ".");

  return dot != NULL ? find_type (dot + 1, uri + length - dot - 1) : -1;
}

static Class
get_class (RushesMedia *media)
{
  int type = guess_type (media);

  switch (rushes_media_get_kind (media))
    {
    case RUSHES_MEDIA_COVER:
      return CLASS_PICTURE;
    case RUSHES_MEDIA_SOURCE:
      return type >= 0 ? types[type].class : CLASS_OTHER;
    case RUSHES_MEDIA_CLEAN:
    case RUSHES_MEDIA_WATERMARK:
    default:
      return CLASS_VIDEO;
    }
}

/**
 * rushes_media_words_dup_title:
 * @media: a file of a video
 *
 * Names the file at the head of its row (DESIGN §3).
 *
 * Returns: (transfer full): words such as "Video, no watermark"
 */
char *
rushes_media_words_dup_title (RushesMedia *media)
{
  switch (rushes_media_get_kind (media))
    {
    case RUSHES_MEDIA_CLEAN:
      return g_strdup (_("Video, no watermark"));
    case RUSHES_MEDIA_WATERMARK:
      return g_strdup (_("Video, with watermark"));
    case RUSHES_MEDIA_COVER:
      return g_strdup (_("Cover"));
    case RUSHES_MEDIA_SOURCE:
    default:
      break;
    }

  switch (get_class (media))
    {
    case CLASS_PICTURE:
      return g_strdup_printf (_("Source picture %u"), rushes_media_get_number (media));
    case CLASS_VIDEO:
      return g_strdup_printf (_("Source video %u"), rushes_media_get_number (media));
    case CLASS_SOUND:
      return g_strdup_printf (_("Source sound %u"), rushes_media_get_number (media));
    case CLASS_OTHER:
    default:
      return g_strdup_printf (_("Source file %u"), rushes_media_get_number (media));
    }
}

/**
 * rushes_media_words_dup_mention:
 * @media: a file of a video
 *
 * Names the file within a sentence, as in "Download: video without watermark".
 *
 * Returns: (transfer full): the words
 */
char *
rushes_media_words_dup_mention (RushesMedia *media)
{
  switch (rushes_media_get_kind (media))
    {
    case RUSHES_MEDIA_CLEAN:
      return g_strdup (_("video without watermark"));
    case RUSHES_MEDIA_WATERMARK:
      return g_strdup (_("video with watermark"));
    case RUSHES_MEDIA_COVER:
      return g_strdup (_("cover"));
    case RUSHES_MEDIA_SOURCE:
    default:
      break;
    }

  switch (get_class (media))
    {
    case CLASS_PICTURE:
      return g_strdup_printf (_("source picture %u"), rushes_media_get_number (media));
    case CLASS_VIDEO:
      return g_strdup_printf (_("source video %u"), rushes_media_get_number (media));
    case CLASS_SOUND:
      return g_strdup_printf (_("source sound %u"), rushes_media_get_number (media));
    case CLASS_OTHER:
    default:
      return g_strdup_printf (_("source file %u"), rushes_media_get_number (media));
    }
}

/**
 * rushes_media_words_dup_caption:
 * @media: a file of a video
 * @width: pixels the video is wide, or %RUSHES_UNKNOWN
 * @height: pixels it is high, or %RUSHES_UNKNOWN
 *
 * Says what is known of a file that is not saved yet. A clean video that the service does not
 * offer says why (DESIGN §3, "Files").
 *
 * Returns: (transfer full): words such as "1300 × 760 · MP4"
 */
char *
rushes_media_words_dup_caption (RushesMedia *media,
                                int          width,
                                int          height)
{
  RushesMediaKind kind = rushes_media_get_kind (media);
  int type = guess_type (media);
  const char *word = type >= 0 ? _(types[type].caption) : NULL;
  g_autofree char *dimension = NULL;

  if (rushes_media_get_uri (media) == NULL)
    return g_strdup (_("Only on paid accounts"));

  if (kind != RUSHES_MEDIA_CLEAN && kind != RUSHES_MEDIA_WATERMARK)
    return g_strdup (word != NULL ? word
                                  : get_class (media) == CLASS_PICTURE ? _("Picture") : _("File"));

  if (width <= 0 || height <= 0)
    return g_strdup (word != NULL ? word : _("Video"));

  dimension = rushes_format_dimension (width, height);

  /* Translators: a size in pixels and a kind of file, as in "1300 × 760 · MP4" */
  return g_strdup_printf (_("%s · %s"), dimension, word != NULL ? word : _("Video"));
}

/**
 * rushes_media_words_get_icon_name:
 * @media: a file of a video
 *
 * Gets the icon for what kind of file it is.
 *
 * Returns: (transfer none): a symbolic icon's name
 */
const char *
rushes_media_words_get_icon_name (RushesMedia *media)
{
  switch (get_class (media))
    {
    case CLASS_PICTURE:
      return "image-x-generic-symbolic";
    case CLASS_SOUND:
      return "audio-x-generic-symbolic";
    case CLASS_OTHER:
      return "text-x-generic-symbolic";
    case CLASS_VIDEO:
    default:
      return "camera-video-symbolic";
    }
}
