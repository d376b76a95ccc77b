/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-mutate.h"

#include <string.h>

#define MAX_CHANGES 8
#define MAX_RUN 64

/* A line of a dictionary as libFuzzer and AFL++ have it: NAME="WORD" or "WORD". */
static GBytes *
read_word (const char *line)
{
  const char *first = strchr (line, '"');
  const char *last = strrchr (line, '"');
  g_autoptr(GString) word = g_string_new (NULL);

  if (*line == '#' || first == last)
    return NULL;

  for (const char *p = first + 1; p < last; p++)
    if (p[0] == '\\' && p[1] == 'x' && g_ascii_isxdigit (p[2]) && g_ascii_isxdigit (p[3]))
      {
        g_string_append_c (word, g_ascii_xdigit_value (p[2]) * 16 + g_ascii_xdigit_value (p[3]));
        p += 3;
      }
    else
      {
        p += *p == '\\';
        g_string_append_c (word, *p);
      }

  return g_string_free_to_bytes (g_steal_pointer (&word));
}

/* The words of the file @dictionary. */
GPtrArray *
fuzz_mutate_read_words (const char *dictionary)
{
  GPtrArray *words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (dictionary == NULL || !g_file_get_contents (dictionary, &text, NULL, NULL))
    return words;

  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      GBytes *word = read_word (lines[i]);

      if (word != NULL)
        g_ptr_array_add (words, word);
    }

  return words;
}

static guint
below (GRand *random,
       gsize  n)
{
  return n > 1 ? g_rand_int_range (random, 0, n) : 0;
}

static GBytes *
pick (GPtrArray *array,
      GRand     *random)
{
  return g_ptr_array_index (array, below (random, array->len));
}

static void
insert_piece (GByteArray *input,
              GBytes     *piece,
              GRand      *random)
{
  gsize length = g_bytes_get_size (piece);
  gsize at = below (random, input->len + 1);
  gsize before = input->len;

  g_byte_array_set_size (input, before + length);
  memmove (input->data + at + length, input->data + at, before - at);
  memcpy (input->data + at, g_bytes_get_data (piece, NULL), length);
}

/* A part of another input, or of this one. */
static void
insert_part (GByteArray *input,
             GBytes     *other,
             GRand      *random)
{
  gsize length = g_bytes_get_size (other);
  gsize at = below (random, length);
  g_autoptr(GBytes) part = g_bytes_new_from_bytes (other, at, below (random, length - at + 1));

  insert_piece (input, part, random);
}

static void
change (GByteArray *input,
        GPtrArray  *inputs,
        GPtrArray  *words,
        GRand      *random)
{
  static const guint8 odd[] = { 0x00, 0x01, 0x0a, 0x20, 0x7f, 0x80, 0xc0, 0xff };
  gsize at = below (random, input->len);
  guint action = below (random, 6);

  if (input->len > 0 && action == 0)
    input->data[at] ^= 1 << below (random, 8);
  else if (input->len > 0 && action == 1)
    input->data[at] = odd[below (random, G_N_ELEMENTS (odd))];
  else if (input->len > 0 && action == 2)
    g_byte_array_remove_range (input, at, 1 + below (random, MIN (input->len - at, MAX_RUN)));
  else if (input->len > 0 && action == 3)
    input->data[at] = below (random, 256);
  else if (words->len > 0 && action == 4)
    insert_piece (input, pick (words, random), random);
  else
    insert_part (input, pick (inputs, random), random);
}

/* One of @inputs, changed in some places: the same for the same @random. */
GBytes *
fuzz_mutate (GPtrArray *inputs,
             GPtrArray *words,
             GRand     *random,
             gsize      max_bytes)
{
  GBytes *first = pick (inputs, random);
  GByteArray *input = g_byte_array_new ();

  g_byte_array_append (input, g_bytes_get_data (first, NULL), g_bytes_get_size (first));
  for (guint i = 1 + below (random, MAX_CHANGES); i > 0; i--)
    change (input, inputs, words, random);
  g_byte_array_set_size (input, MIN (input->len, max_bytes));

  return g_byte_array_free_to_bytes (input);
}
