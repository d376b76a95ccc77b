/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-command-line-output.h"

#include "rushes-command-line-words.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH 80

struct _RushesCommandLineOutput
{
  int out;
  int errors;
  gboolean has_bar;
  gboolean unicode;
  const char *charset;
  char *bar; /* what stands there now */
};

/**
 * rushes_command_line_output_new:
 * @out: a file descriptor for results
 * @errors: one for all else; a bar is shown when it is a terminal that can take a line back
 *
 * Makes the ways out. The descriptors stay those of the caller.
 *
 * Returns: (transfer full): the ways out
 */
RushesCommandLineOutput *
rushes_command_line_output_new (int out,
                                int errors)
{
  RushesCommandLineOutput *self = g_new0 (RushesCommandLineOutput, 1);

  self->out = out;
  self->errors = errors;
  self->has_bar = isatty (errors) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
  self->unicode = g_get_charset (&self->charset);

  return self;
}

/**
 * rushes_command_line_output_free:
 * @self: (transfer full): the ways out
 *
 * Frees @self.
 */
void
rushes_command_line_output_free (RushesCommandLineOutput *self)
{
  g_free (self->bar);
  g_free (self);
}

/* Returns 0, or why it could not be written. */
static int
write_all (int         fd,
           const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      gssize written = write (fd, text, left);

      if (written < 0 && errno != EINTR)
        return errno;
      if (written > 0)
        {
          text += written;
          left -= written;
        }
    }

  return 0;
}

/* A terminal of another encoding shows what it can; a file or a program gets UTF-8. */
static char *
dup_for (RushesCommandLineOutput *self,
         int                      fd,
         const char              *text)
{
  char *converted = NULL;

  if (!self->unicode && isatty (fd) && g_utf8_validate (text, -1, NULL))
    converted = g_convert_with_fallback (text, -1, self->charset, "UTF-8", "?", NULL, NULL, NULL);

  return converted != NULL ? converted : g_strdup (text);
}

static int
write_line (RushesCommandLineOutput *self,
            int                      fd,
            const char              *line)
{
  g_autofree char *ended = g_strconcat (line, "\n", NULL);
  g_autofree char *converted = dup_for (self, fd, ended);

  return write_all (fd, converted);
}

/**
 * rushes_command_line_output_has_bar:
 * @self: the ways out
 *
 * Tells whether anybody sees how the command is getting on.
 *
 * Returns: %TRUE when standard error is a terminal
 */
gboolean
rushes_command_line_output_has_bar (RushesCommandLineOutput *self)
{
  return self->has_bar;
}

static guint
get_width (RushesCommandLineOutput *self)
{
  struct winsize size;

  if (ioctl (self->errors, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return WIDTH;

  return size.ws_col;
}

/**
 * rushes_command_line_output_show_bar:
 * @self: the ways out
 * @facts: how the command is getting on
 *
 * Shows it in a line of the terminal that is taken back later.
 */
void
rushes_command_line_output_show_bar (RushesCommandLineOutput         *self,
                                     const RushesCommandLineBarFacts *facts)
{
  g_autofree char *bar = NULL;
  g_autofree char *line = NULL;

  if (!self->has_bar)
    return;

  bar = rushes_command_line_bar_dup (facts, get_width (self), self->unicode);
  if (g_strcmp0 (bar, self->bar) == 0)
    return;

  line = g_strconcat ("\r", bar, "\033[K", NULL);
  write_all (self->errors, line);
  g_free (self->bar);
  self->bar = g_steal_pointer (&bar);
}

/**
 * rushes_command_line_output_hide_bar:
 * @self: the ways out
 *
 * Takes the line back.
 */
void
rushes_command_line_output_hide_bar (RushesCommandLineOutput *self)
{
  if (self->bar == NULL)
    return;

  write_all (self->errors, "\r\033[K");
  g_clear_pointer (&self->bar, g_free);
}

/**
 * rushes_command_line_output_print:
 * @self: the ways out
 * @line: (type filename): a result, safe for a terminal, without its end
 *
 * Prints a result.
 *
 * Returns: 0, or an error number: `EPIPE` when nobody reads any more
 */
int
rushes_command_line_output_print (RushesCommandLineOutput *self,
                                  const char              *line)
{
  rushes_command_line_output_hide_bar (self);

  return write_line (self, self->out, line);
}

/**
 * rushes_command_line_output_complain:
 * @self: the ways out
 * @about: (nullable): a video ID or the like
 * @text: what is to be said, of any origin
 *
 * Says something on standard error, in one line.
 */
void
rushes_command_line_output_complain (RushesCommandLineOutput *self,
                                     const char              *about,
                                     const char              *text)
{
  g_autofree char *line = NULL;
  g_autofree char *plain = NULL;

  line = about != NULL ? g_strdup_printf ("rushes: %s: %s", about, text)
                       : g_strdup_printf ("rushes: %s", text);
  plain = rushes_command_line_words_dup_plain (line);
  rushes_command_line_output_hide_bar (self);
  write_line (self, self->errors, plain);
}
