/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-search-text.h"

#include "rushes-format.h"
#include "rushes-video-id.h"

#include <string.h>

/* The longest prompt has 7,000 characters (API.md, "Answer"); what is beyond is not looked for. */
#define MAX_BYTES (32 * 1024)

/* Longer words are cut in what is looked through and in what is looked for. */
#define MAX_WORD_LENGTH 64

#define MAX_TERMS 16

/* Fewer digits are the end or the beginning of too many IDs. */
#define MIN_ID_DIGITS 3

/* One word. Scripts without blanks give one of each character, and what is looked for in them is
 * a row of such words. */
typedef struct
{
  char *text;
  gboolean lone; /* one character of such a script */
  gboolean glued; /* to the one before it, which is such a character, too */
} Word;

static void
clear_word (gpointer data)
{
  g_free (((Word *) data)->text);
}

static gboolean
is_without_blanks (gunichar c)
{
  if (c == 0x30fc || c == 0x3099 || c == 0x309a) /* marks of kana that belong to no script */
    return TRUE;

  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN:
    case G_UNICODE_SCRIPT_TAI_LE:
    case G_UNICODE_SCRIPT_NEW_TAI_LUE:
    case G_UNICODE_SCRIPT_TAI_THAM:
    case G_UNICODE_SCRIPT_TAI_VIET:
    case G_UNICODE_SCRIPT_JAVANESE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Accents and vowel points that people leave out. In other scripts marks are most of the vowels. */
static gboolean
is_accent (gunichar c)
{
  if (!g_unichar_ismark (c))
    return FALSE;

  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_INHERITED:
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Letters that people take for one another and that Unicode does not take apart. */
static const char *
peek_plain (gunichar c)
{
  static const struct
  {
    gunichar c;
    const char *plain;
  } letters[] = {
    { 0xe6, "ae" },  { 0xf0, "d" },    { 0xf8, "o" },     { 0xfe, "th" },    { 0x111, "d" },
    { 0x127, "h" },  { 0x131, "i" },   { 0x142, "l" },    { 0x153, "oe" },   { 0x629, "\u0647" },
    { 0x649, "\u064a" }, { 0x6a9, "\u0643" }, { 0x6cc, "\u064a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].c == c)
      return letters[i].plain;

  return NULL;
}

/* Neither part of a word nor the end of one: soft hyphens, joiners, marks of direction, tatweel. */
static gboolean
is_nothing (gunichar c)
{
  return c == 0x640 || (c != 0x200b && g_unichar_type (c) == G_UNICODE_FORMAT) ||
         (is_accent (c) && !is_without_blanks (c));
}

static gboolean
is_picture (gunichar c)
{
  return c >= 0x80 && c != 0xfffd && g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL;
}

static void
add_word (GArray     *words,
          const char *text,
          gsize       length,
          gboolean    lone,
          gboolean    glued)
{
  Word word = { g_strndup (text, length), lone, glued };

  g_array_append_val (words, word);
}

/* Reads the letters of one word. */
static const char *
read_word (const char *p,
           GArray     *words)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (glong length = 0; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *plain = peek_plain (c);

      if (is_nothing (c))
        continue;
      if (is_without_blanks (c) || !(g_unichar_isalnum (c) || g_unichar_ismark (c)))
        break;
      if (length++ >= MAX_WORD_LENGTH)
        continue;

      if (plain != NULL)
        g_string_append (text, plain);
      else
        g_string_append_unichar (text, c);
    }

  if (text->len > 0)
    add_word (words, text->str, text->len, FALSE, FALSE);

  return p;
}

/* All characters of one case and width, with their accents as characters of their own. */
static char *
dup_plain (const char *text)
{
  gsize length = strnlen (text, MAX_BYTES + 1);
  g_autofree char *valid = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *folded = NULL;

  if (length > MAX_BYTES)
    for (length = MAX_BYTES; length > 0 && (text[length] & 0xc0) == 0x80;)
      length--;
  valid = g_utf8_make_valid (text, length);
  apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (apart, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
}

static GArray *
split (const char *text)
{
  g_autofree char *plain = dup_plain (text);
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  gboolean glued = FALSE;

  g_array_set_clear_func (words, clear_word);
  for (const char *p = plain; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (is_without_blanks (c) || is_picture (c))
        {
          add_word (words, p, next - p, TRUE, glued);
          glued = TRUE;
          p = next;
        }
      else if (g_unichar_isalnum (c))
        {
          p = read_word (p, words);
          glued = FALSE;
        }
      else
        {
          glued = glued && is_nothing (c);
          p = next;
        }
    }

  return words;
}

/**
 * rushes_search_text_fold:
 * @text: a text of any length and language
 *
 * Makes of a text the words that can be looked for, parted by single blanks: without case, width
 * and accents; in scripts that are written without blanks each character is a word. Only letters,
 * digits, marks and pictographs are left. May be called from any thread.
 *
 * Returns: (transfer full): the words, which may be none
 */
char *
rushes_search_text_fold (const char *text)
{
  g_autoptr(GArray) words = split (text);
  GString *folded = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        g_string_append_c (folded, ' ');
      g_string_append (folded, g_array_index (words, Word, i).text);
    }

  return g_string_free (folded, FALSE);
}

/**
 * rushes_search_text_fold_id:
 * @video_id: a valid video ID
 * @account: (out) (transfer full): the words of the account
 * @number: (out) (transfer full): the number of the video
 * @tail: (out) (transfer full): the number from its last digit to its first
 *
 * Makes of an ID what can be looked for. Backwards, the end of a number is the beginning of a word.
 * May be called from any thread.
 */
void
rushes_search_text_fold_id (const char  *video_id,
                            char       **account,
                            char       **number,
                            char       **tail)
{
  g_autofree char *name = rushes_video_id_dup_account (video_id);

  *account = rushes_search_text_fold (name != NULL ? name : "");
  *number = rushes_video_id_dup_number (video_id);
  if (*number == NULL)
    *number = g_strdup ("");
  *tail = g_strreverse (g_strdup (*number));
}

/* --- what is looked for ----------------------------------------------------------------------- */

static void
append_and (GString *query)
{
  if (query->len > 0)
    g_string_append (query, " AND ");
}

/* Words are letters and digits alone, so nothing in them ends the quotes. */
static void
append_term (GString    *query,
             const char *word)
{
  gsize length = strlen (word);

  append_and (query);
  g_string_append_printf (query, "(words : \"%s\" * OR account : \"%s\"", word, word);
  if (length >= MIN_ID_DIGITS && word[strspn (word, "0123456789")] == '\0')
    {
      g_autofree char *tail = g_strreverse (g_strdup (word));

      g_string_append_printf (query, " OR number : \"%s\" * OR tail : \"%s\" *", word, tail);
    }
  g_string_append_c (query, ')');
}

/* Characters of a script without blanks, as they stand one behind the other. Returns how many. */
static guint
append_row (GString *query,
            GArray  *words,
            guint    first)
{
  guint n = 0;

  append_and (query);
  g_string_append (query, "words : \"");
  do
    {
      if (n > 0)
        g_string_append_c (query, ' ');
      g_string_append (query, g_array_index (words, Word, first + n).text);
      n++;
    }
  while (first + n < words->len && g_array_index (words, Word, first + n).glued);
  g_string_append_c (query, '"');

  return n;
}

/* Whole IDs, however they were pasted. */
static char *
find_ids (const char *typed)
{
  g_autoptr(GPtrArray) items = rushes_video_id_parse (typed, -1);
  g_autoptr(GString) query = g_string_new (NULL);
  guint n_videos = 0;

  for (guint i = 0; i < items->len && n_videos < MAX_TERMS; i++)
    {
      RushesPasteItem *item = g_ptr_array_index (items, i);
      g_autofree char *account = NULL, *number = NULL, *tail = NULL;

      if (item->kind != RUSHES_PASTE_VIDEO)
        continue;

      rushes_search_text_fold_id (item->id, &account, &number, &tail);
      g_string_append_printf (query, "%s(number : \"%s\" *", n_videos++ > 0 ? " OR " : "", number);
      if (*account != '\0')
        g_string_append_printf (query, " AND account : \"%s\"", account);
      g_string_append_c (query, ')');
    }

  return n_videos > 0 ? g_strdup (query->str) : NULL;
}

/* The words that are in every ID say nothing about which one is meant. */
static char *
dup_without_fixed_words (const char *typed)
{
  g_autoptr(GString) text = g_string_new (typed);
  char *user = strstr (text->str, "user:");

  if (user == NULL && strstr (text->str, "-video:") == NULL)
    return g_strdup (typed);

  if (user != NULL)
    g_string_erase (text, user - text->str,
                    strlen ("user:") + strspn (user + strlen ("user:"), "0123456789"));
  g_string_replace (text, "-minimax:", " ", 0);
  g_string_replace (text, "-video:", " ", 0);

  return g_strdup (text->str);
}

/**
 * rushes_search_text_query:
 * @typed: what the user types or pastes
 *
 * Makes of what is looked for an expression of SQLite's FTS5 over the columns `words`, `account`,
 * `number` and `tail` ([func@search_text_fold], [func@search_text_fold_id]). All words must be
 * there, in any order, each as the beginning of one; in scripts without blanks as it stands. Three
 * digits or more may be the beginning or the end of an ID's number as well. Where whole IDs stand
 * in the text, as such or in links, only those are looked for.
 *
 * Returns: (transfer full) (nullable): the expression, or %NULL when there is nothing to look for
 */
char *
rushes_search_text_query (const char *typed)
{
  g_autofree char *cut = rushes_format_excerpt (typed, RUSHES_FORMAT_EXCERPT_MAX);
  g_autofree char *ids = strstr (cut, "user") != NULL ? find_ids (cut) : NULL;
  g_autofree char *text = NULL;
  g_autoptr(GArray) words = NULL;
  g_autoptr(GString) query = g_string_new (NULL);

  if (ids != NULL)
    return g_steal_pointer (&ids);

  text = dup_without_fixed_words (cut);
  words = split (text);
  for (guint i = 0, n_terms = 0; i < words->len && n_terms < MAX_TERMS; n_terms++)
    if (g_array_index (words, Word, i).lone)
      i += append_row (query, words, i);
    else
      append_term (query, g_array_index (words, Word, i++).text);

  return query->len > 0 ? g_strdup (query->str) : NULL;
}
