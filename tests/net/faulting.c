/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faulting.h"

#include "rushes-problem.h"

#include <string.h>

/* What no user has to know: addresses, names of libraries and formats, codes. */
static const char *const jargon[] = { "://", "?", "GError", "GLib", "Gio", "Soup", "soup", "JSON",
                                      "UTF-8", "HTTP", "TLS", "SSL", "errno", "NULL", "0x", "!" };

/* @title: what it has to be called, if that matters; @secret: what may be nowhere */
void
faulting_assert_words (const GError *error,
                       const char   *title,
                       const char   *secret)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_error (error);

  if (title != NULL)
    g_assert_cmpstr (problem->title, ==, title);
  g_assert_cmpstr (problem->title, !=, "");
  g_assert_cmpstr (problem->text, !=, "");
  g_assert_null (strstr (error->message, secret));
  g_assert_null (strstr (problem->text, secret));
  for (gsize i = 0; i < G_N_ELEMENTS (jargon); i++)
    {
      g_assert_null (strstr (problem->title, jargon[i]));
      g_assert_null (strstr (problem->text, jargon[i]));
    }
}

void
faulting_assert_text (const GError *error,
                      const char   *pattern)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_error (error);

  if (!g_pattern_match_simple (pattern, problem->text))
    g_error ("“%s” is not like %s", problem->text, pattern);
}
