/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

/* Whatever a library complains about is a fault of ours, and libFuzzer keeps the input of a program
 * that aborts, but not of one that a debugger's trap ends. */
static GLogWriterOutput
on_log (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         user_data)
{
  if (!(level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)))
    return G_LOG_WRITER_HANDLED;

  g_log_writer_standard_streams (level, fields, n_fields, user_data);
  abort ();
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_writer_func (on_log, NULL, NULL);

  return 0;
}

FuzzInput
fuzz_input_new (const uint8_t *data,
                size_t         size)
{
  const char *text = size > 0 ? (const char *) data : "";

  return (FuzzInput) { text, text + size };
}

/* What stands before the next @end, or before a NUL. */
char *
fuzz_input_take_text (FuzzInput *self,
                      char       end)
{
  const char *found = memchr (self->p, end, self->end - self->p);
  const char *stop = found != NULL ? found : self->end;
  char *text = g_strndup (self->p, stop - self->p);

  self->p = found != NULL ? found + 1 : self->end;

  return text;
}

/* A number and the blank behind it; 0 where there is none. */
gint64
fuzz_input_take_int (FuzzInput *self)
{
  g_autofree char *word = fuzz_input_take_text (self, ' ');

  return g_ascii_strtoll (word, NULL, 10);
}

/* What is to be shown: %NULL is nothing. */
void
fuzz_assert_text (const char *text,
                  FuzzText    kind,
                  gsize       max_bytes)
{
  if (text == NULL)
    return;

  g_assert_cmpuint (strlen (text), <=, max_bytes);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (kind == FUZZ_TEXT_LINE)
    for (const char *p = text; *p != '\0'; p++)
      g_assert_false (g_ascii_iscntrl (*p));
}
