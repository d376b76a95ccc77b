/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-outcome.h"

#include "rushes-error.h"
#include "rushes-problem.h"

#include <glib/gi18n.h>

/* One row for each code. The words are for programs: once released they stay as they are. */
static const struct
{
  RushesCommandLineExit exit;
  const char *kind;
} errors[RUSHES_N_ERRORS] = {
  [RUSHES_ERROR_NO_TOKEN] = { RUSHES_EXIT_TOKEN, "no-token" },
  [RUSHES_ERROR_BAD_TOKEN] = { RUSHES_EXIT_TOKEN, "bad-token" },
  [RUSHES_ERROR_BAD_ADDRESS] = { RUSHES_EXIT_USAGE, "bad-address" },
  [RUSHES_ERROR_BAD_ID] = { RUSHES_EXIT_USAGE, "bad-id" },
  [RUSHES_ERROR_BAD_REQUEST] = { RUSHES_EXIT_USAGE, "bad-request" },
  [RUSHES_ERROR_UNAUTHORIZED] = { RUSHES_EXIT_TOKEN, "unauthorized" },
  [RUSHES_ERROR_NO_SUBSCRIPTION] = { RUSHES_EXIT_TOKEN, "no-subscription" },
  [RUSHES_ERROR_FORBIDDEN] = { RUSHES_EXIT_TOKEN, "forbidden" },
  [RUSHES_ERROR_NOT_FOUND] = { RUSHES_EXIT_NOT_FOUND, "not-found" },
  [RUSHES_ERROR_GONE] = { RUSHES_EXIT_NOT_FOUND, "gone" },
  [RUSHES_ERROR_RATE_LIMITED] = { RUSHES_EXIT_NETWORK, "rate-limited" },
  [RUSHES_ERROR_SERVER] = { RUSHES_EXIT_NETWORK, "server" },
  [RUSHES_ERROR_BAD_GATEWAY] = { RUSHES_EXIT_NETWORK, "bad-gateway" },
  [RUSHES_ERROR_UNAVAILABLE] = { RUSHES_EXIT_NETWORK, "unavailable" },
  [RUSHES_ERROR_GATEWAY_TIMEOUT] = { RUSHES_EXIT_NETWORK, "gateway-timeout" },
  [RUSHES_ERROR_ACCOUNT] = { RUSHES_EXIT_NETWORK, "account" },
  [RUSHES_ERROR_REDIRECTED] = { RUSHES_EXIT_NETWORK, "redirected" },
  [RUSHES_ERROR_UNEXPECTED_STATUS] = { RUSHES_EXIT_NETWORK, "unexpected-status" },
  [RUSHES_ERROR_BAD_ANSWER] = { RUSHES_EXIT_NETWORK, "bad-answer" },
  [RUSHES_ERROR_TOO_LARGE] = { RUSHES_EXIT_NETWORK, "too-large" },
  [RUSHES_ERROR_TRUNCATED] = { RUSHES_EXIT_NETWORK, "truncated" },
  [RUSHES_ERROR_ENCODED] = { RUSHES_EXIT_NETWORK, "encoded" },
  [RUSHES_ERROR_TIMED_OUT] = { RUSHES_EXIT_NETWORK, "timed-out" },
  [RUSHES_ERROR_STALLED] = { RUSHES_EXIT_NETWORK, "stalled" },
  [RUSHES_ERROR_OFFLINE] = { RUSHES_EXIT_NETWORK, "offline" },
  [RUSHES_ERROR_HOST_NOT_FOUND] = { RUSHES_EXIT_NETWORK, "host-not-found" },
  [RUSHES_ERROR_REFUSED] = { RUSHES_EXIT_NETWORK, "refused" },
  [RUSHES_ERROR_PROXY] = { RUSHES_EXIT_NETWORK, "proxy" },
  [RUSHES_ERROR_INSECURE] = { RUSHES_EXIT_NETWORK, "insecure" },
  [RUSHES_ERROR_DISCONNECTED] = { RUSHES_EXIT_NETWORK, "disconnected" },
  [RUSHES_ERROR_BAD_LINK] = { RUSHES_EXIT_NETWORK, "bad-link" },
  [RUSHES_ERROR_BAD_PICTURE] = { RUSHES_EXIT_NETWORK, "bad-picture" },
  [RUSHES_ERROR_NO_DECODER] = { RUSHES_EXIT_FILE, "no-decoder" },
  [RUSHES_ERROR_LINK_EXPIRED] = { RUSHES_EXIT_NETWORK, "link-expired" },
  [RUSHES_ERROR_NOT_MEDIA] = { RUSHES_EXIT_NETWORK, "not-media" },
  [RUSHES_ERROR_NO_LENGTH] = { RUSHES_EXIT_NETWORK, "no-length" },
  [RUSHES_ERROR_EMPTY] = { RUSHES_EXIT_NETWORK, "empty" },
  [RUSHES_ERROR_NO_SPACE] = { RUSHES_EXIT_FILE, "no-space" },
  [RUSHES_ERROR_FOLDER_MISSING] = { RUSHES_EXIT_FILE, "folder-missing" },
  [RUSHES_ERROR_NO_PERMISSION] = { RUSHES_EXIT_FILE, "no-permission" },
  [RUSHES_ERROR_READ_ONLY] = { RUSHES_EXIT_FILE, "read-only" },
  [RUSHES_ERROR_FILE_TOO_LARGE] = { RUSHES_EXIT_FILE, "file-too-large" },
  [RUSHES_ERROR_FILE_BUSY] = { RUSHES_EXIT_FILE, "file-busy" },
  [RUSHES_ERROR_FILE] = { RUSHES_EXIT_FILE, "file" },
};

