/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-range.h"

#include <string.h>

/**
 * rushes_range_request_new:
 * @uri: a link that [func@link_check] has passed
 * @from: the first byte wanted
 * @etag: (nullable): the strong validator of the file that @from counts in
 *
 * Builds the question for a file, or for the rest of one. No rest is asked for without a strong
 * validator, so that two files are never spliced (RFC 9110, 13.1.5 and 14.2). The redirect is left
 * to the caller, and an encoding is asked not to be used: offsets count the bytes of the file.
 *
 * Returns: (transfer full): the message
 */
SoupMessage *
rushes_range_request_new (const char *uri,
                          guint64     from,
                          const char *etag)
{
  SoupMessage *message = soup_message_new (SOUP_METHOD_GET, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (from > 0 && rushes_range_is_strong (etag))
    {
      soup_message_headers_set_range (headers, from, -1);
      soup_message_headers_replace (headers, "If-Range", etag);
    }

  return message;
}

/* Digits and nothing else; what does not fit is as good as not said. */
static gboolean
take_number (const char **text,
             gint64      *number)
{
  const char *p = *text;
  gint64 value = 0;

  for (; g_ascii_isdigit (*p); p++)
    {
      if (value > (G_MAXINT64 - 9) / 10)
        return FALSE;

      value = value * 10 + (*p - '0');
    }

  if (p == *text)
    return FALSE;

  *text = p;
  *number = value;

  return TRUE;
}

static gboolean
take_char (const char **text,
           char         c)
{
  if (**text != c)
    return FALSE;

  (*text)++;

  return TRUE;
}

/**
 * rushes_range_read:
 * @content_range: (nullable): the value of a `Content-Range`
 * @range: (out caller-allocates): what it says
 *
 * Reads a `Content-Range` (RFC 9110, 14.4), also the one of a 416, `bytes *` `/20`, which libsoup
 * does not read (EXAMPLES.md, 13). What contradicts itself is not read.
 *
 * Returns: %TRUE when @content_range can be read; else @range says nothing
 */
gboolean
rushes_range_read (const char  *content_range,
                   RushesRange *range)
{
  RushesRange read = { -1, -1, -1 };
  const char *p = content_range;

  *range = read;
  if (p == NULL || g_ascii_strncasecmp (p, "bytes ", strlen ("bytes ")) != 0)
    return FALSE;

  p += strlen ("bytes ");
  if (!take_char (&p, '*') &&
      !(take_number (&p, &read.start) && take_char (&p, '-') && take_number (&p, &read.end)))
    return FALSE;

  if (!take_char (&p, '/') || !(take_char (&p, '*') || take_number (&p, &read.total)) || *p != '\0')
    return FALSE;

  if (read.start > read.end || (read.total >= 0 && read.end >= read.total) ||
      (read.start < 0 && read.total < 0))
    return FALSE;

  *range = read;

  return TRUE;
}

/**
 * rushes_range_read_length:
 * @content_length: (nullable): the value of `Content-Length`; several are joined by commas
 *
 * Reads how long a body is announced to be. libsoup takes the last of two lengths, and numbers with
 * a sign; a length that is not plain, or not one, is unknown here (RFC 9110, 8.6; FAULTS B7).
 *
 * Returns: bytes, or -1 when that is unknown
 */
gint64
rushes_range_read_length (const char *content_length)
{
  g_auto(GStrv) values = NULL;
  gint64 length = -1;

  if (content_length == NULL)
    return -1;

  values = g_strsplit (content_length, ",", 16);
  for (gsize i = 0; values[i] != NULL; i++)
    {
      const char *p = g_strstrip (values[i]);
      gint64 value;

      if (!take_number (&p, &value) || *p != '\0' || (length >= 0 && value != length))
        return -1;

      length = value;
    }

  return length;
}

/**
 * rushes_range_get_length:
 * @headers: the headers of an answer
 *
 * Gets how many bytes of body the headers of an answer announce. A chunked body has no length that
 * counts, whatever else is said (RFC 9112, 6.3; FAULTS B8).
 *
 * Returns: bytes, or -1 when that is unknown
 */
gint64
rushes_range_get_length (SoupMessageHeaders *headers)
{
  if (soup_message_headers_get_list (headers, "Transfer-Encoding") != NULL)
    return -1;

  return rushes_range_read_length (soup_message_headers_get_list (headers, "Content-Length"));
}

/**
 * rushes_range_is_strong:
 * @etag: (nullable): an entity tag
 *
 * Tells whether @etag says "the very same bytes" (RFC 9110, 8.8.3). One that could not be sent back
 * as it came is none.
 *
 * Returns: %TRUE when @etag is a strong validator
 */
gboolean
rushes_range_is_strong (const char *etag)
{
  gsize length = etag != NULL ? strlen (etag) : 0;

  if (length < 3 || length > 256 || etag[0] != '"' || etag[length - 1] != '"')
    return FALSE;

  for (gsize i = 1; i < length - 1; i++)
    if (!g_ascii_isgraph (etag[i]) || etag[i] == '"')
      return FALSE;

  return TRUE;
}
