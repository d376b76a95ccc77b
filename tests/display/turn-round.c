/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <string.h>

char *g_dgettext (const char *domain,
                  const char *text);

/*
 * Loaded before the program, stands in the place of GLib's: GTK asks by this word which way is
 * written, and GLib lets it ask only for a program that is translated. So the window turns round
 * and its words stay those by which a test finds them.
 */
char *
g_dgettext (const char *domain,
            const char *text)
{
  if (strcmp (text, "default:LTR") == 0)
    return (char *) "default:RTL";

  return dgettext (domain, text);
}
