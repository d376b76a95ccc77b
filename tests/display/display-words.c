/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-words.h"

#include <stdlib.h>
#include <string.h>

/*
 * Tests know the words of a program in English. Where it speaks another language, what it says is
 * led back to English by the catalogue it was translated with.
 */

#define MO_MAGIC 0x950412deu
#define PLACE "%([0-9]+(?=\\$))?(?:\\$|-)?[a-zA-Z%]"
/* A size in a list in a part of a sentence. */
#define MAX_DEPTH 4
/* Nothing that is found by its words is longer, or can mean more. */
#define MAX_LENGTH 2000
#define MAX_MEANINGS 200

/* Something into which other things are put, and how English says it. */
typedef struct
{
  GRegex *regex;
  char **english;
  /* Which of the things each piece is that the other language puts in. */
  GArray *order;
} Form;

/* What is said to what it may mean in English: all of it, and what was asked for. */
static GHashTable *plain = NULL;
static GHashTable *meanings = NULL;
static GPtrArray *forms = NULL;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_regex_unref (form->regex);
  g_strfreev (form->english);
  g_array_unref (form->order);
  g_free (form);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_ptr_array_unref);
}

/* "%s von %u" fits what the pattern does that has "(.*)" and "([0-9]+)" in their stead. */
static Form *
form_new (const char *english,
          const char *words)
{
  g_autoptr(GRegex) place = g_regex_new (PLACE, 0, 0, NULL);
  g_autoptr(GString) pattern = g_string_new ("^");
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *after = NULL;
  Form *form = g_new0 (Form, 1);
  int start, end, last = 0;

  form->order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_regex_match (place, words, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *number = g_match_info_fetch (match, 1);
      guint nth = number != NULL && *number != '\0' ? (guint) atoi (number)
                                                          : form->order->len + 1;
      g_autofree char *before = NULL;

      g_match_info_fetch_pos (match, 0, &start, &end);
      before = g_regex_escape_string (words + last, start - last);
      g_string_append_printf (pattern, "%s(%s)", before,
                              words[end - 1] == 'u' || words[end - 1] == 'd' ? "[0-9]+" : ".*");
      g_array_append_val (form->order, nth);
      last = end;
      g_match_info_next (match, NULL);
    }

  after = g_regex_escape_string (words + last, -1);
  g_string_append_printf (pattern, "%s$", after);
  form->regex = g_regex_new (pattern->str, G_REGEX_DOTALL, 0, NULL);
  form->english = g_regex_split_simple ("%(?:[0-9]+\\$|-)?[a-zA-Z%]", english, 0, 0);

  return form;
}

/* A word can say how many: "two videos" in Arabic. */
static char *
fill_number (const char *english,
             guint       number)
{
  g_autoptr(GRegex) place = g_regex_new (PLACE, 0, 0, NULL);
  g_autofree char *said = g_strdup_printf ("%u", number);

  return g_regex_replace_literal (place, english, -1, 0, said, 0, NULL);
}

static void
add (const char *english,
     const char *words,
     guint       number)
{
  GPtrArray *known = g_hash_table_lookup (plain, words);

  if (*english == '\0' || *words == '\0')
    return;

  if (g_regex_match_simple (PLACE, words, 0, 0))
    {
      g_ptr_array_add (forms, form_new (english, words));
      return;
    }

  if (known == NULL)
    {
      known = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (plain, g_strdup (words), known);
    }
  g_ptr_array_add (known, fill_number (english, number));
}

static guint
count_forms (const char *words,
             gsize       length)
{
  guint n = 1;

  for (gsize i = 0; i < length; i++)
    n += words[i] == '\0';

  return n;
}

/* A text has one form or two in English and as many as it needs in the other language, each ended
 * by a zero; before it, its context may stand. */
static void
add_all (const char *id,
         gsize       id_length,
         const char *words,
         gsize       words_length)
{
  const char *context_end = memchr (id, '\004', id_length);
  const char *english = context_end != NULL ? context_end + 1 : id;
  /* The first of many forms is for none, the first of a few for one. */
  guint first = count_forms (words, words_length) > 4 ? 0 : 1;

  for (const char *one = english; one <= id + id_length; one += strlen (one) + 1)
    {
      guint number = first;

      for (const char *other = words; other <= words + words_length; other += strlen (other) + 1)
        add (one, other, number++);
    }
}

