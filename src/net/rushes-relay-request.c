/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-relay-request.h"

#include <string.h>

static gboolean
read_request_line (const char  *line,
                   char       **method,
                   char       **target)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 4);

  if (g_strv_length (words) != 3 || !g_str_has_prefix (words[2], "HTTP/1."))
    return FALSE;

  *method = g_strdup (words[0]);
  *target = g_strdup (words[1]);

  return TRUE;
}

/* "bytes=5-" and "bytes=5-9" alike: who has enough goes. Anything else is as good as no header (RFC
 * 9110, 14.2). */
static gint64
read_range (const char *value)
{
  static const char unit[] = "bytes=";
  char *end;
  guint64 from;

  if (g_ascii_strncasecmp (value, unit, strlen (unit)) != 0 ||
      !g_ascii_isdigit (value[strlen (unit)]))
    return 0;

  from = g_ascii_strtoull (value + strlen (unit), &end, 10);
  if (from > G_MAXINT64 || *end != '-' || strchr (end, ',') != NULL)
    return 0;

  return (gint64) from;
}

static gint64
find_range (char **lines)
{
  static const char name[] = "Range:";

  for (; *lines != NULL; lines++)
    if (g_ascii_strncasecmp (*lines, name, strlen (name)) == 0)
      return read_range (g_strstrip (*lines + strlen (name)));

  return 0;
}

/**
 * rushes_relay_request_read:
 * @head: the head of an HTTP request, without the blank line at its end
 * @path: the one path that is served
 * @from: (out): the first byte that is wanted
 *
 * Reads what a player asks for. Whoever does not know the path is told nothing.
 *
 * Any thread may call this.
 *
 * Returns: 200 when it is to be served, else the status to answer with
 */
guint
rushes_relay_request_read (const char *head,
                           const char *path,
                           gint64     *from)
{
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", 0);
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;

  *from = 0;
  if (lines[0] == NULL || !read_request_line (lines[0], &method, &target))
    return 400;

  if (!g_str_equal (target, path))
    return 404;

  if (!g_str_equal (method, "GET"))
    return 405;

  *from = find_range (lines + 1);

  return 200;
}
