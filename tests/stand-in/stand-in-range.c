/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-in-range.h"

#include <string.h>

/**
 * stand_in_range_parse:
 * @range: (nullable): the request's `Range`
 * @if_range: (nullable): its `If-Range`
 * @etag: (nullable): the strong entity tag of the file
 * @size: the size of the file
 * @start: (out): the first byte to send
 * @length: (out): how many
 *
 * Reads one range as RFC 9110, 14 says. What is not understood (several ranges, other units, no
 * numbers) is ignored and gets the whole file, which a server may do; so does a stale validator.
 *
 * Returns: what to answer
 */
StandInRange
stand_in_range_parse (const char *range,
                      const char *if_range,
                      const char *etag,
                      goffset     size,
                      goffset    *start,
                      goffset    *length)
{
  const char *text;
  char *end;
  guint64 first, last;

  *start = 0;
  *length = size;

  if (range == NULL || !g_str_has_prefix (range, "bytes=") || strchr (range, ',') != NULL)
    return STAND_IN_RANGE_WHOLE;

  /* Only a strong tag proves that the pieces fit (RFC 9110, 13.1.5). */
  if (if_range != NULL && g_strcmp0 (if_range, etag) != 0)
    return STAND_IN_RANGE_WHOLE;

  text = range + strlen ("bytes=");

  if (*text == '-')
    {
      last = g_ascii_strtoull (text + 1, &end, 10);
      if (end == text + 1 || *end != '\0')
        return STAND_IN_RANGE_WHOLE;
      if (last == 0)
        return STAND_IN_RANGE_NOT_SATISFIABLE;

      *length = MIN (last, (guint64) size);
      *start = size - *length;

      return STAND_IN_RANGE_PART;
    }

  first = g_ascii_strtoull (text, &end, 10);
  if (end == text || *end != '-')
    return STAND_IN_RANGE_WHOLE;

  text = end + 1;
  last = g_ascii_strtoull (text, &end, 10);
  if (*end != '\0' || (end != text && last < first))
    return STAND_IN_RANGE_WHOLE;
  if (first >= (guint64) size)
    return STAND_IN_RANGE_NOT_SATISFIABLE;

  if (end == text || last >= (guint64) size)
    last = size - 1;
  *start = first;
  *length = last - first + 1;

  return STAND_IN_RANGE_PART;
}
