/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-format.h"

#include <string.h>

#define NBSP "\u00a0"
#define LRI "\u2066"
#define FSI "\u2068"
#define PDI "\u2069"
#define DOT " · "

static const struct
{
  guint64 bytes;
  const char *want;
} size_rows[] = {
  { 0, "0" NBSP "B" },
  { 1, "1" NBSP "B" },
  { 999, "999" NBSP "B" },
  { 1000, "1.0" NBSP "kB" },
  { 9849, "9.8" NBSP "kB" },
  { 999949, "999.9" NBSP "kB" },
  { 999950, "1.0" NBSP "MB" },
  { 999999, "1.0" NBSP "MB" },
  { 9800000, "9.8" NBSP "MB" },
  { 123456789, "123.5" NBSP "MB" },
  { 999999999, "1.0" NBSP "GB" },
  { 1073741824, "1.1" NBSP "GB" },
  { 5000000000000, "5.0" NBSP "TB" },
  { G_MAXUINT64, "18446744.1" NBSP "TB" },
};

static void
test_size (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (size_rows); i++)
    {
      g_autofree char *size = rushes_format_size (size_rows[i].bytes);
      g_autofree char *speed = rushes_format_speed (size_rows[i].bytes);
      g_autofree char *want_speed = g_strconcat (size_rows[i].want, "/s", NULL);

      g_assert_cmpstr (size, ==, size_rows[i].want);
      g_assert_cmpstr (speed, ==, want_speed);
    }
}

static const struct
{
  gint64 seconds;
  const char *want;
} left_rows[] = {
  { -1, NULL },
  { G_MININT64, NULL },
  { 0, "1" NBSP "s left" },
  { 1, "1" NBSP "s left" },
  { 5, "5" NBSP "s left" },
  { 59, "59" NBSP "s left" },
  { 60, "1" NBSP "min left" },
  { 61, "2" NBSP "min left" },
  { 120, "2" NBSP "min left" },
  { 3540, "59" NBSP "min left" },
  { 3541, "1" NBSP "h 0" NBSP "min left" },
  { 3900, "1" NBSP "h 5" NBSP "min left" },
  { 86399, "24" NBSP "h 0" NBSP "min left" },
  { 86400, NULL },
  { G_MAXINT64, NULL },
};

static void
test_left (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (left_rows); i++)
    {
      g_autofree char *left = rushes_format_left (left_rows[i].seconds);

      g_assert_cmpstr (left, ==, left_rows[i].want);
    }
}

static const struct
{
  const char *name;
  guint64 received;
  guint64 total;
  guint64 speed;
  gint64 left;
  const char *want;
} download_rows[] = {
  { "all known", 4100000, 9800000, 1200000, 5,
    "4.1 of 9.8" NBSP "MB" DOT "1.2" NBSP "MB/s" DOT "5" NBSP "s left" },
  { "unit of the total", 40000, 9800000, 1200000, 8,
    "0.0 of 9.8" NBSP "MB" DOT "1.2" NBSP "MB/s" DOT "8" NBSP "s left" },
  { "F16 unknown total", 4100000, 0, 1200000, -1, "4.1" NBSP "MB" DOT "1.2" NBSP "MB/s" },
  { "F16 time without a total", 4100000, 0, 1200000, 5, "4.1" NBSP "MB" DOT "1.2" NBSP "MB/s" },
  { "F16 zero speed", 4100000, 9800000, 0, 5, "4.1 of 9.8" NBSP "MB" },
  { "F16 unknown time", 4100000, 9800000, 1200000, -1,
    "4.1 of 9.8" NBSP "MB" DOT "1.2" NBSP "MB/s" },
  { "F16 absurd time", 4100000, 9800000, 1, 5700000, "4.1 of 9.8" NBSP "MB" DOT "1" NBSP "B/s" },
  { "F16 more than all", 10000000, 9800000, 0, -1, "9.8 of 9.8" NBSP "MB" },
  { "F15 overflowed time", 1, 2, 1, G_MAXINT64, "1 of 2" NBSP "B" DOT "1" NBSP "B/s" },
  { "nothing yet", 0, 0, 0, -1, "0" NBSP "B" },
};

