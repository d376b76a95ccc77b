/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-wait.h"

#define POLL_MILLISECONDS 20

static gboolean
on_poll (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/**
 * display_wait:
 * @check: what is waited for
 * @data: given to @check
 *
 * Lets the default main context run until @check is true, looking every 20 ms.
 *
 * Returns: %FALSE when @check was never true within %DISPLAY_DEADLINE
 */
gboolean
display_wait (DisplayCheck check,
              gpointer     data)
{
  gint64 deadline = g_get_monotonic_time () + DISPLAY_DEADLINE * G_USEC_PER_SEC;

  while (!check (data))
    {
      gboolean polled = FALSE;

      if (g_get_monotonic_time () > deadline)
        return FALSE;

      g_timeout_add (POLL_MILLISECONDS, on_poll, &polled);
      while (!polled)
        g_main_context_iteration (NULL, TRUE);
    }

  return TRUE;
}
