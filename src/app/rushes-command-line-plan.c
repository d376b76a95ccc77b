/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-plan.h"

#include <glib/gi18n.h>
#include <string.h>

/* What stands for the names on standard input. */
#define INPUT "-"

typedef enum
{
  OPTION_STATUS,
  OPTION_DOWNLOAD,
  OPTION_OUTPUT,
  OPTION_WAIT,
  OPTION_JSON,
  OPTION_HELP,
  OPTION_VERSION,
  OPTION_OF_WINDOW,
  OPTION_UNKNOWN,
  N_OPTIONS
} Option;

typedef enum
{
  VALUE_NONE,
  VALUE_BEHIND_SIGN, /* `--download=all`; the next argument is a video */
  VALUE_NEEDED,
} Value;

static const struct
{
  const char *name;
  Option option;
  Value value;
} options[] = {
  { "--status", OPTION_STATUS, VALUE_NONE },
  { "--download", OPTION_DOWNLOAD, VALUE_BEHIND_SIGN },
  { "--output", OPTION_OUTPUT, VALUE_NEEDED },
  { "--wait", OPTION_WAIT, VALUE_NONE },
  { "--json", OPTION_JSON, VALUE_NONE },
  { "--help", OPTION_HELP, VALUE_NONE },
  { "-h", OPTION_HELP, VALUE_NONE },
  { "--version", OPTION_VERSION, VALUE_NONE },
};

static const struct
{
  const char *name;
  RushesCommandLineFiles files;
} kinds[] = {
  { "all", RUSHES_COMMAND_LINE_ALL },
  { "clean", RUSHES_COMMAND_LINE_CLEAN },
  { "watermark", RUSHES_COMMAND_LINE_WATERMARK },
  { "cover", RUSHES_COMMAND_LINE_COVER },
};

static gboolean
fail (const char  *message,
      GError     **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);

  return FALSE;
}

static Option
find_option (const char *argument,
             Value      *value)
{
  gsize length = strcspn (argument, "=");

  *value = VALUE_NONE;

  /* GLib reads these in the process of the window. */
  if (g_str_has_prefix (argument, "--gapplication-"))
    return OPTION_OF_WINDOW;

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (strlen (options[i].name) == length && strncmp (options[i].name, argument, length) == 0)
      {
        *value = options[i].value;
        return options[i].option;
      }

  return OPTION_UNKNOWN;
}

static gboolean
read_files (RushesCommandLinePlan  *self,
            const char             *value,
            GError                **error)
{
  for (gsize i = 0; value != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, value) == 0)
      {
        self->files = kinds[i].files;
        return TRUE;
      }

  return value == NULL || fail (_("--download takes all, clean, watermark or cover."), error);
}

static gboolean
read_output (RushesCommandLinePlan  *self,
             const char             *value,
             GError                **error)
{
  if (value == NULL || *value == '\0')
    return fail (_("--output needs the name of a folder."), error);

  g_free (self->output);
  self->output = g_strdup (value);

  return TRUE;
}

/* An argument is whatever bytes somebody typed, and what stands behind the sign may be a token. */
static gboolean
refuse (const char  *argument,
        GError     **error)
{
  g_autofree char *valid = g_utf8_make_valid (argument, strcspn (argument, "="));

  /* Translators: %s is an option such as "--colour" */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
               _("There is no option %s."), valid);

  return FALSE;
}

/* @next is the argument behind it, which is taken when the value stands there. */
static gboolean
read_option (RushesCommandLinePlan  *self,
             gboolean               *seen,
             const char             *argument,
             const char             *next,
             gboolean               *taken,
             GError                **error)
{
  const char *sign = strchr (argument, '=');
  Value value;
  Option option = find_option (argument, &value);

  if (option == OPTION_UNKNOWN ||
      (value == VALUE_NONE && sign != NULL && option != OPTION_OF_WINDOW))
    return refuse (argument, error);

  seen[option] = TRUE;
  *taken = value == VALUE_NEEDED && sign == NULL && next != NULL;
  if (option == OPTION_DOWNLOAD)
    return read_files (self, sign != NULL ? sign + 1 : NULL, error);
  if (option == OPTION_OUTPUT)
    return read_output (self, sign != NULL ? sign + 1 : next, error);

  return TRUE;
}

