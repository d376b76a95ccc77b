/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-file-words.h"

#include <string.h>

#define MAX_BYTES 80
#define TEN "0123456789"
#define FAMILY "\U0001f468\u200d\U0001f469\u200d\U0001f467" /* 18 bytes */
#define FLAG_FR "\U0001f1eb\U0001f1f7"
#define FLAG_DE "\U0001f1e9\U0001f1ea"
#define SHAN "\u5c71" /* 3 bytes */
#define SHAN_10 SHAN SHAN SHAN SHAN SHAN SHAN SHAN SHAN SHAN SHAN
#define ZALGO_10 "\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c"

static const struct
{
  const char *name;
  const char *text;
  const char *want;
} rows[] = {
  { "plain", "A red fox", "A red fox" },
  { "nothing", NULL, "" },
  { "empty", "", "" },
  { "blanks", " \t\n ", "" },
  { "one line", "A red\n\nfox\t runs", "A red fox runs" },
  { "Chinese", "水墨山水，一叶扁舟", "水墨山水，一叶扁舟" },
  { "Arabic", "قافلة جمال", "قافلة جمال" },

  { "G7 up a folder", "../../etc/passwd", "etc passwd" },
  { "G7 absolute", "/etc/passwd", "etc passwd" },
  { "G7 drive", "C:\\Windows", "C Windows" },
  { "G7 dot", ".", "" },
  { "G7 two dots", "..", "" },
  { "G7 hidden", ".hidden", "hidden" },
  { "G7 option", "--rf x", "rf x" },
  { "G7 dots, dashes and blanks before", " . -.- ~fox", "fox" },
  { "G7 dots and blanks behind", "fox. . .", "fox" },
  { "G7 signs behind", "fox, -", "fox" },
  { "G7 dot inside", "fox v1.2", "fox v1.2" },
  { "G7 refused by Windows", "a:b*c?d\"e<f>g|h", "a b c d e f g h" },

  { "G9 line end", "fox\r\nred", "fox red" },
  { "G9 control", "fox\x01\x1b[31m", "fox [31m" },
  { "G9 C1 control", "fox\xc2\x85red", "fox red" },
  { "G9 line separator", "fox\u2028red", "fox red" },
  { "G9 override", "fox\u202egpj.exe", "foxgpj.exe" },
  { "G9 isolates", "\u2066fox\u2069", "fox" },
  { "G9 marks of direction", "\u200ffox\u200e", "fox" },
  { "G9 zero widths", "f\u200bo\u2060x\ufeff\u00ad", "fox" },
  { "G9 joiner in a word", "fo\u200dx\u200c", "fox" },
  { "G9 fillers", "fox\u3164\u115f\uffa0", "fox" },
  { "G9 variation selectors", "fox\ufe00\U000e0100", "fox" },
  { "G9 tags", "fox\U000e0041", "fox" },
  { "G9 private use", "fox\ue000", "fox" },
  { "G9 no character", "fox\uffff\ufdd0", "fox" },
  { "G9 invalid UTF-8", "fox\xff\xfered", "fox red" },
  { "G9 percent 2f", "..%2f..%2Ffox", "fox" },
  { "G9 percent 00", "fox%00.exe", "fox .exe" },
  { "G9 percent 2f around what is dropped", "fox%\u200b2\u202ef..", "fox" },
  { "G9 percent in a percent", "fox%%2ff", "fox% f" },
  { "G9 percent stays", "100% red 5 %", "100% red 5 %" },
  { "G9 space of another width", "fox\u3000red\u00a0dog", "fox red dog" },

  { "mark before anything", "\u0301fox", "fox" },
  { "mark behind a blank", "fox \u0301red", "fox red" },
  { "composed", "cafe\u0301", "caf\u00e9" },
  { "composed over what is dropped", "cafe\u200b\u0301", "caf\u00e9" },
  { "emoji with joiners", FAMILY " walk", FAMILY " walk" },
  { "joiner behind an emoji only", "\U0001f98a\u200dx", "\U0001f98ax" },
  { "joiner before an emoji only", "x\u200d\U0001f98a", "x\U0001f98a" },
  { "joiner before what is no character", "\U0001f98a\u200d\xff\xfex", "\U0001f98a x" },
  { "joiners in a row", "\U0001f468\u200d\u200d\U0001f469", "\U0001f468\u200d\U0001f469" },
  { "heart with selector", "\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525" },

  { "G8 exactly", TEN TEN TEN TEN TEN TEN TEN TEN, TEN TEN TEN TEN TEN TEN TEN TEN },
  { "G8 one more", TEN TEN TEN TEN TEN TEN TEN TEN "x", TEN TEN TEN TEN TEN TEN TEN TEN },
  { "G8 between words", TEN TEN TEN TEN TEN TEN TEN " 0123456789", TEN TEN TEN TEN TEN TEN TEN },
  { "G8 at the end of a word", TEN TEN TEN TEN TEN TEN TEN " 012345678 x",
    TEN TEN TEN TEN TEN TEN TEN " 012345678" },
  { "G8 only word is long", "a " TEN TEN TEN TEN TEN TEN TEN TEN,
    "a " TEN TEN TEN TEN TEN TEN TEN "01234567" },
  { "G8 85 of three bytes",
    SHAN_10 SHAN_10 SHAN_10 SHAN_10 SHAN_10 SHAN_10 SHAN_10 SHAN_10 SHAN SHAN SHAN SHAN SHAN,
    SHAN_10 SHAN_10 SHAN SHAN SHAN SHAN SHAN SHAN },
  { "G8 four bytes", TEN TEN TEN TEN TEN TEN TEN "012345678\U0001f98a",
    TEN TEN TEN TEN TEN TEN TEN "012345678" },
  { "G8 mark does not fit", TEN TEN TEN TEN TEN TEN TEN "012345678q\u0301",
    TEN TEN TEN TEN TEN TEN TEN "012345678" },
  { "G8 mark fits", TEN TEN TEN TEN TEN TEN TEN "0123456q\u0301z",
    TEN TEN TEN TEN TEN TEN TEN "0123456q\u0301" },
  { "G8 family does not fit", TEN TEN TEN TEN TEN TEN TEN FAMILY, TEN TEN TEN TEN TEN TEN TEN },
  { "G8 tone does not fit", TEN TEN TEN TEN TEN TEN TEN "0123\U0001f44b\U0001f3fd",
    TEN TEN TEN TEN TEN TEN TEN "0123" },
  { "G8 whole flag", TEN TEN TEN TEN TEN TEN TEN "01" FLAG_FR FLAG_DE,
    TEN TEN TEN TEN TEN TEN TEN "01" FLAG_FR },
  { "G8 no half a flag", TEN TEN TEN TEN TEN TEN TEN "012345" FLAG_FR FLAG_DE,
    TEN TEN TEN TEN TEN TEN TEN "012345" },
  { "G8 letter that is longer", "a" ZALGO_10 ZALGO_10 ZALGO_10 ZALGO_10 ZALGO_10 "b", "\u00e1" },
  { "G8 Hangul in parts", TEN TEN TEN TEN TEN TEN TEN "012345678\u1112\u1161\u11ab",
    TEN TEN TEN TEN TEN TEN TEN "012345678" },
  { "G8 dot at the cut", TEN TEN TEN TEN TEN TEN TEN "012345678.x",
    TEN TEN TEN TEN TEN TEN TEN "012345678" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = rushes_file_words_new (rows[i].text, MAX_BYTES);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (words, ==, rows[i].want);
      g_assert_cmpuint (strlen (words), <=, MAX_BYTES);
    }
}

