/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Clocks of two machines, or of one before and after it asked the time, differ that much. */
#define CLOCK_SKEW MINUTE

#define LRI "\u2066"
#define FSI "\u2068"
#define PDI "\u2069"
#define ELLIPSIS "\u2026"

typedef enum
{
  UNIT_BYTE,
  UNIT_KILO,
  UNIT_MEGA,
  UNIT_GIGA,
  UNIT_TERA,
} Unit;

static const double unit_bytes[] = { 1, 1e3, 1e6, 1e9, 1e12 };

/* The unit in which one decimal is enough, and never "1000.0 kB" for what rounds to 1.0 MB. */
static Unit
pick_unit (guint64 bytes)
{
  Unit unit = UNIT_BYTE;

  if (bytes < 1000)
    return UNIT_BYTE;

  while (unit < UNIT_TERA && bytes / unit_bytes[unit] >= 999.95)
    unit++;

  return unit;
}

static char *
format_number (guint64 bytes,
               Unit    unit)
{
  if (unit == UNIT_BYTE)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, bytes);

  return g_strdup_printf ("%.1f", bytes / unit_bytes[unit]);
}

static char *
format_in_unit (guint64 bytes,
                Unit    unit)
{
  g_autofree char *number = format_number (bytes, unit);

  switch (unit)
    {
    case UNIT_KILO:
      /* Translators: a size in kilobytes; "%s" is a number, and the blank does not break */
      return g_strdup_printf (_("%s\u00a0kB"), number);
    case UNIT_MEGA:
      /* Translators: a size in megabytes; "%s" is a number, and the blank does not break */
      return g_strdup_printf (_("%s\u00a0MB"), number);
    case UNIT_GIGA:
      /* Translators: a size in gigabytes; "%s" is a number, and the blank does not break */
      return g_strdup_printf (_("%s\u00a0GB"), number);
    case UNIT_TERA:
      /* Translators: a size in terabytes; "%s" is a number, and the blank does not break */
      return g_strdup_printf (_("%s\u00a0TB"), number);
    case UNIT_BYTE:
    default:
      /* Translators: a size in bytes; "%s" is a number, and the blank does not break */
      return g_strdup_printf (_("%s\u00a0B"), number);
    }
}

/**
 * rushes_format_size:
 * @bytes: how many bytes
 *
 * Says a size in decimal units, "9.8 MB", with a blank that does not break.
 *
 * Returns: (transfer full): the words
 */
char *
rushes_format_size (guint64 bytes)
{
  return format_in_unit (bytes, pick_unit (bytes));
}

/**
 * rushes_format_size_pair:
 * @received: how many bytes have come
 * @total: how many there will be, or 0 when nobody knows
 *
 * Says how much of a file has come: "4.1 of 9.8 MB", both in the unit of @total, or "4.1 MB" when
 * @total is not known (FAULTS F16). More than all is said as all.
 *
 * Returns: (transfer full): the words
 */
char *
rushes_format_size_pair (guint64 received,
                         guint64 total)
{
  g_autofree char *part = NULL;
  g_autofree char *whole = NULL;
  Unit unit = pick_unit (total);

  if (total == 0)
    return rushes_format_size (received);

  part = format_number (MIN (received, total), unit);
  whole = format_in_unit (total, unit);

  /* Translators: how much of a file has come: a number, then a size with its unit */
  return g_strdup_printf (_("%s of %s"), part, whole);
}

/**
 * rushes_format_speed:
 * @bytes_per_second: how many bytes come in a second
 *
 * Says a speed, "1.2 MB/s".
 *
 * Returns: (transfer full): the words
 */
char *
rushes_format_speed (guint64 bytes_per_second)
{
  g_autofree char *size = rushes_format_size (bytes_per_second);

  /* Translators: a speed; "%s" is a size such as 1.2 MB, and it comes every second */
  return g_strdup_printf (_("%s/s"), size);
}

/**
 * rushes_format_left:
 * @seconds: how many seconds something will still take, or less than 0 when nobody knows
 *
 * Says how long something will still take: "5 s left", "2 min left", "1 h 5 min left", rounded up.
 * A day or more is not said at all: it comes of a speed that means nothing (FAULTS F15, F16).
 *
 * Returns: (transfer full) (nullable): the words, or %NULL when there is nothing to say
 */