static void
test_download (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (download_rows); i++)
    {
      g_autofree char *line = rushes_format_download (download_rows[i].received,
                                                      download_rows[i].total,
                                                      download_rows[i].speed,
                                                      download_rows[i].left);

      g_test_message ("%s", download_rows[i].name);
      g_assert_cmpstr (line, ==, download_rows[i].want);
    }
}

static const struct
{
  guint seconds;
  const char *want;
} countdown_rows[] = {
  { 0, "Looking now…" },
  { 1, "Next look in 1" NBSP "s" },
  { 12, "Next look in 12" NBSP "s" },
  { 119, "Next look in 119" NBSP "s" },
  { 120, "Next look in 2" NBSP "min" },
  { 121, "Next look in 3" NBSP "min" },
  { 600, "Next look in 10" NBSP "min" },
  { G_MAXUINT, "Next look in 71582789" NBSP "min" },
};

static void
test_countdown (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (countdown_rows); i++)
    {
      g_autofree char *words = rushes_format_countdown (countdown_rows[i].seconds);

      g_assert_cmpstr (words, ==, countdown_rows[i].want);
    }
}

static const struct
{
  guint percent;
  const char *want;
} percent_rows[] = {
  { 0, LRI "0" NBSP "%" PDI },
  { 63, LRI "63" NBSP "%" PDI },
  { 100, LRI "100" NBSP "%" PDI },
  { 101, LRI "100" NBSP "%" PDI },
  { G_MAXUINT, LRI "100" NBSP "%" PDI },
};

static void
test_percent (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (percent_rows); i++)
    {
      g_autofree char *words = rushes_format_percent (percent_rows[i].percent);

      g_assert_cmpstr (words, ==, percent_rows[i].want);
    }
}

static const struct
{
  guint width;
  guint height;
  const char *want;
} dimension_rows[] = {
  { 1300, 760, LRI "1300" NBSP "×" NBSP "760" PDI },
  { 1, 1, LRI "1" NBSP "×" NBSP "1" PDI },
  { 0, 760, NULL },
  { 1300, 0, NULL },
  { 0, 0, NULL },
};

static void
test_dimension (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dimension_rows); i++)
    {
      g_autofree char *words = rushes_format_dimension (dimension_rows[i].width,
                                                        dimension_rows[i].height);

      g_assert_cmpstr (words, ==, dimension_rows[i].want);
    }
}

/* "now" is 2026-03-08 18:42 three hours east of Greenwich. */
static const struct
{
  const char *name;
  const char *then;
  const char *want;
} when_rows[] = {
  { "unknown", NULL, NULL },
  { "this second", "2026-03-08T18:42:00+03", "just now" },
  { "59 s ago", "2026-03-08T18:41:01+03", "just now" },
  { "59 s ahead", "2026-03-08T18:42:59+03", "just now" },
  { "one minute", "2026-03-08T18:41:00+03", "1 minute ago" },
  { "two minutes, other zone", "2026-03-08T15:40:00Z", "2 minutes ago" },
  { "59 minutes", "2026-03-08T17:43:00+03", "59 minutes ago" },
  { "an hour", "2026-03-08T17:42:00+03", "Today, 17:42" },
  { "first minute of today", "2026-03-08T00:00:00+03", "Today, 00:00" },
  { "today here, yesterday there", "2026-03-07T21:30:00Z", "Today, 00:30" },
  { "yesterday", "2026-03-07T18:42:00+03", "Yesterday, 18:42" },
  { "the day before", "2026-03-06T18:42:00+03", "6 March 2026" },
  { "a year to the day", "2025-03-08T18:42:00+03", "8 March 2025" },
  { "later today", "2026-03-08T23:00:00+03", "Today, 23:00" },
  { "D12 far future", "9999-12-31T20:59:59Z", "31 December 9999" },
  { "D12 no such date in this zone", "9999-12-31T23:59:59Z", NULL },
  { "D12 far past", "0001-01-02T00:00:00Z", "2 January 1" },
};

static void
test_when (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 ("2026-03-08T18:42:00+03", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (when_rows); i++)
    {
      const char *text = when_rows[i].then;
      g_autoptr(GDateTime) then = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
      g_autofree char *words = rushes_format_when (then, now);

      g_test_message ("%s", when_rows[i].name);
      g_assert_cmpstr (words, ==, when_rows[i].want);
    }
}

