/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-search-text.h"

#include <glib.h>
#include <string.h>

#define ID "user:1234-minimax:331000000000000001-video:402000000000000007"

/* --- words ------------------------------------------------------------------------------------ */

static const struct
{
  const char *text;
  const char *want;
} folds[] = {
  { "", "" },
  { " \n\t.,;!?\"'()", "" },
  { "A red Fox, runs!", "a red fox runs" },
  { "don’t stop", "don t stop" },
  { "4K 16:9", "4k 16 9" },
  { "Über Café naïve", "uber cafe naive" },
  { "U\u0308ber Cafe\u0301", "uber cafe" },
  { "STRASSE Straße", "strasse strasse" },
  { "Ærøskøbing Łódź", "aeroskobing lodz" },
  { "İstanbul ılık ISPARTA", "istanbul ilik isparta" },
  { "ΟΔΟΣ Οδός", "οδοσ οδοσ" },
  { "Ёлка Йод", "елка иод" },
  { "Ｆｕｌｌ ｗｉｄｔｈ ﬁn", "full width fin" },
  { "soft\u00adhyphen zero\u200dwidth\u2060joiner", "softhyphen zerowidthjoiner" },
  /* Arabic: points, tatweel and forms of letters; Persian letters. */
  { "كِتَابٌ", "كتاب" },
  { "كـــتاب", "كتاب" },
  { "مدرسة أحمد إلى", "مدرسه احمد الي" },
  { "کتاب‌ها فارسی", "كتابها فارسي" },
  /* Hebrew points. */
  { "שָׁלוֹם", "שלום" },
  /* Devanagari, whose marks are its vowels. */
  { "हिन्दी में", "हिन्दी में" },
  /* Written without blanks: each character is a word. */
  { "红狐跑过雪地", "红 狐 跑 过 雪 地" },
  { "赤いキツネ", "赤 い キ ツ ネ" },
  { "ガ", "カ \u3099" },
  { "3D动画8k", "3d 动 画 8k" },
  { "แมวดำ", "แ ม ว ด \u0e4d า" },
  { "ແມວ", "ແ ມ ວ" },
  { "ខ្មែរ", "ខ \u17d2 ម \u17c2 រ" },
  { "A🦊B", "a 🦊 b" },
  { "👩‍🚀️", "👩 🚀" },
};

static void
test_fold (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *got = rushes_search_text_fold (folds[i].text);
      g_autofree char *again = rushes_search_text_fold (got);

      g_test_message ("%s", folds[i].text);
      g_assert_cmpstr (got, ==, folds[i].want);
      g_assert_cmpstr (again, ==, got);
    }
}

/* Hangul is taken apart, so that half a syllable is the beginning of a word. */
static void
test_hangul (void)
{
  g_autofree char *whole = rushes_search_text_fold ("여우가");
  g_autofree char *part = rushes_search_text_fold ("여ㅇ");

  g_assert_null (strchr (whole, ' '));
  g_assert_true (g_str_has_prefix (whole, part));
  g_assert_cmpuint (strlen (part), <, strlen (whole));
}

