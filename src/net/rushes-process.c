/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-process.h"

#include <string.h>

/**
 * rushes_process_dup_boot_id:
 *
 * Tells in which run of the machine this is: what was written in an earlier one without being
 * synced may have been lost with its power.
 *
 * Returns: (transfer full): an ID; the same for all runs where the system has none
 */
char *
rushes_process_dup_boot_id (void)
{
  char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_strdup ("unknown");

  return g_strstrip (boot);
}

/**
 * rushes_process_get_umask:
 *
 * Tells which bits of a mode new files do not get. umask () can only be read by setting it, which
 * is another thread's business too.
 *
 * Returns: the bits
 */
mode_t
rushes_process_get_umask (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0022;

  line = strstr (status, "\nUmask:");

  return line != NULL ? (mode_t) g_ascii_strtoull (line + strlen ("\nUmask:"), NULL, 8) : 0022;
}
