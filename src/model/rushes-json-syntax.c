/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-json-syntax.h"

#include "rushes-error.h"

#include <string.h>

/* json-glib recurses and dies of some 60,000 levels (LIBRARIES.md, "json-glib"); DESIGN §7. */
#define MAX_DEPTH 64

/* json-glib makes a small positive number of a negative one that has more digits. */
#define MAX_NEGATIVE_DIGITS 19

typedef struct
{
  const char *at;
  const char *end;
  guint depth;
  char closers[MAX_DEPTH];
} Scanner;

static gboolean
fail (GError      **error,
      RushesError   code,
      const char   *words)
{
  g_set_error_literal (error, RUSHES_ERROR, code, words);

  return FALSE;
}

static void
skip_blanks (Scanner *scanner)
{
  while (scanner->at < scanner->end && strchr (" \t\r\n", *scanner->at) != NULL &&
         *scanner->at != '\0')
    scanner->at++;
}

static gboolean
take (Scanner *scanner,
      char     wanted)
{
  if (scanner->at == scanner->end || *scanner->at != wanted)
    return FALSE;

  scanner->at++;

  return TRUE;
}

static gboolean
take_word (Scanner    *scanner,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scanner->end - scanner->at) < length || memcmp (scanner->at, word, length) != 0)
    return FALSE;

  scanner->at += length;

  return TRUE;
}

static gboolean
take_digits (Scanner *scanner)
{
  const char *start = scanner->at;

  while (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at))
    scanner->at++;

  return scanner->at > start;
}

static gboolean
take_number (Scanner *scanner)
{
  gboolean negative = take (scanner, '-');
  const char *digits = scanner->at;
  gboolean too_long;

  if (!take (scanner, '0') && !take_digits (scanner))
    return FALSE;

  too_long = negative && scanner->at - digits > MAX_NEGATIVE_DIGITS;
  if (take (scanner, '.') && !take_digits (scanner))
    return FALSE;

  if (take (scanner, 'e') || take (scanner, 'E'))
    {
      if (!take (scanner, '+'))
        take (scanner, '-');
      if (!take_digits (scanner))
        return FALSE;
    }

  return !too_long;
}

/* \u0000 is refused: json-glib would end the string there, silently (FAULTS D5). */
static gboolean
take_escape (Scanner *scanner)
{
  gboolean zero = TRUE;

  if (scanner->at == scanner->end)
    return FALSE;
  if (*scanner->at != 'u')
    return *scanner->at != '\0' && strchr ("\"\\/bfnrt", *scanner->at++) != NULL;

  scanner->at++;
  for (guint i = 0; i < 4; i++, scanner->at++)
    {
      if (scanner->at == scanner->end || !g_ascii_isxdigit (*scanner->at))
        return FALSE;
      zero = zero && *scanner->at == '0';
    }

  return !zero;
}

static gboolean
take_string (Scanner *scanner)
{
  if (!take (scanner, '"'))
    return FALSE;

  while (scanner->at < scanner->end)
    {
      guchar c = *scanner->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20 || (c == '\\' && !take_escape (scanner)))
        return FALSE;
    }

  return FALSE;
}

static gboolean
take_scalar (Scanner *scanner)
{
  if (scanner->at == scanner->end)
    return FALSE;

  switch (*scanner->at)
    {
    case '"':
      return take_string (scanner);
    case 't':
      return take_word (scanner, "true");
    case 'f':
      return take_word (scanner, "false");
    case 'n':
      return take_word (scanner, "null");
    default:
      return take_number (scanner);
    }
}

static gboolean
take_key (Scanner *scanner)
{
  skip_blanks (scanner);
  if (!take_string (scanner))
    return FALSE;
  skip_blanks (scanner);

  return take (scanner, ':');
}

/* After a value: what may follow it. Leaves @more when another value is due. */
static gboolean
close_or_continue (Scanner  *scanner,
                   gboolean *more)
{
  for (*more = FALSE; scanner->depth > 0;)
    {
      char closer = scanner->closers[scanner->depth - 1];

      skip_blanks (scanner);
      if (take (scanner, ','))
        {
          *more = TRUE;
          return closer == ']' || take_key (scanner);
        }
      if (!take (scanner, closer))
        return FALSE;
      scanner->depth--;
    }

  return TRUE;
}

