/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <pango/pango.h>
#include <string.h>

/*
 * Loaded before the program, stands in the place of GLib's: GTK 4.8 asks by this word which way is
 * written, and GLib lets it ask only for a program that is translated. So the window turns round
 * and its words stay those by which a test finds them.
 */
const char *
g_dgettext (const char *domain,
            const char *text)
{
  if (strcmp (text, "default:LTR") == 0)
    return "default:RTL";

  return dgettext (domain, text);
}

/* In the place of Pango's: newer ones than GTK 4.8 ask by the letters of the locale's language. */
const PangoScript *
pango_language_get_scripts (PangoLanguage *language,
                            int           *n_scripts)
{
  static const PangoScript scripts[] = { PANGO_SCRIPT_ARABIC };

  if (n_scripts != NULL)
    *n_scripts = G_N_ELEMENTS (scripts);

  return scripts;
}
