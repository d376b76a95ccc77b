/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-paste-item.h"

#include "rushes-format.h"

#include <string.h>

/* A run of letters and digits from here on, of more than one sort, may be a secret. */
#define SECRET_MIN_LENGTH 16
#define SECRET_MIN_LETTERS 4

#define SERVICE_MAX_LENGTH 16

/**
 * rushes_paste_item_free:
 * @item: (transfer full): an item
 *
 * Frees @item and what it holds.
 */
void
rushes_paste_item_free (RushesPasteItem *item)
{
  g_free (item->id);
  g_free (item->excerpt);
  g_free (item->note);
  g_free (item);
}

typedef struct
{
  const char *p;
  const char *end;
  GString *out;
  gboolean bearer; /* the last word was "Bearer" */
  gboolean slash;  /* a slash stood in this word, so a question mark begins a query */
} Mask;

static gboolean
ends_word (char c)
{
  return c == '\0' || g_ascii_isspace (c) || strchr ("\"'`<>\\,;{}", c) != NULL;
}

static gsize
alnum_length (const char *p,
              const char *end)
{
  const char *start = p;

  while (p < end && g_ascii_isalnum (*p))
    p++;

  return p - start;
}

/* Length of what stands for the colon, in an ID, in a link or in the name of a file; 0 for none. */
static gsize
colon_length (const char *p,
              const char *end)
{
  if (p < end && (*p == ':' || *p == '_'))
    return 1;

  return end - p >= 3 && g_ascii_strncasecmp (p, "%3a", 3) == 0 ? 3 : 0;
}

/* "minimax:", "kling:": an ID of a service goes on so, a token does not. */
static gboolean
is_service (const char *p,
            const char *end)
{
  gsize length = alnum_length (p, end);
  gsize colon = colon_length (p + length, end);

  if (length == strlen ("minimax") && strncmp (p, "minimax", length) == 0)
    return TRUE;

  return length > 0 && length <= SERVICE_MAX_LENGTH && colon > 0 && p[length] != '_';
}

/* Where the secret of a token begins whose "user" ends at @p; NULL when there is no token. */
static const char *
find_secret (const char *p,
             const char *end)
{
  gsize colon = colon_length (p, end);
  const char *digits = p + colon;
  const char *dash = digits;

  while (dash < end && g_ascii_isdigit (*dash))
    dash++;

  if (colon == 0 || dash == digits || dash == end || *dash != '-' || is_service (dash + 1, end))
    return NULL;

  return dash + 1;
}

static gboolean
may_be_secret (const char *run,
               gsize       length)
{
  gsize n_digits = 0, n_lower = 0, n_inner_upper = 0;

  for (gsize i = 0; i < length; i++)
    {
      n_digits += g_ascii_isdigit (run[i]);
      n_lower += g_ascii_islower (run[i]);
      n_inner_upper += i > 0 && g_ascii_isupper (run[i]);
    }

  return length >= SECRET_MIN_LENGTH && length - n_digits >= SECRET_MIN_LETTERS &&
         (n_digits > 0 || (n_lower > 0 && n_inner_upper > 0));
}

static void
skip_word (Mask *self)
{
  while (self->p < self->end && !ends_word (*self->p))
    self->p++;
}

static void
mask_run (Mask *self)
{
  gsize length = alnum_length (self->p, self->end);
  const char *run = self->p;
  gboolean user = length >= 4 && g_ascii_strncasecmp (run + length - 4, "user", 4) == 0;
  const char *secret = user ? find_secret (run + length, self->end) : NULL;

  self->p += length;
  if (self->bearer || may_be_secret (run, user ? length - 4 : length))
    {
      g_string_append (self->out, RUSHES_PASTE_MASK);
      if (self->bearer)
        skip_word (self);
    }
  else
    {
      g_string_append_len (self->out, run, length);
    }

  self->bearer = length == 6 && g_ascii_strncasecmp (run, "bearer", 6) == 0;
  if (secret != NULL && self->p < secret)
    {
      g_string_append_len (self->out, self->p, secret - self->p);
      g_string_append (self->out, RUSHES_PASTE_MASK);
      self->p = secret;
      skip_word (self);
    }
}

