/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-application.h"
#include "rushes-start.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RushesApplication) application = NULL;
  g_autofree char *token = NULL;

  rushes_start ();

  /* The window has the stored one; what stands in the environment is not for its players. */
  token = rushes_start_take_token ();

  /* A desktop and a screen reader know it by this name, whoever starts it. */
  g_set_prgname ("rushes");
  application = rushes_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