/* Whatever comes in, what comes out is a name, and making it again changes nothing. */
static void
test_any_bytes (void)
{
  for (guint32 seed = 1; seed <= 5000; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *words = NULL;
      g_autofree char *again = NULL;

      for (int n = g_rand_int_range (rand, 1, 120); n > 0; n--)
        if (g_rand_boolean (rand))
          g_string_append (text, rows[g_rand_int_range (rand, 2, G_N_ELEMENTS (rows))].text);
        else if (g_rand_boolean (rand))
          g_string_append_unichar (text, g_rand_int_range (rand, 1, 0x20000));
        else
          g_string_append_c (text, g_rand_int_range (rand, 1, 256));

      words = rushes_file_words_new (text->str, MAX_BYTES);
      again = rushes_file_words_new (words, MAX_BYTES);
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_cmpuint (strlen (words), <=, MAX_BYTES);
      g_assert_null (strpbrk (words, "/\\:*?\"<>|\n\r\t\x7f"));
      g_assert_false (*words != '\0' && strchr (".- ~", *words) != NULL);
      g_assert_false (g_str_has_suffix (words, ".") || g_str_has_suffix (words, " "));
      g_assert_cmpstr (words, ==, again);
    }
}

static void
test_long (void)
{
  g_autofree char *fox = g_strnfill (1024 * 1024, 'a');
  g_autofree char *words = rushes_file_words_new (fox, MAX_BYTES);
  g_autofree char *few = rushes_file_words_new (fox, 4);

  g_assert_cmpuint (strlen (words), ==, MAX_BYTES);
  g_assert_cmpstr (few, ==, "aaaa");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-words/G7-G9-words", test_words);
  g_test_add_func ("/file-words/G9-any-bytes", test_any_bytes);
  g_test_add_func ("/file-words/G8-long", test_long);

  return g_test_run ();
}
