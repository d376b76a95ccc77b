/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-boot.h"

/**
 * rushes_boot_dup_id:
 *
 * Tells which run of the machine this is: what was written in an earlier one without being synced
 * may have been lost with its power.
 *
 * Returns: (transfer full): an ID; the same for all runs where the system has none
 */
char *
rushes_boot_dup_id (void)
{
  char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_strdup ("unknown");

  return g_strstrip (boot);
}
