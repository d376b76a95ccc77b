/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-help.h"

#include <glib/gi18n.h>

#define COLUMN 28

static const struct
{
  const char *option;
  const char *text;
} rows[] = {
  { "--status", N_("say how each video is, one line a video") },
  { "--download[=WHICH]", N_("save a file of each video and print its name; WHICH is\n"
                             "all, clean (without watermark), watermark or cover") },
  { "--output DIR", N_("save in the folder DIR") },
  { "--wait", N_("wait until each video is final") },
  { "--json", N_("print a JSON object a video, each on a line") },
  { "-h, --help", N_("list the options") },
  { "--version", N_("name the version") },
};

static void
append_row (GString    *help,
            const char *option,
            const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (help, "  %-*s%s\n", COLUMN - 2, i == 0 ? option : "", lines[i]);
}

/**
 * rushes_command_line_help_dup:
 *
 * Lists the options.
 *
 * Returns: (transfer full): lines of text
 */
char *
rushes_command_line_help_dup (void)
{
  g_autoptr(GString) help = g_string_new (NULL);

  g_string_append (help, _("Usage: rushes [OPTION…] [ID…]"));
  g_string_append (help, "\n\n");
  g_string_append (help, _("Without an option, the window opens the videos. An ID may stand in a "
                           "link, in JSON or in\na command; with “-”, IDs are read from standard "
                           "input as well."));
  g_string_append (help, "\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    append_row (help, rows[i].option, _(rows[i].text));
  g_string_append (help, "\n");
  g_string_append (help, _("The API token is the one set in the window, or that in RUSHES_TOKEN.\n"
                           "The manual page has more: man rushes"));
  g_string_append (help, "\n");

  return g_string_free (g_steal_pointer (&help), FALSE);
}
