/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-sniff.h"

#include <string.h>

/**
 * rushes_sniff_type_is_media:
 * @content_type: (nullable): what the answer calls its type, without parameters
 *
 * Tells whether a body of this type may be a video or a picture. Hosts name the types of media
 * loosely, but none calls a video a page or a text (FAULTS F12).
 *
 * Returns: %FALSE when @content_type says that a page, text or data came
 */
gboolean
rushes_sniff_type_is_media (const char *content_type)
{
  g_autofree char *type = NULL;

  if (content_type == NULL)
    return TRUE;

  type = g_ascii_strdown (content_type, -1);

  return !g_str_has_prefix (type, "text/") && !g_str_has_prefix (type, "multipart/") &&
         !g_str_has_suffix (type, "json") && !g_str_has_suffix (type, "xml") &&
         !g_str_has_suffix (type, "javascript");
}

static gsize
skip_blank (const guint8 *bytes,
            gsize         length,
            gsize         at)
{
  while (at < length && g_ascii_isspace (bytes[at]))
    at++;

  return at;
}

/**
 * rushes_sniff_body_is_media:
 * @bytes: how the body begins
 * @length: how many bytes that are; %RUSHES_SNIFF_LENGTH are enough
 *
 * Tells whether a body may be a video or a picture, whatever its type is said to be: a login page
 * of a hotel and a server's error come with any type. No format of media begins like markup or
 * JSON.
 *
 * Returns: %FALSE when the body begins as HTML, XML or JSON does
 */
gboolean
rushes_sniff_body_is_media (const guint8 *bytes,
                            gsize         length)
{
  gsize at = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  guint8 first, second;

  at = skip_blank (bytes, length, at);
  if (at >= length)
    return TRUE;

  first = bytes[at];
  if (first == '<')
    return at + 1 >= length || !(g_ascii_isalpha (bytes[at + 1]) || bytes[at + 1] == '!' ||
                                 bytes[at + 1] == '?');

  if (first != '{' && first != '[')
    return TRUE;

  at = skip_blank (bytes, length, at + 1);
  second = at < length ? bytes[at] : '\0';

  return second != '"' && second != '{' && second != '[' && second != (first == '{' ? '}' : ']');
}
