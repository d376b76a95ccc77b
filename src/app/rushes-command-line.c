/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line.h"

#include "rushes-command-line-help.h"
#include "rushes-command-line-parts.h"
#include "rushes-command-line-run.h"
#include "rushes-command-line-window.h"
#include "rushes-problem.h"
#include "rushes-token.h"
#include "rushes-video-id.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* As much as the window takes from a file that is dropped. */
#define INPUT_MAX_BYTES (1024 * 1024)

/* --- what was named --------------------------------------------------------------------------- */

static void
refuse (RushesCommandLineOutput *output,
        const RushesPasteItem   *item,
        gboolean                 among_several)
{
  g_autoptr(RushesProblem) problem = rushes_problem_new_for_paste (item, among_several);
  g_autofree char *text = NULL;

  /* Translators: why something that was named cannot be fetched, and sentences about that */
  text = g_strdup_printf (_("%s. %s"), problem->title, problem->text);
  rushes_command_line_output_complain (output, NULL, text);
}

/* The IDs in it; what is none is named on standard error. */
static GPtrArray *
take_ids (RushesCommandLineOutput *output,
          const char              *text,
          gboolean                *refused)
{
  static const RushesPasteItem nothing = { .kind = RUSHES_PASTE_UNKNOWN };
  g_autoptr(GPtrArray) items = rushes_video_id_parse (text, -1);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      const RushesPasteItem *item = g_ptr_array_index (items, i);

      if (item->kind == RUSHES_PASTE_VIDEO)
        g_ptr_array_add (ids, g_strdup (item->id));
      else
        refuse (output, item, items->len > 1);
    }

  if (items->len == 0)
    refuse (output, &nothing, FALSE);
  *refused = ids->len < items->len || items->len == 0;

  return ids;
}

/* Blocks: nothing can begin before it is known what to ask about. */
static char *
read_input (gsize   *length,
            GError **error)
{
  g_autoptr(GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autofree char *input = g_malloc (INPUT_MAX_BYTES);

  if (!g_input_stream_read_all (stream, input, INPUT_MAX_BYTES, length, NULL, error))
    return NULL;

  return g_steal_pointer (&input);
}

static char *
read_names (RushesCommandLinePlan   *plan,
            RushesCommandLineOutput *output)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *input = NULL;
  gsize length = 0;

  if (plan->input)
    input = read_input (&length, &error);
  if (error != NULL)
    {
      rushes_command_line_output_complain (output, _("Standard input could not be read"),
                                           error->message);
      return NULL;
    }

  return rushes_command_line_plan_join (plan, input, length);
}

/* --- with a window ---------------------------------------------------------------------------- */

/* What came from standard input goes on as IDs: a process takes no more than so many bytes. */
static char **
join_arguments (const char *const     *arguments,
                RushesCommandLinePlan *plan,
                GPtrArray             *ids)
{
  g_autoptr(GStrvBuilder) joined = g_strv_builder_new ();
  GPtrArray *texts = plan->input ? ids : plan->texts;

  g_strv_builder_add (joined, "rushes");
  for (guint i = 1; arguments[0] != NULL && arguments[i] != NULL; i++)
    if (g_str_has_prefix (arguments[i], "--gapplication-"))
      g_strv_builder_add (joined, arguments[i]);
  for (guint i = 0; i < texts->len; i++)
    if (*(const char *) g_ptr_array_index (texts, i) != '-')
      g_strv_builder_add (joined, g_ptr_array_index (texts, i));

  return g_strv_builder_end (joined);
}

static int
open_window (const char *const       *arguments,
             RushesCommandLinePlan   *plan,
             RushesCommandLineOutput *output,
             GPtrArray               *ids)
{
  g_auto(GStrv) joined = join_arguments (arguments, plan, ids);

  rushes_command_line_window_open ((const char *const *) joined);
  rushes_command_line_output_complain (output, _("The window of Rushes cannot be opened"),
                                       g_strerror (errno));

  return RUSHES_EXIT_FILE;
}

/* --- without ---------------------------------------------------------------------------------- */

/* The default of a signal is restored first, so that who started this sees what ended it. */
static void
die_of (int number)
{
  signal (number, SIG_DFL);
  raise (number);
}

