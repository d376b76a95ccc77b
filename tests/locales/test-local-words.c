/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-format.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#define NBSP "\u00a0"

/* Numbers, dates and counts as the readers of a language have them. */

/* One of each form that a language known to gettext may have. */
static const guint counts[] = { 0, 1, 2, 3, 5, 11, 21, 101 };

static gboolean
enter (const char *locale,
       const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  /* What it answered before is true only until it is told of a domain again. */
  textdomain (GETTEXT_PACKAGE);

  return setlocale (LC_ALL, locale) != NULL;
}

static char *
format_size (guint64 number)
{
  return rushes_format_size (number);
}

static char *
format_pair (guint64 number)
{
  return rushes_format_size_pair (number / 2, number);
}

static char *
format_left (guint64 number)
{
  return rushes_format_left (number);
}

static char *
format_percent (guint64 number)
{
  return rushes_format_percent (number);
}

static char *
format_when (guint64 number)
{
  g_autoptr(GDateTime) then = g_date_time_new_utc (2026, 3, 7, 18, 42, 0);
  g_autoptr(GDateTime) now = g_date_time_add_seconds (then, number);

  return rushes_format_when (then, now);
}

static const struct
{
  const char *locale;
  char *(*format) (guint64 number);
  guint64 number;
  const char *want;
} rows[] = {
  { "de_DE.UTF-8", format_size, 999, "999" NBSP "B" },
  { "de_DE.UTF-8", format_size, 9800000, "9,8" NBSP "MB" },
  { "de_DE.UTF-8", format_pair, 9800000, "4,9 von 9,8" NBSP "MB" },
  { "de_DE.UTF-8", format_left, 3900, "noch 1" NBSP "h 5" NBSP "min" },
  { "de_DE.UTF-8", format_percent, 63, "*63" NBSP "%*" },
  { "de_DE.UTF-8", format_when, 60, "vor 1 Minute" },
  { "de_DE.UTF-8", format_when, 120, "vor 2 Minuten" },
  { "de_DE.UTF-8", format_when, 7200, "Heute, 18:42" },
  { "de_DE.UTF-8", format_when, 864000, "7. März 2026" },
  { "ar_EG.UTF-8", format_size, 9800000, "*9.8*" },
  { "ar_EG.UTF-8", format_when, 864000, "*7*مارس*2026*" },
  { "zh_CN.UTF-8", format_size, 9800000, "9.8*MB" },
  { "zh_CN.UTF-8", format_when, 864000, "*2026*7*" },
};

static void
test_locales (void)
{
  guint n_missing = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = NULL;

      if (!enter (rows[i].locale, ""))
        {
          n_missing++;
          continue;
        }

      words = rows[i].format (rows[i].number);
      g_test_message ("%s: %s", rows[i].locale, words);
      g_assert_true (g_pattern_match_simple (rows[i].want, words));
    }

  if (n_missing > 0)
    g_test_skip ("localedef or the source of a locale is not here");
}

/* The translation of nothing is the head of the catalogue. */
static void
assert_speaks (const char *language)
{
  g_autofree char *line = g_strdup_printf ("Language: %s\n", language);

  g_assert_nonnull (strstr (gettext (""), line));
}

/* A count is said, but by a word where there is one for it: "two minutes" in Arabic. */
static void
check_count (const char *language,
             guint       count)
{
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *left = rushes_format_left (count);
  g_autofree char *ago = format_when (count * 60);

  g_test_message ("%s: %s, %s", language, left, ago);
  g_assert_true (g_utf8_validate (left, -1, NULL) && g_utf8_validate (ago, -1, NULL));
  g_assert_cmpstr (left, !=, "");
  if (count > 2 && count < 60)
    {
      g_assert_nonnull (strstr (left, number));
      g_assert_nonnull (strstr (ago, number));
    }
}

static void
test_counts (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "po", "LINGUAS", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) languages = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  languages = g_strsplit (text, "\n", -1);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      if (*languages[i] == '#' || *languages[i] == '\0')
        continue;

      /* A newer glibc translates nothing for C.UTF-8, whatever LANGUAGE says. */
      g_assert_true (enter ("de_DE.UTF-8", languages[i]) || enter ("C.UTF-8", languages[i]));
      assert_speaks (languages[i]);
      for (gsize j = 0; j < G_N_ELEMENTS (counts); j++)
        check_count (languages[i], counts[j]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("LOCPATH", LOCALES, TRUE);
  g_unsetenv ("LC_ALL");
  bindtextdomain (GETTEXT_PACKAGE, CATALOGUES);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/local-words/locales", test_locales);
  g_test_add_func ("/local-words/counts", test_counts);

  return g_test_run ();
}