/* Takes an opening bracket, and with it the key of a first member. @empty: it closed at once. */
static gboolean
open_container (Scanner  *scanner,
                char      closer,
                gboolean *empty)
{
  scanner->at++;
  skip_blanks (scanner);
  *empty = take (scanner, closer);
  if (*empty)
    return TRUE;

  scanner->closers[scanner->depth++] = closer;

  return closer == ']' || take_key (scanner);
}

static gboolean
take_document (Scanner  *scanner,
               GError  **error)
{
  gboolean more = TRUE;

  while (more)
    {
      gboolean opens, whole = TRUE;

      skip_blanks (scanner);
      opens = scanner->at < scanner->end && (*scanner->at == '{' || *scanner->at == '[');
      if (opens && scanner->depth == MAX_DEPTH)
        return fail (error, RUSHES_ERROR_TOO_LARGE, "JSON nested too deep");

      if (opens && !open_container (scanner, *scanner->at == '{' ? '}' : ']', &whole))
        break;
      if (!opens && !take_scalar (scanner))
        break;
      if (whole && !close_or_continue (scanner, &more))
        break;
      if (whole && !more)
        return TRUE;
    }

  return fail (error, RUSHES_ERROR_BAD_ANSWER, "not JSON");
}

/**
 * rushes_json_syntax_check:
 * @text: (array length=length): what a stranger sent
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Tells whether @text is exactly one JSON document (RFC 8259) that json-glib may be given: at
 * most 64 levels deep, valid UTF-8, without comments, single quotes, hexadecimal numbers,
 * negative ones of 20 digits, a second document or `\u0000`, all of which json-glib takes for
 * something else or dies of (LIBRARIES.md, "json-glib"). Needs no memory and no stack, whatever
 * comes.
 *
 * May be called from any thread.
 *
 * Returns: %TRUE when it is; else %FALSE with %RUSHES_ERROR_TOO_LARGE for too deep a nesting and
 *   %RUSHES_ERROR_BAD_ANSWER for all else
 */
gboolean
rushes_json_syntax_check (const char  *text,
                          gsize        length,
                          GError     **error)
{
  const char *start = length > 0 ? text : ""; /* empty bytes have no pointer */
  Scanner scanner = { .at = start, .end = start + length };

  if (!take_document (&scanner, error))
    return FALSE;

  skip_blanks (&scanner);
  if (scanner.at != scanner.end)
    return fail (error, RUSHES_ERROR_BAD_ANSWER, "something follows the JSON");
  if (!g_utf8_validate_len (text, length, NULL))
    return fail (error, RUSHES_ERROR_BAD_ANSWER, "not UTF-8");

  return TRUE;
}

/* The code unit of `\\uXXXX` at @at, or 0 when something else stands there. */
static guint
read_unit (const char *at,
           const char *end)
{
  guint unit = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return 0;

  for (guint i = 2; i < 6; i++)
    unit = unit << 4 | (guint) g_ascii_xdigit_value (at[i]);

  return unit;
}

static gboolean
is_pair (guint first,
         guint second)
{
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

/**
 * rushes_json_syntax_mend:
 * @text: (array length=length): a document that [func@json_syntax_check] has passed
 * @length: its length in bytes
 *
 * Puts U+FFFD in place of each half of a surrogate pair that stands alone, as where a service has
 * cut a text within an emoji. For one such half json-glib 1.10 refuses the whole document, and
 * older ones make invalid UTF-8 of it (FAULTS D5).
 *
 * May be called from any thread.
 *
 * Returns: (transfer full) (nullable): a document as long as @text, or %NULL when @text needs none
 */
char *
rushes_json_syntax_mend (const char *text,
                         gsize       length)
{
  const char *end = text + length;
  char *mended = NULL;

  for (const char *at = text; (at = memchr (at, '\\', end - at)) != NULL;)
    {
      guint unit = read_unit (at, end);
      gboolean pair = unit != 0 && is_pair (unit, read_unit (at + 6, end));

      if (unit >= 0xd800 && unit < 0xe000 && !pair)
        {
          if (mended == NULL)
            mended = g_memdup2 (text, length);
          memcpy (mended + (at - text), "\\ufffd", strlen ("\\ufffd"));
        }

      at += pair ? 12 : unit != 0 ? 6 : 2;
    }

  return mended;
}
