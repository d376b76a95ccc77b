/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-several-words.h"

#include "rushes-format.h"
#include "rushes-video-id.h"

#include <glib/gi18n.h>

/* The first words of a prompt are enough to know it by. */
#define NOTE_MAX_BYTES 80

static char *
dup_n_videos (guint n_videos)
{
  if (n_videos == 0)
    return g_strdup (_("No videos"));

  return g_strdup_printf (ngettext ("%u video", "%u videos", n_videos), n_videos);
}

static char *
dup_n_left_out (guint    n_left_out,
                gboolean has_lines)
{
  if (has_lines)
    return g_strdup_printf (ngettext ("%u line left out", "%u lines left out", n_left_out),
                            n_left_out);

  /* Translators: how many of the things that were pasted are no video */
  return g_strdup_printf (ngettext ("%u left out", "%u left out", n_left_out), n_left_out);
}

/**
 * rushes_several_words_dup_heading:
 * @n_videos: how many videos were found
 * @n_left_out: how many other things
 * @has_lines: whether they stood in more than one line
 *
 * Says in a few words what was pasted (LOOK.md §3, "Several IDs").
 *
 * Returns: (transfer full): words such as "4 videos, 2 lines left out"
 */
char *
rushes_several_words_dup_heading (guint    n_videos,
                                  guint    n_left_out,
                                  gboolean has_lines)
{
  g_autofree char *videos = dup_n_videos (n_videos);
  g_autofree char *left_out = NULL;

  if (n_left_out == 0)
    return g_steal_pointer (&videos);

  left_out = dup_n_left_out (n_left_out, has_lines);

  /* Translators: what was pasted, as in "4 videos, 2 lines left out" */
  return g_strdup_printf (_("%s, %s"), videos, left_out);
}

/**
 * rushes_several_words_dup_fetch:
 * @n_videos: how many videos were found
 *
 * Names the button that fetches them.
 *
 * Returns: (transfer full): a label such as "Fetch 4 Videos"
 */
char *
rushes_several_words_dup_fetch (guint n_videos)
{
  /* Translators: a button */
  return g_strdup_printf (ngettext ("Fetch %u Video", "Fetch %u Videos", n_videos), n_videos);
}

/**
 * rushes_several_words_dup_short_id:
 * @id: a video ID
 *
 * Leaves out the beginning of an ID, which all videos of one user have in common.
 *
 * Returns: (transfer full): the account and the number, behind an ellipsis; all of @id when it is
 *   not valid
 */
char *
rushes_several_words_dup_short_id (const char *id)
{
  g_autofree char *account = rushes_video_id_dup_account (id);
  g_autofree char *number = rushes_video_id_dup_number (id);

  if (account == NULL || number == NULL)
    return g_strdup (id);

  return g_strdup_printf ("…%s-video:%s", account, number);
}

/* "…-file:601": the end is what tells it from an ID of a video. */
static char *
dup_end (const char *excerpt,
         const char *mark)
{
  const char *end = g_strrstr (excerpt, mark);

  return end != NULL && end != excerpt ? g_strdup_printf ("…%s", end) : g_strdup (excerpt);
}

/* A secret is masked where it is read; what came here without a mask is not trusted. */
static char *
dup_token (const char *excerpt)
{
  return g_strdup (g_str_has_suffix (excerpt, RUSHES_PASTE_MASK) ? excerpt : RUSHES_PASTE_MASK);
}

static char *
dup_piece (const RushesPasteItem *item)
{
  g_autofree char *piece = NULL;

  switch (item->kind)
    {
    case RUSHES_PASTE_VIDEO:
      piece = rushes_several_words_dup_short_id (item->id);
      break;
    case RUSHES_PASTE_TOKEN:
      piece = dup_token (item->excerpt);
      break;
    case RUSHES_PASTE_FILE_ID:
      piece = dup_end (item->excerpt, "-file:");
      break;
    case RUSHES_PASTE_IMAGE_ID:
      piece = dup_end (item->excerpt, "-image:");
      break;
    case RUSHES_PASTE_UNKNOWN:
      return rushes_format_isolate (item->excerpt);
    default:
      return rushes_format_isolate_ltr (item->excerpt);
    }

  return rushes_format_isolate_ltr (piece);
}

/**
 * rushes_several_words_dup_title:
 * @item: one of the things that were pasted
 * @has_lines: whether they stood in more than one line
 *
 * Says what was pasted: the short ID of a video; of anything else the excerpt, behind its line when
 * there is more than one. A token is masked. Both keep their direction.
 *
 * Returns: (transfer full): words such as "Line 6: …-file:601"
 */
char *
rushes_several_words_dup_title (const RushesPasteItem *item,
                                gboolean               has_lines)
{
  g_autofree char *piece = dup_piece (item);

  if (item->kind == RUSHES_PASTE_VIDEO || !has_lines)
    return g_steal_pointer (&piece);

  /* Translators: a line's number and a piece of that line */
  return g_strdup_printf (_("Line %u: %s"), item->line, piece);
}

/**
 * rushes_several_words_dup_caption:
 * @item: a video that was pasted
 * @is_known: whether it stands in the list already
 *
 * Says what becomes of a video, and how to tell it from the others.
 *
 * Returns: (transfer full): words such as "New · from a link"
 */
char *
rushes_several_words_dup_caption (const RushesPasteItem *item,
                                  gboolean               is_known)
{
  g_autofree char *words = NULL;
  g_autofree char *isolated = NULL;

  if (is_known)
    return g_strdup (_("Already in the list, will be refreshed"));

  if (item->note != NULL && *item->note != '\0')
    {
      words = rushes_format_excerpt (item->note, NOTE_MAX_BYTES);
      isolated = rushes_format_isolate (words);

      /* Translators: a video that is not in the list yet; %s are the first words of its prompt */
      return g_strdup_printf (_("New · “%s”"), isolated);
    }

  /* Translators: a video that is not in the list yet */
  return g_strdup (item->source == RUSHES_PASTE_SOURCE_LINK ? _("New · from a link") : _("New"));
}

/**
 * rushes_several_words_dup_more:
 * @n_videos: how many videos are not shown one by one
 *
 * Says that there are more videos than rows.
 *
 * Returns: (transfer full): words such as "and 850 more videos"
 */
char *
rushes_several_words_dup_more (guint n_videos)
{
  return g_strdup_printf (ngettext ("and %u more video", "and %u more videos", n_videos), n_videos);
}

/**
 * rushes_several_words_dup_more_lines:
 * @n_left_out: how many things that are no video are not shown one by one
 *
 * Says that more was left out than there are rows.
 *
 * Returns: (transfer full): words such as "and 50 more left out"
 */
char *
rushes_several_words_dup_more_lines (guint n_left_out)
{
  return g_strdup_printf (ngettext ("and %u more left out", "and %u more left out", n_left_out),
                          n_left_out);
}