static guint32
read_number (const char *data,
             gsize       offset)
{
  guint32 number;

  memcpy (&number, data + offset, sizeof number);

  return number;
}

/**
 * display_words_read:
 * @path: (nullable): a compiled catalogue, or %NULL for English
 *
 * Has what programs say from now on be understood by this catalogue, which was compiled on this
 * machine.
 */
void
display_words_read (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  guint32 n, ids, words;

  g_clear_pointer (&plain, g_hash_table_unref);
  g_clear_pointer (&meanings, g_hash_table_unref);
  g_clear_pointer (&forms, g_ptr_array_unref);
  if (path == NULL)
    return;

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmphex (read_number (data, 0), ==, MO_MAGIC);

  plain = new_table ();
  meanings = new_table ();
  forms = g_ptr_array_new_with_free_func (form_free);
  /* Some lists are made without asking the catalogue. */
  add ("%s · %s", "%s · %s", 0);
  n = read_number (data, 8);
  ids = read_number (data, 12);
  words = read_number (data, 16);
  for (guint32 i = 0; i < n; i++)
    add_all (data + read_number (data, ids + 8 * i + 4), read_number (data, ids + 8 * i),
             data + read_number (data, words + 8 * i + 4), read_number (data, words + 8 * i));
}

/* Many ways lead to the same meaning, above all to what was said. */
static void
take (GPtrArray *found,
      char      *meaning)
{
  if (g_ptr_array_find_with_equal_func (found, meaning, g_str_equal, NULL))
    g_free (meaning);
  else
    g_ptr_array_add (found, meaning);
}

static void collect (GPtrArray  *found,
                     const char *text,
                     guint       depth);

/* Each meaning of what is put in makes another one of the whole. */
static void
fill (GPtrArray  *found,
      const Form *form,
      GMatchInfo *match,
      const char *begun,
      guint       nth,
      guint       depth)
{
  g_autofree char *whole = g_strconcat (begun, form->english[nth], NULL);
  g_autoptr(GPtrArray) parts = NULL;
  g_autofree char *put_in = NULL;

  if (form->english[nth + 1] == NULL)
    {
      take (found, g_steal_pointer (&whole));
      return;
    }

  for (guint i = 0; put_in == NULL && i < form->order->len; i++)
    if (g_array_index (form->order, guint, i) == nth + 1)
      put_in = g_match_info_fetch (match, i + 1);

  parts = g_ptr_array_new_with_free_func (g_free);
  collect (parts, put_in != NULL ? put_in : "", depth + 1);
  for (guint i = 0; i < parts->len && found->len < MAX_MEANINGS; i++)
    {
      g_autofree char *more = g_strconcat (whole, parts->pdata[i], NULL);

      fill (found, form, match, more, nth + 1, depth);
    }
}

/* What is no word of the program, such as a prompt, means itself. */
static void
collect (GPtrArray  *found,
         const char *text,
         guint       depth)
{
  GPtrArray *known = g_hash_table_lookup (plain, text);

  take (found, g_strdup (text));
  for (guint i = 0; known != NULL && i < known->len; i++)
    take (found, g_strdup (known->pdata[i]));

  if (depth == MAX_DEPTH || *text == '\0' || strlen (text) > MAX_LENGTH)
    return;

  for (guint i = 0; i < forms->len && found->len < MAX_MEANINGS; i++)
    {
      const Form *form = forms->pdata[i];
      g_autoptr(GMatchInfo) match = NULL;

      if (g_regex_match (form->regex, text, 0, &match))
        fill (found, form, match, "", 0, depth);
    }
}

/**
 * display_words_match:
 * @pattern: a pattern of words in English
 * @text: what a program says
 *
 * Finds out whether a program says what a test looks for, in the language that it was told to
 * speak or in English.
 *
 * Returns: whether it does
 */
gboolean
display_words_match (const char *pattern,
                     const char *text)
{
  GPtrArray *found;

  if (g_pattern_match_simple (pattern, text))
    return TRUE;
  if (plain == NULL)
    return FALSE;

  found = g_hash_table_lookup (meanings, text);
  if (found == NULL)
    {
      found = g_ptr_array_new_with_free_func (g_free);
      collect (found, text, 0);
      g_hash_table_insert (meanings, g_strdup (text), found);
    }

  for (guint i = 0; i < found->len; i++)
    if (g_pattern_match_simple (pattern, found->pdata[i]))
      return TRUE;

  return FALSE;
}
