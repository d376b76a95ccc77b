/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-window.h"

#include <string.h>
#include <unistd.h>

/* Where a program finds itself, whatever it was called by. */
#define PROGRAM "/proc/self/exe"

/**
 * rushes_command_line_window_dup_places:
 * @program: (nullable): the full name of this program, as far as it is known
 * @bindir: the folder it was built to be installed in
 * @window: the full name that the program with the window was built to be installed under
 *
 * Tells where the program with the window may be, the likeliest place first: beside this one, where
 * both were built; as far from it as they are installed from each other; where it was to be
 * installed.
 *
 * Returns: (transfer full): full names
 */
char **
rushes_command_line_window_dup_places (const char *program,
                                       const char *bindir,
                                       const char *window)
{
  g_autoptr(GStrvBuilder) places = g_strv_builder_new ();
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *name = g_path_get_basename (window);
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autofree char *moved = NULL;

  if (beside != NULL)
    g_strv_builder_add (places, beside);
  if (folder != NULL && g_str_has_suffix (folder, bindir))
    {
      g_autofree char *root = g_strndup (folder, strlen (folder) - strlen (bindir));

      moved = g_strconcat (root, window, NULL);
      g_strv_builder_add (places, moved);
    }
  if (g_strcmp0 (moved, window) != 0)
    g_strv_builder_add (places, window);

  return g_strv_builder_end (places);
}

/**
 * rushes_command_line_window_open:
 * @arguments: (array zero-terminated=1): the name of the program and its arguments
 *
 * Goes on as the program with the window, in this process. It comes back when that program is not
 * there.
 */
void
rushes_command_line_window_open (const char *const *arguments)
{
  g_autofree char *program = g_file_read_link (PROGRAM, NULL);
  g_auto(GStrv) places = rushes_command_line_window_dup_places (program, RUSHES_BINDIR,
                                                                RUSHES_WINDOW);

  for (guint i = 0; places[i] != NULL; i++)
    execv (places[i], (char *const *) arguments);
}