static const struct
{
  const char *name;
  const char *text;
  gsize max;
  const char *want;
} excerpt_rows[] = {
  { "nothing", NULL, 10, "" },
  { "empty", "", 10, "" },
  { "short", "A red fox", 100, "A red fox" },
  { "exactly", "0123456789", 10, "0123456789" },
  { "one more", "0123456789a", 10, "0123456…" },
  { "D8 cut in a character", "水墨山水", 10, "水墨…" },
  { "D8 whole character", "水墨山水", 12, "水墨山水" },
  { "D8 four bytes", "🦊🦊🦊", 9, "🦊…" },
  { "D8 no room for the ellipsis", "abcdef", 2, "" },
  { "D8 room for nothing", "abcdef", 0, "" },
  { "D8 room for the ellipsis only", "abcdef", 3, "…" },
  { "D9 markup stays text", "<b>&amp;</b>", 100, "<b>&amp;</b>" },
  { "D9 newline stays", "a\nb", 100, "a\nb" },
  { "D9 carriage return", "a\r\nb", 100, "a \nb" },
  { "D9 tab", "a\tb", 100, "a b" },
  { "D9 escape", "\033[31mred\033[0m", 100, " [31mred [0m" },
  { "D9 C1 control", "a\xc2\x9b" "b", 100, "a b" },
  { "D9 line separator", "a\u2028b\u2029c", 100, "a\nb\nc" },
  { "D9 override", "invoice\u202egpj.exe", 100, "invoicegpj.exe" },
  { "D9 embeddings", "\u202aa\u202bb\u202cc\u202dd", 100, "abcd" },
  { "D9 isolates", "\u2066a\u2067b\u2068c\u2069d", 100, "abcd" },
  { "D9 mark of direction stays", "a\u200fb", 100, "a\u200fb" },
  { "D5 lone byte", "a\xff" "b", 100, "a\ufffdb" },
  { "D5 cut sequence", "a\xe6\xb0", 100, "a\ufffd\ufffd" },
  { "D5 overlong", "\xc0\xaf", 100, "\ufffd\ufffd" },
  { "D5 surrogate", "\xed\xa0\x80", 100, "\ufffd\ufffd\ufffd" },
  { "right to left", "قافلة جمال", 100, "قافلة جمال" },
};

static void
test_excerpt (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (excerpt_rows); i++)
    {
      g_autofree char *text = rushes_format_excerpt (excerpt_rows[i].text, excerpt_rows[i].max);

      g_test_message ("%s", excerpt_rows[i].name);
      g_assert_cmpstr (text, ==, excerpt_rows[i].want);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpuint (strlen (text), <=, excerpt_rows[i].max);
    }
}

static const struct
{
  const char *text;
  const char *want;
} isolate_rows[] = {
  { "A red fox", "A red fox" },
  { "قافلة", "قافلة" },
  { "ends\u2069early", "endsearly" },
  { "turns\u202eround", "turnsround" },
  { "", "" },
};

static void
test_isolate (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (isolate_rows); i++)
    {
      g_autofree char *first_strong = rushes_format_isolate (isolate_rows[i].text);
      g_autofree char *ltr = rushes_format_isolate_ltr (isolate_rows[i].text);
      g_autofree char *want_first_strong = g_strconcat (FSI, isolate_rows[i].want, PDI, NULL);
      g_autofree char *want_ltr = g_strconcat (LRI, isolate_rows[i].want, PDI, NULL);

      g_assert_cmpstr (first_strong, ==, want_first_strong);
      g_assert_cmpstr (ltr, ==, want_ltr);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/size", test_size);
  g_test_add_func ("/format/left", test_left);
  g_test_add_func ("/format/download", test_download);
  g_test_add_func ("/format/countdown", test_countdown);
  g_test_add_func ("/format/percent", test_percent);
  g_test_add_func ("/format/dimension", test_dimension);
  g_test_add_func ("/format/D12-when", test_when);
  g_test_add_func ("/format/D5-D8-D9-excerpt", test_excerpt);
  g_test_add_func ("/format/D9-isolate", test_isolate);

  return g_test_run ();
}
