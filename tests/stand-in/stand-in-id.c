/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-id.h"

#include <string.h>

#include "stand-in-generated.h"

/**
 * stand_in_dup_id:
 * @options: options of README.md joined by `+`, or an ordinary account
 * @number: tells IDs with the same options apart
 *
 * Returns: (transfer full): a video ID
 */
char *
stand_in_dup_id (const char *options,
                 guint       number)
{
  return g_strdup_printf ("user:1234-minimax:%s-video:402000000%09u", options, number);
}

/**
 * stand_in_id_split:
 * @id: what stands in the place of an ID
 * @account: (out): its account
 * @number: (out): its number
 *
 * Takes an ID apart as the server does: at the first `-minimax:` and the last `-video:`.
 *
 * Returns: whether @id is one; nothing is set otherwise
 */
gboolean
stand_in_id_split (const char  *id,
                   char       **account,
                   char       **number)
{
  const char *minimax = strstr (id, "-minimax:");
  const char *video = g_strrstr (id, "-video:");
  const char *digits;

  if (!g_str_has_prefix (id, "user:") || minimax == NULL || video == NULL || video < minimax + 9)
    return FALSE;

  digits = video + strlen ("-video:");
  if (*digits == '\0' || strspn (digits, "0123456789") != strlen (digits))
    return FALSE;

  minimax += strlen ("-minimax:");
  if (minimax == video)
    return FALSE;

  *account = g_strndup (minimax, video - minimax);
  *number = g_strdup (digits);

  return TRUE;
}

/**
 * stand_in_dup_big_sha256:
 * @id: an ID with the option `big-MB`
 * @megabytes: that MB
 * @version: which version of it, as for stand_in_set_media_version()
 *
 * Returns: (transfer full): the SHA-256 of its clean video
 */
char *
stand_in_dup_big_sha256 (const char *id,
                         guint       megabytes,
                         guint       version)
{
  g_autofree char *account = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (stand_in_id_split (id, &account, &number), NULL);

  return stand_in_generated_dup_sha256 (megabytes * G_GUINT64_CONSTANT (1000000),
                                        stand_in_generated_get_seed (number, version));
}
