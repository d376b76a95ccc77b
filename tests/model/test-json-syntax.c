/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-json-syntax.h"

#include "rushes-error.h"

#include <string.h>

#define GOOD (-1)

/* @want is GOOD or a code; @length 0 for a text that ends at its NUL. */
typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  int want;
} Row;

static void
check (const char *name,
       const char *text,
       gsize       length,
       int         want)
{
  g_autoptr(GError) error = NULL;
  /* No byte behind the end may be read, not even a NUL. */
  g_autofree char *exact = g_memdup2 (text, length);
  gboolean good = rushes_json_syntax_check (exact, length, &error);

  g_test_message ("%s", name);
  g_assert_cmpint (good, ==, want == GOOD);
  if (want == GOOD)
    g_assert_no_error (error);
  else
    g_assert_error (error, RUSHES_ERROR, want);
}

static void
check_rows (const Row *rows,
            gsize      n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    check (rows[i].name, rows[i].text,
           rows[i].length != 0 ? rows[i].length : strlen (rows[i].text), rows[i].want);
}

static const Row good_rows[] = {
  { "empty object", "{}", 0, GOOD },
  { "empty array", "[]", 0, GOOD },
  { "blanks everywhere", " \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } } \n", 0, GOOD },
  { "D1 string", "\"a\"", 0, GOOD },
  { "D1 number", "7", 0, GOOD },
  { "D1 null", "null", 0, GOOD },
  { "true and false", "[true,false]", 0, GOOD },
  { "D4 duplicate keys", "{\"a\":1,\"a\":2}", 0, GOOD },
  { "every escape", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"", 0, GOOD },
  { "D5 lone surrogate", "\"\\ud800\"", 0, GOOD },
  { "empty key", "{\"\":\"\"}", 0, GOOD },
  { "beyond the first plane", "\"🎬\"", 0, GOOD },
  { "delete", "\"\x7f\"", 0, GOOD },
  { "nested", "[[],[[]],{\"a\":[{}]}]", 0, GOOD },
};

