/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

/*
 * Loaded before a program of tests, which would run in the locale of C whatever its environment
 * says, it has it run in that of the environment.
 */
__attribute__ ((constructor))
static void
set_locale (void)
{
  setlocale (LC_ALL, "");
}