static const struct
{
  RushesCommandLineExit exit;
  const char *kind;
} outcomes[] = {
  [RUSHES_COMMAND_LINE_DONE] = { RUSHES_EXIT_DONE, NULL },
  [RUSHES_COMMAND_LINE_NOT_FINAL] = { RUSHES_EXIT_NOT_FINAL, "not-final" },
  [RUSHES_COMMAND_LINE_EXPIRED] = { RUSHES_EXIT_NOT_FINAL, "watch-limit" },
  [RUSHES_COMMAND_LINE_MODERATED] = { RUSHES_EXIT_REJECTED, "moderated" },
  [RUSHES_COMMAND_LINE_FAILED] = { RUSHES_EXIT_REJECTED, "failed" },
  [RUSHES_COMMAND_LINE_REMOVED] = { RUSHES_EXIT_NOT_FOUND, "removed" },
  [RUSHES_COMMAND_LINE_NO_FILE] = { RUSHES_EXIT_NOT_FOUND, "no-file" },
};

/**
 * rushes_command_line_outcome_read:
 * @video: a video that was answered
 *
 * Tells what an answer means. A number nobody knows is done when the service says that it is final.
 *
 * Returns: one that needs no error
 */
RushesCommandLineOutcome
rushes_command_line_outcome_read (RushesVideo *video)
{
  switch (rushes_video_get_state (video))
    {
    case RUSHES_STATUS_REMOVED:
      return RUSHES_COMMAND_LINE_REMOVED;
    case RUSHES_STATUS_MODERATED:
      return RUSHES_COMMAND_LINE_MODERATED;
    case RUSHES_STATUS_FAILED:
      return RUSHES_COMMAND_LINE_FAILED;
    default:
      return rushes_video_is_final (video) ? RUSHES_COMMAND_LINE_DONE
                                           : RUSHES_COMMAND_LINE_NOT_FINAL;
    }
}

/**
 * rushes_command_line_outcome_get_exit:
 * @outcome: what has become of a video
 * @error: (nullable): the error of %RUSHES_ERROR, where @outcome says that there is one
 *
 * Gets the exit status.
 *
 * Returns: the status
 */
