/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-problem.h"

#include "rushes-error.h"
#include "rushes-format.h"

#include <glib/gi18n.h>

#define SERVER_TEXT_MAX_BYTES 300

/* One row for each code, so that none says what another says. */
static const struct
{
  const char *title;
  const char *text;
  RushesProblemAction action;
} words[RUSHES_N_ERRORS] = {
  [RUSHES_ERROR_NO_TOKEN] = {
    N_("No API token is set"),
    N_("Rushes needs the token of your useapi.net account to ask about a video."),
    RUSHES_PROBLEM_SET_TOKEN },
  [RUSHES_ERROR_BAD_TOKEN] = {
    N_("The stored token cannot be used"),
    N_("It holds a character that no token has, so nothing was sent. Set it again."),
    RUSHES_PROBLEM_SET_TOKEN },
  [RUSHES_ERROR_BAD_ADDRESS] = {
    N_("The server’s address cannot be used"),
    N_("The settings name an address that is not safe to send the token to. Nothing was sent."),
    RUSHES_PROBLEM_RESET_ADDRESS },
  [RUSHES_ERROR_BAD_ID] = {
    N_("This is not a video ID"),
    N_("Nothing was sent. Check the ID and fetch again."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_ERROR_BAD_REQUEST] = {
    N_("The server does not know an ID like this"),
    N_("Check that the whole ID was copied, and fetch again."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_ERROR_UNAUTHORIZED] = {
    N_("The server refused the token"),
    N_("Set a token that works to go on."),
    RUSHES_PROBLEM_SET_TOKEN },
  [RUSHES_ERROR_NO_SUBSCRIPTION] = {
    N_("The useapi.net subscription has expired"),
    N_("Renew it at useapi.net, then fetch the video again."),
    RUSHES_PROBLEM_OPEN_ACCOUNT },
  [RUSHES_ERROR_FORBIDDEN] = {
    N_("The server does not show this video to you"),
    N_("It belongs to another account, or MiniMax refused it. Check the ID, or set the token of "
       "the account that made it."),
    RUSHES_PROBLEM_SET_TOKEN },
  [RUSHES_ERROR_NOT_FOUND] = {
    N_("The server has no such video"),
    N_("Most often it was moderated and removed after it was generated. Check the ID if you typed "
       "it."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_ERROR_GONE] = {
    N_("The server has deleted this video"),
    N_("It was there once and cannot be fetched any more."),
    RUSHES_PROBLEM_NOTHING },
  [RUSHES_ERROR_RATE_LIMITED] = {
    N_("The server was asked too often"),
    N_("Wait a little, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_SERVER] = {
    N_("The server failed"),
    N_("Something went wrong inside useapi.net. Try again in a minute."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_BAD_GATEWAY] = {
    N_("The server could not reach MiniMax"),
    N_("This often passes by itself. Try again in a minute."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_UNAVAILABLE] = {
    N_("The server is out of service for now"),
    N_("Try again in a few minutes."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_GATEWAY_TIMEOUT] = {
    N_("MiniMax did not answer the server in time"),
    N_("Try again in a minute."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_ACCOUNT] = {
    N_("The MiniMax account is on hold"),
    N_("useapi.net cannot use the linked account at the moment. This may last a few hours; the "
       "account page tells more."),
    RUSHES_PROBLEM_OPEN_ACCOUNT },
  [RUSHES_ERROR_REDIRECTED] = {
    N_("The server sent Rushes somewhere else"),
    N_("Rushes did not follow, so that the token stays safe. Check your network, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_UNEXPECTED_STATUS] = {
    N_("The server gave an unexpected answer"),
    N_("Rushes cannot tell what it means. Try again in a minute."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_BAD_ANSWER] = {
    N_("The answer is not about a video"),
    N_("A sign-in page of your network may stand between Rushes and the server. Check the "
       "network, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_TOO_LARGE] = {
    N_("The answer is too large"),
    N_("Rushes did not read it to the end. Try again later."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_TRUNCATED] = {
    N_("The answer was cut off"),
    N_("The connection ended too early. Try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_ENCODED] = {
    N_("The answer came in a form Rushes did not ask for"),
    N_("Something between Rushes and the server changed it. Try again, or use another network."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_TIMED_OUT] = {
    N_("The server did not answer in time"),
    N_("It may be busy, or your network slow. Try again in a minute."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_STALLED] = {
    N_("The transfer stopped"),
    N_("No data came for a minute. Try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_OFFLINE] = {
    N_("There is no network"),
    N_("Connect to the internet, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_HOST_NOT_FOUND] = {
    N_("The server was not found"),
    N_("Its name is not known on this network. Check the network, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_REFUSED] = {
    N_("The server cannot be reached"),
    N_("Nothing answers at its address. Check your network, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_PROXY] = {
    N_("The proxy cannot be used"),
    N_("Check the proxy in the network settings of this computer, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_INSECURE] = {
    N_("The connection is not secure"),
    N_("The server could not prove who it is, so nothing was sent. Try another network."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_DISCONNECTED] = {
    N_("The connection broke"),
    N_("Check your network, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_BAD_LINK] = {
    N_("The link is not safe to open"),
    N_("The server named an address that Rushes does not go to. Refresh the video to get another "
       "one."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_BAD_PICTURE] = {
    N_("This is not a picture that can be shown"),
    N_("Refresh the video to try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_NO_DECODER] = {
    N_("This computer cannot show pictures of this kind"),
    N_("The file can be saved all the same."),
    RUSHES_PROBLEM_NOTHING },
  [RUSHES_ERROR_LINK_EXPIRED] = {
    N_("The link has expired"),
    N_("Refresh the video to get a new one."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_NOT_MEDIA] = {
    N_("A web page came instead of the file"),
    N_("Sign in to your network if it asks for it, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_NO_LENGTH] = {
    N_("The server does not say how long the file is"),
    N_("Rushes cannot tell whether it is whole, so it was not saved. Try again later."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_EMPTY] = {
    N_("The file is empty"),
    N_("Refresh the video, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_NO_SPACE] = {
    N_("The disk is full"),
    N_("Free some space, or choose another folder in the preferences, then go on."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_FOLDER_MISSING] = {
    N_("The folder is missing"),
    N_("Connect its disk, or choose another folder in the preferences, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_NO_PERMISSION] = {
    N_("The folder cannot be written to"),
    N_("Choose another folder in the preferences, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_READ_ONLY] = {
    N_("The disk is read-only"),
    N_("It cannot be written to. Choose another folder in the preferences, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_FILE_TOO_LARGE] = {
    N_("The disk takes no file this large"),
    N_("Choose a folder on another disk in the preferences, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_FILE_BUSY] = {
    N_("This file is being saved already"),
    N_("Wait until the other transfer has ended."),
    RUSHES_PROBLEM_TRY_AGAIN },
  [RUSHES_ERROR_FILE] = {
    N_("The file could not be written"),
    N_("Check the disk, then try again."),
    RUSHES_PROBLEM_TRY_AGAIN },
};

static char *
dup_server_words (const GError *error)
{
  g_autofree char *text = NULL;
  g_autofree char *isolated = NULL;

  if (error->message == NULL || *error->message == '\0')
    return NULL;

  text = g_strdelimit (rushes_format_excerpt (error->message, SERVER_TEXT_MAX_BYTES), "\n", ' ');
  isolated = rushes_format_isolate (g_strstrip (text));

  /* Translators: %s is a sentence of the server, in whatever language it speaks */
  return g_strdup_printf (_("The server says: “%s”."), isolated);
}

static char *
dup_text (const GError *error)
{
  const char *text = _(words[error->code].text);
  g_autofree char *said = NULL;
  gint64 wait = rushes_error_get_retry_after (error);

  switch (error->code)
    {
    case RUSHES_ERROR_BAD_REQUEST:
    case RUSHES_ERROR_ACCOUNT:
      said = dup_server_words (error);
      break;
    case RUSHES_ERROR_INSECURE:
      said = g_strdup (error->message);
      break;
    case RUSHES_ERROR_RATE_LIMITED:
    case RUSHES_ERROR_UNAVAILABLE:
      if (wait > 0 && wait < 60)
        said = g_strdup_printf (ngettext ("It asks for a pause of %d second.",
                                          "It asks for a pause of %d seconds.", (int) wait),
                                (int) wait);
      else if (wait > 0)
        said = g_strdup_printf (ngettext ("It asks for a pause of %d minute.",
                                          "It asks for a pause of %d minutes.",
                                          (int) ((wait + 59) / 60)),
                                (int) ((wait + 59) / 60));
      break;
    default:
      break;
    }

  /* Translators: two sentences; without the blank in languages that put none between them */
  return said != NULL && *said != '\0' ? g_strdup_printf (_("%s %s"), said, text)
                                       : g_strdup (text);
}

/**
 * rushes_problem_new_for_error:
 * @error: an error of %RUSHES_ERROR
 *
 * Says in words what happened and what mends it. What a server said is cut and isolated; no link,
 * no code and no token is in it.
 *
 * Returns: (transfer full): the problem
 */
RushesProblem *
rushes_problem_new_for_error (const GError *error)
{
  RushesProblem *self = g_new0 (RushesProblem, 1);

  g_return_val_if_fail (error->domain == RUSHES_ERROR, self);

  self->title = g_strdup (_(words[error->code].title));
  self->text = dup_text (error);
  self->action = words[error->code].action;
  self->mild = error->code == RUSHES_ERROR_OFFLINE || error->code == RUSHES_ERROR_RATE_LIMITED ||
               error->code == RUSHES_ERROR_NO_TOKEN || error->code == RUSHES_ERROR_BAD_ID;

  return self;
}

/* What was pasted instead of a video ID: DESIGN §3, "ID entry". */
static const struct
{
  const char *title;
  const char *text;
  RushesProblemAction action;
} paste_words[] = {
  [RUSHES_PASTE_VIDEO] = { NULL, NULL, RUSHES_PROBLEM_NOTHING },
  [RUSHES_PASTE_TOKEN] = {
    N_("This is an API token, not a video ID"),
    N_("It was not sent anywhere. Set it as the token, then paste the ID of a video."),
    RUSHES_PROBLEM_SET_TOKEN },
  [RUSHES_PASTE_FILE_ID] = {
    N_("This is the ID of a file, not of a video"),
    N_("A video ID has “-video:” where this one has “-file:”."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_IMAGE_ID] = {
    N_("This is the ID of an image, not of a video"),
    N_("A video ID has “-video:” where this one has “-image:”."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_NUMBER] = {
    N_("This is only a part of a video ID"),
    N_("The whole ID begins with “user:” and ends with this number. Copy it from the answer that "
       "useapi.net gave when the video was made."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_PAGE] = {
    N_("This is a page of hailuoai.video"),
    N_("It does not tell the account the video belongs to. Paste the video ID that useapi.net "
       "gave."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_MEDIA_LINK] = {
    N_("This is a link to a file, not a video ID"),
    N_("Such links expire. Paste the video ID that useapi.net gave."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_OTHER_LINK] = {
    N_("This link does not lead to a video"),
    N_("Paste the video ID, or the link that ends with it."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_BAD_ID] = {
    N_("This video ID is not whole"),
    N_("A part is missing, or it holds a character that no ID has. Copy it again."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_TOO_LONG] = {
    N_("This is too long for a video ID"),
    N_("Paste the ID alone."),
    RUSHES_PROBLEM_EDIT_ID },
  [RUSHES_PASTE_UNKNOWN] = {
    N_("There is no video ID in this"),
    N_("A video ID looks like “user:1234-minimax:…-video:…”."),
    RUSHES_PROBLEM_EDIT_ID },
};

/**
 * rushes_problem_new_for_paste:
 * @item: what was pasted, and is no video
 * @among_several: whether other things were pasted with it, so that its line must be named
 *
 * Says why something pasted cannot be fetched, before anything is sent.
 *
 * Returns: (transfer full): the problem
 */
RushesProblem *
rushes_problem_new_for_paste (const RushesPasteItem *item,
                              gboolean               among_several)
{
  RushesProblem *self = g_new0 (RushesProblem, 1);
  g_autofree char *excerpt = NULL;

  g_return_val_if_fail (item->kind != RUSHES_PASTE_VIDEO, self);

  self->title = g_strdup (_(paste_words[item->kind].title));
  self->action = paste_words[item->kind].action;
  self->mild = TRUE;
  if (!among_several)
    {
      self->text = g_strdup (_(paste_words[item->kind].text));
      return self;
    }

  excerpt = rushes_format_isolate (item->excerpt);
  /* Translators: %u is a line's number, the first %s a piece of that line, the second a sentence */
  self->text = g_strdup_printf (_("Line %u, %s: %s"), item->line, excerpt,
                                _(paste_words[item->kind].text));

  return self;
}

/**
 * rushes_problem_dup_left_out:
 * @item: what was pasted, and is no video
 * @brief: whether what mends it was said of another of its kind
 *
 * Says in a row of a list why something pasted is left out. What mends a token is a button.
 *
 * Returns: (transfer full): one or a few sentences
 */
char *
rushes_problem_dup_left_out (const RushesPasteItem *item,
                             gboolean               brief)
{
  const char *title, *text;

  g_return_val_if_fail (item->kind != RUSHES_PASTE_VIDEO, NULL);

  title = _(paste_words[item->kind].title);
  text = _(paste_words[item->kind].text);
  if (item->kind == RUSHES_PASTE_TOKEN)
    text = _("It was not sent anywhere.");
  else if (brief)
    return g_strdup (title);

  /* Translators: why something pasted was left out, and a sentence or two about that */
  return g_strdup_printf (_("%s. %s"), title, text);
}

/**
 * rushes_problem_new_for_clipboard:
 *
 * Says that there was nothing to paste.
 *
 * Returns: (transfer full): the problem
 */
RushesProblem *
rushes_problem_new_for_clipboard (void)
{
  RushesProblem *self = g_new0 (RushesProblem, 1);

  self->title = g_strdup (_("There is no text to paste"));
  self->text = g_strdup (_("Copy the ID of a video first, or type it into the entry."));
  self->mild = TRUE;
  self->action = RUSHES_PROBLEM_EDIT_ID;

  return self;
}

/**
 * rushes_problem_action_label:
 * @action: what a button does
 *
 * Names the button that does @action.
 *
 * Returns: (transfer none) (nullable): its label, or %NULL when there is no button
 */
const char *
rushes_problem_action_label (RushesProblemAction action)
{
  switch (action)
    {
    case RUSHES_PROBLEM_SET_TOKEN:
      return _("Set Token…");
    case RUSHES_PROBLEM_TRY_AGAIN:
      return _("Try Again");
    case RUSHES_PROBLEM_EDIT_ID:
      return _("Edit ID");
    case RUSHES_PROBLEM_OPEN_ACCOUNT:
      return _("Open useapi.net");
    case RUSHES_PROBLEM_RESET_ADDRESS:
      return _("Use useapi.net");
    case RUSHES_PROBLEM_NOTHING:
    default:
      return NULL;
    }
}

static gboolean
is_about_the_folder (int code)
{
  switch (code)
    {
    case RUSHES_ERROR_NO_SPACE:
    case RUSHES_ERROR_FOLDER_MISSING:
    case RUSHES_ERROR_NO_PERMISSION:
    case RUSHES_ERROR_READ_ONLY:
    case RUSHES_ERROR_FILE_TOO_LARGE:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * rushes_problem_dup_reason:
 * @error: why a file could not be saved
 * @folder: where it was to be saved
 *
 * Says in one line of a file's row why it could not be saved and what to do; for a fault of the
 * disk it names the folder (FAULTS G1 to G3).
 *
 * Returns: (transfer full): one or two sentences
 */
char *
rushes_problem_dup_reason (const GError *error,
                           GFile        *folder)
{
  g_autofree char *name = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *missing = NULL;
  const char *title, *text;

  g_return_val_if_fail (error->domain == RUSHES_ERROR, NULL);

  title = _(words[error->code].title);
  text = _(words[error->code].text);
  if (!is_about_the_folder (error->code))
    /* Translators: what happened in a few words, and a sentence about what can be done */
    return g_strdup_printf (_("%s. %s"), title, text);

  name = g_file_get_parse_name (folder);
  isolated = rushes_format_isolate_ltr (name);
  if (rushes_error_get_missing (error) == 0)
    /* Translators: what is wrong, the folder, what to do: "The disk is full: /home/… Free some…" */
    return g_strdup_printf (_("%s: %s. %s"), title, isolated, text);

  missing = rushes_format_size (rushes_error_get_missing (error));

  /* Translators: the first %s is a size as in "9.8 MB", the second a folder */
  return g_strdup_printf (_("%s are missing on the disk of %s. Free some space, then try again."),
                          missing, isolated);
}

/**
 * rushes_problem_dup_waiting:
 * @error: why a transfer broke off
 *
 * Says in one line of a file's row what happened while the next attempt is waited for.
 *
 * Returns: (transfer full): two sentences
 */
char *
rushes_problem_dup_waiting (const GError *error)
{
  g_return_val_if_fail (error->domain == RUSHES_ERROR, NULL);

  /* Translators: %s says what happened, as in "The connection broke" */
  return g_strdup_printf (_("%s. Trying again soon…"), _(words[error->code].title));
}

/**
 * rushes_problem_free:
 * @self: a problem
 *
 * Frees @self.
 */
void
rushes_problem_free (RushesProblem *self)
{
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}
