/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-csv.h"

/* What is beyond is left out: a quote without its counterpart must not fill the memory. */
#define MAX_FIELD_BYTES (64 * 1024)
#define MAX_FIELDS 256

struct _RushesCsv
{
  RushesCsvFunc func;
  gpointer user_data;
  GPtrArray *fields;
  GString *field;
  guint line;        /* of what comes next */
  guint record_line; /* in which the record began */
  gboolean quoted;   /* inside quotes */
  gboolean quote;    /* behind a quote that may be the end, or the first of two */
  gboolean began;    /* there is something in the record */
};

/**
 * rushes_csv_new:
 * @func: takes each record
 * @user_data: data for @func
 *
 * Makes a reader at the beginning of a table.
 *
 * Returns: (transfer full): the reader
 */
RushesCsv *
rushes_csv_new (RushesCsvFunc func,
                gpointer      user_data)
{
  RushesCsv *self = g_new0 (RushesCsv, 1);

  self->func = func;
  self->user_data = user_data;
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->field = g_string_new (NULL);
  self->line = self->record_line = 1;

  return self;
}

/**
 * rushes_csv_free:
 * @self: (transfer full): a reader
 *
 * Frees @self. A record that was not finished is given to nobody.
 */
void
rushes_csv_free (RushesCsv *self)
{
  g_ptr_array_unref (self->fields);
  g_string_free (self->field, TRUE);
  g_free (self);
}

static void
end_field (RushesCsv *self)
{
  if (self->fields->len < MAX_FIELDS)
    g_ptr_array_add (self->fields, g_utf8_make_valid (self->field->str, self->field->len));
  g_string_truncate (self->field, 0);
  self->quote = FALSE;
  self->began = TRUE;
}

/* Empty lines are none. */
static void
end_record (RushesCsv *self)
{
  if (self->began || self->field->len > 0)
    {
      end_field (self);
      self->func (self->fields, self->record_line, self->user_data);
    }
  g_ptr_array_set_size (self->fields, 0);
  g_string_truncate (self->field, 0);
  self->quote = self->quoted = self->began = FALSE;
}

static void
append (RushesCsv *self,
        char       c)
{
  if (self->field->len < MAX_FIELD_BYTES && c != '\0')
    g_string_append_c (self->field, c);
  self->began = TRUE;
}

static void
read_quoted (RushesCsv *self,
             char       c)
{
  if (c == '"')
    {
      self->quoted = FALSE;
      self->quote = TRUE;
    }
  else
    {
      append (self, c);
    }
}

static void
read_plain (RushesCsv *self,
            char       c)
{
  if (c == '"' && self->quote)
    {
      append (self, c);
      self->quoted = TRUE;
    }
  else if (c == '"' && self->field->len == 0)
    {
      self->quoted = self->began = TRUE;
    }
  else if (c == ',')
    {
      end_field (self);
    }
  else if (c == '\n')
    {
      end_record (self);
    }
  else if (c != '\r')
    {
      append (self, c);
    }
  self->quote = FALSE;
}

/**
 * rushes_csv_read:
 * @self: a reader
 * @text: (array length=length): the next piece, which may be cut anywhere
 * @length: how many bytes it has
 *
 * Reads a piece of a table. Every text is a table: what is not as it should be is taken as it
 * stands. A field has at most 64 KiB, a record at most 256 fields.
 */
void
rushes_csv_read (RushesCsv  *self,
                 const char *text,
                 gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      gboolean quoted = self->quoted;

      if (quoted)
        read_quoted (self, text[i]);
      else
        read_plain (self, text[i]);

      if (text[i] == '\n')
        self->line++;
      if (text[i] == '\n' && !quoted)
        self->record_line = self->line;
    }
}

/**
 * rushes_csv_finish:
 * @self: a reader
 *
 * Ends the table: its last record may have no line end.
 */
void
rushes_csv_finish (RushesCsv *self)
{
  end_record (self);
}