static int
do_without_window (RushesCommandLinePlan   *plan,
                   RushesCommandLineOutput *output,
                   GPtrArray               *ids,
                   const char              *token)
{
  g_autofree char *clean = NULL;
  g_autoptr(GError) error = NULL;
  RushesCommandLineExit status;
  int signal_number;

  if (token != NULL)
    clean = rushes_token_clean (token, &error);
  if (error != NULL)
    {
      rushes_command_line_output_complain (output, "RUSHES_TOKEN", error->message);
      return RUSHES_EXIT_TOKEN;
    }

  if (!rushes_command_line_parts_have_schema ())
    {
      rushes_command_line_output_complain (output, NULL,
                                           _("The settings of Rushes are not installed. Install "
                                             "the program, or start it with src/run."));
      return RUSHES_EXIT_FILE;
    }

  status = rushes_command_line_run (plan, ids, clean, output, &signal_number);
  if (signal_number != 0)
    die_of (signal_number);

  return status;
}

static int
do_with_ids (const char *const       *arguments,
             RushesCommandLinePlan   *plan,
             RushesCommandLineOutput *output,
             const char              *token)
{
  g_autofree char *names = read_names (plan, output);
  g_autoptr(GPtrArray) ids = NULL;
  gboolean refused = FALSE;
  int status;

  if (names == NULL)
    return RUSHES_EXIT_FILE;

  /* The window shows what is no ID beside what is one. */
  ids = take_ids (output, names, &refused);
  if (ids->len == 0)
    return RUSHES_EXIT_USAGE;
  if (plan->mode == RUSHES_COMMAND_LINE_WINDOW)
    return open_window (arguments, plan, output, ids);

  status = do_without_window (plan, output, ids, token);

  return refused ? MAX (status, RUSHES_EXIT_USAGE) : status;
}

/* ---------------------------------------------------------------------------------------------- */

static int
print_text (RushesCommandLineOutput *output,
            const char              *text)
{
  return rushes_command_line_output_print (output, text) == 0 ? RUSHES_EXIT_DONE
                                                               : RUSHES_EXIT_FILE;
}

static int
print_help (RushesCommandLineOutput *output)
{
  g_autofree char *help = g_strchomp (rushes_command_line_help_dup ());

  return print_text (output, help);
}

static int
complain_of_usage (RushesCommandLineOutput *output,
                   const GError            *error)
{
  g_autofree char *text = NULL;

  /* Translators: %s is a sentence about what is wrong with the arguments */
  text = g_strdup_printf (_("%s See rushes --help."), error->message);
  rushes_command_line_output_complain (output, NULL, text);

  return RUSHES_EXIT_USAGE;
}

/**
 * rushes_command_line_main:
 * @arguments: (array zero-terminated=1): the name of the program and its arguments
 * @token: (nullable): the API token of the environment, which holds where there is no window
 *
 * Does what the arguments say: without a window itself (DESIGN §6), with one by becoming the
 * program that has it.
 *
 * Returns: the exit status
 */
int
rushes_command_line_main (const char *const *arguments,
                          const char        *token)
{
  g_autoptr(RushesCommandLineOutput) output = NULL;
  g_autoptr(RushesCommandLinePlan) plan = NULL;
  g_autoptr(GError) error = NULL;

  g_set_prgname ("rushes");
  /* Standard output is for results alone. */
  g_log_writer_default_set_use_stderr (TRUE);

  output = rushes_command_line_output_new (STDOUT_FILENO, STDERR_FILENO);
  plan = rushes_command_line_plan_new (arguments, &error);
  if (plan == NULL)
    return complain_of_usage (output, error);

  switch (plan->mode)
    {
    case RUSHES_COMMAND_LINE_HELP:
      return print_help (output);
    case RUSHES_COMMAND_LINE_VERSION:
      return print_text (output, "rushes " RUSHES_VERSION);
    case RUSHES_COMMAND_LINE_WINDOW:
      if (plan->texts->len == 0)
        return open_window (arguments, plan, output, plan->texts);
      return do_with_ids (arguments, plan, output, token);
    case RUSHES_COMMAND_LINE_STATUS:
    case RUSHES_COMMAND_LINE_DOWNLOAD:
    default:
      return do_with_ids (arguments, plan, output, token);
    }
}
