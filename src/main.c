/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line.h"
#include "rushes-start.h"

int
main (int   argc,
      char *argv[])
{
  g_autofree char *token = NULL;

  rushes_start ();
  token = rushes_start_take_token ();

  return rushes_command_line_main ((const char *const *) argv, token);
}
