/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RushesApplication) application = NULL;
  struct rlimit no_core = { 0, 0 };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RUSHES_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* A core would hold the token (FAULTS H8). */
  setrlimit (RLIMIT_CORE, &no_core);

  /* A file that grows beyond a limit is an error to be told, not the end (FAULTS G6). */
  signal (SIGXFSZ, SIG_IGN);

  application = rushes_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
