/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <string.h>

char *bindtextdomain (const char *domain,
                      const char *folder);

/*
 * Loaded before the program, stands in the place of the C library's: the program finds its
 * translations where they were built, wherever it is going to be installed.
 */
char *
bindtextdomain (const char *domain,
                const char *folder)
{
  char *(*bind) (const char *, const char *) = dlsym (RTLD_NEXT, "bindtextdomain");

  return bind (domain, strcmp (domain, DOMAIN) == 0 ? CATALOGUES : folder);
}
