/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-token.h"

#include "rushes-error.h"
#include "rushes-video-id.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * rushes_token_is_valid:
 * @token: (nullable): a text
 *
 * Tells whether a text can be sent as a token: 1 to %RUSHES_TOKEN_MAX_LENGTH characters from `!` to
 * `~`. libsoup sends a request without its header when there is a line end in it (LIBRARIES.md,
 * "libsoup"; FAULTS H1).
 *
 * Returns: %TRUE when it can
 */
gboolean
rushes_token_is_valid (const char *token)
{
  gsize length = token != NULL ? strnlen (token, RUSHES_TOKEN_MAX_LENGTH + 1) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (token[i]))
      return FALSE;

  return length > 0 && length <= RUSHES_TOKEN_MAX_LENGTH;
}

/* Blanks, what cannot be seen, and quotes of any kind. */
static gboolean
is_wrapping (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_FORMAT:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
      return TRUE;
    default:
      return g_unichar_isspace (c) || c == '"' || c == '\'' || c == '`' || c == 0x201e;
    }
}

static const char *
skip_wrapping (const char *text)
{
  while (*text != '\0' && is_wrapping (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

static char *
dup_without_wrapping_behind (const char *text)
{
  const char *end = text + strlen (text);

  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_wrapping (g_utf8_get_char (last)))
        break;

      end = last;
    }

  return g_strndup (text, end - text);
}

/* @word ends with a colon, a blank or the text: "Bearer1234" may be a token. */
static const char *
skip_word (const char *text,
           const char *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (text, word, length) != 0)
    return text;
  if (word[length - 1] != ':' && text[length] != '\0' &&
      !is_wrapping (g_utf8_get_char (text + length)))
    return text;

  return skip_wrapping (text + length);
}

static gboolean
holds_video (const char *text)
{
  g_autoptr(GPtrArray) items = rushes_video_id_parse (text, -1);

  for (guint i = 0; i < items->len; i++)
    {
      const RushesPasteItem *item = g_ptr_array_index (items, i);

      if (item->kind == RUSHES_PASTE_VIDEO)
        return TRUE;
    }

  return FALSE;
}

/* None of the sentences may quote what was typed: it may be a token with one sign too many. */
static gboolean
check_token (const char  *token,
             GError     **error)
{
  if (*token == '\0')
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_NO_TOKEN,
                         _("There is no token in this."));
  else if (strnlen (token, RUSHES_TOKEN_MAX_LENGTH + 1) > RUSHES_TOKEN_MAX_LENGTH)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_TOKEN,
                         _("This is too long for a token."));
  else if (holds_video (token))
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_TOKEN,
                         _("This is the ID of a video, not a token."));
  else if (!rushes_token_is_valid (token))
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_TOKEN,
                         _("A token is a single word of plain letters, digits and signs."));
  else
    return TRUE;

  return FALSE;
}

/**
 * rushes_token_clean:
 * @text: (nullable): what was typed or pasted
 * @error: return location for an error, or %NULL
 *
 * Makes a token of what people paste: without the blanks, the quotes and the `Authorization:` and
 * `Bearer` around it (DESIGN.md §3, "Token dialog"; FAULTS H1). What is left must be valid as
 * [func@token_is_valid] says, and no video ID or link to one.
 *
 * The error is %RUSHES_ERROR_NO_TOKEN when nothing is left and %RUSHES_ERROR_BAD_TOKEN otherwise.
 * Its message is a sentence for the reader, and never holds any of @text.
 *
 * Returns: (transfer full) (nullable): the token, or %NULL with @error set
 */
char *
rushes_token_clean (const char  *text,
                    GError     **error)
{
  g_autofree char *valid = NULL;
  g_autofree char *token = NULL;
  const char *start;

  /* An invalid byte becomes a character that no token has, which is then refused. */
  valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  start = skip_wrapping (valid);
  start = skip_word (start, "Authorization:");
  start = skip_word (start, "Bearer");
  token = dup_without_wrapping_behind (start);

  if (!check_token (token, error))
    return NULL;

  return g_steal_pointer (&token);
}