char *
rushes_format_left (gint64 seconds)
{
  guint minutes;

  if (seconds < 0 || seconds >= DAY)
    return NULL;

  if (seconds < MINUTE)
    {
      guint shown = MAX (seconds, 1);

      /* Translators: seconds that a download will still take */
      return g_strdup_printf (ngettext ("%u\u00a0s left", "%u\u00a0s left", shown), shown);
    }

  minutes = (seconds + MINUTE - 1) / MINUTE;
  if (minutes < 60)
    /* Translators: minutes that a download will still take */
    return g_strdup_printf (ngettext ("%u\u00a0min left", "%u\u00a0min left", minutes),
                            minutes);

  /* Translators: hours and minutes that a download will still take */
  return g_strdup_printf (_("%u\u00a0h %u\u00a0min left"), minutes / 60, minutes % 60);
}

static void
append_part (GString    *line,
             const char *part)
{
  if (part == NULL)
    return;

  if (line->len > 0)
    g_string_append (line, " · ");

  g_string_append (line, part);
}

/**
 * rushes_format_download:
 * @received: how many bytes have come
 * @total: how many there will be, or 0 when nobody knows
 * @bytes_per_second: how many come in a second, or 0 when nobody knows or nothing moves
 * @seconds_left: how many seconds it will still take, or less than 0 when nobody knows
 *
 * Says how a download is getting on: "4.1 of 9.8 MB · 1.2 MB/s · 5 s left". What is not known is
 * left out, and so is the time when nothing moves or the end is not known (FAULTS F16).
 *
 * Returns: (transfer full): the words
 */
char *
rushes_format_download (guint64 received,
                        guint64 total,
                        guint64 bytes_per_second,
                        gint64  seconds_left)
{
  g_autofree char *sizes = rushes_format_size_pair (received, total);
  g_autofree char *speed = NULL;
  g_autofree char *left = NULL;
  g_autoptr(GString) line = g_string_new (NULL);

  if (bytes_per_second > 0)
    speed = rushes_format_speed (bytes_per_second);
  if (bytes_per_second > 0 && total > 0)
    left = rushes_format_left (seconds_left);

  append_part (line, sizes);
  append_part (line, speed);
  append_part (line, left);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * rushes_format_countdown:
 * @seconds: how many seconds there are until the service is asked about a video again
 *
 * Says when a watched video will be looked at next: "Next look in 12 s".
 *
 * Returns: (transfer full): the words
 */
char *
rushes_format_countdown (guint seconds)
{
  guint minutes = seconds / MINUTE + (seconds % MINUTE > 0 ? 1 : 0);

  if (seconds == 0)
    /* Translators: the service is being asked about a video at this moment */
    return g_strdup (_("Looking now…"));

  if (seconds < 2 * MINUTE)
    /* Translators: seconds until the service is asked about a video again */
    return g_strdup_printf (ngettext ("Next look in %u\u00a0s", "Next look in %u\u00a0s", seconds),
                            seconds);

  /* Translators: minutes until the service is asked about a video again */
  return g_strdup_printf (ngettext ("Next look in %u\u00a0min", "Next look in %u\u00a0min",
                                    minutes),
                          minutes);
}

/**
 * rushes_format_percent:
 * @percent: hundredths; what is above 100 is said as 100
 *
 * Says a share, "63 %", with a blank that does not break, in an isolate that keeps it from turning
 * round where text runs from right to left (LOOK.md, "RTL").
 *
 * Returns: (transfer full): the words
 */
char *
rushes_format_percent (guint percent)
{
  /* Translators: a share of a hundred, "63 %"; the blank does not break */
  g_autofree char *words = g_strdup_printf (_("%u\u00a0%%"), MIN (percent, 100));

  return g_strconcat (LRI, words, PDI, NULL);
}

/**
 * rushes_format_dimension:
 * @width: pixels from side to side, or 0 when nobody knows
 * @height: pixels from top to bottom, or 0 when nobody knows
 *
 * Says how large a picture is, "1300 × 760", in an isolate that keeps it from turning round where
 * text runs from right to left (LOOK.md, "RTL").
 *
 * Returns: (transfer full) (nullable): the words, or %NULL when either side is not known (API.md,
 *   "Answer": sizes are 0 until they are known)
 */
char *
rushes_format_dimension (guint width,
                         guint height)
{
  if (width == 0 || height == 0)
    return NULL;

  return g_strdup_printf (LRI "%u\u00a0×\u00a0%u" PDI, width, height);
}

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

static char *
format_day (GDateTime *then,
            GDateTime *now)
{
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (is_same_day (then, now))
    /* Translators: a time today, for g_date_time_format(): %H:%M is 18:42 */
    return g_date_time_format (then, _("Today, %H:%M"));

  if (yesterday != NULL && is_same_day (then, yesterday))
    /* Translators: a time yesterday, for g_date_time_format(): %H:%M is 18:42 */
    return g_date_time_format (then, _("Yesterday, %H:%M"));

  /* Translators: a date, for g_date_time_format(): 7 March 2026 */
  return g_date_time_format (then, _("%-d %B %Y"));
}

/**
 * rushes_format_when:
 * @then: (nullable): when something happened
 * @now: what time it is, in the zone of the reader
 *
 * Says when something happened: "just now", "2 minutes ago", "Today, 18:42", "Yesterday, 18:42",
 * "7 March 2026", by the calendar of the zone of @now. A @then in the future, but for a minute that
 * clocks may differ by, gets its date: never a count (FAULTS D12).
 *
 * Returns: (transfer full) (nullable): the words, or %NULL when @then is %NULL or cannot be said
 */
char *
rushes_format_when (GDateTime *then,
                    GDateTime *now)
{
  g_autoptr(GDateTime) here = NULL;
  gint64 seconds;

  g_return_val_if_fail (now != NULL, NULL);

  if (then != NULL)
    here = g_date_time_to_timezone (then, g_date_time_get_timezone (now));
  if (here == NULL)
    return NULL;

  seconds = g_date_time_difference (now, then) / G_TIME_SPAN_SECOND;
  if (seconds > -CLOCK_SKEW && seconds < MINUTE)
    /* Translators: when something happened */
    return g_strdup (_("just now"));

  if (seconds >= MINUTE && seconds < HOUR)
    {
      guint minutes = seconds / MINUTE;

      /* Translators: when something happened */
      return g_strdup_printf (ngettext ("%u minute ago", "%u minutes ago", minutes), minutes);
    }

  return format_day (here, now);
}

/* What turns text round. Left without its end it reaches whatever follows. */
static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gunichar
neutral (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return c == '\n' ? c : ' ';
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return '\n';
    default:
      return c;
    }
}

