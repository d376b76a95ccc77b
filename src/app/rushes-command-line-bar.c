/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-bar.h"

#include "rushes-command-line-words.h"
#include "rushes-format.h"

#include <glib/gi18n.h>

#define MIN_STROKES 10
#define MAX_STROKES 40

static guint
count_columns (const char *text)
{
  guint n_columns = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_iszerowidth (g_utf8_get_char (text)))
      n_columns += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;

  return n_columns;
}

/* What cannot be shown is left out; blanks that do not break a line are blanks. */
static char *
dup_in_ascii (const char *text)
{
  g_autoptr(GString) ascii = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == 0xa0 || c == 0x202f)
        g_string_append_c (ascii, ' ');
      else if (c == 0xb7)
        g_string_append_c (ascii, '-');
      else if (c == 0x2026)
        g_string_append (ascii, "...");
      else if (c < 0x80)
        g_string_append_c (ascii, (char) c);
    }

  return g_string_free (g_steal_pointer (&ascii), FALSE);
}

static char *
cut (const char *text,
     guint       width)
{
  g_autoptr(GString) line = g_string_new (NULL);
  guint n_columns = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      n_columns += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      if (n_columns > width)
        break;
      g_string_append_unichar (line, c);
    }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* The end is there when every byte is, and not before (FAULTS F16). */
static double
get_fraction (const RushesCommandLineBarFacts *facts)
{
  if (facts->n_files > 0 && facts->total > 0)
    return MIN ((double) facts->received / (double) facts->total, 1.0);
  if (facts->n_files == 0 && facts->n_videos == 1 && facts->percent >= 0)
    return MIN (facts->percent, 100) / 100.0;

  return -1;
}

static char *
dup_words (const RushesCommandLineBarFacts *facts)
{
  g_autofree char *count = NULL;
  g_autofree char *rest = NULL;

  if (facts->n_videos > 1)
    /* Translators: how many of the videos asked for are done with */
    count = g_strdup_printf (ngettext ("%u of %u video", "%u of %u videos", facts->n_videos),
                             facts->n_done, facts->n_videos);

  if (facts->n_files > 0)
    rest = rushes_format_download (facts->received, facts->total, facts->speed,
                                   facts->seconds_left);
  else if (facts->n_videos == 1 && facts->percent >= 0)
    rest = rushes_format_percent (MIN (facts->percent, 100));

  if (count != NULL && rest != NULL)
    return g_strdup_printf ("%s · %s", count, rest);
  if (count != NULL || rest != NULL)
    return g_strdup (count != NULL ? count : rest);

  return g_strdup (_("Waiting for the video"));
}

static void
append_strokes (GString  *line,
                double    fraction,
                guint     n_strokes,
                gboolean  unicode)
{
  guint n_full = fraction * n_strokes;

  g_string_append_c (line, unicode ? ' ' : '[');
  for (guint i = 0; i < n_strokes; i++)
    if (unicode)
      g_string_append (line, i < n_full ? "━" : "─");
    else
      g_string_append_c (line, i < n_full ? '#' : '-');
  g_string_append (line, unicode ? "  " : "] ");
}

/**
 * rushes_command_line_bar_dup:
 * @facts: how the command is getting on
 * @width: how many columns the terminal has
 * @unicode: whether it shows more than ASCII
 *
 * Says in one line of a terminal how the command is getting on: a bar where its end is known and
 * there is room for it, and words.
 *
 * Returns: (transfer full): the line, which has fewer columns than @width, so that no terminal goes
 *   on to the next line
 */
char *
rushes_command_line_bar_dup (const RushesCommandLineBarFacts *facts,
                             guint                            width,
                             gboolean                         unicode)
{
  double fraction = get_fraction (facts);
  g_autofree char *words = dup_words (facts);
  g_autofree char *plain = rushes_command_line_words_dup_plain (words);
  g_autofree char *shown = unicode ? g_steal_pointer (&plain) : dup_in_ascii (plain);
  g_autoptr(GString) line = g_string_new (NULL);
  guint n_words = count_columns (shown) + 4;

  if (fraction >= 0 && width >= n_words + MIN_STROKES)
    append_strokes (line, fraction, MIN (width - n_words, MAX_STROKES), unicode);
  g_string_append (line, shown);

  return cut (line->str, width > 0 ? width - 1 : 0);
}
