/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-file-words.h"

#include <string.h>

/* As much of a text is looked at: enough for any cut, however much of it is dropped. */
#define MAX_LOOKED_AT 4096

#define ZWJ 0x200d
#define EMOJI_SELECTOR 0xfe0f

static gboolean
is_blank_here (gunichar c)
{
  if (g_unichar_isspace (c) || (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c) != NULL))
    return TRUE;

  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
      return TRUE;
    default:
      return c == 0xfffd;
    }
}

static gboolean
is_skin_tone (gunichar c)
{
  return c >= 0x1f3fb && c <= 0x1f3ff;
}

static gboolean
is_flag_letter (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* New emoji are not in GLib's tables yet, so the planes they come in count as well. */
static gboolean
is_emoji (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL || is_skin_tone (c) || c == EMOJI_SELECTOR ||
         (c >= 0x1f000 && c <= 0x1faff);
}

/* Signs without a shape, or with none elsewhere, that could make two names look the same. */
static gboolean
is_dropped (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_FORMAT:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
      return TRUE;
    default:
      return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) ||
             c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 ||
             (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c < EMOJI_SELECTOR) ||
             (c >= 0xe0000 && c <= 0xe0fff);
    }
}

/* Whether @c stays in the same letter as @before: marks, what is joined, tones, pairs of flag
 * letters, of which @n_flags came right before. */
static gboolean
joins (gunichar c,
       gunichar before,
       guint    n_flags)
{
  if (before == 0)
    return FALSE;

  return g_unichar_ismark (c) || c == ZWJ || before == ZWJ || is_skin_tone (c) ||
         (c >= 0x1160 && c <= 0x11ff) || (is_flag_letter (c) && n_flags % 2 == 1);
}

typedef struct
{
  GString *words;
  gunichar last;   /* what @words ends with; 0 while it is empty */
  gboolean joiner; /* a joiner came behind an emoji, and is kept if another one follows */
} Filter;

/* "%2f" and the like: harmless in a name, until something resolves it. Looked for in what is left,
 * since what was dropped may have stood inside. */
static gboolean
ends_with_escape (const GString *words)
{
  const char *end = words->str + words->len;

  return words->len >= 3 && end[-3] == '%' && g_ascii_isxdigit (end[-2]) &&
         g_ascii_isxdigit (end[-1]);
}

static void
blank_escape (Filter *self)
{
  GString *words = self->words;

  g_string_truncate (words, words->len - 3);
  self->last = words->len > 0 ? g_utf8_get_char (g_utf8_prev_char (words->str + words->len)) : 0;
  if (self->last == 0 || self->last == ' ')
    return;

  g_string_append_c (words, ' ');
  self->last = ' ';
}

static void
take_char (Filter   *self,
           gunichar  c)
{
  gboolean at_start = self->last == 0 || self->last == ' ';
  gboolean joined;

  /* First, as the sign in the place of invalid bytes is of the same type as emoji. */
  if (is_blank_here (c))
    c = ' ';
  joined = self->joiner && is_emoji (c) && !g_unichar_ismark (c);
  self->joiner = c == ZWJ && is_emoji (self->last);
  if (is_dropped (c) || (at_start && (c == ' ' || g_unichar_ismark (c))))
    return;
  if (self->last == 0 && (c == '.' || c == '-' || c == '~'))
    return;

  if (joined)
    g_string_append_unichar (self->words, ZWJ);
  g_string_append_unichar (self->words, c);
  self->last = c;
  if (ends_with_escape (self->words))
    blank_escape (self);
}

/* Replaces what a name may not hold; each run of blanks is one, and none comes first. */
static char *
filter (const char *text)
{
  g_autoptr(GString) words = g_string_new (NULL);
  Filter filter = { words, 0, FALSE };

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    take_char (&filter, g_utf8_get_char (p));

  /* Last, since what was dropped may have stood between a letter and its mark. */
  return g_utf8_normalize (words->str, words->len, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* The end of the last whole letter within @max_bytes; of a longer one, that of its first sign. */
static gsize
find_letter_cut (const char *words,
                 gsize       max_bytes)
{
  const char *cut = words;
  gunichar before = 0;
  guint n_flags = 0;

  for (const char *p = words;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((gsize) (p - words) > max_bytes)
        break;
      if (c == '\0' || !joins (c, before, n_flags))
        cut = p;
      if (c == '\0')
        break;

      n_flags = is_flag_letter (c) ? n_flags + 1 : 0;
      before = c;
    }

  return cut > words || *words == '\0' ? cut - words : g_utf8_next_char (words) - words;
}

static gsize
find_cut (const char *words,
          gsize       max_bytes)
{
  gsize cut = find_letter_cut (words, max_bytes);
  gsize blank = cut;

  if (words[cut] == '\0' || words[cut] == ' ')
    return cut;

  while (blank > 0 && words[blank] != ' ')
    blank--;

  return blank >= max_bytes / 2 ? blank : cut;
}

/**
 * rushes_file_words_new:
 * @text: (nullable): text of a stranger, such as a prompt; it need not be valid UTF-8
 * @max_bytes: the most bytes to give back, without the NUL; at least 4
 *
 * Makes of the first words of a text what may stand at the beginning of a file name (DESIGN.md §5;
 * FAULTS G7 to G9): normalised (NFC), no path characters and none that Windows refuses, no
 * controls, nothing that cannot be seen or turns text round but the joiner inside emoji, no dot,
 * dash or blank at either end. It is cut between words where that leaves half of @max_bytes, else
 * between letters, and never inside a letter of several characters.
 *
 * Returns: (transfer full): the words; empty when nothing is left
 */
char *
rushes_file_words_new (const char *text,
                       gsize       max_bytes)
{
  gsize length = text != NULL ? strnlen (text, MAX_LOOKED_AT) : 0;
  g_autofree char *valid = NULL;
  g_autofree char *words = NULL;
  gsize cut;

  g_return_val_if_fail (max_bytes >= 4, NULL);

  valid = g_utf8_make_valid (text != NULL ? text : "", length);
  words = filter (valid);
  cut = find_cut (words, max_bytes);
  while (cut > 0 && strchr (" .,;-~", words[cut - 1]) != NULL)
    cut--;

  return g_strndup (words, cut);
}