/* What a stranger may send: any bytes, any length, no end of marks. */
static void
test_hostile (void)
{
  g_autoptr(GString) marks = g_string_new ("a");
  g_autoptr(GString) row = g_string_new (NULL);
  g_autoptr(GString) word = g_string_new (NULL);
  g_autofree char *folded = NULL, *folded_row = NULL, *folded_word = NULL, *bad = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 500000; i++)
    {
      g_string_append (marks, i % 2 == 0 ? "\u0301" : "\u0323");
      g_string_append (row, "红");
      g_string_append_c (word, 'x');
    }
  folded = rushes_search_text_fold (marks->str);
  folded_row = rushes_search_text_fold (row->str);
  folded_word = rushes_search_text_fold (word->str);
  bad = rushes_search_text_fold ("\xff\xc3 fo\x80x \xed\xa0\x80");

  g_assert_cmpstr (folded, ==, "a");
  g_assert_cmpuint (strlen (folded_row), <, 64 * 1024);
  g_assert_cmpuint (strlen (folded_word), ==, 64);
  g_assert_true (g_utf8_validate (bad, -1, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_fold_id (void)
{
  static const struct
  {
    const char *id;
    const char *account;
    const char *number;
    const char *tail;
  } rows[] = {
    { ID, "331000000000000001", "402000000000000007", "700000000000000204" },
    { "user:1-minimax:Jane.Doe@Studio.example-video:42", "jane doe studio example", "42", "24" },
    { "nonsense", "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *account = NULL, *number = NULL, *tail = NULL;

      rushes_search_text_fold_id (rows[i].id, &account, &number, &tail);
      g_assert_cmpstr (account, ==, rows[i].account);
      g_assert_cmpstr (number, ==, rows[i].number);
      g_assert_cmpstr (tail, ==, rows[i].tail);
    }
}

/* --- queries ---------------------------------------------------------------------------------- */

#define WORD(w) "(words : \"" w "\" * OR account : \"" w "\")"
#define DIGITS(d, r) \
  "(words : \"" d "\" * OR account : \"" d "\" OR number : \"" d "\" * OR tail : \"" r "\" *)"
#define WHOLE "(number : \"402000000000000007\" * AND account : \"331000000000000001\")"

static const struct
{
  const char *typed;
  const char *want;
} queries[] = {
  { "", NULL },
  { "  \t ", NULL },
  { "\"'();*", NULL },
  { "fox", WORD ("fox") },
  { "  Fox  SNOW", WORD ("fox") " AND " WORD ("snow") },
  { "\"fox\" AND NOT snow*", WORD ("fox") " AND " WORD ("and") " AND " WORD ("not") " AND "
    WORD ("snow") },
  { "words:fox", WORD ("words") " AND " WORD ("fox") },
  { "4k", WORD ("4k") },
  { "16", WORD ("16") },
  { "0007", DIGITS ("0007", "7000") },
  { "红", "words : \"红\"" },
  { "红狐", "words : \"红 狐\"" },
  { "红狐 雪", "words : \"红 狐\" AND words : \"雪\"" },
  { "3D动画", WORD ("3d") " AND words : \"动 画\"" },
  { "红,狐", "words : \"红\" AND words : \"狐\"" },
  { "แมว", "words : \"แ ม ว\"" },
  /* A whole ID, in whatever it was pasted with. */
  { ID, WHOLE },
  { "\"" ID "\",", WHOLE },
  { "https://api.useapi.net/v1/minimax/videos/" ID, WHOLE },
  { "user_1234-minimax_331000000000000001-video_402000000000000007.mp4", WHOLE },
  { ID " user:1-minimax:a@b.c-video:42", WHOLE " OR (number : \"42\" * AND account : \"a b c\")" },
  /* A part of one. */
  { "user:1234-minimax:331000000000000001-video:",
    DIGITS ("331000000000000001", "100000000000000133") },
  { "-video:402000", DIGITS ("402000", "000204") },
  { "users", WORD ("users") },
};

static void
test_query (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *got = rushes_search_text_query (queries[i].typed);

      g_test_message ("%s", queries[i].typed);
      g_assert_cmpstr (got, ==, queries[i].want);
    }
}

static void
test_query_bounds (void)
{
  g_autoptr(GString) typed = g_string_new (NULL);
  g_autofree char *got = NULL;
  guint n_terms = 1;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (typed, "word%u ", i);
  got = rushes_search_text_query (typed->str);
  for (const char *p = got; (p = strstr (p, " AND ")) != NULL; p++)
    n_terms++;
  g_assert_cmpuint (n_terms, ==, 16);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-text/fold", test_fold);
  g_test_add_func ("/search-text/hangul", test_hangul);
  g_test_add_func ("/search-text/hostile", test_hostile);
  g_test_add_func ("/search-text/fold-id", test_fold_id);
  g_test_add_func ("/search-text/query", test_query);
  g_test_add_func ("/search-text/query-bounds", test_query_bounds);

  return g_test_run ();
}
