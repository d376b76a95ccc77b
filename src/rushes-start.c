/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-start.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/**
 * rushes_start:
 *
 * Sets up what holds for the whole process, with a window or without: the language, and what
 * becomes of a fault. To be called first.
 */
void
rushes_start (void)
{
  struct rlimit no_core = { 0, 0 };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RUSHES_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* A core would hold the token (FAULTS H8). */
  setrlimit (RLIMIT_CORE, &no_core);

#ifdef M_ARENA_MAX
  /* What the threads that read covers give back would else stay with each of them. */
  mallopt (M_ARENA_MAX, 1);

  /* A picture that was let go of goes back to the system: by itself, malloc keeps the room of the
   * largest ones it saw. */
  mallopt (M_MMAP_THRESHOLD, 128 * 1024);
#endif

  /* A file that grows beyond a limit is an error to be told, not the end (FAULTS G6). */
  signal (SIGXFSZ, SIG_IGN);
}

/**
 * rushes_start_take_token:
 *
 * Takes the API token out of the environment, so that neither a program that this one starts nor
 * who looks at the process finds it there (FAULTS H4). To be called before there are threads.
 *
 * Returns: (transfer full) (nullable): what stood there, or %NULL for nothing
 */
char *
rushes_start_take_token (void)
{
  char *value = getenv (RUSHES_START_TOKEN);
  char *token = value != NULL && *value != '\0' ? g_strdup (value) : NULL;

  if (value != NULL)
    explicit_bzero (value, strlen (value));
  g_unsetenv (RUSHES_START_TOKEN);

  return token;
}
