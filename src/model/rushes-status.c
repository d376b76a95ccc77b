/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-status.h"

#include "rushes-format.h"

#include <glib/gi18n.h>

/* A server's label is a word or two; more is not worth a line of the window. */
#define LABEL_MAX_BYTES 64

/**
 * rushes_status_from_number:
 * @number: the `status` of an answer, or %RUSHES_UNKNOWN
 *
 * Tells what the number means (API.md, the table of statuses).
 *
 * Returns: the meaning; %RUSHES_STATUS_UNKNOWN for a number that is not in the table
 */
RushesStatus
rushes_status_from_number (int number)
{
  switch (number)
    {
    case 0:
      return RUSHES_STATUS_PENDING;
    case 1:
    case 12:
      return RUSHES_STATUS_PROCESSING;
    case 11:
      return RUSHES_STATUS_QUEUED;
    case 2:
    case 10:
      return RUSHES_STATUS_COMPLETED;
    case 3:
      return RUSHES_STATUS_FAILED;
    case 5:
    case 7:
    case 9:
    case 14:
      return RUSHES_STATUS_MODERATED;
    case 6:
    case 8:
    case 16:
      return RUSHES_STATUS_IN_REVIEW;
    default:
      return RUSHES_STATUS_UNKNOWN;
    }
}

/**
 * rushes_status_is_final:
 * @number: the `status` of an answer, or %RUSHES_UNKNOWN
 * @status_final: its `statusFinal` as 0 or 1, or %RUSHES_UNKNOWN
 *
 * Tells whether asking again is useless. `statusFinal` decides; the number is asked only where
 * it is absent (API.md, below the table of statuses). A number nobody knows is not final.
 *
 * Returns: %TRUE when nothing will change any more
 */
gboolean
rushes_status_is_final (int number,
                        int status_final)
{
  if (status_final != RUSHES_UNKNOWN)
    return status_final != 0;

  switch (rushes_status_from_number (number))
    {
    case RUSHES_STATUS_COMPLETED:
    case RUSHES_STATUS_MODERATED:
    case RUSHES_STATUS_FAILED:
    case RUSHES_STATUS_REMOVED:
      return TRUE;
    case RUSHES_STATUS_UNKNOWN:
    case RUSHES_STATUS_QUEUED:
    case RUSHES_STATUS_PENDING:
    case RUSHES_STATUS_PROCESSING:
    case RUSHES_STATUS_IN_REVIEW:
    default:
      return FALSE;
    }
}

static char *
dup_label (int         number,
           const char *label)
{
  g_autofree char *shown = NULL;

  if (label != NULL)
    shown = g_strstrip (g_strdelimit (rushes_format_excerpt (label, LABEL_MAX_BYTES), "\n", ' '));

  if (shown != NULL && *shown != '\0')
    return g_steal_pointer (&shown);

  if (number == RUSHES_UNKNOWN)
    return g_strdup (_("Unknown"));

  /* Translators: a status number of the server that Rushes does not know, as in "Status 42" */
  return g_strdup_printf (_("Status %d"), number);
}

/**
 * rushes_status_dup_word:
 * @status: the meaning of @number
 * @number: the `status` of the answer, or %RUSHES_UNKNOWN
 * @label: (nullable): its `statusLabel`
 *
 * Names @status in the user's language. For a number nobody knows it is the service's own label,
 * cut and made safe to show, else "Status N" (API.md, the table of statuses).
 *
 * Returns: (transfer full): one or two words
 */
char *
rushes_status_dup_word (RushesStatus  status,
                        int           number,
                        const char   *label)
{
  switch (status)
    {
    case RUSHES_STATUS_QUEUED:
      return g_strdup (C_("status", "Queued"));
    case RUSHES_STATUS_PENDING:
      return g_strdup (C_("status", "Pending"));
    case RUSHES_STATUS_PROCESSING:
      return g_strdup (C_("status", "Processing"));
    case RUSHES_STATUS_IN_REVIEW:
      return g_strdup (C_("status", "In review"));
    case RUSHES_STATUS_COMPLETED:
      return g_strdup (C_("status", "Completed"));
    case RUSHES_STATUS_MODERATED:
      return g_strdup (C_("status", "Moderated"));
    case RUSHES_STATUS_FAILED:
      return g_strdup (C_("status", "Failed"));
    case RUSHES_STATUS_REMOVED:
      return g_strdup (C_("status", "Removed"));
    case RUSHES_STATUS_UNKNOWN:
    default:
      return dup_label (number, label);
    }
}

static const char *
peek_way_out (gboolean can_appeal,
              gboolean can_retry)
{
  if (can_appeal && can_retry)
    return _("You can appeal or try again on hailuoai.video; Rushes cannot do it for you.");
  if (can_appeal)
    return _("You can appeal on hailuoai.video; Rushes cannot do it for you.");
  if (can_retry)
    return _("You can try again on hailuoai.video; Rushes cannot do it for you.");

  return NULL;
}

static const char *
peek_meaning (RushesStatus status)
{
  switch (status)
    {
    case RUSHES_STATUS_QUEUED:
    case RUSHES_STATUS_PENDING:
      return _("It has not begun yet.");
    case RUSHES_STATUS_IN_REVIEW:
      return _("The service looks at it before it goes on. This can take a while.");
    case RUSHES_STATUS_MODERATED:
      return _("The service held this video back because of its content.");
    case RUSHES_STATUS_FAILED:
      return _("The service could not make this video.");
    case RUSHES_STATUS_REMOVED:
      return _("The server no longer has this video. Most often it was moderated and removed after "
               "it was generated.");
    case RUSHES_STATUS_UNKNOWN:
    case RUSHES_STATUS_PROCESSING:
    case RUSHES_STATUS_COMPLETED:
    default:
      return NULL;
    }
}

/**
 * rushes_status_dup_sentence:
 * @status: what a video's status means
 * @can_appeal: whether the service says that one can appeal
 * @can_retry: whether the service says that one can try again
 *
 * Says what @status means for the user and what can be done. There is no call for an appeal or a
 * retry, so it says where to go (API.md, "Related calls").
 *
 * Returns: (transfer full) (nullable): one or two sentences, or %NULL where the word says it all
 */
char *
rushes_status_dup_sentence (RushesStatus status,
                            gboolean     can_appeal,
                            gboolean     can_retry)
{
  const char *meaning = peek_meaning (status);
  const char *way_out = NULL;

  if (status == RUSHES_STATUS_MODERATED || status == RUSHES_STATUS_FAILED)
    way_out = peek_way_out (can_appeal, can_retry);

  if (meaning == NULL)
    return NULL;

  /* Translators: two sentences; without the blank in languages that put none between them */
  return way_out != NULL ? g_strdup_printf (_("%s %s"), meaning, way_out) : g_strdup (meaning);
}