static void
add_text (RushesCommandLinePlan *self,
          const char            *argument,
          gboolean               is_name)
{
  self->input = self->input || (!is_name && strcmp (argument, INPUT) == 0);
  g_ptr_array_add (self->texts, g_strdup (argument));
}

static gboolean
read_all (RushesCommandLinePlan  *self,
          const char *const      *arguments,
          gboolean               *seen,
          GError                **error)
{
  gboolean names_only = FALSE;
  gboolean taken = FALSE;

  for (guint i = 1; arguments[0] != NULL && arguments[i] != NULL; i += taken ? 2 : 1)
    {
      const char *argument = arguments[i];

      taken = FALSE;
      if (names_only || *argument != '-' || strcmp (argument, INPUT) == 0)
        add_text (self, argument, names_only);
      else if (strcmp (argument, "--") == 0)
        names_only = TRUE;
      else if (!read_option (self, seen, argument, arguments[i + 1], &taken, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
decide (RushesCommandLinePlan  *self,
        const gboolean         *seen,
        GError                **error)
{
  self->wait = seen[OPTION_WAIT];
  self->json = seen[OPTION_JSON];

  if (seen[OPTION_STATUS] && seen[OPTION_DOWNLOAD])
    return fail (_("--status and --download do not go together."), error);
  if (seen[OPTION_OUTPUT] && !seen[OPTION_DOWNLOAD])
    return fail (_("--output goes with --download."), error);

  if (seen[OPTION_DOWNLOAD])
    self->mode = RUSHES_COMMAND_LINE_DOWNLOAD;
  else if (seen[OPTION_STATUS] || self->wait || self->json)
    self->mode = RUSHES_COMMAND_LINE_STATUS;

  if (self->mode != RUSHES_COMMAND_LINE_WINDOW && self->texts->len == 0)
    return fail (_("Name at least one video ID."), error);

  return TRUE;
}

/**
 * rushes_command_line_plan_new:
 * @arguments: (array zero-terminated=1): the name of the program and its arguments
 * @error: return location for an error of %G_OPTION_ERROR, which says in a sentence what is wrong
 *
 * Reads what the program was started for. Options may stand behind what names a video; what comes
 * behind `--` is no option. `--json` and `--wait` stand for `--status` where nothing is to be
 * saved.
 *
 * Returns: (transfer full): the plan, or %NULL with an error
 */
RushesCommandLinePlan *
rushes_command_line_plan_new (const char *const  *arguments,
                              GError            **error)
{
  g_autoptr(RushesCommandLinePlan) self = g_new0 (RushesCommandLinePlan, 1);
  gboolean seen[N_OPTIONS] = { FALSE };

  self->texts = g_ptr_array_new_with_free_func (g_free);
  if (!read_all (self, arguments, seen, error))
    return NULL;

  if (seen[OPTION_HELP])
    self->mode = RUSHES_COMMAND_LINE_HELP;
  else if (seen[OPTION_VERSION])
    self->mode = RUSHES_COMMAND_LINE_VERSION;
  else if (!decide (self, seen, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rushes_command_line_plan_free:
 * @self: (transfer full): a plan
 *
 * Frees @self.
 */
void
rushes_command_line_plan_free (RushesCommandLinePlan *self)
{
  g_free (self->output);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/**
 * rushes_command_line_plan_join:
 * @self: a plan
 * @input: (array length=length) (nullable): what standard input said
 * @length: how many bytes it has
 *
 * Puts together what names the videos, as it would be pasted: a line for each argument.
 *
 * Returns: (transfer full): text in UTF-8
 */
char *
rushes_command_line_plan_join (RushesCommandLinePlan *self,
                               const char            *input,
                               gsize                  length)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean taken = FALSE;

  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *argument = g_ptr_array_index (self->texts, i);

      if (self->input && !taken && strcmp (argument, INPUT) == 0)
        {
          g_string_append_len (text, input, length);
          taken = TRUE;
        }
      else
        {
          g_string_append (text, argument);
        }
      g_string_append_c (text, '\n');
    }

  return g_utf8_make_valid (text->str, text->len);
}
