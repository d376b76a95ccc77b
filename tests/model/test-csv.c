/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-csv.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *want; /* "line:field|field/", for each record */
} rows[] = {
  { "", "" },
  { "\n\r\n\n", "" },
  { "a", "1:a/" },
  { "a,b\nc,d\n", "1:a|b/2:c|d/" },
  { "a,b\r\nc,d\r\n", "1:a|b/2:c|d/" },
  { ",\n", "1:|/" },
  { "a,,c", "1:a||c/" },
  { "\"a\",\"b\"\n", "1:a|b/" },
  { "\"a,b\",c", "1:a,b|c/" },
  { "\"say \"\"hi\"\"\",x", "1:say \"hi\"|x/" },
  { "\"\",\"\"\"\"", "1:|\"/" },
  { "\"\"\n", "1:/" },
  { "\"one\ntwo\r\nthree\",x\ny\n", "1:one\ntwo\r\nthree|x/4:y/" },
  { "\n\na\n\nb", "3:a/5:b/" },
  /* Not as it should be. */
  { "a\"b,c", "1:a\"b|c/" },
  { "\"a\"b,c", "1:ab|c/" },
  { "\"never ends\n,x", "1:never ends\n,x/" },
  { "\xff,\xc3", "1:\ufffd|\ufffd/" },
};

static void
on_record (GPtrArray *fields,
           guint      line,
           gpointer   user_data)
{
  GString *got = user_data;

  g_string_append_printf (got, "%u:", line);
  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (got, "%s%s", i > 0 ? "|" : "",
                            (char *) g_ptr_array_index (fields, i));
  g_string_append_c (got, '/');
}

/* In pieces of every length. */
static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece = 1; piece < 12; piece++)
      {
        g_autoptr(GString) got = g_string_new (NULL);
        g_autoptr(RushesCsv) csv = rushes_csv_new (on_record, got);
        g_autofree char *name = g_strescape (rows[i].text, NULL);
        gsize length = strlen (rows[i].text);

        g_test_message ("%s", name);
        for (gsize at = 0; at < length; at += piece)
          rushes_csv_read (csv, rows[i].text + at, MIN (piece, length - at));
        rushes_csv_finish (csv);
        g_assert_cmpstr (got->str, ==, rows[i].want);
      }
}

static void
measure_record (GPtrArray *fields,
                guint      line,
                gpointer   user_data)
{
  gsize *sizes = user_data;

  sizes[0] = fields->len;
  sizes[1] = strlen (g_ptr_array_index (fields, 0));
}

static void
test_bounds (void)
{
  gsize sizes[2] = { 0, 0 };
  g_autoptr(RushesCsv) csv = rushes_csv_new (measure_record, sizes);
  g_autofree char *text = g_malloc (10 * 1024 * 1024);

  memset (text, 'x', 10 * 1024 * 1024);
  rushes_csv_read (csv, "\"", 1);
  rushes_csv_read (csv, text, 10 * 1024 * 1024);
  rushes_csv_finish (csv);
  g_assert_cmpuint (sizes[1], ==, 64 * 1024);

  memset (text, ',', 100000);
  rushes_csv_read (csv, text, 100000);
  rushes_csv_finish (csv);
  g_assert_cmpuint (sizes[0], ==, 256);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/table", test_table);
  g_test_add_func ("/csv/bounds", test_bounds);

  return g_test_run ();
}