static const Row bad_rows[] = {
  { "D1 only blanks", " \n\t", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 BOM", "\xef\xbb\xbf{}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 UTF-16", "{\0}\0", 4, RUSHES_ERROR_BAD_ANSWER },
  { "D7 HTML", "<!DOCTYPE html><html></html>", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 trailing garbage", "{} x", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 two documents", "{}{}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 two documents, two lines", "{}\n{}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 trailing comma in object", "{\"a\":1,}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 trailing comma in array", "[1,]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 comma alone", "[,]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 comma behind", "{},", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut in key", "{\"a", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut after key", "{\"a\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut after colon", "{\"a\":", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut in value", "{\"a\":tru", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut in escape", "\"\\", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut in code point", "\"\\u00", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D7 cut before end", "{\"a\":1", 0, RUSHES_ERROR_BAD_ANSWER },
  { "wrong closer", "{\"a\":[1}]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "closer too many", "[]]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "no comma", "[1 2]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "no colon", "{\"a\" 1}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "key without quotes", "{a:1}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "key that is a number", "{1:1}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "single quotes", "{'a':'b'}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "comment", "{/* a */}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "comment to the end of the line", "{} // a", 0, RUSHES_ERROR_BAD_ANSWER },
  { "word", "True", 0, RUSHES_ERROR_BAD_ANSWER },
  { "word that goes on", "nullx", 0, RUSHES_ERROR_BAD_ANSWER },
  { "unknown escape", "\"\\x41\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "code point without digits", "\"\\u00g0\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "line end in string", "\"a\nb\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "tab in string", "\"a\tb\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "form feed between", "[1,\f2]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 raw NUL in string", "\"a\0b\"", 5, RUSHES_ERROR_BAD_ANSWER },
  { "D5 raw NUL between", "[\0]", 3, RUSHES_ERROR_BAD_ANSWER },
  { "D5 raw NUL behind", "{}\0", 3, RUSHES_ERROR_BAD_ANSWER },
  { "D5 raw NUL as escape", "\"\\\0\"", 4, RUSHES_ERROR_BAD_ANSWER },
  { "D5 escaped NUL", "\"a\\u0000b\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 escaped NUL in key", "{\"a\\u0000\":1}", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 invalid UTF-8", "\"\xff\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 cut UTF-8", "\"\xe4\xb8\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 overlong", "\"\xc0\xaf\"", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D5 surrogate as UTF-8", "\"\xed\xa0\x80\"", 0, RUSHES_ERROR_BAD_ANSWER },
};

/* FAULTS D6: the syntax says what a number is; how large it may be says who reads it. */
static const Row number_rows[] = {
  { "0", "0", 0, GOOD },
  { "-0", "-0", 0, GOOD },
  { "fraction", "-0.25", 0, GOOD },
  { "exponent", "[1e5,1E+5,1.5e-5]", 0, GOOD },
  { "D6 2^63", "9223372036854775808", 0, GOOD },
  { "D6 30 digits", "123456789012345678901234567890", 0, GOOD },
  { "D6 1e999", "1e999", 0, GOOD },
  { "D6 -2^63-1", "-9223372036854775809", 0, GOOD },
  { "D6 -30 digits", "-123456789012345678901234567890", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 -20 digits", "[-18446744073709550336]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 0x10", "0x10", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 01", "01", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 01 in array", "[01]", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 NaN", "NaN", 0, RUSHES_ERROR_BAD_ANSWER },
  { "D6 Infinity", "-Infinity", 0, RUSHES_ERROR_BAD_ANSWER },
  { "plus", "+1", 0, RUSHES_ERROR_BAD_ANSWER },
  { "minus alone", "-", 0, RUSHES_ERROR_BAD_ANSWER },
  { "two minuses", "--1", 0, RUSHES_ERROR_BAD_ANSWER },
  { "no digit before", ".5", 0, RUSHES_ERROR_BAD_ANSWER },
  { "no digit behind", "1.", 0, RUSHES_ERROR_BAD_ANSWER },
  { "no exponent", "1e", 0, RUSHES_ERROR_BAD_ANSWER },
  { "exponent without digits", "1e+", 0, RUSHES_ERROR_BAD_ANSWER },
  { "exponent with two signs", "1e+-1", 0, RUSHES_ERROR_BAD_ANSWER },
};

static void
test_good (void)
{
  check_rows (good_rows, G_N_ELEMENTS (good_rows));
}

static void
test_bad (void)
{
  check_rows (bad_rows, G_N_ELEMENTS (bad_rows));
  check ("D1 empty", "", 0, RUSHES_ERROR_BAD_ANSWER);
}

static void
test_numbers (void)
{
  check_rows (number_rows, G_N_ELEMENTS (number_rows));
}

static char *
dup_nested (const char *opener,
            const char *middle,
            char        closer,
            guint       depth,
            gboolean    closed)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, opener);
  g_string_append (text, middle);
  for (guint i = 0; closed && i < depth; i++)
    g_string_append_c (text, closer);

  return g_string_free (text, FALSE);
}

static const struct
{
  guint depth;
  gboolean closed;
  int want;
} depth_rows[] = {
  { 63, TRUE, GOOD },
  { 64, TRUE, GOOD },
  { 64, FALSE, RUSHES_ERROR_BAD_ANSWER },
  { 65, TRUE, RUSHES_ERROR_TOO_LARGE },
  { 100000, TRUE, RUSHES_ERROR_TOO_LARGE },
  { 100000, FALSE, RUSHES_ERROR_TOO_LARGE },
};

static void
test_depth (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (depth_rows); i++)
    {
      g_autofree char *arrays = dup_nested ("[", "", ']', depth_rows[i].depth,
                                            depth_rows[i].closed);
      g_autofree char *objects = dup_nested ("{\"a\":", "1", '}', depth_rows[i].depth,
                                             depth_rows[i].closed);

      check ("D3 arrays", arrays, strlen (arrays), depth_rows[i].want);
      check ("D3 objects", objects, strlen (objects), depth_rows[i].want);
    }
}

/* What only looks like nesting, and many that stand side by side, are harmless. */
static void
test_width (void)
{
  g_autofree char *brackets = dup_nested ("[", "", ']', 1000, TRUE);
  g_autofree char *quoted = g_strconcat ("{\"", brackets, "\":\"", brackets, "\"}", NULL);
  GString *wide = g_string_new ("[");

  check ("D3 brackets in a string", quoted, strlen (quoted), GOOD);

  while (wide->len < 1024 * 1024)
    g_string_append (wide, "[],");
  g_string_append (wide, "[]]");
  check ("D10 1 MiB of arrays", wide->str, wide->len, GOOD);
  g_string_free (wide, TRUE);
}

static const struct
{
  const char *text;
  const char *want; /* NULL: nothing to mend */
} mend_rows[] = {
  { "{\"a\":1}", NULL },
  { "\"\\ud83c\\udfac\"", NULL },
  { "\"\\uD83C\\uDFAC\\u00e9\\\\\"", NULL },
  { "\"\\\\ud83c\"", NULL },
  { "\"\\ud7ff\\ue000\"", NULL },
  { "\"\\ud83c\"", "\"\\ufffd\"" },
  { "\"\\udfac\"", "\"\\ufffd\"" },
  { "\"\\uD83Cb\"", "\"\\ufffdb\"" },
  { "\"\\ud83c\\n\"", "\"\\ufffd\\n\"" },
  { "\"\\ud83c\\u0041\"", "\"\\ufffd\\u0041\"" },
  { "\"\\udfac\\ud83c\"", "\"\\ufffd\\ufffd\"" },
  { "\"\\ud83c\\ud83c\\udfac\"", "\"\\ufffd\\ud83c\\udfac\"" },
  { "[\"\\ud800\",\"\\udbff\",\"\\udc00\",\"\\udfff\"]",
    "[\"\\ufffd\",\"\\ufffd\",\"\\ufffd\",\"\\ufffd\"]" },
};

static void
test_mend (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mend_rows); i++)
    {
      const char *text = mend_rows[i].text;
      g_autofree char *mended = rushes_json_syntax_mend (text, strlen (text));
      g_autofree char *found = mended != NULL ? g_strndup (mended, strlen (text)) : NULL;

      g_test_message ("%s", text);
      g_assert_cmpstr (found, ==, mend_rows[i].want);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-syntax/good", test_good);
  g_test_add_func ("/json-syntax/bad", test_bad);
  g_test_add_func ("/json-syntax/numbers", test_numbers);
  g_test_add_func ("/json-syntax/D3-depth", test_depth);
  g_test_add_func ("/json-syntax/width", test_width);
  g_test_add_func ("/json-syntax/D5-mend", test_mend);

  return g_test_run ();
}