/* Past "://": drops a name and a password before the host. */
static void
skip_user_info (Mask *self)
{
  const char *last_at = NULL;

  for (const char *p = self->p; p < self->end && !ends_word (*p) && strchr ("/?#", *p) == NULL; p++)
    if (*p == '@')
      last_at = p;

  if (last_at != NULL)
    self->p = last_at + 1;
}

static gboolean
begins_query (Mask *self)
{
  return self->slash && (*self->p == '?' || *self->p == '#') && self->p + 1 < self->end &&
         !ends_word (self->p[1]);
}

static void
mask_other (Mask *self)
{
  char c = *self->p;

  if (begins_query (self))
    {
      skip_word (self);
      return;
    }

  if (self->end - self->p >= 3 && strncmp (self->p, "://", 3) == 0)
    {
      g_string_append (self->out, "://");
      self->p += 3;
      self->slash = TRUE;
      skip_user_info (self);
      return;
    }

  /* What follows "Bearer" is a secret whatever it begins with. */
  if (self->bearer && !ends_word (c) && c != ':')
    {
      g_string_append (self->out, RUSHES_PASTE_MASK);
      self->bearer = FALSE;
      skip_word (self);
      return;
    }

  self->slash = !ends_word (c) && (self->slash || c == '/');
  g_string_append_c (self->out, c);
  self->p++;
}

/* Length of a control character, or of one that [func@format_excerpt] takes out; 0 for others. Were
 * one taken out after the masking, the halves of a secret would come together again. */
static gsize
unseen_length (const char *p,
               const char *end)
{
  gunichar c;

  if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p))
    return 1;
  if (!(*p & 0x80))
    return 0;

  c = g_utf8_get_char_validated (p, end - p);
  if (c >= (gunichar) -2 || g_unichar_type (c) != G_UNICODE_FORMAT ||
      (c >= 0x200c && c <= 0x200f)) /* emoji, Persian and Arabic need these */
    return 0;

  return g_utf8_next_char (p) - p;
}

static void
mask_piece (Mask *self)
{
  gsize unseen = unseen_length (self->p, self->end);

  if (g_ascii_isalnum (*self->p))
    {
      mask_run (self);
    }
  else if (unseen == 0)
    {
      mask_other (self);
    }
  else
    {
      if (self->out->len > 0 && self->out->str[self->out->len - 1] != ' ')
        g_string_append_c (self->out, ' ');
      self->slash = FALSE;
      self->p += unseen;
    }
}

/**
 * rushes_paste_mask:
 * @text: (array length=length): text of any kind; NULs and invalid UTF-8 may be in it
 * @length: how many bytes it has
 * @max_bytes: the most bytes to give back, without the NUL
 *
 * Makes of pasted text what may be shown and kept: one line of valid UTF-8, bounded, each run of
 * blanks and of what cannot be seen a single blank; a token, what
 * stands behind "Bearer" and anything that looks like a secret masked, links without user name,
 * password and query (FAULTS H4; API.md, "IDs and token"). What is masked is looked at in full
 * length before anything is cut, so no part of it stays.
 *
 * Returns: (transfer full): the line; it may be empty
 */
char *
rushes_paste_mask (const char *text,
                   gsize       length,
                   gsize       max_bytes)
{
  g_autoptr(GString) out = g_string_new (NULL);
  Mask mask = { text, text + length, out, FALSE, FALSE };
  char *line;

  while (mask.p < mask.end && out->len <= max_bytes)
    mask_piece (&mask);

  line = rushes_format_excerpt (out->str, max_bytes);

  return g_strchomp (g_strdelimit (line, "\n", ' '));
}