/* Reads one character; a byte that begins none is U+FFFD. @text holds at least one byte. */
static gunichar
next_char (const char **text)
{
  gunichar c = g_utf8_get_char_validated (*text, -1);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *text += 1;
      return 0xfffd;
    }

  *text = g_utf8_next_char (*text);
  return c;
}

/**
 * rushes_format_excerpt:
 * @text: (nullable): text of a stranger, ended by a NUL; it need not be valid UTF-8
 * @max_bytes: the most bytes to give back, without the NUL
 *
 * Makes text that came from outside fit to be shown, as text and never as markup: valid UTF-8, cut
 * with "…" on the border of a character, no control character but the newline, and nothing that
 * turns other text round (FAULTS D8, D9; LIBRARIES.md, "Text"). The work is bounded by @max_bytes,
 * not by the length of @text, unless it is made of nothing but what is taken out.
 *
 * Returns: (transfer full): the text; empty when @text is %NULL
 */
char *
rushes_format_excerpt (const char *text,
                       gsize       max_bytes)
{
  g_autoptr(GString) excerpt = g_string_new (NULL);
  gsize room_for_ellipsis = 0;

  while (text != NULL && *text != '\0')
    {
      gunichar c = next_char (&text);

      if (is_bidi_control (c))
        continue;

      g_string_append_unichar (excerpt, neutral (c));
      if (excerpt->len + strlen (ELLIPSIS) <= max_bytes)
        room_for_ellipsis = excerpt->len;

      if (excerpt->len > max_bytes)
        {
          g_string_truncate (excerpt, room_for_ellipsis);
          if (max_bytes >= strlen (ELLIPSIS))
            g_string_append (excerpt, ELLIPSIS);
          break;
        }
    }

  return g_string_free (g_steal_pointer (&excerpt), FALSE);
}

static char *
isolate (const char *initiator,
         const char *text)
{
  g_autofree char *plain = rushes_format_excerpt (text, G_MAXSIZE - strlen (ELLIPSIS));

  return g_strconcat (initiator, plain, PDI, NULL);
}

/**
 * rushes_format_isolate:
 * @text: text of a stranger, such as a prompt
 *
 * Wraps text so that it keeps its own direction and leaves that of its neighbours alone (U+2068 to
 * U+2069). What could end the isolate early is taken out first, as [func@format_excerpt] does.
 *
 * Returns: (transfer full): the text
 */
char *
rushes_format_isolate (const char *text)
{
  return isolate (FSI, text);
}

/**
 * rushes_format_isolate_ltr:
 * @text: a video ID, a path or another text that always runs from left to right
 *
 * Wraps text so that it runs from left to right whatever its neighbours do (U+2066 to U+2069;
 * LOOK.md, "RTL"). What could end the isolate early is taken out first.
 *
 * Returns: (transfer full): the text
 */
char *
rushes_format_isolate_ltr (const char *text)
{
  return isolate (LRI, text);
}