RushesCommandLineExit
rushes_command_line_outcome_get_exit (RushesCommandLineOutcome  outcome,
                                      const GError             *error)
{
  if (outcome != RUSHES_COMMAND_LINE_ERROR)
    return outcomes[outcome].exit;

  g_return_val_if_fail (error->domain == RUSHES_ERROR, RUSHES_EXIT_NETWORK);

  return errors[error->code].exit;
}

/**
 * rushes_command_line_outcome_get_kind:
 * @outcome: what has become of a video
 * @error: (nullable): the error of %RUSHES_ERROR, where @outcome says that there is one
 *
 * Gets the word by which a program knows what went wrong. It is in no language.
 *
 * Returns: (transfer none) (nullable): the word, or %NULL when all went well
 */
const char *
rushes_command_line_outcome_get_kind (RushesCommandLineOutcome  outcome,
                                      const GError             *error)
{
  if (outcome != RUSHES_COMMAND_LINE_ERROR)
    return outcomes[outcome].kind;

  g_return_val_if_fail (error->domain == RUSHES_ERROR, NULL);

  return errors[error->code].kind;
}

/**
 * rushes_command_line_outcome_dup_text:
 * @outcome: what has become of @video; no error
 * @video: the video
 * @limit: for how many minutes it is waited for
 *
 * Says what has become of a video whose files were to be saved.
 *
 * Returns: (transfer full) (nullable): a few sentences, or %NULL when all went well
 */
char *
rushes_command_line_outcome_dup_text (RushesCommandLineOutcome  outcome,
                                      RushesVideo              *video,
                                      guint                     limit)
{
  g_autofree char *word = NULL;
  g_autofree char *sentence = NULL;

  switch (outcome)
    {
    case RUSHES_COMMAND_LINE_NOT_FINAL:
      return g_strdup (_("The video is not final yet. Use --wait to wait for it."));
    case RUSHES_COMMAND_LINE_EXPIRED:
      return g_strdup_printf (ngettext ("The video was not final after %u minute. Give the same "
                                        "command again to go on waiting.",
                                        "The video was not final after %u minutes. Give the same "
                                        "command again to go on waiting.", limit),
                              limit);
    case RUSHES_COMMAND_LINE_NO_FILE:
      return g_strdup (_("The service does not offer this file of the video. Another one may be "
                         "there: --download=all saves what there is."));
    case RUSHES_COMMAND_LINE_MODERATED:
    case RUSHES_COMMAND_LINE_FAILED:
    case RUSHES_COMMAND_LINE_REMOVED:
      word = rushes_video_dup_status_word (video);
      sentence = rushes_video_dup_sentence (video);
      /* Translators: a status such as "Moderated", and sentences about what it means */
      return sentence != NULL ? g_strdup_printf (_("%s. %s"), word, sentence)
                              : g_steal_pointer (&word);
    case RUSHES_COMMAND_LINE_DONE:
    case RUSHES_COMMAND_LINE_ERROR:
    default:
      return NULL;
    }
}

/**
 * rushes_command_line_outcome_dup_error_text:
 * @error: an error of %RUSHES_ERROR
 * @folder: (nullable): where a file was to be saved, if this is about one
 *
 * Says in the words of the window what happened and what mends it, and where the token is set.
 *
 * Returns: (transfer full): a few sentences
 */
char *
rushes_command_line_outcome_dup_error_text (const GError *error,
                                            GFile        *folder)
{
  g_autoptr(RushesProblem) problem = NULL;

  if (folder != NULL)
    return rushes_problem_dup_reason (error, folder);

  problem = rushes_problem_new_for_error (error);
  if (problem->action != RUSHES_PROBLEM_SET_TOKEN)
    /* Translators: what went wrong, and a sentence or two about that */
    return g_strdup_printf (_("%s. %s"), problem->title, problem->text);

  /* Translators: what is wrong with the token, and a sentence or two about that */
  return g_strdup_printf (_("%s. %s A token is set in the window, or in the variable "
                            "RUSHES_TOKEN."),
                          problem->title, problem->text);
}
