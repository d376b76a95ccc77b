/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "display-words.h"

/**
 * rig_preload:
 * @library: a path
 *
 * Has a library loaded before the programs that are started from now on. It is not built with the
 * sanitizer, and so must come before that.
 */
void
rig_preload (const char *library)
{
  DisplaySession *session = rig_get_session ();
  char **environ = display_session_get_environ (session);
  const char *options = g_environ_getenv (environ, "ASAN_OPTIONS");
  const char *before = g_environ_getenv (environ, "LD_PRELOAD");
  g_autofree char *more = g_strconcat (options, ":verify_asan_link_order=0", NULL);
  g_autofree char *libraries = before != NULL ? g_strjoin (":", before, library, NULL)
                                              : g_strdup (library);

  display_session_setenv (session, "ASAN_OPTIONS", more);
  display_session_setenv (session, "LD_PRELOAD", libraries);
}

/**
 * rig_set_language:
 * @language: a language as po/LINGUAS has it
 * @locale: the name of a locale of that language
 *
 * Has programs that are started from now on speak @language, with its numbers and dates if that
 * locale could be built. Tests go on naming things in English.
 */
void
rig_set_language (const char *language,
                  const char *locale)
{
  g_autofree char *catalogue = g_build_filename (CATALOGUES, language, "LC_MESSAGES",
                                                 GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *folder = g_build_filename (LOCALES, locale, NULL);

  rig_preload (TRANSLATED);
  display_session_set_language (rig_get_session (), language);
  display_words_read (catalogue);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;

  display_session_setenv (rig_get_session (), "LOCPATH", LOCALES);
  display_session_setenv (rig_get_session (), "LC_ALL", locale);
}
