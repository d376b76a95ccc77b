/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-video-id.h"

#include "rushes-paste-text.h"

#include <string.h>

#define ID_CHARS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ":@._+-"

/* Where the account and the number of a valid ID begin; %FALSE when @id is none. */
static gboolean
split_id (const char  *id,
          const char **account,
          const char **number)
{
  const char *p = id;

  if (!g_str_has_prefix (p, "user:"))
    return FALSE;

  p += strlen ("user:");
  if (!g_ascii_isdigit (*p))
    return FALSE;

  p += strspn (p, G_CSET_DIGITS);
  if (!g_str_has_prefix (p, "-minimax:"))
    return FALSE;

  *account = p + strlen ("-minimax:");
  *number = g_strrstr (*account, "-video:");
  if (*number == NULL || *number == *account)
    return FALSE;

  *number += strlen ("-video:");
  return **number != '\0';
}

/**
 * rushes_video_id_is_valid:
 * @id: (nullable): a text
 *
 * Tells whether a text is the ID of a video as the service writes it and as it may be put into a
 * path without escaping: `user:N-minimax:ACCOUNT-video:NUMBER` of at most
 * %RUSHES_VIDEO_ID_MAX_LENGTH bytes, where N and NUMBER are digits, and ACCOUNT letters, digits and
 * `: @ . _ + -` (API.md, "IDs and token"; FAULTS H2). Two IDs run together are none.
 *
 * Returns: %TRUE when it is
 */
gboolean
rushes_video_id_is_valid (const char *id)
{
  const char *account, *number;

  if (id == NULL || strnlen (id, RUSHES_VIDEO_ID_MAX_LENGTH + 1) > RUSHES_VIDEO_ID_MAX_LENGTH)
    return FALSE;

  return id[strspn (id, ID_CHARS)] == '\0' && split_id (id, &account, &number) &&
         strstr (account, "user:") == NULL &&
         number[strspn (number, G_CSET_DIGITS)] == '\0';
}

/**
 * rushes_video_id_dup_account:
 * @id: (nullable): a video ID
 *
 * Gets the account that made the video: what stands between the first `-minimax:` and the last
 * `-video:` (API.md, "IDs and token").
 *
 * Returns: (transfer full) (nullable): the account, or %NULL when @id is not valid
 */
char *
rushes_video_id_dup_account (const char *id)
{
  const char *account, *number;

  if (!rushes_video_id_is_valid (id) || !split_id (id, &account, &number))
    return NULL;

  return g_strndup (account, number - strlen ("-video:") - account);
}

/**
 * rushes_video_id_dup_number:
 * @id: (nullable): a video ID
 *
 * Gets the number of the video within its account: what stands behind the last `-video:`. It is 18
 * digits or more, and text always (API.md, "IDs and token").
 *
 * Returns: (transfer full) (nullable): the number, or %NULL when @id is not valid
 */
char *
rushes_video_id_dup_number (const char *id)
{
  const char *account, *number;

  if (!rushes_video_id_is_valid (id) || !split_id (id, &account, &number))
    return NULL;

  return g_strdup (number);
}

/**
 * rushes_video_id_parse:
 * @text: (array length=length): what was pasted or typed; NULs and invalid UTF-8 may be in it
 * @length: how many bytes it has, or -1 when a NUL ends it
 *
 * Finds the videos in a text, and names what in it is none (DESIGN.md §3, "ID entry"; API.md, "IDs
 * and token"; FAULTS H2, H3). It takes
 *
 * - IDs parted by blanks, line ends, commas, quotes or brackets of any kind; escaped with `%3A` and
 *   `%40`; with `_` for `:` as in names of files;
 * - links of any host and of none, whose last segment is an ID; no host is contacted for that;
 * - `id,prompt` with a comma or a tab: what follows is the note of the video;
 * - JSON, whole, cut or inside a string: only videos count there, and "desc" or "prompt" of the
 *   same object is the note. IDs of files are named only when there is no video;
 * - curl and wget commands, also over several lines: the token in them is left out without a word.
 *
 * In a line with a video, tokens, IDs of other things and broken IDs are named as well; anything
 * else is taken for words around it. In a line without, one thing is named: the first of what
 * explains best why. The first of equal items is kept. Text that is not blank gives at least one
 * item. The time it takes is in proportion to @length; at most %RUSHES_PASTE_MAX_VIDEOS videos and
 * %RUSHES_PASTE_MAX_OTHERS other items are given. No token is kept anywhere.
 *
 * Returns: (transfer full) (element-type RushesPasteItem): the items, in the order of the text
 */
GPtrArray *
rushes_video_id_parse (const char *text,
                       gssize      length)
{
  g_autoptr(RushesPasteList) list = rushes_paste_list_new ();

  g_return_val_if_fail (text != NULL, rushes_paste_list_steal (list));

  rushes_paste_text_read (text, length < 0 ? strlen (text) : (gsize) length, list);

  return rushes_paste_list_steal (list);
}
