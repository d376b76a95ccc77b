/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-watch-words.h"

#include "rushes-format.h"

#include <glib/gi18n.h>

#define MINUTES_AN_HOUR 60

static char *
dup_expired (guint limit)
{
  guint hours = limit / MINUTES_AN_HOUR;

  if (limit % MINUTES_AN_HOUR != 0 || hours == 0)
    return g_strdup_printf (ngettext ("Stopped looking after %u minute",
                                      "Stopped looking after %u minutes", limit),
                            limit);

  return g_strdup_printf (ngettext ("Stopped looking after %u hour",
                                    "Stopped looking after %u hours", hours),
                          hours);
}

/* A fault that passes is no reason for a bar above the page: it is said here. */
static char *
dup_waiting (const RushesWatchWordsFacts *facts)
{
  g_autofree char *next = NULL;

  if (facts->seconds_left == 0)
    return g_strdup (_("Next look soon"));

  next = rushes_format_countdown (facts->seconds_left);
  switch (rushes_schedule_read_error (facts->error))
    {
    case RUSHES_SCHEDULE_FAILED:
      /* Translators: %s is "Next look in 2 min" */
      return g_strdup_printf (_("No answer. %s"), next);
    case RUSHES_SCHEDULE_SLOWED:
      /* Translators: the server was asked too often; %s is "Next look in 2 min" */
      return g_strdup_printf (_("The server wants a pause. %s"), next);
    default:
      return g_steal_pointer (&next);
    }
}

static char *
dup_as_of (GDateTime *asked_at)
{
  if (asked_at == NULL)
    return g_strdup ("");

  /* Translators: a format of strftime for a time of day, in which the last answer came; a time
   * that stands still needs no timer to stay true */
  return g_date_time_format (asked_at, _("As of %H:%M"));
}

/**
 * rushes_watch_words_dup:
 * @facts: what there is to say
 *
 * Says how a video is watched, for the line beside its status: when the next look is due, or why
 * there is none. A video that is final says when it was last looked at.
 *
 * Returns: (transfer full): the words; empty where there is nothing to say
 */
char *
rushes_watch_words_dup (const RushesWatchWordsFacts *facts)
{
  if (facts->asking)
    return rushes_format_countdown (0);

  switch (facts->phase)
    {
    case RUSHES_SCHEDULE_STOPPED:
      return g_strdup (_("Not being watched"));
    case RUSHES_SCHEDULE_OFF:
      return g_strdup (_("Watching is turned off"));
    case RUSHES_SCHEDULE_HALTED:
      /* Translators: nothing is asked before the user has mended the token or the subscription */
      return g_strdup (_("Waits for your account"));
    case RUSHES_SCHEDULE_EXPIRED:
      return dup_expired (facts->limit);
    case RUSHES_SCHEDULE_OFFLINE:
      return g_strdup (_("Waits for the network"));
    case RUSHES_SCHEDULE_WAITING:
    case RUSHES_SCHEDULE_DUE:
      return dup_waiting (facts);
    case RUSHES_SCHEDULE_FINAL:
    default:
      return dup_as_of (facts->asked_at);
    }
}
