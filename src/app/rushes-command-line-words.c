/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-words.h"

#include "rushes-format.h"

#include <string.h>

/* What stands in a column of which nothing is known: a shell takes two tabs for one. */
#define NOTHING "-"
#define PROMPT_MAX_BYTES 400

/* Beyond ASCII: the second set of control characters, the ends of lines, and what turns text
 * round. In ASCII, the writer of the JSON has seen to it. */
static gboolean
is_unsafe (gunichar c)
{
  return (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * rushes_command_line_words_dup_plain:
 * @text: (nullable): text of anybody, which need not be valid UTF-8
 *
 * Makes a line of it that is safe to send to a terminal: no control character, none that turns
 * other text round, blanks for the ends of lines (FAULTS D9).
 *
 * Returns: (transfer full): valid UTF-8, empty when @text is %NULL
 */
char *
rushes_command_line_words_dup_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || c == 0x2028 || c == 0x2029)
        g_string_append_c (plain, ' ');
      else if (!is_unsafe (c))
        g_string_append_unichar (plain, c);
    }

  return g_strstrip (g_string_free (g_steal_pointer (&plain), FALSE));
}

static char *
dup_column (const char *text)
{
  g_autofree char *plain = rushes_command_line_words_dup_plain (text);

  return *plain != '\0' ? g_steal_pointer (&plain) : g_strdup (NOTHING);
}

/* The first that says something. */
static char *
dup_first_line (const char *prompt)
{
  g_autofree char *excerpt = g_strstrip (rushes_format_excerpt (prompt, PROMPT_MAX_BYTES));

  excerpt[strcspn (excerpt, "\r\n")] = '\0';

  return dup_column (excerpt);
}

/**
 * rushes_command_line_words_dup_status:
 * @video: a video
 *
 * Says how a video is, in four columns with tabs between them: its ID, its status in a word or two,
 * its progress, and the first line of its prompt. "-" stands for what is not known.
 *
 * Returns: (transfer full): the line, without its end
 */
char *
rushes_command_line_words_dup_status (RushesVideo *video)
{
  g_autofree char *word = rushes_video_dup_status_word (video);
  g_autofree char *status = dup_column (word);
  g_autofree char *prompt = dup_first_line (rushes_video_get_prompt (video));
  int percent = rushes_video_get_percent (video);

  if (percent == RUSHES_UNKNOWN)
    return g_strdup_printf ("%s\t%s\t" NOTHING "\t%s", rushes_video_get_video_id (video), status,
                            prompt);

  return g_strdup_printf ("%s\t%s\t%d%%\t%s", rushes_video_get_video_id (video), status, percent,
                          prompt);
}

/* JSON means the same by it, and no terminal takes it for a command. */
static char *
dup_escaped (const char *line)
{
  g_autoptr(GString) escaped = g_string_new (NULL);

  for (; *line != '\0'; line = g_utf8_next_char (line))
    if (is_unsafe (g_utf8_get_char (line)))
      g_string_append_printf (escaped, "\\u%04x", g_utf8_get_char (line));
    else
      g_string_append_unichar (escaped, g_utf8_get_char (line));

  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/**
 * rushes_command_line_words_dup_json:
 * @entry: a video and what was saved of it
 * @outcome: what has become of it
 * @error: (nullable): the error, where @outcome says that there is one
 * @text: (nullable): what went wrong, in sentences
 *
 * Writes a video as a JSON object: the members of an exported list ([func@export_begin]) but
 * `firstSeen` and `lastActivity`, and then `final`, `exit`, `error` and `kind`, the last two null
 * when all went well.
 *
 * Returns: (transfer full): the object on one line, without its end
 */
char *
rushes_command_line_words_dup_json (const RushesExportEntry  *entry,
                                    RushesCommandLineOutcome  outcome,
                                    const GError             *error,
                                    const char               *text)
{
  g_autofree char *plain = text != NULL ? rushes_command_line_words_dup_plain (text) : NULL;
  g_autoptr(GString) line = g_string_new ("{");

  rushes_export_append_members (line, entry, FALSE);
  g_string_append_printf (line, ",\"final\":%s,\"exit\":%d",
                          rushes_video_is_final (entry->video) ? "true" : "false",
                          rushes_command_line_outcome_get_exit (outcome, error));
  rushes_export_append_text (line, "error", plain);
  rushes_export_append_text (line, "kind",
                             rushes_command_line_outcome_get_kind (outcome, error));
  g_string_append_c (line, '}');

  return dup_escaped (line->str);
}
